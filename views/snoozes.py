"""Small windows around a nudge: another day to hear of it, and that a manager's own nudge was passed on."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from growth.diary import DAY
from growth.errors import InvalidTalk
from growth.nudges import TalkStatus, Task
from growth.talks import Party
from views import blocks
from views.form_reading import chosen_day, filled_in
from views.ids import Nudge as Ids
from views.ids import TalkField
from views.times import day_words
from views.wording import label, words

SNOOZES = ("1", "3", "7")
"""Days to snooze for."""

ANOTHER_DAY = "day"
"""What stands in a snooze's value in place of days where the person wants to name one."""

FURTHEST = 366 * DAY


def snooze_day_form(status: TalkStatus, task: Task, reader: Party, now: datetime) -> dict[str, Any]:
    """Return the form for a day to hear of a task again; its metadata holds `cycle`, `coach` and `task`."""
    tomorrow = reader.diary.free_from(reader.diary.day(now) + DAY) or reader.diary.day(now) + DAY
    day = blocks.field(
        label("snooze.label"),
        blocks.day_input(Ids.FILL_IN, tomorrow),
        TalkField.DAY,
        hint=label("snooze.hint"),
        optional=False,
    )
    return blocks.modal(
        label("snooze.title"),
        [day],
        callback_id=Ids.SNOOZE_DAY,
        submit=label("snooze.save"),
        close=label("date.cancel"),
        metadata={"cycle": status.talk.cycle_id, "coach": status.talk.coach_id, "task": task.value},
    )


def read_snooze_day(view: Mapping[str, Any], today: date) -> date:
    """Return the day to come back on, after today; raise InvalidTalk about the day."""
    try:
        day = chosen_day(filled_in(view).get(TalkField.DAY))
    except ValueError:
        day = None
    if day is None:
        raise InvalidTalk(label("snooze.choose"), TalkField.DAY)
    if day <= today:
        raise InvalidTalk(label("snooze.ahead"), TalkField.DAY)
    if day - today > FURTHEST:
        raise InvalidTalk(label("snooze.furthest"), TalkField.DAY)
    return day


def snoozed_view(until: date, today: date) -> dict[str, Any]:
    """Return what stands in place of the form once a task is snoozed until a day."""
    said = words("shown.snoozed", until=day_words(until, today))
    return blocks.modal(label("snooze.title"), [blocks.section(said)], callback_id=Ids.DONE)


def passed_on_view(status: TalkStatus) -> dict[str, Any]:
    """Return what answers a manager's own nudge: the same whatever the coach has done."""
    return blocks.modal(
        label("passed_on.title"),
        [
            blocks.section(words("passed_on.text")),
            blocks.context(words("passed_on.how", coach=status.coach.name)),
        ],
        callback_id=Ids.DONE,
    )
