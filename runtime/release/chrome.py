"""The frame around every page of a portal in one language: navigation, footer, tokens.

Built once per portal and language; what changes from page to page is added by `runtime.release.render`.
"""

import re
from dataclasses import dataclass

from markupsafe import Markup

from runtime.release.facts import Reader
from schemas.bundle import Link

_BACKGROUND = re.compile(r"--color-background:(#[0-9a-f]{6})")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the navigation; its words are a system code."""

    code: str
    address: str
    icon: str


@dataclass(frozen=True, slots=True)
class Way:
    """A link with words; `outside` says that it leaves this portal."""

    label: str
    address: str
    outside: bool


@dataclass(frozen=True, slots=True)
class Company:
    """What the footer says of the company."""

    name: str
    lines: tuple[str, ...]
    links: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Footer:
    """The bottom of every page."""

    text: Markup
    links: tuple[Way, ...]
    dropdown: tuple[Way, ...]
    company: Company | None


@dataclass(frozen=True, slots=True)
class ThemeColor:
    """The page's ground in both modes, for the browser's own frame."""

    light: str
    dark: str


def navigation(reader: Reader) -> tuple[Entry, ...]:
    """What the header links to: only what the portal shows."""
    portal, shown, base = reader.place.portal, reader.shown, reader.addresses.base
    if not portal.show.navigation:
        return ()
    entries = []
    if shown.faq:
        entries.append(Entry("header.faq", f"{base}/faq", "question"))
    if portal.show.notices:
        entries.append(Entry("header.notices", f"{base}/notices", "notice"))
    if portal.show.inquiries:
        entries.append(Entry("header.ask", f"{base}/ask", "chat"))
    return tuple(entries)


def footer(reader: Reader) -> Footer:
    """Text, links, company and drop-down; links that lead nowhere here are left out."""
    facts = reader.place.portal.footer
    company = facts.company if reader.place.portal.show.company_info else None
    return Footer(
        text=Markup(reader.addresses.in_body(reader.say(facts.html))),  # noqa: S704  sanitised by the compiler
        links=_ways(reader, facts.links),
        dropdown=_ways(reader, facts.dropdown),
        company=Company(
            name=reader.say(company.name),
            lines=tuple(
                filter(None, (reader.say(company.address), company.registration or "", company.trademark or ""))
            ),
            links=_ways(reader, company.links),
        )
        if company
        else None,
    )


def buttons(reader: Reader) -> tuple[Way, ...]:
    """The buttons of the home page."""
    return _ways(reader, reader.place.portal.buttons)


def _ways(reader: Reader, links: tuple[Link, ...]) -> tuple[Way, ...]:
    found = ((link, reader.addresses.of_link(link)) for link in links)
    return tuple(
        Way(reader.say(link.label), address, link.article is None and link.portal is None)
        for link, address in found
        if address is not None
    )


def theme_color(token_sheet: str) -> ThemeColor:
    """The grounds a token sheet names: light first, dark second."""
    light, dark = (*_BACKGROUND.findall(token_sheet), "#ffffff", "#ffffff")[:2]
    return ThemeColor(light, dark)
