"""A talk's date in its windows and messages: the form that sets or moves it, and what is said once it is set."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from growth.calendar import zone
from growth.errors import InvalidTalk
from growth.nudges import TalkStatus
from growth.talks import Party
from views import blocks
from views.form_reading import Filled, chosen_day, chosen_option, filled_in
from views.ids import Talk as Ids
from views.ids import TalkField
from views.nudge_words import effort_words, gone_said, has_to_prepare, is_coach, other_name, other_of, talk_days
from views.talk_buttons import assessment_button, moment_text, parse_moment, set_date_button, slot_options
from views.times import both_words
from views.wording import label, words

ANOTHER = "another"
"""The value of the choice that leaves the offered times for a day and a time of one's own."""


def date_form(status: TalkStatus, viewer: Party, slots: Sequence[datetime], now: datetime) -> dict[str, Any]:
    """Return the form for a talk's date; `slots` are up to three moments (UTC) to choose among.

    Its metadata holds `cycle`, `coach` and `had`: the date that stood when it was drawn, empty for none.
    """
    talk = status.talk
    fields = _slot_fields(status, viewer, slots) if slots else _own_fields(("only_day", "only_time"), optional=False)
    other = other_name(status, viewer)
    return blocks.modal(
        label("date.title" if talk.at is None else "date.title_move"),
        [
            blocks.section(_as_it_stands(status, viewer, now)),
            *fields,
            blocks.context(words("date.clock", zone=viewer.diary.tz or "UTC"), words("date.calendars", other=other)),
        ],
        callback_id=Ids.SET_DATE,
        submit=label("date.save"),
        close=label("date.cancel"),
        metadata={
            "cycle": talk.cycle_id,
            "coach": talk.coach_id,
            "had": moment_text(talk.at) if talk.at else "",
        },
    )


def _slot_fields(status: TalkStatus, viewer: Party, slots: Sequence[datetime]) -> list[dict[str, Any]]:
    options = slot_options(slots, viewer, other_of(status, viewer))
    options.append(blocks.option(label("date.another_slot"), ANOTHER))
    offered = blocks.radio(Ids.FILL_IN, options, None)
    return [
        blocks.field(label("date.slot"), offered, TalkField.SLOT, optional=False),
        *_own_fields(("day", "time"), optional=True),
    ]


def _own_fields(labels: tuple[str, str], *, optional: bool) -> list[dict[str, Any]]:
    day, time = (label(f"date.{name}") for name in labels)
    return [
        blocks.field(day, blocks.day_input(Ids.FILL_IN, None), TalkField.DAY, optional=optional),
        blocks.field(time, blocks.time_input(Ids.FILL_IN), TalkField.TIME, optional=optional),
    ]


def date_saved(status: TalkStatus, viewer: Party, now: datetime) -> dict[str, Any]:
    """Return what stands in place of the form once the date is kept, with what there is to prepare."""
    other = other_of(status, viewer)
    hears = [blocks.context(words("date.other_hears", other=other.name))] if other else []
    said = [blocks.section(_as_it_stands(status, viewer, now)), *hears, *_to_prepare(status, viewer)]
    return blocks.modal(label("date.title"), said, callback_id=Ids.DONE)


def date_stands(status: TalkStatus, viewer: Party, now: datetime) -> dict[str, Any]:
    """Return the modal for a time pressed while a date stands: which one, and [Move the date]."""
    said = [
        blocks.section(f"{words('date.stands_already')} {_as_it_stands(status, viewer, now)}"),
        blocks.actions(set_date_button(status)),
    ]
    return blocks.modal(label("date.title"), said, callback_id=Ids.DONE)


def held_view(status: TalkStatus, viewer: Party, now: datetime) -> dict[str, Any]:
    """Return the modal that says a talk is marked held."""
    key = "held_you" if is_coach(status, viewer) else "held"
    when = _when(status, viewer, now)
    said = words(f"date.{key}", other=other_name(status, viewer), coach=status.coach.name, when=when)
    return blocks.modal(label("date.held_title"), [blocks.section(said)], callback_id=Ids.DONE)


def receipt(status: TalkStatus, viewer: Party, now: datetime) -> dict[str, Any]:
    """Return the message about a date that stands, or that leave made void: to who set it, or at once to the other."""
    if status.talk.at is None:
        gone = gone_said(status, viewer, now)
        return {"text": gone.text, "blocks": [*gone.blocks, blocks.actions(set_date_button(status))]}
    other = other_of(status, viewer)
    by_other = other is not None and status.talk.set_by == other.person_id
    said = _as_it_stands(status, viewer, now)
    if by_other:
        said = f"{said} {words('date.set_by_other', other=other_name(status, viewer))}"
    elif other is not None:
        said = f"{said} {words('date.other_hears', other=other.name)}"
    text = said
    if is_coach(status, viewer) and has_to_prepare(status):
        text = f"{said} {words('date.prepare', effort=effort_words(status))} {words('how.assessment')}"
    shown = [blocks.section(said), *_to_prepare(status, viewer, set_date_button(status))]
    return {"text": text, "blocks": shown}


def _to_prepare(status: TalkStatus, viewer: Party, *more: dict[str, Any]) -> list[dict[str, Any]]:
    """Return how much there is to prepare and the button for it, beside other buttons."""
    if not (is_coach(status, viewer) and has_to_prepare(status)):
        return [blocks.actions(*more)] if more else []
    said = words("date.prepare", effort=effort_words(status))
    return [blocks.section(said), blocks.actions(assessment_button(status), *more)]


def _as_it_stands(status: TalkStatus, viewer: Party, now: datetime) -> str:
    """Return the date of a talk, or between which days it belongs."""
    if status.talk.at is None:
        return words("date.belongs", **talk_days(status, viewer, now), other=other_name(status, viewer))
    return words("date.stands", other=other_name(status, viewer), when=_when(status, viewer, now))


def _when(status: TalkStatus, viewer: Party, now: datetime) -> str:
    return both_words(status.talk.at or now, viewer, other_of(status, viewer), now)


# What was filled in


def read_date_form(view: Mapping[str, Any], tz: str) -> datetime:
    """Return the moment (UTC) a form says, its day and time read in the viewer's zone.

    Raise InvalidTalk, about the field to change, where it says none or two.
    """
    filled = filled_in(view)
    slot = chosen_option(filled.get(TalkField.SLOT))
    day, at = _day(filled), _time(filled)
    if slot is not None and slot != ANOTHER:
        if (moment := parse_moment(slot)) is None:
            raise InvalidTalk(label("date.choose"), TalkField.SLOT)
        if day is not None or at is not None:
            raise InvalidTalk(label("date.both"), TalkField.SLOT)
        return moment
    if slot is None and day is None and at is None and TalkField.SLOT in filled:
        raise InvalidTalk(label("date.choose"), TalkField.SLOT)
    if day is None:
        raise InvalidTalk(label("date.choose_day"), TalkField.DAY)
    if at is None:
        raise InvalidTalk(label("date.choose_time"), TalkField.TIME)
    return _moment(day, at, tz)


def takes_offered(view: Mapping[str, Any]) -> bool:
    """Say whether a form chooses one of the times offered."""
    return chosen_option(filled_in(view).get(TalkField.SLOT)) not in {None, ANOTHER}


def _day(filled: Filled) -> date | None:
    try:
        return chosen_day(filled.get(TalkField.DAY))
    except ValueError:
        raise InvalidTalk(label("date.choose_day"), TalkField.DAY) from None


def _time(filled: Filled) -> time | None:
    text = (filled.get(TalkField.TIME) or {}).get("selected_time")
    if text is None or text == "":
        return None
    try:
        return datetime.strptime(str(text), "%H:%M").time()  # noqa: DTZ007 - a clock's time, its zone comes with the day
    except ValueError:
        raise InvalidTalk(label("date.choose_time"), TalkField.TIME) from None


def _moment(day: date, at: time, tz: str) -> datetime:
    local = datetime.combine(day, at, zone(tz))
    try:
        moment = local.astimezone(UTC)
    except OverflowError:
        raise InvalidTalk(label("date.far_off"), TalkField.DAY) from None
    if moment.astimezone(zone(tz)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise InvalidTalk(label("date.no_such_time"), TalkField.TIME)
    return moment
