"""What Slack's own form refuses to send: required fields left empty, and values of the wrong kind or length."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from sandbox import view_state
from sandbox.model import Json, OpenView

REQUIRED = "Please complete this required field."
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
URL = re.compile(r"https?://\S+")
LONGEST = 3000


def errors_in(view: OpenView) -> dict[str, str]:
    """Return what the form says at its fields by block_id; empty when it can be sent."""
    found: dict[str, str] = {}
    for block, element in view_state.located(view.blocks):
        if block["type"] != "input":
            continue
        value = view.state.get(block["block_id"], {}).get(element["action_id"], {})
        if view_state.is_empty(value):
            if not block.get("optional", False):
                found[block["block_id"]] = REQUIRED
        else:
            words = _wrong(element, value)
            if words:
                found[block["block_id"]] = words
    return found


def _wrong(element: Json, value: Mapping[str, object]) -> str:
    kind, typed = element["type"], str(value.get("value", ""))
    if kind == "plain_text_input":
        return _length(element, typed)
    if kind == "number_input":
        return _number(element, typed)
    if kind == "email_text_input" and not EMAIL.fullmatch(typed):
        return "Please enter a valid email."
    if kind == "url_text_input" and not URL.fullmatch(typed):
        return "Please enter a valid URL."
    return ""


def _length(element: Json, typed: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", LONGEST)
    if len(typed) < least:
        return f"Please use at least {least} characters."
    if len(typed) > most:
        return f"Please use at most {most} characters."
    return ""


def _number(element: Json, typed: str) -> str:
    try:
        number = Decimal(typed)
    except InvalidOperation:
        return "Please enter a number."
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        return "Please enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return ""
