"""App Home of a manager: their coaches, when each talk is, and what waits on the manager. Never content."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from framework.model import Framework
from growth.hub import Hub
from growth.nudges import TalkStatus, may_pass_on
from growth.people import Person
from growth.talks import Party
from views import blocks
from views.home_coach import level_title
from views.nudge_words import talk_days
from views.talk_buttons import held_button, pass_on_button, set_date_button
from views.times import both_words, listed
from views.wording import label, words

FULL_ROWS = 20
"""Coaches with a row of buttons; a row takes two blocks, and App Home has a hundred for everything."""

SHORT_ROWS = 20
"""Coaches after them with one button; those after these are named."""

NAMED = 30
NAMES_WAITING = 3


def manager_blocks(hub: Hub, framework: Framework) -> list[dict[str, Any]]:
    """Return a manager's part of App Home: first the coaches whose talk waits on them."""
    talks = {status.coach.person_id: status for status in hub.talks if status.manager is not None}
    coaches = sorted(hub.coaches, key=lambda coach: _order(talks.get(coach.id), coach, hub.now))
    shown, more = coaches[: FULL_ROWS + SHORT_ROWS], coaches[FULL_ROWS + SHORT_ROWS :]
    names = [(coach.id, _name(coach, framework)) for coach in shown]
    if hub.now is None or not talks:
        waiting, rows = [], [blocks.section("\n".join(name for _, name in names))]
    else:
        waiting = _waiting(talks.values(), hub.now)
        rows = [block for n, (id_, name) in enumerate(names) for block in _row(name, talks.get(id_), hub.now, n)]
    if more:
        rows.append(blocks.section(words("home.more", names=_names([coach.name for coach in more], NAMED))))
    first = [blocks.section(words("home.waits", names=_names(waiting, NAMES_WAITING)))] if waiting else []
    theirs = words("home.theirs") if waiting else f"{words('home.nothing_waits')} {words('home.theirs')}"
    return [blocks.header("Your coaches"), *first, *rows, blocks.context(theirs)]


def _waiting(talks: Iterable[TalkStatus], now: datetime) -> list[str]:
    return sorted((status.coach.name for status in talks if _waits(status, now)), key=str.casefold)


def _name(coach: Person, framework: Framework) -> str:
    level = blocks.escape(level_title(framework, coach.level)) if coach.level else words("home.no_level")
    return f"*{blocks.escape(coach.name)}* · {level}"


def _row(name: str, status: TalkStatus | None, now: datetime, place: int) -> list[dict[str, Any]]:
    """Return one coach: name, level, the talk's date, and what the manager can do about it; less from a place on."""
    if status is None or status.manager is None:
        return [blocks.section(f"{name} · {words('home.no_talk')}")]
    said = f"{name}\n{_talk_words(status, status.manager, now)}"
    buttons = _buttons(status, now)
    if not buttons:
        return [blocks.section(said)]
    if place >= FULL_ROWS or len(buttons) == 1:
        return [blocks.section(said, accessory=buttons[0])]
    return [blocks.section(said), blocks.actions(*buttons)]


def _talk_words(status: TalkStatus, manager: Party, now: datetime) -> str:
    """Return when the talk is; nothing about what anybody wrote, or how far they are."""
    talk = status.talk
    if talk.at is None:
        return words("home.row_deferred" if talk.deferral else "home.row_no_date", **talk_days(status, manager, now))
    when = both_words(talk.at, manager, status.coach, now)
    if talk.held_at is not None:
        return words("home.row_held", when=when)
    return words("home.was_on" if talk.at <= now else "home.on_date", when=when)


def _buttons(status: TalkStatus, now: datetime) -> list[dict[str, Any]]:
    talk, coach = status.talk, status.coach
    if talk.is_over(coach.diary.day(now)):
        return []
    held = talk.at is not None and talk.at <= now
    read_as = label("button.choose_for" if talk.at is None else "button.move_with", coach=coach.name)
    date = set_date_button(status, key="choose" if talk.at is None else "move", read_as=read_as)
    first = [held_button(status, read_as=label("button.held_with", coach=coach.name))] if held else []
    nudge = [pass_on_button(status)] if may_pass_on(status, now) else []
    return [*first, date, *nudge]


def _waits(status: TalkStatus, now: datetime) -> bool:
    """Say whether a date, or the word that a talk was held, is the manager's to give."""
    talk = status.talk
    return not talk.is_over(status.coach.diary.day(now)) and (talk.at is None or talk.at <= now)


def _order(status: TalkStatus | None, coach: Person, now: datetime | None) -> tuple[int, float, str]:
    """Return what to sort coaches by: who waits on the manager, then by date, then whose talk is over."""
    if status is None or now is None:
        return 3, 0.0, coach.name.casefold()
    at = status.talk.at
    rank = 0 if _waits(status, now) else 2 if status.talk.is_over(status.coach.diary.day(now)) else 1
    return rank, at.timestamp() if at and rank else 0.0, coach.name.casefold()


def _names(names: Sequence[str], most: int) -> str:
    """Return so many names, and how many more there are; not escaped yet."""
    more = len(names) - most
    return listed([*names[:most], label("home.others", count=more)]) if more > 0 else listed(names)
