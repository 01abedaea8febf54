"""A portal's address, look, header, footer and what it shows."""

import re

from compiler.bundle import Bundle
from compiler.snapshot import entrance
from compiler.snapshot.html_text import html_lines
from compiler.snapshot.lines import Lines
from schemas.bundle import Asset, Link, PortalContract
from schemas.text import Localized, pick

_TOKEN = re.compile(r"--color-([a-z]+(?:-[a-z]+)*):\s*([^;}]+)")

_SHOWN = {
    "knowledge_base": "knowledge base",
    "faq": "FAQ",
    "notices": "notices",
    "inquiries": "inquiries",
    "chat": "chat",
    "navigation": "navigation",
    "company_info": "company information",
}


def write(lines: Lines, bundle: Bundle, contract: PortalContract, language: str, tokens: str) -> None:
    """Everything about the portal but its content; `tokens` is its style sheet of colours."""
    _address(lines, bundle, contract, language)
    _look(lines, contract, language)
    _colours(lines, tokens)
    _footer(lines, contract, language)
    _shown(lines, contract)


def yes(value: bool) -> str:
    """`yes` or `no`."""
    return "yes" if value else "no"


def _address(lines: Lines, bundle: Bundle, contract: PortalContract, language: str) -> None:
    lines.section("Address")
    lines.fact("open", yes(contract.enabled) if contract.enabled else "no: visitors are told that it is closed")
    for environment, values in sorted(bundle.environments.items()):
        host = contract.host.resolve(values.get(contract.brand, {}))
        address = f"{host}{contract.path.rstrip('/')}/{language}/" if host else "not served: no host is given"
        lines.fact(f"in {environment}", address)
    lines.fact("default language", contract.default_language)
    for other in contract.languages:
        lines.item(f"language {other}")
    lines.fact_if("also found at", contract.foreign_path)
    lines.fact("who may come in", entrance.MODES[contract.access])


def _look(lines: Lines, contract: PortalContract, language: str) -> None:
    lines.section("Look")
    lines.fact("name", _say(contract, contract.name, language))
    if contract.logo is not None:
        lines.fact("logo", f"{_picture(contract.logo)}, at the top {contract.logo_side}")
    if contract.favicon is not None:
        lines.fact("favicon", _picture(contract.favicon))
    if contract.image is not None:
        lines.fact("picture", _picture(contract.image))
        lines.fact("picture in words", _say(contract, contract.image_alt, language))
    lines.fact_if("theme", contract.theme)
    if contract.mobile_theme != contract.theme:
        lines.fact_if("theme on small screens", contract.mobile_theme)
    for button in contract.buttons:
        lines.fact(f"button {button.id}", _link(contract, button, language))


def _colours(lines: Lines, tokens: str) -> None:
    """Every colour a page is drawn with, in light mode and, where it differs, in dark mode."""
    lines.section("Colours")
    found: dict[str, list[str]] = {}
    for name, value in _TOKEN.findall(tokens):
        found.setdefault(name, []).append(value)
    for name, values in sorted(found.items()):
        shown = list(dict.fromkeys(values))
        lines.fact(name, f"{shown[0]}, in dark mode {shown[1]}" if len(shown) > 1 else shown[0])
    if not found:
        lines.nothing()


def _footer(lines: Lines, contract: PortalContract, language: str) -> None:
    footer = contract.footer
    lines.section("Footer")
    for line in html_lines(_say(contract, footer.html, language)):
        lines.fact("text", line)
    for link in footer.links:
        lines.fact(f"link {link.id}", _link(contract, link, language))
    for link in footer.dropdown:
        lines.fact(f"drop-down {link.id}", _link(contract, link, language))
    company = footer.company
    if company is not None and contract.show.company_info:
        lines.fact("company", _say(contract, company.name, language))
        lines.fact_if("company address", _say(contract, company.address, language))
        lines.fact_if("company registration", company.registration)
        lines.fact_if("company trade mark", company.trademark)
        for link in company.links:
            lines.fact(f"company link {link.id}", _link(contract, link, language))


def _shown(lines: Lines, contract: PortalContract) -> None:
    lines.section("Shown")
    for name, value in contract.show.model_dump().items():
        lines.fact(_SHOWN.get(name, name.replace("_", " ")), yes(value))
    stars = contract.feedback.stars
    reason = ", with a reason" if contract.feedback.reason else ""
    lines.fact("articles are rated", f"by {stars} stars{reason}" if stars else f"by thumbs{reason}")
    lines.fact("text missing in a language", _MISSING.get(contract.translations.missing, contract.translations.missing))
    lines.fact("text older than its original", _STALE.get(contract.translations.stale, contract.translations.stale))


_MISSING = {
    "fallback": "shown in the default language",
    "hide": "not shown",
    "warn": "shown in the default language, with a warning to authors",
    "block": "refused at build",
}
_STALE = {
    "warn": "shown, with a remark",
    "hide": "not shown",
    "fallback": "shown in the default language",
    "block": "refused at build",
}


def _say(contract: PortalContract, text: Localized, language: str) -> str:
    return pick(text, language, contract.default_language)


def _picture(asset: Asset) -> str:
    size = f", {asset.width} × {asset.height} pixels" if asset.width else ""
    return f"{asset.path}{size}, file {asset.digest[7:15]}"


def _link(contract: PortalContract, link: Link, language: str) -> str:
    words = _say(contract, link.label, language)
    if link.article is not None:
        return f"{words} → article {link.article}"
    if link.portal is not None:
        closed = "" if link.portal.enabled else ", which is closed"
        return f"{words} → portal {link.portal.brand}/{link.portal.portal}{closed}"
    return f"{words} → {link.url or 'nowhere'}"
