"""what is asked often: held mails, kept bodies and letters sent lately are found by an index."""

import sqlalchemy as sa
from alembic import op

from bot.adapters.store.columns import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SETTLED = "settled:"


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("settled", UtcDateTime(), nullable=True))
        batch_op.create_index("ix_mail_held", ["disposition", "settled", "received"], unique=False)
        batch_op.create_index("ix_mail_bodies", ["erased", "decided"], unique=False)
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_state"))
        batch_op.create_index("ix_outbox_state_changed", ["state", "changed"], unique=False)

    # Until now a word told that a person had looked at a held mail.
    mail = sa.table("mail", sa.column("key"), sa.column("settled", UtcDateTime()))
    word = sa.table("setting", sa.column("name"), sa.column("changed", UtcDateTime()))
    said = sa.select(word.c.changed).where(word.c.name == SETTLED + mail.c.key).scalar_subquery()
    op.execute(sa.update(mail).values(settled=said))
    op.execute(sa.delete(word).where(word.c.name.startswith(SETTLED)))


def downgrade() -> None:
    """Back."""
    mail = sa.table("mail", sa.column("key"), sa.column("settled", UtcDateTime()))
    word = sa.table("setting", sa.column("name"), sa.column("value"), sa.column("changed", UtcDateTime()))
    settled = sa.select(SETTLED + mail.c.key, sa.literal("evenhand"), mail.c.settled).where(mail.c.settled.is_not(None))
    op.execute(sa.insert(word).from_select(["name", "value", "changed"], settled))
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_state_changed")
        batch_op.create_index(batch_op.f("ix_outbox_state"), ["state"], unique=False)
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_index("ix_mail_bodies")
        batch_op.drop_index("ix_mail_held")
    op.drop_column("mail", "settled")
