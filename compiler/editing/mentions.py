"""Every use of an object, as an edit that says another name. Who uses what is `compiler.uses`."""

from collections.abc import Iterator
from dataclasses import dataclass

from compiler.diagnostic import Edit
from compiler.editing.edits import Places
from compiler.editing.names import Target, spelt
from compiler.link import ORGANIZATION, Linked
from compiler.read import SourceTree
from compiler.uses import Use, uses


@dataclass(frozen=True, slots=True)
class Renaming:
    """One name for another."""

    target: Target
    new: str


def mentions(linked: Linked, tree: SourceTree, renaming: Renaming) -> Iterator[Edit]:
    """An edit for every place that names the target; some places may come twice."""
    target = renaming.target
    for use in uses(linked):
        if use.used == target.name and not _means_others_too(linked, use, target):
            yield from _renamed(tree, use, renaming)


def _means_others_too(linked: Linked, use: Use, target: Target) -> bool:
    """Whether what all brands share names several objects, of which the target is one."""
    if use.by.brand != ORGANIZATION or target.brand == ORGANIZATION or target.kind == "brand":
        return False
    return [brand.id for brand in linked.brands.values() if target.id in brand.of(target.kind)] != [target.brand]


def _renamed(tree: SourceTree, use: Use, renaming: Renaming) -> Iterator[Edit]:
    """The letters of a value or key with the new name in place of the old; nothing where the old is not there."""
    if use.in_words:
        yield Edit(use.span, renaming.new)
        return
    text = tree.read(use.span.file).decode(errors="replace")
    start, end = Places(text).range_of(use.span)
    written, old, new = text[start:end], renaming.target.id, renaming.new
    begins = renaming.target.kind in ("trigger", "brand")  # as in trigger/case and brand/portal
    place = written.find(old) if begins else written.rfind(old)
    if place >= 0:
        is_whole = written == old
        yield Edit(use.span, spelt(new) if is_whole else written[:place] + new + written[place + len(old) :])
