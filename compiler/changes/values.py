"""Values as reviewers read them: on one line where that is possible, else as lines of a passage."""

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from compiler.snapshot.html_text import html_lines
from compiler.snapshot.settings import in_words
from schemas.brand import Bound
from schemas.bundle import Asset, Blob
from schemas.conditions import Conditions
from schemas.hours import Hours
from schemas.mail import Secret
from schemas.text import Text, pick
from schemas.triggers.sentences import wanted

SHORT: Final = 70
"""Characters of a value that still read well inside a sentence."""

_FILES: Final = re.compile(r"/files/[0-9a-f]{32}/")


def value_in_words(value: Any, language: str) -> str:
    """A value on one line; texts in one language, or with `""` in every one."""
    match value:
        case None | () | "":
            said = "nothing"
        case bool():
            said = "yes" if value else "no"
        case BaseModel():
            said = _model_in_words(value, language)
        case Mapping() if language in value and isinstance(value[language], str):
            said = value[language]
        case Mapping():
            said = ", ".join(f"{key}: {value_in_words(item, language)}" for key, item in value.items()) or "nothing"
        case tuple():
            said = ", ".join(value_in_words(item, language) for item in value)
        case _:
            said = str(value)
    return said


def _model_in_words(value: BaseModel, language: str) -> str:
    match value:
        case Text():
            said = pick(value.by_language or {}, language, language) if language else _every_language(value)
        case Bound():
            said = value.value if value.value is not None else f"as the environment says: {value.binding}"
        case Secret():
            said = f"a secret, kept in {value.secret}"
        case Conditions():
            said = "; ".join(wanted(value)) or "always"
        case Hours():
            said = f"{', '.join(value.days)} {value.start} to {value.to}"
        case Asset():
            said = value.path
        case Blob():
            said = f"file {value.digest[7:15]}"
        case _:
            said = _by_keys(value, language)
    return said


def _every_language(text: Text) -> str:
    return ", ".join(f"{language}: {words}" for language, words in (text.by_language or {}).items())


def _by_keys(model: BaseModel, language: str) -> str:
    """What a small model says beside its defaults; one with an id begins with it."""
    name = getattr(model, "id", None)
    parts = []
    for key, field in type(model).model_fields.items():
        value = getattr(model, key)
        if key != "id" and (field.is_required() or value != field.get_default(call_default_factory=True)):
            parts.append(f"{in_words(field.alias or key)} {value_in_words(value, language)}")
    said = ", ".join(parts)
    return f"{name} ({said})" if name and said else str(name or said or "nothing")


def by_path(html: str) -> str:
    """HTML with its files by name: the digest in an address changes with the file, and that is told of the file."""
    return _FILES.sub("", html)


def word_lines(words: str, *, is_rich: bool) -> tuple[str, ...]:
    """Words as lines; of HTML what readers see, links with where they lead."""
    if is_rich and "<" in words:
        return html_lines(by_path(words))
    return tuple(words.split("\n")) if words else ()


def markup_lines(html: str) -> tuple[str, ...]:
    """HTML itself, an element that begins a line of its own on each."""
    return tuple(line for line in re.sub(r"(?=<[a-z])", "\n", by_path(html)).split("\n") if line)
