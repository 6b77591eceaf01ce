"""findings: what was found wrong with a mail that was sent, and what became of it."""

import sqlalchemy as sa
from alembic import op

from bot.adapters.store.columns import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "finding",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("mail", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sent", UtcDateTime(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_finding")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_mail"), ["mail"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_sent"), ["sent"], unique=False)


def downgrade() -> None:
    """Back."""
    op.drop_table("finding")
