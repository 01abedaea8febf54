"""What a brand, or the organisation, remembers when ids change: entries of `retired.yaml`, and aliases of texts."""

from compiler.checks.deleted_without_a_trace import HELD
from compiler.editing.edits import Changes, bytes_of
from compiler.editing.insertion import in_yaml, with_item, with_key
from compiler.editing.names import Target, spelt
from compiler.editing.quoting import in_quotes
from compiler.history import STATES, ids_of, owners
from compiler.link import Linked
from compiler.read import SourceTree
from schemas.history import NUMBERED
from schemas.text import Text

REMEMBERED = frozenset({*HELD, *NUMBERED, "portal", "category", "group", "trigger", "brand", *STATES})
"""Kinds whose former ids are kept: tickets hold them, addresses and programs name them."""
ALIASED = ("article", "faq", "notice")
"""Texts with an address of their own, which redirects from former ones."""

_HEAD = "# Written by  frontdesk rename  and  frontdesk remove : nothing listed here may be used again.\n"


def with_moved(tree: SourceTree, brand: str, target: Target, new: str, date: str) -> Changes:
    """The `retired.yaml` of a brand, or of the organisation, with where an object went."""
    item = f'{{what: {target.kind}, from: {spelt(target.id)}, to: {spelt(new)}, date: "{date}"}}'
    return _with(tree, brand, "moved", item)


def with_retired(tree: SourceTree, target: Target, label: Text | None, date: str) -> Changes:
    """The brand's `retired.yaml` with an id that is gone; old tickets go on showing its label."""
    shown = f", label: {_flow(label)}" if label is not None and label.code is None else ""
    item = f'{{what: {target.kind}, id: {spelt(target.id)}, date: "{date}"{shown}}}'
    return _with(tree, target.brand, "retired", item)


def _with(tree: SourceTree, brand: str, key: str, item: str) -> Changes:
    file = f"brands/{brand}/retired.yaml"
    before = bytes_of(tree, file) or _HEAD.encode()
    return {file: in_yaml(file, before, lambda text: _appended(text, key, item))}


def _appended(text: str, key: str, item: str) -> str:
    if any(line.strip() and not line.startswith("#") for line in text.splitlines()):
        return with_item(text, key, item)
    return f"{text}{with_item('', key, item)}"


def _flow(label: Text) -> str:
    """A text on one line."""
    if label.plain is not None:
        return in_quotes(label.plain)
    return (
        "{"
        + ", ".join(f"{language}: {in_quotes(words)}" for language, words in (label.by_language or {}).items())
        + "}"
    )


def with_alias(tree: SourceTree, file: str, old: str) -> Changes:
    """A text whose former address redirects to it."""
    return {file: in_yaml(file, tree.read(file), lambda text: _aliased(text, old))}


def _aliased(text: str, old: str) -> str:
    has_list = any(line.startswith("aliases:") for line in text.splitlines())
    return with_item(text, "aliases", spelt(old)) if has_list else with_key(text, "aliases", f"[{spelt(old)}]")


def is_remembered(linked: Linked, target: Target) -> bool:
    """Whether anything outside the repository may still know the id."""
    objects = dict(owners(linked)).get(target.brand)
    if objects is None or target.kind not in REMEMBERED:
        return False  # what a project calls its own statuses is its own affair
    return target.kind not in STATES or target.id in ids_of(objects, target.kind, target.brand)
