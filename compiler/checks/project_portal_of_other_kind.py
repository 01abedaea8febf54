"""A project whose links would open a portal that knows no ticket links (FC-01, FC-49)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked

RULE = Rule("FD479", "project-portal-of-other-kind")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`portal:` of projects: one with  access: {mode: ticket_link}."""
    for brand in linked.brands.values():
        portals = brand.of("portal")
        fitting = [name for name, thing in portals.items() if thing.value.access.mode == "ticket_link"]
        for thing in brand.of("project").values():
            portal = portals.get(thing.value.portal)
            if portal is None or portal.id in fitting:
                continue
            where = ("access", "mode") if "access" in portal.value.model_fields_set else ()
            yield found(
                RULE,
                f"the portal {quoted(portal.id)} opens no tickets by their links",
                linked.draft.span(thing, ("portal",)),
                note="links would lead nowhere",
                labels=[Label(linked.draft.span(portal, where), f"access is {portal.value.access.mode}")]
                if where
                else [],
                hint=f"name {' or '.join(map(quoted, fitting))}"
                if fitting
                else "add a portal with  access: {mode: ticket_link}",
            )
