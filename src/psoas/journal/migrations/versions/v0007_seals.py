"""A checksum for every row, and a place for what cannot be read. `journal/seals.py` fills and guards them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seal",
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("crc", sa.Integer()),
        sa.PrimaryKeyConstraint("table_name", "row_id", name=op.f("pk_seal")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_seal_crc"), "seal", ["crc"], sqlite_where=sa.text("crc IS NULL"))
    op.create_table(
        "set_aside",
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "row_id", name=op.f("pk_set_aside")),
    )


def downgrade() -> None:
    raise RuntimeError("a journal only moves forward; the copy made before the upgrade is the way back")
