"""Settings that cross into the bundle as written: a section for each kind, one fact a line, keys in words.

A kind that reads better told than listed has a file of its own here and is named in `TOLD_ELSEWHERE`.
"""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from compiler.bundle import BrandBundle
from compiler.snapshot import connections, tracking, workplace
from compiler.snapshot.html_text import html_lines
from compiler.snapshot.lines import Lines
from compiler.snapshot.rules import Wording
from schemas.brand import Bound
from schemas.bundle import PortalContract
from schemas.conditions import Conditions
from schemas.mail import Secret
from schemas.settings import formats
from schemas.text import Text, TextFormat

TOLD_ELSEWHERE: Final[frozenset[str]] = frozenset(
    {
        *connections.KINDS,
        *tracking.KINDS,
        *workplace.KINDS,
        "answer_template",
        "consent",
        "external_menu",
        "history",
        "holidays",
        "numbers",
    }
)


def write(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """Every kind of settings the brand has anything of."""
    said = Wording(brand, language)
    for kind, settings in sorted(brand.settings.items()):
        if kind in TOLD_ELSEWHERE:
            continue
        lines.section(in_words(kind).capitalize())
        for name, one in settings.objects.items():
            if name:
                with lines.item(name):
                    facts(lines, said, one)
            else:
                facts(lines, said, one)


def facts(lines: Lines, said: Wording, model: BaseModel) -> None:
    """What a model says beside its defaults, in the order of its keys."""
    of_texts = formats(type(model))
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if value is not None and (field.is_required() or value != field.get_default(call_default_factory=True)):
            _fact(lines, said, in_words(field.alias or name), value, of_texts[name])


def in_words(key: str) -> str:
    """A key as people read it."""
    return key.strip("_").replace("_", " ")


def _fact(lines: Lines, said: Wording, label: str, value: Any, format_: TextFormat) -> None:
    match value:
        case Text():
            words = said.text(value)
            for line in (words,) if format_ == "plain" else html_lines(words):
                lines.fact(label, line)
        case Bound():
            lines.fact(label, value.value if value.value is not None else f"as the environment says: {value.binding}")
        case Secret():
            lines.fact(label, f"a secret, kept in {value.secret}")
        case Conditions():
            for line in said.conditions(value):
                lines.fact(label, line)
        case BaseModel():
            with lines.item(label):
                facts(lines, said, value)
        case Mapping():
            for name, item in value.items():
                _fact(lines, said, f"{label} {name}", item, format_)
        case tuple():
            _several(lines, said, label, value, format_)
        case _:
            lines.fact(label, {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value))


def _several(lines: Lines, said: Wording, label: str, values: tuple[Any, ...], format_: TextFormat) -> None:
    """Plain values stand on a line of their own each; objects under their ids."""
    for value in values:
        if isinstance(value, BaseModel) and not isinstance(value, Text | Bound | Secret | Conditions):
            with lines.item(f"{label} {getattr(value, 'id', '')}".rstrip()):
                facts(lines, said, value)
        else:
            _fact(lines, said, label, value, format_)
    if not values:
        lines.fact(label, "nothing")
