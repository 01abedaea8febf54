"""A status that would go by itself where it is already, or leave its end: time would change nothing or too much."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD448", "status-after-itself")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`after:` that leads to its own status, or that a final status has."""
    for brand in linked.brands.values():
        for thing in brand.of("tickets").values():
            for index, status in enumerate(thing.value.statuses or ()):
                if status.after is None:
                    continue
                place = ("statuses", index, "after")
                if status.after.status == status.id:
                    yield found(
                        RULE,
                        f"after {status.after.time} the status {quoted(status.id)} would become what it is",
                        linked.draft.span(thing, (*place, "status")),
                        note="the same status",
                        hint="name the status that follows it",
                    )
                elif status.final:
                    yield found(
                        RULE,
                        f"the status {quoted(status.id)} is final, and nothing follows it",
                        linked.draft.span(thing, place, "key"),
                        note="never happens",
                        hint="leave out after:, or final:",
                    )
