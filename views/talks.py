"""A talk's date in its windows and messages: the form that sets or moves it, and what is said once it is set."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from growth.nudges import TalkStatus
from growth.talks import Party
from views import blocks
from views.ids import Talk as Ids


def date_form(status: TalkStatus, viewer: Party, slots: Sequence[datetime], now: datetime) -> dict[str, Any]:
    """Return the form for a talk's date; `slots` are up to three moments (UTC). Metadata: cycle, coach, offered."""
    return blocks.modal("Talk date", [blocks.section(f"{status} {viewer} {slots} {now}")], callback_id=Ids.SET_DATE)


def read_date_form(view: Mapping[str, Any], tz: str) -> datetime:
    """Return the moment (UTC) a form says, its day and time read in the viewer's zone; raise InvalidTalk."""
    raise NotImplementedError


def date_saved(status: TalkStatus, viewer: Party, now: datetime) -> dict[str, Any]:
    """Return what stands in place of the form once the date is kept."""
    return blocks.modal("Talk date", [blocks.section(f"{status} {viewer} {now}")], callback_id=Ids.DONE)


def date_stands(status: TalkStatus, viewer: Party, now: datetime) -> dict[str, Any]:
    """Return the modal for a slot pressed while a date stands: which one, and [Move the date]."""
    return date_saved(status, viewer, now)


def held_view(status: TalkStatus, viewer: Party, now: datetime) -> dict[str, Any]:
    """Return the modal that says a talk is marked held."""
    return date_saved(status, viewer, now)


def receipt(status: TalkStatus, viewer: Party, now: datetime) -> dict[str, Any]:
    """Return the message about a date that was just set: to who set it, or at once to the other."""
    text = f"{status} {viewer} {now}"
    return {"text": text, "blocks": [blocks.section(text)]}
