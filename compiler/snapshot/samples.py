"""What sample tickets cause: the rules that fire when one is created, how it looks afterwards, what is sent (FC-29).

Decided by the very function that decides for customers, and put into the words the receiver reads. Addresses and
numbers that only a running installation has stand in brackets.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from compiler.bundle import BrandBundle
from compiler.snapshot.html_text import html_lines
from compiler.snapshot.lines import Lines
from schemas.bundle import PortalContract
from schemas.filling import values_of
from schemas.placeholders import Escape, render
from schemas.samples import Fixture, ticket_of
from schemas.text import Localized, pick
from schemas.tracking import Project
from schemas.triggers.effects import (
    CallPlanned,
    ForwardPlanned,
    MailPlanned,
    NoteAdded,
    PostPlanned,
    Recipient,
    Replied,
    SmsPlanned,
)
from schemas.triggers.engine import Decision, decide
from schemas.triggers.facts import Facts
from schemas.triggers.reading import shown
from schemas.triggers.ruleset import rules_of
from schemas.triggers.ticket import ATTRIBUTES, TicketState, attribute_of

_LINKS = {
    "ticket.id": "[number]",
    "ticket.created_at": "[moment]",
    "ticket.link": "[link to the ticket]",
    "tracking.link": "[link to the tracking page]",
    "tracking.book": "[link to booking]",
    "satisfaction.link": "[link to the rating]",
    "appointment.date": "",
    "appointment.from": "",
    "appointment.to": "",
    "appointment.change_link": "[link to changing the appointment]",
    "portal.url": "[address of the portal]",
}


def write(lines: Lines, brand: BrandBundle, contract: PortalContract, language: str) -> None:
    """Every fixture whose ticket is this portal's, read in one language where it names none of its own."""
    mine = {name: one for name, one in brand.fixtures.items() if portal_of(brand, one) == contract.id}
    if not mine:
        return
    lines.section("Sample tickets and what they cause")
    rules, zone = rules_of(brand.desk), ZoneInfo(brand.brand.time_zone)
    now = datetime(2026, 3, 2, 9, 0, tzinfo=zone)  # a Monday morning: the same on every machine, on every day
    for name, sample in mine.items():
        own = sample.language or (sample.customer.language if sample.customer else None)
        said = sample if own else sample.model_copy(update={"language": language})
        ticket = ticket_of(said.model_copy(update={"portal": contract.id}), brand.desk, brand.brand, now)
        facts = Facts(now, rules.ground, new_text=ticket.content)
        decision = decide(rules, "created", ticket, facts, told_in_full=True)
        with lines.item(name, sample.title or ""):
            _fired(lines, decision)
            _state(lines, ticket, decision.ticket)
            _sent(lines, _Reader(brand, contract, decision.ticket, language), decision)


def portal_of(brand: BrandBundle, sample: Fixture) -> str:
    """The portal a sample's customer comes by: its own, its project's, or the brand's first."""
    if sample.portal is not None:
        return sample.portal
    projects = brand.settings.get("project")
    project = projects.objects.get(sample.project or "") if projects is not None else None
    if isinstance(project, Project):
        return project.portal
    return next(iter(brand.portals), "")


def _fired(lines: Lines, decision: Decision) -> None:
    for rule in decision.trace.fired:
        lines.fact("fires", rule)
    if not decision.trace.fired:
        lines.nothing("(no rule fires)")


def _state(lines: Lines, before: TicketState, after: TicketState) -> None:
    """What the rules made of the ticket."""
    rows = [("status", before.status, after.status), ("group", before.group, after.group)]
    rows.append(("agent", before.agent, after.agent))
    rows += [(name.replace("_", " "), attribute_of(before, name), attribute_of(after, name)) for name in ATTRIBUTES]
    for label, stood, stands in rows:
        if stood != stands:
            lines.fact(f"{label} becomes", stands or "nobody" if label in ("group", "agent") else stands or "nothing")
    for tag in sorted({*after.tags} - {*before.tags}):
        lines.fact("is tagged", tag)
    for tag in sorted({*before.tags} - {*after.tags}):
        lines.fact("loses the tag", tag)
    for code, value in sorted(after.fields.items()):
        if before.fields.get(code) != value:
            lines.fact(f"the field {code} becomes", str(shown(value)))


class _Reader:
    """Texts with their placeholders filled, for one who reads a language."""

    def __init__(self, brand: BrandBundle, contract: PortalContract, ticket: TicketState, language: str) -> None:
        self.brand = brand
        self.ticket = ticket
        self.language = language
        self._contract = contract

    def reads(self, one: Recipient) -> str:
        """The language of somebody's mail."""
        return self.ticket.language if one.kind == "customer" else self.brand.brand.default_language

    def of(self, text: Localized, escape: Escape, *, for_customer: bool) -> str:
        """A text as it is read: by the customer in the ticket's language, by others in the brand's."""
        default = self.brand.brand.default_language
        language = self.ticket.language if for_customer else default
        return render(pick(text, language, default), self._values(language), escape)

    def _values(self, language: str) -> Mapping[str, str]:
        brand, default = self.brand.brand, self.brand.brand.default_language
        company = self._contract.footer.company
        named = {
            "portal.name": pick(self._contract.name, language, default),
            "company.name": pick(company.name if company else brand.name, language, default),
            "message.text": self.ticket.content,
            "message.author": self.ticket.customer.name,
        }
        return {**_LINKS, **named, **values_of(self.brand.desk, brand, self.ticket, language)}

    def message(self, name: str | None, key: str) -> Localized:
        """The words of a message; none where there is no such message."""
        message = self.brand.desk.messages.get(name or "")
        words: Localized = getattr(message, key) if message is not None else {}
        return words


def _sent(lines: Lines, reader: _Reader, decision: Decision) -> None:
    for effect in decision.effects:
        match effect:
            case MailPlanned():
                _mail(lines, reader, effect)
            case SmsPlanned():
                words = effect.text if effect.text is not None else reader.message(effect.message, "sms")
                with lines.item("text message", remark=effect.rule):
                    for person, text in _read(reader, effect.to, words, "text"):
                        lines.fact(f"to {person}", text)
            case Replied():
                words = effect.text if effect.text is not None else reader.message(effect.message, "body")
                with lines.item("reply to the customer", remark=effect.rule):
                    for line in html_lines(reader.of(words, "html", for_customer=True)):
                        lines.fact("text", line)
            case NoteAdded():
                for_customer = effect.visible_to == "customer"
                with lines.item(f"note for {'the customer' if for_customer else 'agents'}", remark=effect.rule):
                    lines.fact("text", reader.of(effect.text, "text", for_customer=for_customer))
            case ForwardPlanned():
                with lines.item("forwarded", remark=effect.rule):
                    for one in effect.to:
                        lines.fact("to", _who(one))
            case CallPlanned():
                with lines.item(f"call by {effect.method}", remark=effect.rule):
                    lines.fact("address", effect.url.value or f"as the environment says: {effect.url.binding}")
                    body = {} if effect.body is None else effect.body
                    lines.fact_if("body", reader.of(body, "text", for_customer=False) if body else None)
            case PostPlanned():
                with lines.item(f"words for the Dooray room {effect.hook}", remark=effect.rule):
                    lines.fact("text", reader.of(effect.text, "text", for_customer=False))
            case _:
                continue


def _mail(lines: Lines, reader: _Reader, mail: MailPlanned) -> None:
    """One mail, its words once for each language that somebody reads it in."""
    subject = mail.subject if mail.subject is not None else reader.message(mail.message, "subject")
    body = mail.body if mail.body is not None else reader.message(mail.message, "body")
    with lines.item("mail", remark=mail.rule):
        lines.fact_if("from", mail.account)
        for key, people in (("to", mail.to), ("cc", mail.cc), ("bcc", mail.bcc)):
            for one in people:
                lines.fact(key, _who(one))
        readers = {reader.reads(one): one.kind == "customer" for one in mail.recipients}
        for language, for_customer in sorted(readers.items()):
            which = f" in {language}" if len(readers) > 1 else ""
            lines.fact(f"subject{which}", reader.of(subject, "subject", for_customer=for_customer))
            for line in html_lines(reader.of(body, "html", for_customer=for_customer)):
                lines.fact(f"text{which}", line)
        for why in mail.left_out:
            lines.fact("left out", why)


def _read(
    reader: _Reader, people: tuple[Recipient, ...], words: Localized, escape: Escape
) -> Iterator[tuple[str, str]]:
    for one in people:
        yield _who(one), reader.of(words, escape, for_customer=one.kind == "customer")


def _who(one: Recipient) -> str:
    match one.kind:
        case "customer":
            return f"the customer <{one.address}>"
        case "agent":
            return f"agent {one.agent} <{one.address}>"
        case _:
            return one.address
