"""A planned mail put into words, at the moment it is sent.

Which mail there is to send is `runtime.tickets.planning`; how it travels is `runtime.channels.email`. Whatever a
stranger typed is escaped here for where it goes; a body an admin wrote is HTML that the compiler has sanitised.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from sqlalchemy import Connection, Row, select

from runtime.channels.email import Letter
from runtime.i18n import Interface
from runtime.release.acting import Acting
from runtime.release.build import origin
from runtime.release.contents import BrandContents, Release
from runtime.services import Services
from runtime.store.tables import messages, ticket_tags
from runtime.tickets.links import token_of
from runtime.tickets.sealed import Sealer, UnreadableError
from runtime.tickets.state import StoredAnswer, answers_of, load_row, state_of
from runtime.tickets.words import link_address, place_of, values
from schemas.bundle import DeskContract, SenderFacts
from schemas.names import bcp47
from schemas.placeholders import one_line, render
from schemas.text import pick
from schemas.triggers.ticket import TicketState


class UndeliverableError(Exception):
    """A mail that nobody can be sent any more; the message says why, for an operator."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter and the account it goes out from."""

    letter: Letter
    sender: SenderFacts
    brand: BrandContents


def write(connection: Connection, services: Services, acting: Acting, row: Row[Any]) -> Draft:
    """The letter of an outbox row, in the words of the release that the ticket's portal is served from.

    `UndeliverableError` where ticket, brand or recipient are gone, `UnreadableError` where the address cannot be read.
    """
    ticket_row = load_row(connection, row.brand, row.ticket_id)
    release = acting.of(row.brand, ticket_row.portal) if ticket_row is not None else acting.stable
    brand = release.brands.get(row.brand)
    if brand is None or ticket_row is None:
        raise UndeliverableError("the ticket or its brand is gone")
    given = answers_of(connection, Sealer(services.secret_key), row.ticket_id)
    tags = connection.execute(select(ticket_tags.c.tag).where(ticket_tags.c.ticket_id == row.ticket_id)).scalars()
    ticket = state_of(ticket_row, given, tuple(tags), ())
    plan, language = row.plan, row.plan["language"]
    filled = values(release, brand, ticket, ticket_row.number, language, services.settings)
    filled |= _message(connection, brand.desk, ticket, plan["message"])
    filled["ticket.link"] = filled["tracking.link"] = _link(services, release, ticket, row, language)
    subject, body = _answer(brand, ticket, filled, language) if plan["kind"] == "answer" else _planned(plan, filled)
    sender = brand.desk.sender
    letter = Letter(
        message_id=f"<{row.id}@{sender.address.partition('@')[2]}>",
        thread=f"<ticket-{row.ticket_id}@{sender.address.partition('@')[2]}>",
        sender_name=pick(sender.name, language, brand.contract.default_language),
        sender=sender.address,
        recipient=_address(brand.desk, given, row.recipient),
        subject=one_line(subject),
        html=_page(body, language, subject),
        text=as_text(body),
        at=row.created_at,
    )
    return Draft(letter, sender, brand)


def _address(desk: DeskContract, given: Mapping[str, StoredAnswer], recipient: str) -> str:
    if recipient == "customer":
        email = given.get("email")
        if email is not None and email.unreadable:
            raise UnreadableError("the customer's address is encrypted with another key")
        if email is None or not isinstance(email.value, str) or not email.value:
            raise UndeliverableError("the customer gave no address")
        return email.value
    if recipient.startswith("agent:"):
        agent = desk.agents.get(recipient.removeprefix("agent:"))
        if agent is None:
            raise UndeliverableError(f"{recipient} is no agent of this desk any more")
        return agent.email
    return recipient


def _link(services: Services, release: Release, ticket: TicketState, row: Row[Any], language: str) -> str:
    """The recipient's own way to the ticket: the customer's link, or the desk for everyone else."""
    place = place_of(release, row.brand, ticket.portal)
    if place is None:
        return ""
    if row.plan["link"]:
        return link_address(place, services.settings, language, token_of(services.secret_key, row.plan["link"]))
    desk = services.settings.desk_host or place.host
    return f"{origin(services.settings, desk)}/desk/{row.brand}/tickets/{ticket.id}"


def _message(connection: Connection, desk: DeskContract, ticket: TicketState, message_id: str | None) -> dict[str, str]:
    if message_id is None:
        return {"message.text": ticket.content, "message.author": ticket.customer.name}
    row = connection.execute(select(messages).where(messages.c.id == message_id)).one()
    agent = desk.agents.get(row.author or "")
    author = ticket.customer.name if row.kind == "customer" else agent.name if agent else ""
    return {"message.text": row.text, "message.author": author}


def _planned(plan: Mapping[str, Any], filled: Mapping[str, str]) -> tuple[str, str]:
    return render(plan["subject"], filled, "subject"), render(plan["body"], filled, "html")


def _answer(brand: BrandContents, ticket: TicketState, filled: Mapping[str, str], language: str) -> tuple[str, str]:
    """The mail that brings an agent's answer, in the interface's words."""
    say = Interface(language, brand.desk.wording)
    name = filled["customer.name"]
    # Fixed words and a number: nobody verified the address, so the mail's subject is not the customer's to choose.
    subject = say("mail.answer.subject", number=filled["ticket.id"])
    greeting = say("mail.answer.greeting", name=name) if name else say("mail.answer.greeting.unnamed")
    signature = filled["agent.signature"] or filled["group.signature"] or filled["brand.name"]
    link = html.escape(filled["ticket.link"])
    parts = [
        f"<p>{_lines(greeting)}</p>",
        f"<p>{_lines(say('mail.answer.intro'))}</p>",
        f"<blockquote>{_lines(filled['message.text'])}</blockquote>",
        f"<p>{_lines(signature)}</p>",
        f'<p>{_lines(say("mail.answer.link"))}<br>\n<a href="{link}">{link}</a></p>' if link else "",
        f"<p><small>{_lines(say('mail.answer.private'))}</small></p>" if link else "",
    ]
    return subject, "\n".join(filter(None, parts))


def _lines(words: str) -> str:
    return html.escape(words).replace("\n", "<br>\n")


def _page(body: str, language: str, title: str) -> str:
    """A body as a whole HTML mail; its few rules go into the tags, because mail programs ignore style sheets."""
    import css_inline

    document = (
        f'<!doctype html><html lang="{bcp47(language)}"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><main>{body}</main></body></html>"
    )
    return css_inline.inline(document, load_remote_stylesheets=False)


_STYLE = (
    "body{margin:0;padding:24px;background:#f5f5f4;color:#292524;"
    "font:16px/1.6 system-ui,-apple-system,'Apple SD Gothic Neo','Malgun Gothic',sans-serif}"
    "main{display:block;max-width:600px;margin:0 auto;padding:24px;background:#fff;border-radius:8px}"
    "blockquote{margin:16px 0;padding:8px 16px;border-left:4px solid #d6d3d1}"
    "a{color:#1d4ed8}small{color:#57534e}"
)


def as_text(body: str) -> str:
    """An HTML body as plain text: paragraphs apart, list items marked, links followed by their address."""
    reader = _Text()
    reader.feed(body)
    reader.close()
    lines = (re.sub(r"[ \t\r\f\v]+", " ", line).strip() for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


class _Text(HTMLParser):
    """Collects the words of a body as lines."""

    BLOCKS = frozenset({"p", "div", "ul", "ol", "blockquote", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._address = ""
        self._words = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Begin a block, a line or a link."""
        if tag in self.BLOCKS:
            self.parts.append("\n\n")
        elif tag in {"br", "tr"}:
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag == "a":
            self._address, self._words = dict(attributes).get("href") or "", len(self.parts)

    def handle_endtag(self, tag: str) -> None:
        """End a block, or a link with its address where the words are not the address already."""
        if tag in self.BLOCKS:
            self.parts.append("\n\n")
        elif tag == "a" and self._address:
            if "".join(self.parts[self._words :]).strip() != self._address:
                self.parts.append(f" ({self._address})")
            self._address = ""

    def handle_data(self, data: str) -> None:
        """Words; line ends in the source are blanks."""
        self.parts.append(data.replace("\n", " "))
