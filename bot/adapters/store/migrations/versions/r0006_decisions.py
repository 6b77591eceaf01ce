"""decisions of officers, each with its history."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "decision",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_table(
        "decision_mail",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["decision"], ["decision.id"]),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_decision_mail")),
    )
    with op.batch_alter_table("decision_mail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_mail_decision"), ["decision"], unique=False)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("decision_mail", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_mail_decision"))
    op.drop_table("decision_mail")
    op.drop_table("decision")
