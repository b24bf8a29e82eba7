"""The field's word for how far a repetition can be believed: confidence, which was called trust."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE rep RENAME COLUMN trust TO confidence")


def downgrade() -> None:
    raise RuntimeError("a journal only moves forward; the copy made before the upgrade is the way back")
