"""App Home of a coach: the one next thing, their talk and its date, and how they grow."""

from datetime import datetime
from typing import Any

from framework.model import Framework, UnknownKey
from growth.assessment import State, progress
from growth.calendar import spoken
from growth.desk import Desk, Standing
from growth.hub import Hub
from growth.nudges import MOST, TalkStatus, Task, first_open_task, snoozed
from growth.people import Person
from views import blocks
from views.assessment import progress_words
from views.assessment_desk import people_to_ask
from views.ids import Assessment, Home, Talk
from views.nudge_words import talk_days
from views.outlook import task_words
from views.summary import home_summary_blocks
from views.talk_buttons import held_button, set_date_button, snooze_select, undo_snooze_button
from views.times import both_words, day_words
from views.wording import words


def coach_blocks(hub: Hub, desk: Desk, framework: Framework, *, charts: bool) -> list[dict[str, Any]]:
    """Return a coach's part of App Home, the one next thing first."""
    said, buttons = _next_thing(hub, desk)
    shown = [blocks.header("Your growth"), blocks.section(f"*Next:* {said}")]
    if buttons:
        shown.append(blocks.actions(*buttons, block_id=Home.NEXT))
    if desk.cycle is not None and desk.accepts:
        shown.append(blocks.context(_window(desk)))
    if hub.talk is not None and hub.now is not None:
        shown += _talk(hub.talk, hub, hub.now, date_is_next=_date_is_next(hub, desk))
    if hub.summary is not None:
        shown += [blocks.divider(), *home_summary_blocks(hub.summary, chart=charts)]
    return [*shown, blocks.context(_standing(hub.person, framework))]


def level_title(framework: Framework, level: str) -> str:
    """Return what a level is called; one that the framework lost, by its key."""
    try:
        return framework.level(level).title
    except UnknownKey:
        return level


def _talk(status: TalkStatus, hub: Hub, now: datetime, *, date_is_next: bool) -> list[dict[str, Any]]:
    """Return a coach's talk: its date or that it has none, and what to do about it."""
    buttons = _talk_buttons(status, now, date_is_next=date_is_next)
    return [
        blocks.section(talk_words(status, hub, now), block_id=Talk.ABOUT),
        *([blocks.actions(*buttons, block_id=Talk.ROW)] if buttons else []),
        *_snoozed(status, now),
    ]


def talk_words(status: TalkStatus, hub: Hub, now: datetime) -> str:
    """Return what a coach reads of their talk."""
    talk, coach, manager = status.talk, status.coach, status.manager
    heading = f"*{words('home.talk')}*"
    if manager is None:
        return f"{heading}: {words('home.no_manager')} {people_to_ask(hub.whom)} can change that."
    heading = f"{heading} {words('home.with', other=manager.name)} · "
    if talk.at is None:
        return heading + words("home.deferred" if talk.deferral else "home.no_date", **talk_days(status, coach, now))
    when = both_words(talk.at, coach, manager, now)
    if talk.held_at is not None:
        return heading + words("home.held", when=when)
    return heading + words("home.was_on" if talk.at <= now else "home.on_date", when=when)


def _talk_buttons(status: TalkStatus, now: datetime, *, date_is_next: bool) -> list[dict[str, Any]]:
    talk = status.talk
    if status.manager is None or talk.is_over(status.coach.diary.day(now)):
        return []
    begun = talk.at is not None and talk.at <= now
    held = [held_button(status, primary=True)] if begun else []
    date = [] if date_is_next else [set_date_button(status)]
    task = None if begun else first_open_task(status)
    snooze = [snooze_select(status, task)] if task is not None and _may_snooze(task, status) else []
    return [*held, *date, *snooze]


def _may_snooze(task: Task, status: TalkStatus) -> bool:
    """Say whether something more is to come of a task that can come on another day."""
    chosen, talk = status.coach.diary.preferences, status.talk
    is_silent = chosen.opted_out or chosen.muted_cycle == talk.cycle_id
    has_more = len(status.sent_to(talk.coach_id, task)) < MOST
    return has_more and not is_silent and snoozed(task, status) is None


def _snoozed(status: TalkStatus, now: datetime) -> list[dict[str, Any]]:
    """Return each snooze that still counts, and the way back."""
    today = status.coach.diary.day(now)
    found = ((task, snoozed(task, status)) for task in (Task.DATE, Task.ASSESSMENT, Task.CHECK_IN))
    return [
        blocks.section(
            words("home.snoozed", until=day_words(snooze.until, today), thing=task_words(task)),
            accessory=undo_snooze_button(status, task),
        )
        for task, snooze in found
        if snooze is not None and snooze.until >= today
    ]


def _next_thing(hub: Hub, desk: Desk) -> tuple[str, list[dict[str, Any]]]:
    """Return the one next thing in words, and what to press for it."""
    said, text = _next_step(desk)
    step = [blocks.button(text, Assessment.OPEN, primary=True)] if text else []
    if hub.talk is None or hub.now is None or not _date_is_next(hub, desk):
        return said, step
    date = words("home.next_date", **talk_days(hub.talk, hub.talk.coach, hub.now))
    look = blocks.button(text, Assessment.OPEN)
    return f"{date}\n*Done:* {said}", [set_date_button(hub.talk, primary=True), look]


def _date_is_next(hub: Hub, desk: Desk) -> bool:
    """Say whether a date is what is left to do: the self-assessment is submitted, and the talk has none."""
    is_done = desk.standing is Standing.READY and desk.work is not None and desk.work.state is not State.DRAFT
    if hub.talk is None or hub.now is None or not is_done:
        return False
    talk = hub.talk.talk
    return hub.talk.manager is not None and talk.at is None and not talk.is_over(hub.talk.coach.diary.day(hub.now))


def _next_step(desk: Desk) -> tuple[str, str]:
    """Return the next step of the self-assessment in words, and what stands on its button, empty where none is."""
    if desk.standing is not Standing.READY:
        return _without_work(desk)
    framework, work = desk.ready
    done = progress(framework, work)
    if work.cycle_id is None:
        started = f" Your practice: {progress_words(done)}." if work.answers else ""
        return f"nothing is asked of you now. You can practise whenever you like; only you see it.{started}", "Practise"
    if work.state is not State.DRAFT:
        seen = f" {blocks.escape(desk.reader.name)} sees it once both of you have submitted." if desk.reader else ""
        return f"your self-assessment is submitted.{seen}", "Look at it"
    if not desk.accepts:
        return "your last half-year has closed; what you wrote is still in your draft.", "Open the draft"
    if work.answers:
        return f"finish your self-assessment. {progress_words(done).capitalize()}.", "Continue"
    return f"your self-assessment. About {done.minutes_left} minutes, in pieces if you like.", "Start"


def _without_work(desk: Desk) -> tuple[str, str]:
    whom = people_to_ask(desk.whom)
    if desk.standing is Standing.NO_LEVEL:
        return f"nobody has told Trellis your level yet; {whom} can. You can practise meanwhile.", "Practise"
    if desk.standing is Standing.LEVEL_GONE:
        return f"your level isn't part of the framework any more; {whom} can set your new one.", ""
    return f"nothing for now. {whom} can tell you more.", ""


def _window(desk: Desk) -> str:
    cycle = desk.cycle
    if cycle is None:
        return ""
    talk = f"talks between {spoken(cycle.window_start)} and {spoken(cycle.window_end)}"
    return f"{blocks.escape(cycle.name)} · {talk} · answers are open until {spoken(cycle.closes_on)}"


def _standing(person: Person | None, framework: Framework) -> str:
    words = [f"framework {blocks.escape(framework.version)}", "only you see this page"]
    if person is not None and person.level is not None:
        since = f" since {person.level_since:%B %Y}" if person.level_since else ""
        words.insert(0, f"{blocks.escape(level_title(framework, person.level))}{since}")
    return " · ".join(words)
