"""A field that would be destroyed after the ticket it is in: its own time never comes (NHN-093)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from schemas.durations import seconds

RULE = Rule("FD747", "destroyed-later-than-retained", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`destroy_after` of own and system fields, beside the retention of tickets."""
    for brand in linked.brands.values():
        security = brand.of("security").get("")
        kept = security.value.retention.tickets if security else None
        if security is None or kept is None:
            continue
        for thing in (*brand.of("field").values(), *brand.of("system_field").values()):
            after = thing.value.personal.destroy_after if thing.value.personal else None
            if after is not None and seconds(after) > seconds(kept):
                yield found(
                    RULE,
                    f"the field {quoted(thing.id)} is to go after {after}, and its ticket goes after {kept}",
                    linked.draft.span(thing, ("personal", "destroy_after")),
                    note="never reached",
                    labels=[Label(linked.draft.span(security, ("retention", "tickets")), "the ticket")],
                    hint="write a shorter time, or leave it out",
                )
