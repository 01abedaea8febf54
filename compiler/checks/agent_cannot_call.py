"""An agent who looks able to take calls and is not: something the telephone needs is missing (NHN-124, NHN-125)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.shape import Object

RULE = Rule("FD444", "agent-cannot-call", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """What stands between an agent and the telephone: the permission, the CTI data, or the permission for tickets.

    Where the brand takes no calls at all, that is said once for everything that waits for them.
    """
    for brand in linked.brands.values():
        if brand.brand.value.features.call:
            for thing in brand.of("agent").values():
                yield from _look(linked, thing)


def _look(linked: Linked, thing: Object) -> Iterator[Diagnostic]:
    agent = thing.value
    may = "call" in agent.permissions
    if may and "tickets" not in agent.permissions:
        yield found(
            RULE,
            f"the agent {quoted(thing.id)} may take calls and not the tickets they make",
            linked.draft.span(thing, ("permissions",)),
            note="without tickets",
            hint="add tickets to the permissions",
        )
    elif may and agent.cti is None:
        yield found(
            RULE,
            f"the agent {quoted(thing.id)} may take calls, and the telephone system does not know who that is",
            linked.draft.span(thing, ("permissions",)),
            note="call is allowed here",
            hint='add  cti: {id: "2001", number: "07012345678"}',
        )
    elif agent.cti is not None and not may:
        yield found(
            RULE,
            f"the agent {quoted(thing.id)} has CTI data and may not take calls",
            linked.draft.span(thing, ("cti",), "key"),
            note="never used",
            hint="add call to the permissions, or delete cti:",
        )
