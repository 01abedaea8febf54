"""A status, progress step or priority that the brand does not have."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, did_you_mean, found, quoted
from compiler.link import Linked, LinkedBrand
from compiler.shape import Object
from compiler.span import Path
from schemas.inquiry import Tickets
from schemas.statuses import priority_ids, progress_ids, status_ids

RULE = Rule("FD424", "unknown-ticket-state")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """What statuses lead to, and the priorities inquiry types begin with."""
    for brand in linked.brands.values():
        if linked.draft.is_poisoned("tickets", brand.id, ""):
            continue
        thing = brand.of("tickets").get("")
        tickets = thing.value if thing else None
        if thing is not None:
            yield from _in_statuses(linked, thing, thing.value)
        yield from _in_types(linked, brand, priority_ids(tickets))


def _in_statuses(linked: Linked, thing: Object, tickets: Tickets) -> Iterator[Diagnostic]:
    steps, statuses = progress_ids(tickets), status_ids(tickets)
    for index, status in enumerate(tickets.statuses or ()):
        if status.progress not in steps:
            yield _unknown(linked, thing, ("statuses", index, "progress"), "progress step", status.progress, steps)
        if status.on_reply is not None and status.on_reply not in statuses:
            yield _unknown(linked, thing, ("statuses", index, "on_reply"), "status", status.on_reply, statuses)
        if status.after is not None and status.after.status not in statuses:
            place: Path = ("statuses", index, "after", "status")
            yield _unknown(linked, thing, place, "status", status.after.status, statuses)
    if tickets.statuses is None and tickets.progress is not None:
        for step in sorted(set(progress_ids(None)) - set(steps)):
            yield found(
                RULE,
                f"the built-in statuses lead to the progress step {quoted(step)}, which this list does not have",
                linked.draft.span(thing, ("progress",), "key"),
                note="replaces the built-in steps",
                hint=f"add it, or give statuses: of your own; the built-in steps are {', '.join(progress_ids(None))}",
            )


def _in_types(linked: Linked, brand: LinkedBrand, priorities: tuple[str, ...]) -> Iterator[Diagnostic]:
    for thing in brand.of("inquiry_type").values():
        if thing.value.priority is not None and thing.value.priority not in priorities:
            yield _unknown(linked, thing, ("priority",), "priority", thing.value.priority, priorities)


def _unknown(linked: Linked, thing: Object, path: Path, word: str, name: str, legal: tuple[str, ...]) -> Diagnostic:
    return found(
        RULE,
        f"there is no {word} {quoted(name)}",
        linked.draft.span(thing, path),
        note="not found",
        hint=did_you_mean(name, legal),
    )
