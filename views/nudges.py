"""What Trellis says on its own: everything due to one person in one message, each thing as it stands now.

Blocks name people, dates and counts, never a rating, a level or what anybody wrote. One thing's words:
`views.nudge_words`; a manager's digest: `views.digests`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from growth.agenda import Shown
from growth.digest import Digest
from growth.nudges import MOST, Nudge, Number, TalkStatus, Task, snoozed
from growth.talks import Party
from views import blocks
from views.digests import digest_said
from views.nudge_words import Said, done_words, has_to_prepare, is_coach, other_of, said_of
from views.talk_buttons import (
    assessment_button,
    check_in_buttons,
    leave_it_button,
    set_date_button,
    settings_button,
    slot_buttons,
    snooze_select,
    undo_snooze_button,
)
from views.times import day_words, listed, short_words
from views.wording import label, words

LONGEST_TEXT = 4000
"""Characters of a message's text: Slack changes no message to a longer one."""

ASKED = (Task.DATE, Task.ASSESSMENT, Task.CHECK_IN)


@dataclass(frozen=True, slots=True)
class Item:
    """One nudge of a message, and how it stands now.

    `until` is the day a snoozed one comes again (without it what the snooze says), `slots` are the times offered for
    a date (UTC), `talk_at` the date that was told (UTC; without it the talk's own), `digest` what a manager's digest
    says now.
    """

    nudge: Nudge
    shown: Shown = Shown.LIVE
    until: date | None = None
    slots: tuple[datetime, ...] = ()
    talk_at: datetime | None = None
    digest: Digest | None = None


@dataclass(frozen=True, slots=True)
class FirstWords:
    """What a person's first nudge ever says besides: the names of the owners, who set Trellis up."""

    owners: tuple[str, ...] = ()


def nudge_message(items: Sequence[Item], reader: Party, first: FirstWords | None, now: datetime) -> dict[str, Any]:
    """Return one message with everything due to its reader; `first` where it is their first nudge ever.

    `text` says all of it in plain words.
    """
    said = [_drawn(item, reader, now) for item in items]
    shown = [block for n, one in enumerate(said) for block in ([blocks.divider()] if n else []) + one.blocks]
    texts = [one.text for one in said]
    if first is not None:
        closing = _first_words(first, reader)
        shown += [blocks.divider(), blocks.context(" ".join(closing)), blocks.actions(settings_button())]
        texts += closing
    return {"text": blocks.truncate("\n".join(texts), LONGEST_TEXT), "blocks": shown}


def _first_words(first: FirstWords, reader: Party) -> list[str]:
    owners = listed(first.owners[:2]) if first.owners else label("first.somebody")
    hour = f"{reader.diary.preferences.hour:02}:00"
    return [words("first.why", owners=owners), words("first.how", hour=hour), words("first.stop")]


def _drawn(item: Item, reader: Party, now: datetime) -> Said:
    """Return one nudge as it stands."""
    status, task = item.nudge.status, item.nudge.task
    if task is Task.DIGEST:
        return digest_said(item.digest, item.shown, reader, now)
    return Said.of(words("shown.gone")) if status is None else _asked_or_told(item, status, reader, now)


def _asked_or_told(item: Item, status: TalkStatus, reader: Party, now: datetime) -> Said:
    task = item.nudge.task
    if item.shown is Shown.DONE:
        return Said.done(done_words(task, status, reader, now))
    said = said_of(item.nudge.number, status, reader, item.talk_at, now)
    match item.shown:
        case Shown.LIVE:
            return _live(item, status, said, reader)
        case Shown.SNOOZED:
            return said.now(_snoozed_words(item, status, reader, now), undo_snooze_button(status, task))
        case Shown.FOLLOWED:
            return said.now(words("shown.followed"))
        case _ if task in ASKED:
            return said.now(words("shown.over"))
        case _:
            return said.then(words("shown.moved")) if item.talk_at not in {None, status.talk.at} else said


def _live(item: Item, status: TalkStatus, said: Said, reader: Party) -> Said:
    """Return a nudge with what can be done about it, in the words for where nothing can be pressed, too."""
    nudge = item.nudge
    if nudge.task is Task.DATE:
        said = _with_slots(said, status, item.slots, reader)
    buttons = _buttons(item, status, reader)
    is_last = nudge.task in ASKED and not _may_snooze(nudge, status)
    shown = [*said.blocks, blocks.actions(*buttons)] if buttons else said.blocks
    texts = [said.text]
    if nudge.task in ASKED:
        texts.append(words(f"how.{nudge.task}"))
    elif is_coach(status, reader) and has_to_prepare(status):
        texts.append(words("how.assessment"))
    if is_last:
        shown = [*shown, blocks.context(words("last"))]
        texts.append(words("last"))
    return Said(" ".join(texts), shown)


def _with_slots(said: Said, status: TalkStatus, slots: Sequence[datetime], reader: Party) -> Said:
    """Return a nudge for a date with the times offered, by the other's clock too where it differs."""
    count = "none" if not slots else "one" if len(slots) == 1 else "many"
    offer = words(f"slots.{count}")
    times = ", ".join(short_words(at, reader.diary.tz) for at in slots)
    shown = [*said.blocks, blocks.section(offer)]
    texts = [said.text, f"{offer} {times}." if slots else offer]
    other = other_of(status, reader)
    theirs = ", ".join(short_words(at, other.diary.tz) for at in slots) if other else ""
    if other is not None and theirs != times:
        clock = words("slots.other_clock", other=other.name, times=theirs)
        shown.append(blocks.context(clock))
        texts.append(f"{clock}.")
    return Said(" ".join(texts), shown)


def _buttons(item: Item, status: TalkStatus, reader: Party) -> list[dict[str, Any]]:
    """Return what can be pressed, the one thing to do first."""
    task, number = item.nudge.task, item.nudge.number
    snooze = [snooze_select(status, task)] if _may_snooze(item.nudge, status) else []
    date = [set_date_button(status)] if status.manager else []
    match task:
        case Task.DATE:
            key = "another_time" if item.slots else "choose"
            return [
                *slot_buttons(status, item.slots, reader, other_of(status, reader)),
                set_date_button(status, key=key),
                *snooze,
            ]
        case Task.ASSESSMENT:
            leave = [leave_it_button(status)] if number is Number.BEFORE_TALK else []
            key = "first_page" if number is Number.SMALLEST_STEP else "start"
            return [assessment_button(status, key=key), *date, *leave, *snooze]
        case Task.CHECK_IN:
            return [*check_in_buttons(status), *snooze]
        case _:
            prepares = is_coach(status, reader) and (status.work.submitted or has_to_prepare(status))
            return [*([assessment_button(status)] if prepares else []), *date]


def _may_snooze(nudge: Nudge, status: TalkStatus) -> bool:
    """Say whether the task can come again: not after the last of its table, nor the last of its budget."""
    if nudge.task not in ASKED or nudge.number is Number.BEFORE_TALK:
        return False
    before = [sent for sent in status.sent_to(status.coach.person_id, nudge.task) if sent.day < nudge.day]
    return len(before) < MOST - 1


def _snoozed_words(item: Item, status: TalkStatus, reader: Party, now: datetime) -> str:
    snooze = snoozed(item.nudge.task, status)
    until = item.until or (snooze.until if snooze else None)
    if until is None:
        return words("shown.snoozed_some_day")
    return words("shown.snoozed", until=day_words(until, reader.diary.day(now)))
