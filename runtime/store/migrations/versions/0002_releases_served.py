"""What each machine serves, and since when: reports of runtimes and the ledger of activations."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)
SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _runtimes()
    _activations()


def _runtimes() -> None:
    op.create_table(
        "runtimes",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("wanted", sa.String(length=71)),
        sa.Column("active", sa.String(length=71)),
        sa.Column("sequence", sa.Integer()),
        sa.Column("origin", sa.String(length=10)),
        sa.Column("activated_at", MOMENT),
        sa.Column("fresh_until", MOMENT),
        sa.Column("code", sa.String(length=10)),
        sa.Column("reason", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("canary", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="pk_runtimes"),
    )


def _activations() -> None:
    op.create_table(
        "activations",
        sa.Column("seq", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("runtime", sa.String(length=120), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("root", sa.String(length=71), nullable=False),
        sa.Column("before", sa.String(length=71)),
        sa.Column("sequence", sa.Integer()),
        sa.Column("origin", sa.String(length=10)),
        sa.Column("provenance", sa.JSON(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_activations"),
    )
    op.create_index("ix_activations_runtime", "activations", ["runtime", "seq"])
