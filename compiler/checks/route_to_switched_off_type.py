"""A telephone route to an inquiry type that is switched off (NHN-130): calls would come in without a type."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.visibility import switched_off

RULE = Rule("FD464", "route-to-switched-off-type")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Routes whose type, or one above it, is off."""
    for brand in linked.brands.values():
        for thing in brand.of("call_channel").values():
            for code, route in thing.value.ivr_routes.items():
                off = switched_off(brand, route.inquiry_type or "")
                if off is not None:
                    yield found(
                        RULE,
                        f"the route {quoted(code)} leads to {quoted(route.inquiry_type)}, which is switched off",
                        linked.draft.span(thing, ("ivr_routes", code, "inquiry_type")),
                        note="no new ticket has this type",
                        labels=[Label(linked.draft.span(off, ("enabled",)), "switched off here")],
                        hint="switch the type on, or give the route another",
                    )
