"""Two domains of the organisation with the same host (NHN-005): portals at one would lie at the other, too."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import ORGANIZATION, Linked
from compiler.shape import Object

RULE = Rule("FD757", "domain-host-twice")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Hosts of all domains, once for each environment."""
    reported: set[str] = set()
    for environment in linked.environments or ("",):
        values = linked.values(environment, ORGANIZATION)
        first: dict[str, Object] = {}
        for name, thing in linked.organization.get("domain", {}).items():
            host = thing.value.host.resolve(values) or f"{{binding: {thing.value.host.binding}}}"
            seen = first.setdefault(host, thing)
            if seen is not thing and name not in reported:
                reported.add(name)
                yield found(
                    RULE,
                    f"the domains {quoted(seen.id)} and {quoted(name)} have the same host",
                    linked.draft.span(thing, ("host",)),
                    note=f"also {host}",
                    labels=[Label(linked.draft.span(seen, ("host",)), "first here")],
                    hint="give one of them another host, or let portals use the same domain",
                )
