"""Who may come in and how, what they do with tickets here, what they agree to, and menus that lead out."""

from collections.abc import Mapping
from typing import Final

from compiler.bundle import BrandBundle
from compiler.snapshot.html_text import html_lines
from compiler.snapshot.lines import Lines
from compiler.snapshot.rules import Wording
from schemas.access import SIGNED_IN, AccessMode, OidcSignOn, SignOn
from schemas.bundle import ConsentFacts, PortalContract
from schemas.customers import AccessGroup
from schemas.interfaces import ExternalMenu, Parameter

MODES: Final[Mapping[AccessMode, str]] = {
    "public": "everybody",
    "member_interlink": "members of another site, which tells us who they are",
    "registration": "customers with an account of this portal and a password",
    "magic_link": "customers who open a link that they get by mail",
    "sso": "customers whom a provider knows (single sign-on)",
    "ticket_link": "whoever has the link of a ticket, to that ticket",
}
_ASKED: Final = {
    "registration": "when somebody registers",
    "inquiry": "with each inquiry",
    "chat": "when a chat begins",
    "booking": "when an appointment is booked",
}


def write(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """What holds at the door; nothing for a portal that is open to everybody and asks for no consent."""
    said = Wording(brand, language)
    if contract.access != "public":
        _access(lines, said, contract)
    _tickets(lines, said, contract)
    _consents(lines, said, contract)
    _menus(lines, said)


def _access(lines: Lines, said: Wording, contract: PortalContract) -> None:
    access, mode = contract.entry, contract.access
    lines.section("Coming in")
    lines.fact("who", MODES[mode])
    if mode == "ticket_link":
        lines.fact("a link opens its ticket for", access.lifetime)
        return
    lines.fact("search engines", "are told to list nothing of this portal")
    if mode != "member_interlink":
        _members(lines, said, contract)
    if mode == "registration":
        _passwords(lines, contract)
    if mode == "magic_link" or access.magic_link is not None:
        lifetime = access.magic_link.lifetime if access.magic_link else "15m"
        beside = " beside the password" if mode == "registration" else ""
        lines.fact(f"a link by mail{beside}", f"works once, within {lifetime}")
    if mode == "sso" and access.sso is not None:
        _provider(lines, access.sso)
    lines.fact("signed out after", f"{access.idle_timeout} without a request")


def _members(lines: Lines, said: Wording, contract: PortalContract) -> None:
    access = contract.entry
    for name in access.access_groups or ():
        settings = said.brand.settings.get("access_group")
        group = settings.objects.get(name) if settings else None
        if isinstance(group, AccessGroup):
            _group(lines, said, name, group)
    if not access.access_groups:
        lines.fact("access group", "none: any customer")
    if contract.access in ("registration", "magic_link"):
        lines.fact("strangers may register themselves", "yes" if access.self_registration else "no")
        no_mail = "not sent: the domain is the vendor's"
        sent = f"message {access.mails.invitation}" if access.mails.invitation else "in words of our own"
        lines.fact("invitation by mail", no_mail if contract.domain == "system" else sent)


def _group(lines: Lines, said: Wording, name: str, group: AccessGroup) -> None:
    with lines.item(f"access group {name}", said.text(group.name)):
        if group.when is not None:
            for line in said.conditions(group.when):
                lines.fact("in it is whoever fits", line)
        if group.customers:
            lines.fact("in it is", "whoever is listed; agents' text says who")
        if group.when is None and not group.customers:
            lines.fact("in it is", "whoever is added while the portal runs")


def _passwords(lines: Lines, contract: PortalContract) -> None:
    rules, reset = contract.entry.password_rules, contract.entry.mails.reset
    lines.fact("a password has", "eight characters of three kinds, ten of two, or twelve; no name, row or repetition")
    if rules.min_length > 8:
        lines.fact("and at least", f"{rules.min_length} characters")
    if rules.classes is not None:
        lines.fact("and at least", f"{rules.classes} kinds of small letters, capitals, digits and signs")
    lines.fact("a forgotten password", f"message {reset}" if reset else "in words of our own")


def _provider(lines: Lines, sso: SignOn) -> None:
    where = sso.issuer if isinstance(sso, OidcSignOn) else sso.metadata
    named = where.value or f"as the environment says: {where.binding}"
    lines.fact("provider", f"{sso.protocol}, {named}")
    lines.fact("we are known there as", sso.client_id if isinstance(sso, OidcSignOn) else sso.audience)
    for name, attribute in sso.attributes.items():
        lines.fact(f"{name} is taken from", attribute)


def _tickets(lines: Lines, said: Wording, contract: PortalContract) -> None:
    tickets = contract.tickets
    signed_in = contract.access in SIGNED_IN
    if (
        not signed_in
        and tickets.inbox is None
        and tickets.inquiry_types is None
        and tickets.reply
        and tickets.attachments
    ):
        return
    lines.section("Tickets here")
    lines.fact_if("new ones land in", tickets.inbox and f"the inbox {tickets.inbox}")
    for name in tickets.inquiry_types or ():
        lines.fact("offered", name)
    if signed_in:
        _list(lines, said, contract)
    lines.fact("customers may answer", "yes" if tickets.reply else "no")
    lines.fact("customers may send files", "yes" if tickets.attachments else "no")


def _list(lines: Lines, said: Wording, contract: PortalContract) -> None:
    tickets = contract.tickets
    own = "their own"
    lines.fact("customers see", own if tickets.visible == "own" else f"{own} and those of their company")
    if tickets.visible == "company" and tickets.company_when is not None:
        for line in said.conditions(tickets.company_when):
            lines.fact("those of their company only if", line)
    for name in tickets.list.columns:
        lines.fact("column", name)
    for name in tickets.list.progress or ():
        lines.fact("only tickets at", name)
    for name in tickets.list.filters:
        lines.fact("filter", name)
    lines.fact("order", f"by {tickets.list.sort.by}, {tickets.list.sort.order.replace('_', ' ')}")
    for name in tickets.detail:
        lines.fact("shown with a ticket", name)


def _consents(lines: Lines, said: Wording, contract: PortalContract) -> None:
    if not contract.consents:
        return
    lines.section("Consents")
    for consent in contract.consents:
        _consent(lines, said, consent)


def _consent(lines: Lines, said: Wording, consent: ConsentFacts) -> None:
    needed = "required" if consent.required else "may be refused"
    with lines.item(consent.id, said.say(consent.purpose), f"version {consent.version}, {needed}"):
        for moment in consent.ask:
            lines.fact("asked", _ASKED[moment])
        for line in html_lines(said.say(consent.html)):
            lines.fact("text", line)
        lines.fact("beside the box", said.say(consent.sentence))
        if consent.keep_seconds is not None:
            lines.fact("kept for", f"{consent.keep_seconds // 86_400:,} days")


def _menus(lines: Lines, said: Wording) -> None:
    settings = said.brand.settings.get("external_menu")
    menus = [menu for menu in settings.objects.values() if isinstance(menu, ExternalMenu)] if settings else []
    if not menus:
        return
    lines.section("Menus that lead out")
    for menu in menus:
        with lines.item(menu.id, said.text(menu.name), "" if menu.enabled else "switched off"):
            lines.fact("leads to", menu.url)
            for device in menu.open_on:
                lines.fact("shown on", {"pc": "computers", "mobile": "telephones"}[device])
            for one in menu.params:
                lines.fact("hands over", _parameter(one))


def _parameter(one: Parameter) -> str:
    return f"{one.name} = {one.value}" if one.from_ is None else f"{one.name}, taken from {one.from_}"
