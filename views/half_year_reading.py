"""What was filled in of a half-year: the counterpart of the forms in `views.half_years`."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from growth.errors import InvalidCycle
from growth.half_years import HalfYear
from views import blocks
from views.ids import CycleField

CHOOSE_A_DAY = "Please choose a day."


def read_form(view: Mapping[str, Any], fields: Iterable[CycleField], kept: HalfYear) -> HalfYear:
    """Return what a form says of these fields; raise InvalidCycle for a day that is none.

    A field that the form does not carry stays as in `kept`; in a form that was drawn again as it had been typed, it
    is as it stands there. Null is a clearing.
    """
    state = (view.get("state") or {}).get("values") or {}
    shown = _shown(view) if "typed" in blocks.metadata(view) else {}
    changes: dict[str, Any] = {}
    for field in fields:
        element = next(iter((state.get(field) or {}).values()), shown.get(field))
        if element is not None:
            is_name = field is CycleField.NAME
            changes[field.value] = str(element.get("value") or "") if is_name else _day(element, field)
    return replace(kept, **changes)


def _shown(view: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    inputs = [block for block in view.get("blocks") or [] if block.get("type") == "input"]
    return {
        block["block_id"]: {
            "value": block["element"].get("initial_value"),
            "selected_date": block["element"].get("initial_date"),
        }
        for block in inputs
    }


def _day(element: Mapping[str, Any], field: CycleField) -> date:
    try:
        return date.fromisoformat(str(element.get("selected_date")))
    except ValueError:
        raise InvalidCycle(CHOOSE_A_DAY, field) from None
