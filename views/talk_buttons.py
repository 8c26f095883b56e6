"""What can be pressed about a talk, wherever it stands: in a nudge, a receipt, a window or App Home."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from growth.nudges import TalkStatus, Task
from growth.talks import Party
from views import blocks
from views.ids import Assessment, Settings, talk_value
from views.ids import Nudge as NudgeIds
from views.ids import Talk as Ids
from views.snoozes import ANOTHER_DAY, SNOOZES
from views.times import beside, short_words
from views.wording import label

Button = dict[str, Any]

SLOTS = (Ids.SLOT_1, Ids.SLOT_2, Ids.SLOT_3)
CHECK_INS = {
    "keep": NudgeIds.CHECK_IN_KEEP,
    "change": NudgeIds.CHECK_IN_CHANGE,
    "drop": NudgeIds.CHECK_IN_DROP,
}


def value_of(status: TalkStatus, *more: str) -> str:
    """Return the value of a button about a talk."""
    return talk_value(status.talk.cycle_id, status.talk.coach_id, *more)


def moment_text(at: datetime) -> str:
    """Return a moment (UTC) as a value carries it: 2026-03-05T13:00Z."""
    return f"{at:%Y-%m-%dT%H:%MZ}"


def parse_moment(text: object) -> datetime | None:
    """Return the moment (UTC) of a value, or None for what is none of ours."""
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found is not None and moment_text(found) == text else None


def set_date_button(status: TalkStatus, *, key: str = "", primary: bool = False, read_as: str = "") -> Button:
    """Return the button that opens the form for the date; `key` says what stands on it, without one what fits."""
    text = label(f"button.{key or ('set' if status.talk.at is None else 'move')}")
    return blocks.button(text, Ids.SET_DATE, value=value_of(status), primary=primary, read_as=read_as)


def slot_buttons(status: TalkStatus, slots: Sequence[datetime], reader: Party, other: Party | None) -> list[Button]:
    """Return a button for each time offered, by the reader's clock; read aloud, by the other's too."""
    return [
        blocks.button(
            short_words(at, reader.diary.tz),
            action,
            value=value_of(status, moment_text(at)),
            read_as=_on_both_clocks(at, reader, other),
        )
        for action, at in zip(SLOTS, slots, strict=False)
    ]


def slot_options(slots: Sequence[datetime], reader: Party, other: Party | None) -> list[dict[str, Any]]:
    """Return an option for each time offered, with the other's clock beside it."""
    return [blocks.option(_on_both_clocks(at, reader, other), moment_text(at)) for at in slots]


def _on_both_clocks(at: datetime, reader: Party, other: Party | None) -> str:
    return short_words(at, reader.diary.tz) + (beside(at, reader, other) if other else "")


def held_button(status: TalkStatus, *, primary: bool = False, read_as: str = "") -> Button:
    """Return the button that marks a talk held."""
    return blocks.button(label("button.held"), Ids.HELD, value=value_of(status), primary=primary, read_as=read_as)


def assessment_button(status: TalkStatus, *, key: str = "start") -> Button:
    """Return the button that opens the self-assessment where it stands."""
    work = status.work
    key = "look" if work.submitted else "continue" if work.answered else key
    return blocks.button(label(f"button.{key}"), Assessment.OPEN, primary=not work.submitted)


def snooze_select(status: TalkStatus, task: Task) -> Button:
    """Return the select to hear of a task on another day."""
    options = [blocks.option(label(f"snooze.{days}"), value_of(status, task, days)) for days in (*SNOOZES, ANOTHER_DAY)]
    return blocks.select(NudgeIds.SNOOZE, options, None, label("snooze.placeholder"))


def undo_snooze_button(status: TalkStatus, task: Task) -> Button:
    """Return the button that takes a snooze back."""
    return blocks.button(label("button.undo"), NudgeIds.UNDO_SNOOZE, value=value_of(status, task))


def leave_it_button(status: TalkStatus) -> Button:
    """Return the button to leave the self-assessment this time."""
    return blocks.button(label("button.leave"), NudgeIds.GO_WITHOUT, value=value_of(status))


def check_in_buttons(status: TalkStatus) -> list[Button]:
    """Return the three answers to a check-in."""
    return [blocks.button(label(f"button.{key}"), action, value=value_of(status)) for key, action in CHECK_INS.items()]


def pass_on_button(status: TalkStatus) -> Button:
    """Return the manager's own nudge button."""
    read_as = label("button.nudge_whom", coach=status.coach.name)
    return blocks.button(label("button.nudge"), NudgeIds.PASS_ON, value=value_of(status), read_as=read_as)


def settings_button() -> Button:
    """Return the button that opens a person's settings."""
    return blocks.button(label("button.settings"), Settings.OPEN)
