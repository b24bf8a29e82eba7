"""The first journal: sessions, sets, repetitions, cues."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("utc_offset_min", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("exercise_id", sa.String(), nullable=False),
        sa.Column("level", sa.Integer()),
        sa.Column("band", sa.Boolean(), nullable=False),
        sa.Column("counting", sa.String(), nullable=False),
        sa.Column("sets", sa.Integer(), nullable=False),
        sa.Column("reps_per_side", sa.Integer(), nullable=False),
        sa.Column("rest_s", sa.Float(), nullable=False),
        sa.Column("countdown_s", sa.Float(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint("counting IN ('camera', 'hand', 'paced')", name=op.f("ck_session_counting")),
        sa.CheckConstraint("state IN ('running', 'done', 'stopped')", name=op.f("ck_session_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_session_started_at"), "session", ["started_at"])
    op.create_index(op.f("ix_session_state"), "session", ["state"])
    op.create_table(
        "session_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_s", sa.Float(), nullable=False),
        sa.Column("ended_s", sa.Float()),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_set_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_set")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_session_set_session_id_number")),
    )
    op.create_table(
        "rep",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("set_number", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("counted_by", sa.String(), nullable=False),
        sa.Column("end_s", sa.Float(), nullable=False),
        sa.Column("start_s", sa.Float()),
        sa.Column("peak_s", sa.Float()),
        sa.Column("peak_hip_deg", sa.Float()),
        sa.Column("range_deg", sa.Float()),
        sa.Column("out_s", sa.Float()),
        sa.Column("hold_s", sa.Float()),
        sa.Column("back_s", sa.Float()),
        sa.Column("trust", sa.Float()),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("short", sa.Boolean(), nullable=False),
        sa.Column("removed_s", sa.Float()),
        sa.CheckConstraint("side IN ('left', 'right')", name=op.f("ck_rep_side")),
        sa.CheckConstraint("counted_by IN ('camera', 'hand', 'pace')", name=op.f("ck_rep_counted_by")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_rep_session_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["session_id", "set_number"],
            ["session_set.session_id", "session_set.number"],
            name="fk_rep_set",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rep")),
        sa.UniqueConstraint("session_id", "event", name=op.f("uq_rep_session_id_event")),
    )
    op.create_table(
        "cue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("set_number", sa.Integer(), nullable=False),
        sa.Column("t", sa.Float(), nullable=False),
        sa.Column("cue_id", sa.String(), nullable=False),
        sa.Column("say", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_cue_session_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cue")),
        sa.UniqueConstraint("session_id", "event", name=op.f("uq_cue_session_id_event")),
    )


def downgrade() -> None:
    raise RuntimeError("a journal only moves forward; the copy made before the upgrade is the way back")
