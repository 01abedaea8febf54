"""A list of “my tickets” on a portal where nobody signs in (HS-01): there is no “my” without knowing who asks."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object
from schemas.access import SIGNED_IN

RULE = Rule("FD667", "tickets-without-sign-in")

_OF_LISTS = ("visible", "company_when", "list")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`visible`, `company_when` and `list` under `tickets:` of portals that are public or opened by a ticket's link."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            mode = thing.value.access.mode
            key = next((key for key in _OF_LISTS if key in _written(linked, thing)), None)
            if mode in SIGNED_IN or key is None:
                continue
            said = linked.draft.span(thing, ("access", "mode"))
            yield found(
                RULE,
                f"{key}: is about tickets of people who signed in, and at {quoted(thing.id)} nobody does",
                linked.draft.span(thing, ("tickets", key), "key"),
                note="nobody will see this",
                labels=[Label(said, "the mode")] if "mode" in _written(linked, thing, "access") else (),
                hint=f"leave it out, or let people sign in:  access: {{mode: {SIGNED_IN[1]}}}",
            )


def _written(linked: Linked, thing: Object, key: str = "tickets") -> tuple[str, ...]:
    return tuple(linked.draft.documents.parsed[thing.file].value.get(key, {}))
