"""Sitting at the desk: spans, what followed from them, and what the companion of each computer remembers."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_span",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("computer", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("begin_at", sa.DateTime(), nullable=False),
        sa.Column("end_at", sa.DateTime(), nullable=False),
        sa.Column("utc_offset_min", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_span")),
        sa.UniqueConstraint("computer", "begin_at", name=op.f("uq_desk_span_computer_begin_at")),
        sa.CheckConstraint("kind IN ('sat', 'stood', 'call', 'away', 'unknown')", name=op.f("ck_desk_span_kind")),
    )
    op.create_index(op.f("ix_desk_span_begin_at"), "desk_span", ["begin_at"])
    op.create_table(
        "desk_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("computer", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("utc_offset_min", sa.Integer(), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_event")),
    )
    op.create_index(op.f("ix_desk_event_at"), "desk_event", ["at"])
    op.create_table(
        "desk_memory",
        sa.Column("computer", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("utc_offset_min", sa.Integer(), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("computer", name=op.f("pk_desk_memory")),
    )


def downgrade() -> None:
    raise RuntimeError("a journal only moves forward; the copy made before the upgrade is the way back")
