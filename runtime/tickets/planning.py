"""Mail that will be sent: one outbox row for each recipient, its job enqueued in the same transaction.

Everyone gets a mail of their own, copies included, because the link in it is theirs alone and nobody is to learn who
else was told. The words are taken from the release that decided; their placeholders are filled when the mail is sent,
so that no personal data waits in the outbox.
"""

from collections.abc import Mapping
from typing import Any

from runtime.store.tables import outbox
from runtime.tickets.links import link_for
from runtime.tickets.work import Work, new_id
from schemas.text import Localized, pick
from schemas.triggers.effects import MailPlanned, Recipient
from schemas.triggers.ticket import TicketState


def plan_mail(work: Work, ticket: TicketState, mail: MailPlanned, seq: int, message_id: str | None) -> None:
    """Plan what a rule wants sent. `message_id` is the message that caused it, if one did."""
    subject, body = _text(work, mail)
    known: set[str] = set()
    for recipient in (*mail.to, *mail.cc, *mail.bcc):
        address = recipient.address.casefold()
        if address in known:
            continue
        known.add(address)
        default = work.brand.contract.default_language
        language = ticket.language if recipient.kind == "customer" else default
        plan = {
            "kind": "message",
            "rule": mail.rule,
            "language": language,
            "subject": pick(subject, language, default),
            "body": pick(body, language, default),
            "message": message_id,
        }
        _put(work, ticket, recipient, plan, seq)


def plan_answer(work: Work, ticket: TicketState, message_id: str, seq: int) -> None:
    """Plan the mail that brings an agent's answer to the customer."""
    plan = {"kind": "answer", "language": ticket.language, "message": message_id}
    _put(work, ticket, Recipient("customer", ticket.customer.email), plan, seq)


def _text(work: Work, mail: MailPlanned) -> tuple[Localized, Localized]:
    if mail.message is not None:
        message = work.desk.messages[mail.message]
        return message.subject, message.body
    return mail.subject or {}, mail.body or {}


def _put(work: Work, ticket: TicketState, recipient: Recipient, plan: Mapping[str, Any], seq: int) -> None:
    link = link_for(work, ticket.id, ticket.portal) if recipient.kind == "customer" else None
    name = new_id()
    work.connection.execute(
        outbox.insert(),
        {
            "id": name,
            "brand": work.brand.id,
            "ticket_id": ticket.id,
            "event_seq": seq,
            "recipient": _kind(recipient),
            "plan": {**plan, "link": link},
            "state": "waiting",
            "attempts": 0,
            "created_at": work.now,
            "next_at": work.now,
        },
    )
    work.services.effects.enqueue(work.connection, name)


def _kind(recipient: Recipient) -> str:
    """Who a mail is for, without the customer's address: that is looked up when the mail is sent."""
    if recipient.kind == "customer":
        return "customer"
    return f"agent:{recipient.agent}" if recipient.agent else recipient.address
