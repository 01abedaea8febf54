"""Translations that were fresh before a rename and still are: they name the words they were made from once more.

Only a link or a placeholder in those words has another name now. What makes a translation stale is
`compiler.translation`.
"""

from collections.abc import Iterator, Mapping

from compiler.diagnostic import Edit
from compiler.documents import Documents, parse_tree, shown_path
from compiler.editing.edits import Changes, edit_all
from compiler.editing.names import TRANSLATIONS, Target, spelt
from compiler.kinds import locate
from compiler.link import Linked
from compiler.read import SourceTree
from compiler.shape import Object
from compiler.translation.hashes import source_hash
from compiler.translation.units import owners, units

LOCK = "translations.lock.yaml"


def fresh_bodies(before: Documents, tree: SourceTree, moves: Mapping[str, str]) -> Changes:
    """Translated texts with the hash of what their source says now; `moves` are old paths to new ones."""
    documents, _ = parse_tree(tree)
    edits: list[Edit] = []
    for file, document in before.parsed.items():
        located = locate(file)
        if located is None or located.kind.name not in TRANSLATIONS or not isinstance(document.value, dict):
            continue
        source, made_from = f"{file.rpartition('/')[0]}/{located.parts['id']}.md", document.value.get("of")
        if made_from is None or made_from != _hash(before, source):
            continue
        now = _hash(documents, moves.get(source, source))
        if now is not None and now != made_from:
            edits.append(Edit(documents.parsed[moves.get(file, file)].span(("of",)), spelt(now)))
    return edit_all(tree, edits)


def _hash(documents: Documents, file: str) -> str | None:
    """What the words of a text are called; `None` where there are none."""
    document = documents.parsed.get(file)
    if document is None or file not in documents.bodies or not isinstance(document.value, dict):
        return None
    return source_hash(str(document.value.get("title", "")), documents.body_text(file))


def lock_keys(linked: Linked, tree: SourceTree, thing: Object, target: Target, new: str) -> Iterator[Edit]:
    """Keys of the brand's lock that name words inside the object, by its new name."""
    lock = f"brands/{target.brand}/{LOCK}"
    documents, _ = parse_tree(tree)
    document = documents.parsed.get(lock)
    if document is None or not isinstance(document.value, dict):
        return
    for key in document.value:
        renamed = _unit_renamed(linked, thing, target, new, key)
        if renamed != key:
            yield Edit(document.span((key,), "key"), spelt(renamed))


def _unit_renamed(linked: Linked, thing: Object, target: Target, new: str, name: str) -> str:
    """A unit's name, file and keys, after the rename."""
    file, colon, keys = name.partition(":")
    own = thing.file.split("/", 2)[2]
    if not thing.path:
        folder, _, last = own.rpartition("/")
        if file == own:
            return f"{folder}/{new}{last[len(target.id) :]}{colon}{keys}" if folder else name
        return name
    prefix = shown_path(linked.draft.documents.parsed[thing.file], thing.path)
    if file != own or not (keys == prefix or keys.startswith(f"{prefix}.")):
        return name
    above = prefix[: len(prefix) - len(target.id)]
    return f"{file}:{above}{new}{keys[len(prefix) :]}"


def fresh_texts(before: Linked, after: Linked, tree: SourceTree, thing: Object, target: Target, new: str) -> Changes:
    """Locks whose recorded hashes were those of the words, with the hashes the words have now."""
    edits: list[Edit] = []
    documents = after.draft.documents
    was = {unit.address: unit.hash for owner in owners(before) for unit in units(before, owner)}
    now = {unit.address: unit.hash for owner in owners(after) for unit in units(after, owner)}
    for address, old in was.items():
        _, brand, name = address.split("/", 2)
        renamed = _unit_renamed(before, thing, target, new, name) if brand == target.brand else name
        home = new if target.kind == "brand" and brand == target.id else brand
        fresh = now.get(f"brands/{home}/{renamed}")
        lock = documents.parsed.get(f"brands/{home}/{LOCK}")
        if fresh in (None, old) or lock is None or not isinstance(lock.value.get(renamed), dict):
            continue
        for language, recorded in lock.value[renamed].items():
            if recorded == old and fresh is not None:
                edits.append(Edit(lock.span((renamed, language)), spelt(fresh)))
    return edit_all(tree, edits)
