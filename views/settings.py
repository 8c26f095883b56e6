"""A person's own settings: when Trellis speaks to them, when they are away, what comes next and what was sent.

What was filled in of them: `views.settings_reading`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from growth.calendar import zone
from growth.diary import HOURS, Leave, Preferences
from growth.nudges import Nudge
from growth.public_holidays import countries
from growth.talks import Party
from views import blocks
from views.ids import Settings as Ids
from views.ids import SettingsField as Field
from views.outlook import Told, next_words, told_words
from views.times import day_words
from views.wording import label, words

LEAVES_SHOWN = 5
TOLD_SHOWN = 20

NO_COUNTRY = "none"
ON, QUIET, RECEIPTS = "on", "quiet", "receipts"
"""The values of the choice of messages: all, none about the open half-year, receipts only."""

BEGINS, ENDS = range(5, 15), range(12, 23)
"""Hours among which a working day can begin, and end."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What stands around the fields: the open cycle (id, name), what comes next, and what was sent, newest first."""

    cycle: tuple[str, str] | None = None
    coming: Sequence[Nudge] = ()
    sent: Sequence[Told] = ()


def settings_form(person: Party, outlook: Outlook, now: datetime) -> dict[str, Any]:
    """Return the modal with a person's settings as in their diary; its metadata holds `cycle`, an id or empty."""
    chosen = person.diary.preferences
    return blocks.modal(
        label("settings.title"),
        [
            blocks.section(next_words(outlook.coming, person, now)),
            blocks.context(words("settings.about", zone=zone(person.diary.tz).key)),
            _reminders(chosen, outlook.cycle),
            *_hours(chosen),
            _country(chosen),
            blocks.divider(),
            *_away(person, now),
            blocks.divider(),
            blocks.section("\n".join([words("settings.sent"), *told_words(outlook.sent[:TOLD_SHOWN], person)])),
        ],
        callback_id=Ids.FORM,
        submit=label("settings.save"),
        metadata={"cycle": outlook.cycle[0] if outlook.cycle else ""},
    )


def settings_saved(person: Party, outlook: Outlook, now: datetime) -> dict[str, Any]:
    """Return what stands in place of the form once it is kept: what holds now, and what comes next."""
    said = [words("settings.saved"), next_words(outlook.coming, person, now), *_leave_lines(person, now)]
    return blocks.modal(label("settings.title"), [blocks.section("\n".join(said))], callback_id=Ids.DONE)


def _reminders(chosen: Preferences, cycle: tuple[str, str] | None) -> dict[str, Any]:
    options = [blocks.option(label("settings.on"), ON), blocks.option(label("settings.receipts"), RECEIPTS)]
    if cycle is not None:
        options.insert(1, blocks.option(label("settings.quiet", cycle=cycle[1]), QUIET))
    is_quiet = cycle is not None and chosen.muted_cycle == cycle[0]
    initial = RECEIPTS if chosen.opted_out else QUIET if is_quiet else ON
    element = blocks.radio(Ids.FILL_IN, options, initial)
    return _field(Field.REMINDERS, element, hint=label("settings.reminders_hint"))


def _hours(chosen: Preferences) -> list[dict[str, Any]]:
    days = [blocks.option(label(f"settings.weekday.{day}"), str(day)) for day in range(7)]
    ticked = [str(day) for day in chosen.working_days]
    return [
        _field(Field.HOUR, _hour_select(HOURS, chosen.hour)),
        _field(Field.WORKING_DAYS, blocks.checkboxes(Ids.FILL_IN, days, ticked)),
        _field(Field.WORKS_FROM, _hour_select(BEGINS, chosen.works_from)),
        _field(Field.WORKS_UNTIL, _hour_select(ENDS, chosen.works_until), hint=label("settings.works_until_hint")),
    ]


def _hour_select(hours: range, chosen: int) -> dict[str, Any]:
    """Return a select of full hours; the one chosen is among them whatever the range."""
    offered = sorted({*hours, chosen})
    options = [blocks.option(f"{hour:02}:00", str(hour)) for hour in offered]
    return blocks.select(Ids.FILL_IN, options, str(chosen), label("settings.choose_hour"))


def _country(chosen: Preferences) -> dict[str, Any]:
    groups = {label("settings.no_country_group"): [blocks.option(label("settings.no_country"), NO_COUNTRY)]}
    named = ((code, name) for code, name in countries().items())
    for letter, found in groupby(named, key=lambda pair: pair[1][0]):
        groups[letter] = [blocks.option(name, code) for code, name in found]
    element = blocks.grouped_select(Ids.FILL_IN, groups, chosen.country or NO_COUNTRY, label("settings.choose_country"))
    return _field(Field.COUNTRY, element, hint=label("settings.country_hint"))


def _away(person: Party, now: datetime) -> list[dict[str, Any]]:
    shown = [blocks.section(words("settings.away"))]
    today = person.diary.day(now)
    for leave, said in zip(_ahead(person, now), _leave_lines(person, now), strict=True):
        key = "back" if leave.covers(today) else "not_away"
        button = blocks.button(label(f"button.{key}"), Ids.BACK, value=leave.id or None)
        shown.append(blocks.section(said, accessory=button))
    return [
        *shown,
        *(
            _field(name, blocks.day_input(Ids.FILL_IN, None), hint=label(f"settings.{name}_hint"), optional=True)
            for name in (Field.AWAY_FROM, Field.AWAY_UNTIL)
        ),
    ]


def _ahead(person: Party, now: datetime) -> list[Leave]:
    today = person.diary.day(now)
    return [leave for leave in person.diary.leave if leave.last >= today][:LEAVES_SHOWN]


def _leave_lines(person: Party, now: datetime) -> list[str]:
    today = person.diary.day(now)
    return [
        words(
            f"settings.{'is_away' if leave.covers(today) else 'will_be_away'}",
            first=day_words(leave.first, today),
            last=day_words(leave.last, today),
        )
        for leave in _ahead(person, now)
    ]


def _field(name: Field, element: dict[str, Any], *, hint: str = "", optional: bool = False) -> dict[str, Any]:
    return blocks.field(label(f"settings.{name}"), element, name, hint=hint, optional=optional)
