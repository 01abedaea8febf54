"""The texts that rules send or write, each with its place and what it is for: where placeholders may stand.

What a placeholder means is `schemas.placeholders`; whether one is right is for `compiler.checks`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from compiler.span import Path, Span
from schemas.placeholders import Context, Placeholder
from schemas.text import Text
from schemas.triggers.actions.mail import Mail
from schemas.triggers.actions.note import Note
from schemas.triggers.places import actions_of


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one text in one language, where they are written: in the object itself or in a code it names."""

    thing: Object
    path: Path
    words: str
    context: Context


def passages(brand: LinkedBrand) -> Iterator[Passage]:
    """Every text of a brand's messages and triggers."""
    for thing in brand.of("message").values():
        yield from of_message(brand, thing)
    for thing in brand.of("trigger").values():
        for place, action, _ in actions_of(thing.value):
            if isinstance(action, Mail):
                yield from of_mail(brand, thing, place, action)
            elif isinstance(action, Note):
                yield from _written(brand, thing, (*place, "text"), action.text, "note")


def of_message(brand: LinkedBrand, thing: Object) -> Iterator[Passage]:
    """The words of a message."""
    yield from _written(brand, thing, ("subject",), thing.value.subject, "mail_subject")
    yield from _written(brand, thing, ("body",), thing.value.body, "mail_body")


def of_mail(brand: LinkedBrand, thing: Object, place: Path, action: Mail) -> Iterator[Passage]:
    """A mail's words of its own; none where it names a message."""
    if action.subject is not None:
        yield from _written(brand, thing, (*place, "subject"), action.subject, "mail_subject")
    if action.body is not None:
        yield from _written(brand, thing, (*place, "body"), action.body, "mail_body")


def _written(brand: LinkedBrand, thing: Object, place: Path, text: Text, context: Context) -> Iterator[Passage]:
    if text.plain is not None:
        yield Passage(thing, place, text.plain, context)
    for language, words in (text.by_language or {}).items():
        yield Passage(thing, (*place, language), words, context)
    code = brand.of("code").get(text.code or "")
    if code is not None and code.value.text.code is None:
        yield from _written(brand, code, ("text",), code.value.text, context)


def place_of(linked: Linked, passage: Passage, one: Placeholder) -> Span:
    """Where a placeholder of a passage stands in the file; the whole passage where the file spells it otherwise."""
    whole = linked.draft.span(passage.thing, passage.path)
    words = passage.words[one.start : one.end]
    skip = passage.words[: one.start].count(words)
    lines = linked.draft.documents.tree.read(whole.file).decode(errors="replace").splitlines()
    for number in range(whole.line, min(whole.end_line, len(lines)) + 1):
        start = whole.column - 1 if number == whole.line else 0
        while (found := lines[number - 1].find(words, start)) >= 0:
            if skip == 0:
                return replace(whole, line=number, column=found + 1, end_line=number, end_column=found + 1 + len(words))
            skip, start = skip - 1, found + len(words)
    return whole if whole.line == whole.end_line else replace(whole, end_line=whole.line, end_column=whole.column + 1)
