"""An open portal without all it needs (OQ-39): name, logo, favicon and footer text. Colours: `missing_color`."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Label, Rule, found, quoted
from compiler.link import Linked
from schemas.portal import Portal

RULE = Rule("FD601", "portal-not-ready", may_lower=True)


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Portals that are enabled too early; one finding names everything that is missing."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            missing = tuple(_missing(thing.value))
            if thing.value.enabled and missing:
                yield found(
                    RULE,
                    f"the portal {quoted(thing.id)} is open without {' and '.join(name for name, _ in missing)}",
                    linked.draft.span(thing, ("enabled",)),
                    note="open because of this",
                    labels=[
                        Label(linked.draft.span(thing, (name,), "key"), "this is not enough")
                        for name in ("profile", "footer")
                        if _is_written(linked, thing.file, name) and any(name == part for _, part in missing)
                    ],
                    hint="write  profile: {name: …, logo: assets/…, favicon: assets/…}  and  footer: {text: …}",
                )


def _missing(portal: Portal) -> Iterator[tuple[str, str]]:
    """What is missing, and the key it belongs to."""
    profile = portal.profile
    if profile is None:
        yield "a profile", "profile"
    else:
        if profile.logo is None:
            yield "a logo", "profile"
        if profile.favicon is None:
            yield "a favicon", "profile"
    if portal.footer.text is None:
        yield "a footer text", "footer"


def _is_written(linked: Linked, file: str, key: str) -> bool:
    return key in linked.draft.documents.parsed[file].value
