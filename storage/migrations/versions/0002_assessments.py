"""Framework versions, cycles with their cohorts, assessments with their answers, and evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _create_framework_versions()
    _create_cycles()
    _create_cycle_members()
    _create_assessments()
    _create_answers()
    _create_evidence()


def _create_framework_versions() -> None:
    op.create_table(
        "framework_versions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("semver", sa.String(), nullable=False),
        sa.Column("yaml", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_framework_versions"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_framework_versions_workspace_id"),
        sa.UniqueConstraint("workspace_id", "semver", name="uq_framework_versions_workspace_id_semver"),
    )


def _create_cycles() -> None:
    op.create_table(
        "cycles",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("framework_id", sa.String(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("window_start", sa.Date(), nullable=False),
        sa.Column("window_end", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_cycles"),
        sa.ForeignKeyConstraint(["framework_id"], ["framework_versions.id"], name="fk_cycles_framework_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_cycles_workspace_id"),
        sa.UniqueConstraint("workspace_id", "name", name="uq_cycles_workspace_id_name"),
    )
    op.create_index("ix_cycles_framework_id", "cycles", ["framework_id"], unique=False)


def _create_cycle_members() -> None:
    op.create_table(
        "cycle_members",
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("manager_id", sa.String(), nullable=True),
        sa.Column("tz", sa.String(), nullable=False),
        sa.Column("first_look", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("cycle_id", "person_id", name="pk_cycle_members"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name="fk_cycle_members_cycle_id"),
        sa.ForeignKeyConstraint(["manager_id"], ["people.id"], name="fk_cycle_members_manager_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_cycle_members_person_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_cycle_members_workspace_id"),
    )
    op.create_index("ix_cycle_members_person_id", "cycle_members", ["person_id"], unique=False)


def _create_assessments() -> None:
    op.create_table(
        "assessments",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=True),
        sa.Column("framework_id", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("specialisms", sa.Text(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("visit", sa.String(), nullable=True),
        sa.Column("last_action_ts", sa.String(), nullable=True),
        sa.Column("closed_visit", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_assessments"),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name="fk_assessments_author_id"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name="fk_assessments_cycle_id"),
        sa.ForeignKeyConstraint(["framework_id"], ["framework_versions.id"], name="fk_assessments_framework_id"),
        sa.ForeignKeyConstraint(["subject_id"], ["people.id"], name="fk_assessments_subject_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_assessments_workspace_id"),
    )
    op.create_index("ix_assessments_cycle_id", "assessments", ["cycle_id"], unique=False)
    op.create_index("ix_assessments_framework_id", "assessments", ["framework_id"], unique=False)
    op.create_index(
        "ix_assessments_workspace_id_subject_id", "assessments", ["workspace_id", "subject_id"], unique=False
    )
    _one_where(
        "uq_assessments_live",
        "assessments",
        ["subject_id", "author_id", "source", "cycle_id"],
        "cycle_id IS NOT NULL AND state <> 'archived'",
    )
    _one_where("uq_assessments_practice", "assessments", ["author_id"], "purpose = 'practice' AND state = 'draft'")


def _create_answers() -> None:
    op.create_table(
        "answers",
        sa.Column("assessment_id", sa.String(), nullable=False),
        sa.Column("competency", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("ref_level", sa.String(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("next_rating", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", "competency", name="pk_answers"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessments.id"], name="fk_answers_assessment_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_answers_workspace_id"),
    )


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("competencies", sa.Text(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name="fk_evidence_owner_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_evidence_workspace_id"),
        sa.UniqueConstraint("owner_id", "key", name="uq_evidence_owner_id_key"),
    )
    op.create_index("ix_evidence_workspace_id_owner_id", "evidence", ["workspace_id", "owner_id"], unique=False)


def _one_where(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)
