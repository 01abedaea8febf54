"""Where words of an object name others in ways no model marks: conditions and what they compare with, columns, keys.

Read off values alone: of which kinds a name may be, never whether there is such an object. Marked references are
`schemas.refs`; what the names mean is `compiler.uses`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from compiler.origin import nodes
from compiler.parse import Value
from compiler.span import Part, Path


@dataclass(frozen=True, slots=True)
class Named:
    """A name at a place of an object: the kinds it may be of, and what the object does with it."""

    path: Path
    kinds: tuple[str, ...]
    name: str
    how: str = "names"
    part: Part = "value"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A name in the middle of words: a link, a placeholder, a file. The letters are those of the name alone."""

    kinds: tuple[str, ...]
    name: str
    start: int
    end: int
    how: str


COMPARED: Final[Mapping[str, str]] = {
    "inquiry_type": "inquiry_type", "processing_type": "processing_type", "project": "project", "sla": "sla",
    "group": "group", "agent": "agent", "actor.id": "agent", "portal": "portal", "inbox": "inbox",
    "status": "status", "priority": "priority", "tags": "ticket_tag",
}  # fmt: skip
"""Targets of conditions whose values are ids, and of which kind."""
_LINKED: Final[Mapping[str, str]] = {
    "article": "article", "category": "category", "faq": "faq", "notice": "notice", "ask": "inquiry_type",
    "portal": "portal",
}  # fmt: skip
_EXCUSED: Final[Mapping[str, str]] = {
    "portals": "portal", "fields": "field", "forms": "form", "messages": "message", "groups": "group",
    "agents": "agent", "triggers": "trigger", "inquiry_types": "inquiry_type", "consents": "consent",
    "views": "view", "articles": "article", "answer_templates": "answer_template",
}  # fmt: skip
"""How waivers call objects: by the folder or file of their kind."""
_SAMPLES: Final = ("fixture", "rule_test")
_STATES: Final[Mapping[str, str]] = {"status": "status", "on_reply": "status", "progress": "progress"}
_PERSON = re.compile(r"(?P<kind>agent|group):(?P<id>[a-z0-9-]+)\Z")
_LINK = re.compile(r"\]\((?P<kind>article|category|faq|notice|ask|portal):(?:(?P<brand>[^)#/\s]+)/)?(?P<id>[^)#\s]+)")
_PLACEHOLDER = re.compile(
    r"#\{\s*(?:field\.(?P<field>[A-Za-z][A-Za-z0-9_]*)|(?P<own>[A-Za-z_][A-Za-z0-9_]*))(?=\s*[|}])"
)
_FOREIGN = re.compile(r"(?:@\[|\[#)(?P<own>[A-Za-z_][A-Za-z0-9_]*)(?=[|\]])")
_FILE = re.compile(r"(?:\]\(|[\"'(=]|\A)\s*(?P<file>assets/[A-Za-z0-9._/-]*[A-Za-z0-9_-])")
_IN_PAGE = re.compile(r"(?P<quote>['\"])(?P<name>[^'\"]+)(?P=quote)\s*\|\s*(?P<filter>t|asset)\b")


def names(kind: str, value: Value) -> Iterator[Named]:
    """Every such name in an object of a kind, at paths from the object down; nodes below it in a tree left out."""
    for path, inside in ((), value), *nodes(value):
        if path[:1] == ("children",):
            continue
        if isinstance(inside, dict):
            yield from _in_map(kind, path, inside)
        elif isinstance(inside, tuple):
            yield from _in_list(kind, path, inside)
        elif isinstance(inside, str) and path:
            yield from _said(kind, path, inside)


def _in_map(kind: str, path: Path, value: Mapping[str, Value]) -> Iterator[Named]:
    if isinstance(value.get("if"), str) and kind != "policy":  # policies look at configuration, not at tickets
        yield from _condition(path, value)
    if set(value) == {"binding"} and isinstance(value["binding"], str):
        yield Named((*path, "binding"), ("binding",), value["binding"])
    keyed = _keys(kind, path)
    for key in value if keyed else ():
        yield Named((*path, key), (keyed,), key, part="key")
        if keyed == "field":
            yield from _answers((*path, key), key, value[key])
    yield from _states(kind, path, value)


def _condition(path: Path, value: Mapping[str, Value]) -> Iterator[Named]:
    """What a condition looks at, and the ids it compares with: of objects, states, tags and options."""
    looked_at = str(value["if"])
    code = looked_at.removeprefix("field.")
    if looked_at.startswith("customer."):
        code = looked_at.removeprefix("customer.")
        yield Named((*path, "if"), ("customer_property",), code, "looks at")
    elif looked_at not in COMPARED:
        yield Named((*path, "if"), ("field",), code, "looks at")
    kind = COMPARED.get(looked_at)
    for key, operand in value.items():
        if key in ("if", "business_hours"):
            continue
        for step, word in enumerate(operand) if isinstance(operand, tuple) else (((), operand),):
            at = (*path, key, step) if isinstance(step, int) else (*path, key)
            if isinstance(word, str) and kind is not None:
                yield Named(at, (kind,), word, "looks at")
            elif isinstance(word, str):
                yield Named(at, ("option",), f"{code}/{word}", "looks at")


def _keys(kind: str, path: Path) -> str:
    """The kind of the names that the keys of a map are; blank where they are none."""
    last = path[-1] if path else ""
    if last == "fields" and kind in ("trigger", *_SAMPLES):
        return "field"
    if last == "properties" and kind in _SAMPLES:
        return "customer_property"
    if kind == "repository" and path == ("levels",):
        return "policy"
    return str(last) if kind == "numbers" and len(path) == 1 else ""


def _answers(path: Path, code: str, value: Value) -> Iterator[Named]:
    """Options that an answer chooses."""
    for step, word in enumerate(value) if isinstance(value, tuple) else (((), value),):
        if isinstance(word, str):
            yield Named((*path, step) if isinstance(step, int) else path, ("option",), f"{code}/{word}")


def _states(kind: str, path: Path, value: Mapping[str, Value]) -> Iterator[Named]:
    """Statuses, progress steps, priorities and tags, wherever tickets are given one."""
    is_action = kind == "trigger" and value.get("do") == "set"
    if is_action or kind in ("tickets", "project", "tracking", *_SAMPLES):
        for key, state in _STATES.items():
            if isinstance(value.get(key), str):
                yield Named((*path, key), (state,), str(value[key]), "leads to" if kind in _LEADING else "names")
    if (is_action or kind in ("inquiry_type", *_SAMPLES)) and isinstance(value.get("priority"), str):
        yield Named((*path, "priority"), ("priority",), str(value["priority"]))


_LEADING: Final = ("tickets", "project")


def _in_list(kind: str, path: Path, value: tuple[Value, ...]) -> Iterator[Named]:
    """Lists of ids: columns, the order of a knowledge base, triggers in a test, tags."""
    listed = _listed(kind, path)
    for index, word in enumerate(value) if listed else ():
        if isinstance(word, str):
            name = word.partition("/")[0] if listed == ("trigger",) else word
            yield Named((*path, index), listed, name.removeprefix("field.") if listed == ("field",) else name)


def _listed(kind: str, path: Path) -> tuple[str, ...]:
    last = path[-1] if path else ""
    if kind in ("view", "portal") and last in ("columns", "detail", "filters"):
        return ("field",)
    if kind in _ORDERED and last == "order":
        return _ORDERED[kind]
    if last in ("fired", "not_fired"):
        return ("trigger",)
    if kind == "portal" and path[-2:] == ("list", "progress"):
        return ("progress",)
    is_tags = (kind == "trigger" and last in ("add", "remove")) or (kind in _SAMPLES and last == "tags")
    return ("ticket_tag",) if is_tags else ()


_ORDERED: Final[Mapping[str, tuple[str, ...]]] = {
    "knowledge_base": ("category",), "category": ("folder", "article"), "folder": ("article",),
}  # fmt: skip


def _said(kind: str, path: Path, value: str) -> Iterator[Named]:
    """Words that name something in a way of their own: `agent:jin`, `portals/main`, `field.serial_no`."""
    key, above = path[-1], path[-2:-1]
    person = _PERSON.match(value)
    if person:
        yield Named(path, (person["kind"],), person["id"])
    if (key == "by" and above == ("sort",)) or key == "means":
        yield Named(path, ("field",), value.removeprefix("field."))
    if key == "from" and value.startswith("customer."):
        yield Named(path, ("customer_property",), value.removeprefix("customer."))
    if kind == "waiver" and above == ("objects",):
        folder, _, name = value.rpartition("/")
        if folder in _EXCUSED:
            yield Named(path, (_EXCUSED[folder],), name, "excuses")


def spoken(words: str) -> Iterator[Spoken]:
    """Links, placeholders and files in a text."""
    if "](" in words:
        for match in _LINK.finditer(words):
            kind, brand = _LINKED[match["kind"]], match["brand"]
            name = f"{brand}/{match['id']}" if brand else match["id"]
            yield Spoken((kind,), name, *match.span("id"), "links to")
            if brand:
                yield Spoken(("brand",), brand, *match.span("brand"), "links to")
    if "#{" in words:
        for match in _PLACEHOLDER.finditer(words):
            group = "field" if match["field"] else "own"
            yield Spoken(("field" if match["field"] else "placeholder",), match[group], *match.span(group), "fills in")
    if "[" in words:
        for match in _FOREIGN.finditer(words):
            yield Spoken(("placeholder",), match["own"], *match.span("own"), "fills in")
    if "assets/" in words:
        for match in _FILE.finditer(words):
            yield Spoken(("asset",), match["file"], *match.span("file"), "shows")


def spoken_in_page(page: str, file_called: Callable[[str], str | None]) -> Iterator[Spoken]:
    """Codes and files that a theme's page names; `file_called` finds a file by the end of its path."""
    for match in _IN_PAGE.finditer(page):
        if match["filter"] == "t":
            yield Spoken(("code",), match["name"], *match.span("name"), "says")
        elif (path := file_called(match["name"])) is not None:
            yield Spoken(("asset",), path, *match.span("name"), "shows")
