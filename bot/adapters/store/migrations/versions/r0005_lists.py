"""what is on which list that goes round."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "listed",
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("duty", name=op.f("pk_listed")),
    )
    with op.batch_alter_table("listed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listed_list"), ["list"], unique=False)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("listed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listed_list"))
    op.drop_table("listed")
