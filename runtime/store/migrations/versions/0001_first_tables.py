"""The first tables, and the event log's refusal to forget."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)
SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

SQLITE_APPEND_ONLY = """
CREATE TRIGGER events_no_{verb} BEFORE {verb} ON events
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END
"""
POSTGRESQL_REFUSAL = """
CREATE FUNCTION events_append_only() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION 'the event log is append-only'; END $$
"""
POSTGRESQL_APPEND_ONLY = """
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
FOR EACH STATEMENT EXECUTE FUNCTION events_append_only()
"""


def upgrade() -> None:
    _create_tables()
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(SQLITE_APPEND_ONLY.format(verb=verb))
    else:
        op.execute(POSTGRESQL_REFUSAL)
        op.execute(POSTGRESQL_APPEND_ONLY)


def _create_tables() -> None:
    _agent_passwords()
    _article_feedback()
    _cursors()
    _events()
    _nonces()
    _numbers()
    _occurrences()
    _parts()
    _sessions()
    _tickets()
    _workers()
    _answers()
    _messages()
    _outbox()
    _standing()
    _ticket_links()
    _ticket_tags()
    _attachments()


def _agent_passwords() -> None:
    op.create_table(
        "agent_passwords",
        sa.Column("agent", sa.String(length=80), nullable=False),
        sa.Column("hash", sa.String(length=255), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("agent", name="pk_agent_passwords"),
    )


def _article_feedback() -> None:
    op.create_table(
        "article_feedback",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("portal", sa.String(length=80), nullable=False),
        sa.Column("article", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("root", sa.String(length=71), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article_feedback"),
    )
    op.create_index("ix_article_feedback_article", "article_feedback", ["brand", "article"], unique=False)


def _cursors() -> None:
    op.create_table(
        "cursors",
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("brand", "name", name="pk_cursors"),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("seq", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("ticket_id", sa.String(length=32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("event", sa.String(length=30), nullable=False),
        sa.Column("actor", sa.String(length=10), nullable=False),
        sa.Column("actor_id", sa.String(length=80), nullable=True),
        sa.Column("root", sa.String(length=71), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("trace", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_ticket", "events", ["ticket_id", "seq"], unique=False)


def _nonces() -> None:
    op.create_table(
        "nonces",
        sa.Column("purpose", sa.String(length=60), nullable=False),
        sa.Column("nonce", sa.String(length=120), nullable=False),
        sa.Column("result", sa.String(length=80), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("purpose", "nonce", name="pk_nonces"),
    )
    op.create_index("ix_nonces_at", "nonces", ["at"], unique=False)


def _numbers() -> None:
    op.create_table(
        "numbers",
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("brand", name="pk_numbers"),
    )


def _occurrences() -> None:
    op.create_table(
        "occurrences",
        sa.Column("id", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_occurrences"),
    )
    op.create_index("ix_occurrences_key", "occurrences", ["kind", "key", "at"], unique=False)


def _parts() -> None:
    op.create_table(
        "parts",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_parts"),
    )


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("agent", sa.String(length=80), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_sessions"),
    )
    op.create_index("ix_sessions_agent", "sessions", ["agent"], unique=False)


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("portal", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("inquiry_type", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=80), nullable=False),
        sa.Column("priority", sa.String(length=80), nullable=False),
        sa.Column("group_id", sa.String(length=80), nullable=True),
        sa.Column("assignee", sa.String(length=80), nullable=True),
        sa.Column("title", sa.String(length=255), nullable=True),
        sa.Column("customer_name", sa.String(length=255), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("activity_at", MOMENT, nullable=False),
        sa.Column("status_at", MOMENT, nullable=False),
        sa.Column("customer_replied_at", MOMENT, nullable=True),
        sa.Column("agent_replied_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
        sa.UniqueConstraint("brand", "number", name="uq_tickets_brand_number"),
    )
    op.create_index("ix_tickets_queue", "tickets", ["brand", "status", "updated_at"], unique=False)
    op.create_index("ix_tickets_types", "tickets", ["brand", "inquiry_type", "updated_at"], unique=False)


def _workers() -> None:
    op.create_table(
        "workers",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workers"),
    )


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("ticket_id", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("key_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_answers_ticket_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ticket_id", "field", name="pk_answers"),
    )


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("ticket_id", sa.String(length=32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=True),
        sa.Column("visible", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_messages_ticket_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("ticket_id", "position", name="uq_messages_ticket_id_position"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("ticket_id", sa.String(length=32), nullable=False),
        sa.Column("event_seq", SEQUENCE, nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("next_at", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_outbox_ticket_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_state", "outbox", ["state", "next_at"], unique=False)
    op.create_index("ix_outbox_ticket", "outbox", ["ticket_id"], unique=False)


def _standing() -> None:
    op.create_table(
        "standing",
        sa.Column("ticket_id", sa.String(length=32), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_standing_ticket_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ticket_id", "rule", name="pk_standing"),
    )


def _ticket_links() -> None:
    op.create_table(
        "ticket_links",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("portal", sa.String(length=80), nullable=False),
        sa.Column("ticket_id", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ticket_links_ticket_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_links"),
        sa.UniqueConstraint("token_digest", name="uq_ticket_links_token_digest"),
    )
    op.create_index("ix_ticket_links_ticket", "ticket_links", ["ticket_id", "recipient"], unique=False)


def _ticket_tags() -> None:
    op.create_table(
        "ticket_tags",
        sa.Column("ticket_id", sa.String(length=32), nullable=False),
        sa.Column("tag", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ticket_tags_ticket_id", ondelete="CASCADE"),
        sa.UniqueConstraint("ticket_id", "tag", name="uq_ticket_tags_ticket_id_tag"),
    )


def _attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("brand", sa.String(length=80), nullable=False),
        sa.Column("ticket_id", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=True),
        sa.Column("field", sa.String(length=60), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=127), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=71), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_attachments_message_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_attachments_ticket_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
    )
    op.create_index("ix_attachments_ticket", "attachments", ["ticket_id"], unique=False)
