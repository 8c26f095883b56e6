"""What was filled in of a form: each field's element by its block_id, as Slack sends it.

A field that is not there says nothing; one that is there with null was cleared.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from views import blocks

Filled = dict[str, Mapping[str, Any]]

_INITIALS = {
    "initial_value": "value",
    "initial_date": "selected_date",
    "initial_time": "selected_time",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
}


def filled_in(view: Mapping[str, Any]) -> Filled:
    """Return {block_id: element}; of a form that was drawn again as typed also what stands in it untouched."""
    state = (view.get("state") or {}).get("values") or {}
    found = _standing(view) if "typed" in blocks.metadata(view) else {}
    return found | {name: next(iter(elements.values())) for name, elements in state.items() if elements}


def chosen_option(element: Mapping[str, Any] | None) -> str | None:
    """Return the value of the option chosen in a field, or None where there is no field or no choice."""
    option = (element or {}).get("selected_option")
    value = option.get("value") if isinstance(option, Mapping) else None
    return value if isinstance(value, str) else None


def chosen_day(element: Mapping[str, Any] | None) -> date | None:
    """Return the day chosen in a field, or None where there is none; raise ValueError for what is no day."""
    text = (element or {}).get("selected_date")
    return None if text is None or text == "" else date.fromisoformat(str(text))


def _standing(view: Mapping[str, Any]) -> Filled:
    inputs = (block for block in view.get("blocks") or [] if block.get("type") == "input")
    return {
        block["block_id"]: {
            name: block["element"][initial] for initial, name in _INITIALS.items() if initial in block["element"]
        }
        for block in inputs
    }
