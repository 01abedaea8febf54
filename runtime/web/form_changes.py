"""How a form differs from what it was in another release, as far as a customer who has filled it in must know.

Pure. A label may change at any time and is nobody's loss; a question that came, went or became a must, an option that
is gone, and words that were agreed to are. How a form is read is `schemas.forms`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from schemas.bundle import DeskContract, FormFacts
from schemas.canonical import to_bytes
from schemas.fields import Field
from schemas.fields.agree import AgreeField
from schemas.forms import fields_shown
from schemas.text import Text

Say = Callable[[Text], str]


@dataclass(frozen=True, slots=True)
class AskedForm:
    """A form in one release."""

    form: FormFacts
    desk: DeskContract

    @property
    def fields(self) -> Mapping[str, Field]:
        """The questions a customer may meet, by code."""
        return {item.code: self.desk.fields[item.code] for item in fields_shown(self.form)}

    @property
    def required(self) -> Mapping[str, bool]:
        """Whether each of them must be answered, wherever it is asked."""
        return {item.code: item.required for item in fields_shown(self.form)}

    @property
    def mark(self) -> str:
        """Tells this form from others: what is asked, what must be, and what may be chosen."""
        asked = [[code, field.type, self.required[code], _options(field)] for code, field in self.fields.items()]
        return _digest(asked)

    @property
    def agreed(self) -> str:
        """Tells the words that are agreed to from others."""
        return _digest([[code, _terms(field)] for code, field in self.fields.items() if isinstance(field, AgreeField)])


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to tell: a system code, and what its words are filled in with."""

    code: str
    values: Mapping[str, str]


def changes(before: AskedForm, now: AskedForm, answered: Mapping[str, tuple[str, ...]], say: Say) -> Iterator[Change]:
    """What has changed about a form, in its order; `answered` is what was sent, by field."""
    for code, field in before.fields.items():
        if code not in now.fields and any(words.strip() for words in answered.get(code, ())):
            yield Change("asking.change.removed", {"label": say(field.label)})
    for code, field in now.fields.items():
        earlier = before.fields.get(code)
        label = {"label": say(field.label)}
        if earlier is None:
            if now.required[code]:
                yield Change("asking.change.added", label)
            continue
        if earlier.type != field.type:
            yield Change("asking.change.type", label)
            continue
        if now.required[code] and not before.required[code]:
            yield Change("asking.change.required", label)
        for option in getattr(earlier, "options", ()):
            if option.id in answered.get(code, ()) and option.id not in _options(field):
                yield Change("asking.change.option", {**label, "option": say(option.label)})
        if isinstance(field, AgreeField) and _terms(earlier) != _terms(field):
            yield Change("asking.change.agree", label)


def agreed_to_others(before: AskedForm | None, now: AskedForm) -> frozenset[str]:
    """The fields of which other words were agreed to; all of them, where the words of before are not known."""
    fields = {code: field for code, field in now.fields.items() if isinstance(field, AgreeField)}
    if before is None:
        return frozenset(fields)
    shown = before.fields
    return frozenset(code for code, field in fields.items() if code in shown and _terms(shown[code]) != _terms(field))


def _options(field: Field) -> list[str]:
    return [option.id for option in getattr(field, "options", ())]


def _terms(field: Field) -> list[Any]:
    """The words somebody agrees to, in every language."""
    if not isinstance(field, AgreeField):
        return []
    return [words.model_dump(mode="json") for words in (field.text, field.sentence)]


def _digest(said: list[Any]) -> str:
    return sha256(to_bytes(said)).hexdigest()[:16]
