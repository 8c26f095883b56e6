"""The days an owner gives half-years to come, and a way to find the drafts of closed ones."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "half_years",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("window_start", sa.Date(), nullable=False),
        sa.Column("window_end", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name", name="pk_half_years"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_half_years_workspace_id"),
    )
    drafts = sa.text("state = 'draft'")
    op.create_index(
        "ix_assessments_drafts",
        "assessments",
        ["workspace_id", "cycle_id"],
        unique=False,
        sqlite_where=drafts,
        postgresql_where=drafts,
    )
