"""The words of one nudge, for the person it goes to: why it comes, what it asks, how long that takes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from growth.assessment import PAGE_SIZE, Progress
from growth.calendar import zone
from growth.nudges import Number, TalkStatus, Task
from growth.talks import Party
from views import blocks
from views.assessment import progress_words
from views.times import both_words, date_words, day_words
from views.wording import words


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said twice: whole in plain words, and as blocks. `title` is part of both."""

    text: str
    blocks: list[dict[str, Any]]
    title: str = ""

    @classmethod
    def of(cls, sentence: str, title: str = "") -> "Said":
        """Return a sentence as both, under its title."""
        if not title:
            return cls(sentence, [blocks.section(sentence)])
        return cls(f"{title}. {sentence}", [blocks.section(f"*{title}*\n{sentence}")], title)

    @classmethod
    def done(cls, sentence: str) -> "Said":
        """Return what stands in place of something that is done."""
        return cls(sentence, [blocks.section(f":white_check_mark: {sentence}")])

    def then(self, sentence: str) -> "Said":
        """Return the same with a sentence after it."""
        return Said(f"{self.text} {sentence}", [*self.blocks, blocks.context(sentence)], self.title)

    def now(self, sentence: str, *buttons: dict[str, Any]) -> "Said":
        """Return a sentence in place of all but the title, and buttons."""
        instead = Said.of(sentence, self.title)
        row = [blocks.actions(*buttons)] if buttons else []
        return Said(instead.text, [*instead.blocks, *row], self.title)


def other_of(status: TalkStatus, reader: Party) -> Party | None:
    """Return the other of the two, or None where the coach has no manager."""
    return status.manager if reader.person_id == status.coach.person_id else status.coach


def has_to_prepare(status: TalkStatus) -> bool:
    """Say whether the coach's self-assessment is still to be done before the talk."""
    return status.work.asked and not status.work.submitted and not status.talk.went_without


def effort_words(status: TalkStatus) -> str:
    """Return how much of the self-assessment is left: "11 of 18 answered, about 10 minutes left"."""
    work = status.work
    done = Progress(work.answered, work.total)
    if not work.answered:
        return words("effort.new", minutes=done.minutes_left)
    return words("effort.all", total=work.total) if work.answered >= work.total else progress_words(done)


def said_of(number: Number, status: TalkStatus, reader: Party, talk_at: datetime | None, now: datetime) -> Said:
    """Return a nudge of the table in its reader's words; `talk_at` is the date that was told, if another than now's."""
    key = f"nudge.{number.name.lower()}"
    match number:
        case Number.TALK_NEAR | Number.DATE_SET:
            return _told(key, number, status, reader, talk_at or status.talk.at or now, now)
        case Number.CHECK_IN:
            return _check_in(key, status, reader)
        case Number.DATE_FIRST | Number.DATE_WINDOW | Number.DATE_LAST:
            return Said.of(words(f"{key}.text", **talk_days(status, reader, now)), words(f"{key}.title"))
        case _:
            return _prepare(key, status, reader, now)


def done_words(task: Task, status: TalkStatus, reader: Party, now: datetime) -> str:
    """Return what stands in place of a nudge whose task is done."""
    talk, other = status.talk, other_of(status, reader)
    if task is Task.CHECK_IN:
        return words(f"done.check_in.{talk.checked_in}") if talk.checked_in in ANSWERS else words("done.settled")
    if task is Task.ASSESSMENT and status.work.submitted:
        return words("done.assessment")
    if task is Task.ASSESSMENT and talk.went_without:
        return words("done.without")
    if talk.held_at is not None:
        return words("done.held")
    if task is Task.DATE and talk.at is not None and other is not None:
        return words("done.date", manager=other.name, when=both_words(talk.at, reader, other, now))
    return words("done.date_settled" if task is Task.DATE else "done.settled")


ANSWERS = ("keep", "change", "drop")


def talk_days(status: TalkStatus, reader: Party, now: datetime) -> dict[str, str | int]:
    """Return what the sentences of a talk without a date fill in; past the window's end its closing stands there."""
    today, window = reader.diary.day(now), status.talk.window
    end = window.end if today <= window.end else window.closes_on
    other = other_of(status, reader)
    return {
        "manager": other.name if other else "",
        "start": date_words(window.start, today),
        "end": date_words(end, today),
    }


def _prepare(key: str, status: TalkStatus, reader: Party, now: datetime) -> Said:
    work, talk_at = status.work, status.talk.at
    values = talk_days(status, reader, now) | {
        "effort": effort_words(status),
        "page_minutes": Progress(0, min(PAGE_SIZE, work.total)).minutes_left,
    }
    if talk_at is None:
        key = f"{key}.open_end"
    else:
        values["when"] = day_words(reader.diary.day(talk_at), reader.diary.day(now))
    return Said.of(words(f"{key}.text", **values), words(f"{key}.title", **values))


def _check_in(key: str, status: TalkStatus, reader: Party) -> Said:
    at, other = status.talk.at, other_of(status, reader)
    month = f"{at.astimezone(zone(reader.diary.tz)):%B}" if at else ""
    said = words(f"{key}.text", manager=other.name, month=month) if other else words(f"{key}.alone", month=month)
    return Said.of(said, words(f"{key}.title"))


def _told(key: str, number: Number, status: TalkStatus, reader: Party, at: datetime, now: datetime) -> Said:
    other = other_of(status, reader)
    name = other.name if other else ""
    when = both_words(at, reader, other, now)
    title = words(f"{key}.title", other=name)
    is_coach = reader.person_id == status.coach.person_id
    if number is Number.DATE_SET:
        by_other = other is not None and status.talk.set_by == other.person_id
        said = words(f"{key}.{'text' if by_other else 'by_another'}", other=name, when=when)
    else:
        bring = "bring_coach" if is_coach else "bring_manager"
        said = f"{words(f'{key}.text', when=when)} {words(f'{key}.{bring}', other=name)}"
    prepare = f" {words('date.prepare', effort=effort_words(status))}" if is_coach and has_to_prepare(status) else ""
    return Said.of(f"{said}{prepare}", title)
