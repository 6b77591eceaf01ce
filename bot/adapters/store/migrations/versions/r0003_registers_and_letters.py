"""registers that people read, to which entries are only added; and letters, remembered by their prints."""

import sqlalchemy as sa
from alembic import op

from bot.adapters.store.columns import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REFUSED = "an entry of a register is never changed: add another"


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "register_entry",
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("entered", UtcDateTime(), nullable=False),
        sa.Column("mail", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.Column("open_to", sa.JSON(), nullable=False),
        sa.Column("provided", sa.String(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("nth", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("key", name=op.f("uq_register_entry_key")),
    )
    with op.batch_alter_table("register_entry", schema=None) as batch_op:
        batch_op.create_index("ix_register_entry_register_at", ["register", "at"], unique=False)
    _only_added_to()
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("prints", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("message_id", name=op.f("uq_letter_message_id")),
    )
    op.create_table(
        "letter_paper",
        sa.Column("letter", sa.Integer(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("prints", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["letter"], ["letter.id"]),
        sa.PrimaryKeyConstraint("letter", "nth", name=op.f("pk_letter_paper")),
    )
    op.create_table(
        "letter_print",
        sa.Column("print", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("letter", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("print", "letter", name=op.f("pk_letter_print")),
        sqlite_with_rowid=False,
    )


def _only_added_to() -> None:
    """The database refuses to change an entry, or to take one away."""
    if op.get_context().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER register_entry_no_{act.lower()} BEFORE {act} ON register_entry "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION register_entry_refuses() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER register_entry_no_change BEFORE UPDATE OR DELETE ON register_entry "
        "FOR EACH ROW EXECUTE FUNCTION register_entry_refuses()"
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("letter_print")
    op.drop_table("letter_paper")
    op.drop_table("letter")
    op.drop_table("register_entry")
    if op.get_context().dialect.name != "sqlite":
        op.execute("DROP FUNCTION register_entry_refuses()")
