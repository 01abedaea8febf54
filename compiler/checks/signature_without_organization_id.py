"""An Open API whose calls cannot be signed: the organisation's id is part of each signature (NHN-008)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found
from compiler.link import ORGANIZATION, Linked

RULE = Rule("FD751", "signature-without-organization-id")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Open APIs that are switched on, where `organization.yaml` has no `api_id`."""
    if linked.draft.is_poisoned("organization", ORGANIZATION, ""):
        return
    organization = linked.organization.get("organization", {}).get("")
    if organization is not None and organization.value.api_id is not None:
        return
    for brand in linked.brands.values():
        for thing in brand.of("open_api").values():
            if thing.value.enabled:
                yield found(
                    RULE,
                    "calls of the Open API are signed with the organisation's id, and there is none",
                    linked.draft.span(thing, ("service_key",), "key"),
                    note="signed with this and with api_id",
                    hint="add  api_id: acme01  to brands/_organization/organization.yaml; it never changes",
                )
