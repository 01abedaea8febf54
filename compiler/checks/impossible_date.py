"""A date or moment that no calendar has, such as 2026-02-30."""

from collections.abc import Iterator
from datetime import datetime

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from compiler.span import Path

RULE = Rule("FD622", "impossible-date")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Dates of articles, FAQ documents and notices."""
    for brand in linked.brands.values():
        for thing, path, written in _dates(brand):
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


def _dates(brand: LinkedBrand) -> Iterator[tuple[Object, Path, str]]:
    for kind in ("article", "faq", "notice"):
        for thing in brand.of(kind).values():
            rows: list[tuple[Path, str | None]] = [(("updated",), thing.value.updated)]
            if kind == "notice":
                period = thing.value.period
                rows += [(("period", "from"), period.start), (("period", "to"), period.to)]
                rows.append((("shown_date",), thing.value.shown_date))
            yield from ((thing, path, written) for path, written in rows if written is not None)
