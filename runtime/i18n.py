"""The words of the interface itself, and people's formats of dates and numbers.

Words an admin writes come from the bundle; the interface's own are `schemas.wording`, which a brand may reword.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from schemas.text import Localized
from schemas.wording import WORDING, wording

_BLANK = re.compile(r"\{([a-z_]+)\}")


class Interface:
    """The interface in one language: `ui("search.button")`. `own` are the system codes a brand words differently."""

    def __init__(self, language: str, own: Mapping[str, Localized] | None = None) -> None:
        self.language = language
        reworded = {code: text[language] for code, text in (own or {}).items() if language in text}
        self._words = _layered(WORDING["en"], wording(language), reworded)
        self._locale = locale_of(language)
        self._counts: dict[tuple[str, int], str] = {}

    def __call__(self, code: str, **values: object) -> str:
        """The words of a code, values filled in, numbers as people write them; English where a language has none."""
        words = self._words[code]
        # A brand's own words may hold any brace; only blanks that the page fills are looked at.
        return _BLANK.sub(lambda blank: self._said(values.get(blank[1], blank[0])), words) if values else words

    def _said(self, value: object) -> str:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return self.number(value)
        return str(value)

    def count(self, code: str, number: int, **values: object) -> str:
        """Words in number: the code's own, or `<code>.one` where the language speaks of one thing differently."""
        if values:
            return self._counted(code, number, values)
        if (code, number) not in self._counts:
            self._counts[code, number] = self._counted(code, number, values)
        return self._counts[code, number]

    def _counted(self, code: str, number: int, values: Mapping[str, object]) -> str:
        singular = f"{code}.one"
        exact = self._locale.plural_form(number) == "one" and singular in self._words
        return self(singular if exact else code, count=self.number(number), **values)

    def number(self, value: int | Decimal) -> str:
        """A number as people of this language write it, every digit of it."""
        return str(format_decimal(value, locale=self._locale, decimal_quantization=False))

    def date(self, value: str | date) -> str:
        """A day in words; text is `yyyy-mm-dd`, a time after it is left out."""
        day = date.fromisoformat(value[:10]) if isinstance(value, str) else value
        return str(format_date(day, format="long", locale=self._locale))

    def name_of(self, language: str) -> str:
        """What this language calls another: `Korean`, `영어`."""
        return (locale_of(language).get_display_name(self._locale) if _known(language) else None) or language

    def moment(self, value: datetime) -> str:
        """A day and time in words, in the zone the moment carries."""
        return str(format_datetime(value, format="medium", locale=self._locale))


def _layered(*layers: Mapping[str, str]) -> Mapping[str, str]:
    """Words, the later over the earlier; who words many of a thing, and not one of it, means both."""
    words: dict[str, str] = {}
    for layer in layers:
        for code in layer:
            words.pop(f"{code}.one", None)
        words.update(layer)
    return words


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """How a language writes days and numbers; English's way for one that nobody knows."""
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache(maxsize=64)
def own_name(language: str) -> str:
    """What a language calls itself: `한국어`, `English`."""
    name = locale_of(language).get_display_name() if _known(language) else None
    return name[:1].upper() + name[1:] if name else language


def _known(language: str) -> bool:
    try:
        return bool(Locale.parse(language))
    except (UnknownLocaleError, ValueError):
        return False


@lru_cache(maxsize=64)
def direction(language: str) -> str:
    """`ltr` or `rtl`."""
    return str(locale_of(language).text_direction)
