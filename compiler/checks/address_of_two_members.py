"""Two members of staff with one e-mail address: mail for the one reaches the other, and sign-ins are confused."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object

RULE = Rule("FD750", "address-of-two-members")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Addresses in `members.yaml`, capitals aside."""
    first: dict[str, Object] = {}
    for thing in linked.organization.get("member", {}).values():
        seen = first.setdefault(thing.value.email.lower(), thing)
        if seen is not thing:
            yield found(
                RULE,
                f"{quoted(seen.id)} and {quoted(thing.id)} have the same address",
                linked.draft.span(thing, ("email",)),
                note="again here",
                labels=[Label(linked.draft.span(seen, ("email",)), "first here")],
                hint="give each member an address of their own",
            )
