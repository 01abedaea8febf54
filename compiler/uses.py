"""Who uses an object: fields that name it, rules that look at it, links and placeholders in words, bases.

Everything is read off `Linked` and what is written in files; whether a use is right is for `link` and the checks.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from compiler.link import ORGANIZATION, Linked, flat, own_references
from compiler.origin import Composed, nodes
from compiler.read import LIBRARIES
from compiler.shape import Object
from compiler.span import Path, Span
from schemas.conditions import Conditions, placed
from schemas.names import FIELD_CODE

Name = tuple[str, str, str]
"""Brand, kind and id of an object. The organisation's brand is `_organization`, that of libraries `_library`."""

_OF_LINKS: Mapping[str, str] = {
    "article": "article",
    "category": "category",
    "faq": "faq",
    "notice": "notice",
    "ask": "inquiry_type",
    "portal": "portal",
}
_OF_TARGETS = frozenset({"inquiry_type", "processing_type", "project", "sla", "group", "agent", "portal", "inbox"})
_LINK = re.compile(r"\]\((?P<kind>article|category|faq|notice|ask|portal):(?P<id>[^)#\s]+)")
_PLACEHOLDER = re.compile(r"#\{field\.(?P<id>[A-Za-z][A-Za-z0-9_]*)")
_PERSON = re.compile(r"(?P<kind>agent|group):(?P<id>[a-z0-9-]+)\Z")


@dataclass(frozen=True, slots=True)
class Use:
    """One place where an object is used, and by which object."""

    used: Name
    by: Object
    span: Span
    how: str
    """`names`, `looks at`, `links to`, `fills in` or `extends`."""


def uses(linked: Linked) -> Iterator[Use]:
    """Every use of every object, in the order of files."""
    for thing in flat(linked.draft.objects):
        yield from of_object(linked, thing)


def of_object(linked: Linked, thing: Object) -> Iterator[Use]:
    """What one object uses; what the nodes below it in a tree use is theirs."""
    if thing.kind == "environment":
        return
    span = linked.draft.span
    for reference in own_references(thing):
        name = _name(linked, thing, reference.ref.kind, reference.name)
        yield Use(name, thing, span(thing, reference.place), "names")
    for place, kind, called in _in_conditions(thing.value, ()):
        yield Use(_name(linked, thing, kind, called), thing, span(thing, place), "looks at")
    yield from _in_words(linked, thing)
    yield from _base(linked, thing)


def _name(linked: Linked, thing: Object, kind: str, called: str) -> Name:
    """The object a name means: the brand's own, else the organisation's."""
    other, slash, name = called.rpartition("/")
    brand = other if slash and other in linked.brands else thing.brand
    home = linked.brands.get(brand)
    known = home.of(kind).get(name if slash else called) if home else None
    if known is None and called in linked.organization.get(kind, {}):
        return ORGANIZATION, kind, called
    return (known.brand if known else brand), kind, name if brand != thing.brand else called


def _in_conditions(value: Any, place: Path) -> Iterator[tuple[Path, str, str]]:
    """Fields that conditions look at and ids they compare with, wherever the object has conditions."""
    if isinstance(value, Conditions):
        for inside, condition in placed(value):
            where = (*place, *inside)
            if condition.target in _OF_TARGETS:
                operands = condition.operand if isinstance(condition.operand, tuple) else (condition.operand,)
                for index, operand in enumerate(operands):
                    if isinstance(operand, str):
                        at = (index,) if isinstance(condition.operand, tuple) else ()
                        yield (*where, condition.word, *at), condition.target, operand
            elif re.match(FIELD_CODE, condition.target):
                yield (*where, "if"), "field", condition.target
        return
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            if name != "children":
                yield from _in_conditions(getattr(value, name), (*place, field.alias or name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _in_conditions(item, (*place, index))


def _in_words(linked: Linked, thing: Object) -> Iterator[Use]:
    documents = linked.draft.documents
    value = documents.parsed[thing.file].value
    for step in thing.path:
        value = value[step]
    for path, words in nodes(value):
        if not isinstance(words, str) or path[0] == "children":
            continue
        person = _PERSON.match(words)
        if person:
            yield Use(
                _name(linked, thing, person["kind"], person["id"]), thing, linked.draft.span(thing, path), "names"
            )
        for kind, called in _mentions(words):
            yield Use(_name(linked, thing, kind, called), thing, linked.draft.span(thing, path), _how(kind))
    body = documents.bodies.get(thing.file)
    if body is None:
        return
    for number, line in enumerate(documents.body_text(thing.file).splitlines()):
        for match in (*_LINK.finditer(line), *_PLACEHOLDER.finditer(line)):
            kind = _OF_LINKS[match["kind"]] if "kind" in match.groupdict() else "field"
            at = Span(thing.file, body.line + number, match.start() + 1, body.line + number, match.end() + 1)
            yield Use(_name(linked, thing, kind, match["id"]), thing, at, _how(kind))


def _mentions(words: str) -> Iterator[tuple[str, str]]:
    if "](" in words:
        for link in _LINK.finditer(words):
            yield _OF_LINKS[link["kind"]], link["id"]
    if "#{" in words:
        for placeholder in _PLACEHOLDER.finditer(words):
            yield "field", placeholder["id"]


def _how(kind: str) -> str:
    return "fills in" if kind == "field" else "links to"


def _base(linked: Linked, thing: Object) -> Iterator[Use]:
    """The sibling or library an object extends."""
    document = linked.draft.documents.parsed[thing.file]
    if not isinstance(document, Composed) or len(thing.path) > 1:
        return
    own = document.layers[0].document
    value = own.value
    for step in thing.path:
        value = value[step] if isinstance(value, dict) and step in value else None
    if isinstance(value, dict) and isinstance(value.get("extends"), str):
        base: str = value["extends"]
        is_library = thing.kind == "brand"
        used = (LIBRARIES, "library", base) if is_library else _name(linked, thing, thing.kind, base)
        yield Use(used, thing, own.span((*thing.path, "extends")), "extends")
