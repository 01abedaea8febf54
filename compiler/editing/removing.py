"""An object less: its file or its entry, and what is remembered of its id. What is still named is not removed."""

from collections.abc import Iterator, Sequence

from compiler.blobs import CountingBlobs
from compiler.compile import compile_tree
from compiler.diagnostic import Diagnostic, Edit
from compiler.documents import parse_tree
from compiler.editing.edits import Changes, merged, with_changes
from compiler.editing.insertion import in_yaml, without
from compiler.editing.memory import is_remembered, with_retired
from compiler.editing.mentions import Renaming, mentions
from compiler.editing.names import CannotEditError, Target, meant, target_of
from compiler.editing.renaming import files_of
from compiler.entries import ENTRIES
from compiler.kinds import locate
from compiler.link import Linked, flat
from compiler.read import SourceTree
from compiler.shape import Object
from compiler.span import Path
from schemas.text import Text

_STAYING = {
    "brand": "a brand is its folder: delete that",
    "environment": "delete its file, and its name in frontdesk.yaml",
    "system_field": "it is one of the fields every brand has; delete the file to have it as it comes",
}
_SHOWN = 8


def removed(tree: SourceTree, linked: Linked, words: str, date: str) -> Changes:
    """The files that change when an object goes on a day. Raises `CannotEditError`."""
    thing = meant(linked, words)
    target = target_of(thing)
    if target.kind in _STAYING:
        raise CannotEditError(f"{target} is not removed like this: {_STAYING[target.kind]}")
    inherited = linked.draft.documents.inherited.get(thing.file, thing.file)
    if inherited != thing.file:
        raise CannotEditError(f"{target} comes from {inherited}, which other brands may have, too")
    gone = tuple(_with_those_below(linked, thing))
    _refuse_if_named(linked, tree, gone)
    changes = _without_order(tree, linked, target)
    changes = merged(tree, changes, _without(with_changes(tree, changes), linked, thing))
    for one in gone:
        if is_remembered(linked, target_of(one)):
            then = with_retired(with_changes(tree, changes), target_of(one), _label(one), date)
            changes = merged(tree, changes, then)
    _refuse_if_broken(tree, with_changes(tree, changes), target)
    return changes


def _with_those_below(linked: Linked, thing: Object) -> Iterator[Object]:
    """The object and, in a tree, every node below it."""
    if thing.kind in ENTRIES:
        yield thing
    for other in flat(linked.draft.objects):
        if other.file == thing.file and other.path[: len(thing.path)] == thing.path and other.kind == thing.kind:
            yield other


def _label(thing: Object) -> Text | None:
    label = getattr(thing.value, "label", None) or getattr(thing.value, "name", None)
    return label if isinstance(label, Text) else None


def _refuse_if_named(linked: Linked, tree: SourceTree, gone: Sequence[Object]) -> None:
    files = {file for thing in gone for file in files_of(tree, thing)}
    named: set[Edit] = set()
    for thing in gone:
        for edit in mentions(linked, tree, Renaming(target_of(thing), "x")):
            inside = any(thing.path and edit.span.file == one.file and _holds(linked, one, edit) for one in gone)
            if edit.span.file not in files and not inside and not _is_bookkeeping(linked, edit):
                named.add(edit)
    if named:
        places = sorted(f"{edit.span.file}:{edit.span.line}" for edit in named)
        more = f"\n  and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
        shown = "\n".join(f"  {place}" for place in places[:_SHOWN])
        below = " or something below it" if len(gone) > 1 else ""
        raise CannotEditError(f"{target_of(gone[0])}{below} is still named here:\n{shown}{more}")


def _holds(linked: Linked, thing: Object, edit: Edit) -> bool:
    """Whether an edit is inside the object itself."""
    span = linked.draft.span(thing)
    at = edit.span
    return (span.line, span.column) <= (at.line, at.column) <= (span.end_line, span.end_column)


def _is_bookkeeping(linked: Linked, edit: Edit) -> bool:
    """Numbers stay given, an order only loses a name, and the environments' values of a binding go with it."""
    file = edit.span.file
    located = locate(file)
    kind = located.kind.name if located else ""
    return kind in ("numbers", "environment", "knowledge_base", "category", "folder")


def _without_order(tree: SourceTree, linked: Linked, target: Target) -> Changes:
    """Files that put the object in an order, or give a binding its value, without it."""
    changes: dict[str, bytes | None] = {}
    documents, _ = parse_tree(tree)
    for file, document in documents.parsed.items():
        located = locate(file)
        if located is None or not isinstance(document.value, dict):
            continue
        path: Path = ()
        if target.kind == "binding" and located.kind.name == "environment":
            of_brand = document.value.get(target.brand)
            path = (target.brand, target.id) if isinstance(of_brand, dict) and target.id in of_brand else ()
        elif target.kind in ("category", "folder", "article") and located.parts.get("brand") == target.brand:
            order = document.value.get("order")
            path = ("order", order.index(target.id)) if isinstance(order, tuple) and target.id in order else ()
        if path:
            changes[file] = _cut(file, tree.read(file), path)
    return changes


def _without(tree: SourceTree, linked: Linked, thing: Object) -> Changes:
    if thing.path:
        return {thing.file: _cut(thing.file, tree.read(thing.file), thing.path)}
    return dict.fromkeys(files_of(tree, thing))


def _cut(file: str, data: bytes, path: Path) -> bytes | None:
    """A file without the value at a path; `None` when nothing but comments would be left."""
    rest = in_yaml(file, data, lambda text: without(text, path))
    is_empty = all(not line.strip() or line.startswith("#") for line in rest.decode().splitlines())
    return None if is_empty or rest.strip() in (b"{}", b"[]") else rest


def _refuse_if_broken(tree: SourceTree, after: SourceTree, target: Target) -> None:
    known = {(item.code, item.message) for item in compile_tree(tree, (), CountingBlobs()).diagnostics}
    broken = [
        item
        for item in compile_tree(after, (), CountingBlobs()).diagnostics
        if item.severity == "error" and (item.code, item.message) not in known
    ]
    if broken:
        raise CannotEditError(f"without {target} this would be wrong:\n{_shown(broken)}")


def _shown(findings: Sequence[Diagnostic]) -> str:
    return "\n".join(f"  {item.span.file}:{item.span.line}: {item.message}" for item in findings[:_SHOWN])
