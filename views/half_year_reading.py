"""What was filled in of a half-year: the counterpart of the forms in `views.half_years`."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from growth.errors import InvalidCycle
from growth.half_years import HalfYear
from views.form_reading import chosen_day, filled_in
from views.ids import CycleField

CHOOSE_A_DAY = "Please choose a day."


def read_form(view: Mapping[str, Any], fields: Iterable[CycleField], kept: HalfYear) -> HalfYear:
    """Return what a form says of these fields; raise InvalidCycle for a day that is none.

    A field that the form does not carry stays as in `kept`; in a form that was drawn again as it had been typed, it
    is as it stands there. Null is a clearing.
    """
    filled = filled_in(view)
    changes: dict[str, Any] = {}
    for field in fields:
        if (element := filled.get(field)) is not None:
            is_name = field is CycleField.NAME
            changes[field.value] = str(element.get("value") or "") if is_name else _day(element, field)
    return replace(kept, **changes)


def _day(element: Mapping[str, Any], field: CycleField) -> date:
    try:
        day = chosen_day(element)
    except ValueError:
        day = None
    if day is None:
        raise InvalidCycle(CHOOSE_A_DAY, field)
    return day
