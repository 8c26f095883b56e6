"""A person's own settings: when Trellis speaks to them, when they are away, what comes next and what was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from growth.diary import Leave, Preferences
from growth.nudges import Nudge, Number, Task
from growth.talks import Party
from views import blocks
from views.ids import Settings as Ids


@dataclass(frozen=True, slots=True)
class Outlook:
    """What stands around the fields: the open cycle (id, name), what comes next, and what was sent, newest first.

    What was sent: (moment in UTC, task, number, the coach's name where it was about one).
    """

    cycle: tuple[str, str] | None = None
    coming: Sequence[Nudge] = ()
    sent: Sequence[tuple[datetime, Task, Number, str | None]] = ()


def settings_form(person: Party, outlook: Outlook, now: datetime) -> dict[str, Any]:
    """Return the modal with a person's settings; its fields are as in their diary."""
    return blocks.modal("Settings", [blocks.section(f"{person} {outlook} {now}")], callback_id=Ids.FORM)


def read_settings_form(view: Mapping[str, Any], kept: Preferences) -> Preferences:
    """Return what a form says; what it does not carry stays as kept. Raise InvalidPreferences at a field."""
    raise NotImplementedError


def read_away(view: Mapping[str, Any], today: date) -> Leave | None:
    """Return the leave a form says, or None where it says none; raise InvalidLeave at a field."""
    raise NotImplementedError


def settings_saved(person: Party, outlook: Outlook, now: datetime) -> dict[str, Any]:
    """Return what stands in place of the form once it is kept."""
    return settings_form(person, outlook, now)
