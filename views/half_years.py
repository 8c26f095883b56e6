"""The half-years before an owner: what holds in words, and the forms to change or open one."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from growth.calendar import spoken
from growth.cycles import CLOSES_AFTER, Cycle, CycleState
from growth.half_years import OPENS_UP_TO, HalfYear
from growth.hub import Stewardship
from views import blocks
from views.ids import Cycle as Ids
from views.ids import CycleField

SAVED = "Saved. Everyone sees the days the next time they open App Home."
CLOSED = "It has closed meanwhile, so its days stay as they were."
OPENED_MEANWHILE = "It has opened meanwhile, so nothing was changed. Its days can be changed as those of the open one."
OPEN_ALREADY = "One half-year is open at a time, so no other was opened."
OPENED = "It is open now. Coaches see it the next time they open App Home."
LONGEST_TYPED = 150
"""More than a name may have: whoever types too much shall read our own sentence about it."""

DAYS = (CycleField.WINDOW_START, CycleField.WINDOW_END, CycleField.CLOSES_ON)
NEXT_DAYS = (CycleField.OPENS_ON, *DAYS)
NEW = (CycleField.NAME, CycleField.WINDOW_START, CycleField.WINDOW_END)

_LABELS = {
    CycleField.NAME: "Name",
    CycleField.OPENS_ON: "It opens on",
    CycleField.WINDOW_START: "First day for talks",
    CycleField.WINDOW_END: "Last day for talks",
    CycleField.CLOSES_ON: "It closes on",
}
_STATES = {
    CycleState.PLANNED: "is planned",
    CycleState.OPEN: "is open",
    CycleState.TALKING: "is open, its talks are on",
    CycleState.CLOSING: "is open, its talks are over",
}


# What holds


def cycle_words(found: Stewardship) -> str:
    """Return what an owner reads of the half-year that is open, or that none is."""
    cycle = found.open_cycle
    if cycle is None:
        return "No half-year is open."
    talks_and_closing = _talks_and_closing(found.today, cycle)
    return f"*{blocks.escape(cycle.name)}* {_STATES[found.state]}: {_coaches(found.cohort)}, {talks_and_closing}."


def upcoming_words(found: Stewardship) -> str:
    """Return what an owner reads of the half-year that the calendar opens next, or of what is in its way."""
    coming, opens_on = found.upcoming, found.opens_next_on
    if opens_on is None:
        day, wait = _spoken(found.today, coming.opens_on)[0], OPENS_UP_TO.days
        return (
            f"*{coming.name}* can't open by itself on {day}, nor in the {wait} days after it, because another is open "
            "then. Change the days of either."
        )
    when = "today" if opens_on == found.today else f"on {_spoken(found.today, opens_on)[0]}"
    return f"*{coming.name}* opens by itself {when}: {_talks_and_closing(opens_on, coming)}."


def home_blocks(found: Stewardship) -> list[dict[str, Any]]:
    """Return the half-years in App Home, each with the one thing to do about it."""
    cycle = found.open_cycle
    if cycle is None:
        do = blocks.button("Open one now", Ids.OPEN, read_as="Open a half-year now")
    else:
        do = blocks.button("Change the days", Ids.RESCHEDULE, read_as="Change the days of the open half-year")
    plan = blocks.button("Change the days", Ids.PLAN, read_as=f"Change the days of {found.upcoming.name}")
    return [
        blocks.section(cycle_words(found), accessory=do, block_id=Ids.PRESENT),
        blocks.section(upcoming_words(found), accessory=plan, block_id=Ids.UPCOMING),
    ]


def settled_view(found: Stewardship, said: str) -> dict[str, Any]:
    """Return what holds now, and what was done or why nothing was."""
    return blocks.modal(
        "Half-years",
        [blocks.section(cycle_words(found)), blocks.section(upcoming_words(found)), blocks.context(said)],
        callback_id=Ids.DONE,
    )


# Forms


def days_form(found: Stewardship) -> dict[str, Any]:
    """Return the form for the days of the open half-year; without one, what holds instead."""
    cycle = found.open_cycle
    if cycle is None:
        return settled_view(found, CLOSED)
    said = [blocks.section(cycle_words(found)), blocks.context(_zone_words(found))]
    return _form("Change the days", "Save", Ids.DAYS, said, _fields(DAYS, days_of(cycle)), {"cycle": cycle.id})


def next_days_form(found: Stewardship) -> dict[str, Any]:
    """Return the form for the days of the half-year that the calendar opens next."""
    said = [blocks.section(upcoming_words(found)), blocks.context(_zone_words(found))]
    fields = _fields(NEXT_DAYS, found.upcoming)
    return _form("Change the days", "Save", Ids.NEXT_DAYS, said, fields, {"name": found.upcoming.name})


def opening_form(found: Stewardship) -> dict[str, Any]:
    """Return the form that opens a half-year now, filled in as proposed; while one is open, what holds instead."""
    if found.open_cycle is not None:
        return settled_view(found, OPEN_ALREADY)
    are_in_it = f"{_coaches(found.coaches)} {'is' if found.coaches == 1 else 'are'} in it"
    joining = "Whoever becomes a coach while its talks are not over joins it."
    said = [
        blocks.section(
            f"It opens today. {are_in_it}. It closes {CLOSES_AFTER.days} days after the last day for talks; you can "
            "change that afterwards."
        ),
        blocks.context(f"{joining} {_zone_words(found)}"),
    ]
    return _form("Open a half-year", "Open it", Ids.NEW, said, _fields(NEW, found.proposed))


def days_of(cycle: Cycle) -> HalfYear:
    """Return the name and the days of a cycle."""
    return HalfYear(cycle.name, cycle.opens_on, cycle.window_start, cycle.window_end, cycle.closes_on)


# Pieces


def _form(
    title: str,
    submit: str,
    callback_id: str,
    said: list[dict[str, Any]],
    fields: list[dict[str, Any]],
    metadata: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    first, *rest = said
    return blocks.modal(
        title, [first, *fields, *rest], callback_id=callback_id, submit=submit, close="Cancel", metadata=metadata
    )


def _fields(fields: Iterable[CycleField], filled_in: HalfYear) -> list[dict[str, Any]]:
    return [_field(field, getattr(filled_in, field)) for field in fields]


def _field(field: CycleField, value: str | date) -> dict[str, Any]:
    element = (
        blocks.day_input(Ids.FILL_IN, value)
        if isinstance(value, date)
        else blocks.text_input(Ids.FILL_IN, initial=value, multiline=False, longest=LONGEST_TYPED)
    )
    return blocks.field(_LABELS[field], element, field, optional=False)


def _zone_words(found: Stewardship) -> str:
    return (
        f"Days are those of {blocks.escape(found.zone)}. Each coach may answer until the end of the closing day where "
        "they are."
    )


def _talks_and_closing(today: date, days: Cycle | HalfYear) -> str:
    first, last, closing = _spoken(today, days.window_start, days.window_end, days.closes_on)
    return f"talks {first} to {last}, closes on {closing}"


def _spoken(today: date, *days: date) -> list[str]:
    """Return days as people say them one after another: with the year wherever it is another than the one before."""
    years = [today.year, *(day.year for day in days)]
    return [spoken(day, year=day.year != before) for day, before in zip(days, years, strict=False)]


def _coaches(count: int) -> str:
    return f"{count} coach" if count == 1 else f"{count} coaches"
