"""What tells the content of a form that was sent from what the same form says when it is sent again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("nonces", sa.Column("content", sa.String(length=64)))
