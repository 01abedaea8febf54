"""The table of contents of the compiler: every pass in its order, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from compiler.blobs import Blobs
from compiler.bundle import Bundle
from compiler.cache import Cache
from compiler.catalogue import by_code
from compiler.checks import check
from compiler.diagnostic import Diagnostic, has_errors
from compiler.documents import parse_tree
from compiler.emit import emit
from compiler.link import link
from compiler.lower import lower
from compiler.read import SourceTree
from compiler.shape import shape
from compiler.verdict import is_refused, settle

RULES = by_code()


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a compile found and made; without errors there is a bundle and its root digest."""

    diagnostics: tuple[Diagnostic, ...]
    counts: Mapping[str, int]
    bundle: Bundle | None = None
    root_digest: str | None = None


def compile_tree(
    tree: SourceTree, read_findings: tuple[Diagnostic, ...], blobs: Blobs, cache: Cache | None = None
) -> Compiled:
    """Compile a tree: a pure function of its files, whatever the cache holds.

    Blobs are put even when errors refuse the bundle; a store that must not keep those waits for its `commit`.
    """
    documents, parse_findings = parse_tree(tree, cache)
    draft, shape_findings = shape(documents)
    linked, link_findings = link(draft)
    findings = (*read_findings, *parse_findings, *shape_findings, *link_findings, *check(linked))
    counts = {"files": len(tree.sizes), "portals": sum(len(brand.of("portal")) for brand in linked.brands.values())}
    settled = settle(findings, linked, RULES, all_passes=False)
    if has_errors(settled):
        return Compiled(settled, counts)
    bundle, lower_findings = lower(linked, blobs, cache)
    settled = settle((*findings, *lower_findings), linked, RULES, all_passes=True)
    if is_refused(settled, strict=linked.repository.strict):
        return Compiled(settled, counts)
    return Compiled(settled, counts, bundle, emit(bundle, blobs))
