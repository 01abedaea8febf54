"""What people read of an object: its title on one line, and any of its texts in every language."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from schemas.codes import Code
from schemas.text import Text, localize

_TITLES = ("title", "name", "label", "text", "subject")


def title_of(thing: Object) -> str:
    """The first words of an object that name it; empty when it has none."""
    for name in _TITLES:
        said = getattr(thing.value, name, None)
        if isinstance(said, str):
            return said
        if isinstance(said, Text):
            return said.plain or next(iter((said.by_language or {}).values()), said.code or "")
    return ""


def shown(linked: Linked, thing: Object) -> str:
    """An object on one line: its title, and the file that defines it."""
    title = title_of(thing).split("\n", 1)[0][:80]
    file = linked.draft.documents.inherited.get(thing.file, thing.file)
    return f"{title} · `{file}`" if title else f"`{file}`"


def in_languages(brand: LinkedBrand, written: Any) -> Mapping[str, str]:
    """A text as each language of a brand shows it; none for what is no text."""
    try:
        text = Text.model_validate(written)
    except ValidationError:
        return {}
    codes = {name: thing.value.text for name, thing in brand.of("code").items() if isinstance(thing.value, Code)}
    return localize(text, brand.languages, brand.default_language, codes)
