"""What a repetition asked of the working hip, as the load model has it from what was seen."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rep", sa.Column("work_j", sa.Float()))
    op.add_column("rep", sa.Column("peak_nm", sa.Float()))


def downgrade() -> None:
    raise RuntimeError("a journal only moves forward; the copy made before the upgrade is the way back")
