"""Talks, people's days, and what Trellis says of them by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("cycle_members", sa.Column("joined_on", sa.Date(), nullable=True))
    op.add_column("assessments", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_people_workspace_id_id", "people", ["workspace_id", "id"], unique=False)
    _create_people_s_days()
    _create_talks()
    _create_nudges()


def _create_people_s_days() -> None:
    op.create_table(
        "preferences",
        *_stamps(),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("working_days", sa.String(), nullable=False),
        sa.Column("works_from", sa.Integer(), nullable=False),
        sa.Column("works_until", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("muted_cycle", sa.String(), nullable=True),
        sa.Column("opted_out", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_preferences"),
        sa.ForeignKeyConstraint(["muted_cycle"], ["cycles.id"], name="fk_preferences_muted_cycle"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_preferences_person_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_preferences_workspace_id"),
    )
    op.create_table(
        "leaves",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_leaves"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_leaves_person_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_leaves_workspace_id"),
    )
    op.create_index("ix_leaves_workspace_id_person_id", "leaves", ["workspace_id", "person_id"], unique=False)


def _create_talks() -> None:
    op.create_table(
        "talks",
        *_stamps(),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("coach_id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_by", sa.String(), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("passed_on_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("went_without", sa.Boolean(), nullable=False),
        sa.Column("checked_in", sa.String(), nullable=False),
        sa.Column("leave_id", sa.String(), nullable=True),
        sa.Column("leave_first", sa.Date(), nullable=True),
        sa.Column("leave_last", sa.Date(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("window_start", sa.Date(), nullable=True),
        sa.Column("window_end", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("had", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("cycle_id", "coach_id", name="pk_talks"),
        sa.ForeignKeyConstraint(["coach_id"], ["people.id"], name="fk_talks_coach_id"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name="fk_talks_cycle_id"),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name="fk_talks_set_by"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_talks_workspace_id"),
    )
    op.create_index("ix_talks_workspace_id_coach_id", "talks", ["workspace_id", "coach_id"], unique=False)
    op.create_table(
        "snoozes",
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("coach_id", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("cycle_id", "coach_id", "task", name="pk_snoozes"),
        sa.ForeignKeyConstraint(["coach_id"], ["people.id"], name="fk_snoozes_coach_id"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name="fk_snoozes_cycle_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_snoozes_workspace_id"),
    )
    op.create_index("ix_snoozes_workspace_id_coach_id", "snoozes", ["workspace_id", "coach_id"], unique=False)


def _create_nudges() -> None:
    op.create_table(
        "agendas",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("person_id", name="pk_agendas"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_agendas_person_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_agendas_workspace_id"),
    )
    op.create_index("ix_agendas_workspace_id_due_at", "agendas", ["workspace_id", "due_at"], unique=False)
    op.create_table(
        "nudges",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("recipient_id", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=True),
        sa.Column("coach_id", sa.String(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("talk_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fate", sa.String(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("message_id", "place", name="pk_nudges"),
        sa.ForeignKeyConstraint(["coach_id"], ["people.id"], name="fk_nudges_coach_id"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name="fk_nudges_cycle_id"),
        sa.ForeignKeyConstraint(["message_id"], ["outbox.id"], name="fk_nudges_message_id"),
        sa.ForeignKeyConstraint(["recipient_id"], ["people.id"], name="fk_nudges_recipient_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_nudges_workspace_id"),
    )
    by_recipient = ["workspace_id", "recipient_id", "day"]
    op.create_index("ix_nudges_workspace_id_recipient_id_day", "nudges", by_recipient, unique=False)


def _stamps() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    ]
