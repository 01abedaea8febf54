"""A link in the footer or the drop-down that leads to two places, or to none (OQ-48 to OQ-51)."""

from collections.abc import Iterator

from compiler.diagnostic import Diagnostic, Rule, found, quoted
from compiler.link import Linked
from compiler.mismatch import opening
from compiler.shape import Object
from compiler.span import Path
from schemas.portal import DropdownEntry, FooterLink

RULE = Rule("FD621", "link-without-one-target")


def check(linked: Linked) -> Iterator[Diagnostic]:
    """Links of portals and of the organisation."""
    for brand in linked.brands.values():
        for thing in brand.of("portal").values():
            footer = thing.value.footer
            for index, link in enumerate(footer.links):
                yield from _look(linked, thing, ("footer", "links", index), link)
            for index, entry in enumerate(footer.dropdown):
                yield from _look(linked, thing, ("footer", "dropdown", index), entry)
    company = linked.organization.get("company_info", {}).get("")
    if company is not None:
        for index, link in enumerate(company.value.links):
            yield from _look(linked, company, ("links", index), link)


def _look(linked: Linked, thing: Object, path: Path, link: FooterLink | DropdownEntry) -> Iterator[Diagnostic]:
    other = "article" if isinstance(link, FooterLink) else "portal"
    both = (link.url is not None) + (getattr(link, other) is not None)
    if both == 1:
        return
    place = opening(linked.draft.span(thing, path)) if both == 0 else linked.draft.span(thing, (*path, other), "key")
    yield found(
        RULE,
        f"the link {quoted(link.id)} leads to {'two places' if both else 'no place'}",
        place,
        note="this link",
        hint=f"write either  url: or  {other}:",
    )
