"""Workspaces with the bot in them, people with their levels and managers, and who read what."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _create_workspaces()
    _create_installations()
    _create_people()
    _create_manager_links()
    _create_level_history()
    _create_access_log()


def _create_workspaces() -> None:
    op.create_table(
        "workspaces",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspaces"),
        sa.UniqueConstraint("enterprise_id", "team_id", name="uq_workspaces_enterprise_id_team_id"),
    )
    op.create_index("ix_workspaces_team_id", "workspaces", ["team_id"], unique=False)


def _create_installations() -> None:
    op.create_table(
        "installations",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("bot_token", sa.Text(), nullable=True),
        sa.Column("bot_id", sa.String(), nullable=False),
        sa.Column("bot_user_id", sa.String(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_installations"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_installations_workspace_id"),
    )


def _create_people() -> None:
    op.create_table(
        "people",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("slack_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("tz", sa.String(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("specialisms", sa.Text(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("deactivated", sa.Boolean(), nullable=False),
        sa.Column("welcomed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dm_channel", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_people_workspace_id"),
        sa.UniqueConstraint("workspace_id", "slack_id", name="uq_people_workspace_id_slack_id"),
    )


def _create_manager_links() -> None:
    op.create_table(
        "manager_links",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("coach_id", sa.String(), nullable=False),
        sa.Column("manager_id", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_manager_links"),
        sa.CheckConstraint("coach_id <> manager_id", name=op.f("ck_manager_links_ck_manager_links_not_oneself")),
        sa.ForeignKeyConstraint(["coach_id"], ["people.id"], name="fk_manager_links_coach_id"),
        sa.ForeignKeyConstraint(["manager_id"], ["people.id"], name="fk_manager_links_manager_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_manager_links_workspace_id"),
    )
    op.create_index(
        "ix_manager_links_workspace_id_coach_id", "manager_links", ["workspace_id", "coach_id"], unique=False
    )
    op.create_index(
        "ix_manager_links_workspace_id_manager_id", "manager_links", ["workspace_id", "manager_id"], unique=False
    )
    _one_where("uq_manager_links_open", "manager_links", ["coach_id"], "until IS NULL")


def _create_level_history() -> None:
    op.create_table(
        "level_history",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("corrects_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_level_history"),
        sa.ForeignKeyConstraint(["corrects_id"], ["level_history.id"], name="fk_level_history_corrects_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_level_history_person_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_level_history_workspace_id"),
    )
    op.create_index(
        "ix_level_history_workspace_id_person_id", "level_history", ["workspace_id", "person_id"], unique=False
    )
    _one_where("uq_level_history_open", "level_history", ["person_id"], "until IS NULL")


def _create_access_log() -> None:
    op.create_table(
        "access_log",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("reader_id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_access_log"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_access_log_workspace_id"),
    )
    op.create_index("ix_access_log_workspace_id_subject_id", "access_log", ["workspace_id", "subject_id"], unique=False)


def _one_where(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)
