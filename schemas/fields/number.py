"""Number: whole or decimal, within bounds and steps (OQ-31).

Numbers are decimal text from end to end, never floats: `0.1` stays `0.1`; what is reckoned with them is reckoned in
fractions, which no number of digits makes inexact. People may type digits of any script, a sign and spaces. Commas may
group thousands only where the field takes whole numbers: in `1,234` they would otherwise mean two different numbers in
two countries, so the customer is asked to write it without.
"""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator

from schemas.fields.base import Compare, Fault, FieldBase, one
from schemas.text import Text

COMPARE: Final[Compare] = "number"

_PLAIN: Final = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})")
_GROUPED: Final = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.0*)?")
_DRESSED: Final = str.maketrans({"\u2212": "-", "\uff0d": "-", "\uff0b": "+", "\uff0e": ".", "\uff0c": ","})


def decimal_text(text: str) -> str | None:
    """A number in its one spelling, `1500` or `-0.5`; `None` when the text is not a plain number."""
    if _PLAIN.fullmatch(text) is None:
        return None
    number = Decimal(text)
    if number == 0:
        return "0"
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _decimal(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("a number is needed here")
    found = decimal_text(str(value))
    if found is None:
        raise ValueError(f"{value!r} is not a plain decimal number")
    return found


DecimalText = Annotated[str, BeforeValidator(_decimal)]
"""Written as a number, kept as decimal text."""


class NumberField(FieldBase):
    """`type: number`; steps count from `min`, or from zero."""

    type: Literal["number"]
    """A number."""
    placeholder: Text | None = None
    """Shown while nothing is typed."""
    min: DecimalText | None = None
    """The smallest number."""
    max: DecimalText | None = None
    """The largest number."""
    step: DecimalText = "1"
    """What numbers are counted in, from `min` or zero."""
    default: DecimalText | None = None
    """What stands there at first."""

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers can be answered."""
        return _whole(self.step) and _whole(self.min or "0")


def _whole(text: str) -> bool:
    return Fraction(text).denominator == 1


def parse(field: NumberField, raw: tuple[str, ...]) -> str | Fault:
    """The number in its one spelling; blank for no words at all."""
    sent = one(raw)
    if isinstance(sent, Fault):
        return sent
    typed = "".join(_digit(letter) for letter in sent.translate(_DRESSED) if not letter.isspace())
    if not typed:
        return ""
    if field.is_whole and _GROUPED.fullmatch(typed):
        typed = typed.replace(",", "")
    number = decimal_text(typed)
    if number is None:
        return Fault("validate.number_comma" if _GROUPED.fullmatch(typed) else "validate.number")
    return out_of_bounds(field, number) or number


def _digit(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)


def out_of_bounds(field: NumberField, number: str) -> Fault | None:
    """What a number breaks of the field's bounds and steps."""
    value = Fraction(number)
    if field.min is not None and value < Fraction(field.min):
        return Fault("validate.number_min", {"min": field.min})
    if field.max is not None and value > Fraction(field.max):
        return Fault("validate.number_max", {"max": field.max})
    step = Fraction(field.step)
    if step > 0 and (value - Fraction(field.min or "0")) % step != 0:
        return (
            Fault("validate.number_whole") if field.step == "1" else Fault("validate.number_step", {"step": field.step})
        )
    return None


def format(field: NumberField, answer: str, language: str, default_language: str) -> str:
    """The number in its one spelling; a person's formats are the runtime's."""
    return answer
