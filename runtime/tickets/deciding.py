"""What the rules say to an event, carried out: state, notes, planned mail, trace and event log.

The decision itself is `schemas.triggers.engine`; here it is given what is true and obeyed, inside the transaction that
makes the event.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, assert_never

from sqlalchemy import delete, func, insert, select

from runtime.store.tables import cursors, events, messages, standing
from runtime.tickets.planning import plan_mail
from runtime.tickets.state import save_state
from runtime.tickets.words import note_words
from runtime.tickets.work import Work, new_id
from schemas.triggers.effects import (
    Assigned,
    CallPlanned,
    FieldSet,
    ForwardPlanned,
    MailPlanned,
    NoteAdded,
    PostPlanned,
    Replied,
    SmsPlanned,
    StatusSet,
    Tagged,
)
from schemas.triggers.engine import Decision, decide
from schemas.triggers.facts import ActorKind, Facts
from schemas.triggers.rule import Event
from schemas.triggers.ticket import TicketState
from schemas.triggers.trace import as_data

_NOBODYS_WORDS: Final = frozenset(
    {"radio", "checkbox", "dropdown", "number", "agree", "date", "datetime", "date_period", "datetime_period"}
)
"""Types whose answers are chosen rather than written."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What happened, and who did it."""

    event: Event
    actor: ActorKind
    actor_id: str = ""
    new_text: str = ""
    message_id: str | None = None
    """The message that brought the words; none for the first ones."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision and whether it differs from what is so already."""

    decision: Decision
    is_news: bool


def settle(work: Work, stored: TicketState, ticket: TicketState, occasion: Occasion, *, is_new: bool = False) -> int:
    """Let the rules have their say about an event and write down everything; the event's place in the log.

    `stored` is what the rows say, `ticket` what the event has made of it, before any rule.
    """
    decision = weigh(work, ticket, occasion, None if is_new else stored).decision
    save_state(work, stored, decision.ticket)
    _move_cursors(work, decision)
    seq = _log(work, stored, ticket.id, occasion, decision)
    for effect in decision.effects:
        match effect:
            case NoteAdded():
                visible = effect.visible_to == "customer"
                add_message(work, ticket.id, "note", None, note_words(work, decision.ticket, effect), visible=visible)
            case MailPlanned():
                plan_mail(work, decision.ticket, effect, seq, occasion.message_id)
            case Assigned() | FieldSet() | StatusSet() | Tagged():
                pass  # in `decision.ticket` already
            case Replied() | SmsPlanned() | ForwardPlanned() | CallPlanned() | PostPlanned():
                pass  # nothing carries these out yet; the trace says what was asked for
            case _:
                assert_never(effect)
    if occasion.event == "time_passed":
        stand(work, ticket.id, decision)
    return seq


@dataclass(frozen=True, slots=True)
class Held:
    """What rules remember from one look to the next, read for many tickets at once."""

    cursors: Mapping[str, str]
    standing: Mapping[str, frozenset[str]]
    """By ticket, the rules of passing time that held at the last look."""


def held_for(work: Work, ids: Collection[str]) -> Held:
    """What rules remember of these tickets."""
    found: dict[str, set[str]] = {}
    for row in work.connection.execute(select(standing).where(standing.c.ticket_id.in_(ids))):
        found.setdefault(row.ticket_id, set()).add(row.rule)
    return Held(_cursors(work), {ticket_id: frozenset(rules) for ticket_id, rules in found.items()})


def weigh(
    work: Work, ticket: TicketState, occasion: Occasion, before: TicketState | None = None, held: Held | None = None
) -> Outcome:
    """What the rules say to an event; nothing is written. `held` is read where it is not given."""
    passing = occasion.event == "time_passed"
    held = held or (held_for(work, (ticket.id,)) if passing else Held(_cursors(work), {}))
    stood = held.standing.get(ticket.id, frozenset()) if passing else frozenset()
    facts = Facts(
        now=work.local_now,
        ground=work.brand.rules.ground,
        before=before,
        new_text=occasion.new_text,
        actor=occasion.actor,
        actor_id=occasion.actor_id,
        cursors=held.cursors,
        standing=stood,
    )
    decision = decide(work.brand.rules, occasion.event, ticket, facts)
    return Outcome(decision, bool(decision.effects) or decision.standing != stood)


def add_message(
    work: Work, ticket_id: str, kind: str, author: str | None, text: str, *, visible: bool, name: str | None = None
) -> None:
    """Put words at the end of a ticket's thread, under the id `name` or a new one."""
    last = work.connection.execute(
        select(func.max(messages.c.position)).where(messages.c.ticket_id == ticket_id)
    ).scalar()
    work.connection.execute(
        messages.insert(),
        {
            "id": name or new_id(),
            "brand": work.brand.id,
            "ticket_id": ticket_id,
            "at": work.now,
            "position": (last or 0) + 1,
            "kind": kind,
            "author": author,
            "visible": visible,
            "text": text,
        },
    )


def _cursors(work: Work) -> dict[str, str]:
    rows = work.connection.execute(select(cursors.c.name, cursors.c.position).where(cursors.c.brand == work.brand.id))
    return {row.name: row.position for row in rows}


def _move_cursors(work: Work, decision: Decision) -> None:
    for name, position in decision.cursor_moves.items():
        place = (cursors.c.brand == work.brand.id) & (cursors.c.name == name)
        if work.connection.execute(cursors.update().where(place).values(position=position)).rowcount == 0:
            work.connection.execute(cursors.insert(), {"brand": work.brand.id, "name": name, "position": position})


def _log(work: Work, stored: TicketState, ticket_id: str, occasion: Occasion, decision: Decision) -> int:
    row = {
        "brand": work.brand.id,
        "ticket_id": ticket_id,
        "at": work.now,
        "event": occasion.event,
        "actor": occasion.actor,
        "actor_id": occasion.actor_id or None,
        "root": work.release.root_digest,
        "facts": {"before": _impersonal(work, stored), "after": _impersonal(work, decision.ticket)},
        "trace": as_data(decision.trace),
    }
    return int(work.connection.execute(insert(events).returning(events.c.seq), row).scalar_one())


def _impersonal(work: Work, ticket: TicketState) -> dict[str, Any]:
    """What may stay in the log for ever: choices and numbers, nobody's own words and nothing personal."""
    fields = work.desk.fields
    return {
        "status": ticket.status,
        "priority": ticket.priority,
        "inquiry_type": ticket.inquiry_type,
        "group": ticket.group,
        "agent": ticket.agent,
        "channel": ticket.channel,
        "portal": ticket.portal,
        "language": ticket.language,
        "tags": list(ticket.tags),
        "fields": {
            code: list(value) if isinstance(value, tuple) else value
            for code, value in ticket.fields.items()
            if code in fields and fields[code].personal is None and fields[code].type in _NOBODYS_WORDS
        },
    }


def stand(work: Work, ticket_id: str, decision: Decision) -> None:
    """Note which rules of passing time hold now: they act again only after they have stopped holding."""
    work.connection.execute(delete(standing).where(standing.c.ticket_id == ticket_id))
    if decision.standing:
        rows = [{"ticket_id": ticket_id, "rule": rule} for rule in sorted(decision.standing)]
        work.connection.execute(insert(standing), rows)
