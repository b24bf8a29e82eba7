"""When an entry or a whole session was taken back. Its row stays."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("session", sa.Column("taken_back_at", sa.DateTime()))
    op.add_column("told", sa.Column("taken_back_at", sa.DateTime()))


def downgrade() -> None:
    raise RuntimeError("a journal only moves forward; the copy made before the upgrade is the way back")
