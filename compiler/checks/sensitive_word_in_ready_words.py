"""A sensitive word in words agents send as they are: every answer with them would be stopped (NHN-120)."""

import re
from collections.abc import Iterator

from compiler.authored import values_of
from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from compiler.span import Path
from schemas.desk import sensitive
from schemas.text import Text

RULE = Rule("FD442", "sensitive-word-in-ready-words", "warning")

_TAG = re.compile(r"<[^<>]*>")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Answer templates, those of the organisation, too, and mail layouts; one finding for each word and text."""
    for brand in linked.brands.values():
        for words in brand.of("sensitive_words").values():
            for thing, path, text in _ready(brand):
                for place, word in sensitive(words.value, _TAG.sub(" ", text)):
                    yield found(
                        RULE,
                        f"an answer with {quoted(word)} cannot be sent",
                        linked.draft.span(thing, path),
                        note="stands here",
                        labels=[Label(linked.draft.span(words, place), "a sensitive word")],
                        hint="write it in other words, or take the word off the list",
                    )


def _ready(brand: LinkedBrand) -> Iterator[tuple[Object, Path, str]]:
    for thing in brand.of("answer_template").values():
        for path, text in values_of(thing, Text):
            if text.plain is not None:
                yield thing, path, text.plain
            for language, words in (text.by_language or {}).items():
                yield thing, (*path, language), words
    for thing in brand.of("mail_layout").values():
        yield thing, ("content",), thing.value.content
