"""A date or moment that no calendar has, such as 2026-02-30."""

from collections.abc import Iterator
from datetime import datetime

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from compiler.span import Path

RULE = Rule("FD622", "impossible-date")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Dates of articles, FAQ documents and notices, days on which accounts begin (NHN-211), and holidays."""
    of_brands = (row for brand in linked.brands.values() for row in _dates(brand))
    for thing, path, written in (*of_brands, *_holidays(linked)):
        try:
            datetime.fromisoformat(written)
        except ValueError:
            yield found(
                RULE,
                f"there is no {'moment' if 'T' in written else 'day'} {quoted(written)}",
                linked.draft.span(thing, path),
                note="this date",
                hint='write year, month and day, as in "2026-03-01"',
            )


def _holidays(linked: Linked) -> Iterator[tuple[Object, Path, str]]:
    for thing in linked.organization.get("holidays", {}).values():
        for index, one in enumerate(thing.value.add):
            yield thing, ("add", index, "date"), one.date
        for index, day in enumerate(thing.value.remove):
            yield thing, ("remove", index), day


def _dates(brand: LinkedBrand) -> Iterator[tuple[Object, Path, str]]:
    for kind in ("article", "faq", "notice"):
        for thing in brand.of(kind).values():
            rows: list[tuple[Path, str | None]] = [(("updated",), thing.value.updated)]
            if kind == "notice":
                period = thing.value.period
                rows += [(("period", "from"), period.start), (("period", "to"), period.to)]
                rows.append((("shown_date",), thing.value.shown_date))
            yield from ((thing, path, written) for path, written in rows if written is not None)
    for thing in brand.of("kakao_channel").values():
        for name, account in thing.value.accounts.items():
            yield thing, ("accounts", name, "activate_on"), account.activate_on
