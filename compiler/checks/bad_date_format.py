"""A date format that would not name a day: letters it does not know, or a part of the date it leaves out."""

import re
from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD657", "bad-date-format")

_PARTS = re.compile(r"y{4}|y{2}|M{1,2}|d{1,2}")
_BETWEEN = re.compile(r"[-./, 년월일年月日]*")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`date_format:` of brands: year, month and day, each once, with marks between."""
    for brand in linked.brands.values():
        written = brand.brand.value.date_format
        parts = [part[0] for part in _PARTS.findall(written)]
        if sorted(parts) != ["M", "d", "y"] or not _BETWEEN.fullmatch(_PARTS.sub("", written)):
            yield found(
                RULE,
                f"{quoted(written)} is not a way to write a day",
                linked.draft.span(brand.brand, ("date_format",)),
                note="this format",
                hint="yyyy is the year, MM the month, dd the day, as in yyyy-MM-dd or dd.MM.yyyy",
            )
