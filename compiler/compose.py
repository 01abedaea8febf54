"""The compose pass: what an object has from a sibling and a brand from its library, before anything is typed.

An object that extends a sibling lies over it as a brand lies over its library (`compiler.libraries`). How values are
put together and where each comes from is `compiler.origin`; what a file may say is for `compiler.shape`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from compiler.diagnostic import Diagnostic, Label, did_you_mean, found, quoted
from compiler.documents import Documents
from compiler.kinds import Kind, locate
from compiler.libraries import BRAND_FILE, CIRCLE, NO_BASE, is_of_library, not_a_name, unused_libraries, with_libraries
from compiler.origin import EXTENDS, Layers, alone, composed, effective, inner, says_extends
from compiler.parse import Value
from compiler.read import is_asset
from compiler.span import Path, Span, Step

_NO_OBJECTS = frozenset({"repository", "environment"})  # their keys are no objects that could be like each other
_ORGANIZATION = "_organization"

Name = tuple[str, str, str]  # brand, kind, id
Place = tuple[str, Path]  # file, path in it


def compose(documents: Documents) -> tuple[Documents, tuple[Diagnostic, ...]]:
    """Every document as it is in effect. Documents that neither extend nor inherit anything stay what they are."""
    overlaid, chains, findings = with_libraries(documents)
    extended, more = _Siblings(overlaid).extended()
    return extended, (*findings, *more, *unused_libraries(documents, chains))


def extendable(kind: Kind) -> bool:
    """Whether objects of a kind may say `extends`: a brand, and whatever has siblings with ids."""
    if kind.name in _NO_OBJECTS or kind.pattern.pattern.endswith(r"\.md\Z"):
        return False
    return (
        kind.name == "brand"
        or kind.shape != "object"
        or bool({"id", "category", "folder"} & {*kind.pattern.groupindex})
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One object that may be extended or extends: where it is and what its own files say of it."""

    name: Name
    file: str
    step: Step | None
    layers: Layers = field(repr=False)

    @property
    def place(self) -> Place:
        return self.file, () if self.step is None else (self.step,)

    def base(self) -> tuple[Value, Span] | None:
        """What it says it extends, and where."""
        for layer in self.layers:
            if says_extends(layer.value):
                return layer.value[EXTENDS], layer.document.span((*layer.path, EXTENDS))
        return None


class _Siblings:
    """Resolves `extends` between objects of one kind and brand."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._entries: dict[Name, _Entry] = {}
        self._unread: set[tuple[str, str]] = set()
        self._whole: dict[Name, Layers | None] = {}
        self._findings: list[Diagnostic] = []

    def extended(self) -> tuple[Documents, list[Diagnostic]]:
        """The documents with every sibling's words under those of the object that extends it."""
        users = [file for file, document in self._documents.parsed.items() if _may_extend(file, document.value)]
        if not users:
            return self._documents, []
        self._index({file.split("/", 2)[1] for file in users} | {_ORGANIZATION})
        grafts: dict[str, dict[Step | None, Layers]] = {}
        without: set[Place] = set(self._documents.without_base)
        for entry in self._entries.values():
            if entry.base() is None:
                continue
            layers = self._resolve(entry.name, ())
            if layers is None:
                without.add(entry.place)
            else:
                grafts.setdefault(entry.file, {})[entry.step] = layers
        parsed = dict(self._documents.parsed)
        for file, those in grafts.items():
            entries = {step: layers for step, layers in those.items() if step is not None}
            parsed[file] = composed(file, those.get(None) or alone(parsed[file]), entries)
        return replace(self._documents, parsed=parsed, without_base=frozenset(without)), self._findings

    def _index(self, brands: set[str]) -> None:
        """Note every object of some brands that may be extended."""
        for file in self._documents.tree.sizes:
            if not file.startswith("brands/") or file.split("/", 2)[1] not in brands or is_asset(file):
                continue
            located = locate(file)
            if located is None or not extendable(located.kind):
                continue
            brand, kind = located.parts.get("brand", ""), located.kind
            document = self._documents.parsed.get(file)
            if document is None:
                self._unread.add((brand, kind.name))
            else:
                for entry in _entries(kind, brand, located.parts, file, alone(document)):
                    self._entries.setdefault(entry.name, entry)

    def _resolve(self, name: Name, below: tuple[Name, ...]) -> Layers | None:
        """Everything that is said of an object, its own words first; `None` when a base cannot be known."""
        if name in self._whole:
            return self._whole[name]
        entry = self._entries[name]
        said = entry.base()
        if said is None:
            return entry.layers
        inherited = self._of_base(entry, *said, (*below, name))
        whole = (*entry.layers, *inherited) if inherited else None
        self._whole[name] = whole and tuple(replace(layer, is_object=True) for layer in whole)
        return self._whole[name]

    def _of_base(self, entry: _Entry, base: Value, span: Span, below: tuple[Name, ...]) -> Layers | None:
        if not isinstance(base, str):
            wanted = f"the id of another {entry.name[1].replace('_', ' ')} of the brand"
            self._findings += not_a_name(base, span, wanted)
            return None
        brand, kind, name = entry.name
        folder, slash, _ = name.rpartition("/")  # folders of a category are siblings; their ids hold the category
        wanted = base if "/" in base else f"{folder}{slash}{base}"
        if (brand, kind, wanted) in below:
            self._circle(below[below.index((brand, kind, wanted)) :])
            return None
        for home in (brand, _ORGANIZATION):
            if (home, kind, wanted) in self._entries:
                return self._resolve((home, kind, wanted), below)
        if not {(brand, kind), (_ORGANIZATION, kind)} & self._unread:
            self._findings.append(self._not_found(entry.name, base, span))
        return None

    def _not_found(self, name: Name, base: str, span: Span) -> Diagnostic:
        kind = name[1].replace("_", " ")
        siblings = [other[2] for other in self._entries if other[:2] == name[:2] and other != name]
        hint = did_you_mean(base, siblings) or f"there is no other {kind} to extend"
        return found(NO_BASE, f"there is no {kind} {quoted(base)}", span, note="not found", hint=hint)

    def _circle(self, names: tuple[Name, ...]) -> None:
        entries = sorted((self._entries[name] for name in names), key=lambda entry: entry.place[0])
        spans = [said[1] for entry in entries if (said := entry.base()) is not None]
        kind = names[0][1].replace("_", " ")
        message = f"the {kind} {quoted(entries[0].name[2])} extends itself"
        if len(entries) > 1:
            message += f" by way of {', '.join(quoted(entry.name[2]) for entry in entries[1:])}"
        labels = [Label(span, "and this") for span in spans[1:]]
        hint = "delete one extends:, so that one of them stands on its own"
        self._findings.append(found(CIRCLE, message, spans[0], note="this", labels=labels, hint=hint))


def _entries(kind: Kind, brand: str, parts: Mapping[str, str], file: str, layers: Layers) -> Iterator[_Entry]:
    """The objects of one file that have siblings."""
    value = effective(layers) if len(layers) > 1 else layers[0].value
    if kind.shape == "object":
        name = parts.get("id") or "/".join(parts[part] for part in ("category", "folder") if part in parts)
        if kind.name != "brand" and isinstance(value, dict):
            yield _Entry((brand, kind.name, name), file, None, layers)
        return
    if not isinstance(value, dict if kind.shape == "map" else tuple):
        return
    for step, below in inner(layers).items():
        first = below[0].value
        called = step if isinstance(step, str) else first.get("id") if isinstance(first, dict) else None
        if isinstance(called, str):
            yield _Entry((brand, kind.name, called), file, step, below)


def _may_extend(file: str, value: Value) -> bool:
    """Whether a document, or an object in it, says `extends`; a brand's own was heeded with its library."""
    if not file.startswith("brands/") or is_of_library(file) or file.endswith(f"/{BRAND_FILE}"):
        return False
    if isinstance(value, dict):
        return EXTENDS in value or any(says_extends(item) for item in value.values())
    return isinstance(value, tuple) and any(says_extends(item) for item in value)
