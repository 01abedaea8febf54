"""What tells the content of a form that was sent from what the same form says when it is sent again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("nonces") as table:
        table.add_column(sa.Column("content", sa.String(length=64)))
        # The id of a brand has up to 80 letters.
        table.alter_column("purpose", type_=sa.String(length=120), existing_type=sa.String(60), existing_nullable=False)
