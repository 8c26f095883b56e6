"""What is kept of talks, of people's days and of nudges: the second page of the schema, after `storage.tables`."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.changing import Changing


class PreferencesRow(Changing, table=True):
    """What a person chose; see `growth.diary.Preferences`. `working_days` are digits, Monday 0: "01234"."""

    __tablename__ = "preferences"
    person_id: str = Field(primary_key=True, foreign_key="people.id")
    workspace_id: str = Field(foreign_key="workspaces.id")
    hour: int
    working_days: str
    works_from: int
    works_until: int
    country: str = ""
    muted_cycle: str | None = Field(default=None, foreign_key="cycles.id")
    opted_out: bool = False


class LeaveRow(SQLModel, table=True):
    """Days somebody is away, both included."""

    __tablename__ = "leaves"
    __table_args__ = (Index(None, "workspace_id", "person_id"),)
    id: str = Field(primary_key=True)
    workspace_id: str = Field(foreign_key="workspaces.id")
    person_id: str = Field(foreign_key="people.id")
    first: date
    last: date
    created_at: datetime


class TalkRow(Changing, table=True):
    """What is known of one coach's talk in one cycle; there is no row before anything is.

    From `leave_id` to `had` it says how leave deferred the talk, all NULL where none did. The leave may be gone: hence
    no foreign key.
    """

    __tablename__ = "talks"
    __table_args__ = (Index(None, "workspace_id", "coach_id"),)
    cycle_id: str = Field(primary_key=True, foreign_key="cycles.id")
    coach_id: str = Field(primary_key=True, foreign_key="people.id")
    workspace_id: str = Field(foreign_key="workspaces.id")
    at: datetime | None = None
    set_at: datetime | None = None
    set_by: str | None = Field(default=None, foreign_key="people.id")
    held_at: datetime | None = None
    passed_on_at: datetime | None = None
    went_without: bool = False
    checked_in: str = ""
    leave_id: str | None = None
    leave_first: date | None = None
    leave_last: date | None = None
    since: date | None = None
    window_start: date | None = None
    window_end: date | None = None
    closes_on: date | None = None
    had: datetime | None = None


class SnoozeRow(SQLModel, table=True):
    """A coach's last wish to hear of a task of their talk on a later day."""

    __tablename__ = "snoozes"
    __table_args__ = (Index(None, "workspace_id", "coach_id"),)
    cycle_id: str = Field(primary_key=True, foreign_key="cycles.id")
    coach_id: str = Field(primary_key=True, foreign_key="people.id")
    task: str = Field(primary_key=True)
    workspace_id: str = Field(foreign_key="workspaces.id")
    until: date
    at: datetime


class AgendaRow(SQLModel, table=True):
    """When to look again at what is due to a person, NULL for not before something changes; and when it was done."""

    __tablename__ = "agendas"
    __table_args__ = (Index(None, "workspace_id", "due_at"),)
    person_id: str = Field(primary_key=True, foreign_key="people.id")
    workspace_id: str = Field(foreign_key="workspaces.id")
    due_at: datetime | None = None
    looked_at: datetime | None = None


class NudgeRow(SQLModel, table=True):
    """A nudge of a message of the outbox, or with a `fate` one that gave way to it; `place` is its place in that.

    It was sent once its message was. `cycle_id` and `coach_id` are NULL for a digest. `shown` is how it stands in the
    message now, as `growth.agenda.face` has it.
    """

    __tablename__ = "nudges"
    __table_args__ = (Index(None, "workspace_id", "recipient_id", "day"),)
    message_id: str = Field(primary_key=True, foreign_key="outbox.id")
    place: int = Field(primary_key=True)
    workspace_id: str = Field(foreign_key="workspaces.id")
    recipient_id: str = Field(foreign_key="people.id")
    task: str
    number: str
    cycle_id: str | None = Field(default=None, foreign_key="cycles.id")
    coach_id: str | None = Field(default=None, foreign_key="people.id")
    day: date
    round: str = ""
    talk_at: datetime | None = None
    fate: str = ""
    shown: str = ""
