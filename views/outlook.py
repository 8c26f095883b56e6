"""What Trellis will say next to somebody, and what it said: in a few words each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from growth.nudges import Nudge, Number, Task
from growth.talks import Party
from views.times import day_words, short_words
from views.wording import label, words


class Told(Protocol):
    """A nudge that was sent, at `at` in UTC; `coach` is the name of whose talk it was about, None for a digest."""

    @property
    def at(self) -> datetime:
        """When it was sent, in UTC."""

    @property
    def number(self) -> Number:
        """Which nudge it was."""

    @property
    def coach(self) -> str | None:
        """Whose talk it was about."""


def next_words(coming: Sequence[Nudge], reader: Party, now: datetime) -> str:
    """Return when something comes next and what it is about; that nothing does, where that is so."""
    if reader.diary.preferences.opted_out:
        return words("outlook.receipts_only")
    if not coming:
        return words("outlook.nothing")
    first, *then = (_line(nudge, reader, now) for nudge in coming)
    lines = [words("outlook.next", **first), *(words("outlook.then", **line) for line in then[:2])]
    return "\n".join(lines)


def home_words(coming: Sequence[Nudge], reader: Party, now: datetime) -> str:
    """Return the next thing to come in one line, empty where there is none."""
    if reader.diary.preferences.opted_out:
        return words("outlook.home_receipts_only")
    return words("outlook.home", **_line(coming[0], reader, now)) if coming else ""


def told_words(told: Sequence[Told], reader: Party) -> list[str]:
    """Return a line for each nudge that was sent, by the reader's clock."""
    return [_told(one, reader) for one in told] or [words("outlook.nothing_sent")]


def task_words(task: Task) -> str:
    """Return what a task is about."""
    return label(f"task.{task}")


def _line(nudge: Nudge, reader: Party, now: datetime) -> dict[str, str]:
    day = day_words(nudge.day, reader.diary.day(now))
    return {"when": f"{day}, {reader.diary.preferences.hour:02}:00", "thing": _thing(nudge.number)}


def _told(one: Told, reader: Party) -> str:
    when, thing = short_words(one.at, reader.diary.tz), _thing(one.number)
    if one.coach is None or one.coach == reader.name:
        return words("outlook.told", when=when, thing=thing)
    return words("outlook.told_about", when=when, thing=thing, coach=one.coach)


def _thing(number: Number) -> str:
    return label(f"thing.{number.name.lower()}")
