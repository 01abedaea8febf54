"""An Open API that is switched on and lets nobody in, or lists addresses and lets everybody in (NHN-010)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found
from compiler.link import Linked
from schemas.interfaces import OpenApi

RULE = Rule("FD740", "nobody-may-call", "warning")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """`open_api.yaml` of every brand: an empty list refuses every call."""
    for brand in linked.brands.values():
        for thing in brand.of("open_api").values():
            api: OpenApi = thing.value
            if api.enabled and not api.allowed_ips and not api.any_ip:
                yield found(
                    RULE,
                    "the Open API is switched on, and no address may call it",
                    linked.draft.span(thing, ("service_key",), "key"),
                    note="no allowed_ips: beside it",
                    hint="add  allowed_ips: [203.0.113.7],  any_ip: true  or  enabled: false",
                )
            elif api.enabled and api.allowed_ips and api.any_ip:
                yield found(
                    RULE,
                    "any_ip: true lets everybody in, whatever the list says",
                    linked.draft.span(thing, ("any_ip",)),
                    note="this counts",
                    labels=[Label(linked.draft.span(thing, ("allowed_ips",), "key"), "this does not")],
                    hint="leave one of them out",
                )
