"""The shape pass: documents to a `Draft` of typed objects.

Which objects a file holds and what they are called is decided here, against the models of `schemas`; how a value that
does not fit its model is explained is `compiler.mismatch`. Names stay names here: finding them is `compiler.link`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain
from typing import Any

from compiler.companions import ENDINGS, LONG
from compiler.compose import extendable
from compiler.diagnostic import Diagnostic, Edit, Rule, Suggestion, found, quoted
from compiler.documents import Documents
from compiler.kinds import ADAPTERS, FILES, FOLDERS, KINDS, Kind, locate, theme_source
from compiler.libraries import beside_brands, is_of_library
from compiler.mismatch import MISSING_KEY, WRONG_VALUE, advice_for_nothing, opening, validate
from compiler.origin import EXTENDS, Composed, says_extends
from compiler.parse import MANY, SHOWN_OF_FILE, Document
from compiler.read import is_asset
from compiler.span import Path, Span, whole_file
from schemas.bundle import LANGUAGE_VERSION
from schemas.names import SPELLINGS

WRONG_SHAPE = Rule("FD104", "wrong-file-shape")
UNKNOWN_FILE = Rule("FD105", "file-of-no-kind")
WRONG_ID = Rule("FD109", "misspelt-id")
OTHER_VERSION = Rule("FD115", "other-language-version")
SWITCH_WORD = Rule("FD017", "unquoted-switch-word", "warning")

REPOSITORY = "frontdesk.yaml"

_NOT_ALL = "the rest of this file was not looked at"
_MEND_FIRST = "mend the findings above it and check again"
EVERY_NAME = "*"
"""Stands for all names of a kind that a broken file may define."""


@dataclass(frozen=True, slots=True)
class Object:
    """One typed object: where it stands, what it is called, and its value.

    `parts` are the named parts of the path (category, folder, language, …) and, in trees, `parent`.
    """

    kind: str
    brand: str
    id: str
    file: str
    path: Path
    value: Any
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """Every object whose shape is right. `poisoned` names (kind, brand, id) that exist but are broken."""

    documents: Documents
    objects: tuple[Object, ...]
    poisoned: frozenset[tuple[str, str, str]]

    def span(self, thing: Object, path: Path = (), part: str = "value") -> Span:
        """The place of something inside an object."""
        return self.documents.span(thing.file, (*thing.path, *path), "key" if part == "key" else "value")

    def is_poisoned(self, kind: str, brand: str, name: str) -> bool:
        """Whether something broken is, or may be, called so: then nothing is said about the name being missing."""
        return (kind, brand, name) in self.poisoned or (kind, brand, EVERY_NAME) in self.poisoned

    def has_poisoned(self, kind: str, brand: str) -> bool:
        """Whether any object of a kind is broken: then nothing is said about something being used nowhere."""
        return any(item[:2] == (kind, brand) for item in self.poisoned)


def shape(documents: Documents) -> tuple[Draft, tuple[Diagnostic, ...]]:
    """Give every document its type."""
    other = _other_version(documents)
    if other is not None:  # whatever else could be said is said of another language
        return Draft(documents, (), frozenset()), (other,)
    objects: list[Object] = []
    findings: list[Diagnostic] = []
    poisoned = _of_unknown_libraries(documents)
    of_libraries = _Libraries(documents)
    for file in documents.tree.sizes:
        in_brand = beside_brands(file)
        located = locate(in_brand or file)
        if located is None:
            if _must_have_kind(file) and file not in documents.companions:
                findings.append(_unknown_file(file))
            continue
        if in_brand is not None:
            continue  # what it says is one object with what a brand says that extends it
        kind, brand = located.kind, located.parts.get("brand", "")
        document = documents.parsed.get(file)
        if document is None:
            poisoned.add((kind.name, brand, _id(located.parts) if kind.shape == "object" else EVERY_NAME))
            continue
        here: list[Diagnostic] = []
        for thing, problems in _objects(kind, located.parts, document, documents):
            here += of_libraries.not_said_by(document, problems) if problems else ()
            if len(here) > SHOWN_OF_FILE:
                poisoned.add((kind.name, brand, EVERY_NAME))
                here.append(found(MANY, _NOT_ALL, whole_file(file), hint=_MEND_FIRST))
                break
            if thing.value is None or problems:
                named = thing.id or (EVERY_NAME if kind.shape == "list" else "")  # an id misspelt: it may be any
                poisoned |= {(kind.name, brand, name) for name in (named, *_names_inside(document, thing.path))}
            else:
                objects.append(thing)
        here += of_libraries.not_said_by(document, _blank_values(document, documents, here))
        findings += here
        findings += of_libraries.not_said_by(document, _switch_words(document, documents, here))
    return Draft(documents, tuple(objects), frozenset(poisoned)), (*of_libraries.findings, *findings)


class _Libraries:
    """What is wrong in the files of libraries: each is looked at by itself, once, however many brands extend it.

    What no brand has in effect, because it says something else itself, is looked at as well. Nothing is missing in
    such a file: the brands may say it.
    """

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self.findings = tuple(chain.from_iterable(map(self._in_file, filter(is_of_library, documents.tree.sizes))))
        self._places = {_begin(item.span) for item in self.findings}
        self._files = {file for file, *_ in self._places}

    def _in_file(self, file: str) -> list[Diagnostic]:
        located, document = locate(beside_brands(file) or file), self._documents.parsed.get(file)
        if located is None or document is None:
            return []
        here: list[Diagnostic] = []
        for _, problems in _objects(located.kind, located.parts, document, self._documents, is_part=True):
            here += problems
            if len(here) > SHOWN_OF_FILE:
                return [*here, found(MANY, _NOT_ALL, whole_file(file), hint=_MEND_FIRST)]
        return here + _blank_values(document, self._documents, here)

    def not_said_by(self, document: Document, problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """What is found in a brand's document without what is said of its library, and what follows from that."""
        layers = document.layers if self._files and isinstance(document, Composed) else ()
        is_incomplete = any(layer.document.file in self._files for layer in layers)
        for item in problems:
            if _begin(item.span) not in self._places and not (is_incomplete and item.rule is MISSING_KEY):
                yield item


def _other_version(documents: Documents) -> Diagnostic | None:
    """That the repository is written in a version of the language that is not ours."""
    document = documents.parsed.get(REPOSITORY)
    said = document.value.get("version") if document is not None and isinstance(document.value, dict) else None
    if not isinstance(said, int) or isinstance(said, bool) or said == LANGUAGE_VERSION or said < 0:
        return None
    older = said < LANGUAGE_VERSION
    return found(
        OTHER_VERSION,
        f"the repository is written in version {said} of the language; this is version {LANGUAGE_VERSION}",
        documents.span(REPOSITORY, ("version",)),
        note="this version",
        hint="run  frontdesk migrate config" if older else "use a newer frontdesk",
    )


def _of_unknown_libraries(documents: Documents) -> set[tuple[str, str, str]]:
    """Every name of a brand whose library is not known: the library may define it."""
    brands = [file.split("/")[1] for file, path in documents.without_base if file.endswith("/brand.yaml") and not path]
    return {(kind.name, brand, EVERY_NAME) for brand in brands for kind in KINDS}


def _id(parts: Mapping[str, str]) -> str:
    return parts.get("id") or parts.get("folder") or parts.get("category") or parts.get("environment") or ""


def _names_inside(document: Document, path: Path) -> Iterator[str]:
    """The ids of the nodes below a broken node of a tree; any name, where what stands there is no list of nodes."""
    value = document.value
    for step in path:
        value = value[step]
    pending = [value]
    while pending:
        node = pending.pop()
        children = node.get("children", ()) if isinstance(node, dict) else ()
        if not isinstance(children, tuple):
            yield EVERY_NAME
            continue
        for child in children:
            pending.append(child)
            name = child.get("id") if isinstance(child, dict) else None
            yield name if isinstance(name, str) else EVERY_NAME


def _must_have_kind(file: str) -> bool:
    """Whether a file would be ignored in silence: all but assets and what themes are made of must be of a kind."""
    return not is_asset(file) and theme_source(beside_brands(file) or file) is None


def _unknown_file(file: str) -> Diagnostic:
    return found(UNKNOWN_FILE, f"no kind of object lives at {file}", whole_file(file), hint=_better_path(file))


def _beside_what(file: str) -> str:
    """What is wrong with a file that looks like the words of a YAML file in one language; empty if it does not."""
    stem, _, ending = file.rpartition(".")
    stem = stem.rpartition(".")[0]
    home = locate(f"{stem}.yaml") if stem and ending in ENDINGS else None
    if home is None or home.kind.shape != "object":
        return ""
    if home.kind.name not in LONG:
        return f"the words of {stem}.yaml stand in that file itself"
    endings = LONG[home.kind.name][1].split()
    if ending not in endings:
        return f"its words may stand in files that end in {' or '.join(f'.{one}' for one in endings)}"
    return f"these would be words of {stem}.yaml, which does not exist"


def _is_fixed(file: str) -> bool:
    """Whether the name of a file is given, and not the id of an object that somebody may call so."""
    located = locate(file)
    return located is not None and not {"id", "group"} & located.parts.keys()


def _better_path(file: str) -> str:
    """The nearest path where something lives, found by mending one part at a time."""
    neighbour = _beside_what(file)
    if neighbour:
        return neighbour
    parts = file.split("/")
    candidates = [file.removesuffix(".yml") + ".yaml"] if file.endswith(".yml") else []
    if parts[-2:-1] == ["fields"]:
        code = re.sub(r"[^A-Za-z0-9_]+", "_", parts[-1].partition(".")[0]).strip("_")
        candidates.append("/".join((*parts[:-1], f"{code}.yaml")))
    for index, part in enumerate(parts):
        stem, dot, suffix = part.partition(".")
        slug = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")
        near = get_close_matches(part, (*FOLDERS, *FILES), n=2, cutoff=0.6)
        for better in (f"{slug}{dot}{suffix}", *near):
            candidate = "/".join((*parts[:index], better, *parts[index + 1 :]))
            if better not in FILES or _is_fixed(candidate):
                candidates.append(candidate)
    candidates.append("/".join((*parts[:-1], f"10-{parts[-1]}")))  # files of triggers have a place in the order
    for candidate in candidates:
        if candidate != file and locate(candidate) is not None:
            return f"did you mean {candidate}?"
    if parts[0] == "brands" and not file.endswith((".yaml", ".md")):
        return "pictures and other files belong under assets/ of the brand"
    return "the path decides the kind; ids are lower-case letters, digits and hyphens"


def _objects(
    kind: Kind, parts: Mapping[str, str], document: Document, documents: Documents, *, is_part: bool = False
) -> Iterator[tuple[Object, tuple[Diagnostic, ...]]]:
    """The objects of one document, each with its findings; the value is `None` where it has no shape."""
    brand, value = parts.get("brand", ""), document.value

    def one(name: str, path: Path, part: Any) -> tuple[Object, tuple[Diagnostic, ...]]:
        if (document.file, path) in documents.without_base:
            return Object(kind.name, brand, name, document.file, path, None, parts), ()
        if is_part and extendable(kind) and says_extends(part):
            part = {key: item for key, item in part.items() if key != EXTENDS}
        model, problems = validate(kind, document, path, part, documents.written, is_part=is_part)
        return Object(kind.name, brand, name, document.file, path, model, parts), problems

    match kind.shape:
        case "object":
            yield one(_id(parts), (), value)
        case "map" if isinstance(value, dict):
            spelt = re.compile(kind.key)
            for key, part in value.items():
                thing, problems = one(key, (key,), part)
                wrong = () if spelt.match(key) else (_wrong_id(kind, document, key),)
                yield thing, (*wrong, *problems)
        case "list" if isinstance(value, tuple):
            for index, part in enumerate(value):
                name = part.get("id", "") if isinstance(part, dict) else ""
                yield one(name if isinstance(name, str) else "", (index,), part)
        case _:
            wanted = "a map from id to object" if kind.shape == "map" else "a list of objects, each with an id"
            bad = found(WRONG_SHAPE, f"this file holds {wanted}", opening(document.span()), note="not that")
            yield Object(kind.name, brand, EVERY_NAME, document.file, (), None, parts), (bad,)


def _wrong_id(kind: Kind, document: Document, key: str) -> Diagnostic:
    return found(
        WRONG_ID,
        f"{quoted(key)} cannot be the id of a {kind.name.replace('_', ' ')}",
        document.span((key,), "key"),
        note="this id",
        hint=SPELLINGS.get(kind.key, "the id of a brand, or _organization"),
    )


def _blank_values(document: Document, documents: Documents, found_here: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Keys without a value: nothing is never meant, and a key that says nothing is left out."""
    said = {_begin(item.span) for item in found_here}
    return [
        found(
            WRONG_VALUE,
            "there is no value here",
            span,
            note="this value",
            hint=advice_for_nothing(span, documents.written),
        )
        for span in document.blank_values()
        if _begin(span) not in said
    ]


def _begin(span: Span) -> tuple[str, int, int]:
    return span.file, span.line, span.column


def _switch_words(document: Document, documents: Documents, found_here: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Unquoted yes, no, on and off, where nothing worse is said about them already."""
    said = {item.span for item in found_here}
    for span in document.switch_words():
        if span not in said:
            word = documents.written(span)
            yield found(
                SWITCH_WORD,
                f"{word} is text here, but many YAML readers take it for true or false",
                span,
                note="without quotes",
                hint=f'write "{word}"; a switch is written true or false',
                suggestion=Suggestion((Edit(span, f'"{word}"'),), "safe"),
            )


assert all(kind.name in ADAPTERS for kind in KINDS)
