"""A list of statuses that begins with a final one: new tickets have the first status, and would be over at once."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD426", "final-first-status")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`statuses:` of `tickets.yaml` whose first entry says `final: true`."""
    for brand in linked.brands.values():
        for thing in brand.of("tickets").values():
            statuses = thing.value.statuses
            if statuses is not None and statuses[0].final:
                yield found(
                    RULE,
                    f"new tickets would begin as {quoted(statuses[0].id)}, which is final",
                    linked.draft.span(thing, ("statuses", 0, "final"), "key"),
                    note="nothing can follow",
                    hint="put the status of new tickets first",
                )
