"""The same account, number or route twice in one channel (NHN-121, NHN-132)."""

from collections.abc import Iterator, Sequence
from typing import Any

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from compiler.span import Part, Path

RULE = Rule("FD463", "channel-entry-twice")

Row = tuple[str, Path, Part]
"""What must be there once, its place, and whether that is a key."""


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Lists of numbers and accounts; codes of routes that differ only in case, as telephone systems ignore it."""
    for brand in linked.brands.values():
        for kind in ("call_channel", "sms_channel", "email_channel", "x_channel"):
            for thing in brand.of(kind).values():
                for what, rows in _lists(thing.value):
                    yield from _repeated(linked, thing, what, rows)


def _lists(channel: Any) -> Iterator[tuple[str, list[Row]]]:
    numbers = getattr(channel, "numbers", ())
    if numbers and isinstance(numbers[0], str):
        yield "number", [(number, ("numbers", index), "value") for index, number in enumerate(numbers)]
    elif numbers:
        yield "number", [(one.number, ("numbers", index, "number"), "value") for index, one in enumerate(numbers)]
        yield "id", [(one.id, ("numbers", index, "id"), "value") for index, one in enumerate(numbers)]
    yield "route", [(code, ("ivr_routes", code), "key") for code in getattr(channel, "ivr_routes", ())]
    accounts = getattr(channel, "accounts", ())
    if isinstance(accounts, tuple):
        yield "account", [(name, ("accounts", index), "value") for index, name in enumerate(accounts)]
    else:
        yield "account", [(name, ("accounts", name), "key") for name in accounts]


def _repeated(linked: Linked, thing: Object, what: str, rows: Sequence[Row]) -> Iterator[Diagnostic]:
    first: dict[str, Row] = {}
    for row in rows:
        name, path, part = row
        before = first.setdefault(name.casefold(), row)
        if before is not row:
            yield found(
                RULE,
                f"the {what} {quoted(name)} is there twice",
                linked.draft.span(thing, path, part),
                note="again here",
                labels=[Label(linked.draft.span(thing, before[1], before[2]), "first here")],
                hint="delete one of them",
            )
