"""Faults put into the example brands one at a time, each with what has to be said about it.

A mutation is the bytes of one file and the finding to expect: codes that may be right, the file and the line. What is
wrong is made from what the models say, so a new key or kind is covered the day it exists.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel, RootModel

from compiler.compose import compose
from compiler.documents import parse_tree
from compiler.kinds import locate
from compiler.read import SourceTree, read_folder
from compiler.shape import Draft, Object, shape
from compiler.span import Path as Place
from compiler.span import Span
from schemas.conditions import Condition, Group, placed
from schemas.mail import Secret
from schemas.refs import references
from schemas.text import Text

ROOT: Final = Path(__file__).parents[1]
WHOLE: Final = Text | Secret | Condition | Group
"""Models that are one value to whoever types them: nothing inside is a key of its own."""
CLONED: Final = frozenset({"portal", "tracking", "project", "message", "view", "sla", "form", "field", "fixture"})
TAGS: Final = frozenset({"type", "do", "protocol", "method", "for"})


@dataclass(frozen=True, slots=True)
class Mutation:
    """One fault; `codes` are the findings that may be right for it, `line` the line they must point at."""

    fault: str
    file: str
    data: bytes
    line: int
    codes: frozenset[str]
    place: str = ""
    """The file the finding is in, where it is another."""

    @property
    def found_in(self) -> str:
        """The file the finding must be in."""
        return self.place or self.file

    def __str__(self) -> str:
        return f"{self.fault} {self.file}, {self.found_in}:{self.line} expects {', '.join(sorted(self.codes))}"


class Source:
    """A file as text, with edits by place; every edit gives a new text."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)

    def offset(self, line: int, column: int) -> int:
        """The position of a place counted from 1."""
        return self._lines[line - 1] + column - 1

    def part(self, span: Span) -> str:
        """The text of a span."""
        return self.text[self.offset(span.line, span.column) : self.offset(span.end_line, span.end_column)]

    def put(self, span: Span, text: str) -> str:
        """The text with a span replaced."""
        start, end = self.offset(span.line, span.column), self.offset(span.end_line, span.end_column)
        return self.text[:start] + text + self.text[end:]


@dataclass(frozen=True, slots=True)
class Thing:
    """One object of a brand with the text of its file."""

    object: Object
    source: Source
    draft: Draft

    def span(self, place: Place, part: Literal["key", "value"] = "value") -> Span:
        """Where a key or value of the object stands."""
        return self.draft.span(self.object, place, part)

    def mutation(self, fault: str, text: str, line: int, *codes: str) -> Mutation:
        """A mutation of this object's file."""
        return Mutation(fault, self.source.file, text.encode(), line, frozenset(codes))


def example_tree() -> SourceTree:
    """The example brands."""
    return read_folder(ROOT)[0]


def things(tree: SourceTree) -> Iterator[Thing]:
    """Every object that is written out where it stands: what extends another, or comes from a library, is left out."""
    draft = shape(compose(parse_tree(tree)[0])[0])[0]
    sources: dict[str, Source] = {}
    for item in draft.objects:
        if item.file in draft.documents.inherited or not (ROOT / item.file).is_file():
            continue
        text = tree.read(item.file).decode()
        if re.search(r"^\s*(- )?\{?extends:", text, re.MULTILINE) or item.file.endswith("ids.lock.yaml"):
            continue
        source = sources.setdefault(item.file, Source(item.file, text))
        yield Thing(item, source, draft)


def keys(model: BaseModel, place: Place = ()) -> Iterator[tuple[BaseModel, str, Place, Any]]:
    """Every key that is set, with its model, field name and place."""
    if isinstance(model, RootModel | WHOLE):
        return
    for name in type(model).model_fields:
        if name in model.model_fields_set:
            value = getattr(model, name)
            key = type(model).model_fields[name].alias or name
            yield model, name, (*place, key), value
            yield from _below(value, (*place, key))


def _below(value: Any, place: Place) -> Iterator[tuple[BaseModel, str, Place, Any]]:
    if isinstance(value, BaseModel):
        yield from keys(value, place)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _below(item, (*place, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _below(item, (*place, index))


def _is_here(thing: Thing, place: Place) -> bool:
    """Whether a key stands in this file (and not beside it, as words of a message may)."""
    span = thing.span(place, "key")
    return span.file == thing.source.file and thing.source.part(span).strip("\"'") == str(place[-1])


def rename(thing: Thing) -> Iterator[Mutation]:
    """A key is misspelt."""
    for _, name, place, _ in keys(thing.object.value):
        if name not in TAGS and _is_here(thing, place):
            span = thing.span(place, "key")
            yield thing.mutation("rename", thing.source.put(span, f"{place[-1]}zq"), span.line, "FD101", "FD107")


def delete(thing: Thing) -> Iterator[Mutation]:
    """A required key is taken away, where it stands on a line of its own."""
    lines = thing.source.text.split("\n")
    for model, name, place, _ in keys(thing.object.value):
        if not type(model).model_fields[name].is_required() or name in TAGS or not _is_here(thing, place):
            continue
        key = thing.span(place, "key")
        indent = len(lines[key.line - 1]) - len(lines[key.line - 1].lstrip())
        after = next((line for line in lines[key.line :] if line.strip()), "")
        is_alone = indent == key.column - 1 and (len(after) - len(after.lstrip()) <= indent or after == "---")
        if is_alone and len(model.model_fields_set) > 1 and not after.lstrip().startswith("- "):
            text = "\n".join([*lines[: key.line - 1], *lines[key.line :]])
            yield thing.mutation("delete", text, _start(thing, place[:-1], text), "FD102")


def _start(thing: Thing, place: Place, text: str) -> int:
    """The line an object begins at in a changed text."""
    data = text.encode()
    tree = SourceTree("memory", {thing.source.file: len(data)}, lambda _: data)
    document = parse_tree(tree)[0].parsed.get(thing.source.file)
    return document.span((*thing.object.path, *place)).line if document is not None else 0


def retype(thing: Thing) -> Iterator[Mutation]:
    """A value gets another type, or one that is not in the list."""
    for model, name, place, value in keys(thing.object.value):
        span = thing.span(place)
        if name in TAGS or not _is_here(thing, place) or span.end_line != span.line:
            continue
        wrong = _wrong(type(model).model_fields[name].annotation, value)
        if wrong is not None:
            yield thing.mutation("retype", thing.source.put(span, wrong), span.line, "FD103")


def _wrong(annotation: Any, value: Any) -> str | None:
    match value:
        case bool():
            return "perhaps"
        case int():
            return "many"
        case str() if _literals(annotation):
            return "zqzq"
        case str():
            return "[[7]]"
        case _:
            return None


def _literals(annotation: Any) -> bool:
    if get_origin(annotation) is Literal:
        return True
    return any(_literals(inner) for inner in get_args(annotation) if inner is not type(None))


def dangle(thing: Thing) -> Iterator[Mutation]:
    """A name is written that nothing has."""
    for reference in references(thing.object.value):
        span = thing.span(reference.place)
        written = thing.source.part(span)
        if span.file == thing.source.file and written.strip("\"'") == reference.name and "." not in reference.name:
            yield thing.mutation("dangle", thing.source.put(span, f"{reference.name}9zq"), span.line, "FD201")


def duplicate(thing: Thing) -> Iterator[Mutation]:
    """A key is written twice."""
    for _, name, place, _ in keys(thing.object.value):
        span, value = thing.span(place, "key"), thing.span(place)
        if name in TAGS or not _is_here(thing, place) or value.end_line != span.line or span.column > 12:
            continue
        start = thing.source.offset(span.line, 1)
        end = thing.source.text.find("\n", start) + 1
        line = thing.source.text[start:end]
        if end > 0 and re.match(r"\s*[a-z_]+:", line):
            text = thing.source.text[:end] + line + thing.source.text[end:]
            yield thing.mutation("duplicate", text, span.line + 1, "FD004")


def encode(thing: Thing) -> Iterator[Mutation]:
    """The file is not what a program can read: once for each file, at its first object."""
    source = thing.source
    if thing.object.path not in ((), (0,)) and thing.object.path != _first_path(thing):
        return
    head = source.text.startswith("---\n")
    line = 2 if head else 1
    start = 4 if head else 0
    data = source.text.encode()
    broken = data[: len(source.text[:start].encode())] + b"\xff\n" + data[len(source.text[:start].encode()) :]
    yield Mutation("bytes", source.file, broken, line, frozenset({"FD002"}))
    for fault, text, code in (
        ("conflict", "<<<<<<< ours\n", "FD010"),
        ("tab", "\tzq: 1\n", "FD013"),
        ("control", "# \x07\n", "FD015"),
        ("quote", 'zq: "1" 2\n', "FD003"),
    ):
        changed = source.text[:start] + text + source.text[start:]
        yield Mutation(fault, source.file, changed.encode(), line, frozenset({code}))


def _first_path(thing: Thing) -> Place:
    value = thing.draft.documents.parsed[thing.source.file].value
    return (next(iter(value)),) if isinstance(value, Mapping) and value else ()


def empty(thing: Thing) -> Iterator[Mutation]:
    """A file without anything in it."""
    if thing.object.path == () and thing.source.file.endswith(".yaml"):
        yield thing.mutation("empty", "", 1, "FD011")


def anchor(thing: Thing) -> Iterator[Mutation]:
    """An anchor, a tag: parts of YAML that the language does without."""
    for _, name, place, value in keys(thing.object.value):
        span = thing.span(place)
        if name not in TAGS and isinstance(value, str) and _is_here(thing, place) and span.end_line == span.line:
            written = thing.source.part(span)
            yield thing.mutation("anchor", thing.source.put(span, f"&zq {written}"), span.line, "FD005")
            yield thing.mutation("tag", thing.source.put(span, f"!zq {written}"), span.line, "FD006")
            return


def asset(thing: Thing) -> Iterator[Mutation]:
    """A file that is not there."""
    for _, _, place, value in keys(thing.object.value):
        span = thing.span(place)
        if isinstance(value, str) and value.startswith("assets/") and _is_here(thing, place):
            yield thing.mutation("asset", thing.source.put(span, "assets/zq.png"), span.line, "FD632")


def placeholder(thing: Thing) -> Iterator[Mutation]:
    """A placeholder nobody knows, in the text of a message."""
    if thing.object.kind != "message":
        return
    for match in re.finditer(r"#\{(\w+\.\w+)", thing.source.text):
        start, end = match.span(1)
        line = thing.source.text.count("\n", 0, start) + 1
        text = thing.source.text[:end] + "zq" + thing.source.text[end:]
        if "#" not in thing.source.text[:start].rpartition("\n")[2].partition("#{")[0]:
            yield thing.mutation("placeholder", text, line, "FD511")


def language(thing: Thing) -> Iterator[Mutation]:
    """Words in a language the brand does not have; words missing in its own."""
    for _, _, place, value in keys(thing.object.value):
        if not isinstance(value, Text) or not value.by_language or thing.object.brand == "_organization":
            continue
        for code in value.by_language:
            if _is_here(thing, (*place, code)):
                span = thing.span((*place, code), "key")
                is_default = code == "ko"
                codes = ("FD301", "FD302") if is_default else ("FD301",)
                yield thing.mutation("language", thing.source.put(span, "fr"), span.line, *codes)
                break


def target(thing: Thing) -> Iterator[Mutation]:
    """A condition looks at nothing there is."""
    if thing.object.kind != "trigger":
        return
    for place, item in placed(thing.object.value.conditions):
        span, word = thing.span((*place, "if")), thing.span((*place, item.word), "key")
        yield thing.mutation("target", thing.source.put(span, f"{item.target}zq"), span.line, "FD501")
        yield thing.mutation("operator", thing.source.put(word, f"{item.word}zq"), word.line, "FD103")


def body(thing: Thing) -> Iterator[Mutation]:
    """Faults in a text: a link to nothing, a picture that is not there, no front matter."""
    if not thing.source.file.endswith(".md"):
        return
    text = thing.source.text
    for match in re.finditer(r"\]\((article|faq|notice|ask|category):([a-z0-9-]+)", text):
        line = text.count("\n", 0, match.end()) + 1
        yield thing.mutation("link", text[: match.end()] + "-zq" + text[match.end() :], line, "FD642")
    for match in re.finditer(r"!\[[^\]]+\]\(assets/", text):
        line = text.count("\n", 0, match.end()) + 1
        yield thing.mutation("picture", text[: match.end()] + "zq-" + text[match.end() :], line, "FD632")
    yield thing.mutation("front matter", text.partition("\n---\n")[2], 1, "FD030")


def cycle(thing: Thing) -> Iterator[Mutation]:
    """An object extends one that extends it."""
    if thing.object.path == () and thing.source.file.endswith(".yaml") and thing.object.kind in CLONED:
        text = f"extends: {thing.object.id}\n{thing.source.text}"
        yield thing.mutation("cycle", text, 1, "FD215")


def reorder(thing: Thing) -> Iterator[Mutation]:
    """Two ends change places: hours, periods, bounds of numbers; a form's last question is put first."""
    for model, name, place, value in keys(thing.object.value):
        other = {"start": "to", "min": "max"}.get(name)
        ends = (value, getattr(model, other, None)) if other is not None else (None, None)
        if other is None or None in ends or not {name, other} <= model.model_fields_set:
            continue
        first, second = thing.span(place), thing.span((*place[:-1], other))
        one, two = thing.source.part(first), thing.source.part(second)
        if first.line == second.line and first.column < second.column:
            text = Source(thing.source.file, thing.source.put(second, one)).put(first, two)
            yield thing.mutation("reorder", text, first.line, "FD623", "FD405", "FD473", "FD474")
    if thing.object.kind == "form" and thing.source.text.count("\n  - ") > 1:
        text = thing.source.text.replace("\n  - ", "\n  - {field: personal_information}\n  - ", 1)
        line = text[: text.index("{field: personal")].count("\n") + 1
        yield thing.mutation("reorder", text, line, "FD404")


def disable(thing: Thing) -> Iterator[Mutation]:
    """An inquiry type is switched off while a trigger waits for it."""
    if thing.object.kind != "trigger" or not thing.object.value.enabled:
        return
    for place, item in placed(thing.object.value.conditions):
        if item.target == "inquiry_type" and not item.negated and isinstance(item.operand, str):
            file = f"brands/{thing.object.brand}/inquiry_types.yaml"
            tree = thing.draft.documents.tree
            text = tree.read(file).decode() if file in tree.sizes else ""
            span = thing.span((*place, item.word))
            for spelt in (f"- {{id: {item.operand}, ", f"- id: {item.operand}\n"):
                if spelt in text:
                    added = "enabled: false, " if spelt.endswith(" ") else None
                    at = text.index(spelt) + len(spelt)
                    indent = " " * (text[: text.index(spelt)].rpartition("\n")[2].count(" ") + 2)
                    changed = text[:at] + (added or f"{indent}enabled: false\n") + text[at:]
                    yield Mutation(
                        "disable", file, changed.encode(), span.line, frozenset({"FD512"}), thing.source.file
                    )


FAULTS: Final[Mapping[str, Callable[[Thing], Iterator[Mutation]]]] = {
    "rename": rename,
    "delete": delete,
    "retype": retype,
    "dangle": dangle,
    "duplicate": duplicate,
    "encode": encode,
    "empty": empty,
    "anchor": anchor,
    "asset": asset,
    "placeholder": placeholder,
    "language": language,
    "target": target,
    "body": body,
    "cycle": cycle,
    "reorder": reorder,
    "disable": disable,
}


def corpus(tree: SourceTree, count: int, seed: int) -> tuple[Mutation, ...]:
    """So many mutations, as many of each fault as there are to go round; the same for the same seed and tree."""
    by_fault: dict[str, list[Mutation]] = defaultdict(list)
    for thing in things(tree):
        for fault, make in FAULTS.items():
            by_fault[fault] += make(thing)
    random = Random(seed)
    for made in by_fault.values():
        made.sort(key=lambda item: (item.file, item.line, item.fault, item.data))
        random.shuffle(made)
    chosen: list[Mutation] = []
    while len(chosen) < count and any(by_fault.values()):
        for made in by_fault.values():
            if made and len(chosen) < count:
                chosen.append(made.pop())
    return tuple(chosen)


def kind_of(mutation: Mutation) -> str:
    """The kind of the file a mutation is in."""
    located = locate(mutation.file)
    return located.kind.name if located else "none"
