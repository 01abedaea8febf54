"""A call that comes back to us: to a portal of our own, or answered by a change that fires the trigger again."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.errands import Deed, deeds, required_values
from compiler.link import Linked
from compiler.shape import Object
from schemas.triggers.actions.webhook import Webhook

RULE = Rule("FD529", "call-to-ourselves", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Webhooks to hosts of portals; and, where the Open API is open, those on `changed` that do not leave `api` out."""
    hosts = dict(hosts_of_portals(linked))
    for deed in deeds(linked, only_enabled=True):
        if not isinstance(deed.action, Webhook):
            continue
        span = linked.draft.span(deed.thing, (*deed.path, "url"))
        for address in _addresses(linked, deed, deed.action):
            portal = hosts.get(urlsplit(address).hostname or "")
            if portal is not None:
                yield found(
                    RULE,
                    f"{address} is a portal of our own",
                    span,
                    note="a call to ourselves",
                    labels=[Label(linked.draft.span(portal, ("address",)), f"the portal {quoted(portal.id)}")],
                    hint="call the other system; what a ticket needs of us a trigger can do itself",
                )
                break
        else:
            yield from _answered(linked, deed)


def hosts_of_portals(linked: Linked) -> Iterator[tuple[str, Object]]:
    """The hosts of portals in every environment."""
    for brand in linked.brands.values():
        values = [environment.get(brand.id, {}) for environment in linked.environments.values()] or [{}]
        for thing in brand.of("portal").values():
            host = thing.value.address.host
            for bindings in values if host is not None else ():
                name = host.resolve(bindings)
                if name:
                    yield name, thing


def called_hosts(linked: Linked) -> Iterator[str]:
    """The hosts that triggers call, in every environment."""
    for deed in deeds(linked, only_enabled=True):
        if isinstance(deed.action, Webhook):
            yield from (urlsplit(address).hostname or "" for address in _addresses(linked, deed, deed.action))


def _addresses(linked: Linked, deed: Deed, action: Webhook) -> Iterator[str]:
    values = [environment.get(deed.brand.id, {}) for environment in linked.environments.values()] or [{}]
    for bindings in values:
        address = action.url.resolve(bindings)
        if address:
            yield address


def _answered(linked: Linked, deed: Deed) -> Iterator[Diagnostic]:
    api = deed.brand.of("open_api").get("")
    if api is None or "changed" not in deed.trigger.events or not _may_be_api(deed):
        return
    yield found(
        RULE,
        "whoever is called may change the ticket through the Open API, which fires this trigger again: "
        "a ticket changed by actor api",
        linked.draft.span(deed.thing, (*deed.path, "do")),
        note="may go round in circles",
        labels=[Label(linked.draft.span(api, ("service_key",), "key"), "the Open API is open here")],
        hint="add  {if: actor, is_not: api}",
    )


def _may_be_api(deed: Deed) -> bool:
    named = required_values(deed.required, "actor")
    if named is not None:
        return "api" in named
    return not any(one.target == "actor" and one.negated and "api" in one.operands for one in deed.required)
