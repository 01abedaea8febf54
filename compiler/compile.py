"""The table of contents of the compiler: every pass in its order, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from compiler.blobs import Blobs, CountingBlobs
from compiler.bundle import Bundle
from compiler.cache import Cache
from compiler.checks import check, check_across, check_within
from compiler.checks.comparing import BASE_CHECKS, check_against
from compiler.companions import join_companions
from compiler.compose import compose
from compiler.diagnostic import Diagnostic, has_errors
from compiler.documents import parse_tree
from compiler.emit import emit
from compiler.link import Linked, link
from compiler.lower import lower, lowering_findings
from compiler.places import put_places
from compiler.policies.judging import judge
from compiler.read import SourceTree
from compiler.remembered import RULES, Memory, recall
from compiler.shape import shape
from compiler.verdict import is_refused, settle

_OF_BASE = tuple(rule.code for rule, _ in BASE_CHECKS)


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a compile found and made: a bundle and its root digest, where nothing refuses them and they were wanted."""

    diagnostics: tuple[Diagnostic, ...]
    counts: Mapping[str, int]
    bundle: Bundle | None = None
    root_digest: str | None = None
    places: str | None = None
    """Where things were written: the digest of a `Places`, which is no part of the root."""
    accepted: bool = False
    """Whether nothing found here keeps the repository from being built."""
    spared: int = 0
    """Files that were not read, since nothing has changed about their brands."""


def resolve(tree: SourceTree, cache: Cache | None = None) -> tuple[Linked, tuple[Diagnostic, ...]]:
    """A tree as far as every name is found: what commands work with that look around and build nothing."""
    documents, parse_findings = parse_tree(tree, cache)
    documents, companion_findings = join_companions(documents)
    documents, compose_findings = compose(documents)
    draft, shape_findings = shape(documents)
    linked, link_findings = link(draft)
    return linked, (*parse_findings, *companion_findings, *compose_findings, *shape_findings, *link_findings)


def compile_tree(
    tree: SourceTree,
    read_findings: tuple[Diagnostic, ...],
    blobs: Blobs,
    cache: Cache | None = None,
    *,
    base: Linked | None = None,
    today: str | None = None,
) -> Compiled:
    """Compile a tree: a pure function of its files, whatever the cache holds.

    `base` is an earlier state to compare with, `today` the day (`2026-03-01`) by which waivers end: both bring findings
    and change no byte. Blobs are put even when errors refuse the bundle; a store that must not keep those waits for its
    `commit`.
    """
    everything = Memory(tree)
    found_here = _look(everything, read_findings, cache, base, today)
    if has_errors(found_here.settled):
        return Compiled(found_here.settled, found_here.counts)
    bundle, lower_findings = lower(found_here.linked, blobs, cache)
    settled = _all_settled(found_here, lower_findings, base)
    if is_refused(settled, strict=found_here.linked.repository.strict):
        return Compiled(settled, found_here.counts)
    root, places = emit(bundle, blobs), put_places(found_here.linked, blobs, cache)
    return Compiled(settled, found_here.counts, bundle, root, places, accepted=True)


def check_tree(
    tree: SourceTree,
    read_findings: tuple[Diagnostic, ...],
    cache: Cache | None = None,
    *,
    base: Linked | None = None,
    today: str | None = None,
) -> Compiled:
    """The findings of a compile without what it makes: brands that nothing changed about are remembered."""
    memory = recall(tree, cache, today) if base is None else Memory(tree)
    found_here = _look(memory, read_findings, cache, base, today)
    if has_errors(found_here.settled):
        memory.keep(found_here.linked, found_here.across, found_here.within, None)
        return Compiled(found_here.settled, found_here.counts, spared=memory.spared)
    if not memory.is_whole():
        memory = memory.forgotten(tree)
        found_here = _look(memory, read_findings, cache, base, today)
    late = {
        name: lowering_findings(found_here.linked, name, CountingBlobs(), cache) for name in sorted(found_here.within)
    }
    memory.keep(found_here.linked, found_here.across, found_here.within, late)
    settled = _all_settled(found_here, (*memory.late(), *chain.from_iterable(late.values())), base)
    accepted = not is_refused(settled, strict=found_here.linked.repository.strict)
    return Compiled(settled, found_here.counts, accepted=accepted, spared=memory.spared)


@dataclass(frozen=True, slots=True)
class _Look:
    """What comes to light before lowering; `across` brands and `within` each that was looked at."""

    linked: Linked
    counts: Mapping[str, int]
    findings: tuple[Diagnostic, ...]
    settled: tuple[Diagnostic, ...]
    across: tuple[Diagnostic, ...]
    within: Mapping[str, tuple[Diagnostic, ...]]


def _look(
    memory: Memory,
    read_findings: tuple[Diagnostic, ...],
    cache: Cache | None,
    base: Linked | None,
    today: str | None,
) -> _Look:
    linked, link_findings = resolve(memory.tree, cache)
    memory.prepare(linked)
    compared = check_against(linked, base) if base is not None else ()
    across = memory.of_others((*link_findings, *check_across(linked), *compared, *judge(linked, today)))
    within = {name: tuple(check_within(linked, name)) for name in linked.brands if name not in memory.known}
    without_brands = () if linked.brands else tuple(check(linked))
    findings = (*read_findings, *across, *without_brands, *memory.early(), *chain.from_iterable(within.values()))
    portals = sum(len(brand.of("portal")) for brand in linked.brands.values())
    counts = {"files": len(memory.tree.sizes) + memory.spared, "portals": portals}
    linked = memory.with_comments(linked)
    return _Look(linked, counts, findings, settle(findings, linked, RULES, all_passes=False), across, within)


def _all_settled(
    found_here: _Look, lower_findings: tuple[Diagnostic, ...], base: Linked | None
) -> tuple[Diagnostic, ...]:
    findings = (*found_here.findings, *lower_findings)
    skipped = () if base is not None else _OF_BASE
    return settle(findings, found_here.linked, RULES, all_passes=True, skipped=skipped)
