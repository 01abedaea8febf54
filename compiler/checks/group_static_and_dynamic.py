"""An access group that lists people and has a condition, too (HS-33): which of the two holds would be a guess."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD670", "group-static-and-dynamic")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Access groups with `customers` and `when`."""
    for thing in linked.organization.get("access_group", {}).values():
        if thing.value.when is not None and thing.value.customers:
            yield found(
                RULE,
                f"the access group {quoted(thing.id)} is static and dynamic at once",
                linked.draft.span(thing, ("customers",), "key"),
                note="static: these people",
                labels=[Label(linked.draft.span(thing, ("when",), "key"), "dynamic: whoever this holds for")],
                hint="make two groups of it: a portal may name several",
            )
