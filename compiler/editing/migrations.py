"""A repository written in an earlier version of the language, moved to this one: edits, comments and all else kept.

Each step goes from one version to the next and knows only what changed between the two. A new version of the language
adds a step at the end of `STEPS`, an example to `docs/migrations.md` and nothing else.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from compiler.diagnostic import Edit
from compiler.documents import Documents, parse_tree
from compiler.editing.edits import Changes, edit_all, merged, with_changes
from compiler.editing.names import CannotEditError
from compiler.kinds import locate
from compiler.libraries import beside_brands
from compiler.origin import nodes
from compiler.parse import Document
from compiler.read import SourceTree
from compiler.span import Path
from schemas.bundle import LANGUAGE_VERSION

_REPOSITORY: Final = "frontdesk.yaml"


@dataclass(frozen=True, slots=True)
class Step:
    """From version `before` to the next: what changed, in one line, and the edits that follow it."""

    before: int
    title: str
    edits: Callable[[Documents], Iterator[Edit]]


def migrated(tree: SourceTree) -> tuple[Changes, tuple[Step, ...]]:
    """The files that change, and the steps that were gone. Raises `CannotEditError`."""
    version = version_of(tree)
    if version > LANGUAGE_VERSION:
        raise CannotEditError(
            f"{_REPOSITORY} says version {version}; this frontdesk knows {LANGUAGE_VERSION}: use a newer one"
        )
    taken = tuple(step for step in STEPS if step.before >= version)
    changes: Changes = {}
    for step in taken:
        documents, findings = parse_tree(with_changes(tree, changes))
        if findings:
            span = findings[0].span
            raise CannotEditError(f"{span.file}:{span.line}: {findings[0].message}; mend that first")
        edits = (*step.edits(documents), _version(documents, step.before + 1))
        changes = merged(tree, changes, edit_all(with_changes(tree, changes), edits))
    return changes, taken


def version_of(tree: SourceTree) -> int:
    """The version `frontdesk.yaml` says. Raises `CannotEditError` where it says none."""
    documents, _ = parse_tree(tree)
    document = documents.parsed.get(_REPOSITORY)
    said = document.value.get("version") if document is not None and isinstance(document.value, dict) else None
    if not isinstance(said, int) or isinstance(said, bool) or said < 0:
        raise CannotEditError(f"{_REPOSITORY} does not say which version of the language this is:  version: 0")
    return said


def _version(documents: Documents, number: int) -> Edit:
    return Edit(documents.span(_REPOSITORY, ("version",)), str(number))


# From 0, the preview, to 1: there is one switch, `enabled:`, wherever something is on or off.

_SWITCHED: Final = ("portal", "inquiry_type", "trigger")


def _one_switch(documents: Documents) -> Iterator[Edit]:
    """`active: false`, `disabled: true` and `mode: off` become `enabled: false`; `mode: shadow` a switch of its own."""
    for file, document in documents.parsed.items():
        located = locate(beside_brands(file) or file)
        if located is None or located.kind.name not in _SWITCHED:
            continue
        for path, value in (((), document.value), *nodes(document.value)):
            if isinstance(value, dict) and _is_object(located.kind.name, path):
                yield from _switches(document, path, value)


def _is_object(kind: str, path: Path) -> bool:
    """Whether a map is an object of the kind rather than something inside one."""
    if kind == "portal":
        return path == ()
    if kind == "trigger":
        return len(path) == 1
    return all(isinstance(step, int) or step == "children" for step in path) and bool(path)


def _switches(document: Document, path: Path, value: Mapping[str, Any]) -> Iterator[Edit]:
    if "active" in value:
        yield Edit(document.span((*path, "active"), "key"), "enabled")
    if isinstance(value.get("disabled"), bool):
        yield Edit(document.span((*path, "disabled"), "key"), "enabled")
        yield Edit(document.span((*path, "disabled")), "false" if value["disabled"] else "true")
    mode = value.get("mode")
    if isinstance(mode, str) and mode in _MODES:
        key, switched = _MODES[mode]
        yield Edit(document.span((*path, "mode"), "key"), key)
        yield Edit(document.span((*path, "mode")), switched)


_MODES: Final[Mapping[str, tuple[str, str]]] = {
    "on": ("enabled", "true"),
    "off": ("enabled", "false"),
    "shadow": ("shadow", "true"),
}

STEPS: Final = (Step(0, "one switch: enabled: instead of active:, disabled: and mode:", _one_switch),)
"""Every step, the oldest first."""
