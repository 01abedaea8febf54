"""The passes up to lowering, as every compile runs them: names found, checks asked, findings settled.

In which order compiles go on from here is `compiler.compile`; what is remembered from earlier ones `remembered`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from compiler.cache import Cache
from compiler.checks import check, check_across, check_within
from compiler.checks.comparing import BASE_CHECKS, check_against
from compiler.companions import join_companions
from compiler.compose import compose
from compiler.diagnostic import Diagnostic, has_errors
from compiler.documents import parse_tree
from compiler.link import Linked, link
from compiler.outline import FACE, home_of
from compiler.policies.judging import judge
from compiler.read import SourceTree
from compiler.remembered import Findings, Found, Memory
from compiler.shape import shape
from compiler.told import RULES
from compiler.verdict import settle

_OF_BASE = tuple(rule.code for rule, _ in BASE_CHECKS)


def resolve(tree: SourceTree, cache: Cache | None = None) -> tuple[Linked, tuple[Diagnostic, ...]]:
    """A tree as far as every name is found: what commands work with that look around and build nothing."""
    documents, parse_findings = parse_tree(tree, cache)
    documents, companion_findings = join_companions(documents)
    documents, compose_findings = compose(documents)
    draft, shape_findings = shape(documents)
    linked, link_findings = link(draft)
    return linked, (*parse_findings, *companion_findings, *compose_findings, *shape_findings, *link_findings)


@dataclass(frozen=True, slots=True)
class Look:
    """What comes to light before lowering."""

    linked: Linked
    counts: Mapping[str, int]
    findings: Findings
    settled: Findings
    named: Findings
    """What is found of names and policies, of brands and of what they share."""
    between: Findings
    """What checks find that look at more than one brand at a time."""
    within: Mapping[str, Findings]
    """What is found in each brand that was looked at."""
    spared: int
    """Files that were not looked at."""


def look(memory: Memory, tree: SourceTree, read_findings: Findings, base: Linked | None, today: str | None) -> Look:
    """Look at a tree; of remembered brands at their faces only."""
    linked, link_findings = resolve(memory.narrowed(tree), memory.cache)
    memory.prepare(linked)
    compared = check_against(linked, base) if base is not None else ()
    named = memory.of_others((*link_findings, *compared, *judge(linked, today)), with_faces=False)
    between = memory.of_others(check_across(linked), with_faces=True)
    within = {name: tuple(check_within(linked, name)) for name in linked.brands if name not in memory.known}
    without_brands = () if linked.brands else tuple(check(linked))
    findings = (
        *read_findings, *named, *between, *without_brands, *memory.early(), *chain.from_iterable(within.values())
    )  # fmt: skip
    portals = sum(len(brand.of("portal")) for brand in linked.brands.values())
    linked = memory.with_comments(linked)
    settled = settle(findings, linked, RULES, all_passes=False)
    counts = {"files": len(tree.sizes), "portals": portals}
    return Look(linked, counts, findings, settled, named, between, within, memory.spared)


def is_readable(linked: Linked) -> bool:
    """Whether every file that was looked at has its shape, and every base is known."""
    documents = linked.draft.documents
    return not (linked.draft.poisoned or documents.refused or documents.without_base)


def is_clean(seen: Look, findings: Findings) -> bool:
    """Whether nothing keeps anything else from being found: no error, whatever its level here."""
    return is_readable(seen.linked) and not has_errors(findings)


def found_in(
    seen: Look, late: Mapping[str, Findings] | None = None, asked: Mapping[str, frozenset[str] | None] | None = None
) -> dict[str, Found]:
    """What was found of each brand that was looked at: `late` in lowering, which `asked` for other brands."""
    named: dict[str, list[Diagnostic]] = {}
    beyond: dict[str, list[Diagnostic]] = {}
    for item in seen.named:
        named.setdefault(home_of(item.span.file), []).append(item)
    for item in seen.between:
        if not FACE(item.span.file):
            beyond.setdefault(home_of(item.span.file), []).append(item)
    return {
        name: Found(
            (*here, *named.get(name, ())),
            tuple(beyond.get(name, ())),
            None if late is None else late[name],
            frozenset() if asked is None else asked[name],
        )
        for name, here in seen.within.items()
    }


def all_settled(findings: Findings, linked: Linked, base: Linked | None) -> Findings:
    """The findings of all passes, in order and at their level."""
    skipped = () if base is not None else _OF_BASE
    return settle(findings, linked, RULES, all_passes=True, skipped=skipped)
