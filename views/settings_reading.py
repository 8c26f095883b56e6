"""What somebody filled in of their settings: the counterpart of the form in `views.settings`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from growth.diary import HOURS, Leave, Preferences
from growth.errors import InvalidLeave, InvalidPreferences
from growth.leave import away
from growth.public_holidays import countries
from views import blocks
from views.form_reading import Filled, chosen_day, chosen_option, filled_in
from views.ids import SettingsField as Field
from views.settings import NO_COUNTRY, ON, QUIET, RECEIPTS
from views.wording import label

HOURS_OF_A_DAY = range(25)
WEEKDAYS = frozenset(range(7))


def read_settings_form(view: Mapping[str, Any], kept: Preferences) -> Preferences:
    """Return what a form says; a field that it does not carry stays as kept.

    Raise InvalidPreferences, about the field to change, for what is cleared or can't be chosen.
    """
    filled = filled_in(view)
    read = replace(
        kept,
        hour=_hour(filled, Field.HOUR, HOURS, kept.hour),
        working_days=_working_days(filled, kept.working_days),
        works_from=_hour(filled, Field.WORKS_FROM, HOURS_OF_A_DAY, kept.works_from),
        works_until=_hour(filled, Field.WORKS_UNTIL, HOURS_OF_A_DAY, kept.works_until),
        country=_country(filled, kept.country),
    )
    if read.works_until <= read.works_from:
        raise InvalidPreferences(label("settings.hours"), Field.WORKS_UNTIL)
    return _with_messages(read, filled, str(blocks.metadata(view).get("cycle") or ""))


def read_away(view: Mapping[str, Any], today: date) -> Leave | None:
    """Return the leave a form says, from today where only its last day is given; None where it says none.

    Raise InvalidLeave, about the field to change.
    """
    filled = filled_in(view)
    first, last = _day(filled, Field.AWAY_FROM), _day(filled, Field.AWAY_UNTIL)
    if first is None and last is None:
        return None
    if last is None:
        raise InvalidLeave(label("settings.last_day_too"), Field.AWAY_UNTIL)
    try:
        return away(first or today, last, today)
    except InvalidLeave as problem:
        raise InvalidLeave(str(problem), Field.AWAY_UNTIL) from None


def _hour(filled: Filled, field: Field, hours: range, kept: int) -> int:
    if field not in filled:
        return kept
    text = chosen_option(filled[field]) or ""
    if not text.isdecimal() or int(text) not in hours:
        raise InvalidPreferences(label("settings.choose"), field)
    return int(text)


def _working_days(filled: Filled, kept: frozenset[int]) -> frozenset[int]:
    if Field.WORKING_DAYS not in filled:
        return kept
    options = filled[Field.WORKING_DAYS].get("selected_options") or []
    values = {str(option.get("value")) for option in options}
    days = frozenset(day for day in WEEKDAYS if str(day) in values)
    if not days or len(days) < len(values):
        raise InvalidPreferences(label("settings.choose_days"), Field.WORKING_DAYS)
    return days


def _country(filled: Filled, kept: str) -> str:
    if Field.COUNTRY not in filled:
        return kept
    code = chosen_option(filled[Field.COUNTRY]) or NO_COUNTRY
    if code == NO_COUNTRY:
        return ""
    if code not in countries():
        raise InvalidPreferences(label("settings.choose"), Field.COUNTRY)
    return code


def _with_messages(read: Preferences, filled: Filled, cycle_id: str) -> Preferences:
    if Field.REMINDERS not in filled:
        return read
    choice = chosen_option(filled[Field.REMINDERS])
    if choice == RECEIPTS:
        return replace(read, opted_out=True)
    if choice == ON:
        return replace(read, opted_out=False, muted_cycle="")
    if choice == QUIET and cycle_id:
        return replace(read, opted_out=False, muted_cycle=cycle_id)
    raise InvalidPreferences(label("settings.choose"), Field.REMINDERS)


def _day(filled: Filled, field: Field) -> date | None:
    try:
        return chosen_day(filled.get(field))
    except ValueError:
        raise InvalidLeave(label("settings.no_such_day"), field) from None
