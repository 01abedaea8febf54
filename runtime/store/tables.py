"""Every table of the store, in one place; migrations bring a database to this shape.

Moments are UTC. Every table that a request can name a row of has the brand in it, and queries ask for brand and id
together: an id alone opens nothing.
"""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.types import JSON

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata: Final = MetaData(naming_convention=NAMING)


class Moment(TypeDecorator[datetime]):
    """A moment with its zone: PostgreSQL keeps one, SQLite is given UTC and read as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without zone: it would mean another moment on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        if value is None:
            return None
        found: datetime = value
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _brand() -> Column[str]:
    return Column("brand", String(80), nullable=False)


def _ticket(*, nullable: bool = False) -> Column[str]:
    return Column("ticket_id", String(32), ForeignKey("tickets.id", ondelete="CASCADE"), nullable=nullable)


_SEQUENCE: Final = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite numbers rows by itself only in a column called INTEGER."""

tickets: Final = Table(
    "tickets",
    metadata,
    Column("id", String(32), primary_key=True),
    _brand(),
    Column("number", Integer, nullable=False),
    Column("portal", String(80), nullable=False),
    Column("language", String(10), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("inquiry_type", String(80), nullable=False),
    Column("status", String(80), nullable=False),
    Column("priority", String(80), nullable=False),
    Column("group_id", String(80)),
    Column("assignee", String(80)),
    Column("title", String(255)),
    Column("customer_name", String(255)),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("activity_at", Moment, nullable=False),
    Column("status_at", Moment, nullable=False),
    Column("customer_replied_at", Moment),
    Column("agent_replied_at", Moment),
    UniqueConstraint("brand", "number"),
    Index("ix_tickets_queue", "brand", "status", "updated_at"),
    Index("ix_tickets_types", "brand", "inquiry_type", "updated_at"),
)
"""What the desk sorts, filters and searches by; title and name are absent where their fields are encrypted."""

ticket_tags: Final = Table(
    "ticket_tags", metadata, _ticket(), Column("tag", String(80), nullable=False), UniqueConstraint("ticket_id", "tag")
)

answers: Final = Table(
    "answers",
    metadata,
    Column("ticket_id", String(32), ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True),
    Column("field", String(60), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("label", JSON, nullable=False),
    Column("content", JSON),
    Column("sealed", LargeBinary),
    Column("key_id", String(16)),
)
"""One answer each: `content` is `{"value": …, "shown": {language: words}}`, or `sealed` is that, encrypted.

Labels are kept as they were asked: a question that is removed later is still shown on the tickets that answered it.
"""

messages: Final = Table(
    "messages",
    metadata,
    Column("id", String(32), primary_key=True),
    _brand(),
    _ticket(),
    Column("at", Moment, nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("author", String(80)),
    Column("visible", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("ticket_id", "position"),
)
"""Replies and notes after the first words, which are the answer `content`. `kind`: customer, agent or note."""

events: Final = Table(
    "events",
    metadata,
    Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
    _brand(),
    Column("ticket_id", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    Column("event", String(30), nullable=False),
    Column("actor", String(10), nullable=False),
    Column("actor_id", String(80)),
    Column("root", String(71), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("trace", JSON, nullable=False),
    Index("ix_events_ticket", "ticket_id", "seq"),
    sqlite_autoincrement=True,
)
"""The event log, append-only: the database itself refuses to change or delete a row.

`facts` holds no free text and no personal field; `trace` says why each rule did or did not act.
"""

outbox: Final = Table(
    "outbox",
    metadata,
    Column("id", String(32), primary_key=True),
    _brand(),
    _ticket(),
    Column("event_seq", _SEQUENCE, nullable=False),
    Column("recipient", String(254), nullable=False),
    Column("plan", JSON, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("next_at", Moment),
    Column("done_at", Moment),
    Column("problem", Text),
    Index("ix_outbox_state", "state", "next_at"),
    Index("ix_outbox_ticket", "ticket_id"),
)
"""One mail to one recipient. `state`: waiting, sent or given_up; `recipient` is a kind such as `customer`."""

ticket_links: Final = Table(
    "ticket_links",
    metadata,
    Column("id", String(32), primary_key=True),
    _brand(),
    Column("portal", String(80), nullable=False),
    _ticket(),
    Column("recipient", String(254), nullable=False),
    Column("token_digest", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Index("ix_ticket_links_ticket", "ticket_id", "recipient"),
)
"""Links without sign-in; the token itself is computed from the id and a key, never stored."""

attachments: Final = Table(
    "attachments",
    metadata,
    Column("id", String(32), primary_key=True),
    _brand(),
    _ticket(),
    Column("message_id", String(32), ForeignKey("messages.id", ondelete="CASCADE")),
    Column("field", String(60)),
    Column("name", String(255), nullable=False),
    Column("media_type", String(127), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("digest", String(71), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_attachments_ticket", "ticket_id"),
)
"""Files whose bytes are durable already, filed under the attachment's random id."""

nonces: Final = Table(
    "nonces",
    metadata,
    Column("purpose", String(120), primary_key=True),
    Column("nonce", String(120), primary_key=True),
    Column("result", String(80), nullable=False),
    Column("at", Moment, nullable=False),
    Column("content", String(64)),
    Index("ix_nonces_at", "at"),
)
"""What a form sent once has led to, and what tells its content from others; the same sent twice leads to the same."""

numbers: Final = Table(
    "numbers", metadata, Column("brand", String(80), primary_key=True), Column("last", Integer, nullable=False)
)
"""The last ticket number of each brand."""

cursors: Final = Table(
    "cursors",
    metadata,
    Column("brand", String(80), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("position", String(200), nullable=False),
)
"""Where linear assignment stands."""

agent_passwords: Final = Table(
    "agent_passwords",
    metadata,
    Column("agent", String(80), primary_key=True),
    Column("hash", String(255), nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""By member id, without brand: a member is one person; what that person may open is each brand's `agents.yaml`."""

sessions: Final = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("agent", String(80), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index("ix_sessions_agent", "agent"),
)
"""Agents' sessions by the sha256 of the cookie's value; like passwords they are a person's, not a brand's."""

occurrences: Final = Table(
    "occurrences",
    metadata,
    Column("id", _SEQUENCE, primary_key=True, autoincrement=True),
    Column("kind", String(40), nullable=False),
    Column("key", String(128), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_occurrences_key", "kind", "key", "at"),
)
"""What caps count: failed sign-ins, inquiries of one customer, mails to one recipient. Keys are digests."""

article_feedback: Final = Table(
    "article_feedback",
    metadata,
    Column("id", String(32), primary_key=True),
    _brand(),
    Column("portal", String(80), nullable=False),
    Column("article", String(80), nullable=False),
    Column("language", String(10), nullable=False),
    Column("value", Integer, nullable=False),
    Column("reason", Text),
    Column("root", String(71), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_article_feedback_article", "brand", "article"),
)

standing: Final = Table(
    "standing",
    metadata,
    Column("ticket_id", String(32), ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True),
    Column("rule", String(200), primary_key=True),
)
"""Rules of passing time that held at the last look; they act again only after they have stopped holding."""

workers: Final = Table(
    "workers",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
)
"""Processes that perform effects, by their last sign of life."""

runtimes: Final = Table(
    "runtimes",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("wanted", String(71)),
    Column("active", String(71)),
    Column("sequence", Integer),
    Column("origin", String(10)),
    Column("activated_at", Moment),
    Column("fresh_until", Moment),
    Column("code", String(10)),
    Column("reason", Text),
    Column("place", Text),
    Column("canary", JSON),
)
"""Processes that serve portals, by their last report: what each was offered, what it serves, and why not the same."""

activations: Final = Table(
    "activations",
    metadata,
    Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
    Column("runtime", String(120), nullable=False),
    Column("at", Moment, nullable=False),
    Column("root", String(71), nullable=False),
    Column("before", String(71)),
    Column("sequence", Integer),
    Column("origin", String(10)),
    Column("provenance", JSON, nullable=False),
    Column("checks", JSON, nullable=False),
    Index("ix_activations_runtime", "runtime", "seq"),
)
"""The ledger: one row per machine and change of what it serves to everybody, whatever number of processes it has.

`provenance` is the record's: commit, change, who published it when, what reviewers saw; empty for a development bundle.
"""

parts: Final = Table(
    "parts", metadata, Column("name", String(40), primary_key=True), Column("version", String(40), nullable=False)
)
"""What else lives in this database, and the version it was prepared for: the tables of dbos."""
