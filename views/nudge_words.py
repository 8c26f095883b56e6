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
from views.wording import label, words


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


def is_coach(status: TalkStatus, reader: Party) -> bool:
    """Say whether somebody is the coach of the two."""
    return reader.person_id == status.coach.person_id


def other_of(status: TalkStatus, reader: Party) -> Party | None:
    """Return the other of the two, or None where the coach has no manager."""
    return status.manager if is_coach(status, reader) else status.coach


def other_name(status: TalkStatus, reader: Party) -> str:
    """Return the name of the other of the two, or "your manager" where there is none."""
    other = other_of(status, reader)
    return other.name if other else label("date.nobody")


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
    name = number.name.lower()
    match number:
        case Number.TALK_NEAR | Number.DATE_SET:
            return _told(number, status, reader, talk_at or status.talk.at or now, now)
        case Number.DATE_GONE:
            return gone_said(status, reader, now)
        case Number.CHECK_IN:
            return _check_in(status, reader)
        case Number.DATE_FIRST | Number.DATE_WINDOW | Number.DATE_LAST:
            if number is Number.DATE_WINDOW and reader.diary.day(now) < status.talk.window.start:
                name = Number.DATE_FIRST.name.lower()  # it was passed on early, and the weeks for talks are ahead
            return Said.of(words(f"nudge.{name}.text", **talk_days(status, reader, now)), words(f"nudge.{name}.title"))
        case _:
            return _prepare(name, status, reader, now)


def gone_said(status: TalkStatus, reader: Party, now: datetime) -> Said:
    """Return what is told of a date that leave made void: which it was, and between which days the talk belongs now."""
    put_off, title = status.talk.deferral, words("nudge.date_gone.title", other=other_name(status, reader))
    if put_off is None or put_off.had is None:
        return Said.of(words("shown.moved"), title)
    days, when = talk_days(status, reader, now), both_words(put_off.had, reader, other_of(status, reader), now)
    return Said.of(words("nudge.date_gone.text", when=when, start=days["start"], end=days["end"]), title)


def done_words(task: Task, status: TalkStatus, reader: Party, now: datetime) -> str:
    """Return what stands in place of a nudge whose task is done."""
    talk, other = status.talk, other_of(status, reader)
    if task is Task.CHECK_IN:
        return words(f"done.check_in.{talk.checked_in}") if talk.checked_in in ANSWERS else words("done.settled")
    if task is Task.ASSESSMENT and status.work.submitted:
        day = reader.diary.day(status.work.submitted_at) if status.work.submitted_at else None
        on = {"day": date_words(day, reader.diary.day(now))} if day else {}
        return words("done.assessment_on" if on else "done.assessment", **on)
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
    return {
        "manager": other_name(status, reader),
        "start": date_words(window.start, today),
        "end": date_words(end, today),
    }


def _prepare(name: str, status: TalkStatus, reader: Party, now: datetime) -> Said:
    work, talk_at = status.work, status.talk.at
    values = talk_days(status, reader, now) | {
        "effort": effort_words(status),
        "page_minutes": Progress(0, min(PAGE_SIZE, work.total)).minutes_left,
    }
    if talk_at is None:
        name = f"{name}_open_end"
    else:
        values["when"] = day_words(reader.diary.day(talk_at), reader.diary.day(now))
    return Said.of(words(f"nudge.{name}.text", **values), words(f"nudge.{name}.title", **values))


def _check_in(status: TalkStatus, reader: Party) -> Said:
    at, other = status.talk.at, other_of(status, reader)
    month = f"{at.astimezone(zone(reader.diary.tz)):%B}" if at else ""
    said = (
        words("nudge.check_in.text", manager=other.name, month=month)
        if other
        else words("nudge.check_in.alone", month=month)
    )
    return Said.of(said, words("nudge.check_in.title"))


def _told(number: Number, status: TalkStatus, reader: Party, at: datetime, now: datetime) -> Said:
    """Return what one of the two is told of a date; the coach also how much there is to prepare."""
    other, to_coach = other_of(status, reader), is_coach(status, reader)
    name, when = other_name(status, reader), both_words(at, reader, other, now)
    if number is Number.TALK_NEAR:
        title, said = words("nudge.talk_near.title", other=name), words("nudge.talk_near.text", when=when)
        bring = words("nudge.talk_near.bring_coach" if to_coach else "nudge.talk_near.bring_manager", other=name)
        said = f"{said} {bring}"
    else:
        title = words("nudge.date_set.title", other=name)
        by_other = other is not None and status.talk.set_by == other.person_id
        said = words("nudge.date_set.text" if by_other else "nudge.date_set.by_another", other=name, when=when)
    if to_coach and has_to_prepare(status):
        said += f" {words('date.prepare', effort=effort_words(status))}"
    return Said.of(said, title)
