"""A way to come in that leads nowhere: single sign-on without a provider, members of a site nobody has described."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked, LinkedBrand
from schemas.portal import Portal

RULE = Rule("FD669", "access-setting-missing")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Portals with the modes `sso` and `member_interlink`."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            missing = _missing(linked, brand, thing.value)
            if missing is None:
                continue
            message, hint = missing
            yield found(
                RULE,
                f"nobody can come into the portal {quoted(thing.id)}: {message}",
                linked.draft.span(thing, ("access", "mode")),
                note="because of this mode",
                hint=hint,
            )


def _missing(linked: Linked, brand: LinkedBrand, portal: Portal) -> tuple[str, str] | None:
    match portal.access.mode:
        case "sso" if portal.access.sso is None:
            return "no provider is named", "add  sso: {protocol: oidc, …}  or  sso: {protocol: saml, …}"
        case "member_interlink" if not linked.draft.has_poisoned("member_interlink", brand.id):
            interlink = brand.of("member_interlink").get("")
            if interlink is None:
                return "the members' site is not described", "add member_interlink.yaml to the brand"
            if not interlink.value.enabled:
                return "the members' site is switched off", "leave out  enabled: false  in member_interlink.yaml"
    return None
