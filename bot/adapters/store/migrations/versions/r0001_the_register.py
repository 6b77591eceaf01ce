"""the register."""

import sqlalchemy as sa
from alembic import op

from bot.adapters.store.columns import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "case",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("opened", UtcDateTime(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_changed"), ["changed"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_group"), ["group"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("message_id", "by", "topic", name=op.f("uq_consent_message_id_by_topic")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_by"), ["by"], unique=False)

    op.create_table(
        "duty",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due", UtcDateTime(), nullable=True),
        sa.Column("release_at", UtcDateTime(), nullable=True),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_duty")),
    )
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_case"), ["case"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_due"), ["due"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_state"), ["state"], unique=False)

    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("database", sa.String(), nullable=False),
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("home", sa.String(), nullable=False),
        sa.Column("frozen_because", sa.String(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
    )
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=True),
        sa.Column("salt", sa.String(), nullable=True),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
        sa.UniqueConstraint("hash", name=op.f("uq_journal_hash")),
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_about"), ["about"], unique=False)

    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
    )
    op.create_table(
        "local_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_choice")),
        sa.UniqueConstraint("duty", "words", name=op.f("uq_local_choice_duty_words")),
    )
    op.create_table(
        "mail",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("arrival_id", sa.String(), nullable=False),
        sa.Column("received", UtcDateTime(), nullable=False),
        sa.Column("recorded", UtcDateTime(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("bcc", sa.JSON(), nullable=False),
        sa.Column("decided", UtcDateTime(), nullable=True),
        sa.Column("disposition", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("retention", sa.String(), nullable=False),
        sa.Column("erased", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_mail")),
    )
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.create_index("ix_mail_message_id", ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mail_received"), ["received"], unique=False)
        batch_op.create_index("ix_mail_undecided", ["decided", "received"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("release_at", UtcDateTime(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_duty"), ["duty"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_release_at"), ["release_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_state"), ["state"], unique=False)

    op.create_table(
        "period",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("done", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("job", "period", name=op.f("pk_period")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("changed", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "case_mail",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("case", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case"],
            ["case.id"],
        ),
        sa.PrimaryKeyConstraint("message_id", "case", name=op.f("pk_case_mail")),
    )
    op.create_table(
        "copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("arrival_id", sa.String(), nullable=False),
        sa.Column("mail", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail"],
            ["mail.key"],
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy")),
        sa.UniqueConstraint("mailbox", "arrival_id", name=op.f("uq_copy_mailbox_arrival_id")),
    )
    with op.batch_alter_table("copy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_mail"), ["mail"], unique=False)

    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail", sa.String(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=True),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail"],
            ["mail.key"],
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("mail", "nth", name=op.f("uq_item_mail_nth")),
    )
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_kind"), ["kind"], unique=False)

    # The chain begins here; entries lock this row while they are added.
    op.execute("INSERT INTO journal_head (id, seq, hash) VALUES (1, 0, '')")


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_kind"))

    op.drop_table("item")
    with op.batch_alter_table("copy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_copy_mail"))

    op.drop_table("copy")
    op.drop_table("case_mail")
    op.drop_table("setting")
    op.drop_table("period")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_state"))
        batch_op.drop_index(batch_op.f("ix_outbox_release_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_message_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_duty"))

    op.drop_table("outbox")
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_index("ix_mail_undecided")
        batch_op.drop_index(batch_op.f("ix_mail_received"))
        batch_op.drop_index("ix_mail_message_id")

    op.drop_table("mail")
    op.drop_table("local_choice")
    op.drop_table("journal_head")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_about"))

    op.drop_table("journal")
    op.drop_table("identity")
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duty_state"))
        batch_op.drop_index(batch_op.f("ix_duty_due"))
        batch_op.drop_index(batch_op.f("ix_duty_case"))

    op.drop_table("duty")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_by"))

    op.drop_table("consent")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_group"))
        batch_op.drop_index(batch_op.f("ix_case_changed"))

    op.drop_table("case")
