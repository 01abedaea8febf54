"""Another id for an object: where it is defined, every place that names it, its files, and what is remembered.

The compiler is asked again at the end: a rename that would leave anything worse than before is not made.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from compiler.blobs import CountingBlobs
from compiler.compile import compile_tree, resolve
from compiler.diagnostic import Diagnostic, Edit, has_errors
from compiler.documents import beside
from compiler.editing.edits import Changes, edit_all, merged, with_changes
from compiler.editing.freshness import LOCK, fresh_bodies, fresh_texts, lock_keys
from compiler.editing.memory import ALIASED, is_remembered, with_alias, with_moved
from compiler.editing.mentions import Renaming, mentions
from compiler.editing.names import (
    TRANSLATIONS,
    CannotEditError,
    Target,
    brands_seeing,
    meant,
    refuse_misspelt,
    spelt,
    target_of,
    with_article,
)
from compiler.entries import ENTRIES, entries
from compiler.kinds import locate
from compiler.link import ORGANIZATION, Linked, flat, worded
from compiler.read import SourceTree
from compiler.shape import EVERY_NAME, Object

FIXED: dict[str, str] = {
    "environment": "add another file under environments/, list it in frontdesk.yaml and delete this one",
    "system_field": "it is one of the fields every brand has",
    "system_code": "it is one of ours; its words may change",
    "mail_layout": "its name is the status it belongs to",
    "agent": "an agent is called what the member is called: rename the member",
    "waiver": "it is called what its policy is called: rename the policy",
    "rule_test": "a test is called by its sentence: change that",
}
"""Kinds whose objects keep their names, and why."""


def renamed(tree: SourceTree, linked: Linked, words: str, new: str, date: str) -> Changes:
    """The files that change when an object gets another id on a day. Raises `CannotEditError`."""
    thing = meant(linked, words)
    target = target_of(thing)
    _refuse(linked, thing, target, new)
    changes: Changes = {}
    now, moves = tree, dict[str, str]()
    for one in (*_namesakes(linked, target), target):
        step, moved = _one(now, resolve(now)[0], one, new, date)
        moves |= moved
        changes = merged(tree, changes, step)
        now = with_changes(tree, changes)
    changes = merged(tree, changes, fresh_bodies(linked.draft.documents, now, moves))
    now = with_changes(tree, changes)
    if any(file.endswith(LOCK) for file in now.sizes):
        changes = merged(tree, changes, fresh_texts(linked, resolve(now)[0], now, thing, target, new))
    _refuse_if_worse(linked, with_changes(tree, changes), target, new)
    return changes


def _refuse(linked: Linked, thing: Object, target: Target, new: str) -> None:
    word = worded(target.kind)
    if target.kind in FIXED:
        raise CannotEditError(f"{target} cannot get another name: {FIXED[target.kind]}")
    if not target.id:
        raise CannotEditError(f"there is one {word} in each place; it has no name to change")
    if linked.draft.documents.inherited.get(thing.file, thing.file) != thing.file:
        origin = linked.draft.documents.inherited[thing.file]
        raise CannotEditError(f"{target} comes from {origin}, which other brands may have, too")
    if target.kind == "mail_account" and thing.value.provided:
        raise CannotEditError(f"{target} is the provided account, which keeps its name for good")
    refuse_misspelt(target.kind, new)
    _refuse_unread(linked, target)
    home = linked.organization if target.brand == ORGANIZATION else linked.brands[target.brand].objects
    others = home.get(target.kind, {}).values() if target.kind not in ENTRIES else entries(linked)
    taken = {target_of(other).id for other in others if _is_beside_it(other, thing)}
    if new in taken or (target.kind == "brand" and any(name == new for name in linked.brands)):
        raise CannotEditError(f"there is {with_article(word)} {new} already")


def _is_beside_it(other: Object, thing: Object) -> bool:
    """Whether an object's id must differ from another's; entries only from those of the same list."""
    return thing.kind not in ENTRIES or (other.kind, other.file, other.path[:-1]) == (
        thing.kind,
        thing.file,
        thing.path[:-1],
    )


def _refuse_unread(linked: Linked, target: Target) -> None:
    """What cannot be read may name the object, too, and would name something that is gone."""
    brands = {*brands_seeing(linked, target)}
    unread = sorted({(kind, name) for kind, brand, name in linked.draft.poisoned if brand in brands})
    if unread:
        kind, name = unread[0]
        what = f"{worded(kind)} {name}".rstrip(f" {EVERY_NAME}")
        raise CannotEditError(f"{what} cannot be read and may name it, too: mend what frontdesk check finds first")


def _namesakes(linked: Linked, target: Target) -> Iterator[Target]:
    """Agents are called what their member is called, and groups name them as such."""
    if target.kind == "member":
        for one in linked.brands.values():
            if target.id in one.of("agent"):
                yield Target(one.id, "agent", target.id)


def _one(tree: SourceTree, linked: Linked, target: Target, new: str, date: str) -> tuple[Changes, Mapping[str, str]]:
    """One object: every name, then its files under their new paths, then what is remembered."""
    thing = _found(linked, target)
    edits = {
        *mentions(linked, tree, Renaming(target, new)),
        *_definition(linked, thing, new),
        *lock_keys(linked, tree, thing, target, new),
    }
    changes: Changes = edit_all(tree, edits)
    moved = _moved_files(tree, thing, target, new)
    now = with_changes(tree, changes)
    for old_path, new_path in moved.items():
        if new_path in tree.sizes:
            raise CannotEditError(f"{new_path} is there already")
        changes = {**changes, old_path: None, new_path: now.read(old_path)}
    now = with_changes(tree, changes)
    if is_remembered(linked, target):
        brand = new if target.kind == "brand" else target.brand
        changes = {**changes, **with_moved(now, brand, target, new, date)}
    if target.kind in ALIASED:
        changes = {**changes, **with_alias(now, moved[thing.file], target.id)}
    return changes, moved


def _found(linked: Linked, target: Target) -> Object:
    everything = entries(linked) if target.kind in ENTRIES else flat(linked.draft.objects)
    return next(thing for thing in everything if target_of(thing) == target)


def _definition(linked: Linked, thing: Object, new: str) -> Iterator[Edit]:
    """Where an object in a shared file gets its id."""
    if thing.path:
        is_key = isinstance(thing.path[-1], str)
        span = linked.draft.span(thing, () if is_key else ("id",), "key" if is_key else "value")
        yield Edit(span, spelt(new))


def _moved_files(tree: SourceTree, thing: Object, target: Target, new: str) -> dict[str, str]:
    """Old path to new path of everything that is called after the object."""
    folder = thing.file.rpartition("/")[0]
    if target.kind in _FOLDERS:
        above = folder.rpartition("/")[0]
        return {file: f"{above}/{new}{file[len(folder) :]}" for file in files_of(tree, thing)}
    return {file: _with_stem(file, target.id, new) for file in files_of(tree, thing)}


_FOLDERS = ("brand", "category", "folder", "theme")
"""Kinds that are a folder with everything in it."""


def files_of(tree: SourceTree, thing: Object) -> tuple[str, ...]:
    """The files that belong to an object alone: its own, its translations, its long texts, or its folder."""
    if thing.path:
        return ()
    folder = thing.file.rpartition("/")[0]
    if thing.kind in _FOLDERS:
        return tuple(file for file in tree.sizes if file.startswith(f"{folder}/"))
    return tuple(file for file in tree.sizes if file == thing.file or _is_beside(tree, file, thing))


def _is_beside(tree: SourceTree, file: str, thing: Object) -> bool:
    """Whether a file is a translation or a long text of the object."""
    stem = thing.file.rpartition(".")[0]
    if not file.startswith(f"{stem}."):
        return False
    located, neighbour = locate(file), beside(tree, file)
    is_translation = located is not None and located.kind.name in TRANSLATIONS and located.parts["id"] == thing.id
    return is_translation or (neighbour is not None and neighbour[0] == thing.file)


def _with_stem(file: str, old: str, new: str) -> str:
    folder, _, name = file.rpartition("/")
    return f"{folder}/{new}{name[len(old) :]}"


def _refuse_if_worse(linked: Linked, tree: SourceTree, target: Target, new: str) -> None:
    """Everything is looked at once more; only the id may read differently in what is found.

    Errors keep later passes from finding anything: what comes to light because a rename mends them was there before.
    """
    before, after = (compile_tree(one, (), CountingBlobs()) for one in (linked.draft.documents.tree, tree))
    word = re.compile(rf"(?<![\w-]){re.escape(target.id)}(?![\w-])")
    known = Counter((item.code, word.sub(new, item.message)) for item in before.diagnostics)
    fresh = [item for item in after.diagnostics if not _taken(known, (item.code, word.sub(new, item.message)))]
    was_hidden = has_errors(before.diagnostics)
    worse = [item for item in fresh if not was_hidden or (item.severity == "error" and item.code < _OF_NAMES)]
    if worse:
        raise CannotEditError(f"{target} cannot be renamed without this:\n{_shown(worse)}")


_OF_NAMES = "FD3"
"""Codes below are of reading, shape and names, which no error elsewhere hides."""


def _taken(known: Counter[tuple[str, str]], one: tuple[str, str]) -> bool:
    known[one] -= 1
    return known[one] >= 0


def _shown(findings: Sequence[Diagnostic]) -> str:
    lines = [f"  {item.span.file}:{item.span.line}: {item.message} ({item.code})" for item in findings[:5]]
    return "\n".join([*lines, *([f"  and {len(findings) - 5} more"] if len(findings) > 5 else [])])
