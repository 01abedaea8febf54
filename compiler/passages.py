"""The texts that rules send or write, each with its place and what it is for: where placeholders may stand.

What a placeholder means is `schemas.placeholders`; whether one is right is for `compiler.checks`.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from compiler.link import Linked, LinkedBrand, once
from compiler.shape import Object
from compiler.span import Path, Span
from schemas.placeholders import CONTEXTS, Context, Placeholder
from schemas.text import Text
from schemas.triggers.actions import Action
from schemas.triggers.places import actions_of


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one text in one language, where they are written: in the object itself or in a code it names."""

    thing: Object
    path: Path
    words: str
    context: Context


OWN_TEXTS: Final[Mapping[str, tuple[tuple[str, Context], ...]]] = {
    "mail": (("subject", "mail_subject"), ("body", "mail_body")),
    "reply": (("text", "reply"),),
    "note": (("text", "note"),),
    "sms": (("text", "sms"),),
    "webhook": (("body", "webhook"),),
    "dooray": (("text", "chat_hook"),),
}
"""The keys of each action that hold words, and what they are for."""

_OF_MESSAGE: Final[tuple[tuple[str, Context], ...]] = (
    ("subject", "mail_subject"),
    ("body", "mail_body"),
    ("sms", "sms"),
)
_OF_TRACKING: Final = ("salutation", "text", "disclaimer")


_FILLED: Final[Mapping[str, tuple[str, ...] | None]] = {
    "message": None,
    "trigger": None,
    "mail_layout": None,
    "tracking": _OF_TRACKING,
    "answer_template": ("content",),
    "sms_template": ("text",),
}
"""Kinds with texts that are filled in, and their keys; `None` for all."""


def filled_in(kind: str, path: Path) -> bool:
    """Whether the text at a path of an object is one of those below: everything else is read as it is typed."""
    if kind not in _FILLED:
        return False
    keys = _FILLED[kind]
    return keys is None or path[0] in keys


def passages(brand: LinkedBrand) -> tuple[Passage, ...]:
    """Every text of a brand that is filled in: of messages, triggers, tracking pages and answers ready to be used."""
    return once(brand, "passages", lambda: tuple(_passages(brand)))


def _passages(brand: LinkedBrand) -> Iterator[Passage]:
    for thing in brand.of("message").values():
        yield from of_message(brand, thing)
    for thing in brand.of("trigger").values():
        for place, action, _ in actions_of(thing.value):
            yield from of_action(brand, thing, place, action)
    for thing in brand.of("tracking").values():
        for key in _OF_TRACKING:
            yield from _written(brand, thing, (key,), getattr(thing.value, key), "tracking")
    for thing in brand.of("answer_template").values():
        yield from _written(brand, thing, ("content",), thing.value.content, "answer_template")
    for thing in brand.of("mail_layout").values():
        yield Passage(thing, ("content",), thing.value.content, "layout")
    for thing in brand.of("sms_template").values():
        yield from _written(brand, thing, ("text",), thing.value.text, "sms")


def of_message(brand: LinkedBrand, thing: Object, contexts: Container[Context] = CONTEXTS) -> Iterator[Passage]:
    """The words of a message, all or those that are for something."""
    known: dict[str, tuple[Passage, ...]] = once(brand, "words of messages", dict)
    if thing.id not in known:
        known[thing.id] = tuple(_of_message(brand, thing))
    return (passage for passage in known[thing.id] if passage.context in contexts)


def _of_message(brand: LinkedBrand, thing: Object) -> Iterator[Passage]:
    for key, context in _OF_MESSAGE:
        yield from _written(brand, thing, (key,), getattr(thing.value, key), context)


def of_action(brand: LinkedBrand, thing: Object, place: Path, action: Action) -> Iterator[Passage]:
    """An action's words of its own; none where it names a message."""
    for key, context in OWN_TEXTS.get(action.do, ()):
        yield from _written(brand, thing, (*place, key), getattr(action, key), context)


def sent_by(brand: LinkedBrand, thing: Object, place: Path, action: Action) -> Iterator[Passage]:
    """Everything an action says, whether it says so itself or by a message; mails leave a message's `sms` out."""
    message = brand.of("message").get(getattr(action, "message", None) or "")
    if message is not None:
        yield from of_message(brand, message, ("sms",) if action.do == "sms" else ("mail_subject", "mail_body"))
    yield from of_action(brand, thing, place, action)


def _written(brand: LinkedBrand, thing: Object, place: Path, text: Text | None, context: Context) -> Iterator[Passage]:
    if text is None:
        return
    if text.plain is not None:
        yield Passage(thing, place, text.plain, context)
    for language, words in (text.by_language or {}).items():
        yield Passage(thing, (*place, language), words, context)
    code = brand.of("code").get(text.code or "")
    if code is not None and code.value.text.code is None:
        yield from _written(brand, code, ("text",), code.value.text, context)


def place_of(linked: Linked, passage: Passage, one: Placeholder) -> Span:
    """Where a placeholder of a passage stands in the file; the whole passage where the file spells it otherwise."""
    return stretch(linked, passage, one.start, one.end)


def stretch(linked: Linked, passage: Passage, start: int, end: int) -> Span:
    """Where the characters from `start` to `end` of a passage stand, as far as they are spelt so within one line."""
    whole = linked.draft.span(passage.thing, passage.path)
    words = passage.words[start:end]
    skip = passage.words[:start].count(words)
    lines = linked.draft.documents.tree.read(whole.file).decode(errors="replace").splitlines()
    for number in range(whole.line, min(whole.end_line, len(lines)) + 1):
        start = whole.column - 1 if number == whole.line else 0
        while (found := lines[number - 1].find(words, start)) >= 0:
            if skip == 0:
                return replace(whole, line=number, column=found + 1, end_line=number, end_column=found + 1 + len(words))
            skip, start = skip - 1, found + len(words)
    return whole if whole.line == whole.end_line else replace(whole, end_line=whole.line, end_column=whole.column + 1)
