"""A property of customers with the name of something that is known of every customer."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from schemas.customers import RESERVED

RULE = Rule("FD748", "property-name-taken")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Names in `customer_properties.yaml`: conditions call them `customer.<name>`."""
    for thing in linked.organization.get("customer_property", {}).values():
        if thing.id in RESERVED:
            yield found(
                RULE,
                f"every customer has {quoted(thing.id)} already: conditions know it as customer.{thing.id}",
                linked.draft.span(thing, (), "key"),
                note="this name",
                hint="leave it out, or choose another name",
            )
