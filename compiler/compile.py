"""The table of contents of the compiler: every pass in its order, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from compiler.blobs import Blobs
from compiler.bundle import Bundle
from compiler.checks import check
from compiler.diagnostic import Diagnostic, has_errors, in_order
from compiler.documents import parse_tree
from compiler.emit import emit
from compiler.link import link
from compiler.lower import lower
from compiler.read import SourceTree
from compiler.shape import shape


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a compile found and made; without errors there is a bundle and its root digest."""

    diagnostics: tuple[Diagnostic, ...]
    counts: Mapping[str, int]
    bundle: Bundle | None = None
    root_digest: str | None = None


def compile_tree(tree: SourceTree, read_findings: tuple[Diagnostic, ...], blobs: Blobs) -> Compiled:
    """Compile a tree: a pure function of its files. Blobs may be written even when errors refuse the bundle."""
    documents, parse_findings = parse_tree(tree)
    draft, shape_findings = shape(documents)
    linked, link_findings = link(draft)
    before = (*read_findings, *parse_findings, *shape_findings, *link_findings, *check(linked))
    counts = {"files": len(tree.sizes), "portals": sum(len(brand.of("portal")) for brand in linked.brands.values())}
    if has_errors(before):
        return Compiled(in_order(before), counts)
    bundle, lower_findings = lower(linked, blobs)
    diagnostics = in_order((*before, *lower_findings))
    if has_errors(diagnostics):
        return Compiled(diagnostics, counts)
    return Compiled(diagnostics, counts, bundle, emit(bundle, blobs))
