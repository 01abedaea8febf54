"""The table of contents of the compiler: every pass in its order, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from compiler.blobs import Blobs, CountingBlobs
from compiler.bundle import Bundle
from compiler.cache import Cache
from compiler.catalogue import by_code
from compiler.checks import check
from compiler.checks.comparing import BASE_CHECKS, check_against
from compiler.companions import join_companions
from compiler.compose import compose
from compiler.diagnostic import Diagnostic, has_errors
from compiler.documents import parse_tree
from compiler.emit import emit
from compiler.link import Linked, link
from compiler.lower import lower, lowering_findings
from compiler.policies.judging import judge
from compiler.read import SourceTree
from compiler.shape import shape
from compiler.verdict import is_refused, settle

RULES = by_code()
_OF_BASE = tuple(rule.code for rule, _ in BASE_CHECKS)


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a compile found and made: a bundle and its root digest, where nothing refuses them and they were wanted."""

    diagnostics: tuple[Diagnostic, ...]
    counts: Mapping[str, int]
    bundle: Bundle | None = None
    root_digest: str | None = None
    accepted: bool = False
    """Whether nothing found here keeps the repository from being built."""


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
    return _compile(tree, read_findings, blobs, cache, base, today, is_kept=True)


def check_tree(
    tree: SourceTree,
    read_findings: tuple[Diagnostic, ...],
    cache: Cache | None = None,
    *,
    base: Linked | None = None,
    today: str | None = None,
) -> Compiled:
    """The findings of a compile without what it makes: one brand at a time is in memory, and nothing is emitted."""
    return _compile(tree, read_findings, CountingBlobs(), cache, base, today, is_kept=False)


def _compile(
    tree: SourceTree,
    read_findings: tuple[Diagnostic, ...],
    blobs: Blobs,
    cache: Cache | None,
    base: Linked | None,
    today: str | None,
    *,
    is_kept: bool,
) -> Compiled:
    linked, link_findings = resolve(tree, cache)
    compared = check_against(linked, base) if base is not None else ()
    findings = (*read_findings, *link_findings, *check(linked), *compared, *judge(linked, today))
    counts = {"files": len(tree.sizes), "portals": sum(len(brand.of("portal")) for brand in linked.brands.values())}
    settled = settle(findings, linked, RULES, all_passes=False)
    if has_errors(settled):
        return Compiled(settled, counts)
    bundle, lower_findings = lower(linked, blobs, cache) if is_kept else (None, lowering_findings(linked, blobs, cache))
    settled = settle(
        (*findings, *lower_findings), linked, RULES, all_passes=True, skipped=() if base is not None else _OF_BASE
    )
    if is_refused(settled, strict=linked.repository.strict):
        return Compiled(settled, counts)
    return Compiled(settled, counts, bundle, None if bundle is None else emit(bundle, blobs), accepted=True)
