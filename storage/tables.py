"""What is kept: the whole schema, with `storage.nudge_tables` as its second page.

Every row belongs to a workspace. So begins every index that a search uses, too: SQLite, which keeps no statistics,
would else choose the workspace's own index and look at all its rows. Days are local calendar days, moments are UTC.
Rows never leave `storage`: repositories use the `Table` objects at the end and return values of `growth`.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage import nudge_tables  # noqa: F401 - METADATA holds its tables, too
from storage.changing import Changing
from storage.columns import KeySet, Words
from storage.encryption import Encrypted
from storage.indexes import one_where, some_where


class WorkspaceRow(Changing, table=True):
    """One Slack workspace: the tenant that every other row names. `enterprise_id` is "" where there is none."""

    __tablename__ = "workspaces"
    __table_args__ = (UniqueConstraint("enterprise_id", "team_id"),)
    id: str = Field(primary_key=True)
    enterprise_id: str = ""
    team_id: str = Field(index=True)
    name: str = Field(sa_type=Words)
    timezone: str = ""


class InstallationRow(Changing, table=True):
    """The bot in a workspace. The token is erased when it is gone; `scopes` is NULL where they are unknown."""

    __tablename__ = "installations"
    workspace_id: str = Field(primary_key=True, foreign_key="workspaces.id")
    bot_token: str | None = Field(default=None, sa_type=Encrypted)
    bot_id: str = ""
    bot_user_id: str = ""
    scopes: frozenset[str] | None = Field(default=None, sa_type=KeySet)
    state: str = "active"
    installed_at: datetime


class PersonRow(Changing, table=True):
    """One person of one workspace. `dm_channel` is the D id of the bot's conversation with them."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("workspace_id", "slack_id"), Index(None, "workspace_id", "id"))
    id: str = Field(primary_key=True)
    workspace_id: str = Field(foreign_key="workspaces.id")
    slack_id: str
    name: str = Field(sa_type=Words)
    tz: str = ""
    roles: frozenset[str] = Field(sa_type=KeySet)
    specialisms: frozenset[str] = Field(sa_type=KeySet)
    joined_on: date | None = None
    left_on: date | None = None
    deactivated: bool = False
    welcomed_at: datetime | None = None
    dm_channel: str | None = None


class ManagerLinkRow(SQLModel, table=True):
    """Who holds whose talks from `since` to the day before `until`; at most one open link per coach."""

    __tablename__ = "manager_links"
    __table_args__ = (
        one_where("uq_manager_links_open", "coach_id", condition="until IS NULL"),
        Index(None, "workspace_id", "manager_id"),
        Index(None, "workspace_id", "coach_id"),
        CheckConstraint("coach_id <> manager_id", name="not_oneself"),
    )
    id: str = Field(primary_key=True)
    workspace_id: str = Field(foreign_key="workspaces.id")
    coach_id: str = Field(foreign_key="people.id")
    manager_id: str = Field(foreign_key="people.id")
    since: date
    until: date | None = None


class LevelRow(SQLModel, table=True):
    """Which level a person had from `since` to the day before `until`.

    Append-only: a row is only ever closed. One that a correction replaced (`corrects_id`) is closed on its first
    day, so it covers nothing.
    """

    __tablename__ = "level_history"
    __table_args__ = (
        one_where("uq_level_history_open", "person_id", condition="until IS NULL"),
        Index(None, "workspace_id", "person_id"),
    )
    id: str = Field(primary_key=True)
    workspace_id: str = Field(foreign_key="workspaces.id")
    person_id: str = Field(foreign_key="people.id")
    level: str
    since: date
    until: date | None = None
    reason: str
    corrects_id: str | None = Field(default=None, foreign_key="level_history.id")


class FrameworkRow(SQLModel, table=True):
    """A published framework version, as the file it came from. The latest published is the current one."""

    __tablename__ = "framework_versions"
    __table_args__ = (UniqueConstraint("workspace_id", "semver"),)
    id: str = Field(primary_key=True)
    workspace_id: str = Field(foreign_key="workspaces.id")
    semver: str
    yaml: str = Field(sa_type=Text)
    published_at: datetime


class CycleRow(Changing, table=True):
    """One half-year; see `growth.cycles.Cycle`."""

    __tablename__ = "cycles"
    __table_args__ = (UniqueConstraint("workspace_id", "name"),)
    id: str = Field(primary_key=True)
    workspace_id: str = Field(foreign_key="workspaces.id")
    name: str = Field(sa_type=Words)
    framework_id: str = Field(foreign_key="framework_versions.id", index=True)
    opens_on: date
    window_start: date
    window_end: date
    closes_on: date
    opened_at: datetime
    closed_at: datetime | None = None


class HalfYearRow(Changing, table=True):
    """The days an owner gave a half-year that the calendar has yet to open; see `growth.half_years.HalfYear`."""

    __tablename__ = "half_years"
    workspace_id: str = Field(primary_key=True, foreign_key="workspaces.id")
    name: str = Field(primary_key=True)
    opens_on: date
    window_start: date
    window_end: date
    closes_on: date


class MemberRow(SQLModel, table=True):
    """A coach of a cycle's cohort, frozen as they were when they joined it."""

    __tablename__ = "cycle_members"
    cycle_id: str = Field(primary_key=True, foreign_key="cycles.id")
    person_id: str = Field(primary_key=True, foreign_key="people.id", index=True)
    workspace_id: str = Field(foreign_key="workspaces.id")
    level: str | None = None
    manager_id: str | None = Field(default=None, foreign_key="people.id")
    tz: str = ""
    first_look: bool = False
    joined_on: date | None = None


class AssessmentRow(Changing, table=True):
    """Ratings of one coach by one author; its answers are rows of their own.

    `visit`, `last_action_ts` and `closed_visit` put deliveries of its form in order: the visit that last wrote, the
    moment of that click by Slack's clock, and the visit whose form was closed for good.
    """

    __tablename__ = "assessments"
    __table_args__ = (
        one_where(
            "uq_assessments_live",
            "subject_id", "author_id", "source", "cycle_id",
            condition="cycle_id IS NOT NULL AND state <> 'archived'",
        ),
        Index(None, "workspace_id", "subject_id"),
        one_where("uq_assessments_practice", "author_id", condition="purpose = 'practice' AND state = 'draft'"),
        some_where("ix_assessments_drafts", "workspace_id", "cycle_id", condition="state = 'draft'"),
    )  # fmt: skip
    id: str = Field(primary_key=True)
    workspace_id: str = Field(foreign_key="workspaces.id")
    subject_id: str = Field(foreign_key="people.id")
    author_id: str = Field(foreign_key="people.id")
    source: str
    purpose: str
    cycle_id: str | None = Field(default=None, foreign_key="cycles.id", index=True)
    framework_id: str = Field(foreign_key="framework_versions.id", index=True)
    level: str
    specialisms: frozenset[str] | None = Field(default=None, sa_type=KeySet)
    state: str
    started_at: datetime
    submitted_at: datetime | None = None
    withdrawn_at: datetime | None = None
    visit: str | None = None
    last_action_ts: str | None = None
    closed_visit: str | None = None


class AnswerRow(SQLModel, table=True):
    """What one competency got in one assessment."""

    __tablename__ = "answers"
    assessment_id: str = Field(primary_key=True, foreign_key="assessments.id", ondelete="CASCADE")
    competency: str = Field(primary_key=True)
    workspace_id: str = Field(foreign_key="workspaces.id")
    ref_level: str
    rating: int | None = None
    skipped: bool = False
    next_rating: int | None = None
    note: str = Field(sa_type=Encrypted)
    evidence: frozenset[str] = Field(sa_type=KeySet)
    updated_at: datetime


class EvidenceRow(Changing, table=True):
    """Something a coach did, in their own words; `key` says which note it was kept from."""

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("owner_id", "key"), Index(None, "workspace_id", "owner_id"))
    id: str = Field(primary_key=True)
    workspace_id: str = Field(foreign_key="workspaces.id")
    owner_id: str = Field(foreign_key="people.id")
    happened_on: date
    kind: str
    text: str = Field(sa_type=Encrypted)
    competencies: frozenset[str] = Field(sa_type=KeySet)
    key: str | None = None


class OutboxRow(SQLModel, table=True):
    """Something the bot will say: ids only, never words. `error` is Slack's short code for the last refusal."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index(None, "state", "due_at"),
    )
    id: str = Field(primary_key=True)
    workspace_id: str = Field(foreign_key="workspaces.id")
    key: str
    kind: str
    recipient_id: str | None = Field(default=None, foreign_key="people.id", index=True)
    payload: dict[str, Any] = Field(sa_type=JSON)
    due_at: datetime
    state: str = "due"
    lease_until: datetime | None = None
    leased_by: str | None = None
    attempts: int = 0
    channel: str | None = None
    ts: str | None = None
    error: str | None = None
    created_at: datetime
    sent_at: datetime | None = None


class ReceivedRow(SQLModel, table=True):
    """A delivery of Slack's that was already acted on, so that a repeated one does nothing."""

    __tablename__ = "received"
    key: str = Field(primary_key=True)
    workspace_id: str | None = Field(default=None, foreign_key="workspaces.id")
    received_at: datetime = Field(index=True)


class AccessRow(SQLModel, table=True):
    """Someone read, or tried to read, something of someone else. It outlives both: hence no foreign keys."""

    __tablename__ = "access_log"
    __table_args__ = (Index(None, "workspace_id", "subject_id"),)
    id: str = Field(primary_key=True)
    workspace_id: str = Field(foreign_key="workspaces.id")
    reader_id: str
    subject_id: str
    item: str
    allowed: bool
    at: datetime


METADATA = SQLModel.metadata

workspaces, installations, people = (METADATA.tables[name] for name in ("workspaces", "installations", "people"))
manager_links, level_history = (METADATA.tables[name] for name in ("manager_links", "level_history"))
framework_versions, cycles = (METADATA.tables[name] for name in ("framework_versions", "cycles"))
half_years, cycle_members = (METADATA.tables[name] for name in ("half_years", "cycle_members"))
assessments, answers, evidence = (METADATA.tables[name] for name in ("assessments", "answers", "evidence"))
outbox, received, access_log = (METADATA.tables[name] for name in ("outbox", "received", "access_log"))
preferences, leaves, talks = (METADATA.tables[name] for name in ("preferences", "leaves", "talks"))
snoozes, agendas, nudges = (METADATA.tables[name] for name in ("snoozes", "agendas", "nudges"))
