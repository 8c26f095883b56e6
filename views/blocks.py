"""The pieces every screen is made of, with Slack's limits kept and people's words escaped."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

TITLE = 24
SECTION = 3000
OPTION = 75
HEADER = 150
BLOCKS_IN_MODAL = 100
CONTEXT_ELEMENTS = 10

_ESCAPES = ("&amp;", "&lt;", "&gt;")
_JOINER = "\u200d"
_JOINING = f"{_JOINER}\ufe0f"


def escape(text: str) -> str:
    """Return people's words safe inside mrkdwn and top-level text: nothing in them links, mentions or rings."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def truncate(text: str, limit: int) -> str:
    """Return at most `limit` characters, the cut marked with an ellipsis and never inside an escape or an emoji."""
    if len(text) <= limit:
        return text
    end = limit - 1
    while end and _cuts_apart(text, end):
        end -= 1
    return text[:end].rstrip() + "…"


def _cuts_apart(text: str, end: int) -> bool:
    """Say whether a cut before `end` falls inside an escape, or between parts of one emoji."""
    if text[end] in _JOINING or text[end - 1] == _JOINER:
        return True
    start = max(text.rfind("&", 0, end), 0)
    return any(text.startswith(escape, start) and start + len(escape) > end for escape in _ESCAPES)


def plain(text: str, limit: int = SECTION) -> dict[str, Any]:
    """Return a plain text object; nothing in it is parsed."""
    return {"type": "plain_text", "text": truncate(text, limit), "emoji": False}


def mrkdwn(text: str, limit: int = SECTION) -> dict[str, Any]:
    """Return a mrkdwn text object; people's words in `text` must come escaped."""
    return {"type": "mrkdwn", "text": truncate(text, limit), "verbatim": True}


def header(text: str) -> dict[str, Any]:
    """Return a header block."""
    return {"type": "header", "text": plain(text, HEADER)}


def section(text: str, *, accessory: Mapping[str, Any] | None = None, block_id: str | None = None) -> dict[str, Any]:
    """Return a section of mrkdwn, unfolded."""
    block: dict[str, Any] = {"type": "section", "text": mrkdwn(text), "expand": True}
    if accessory is not None:
        block["accessory"] = dict(accessory)
    if block_id is not None:
        block["block_id"] = block_id
    return block


def context(*texts: str) -> dict[str, Any]:
    """Return a context block of up to ten mrkdwn texts."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts[:CONTEXT_ELEMENTS]]}


def divider() -> dict[str, Any]:
    """Return a divider."""
    return {"type": "divider"}


def actions(*elements: Mapping[str, Any], block_id: str | None = None) -> dict[str, Any]:
    """Return a row of buttons and selects."""
    block: dict[str, Any] = {"type": "actions", "elements": [dict(element) for element in elements]}
    if block_id is not None:
        block["block_id"] = block_id
    return block


def button(
    text: str,
    action_id: str,
    *,
    value: str | None = None,
    primary: bool = False,
    confirm: Mapping[str, Any] | None = None,
    read_as: str = "",
) -> dict[str, Any]:
    """Return a button; `read_as` is what a screen reader says, where the text alone is not clear."""
    element: dict[str, Any] = {"type": "button", "text": plain(text, OPTION), "action_id": action_id}
    if value is not None:
        element["value"] = value
    if primary:
        element["style"] = "primary"
    if confirm is not None:
        element["confirm"] = dict(confirm)
    if read_as:
        element["accessibility_label"] = truncate(read_as, OPTION)
    return element


def confirm(title: str, text: str, yes: str, no: str) -> dict[str, Any]:
    """Return a confirmation dialog."""
    return {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def option(text: str, value: str, description: str | None = None) -> dict[str, Any]:
    """Return an option of a select, of radio buttons or of checkboxes."""
    found: dict[str, Any] = {"text": plain(text, OPTION), "value": value}
    if description:
        found["description"] = plain(description, OPTION)
    return found


def radio(action_id: str, options: Sequence[Mapping[str, Any]], chosen: str | None) -> dict[str, Any]:
    """Return radio buttons with the option of value `chosen` picked, if there is one."""
    element: dict[str, Any] = {"type": "radio_buttons", "action_id": action_id, "options": list(options)}
    initial = next((found for found in options if found["value"] == chosen), None)
    if initial is not None:
        element["initial_option"] = initial
    return element


def checkboxes(action_id: str, options: Sequence[Mapping[str, Any]], chosen: Iterable[str]) -> dict[str, Any]:
    """Return checkboxes with the options of the values in `chosen` ticked."""
    element: dict[str, Any] = {"type": "checkboxes", "action_id": action_id, "options": list(options)}
    values = set(chosen)
    if initial := [found for found in options if found["value"] in values]:
        element["initial_options"] = initial
    return element


def select(
    action_id: str, options: Sequence[Mapping[str, Any]], chosen: str | None, placeholder: str
) -> dict[str, Any]:
    """Return a select with the option of value `chosen` picked, if there is one."""
    element = radio(action_id, options, chosen)
    return {**element, "type": "static_select", "placeholder": plain(placeholder, 150)}


def grouped_select(
    action_id: str, groups: Mapping[str, Sequence[Mapping[str, Any]]], chosen: str | None, placeholder: str
) -> dict[str, Any]:
    """Return a select of {heading: options} with the option of value `chosen` picked, if there is one."""
    element: dict[str, Any] = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, 150),
        "option_groups": [{"label": plain(name, OPTION), "options": list(found)} for name, found in groups.items()],
    }
    initial = next((found for options in groups.values() for found in options if found["value"] == chosen), None)
    if initial is not None:
        element["initial_option"] = initial
    return element


def day_input(action_id: str, chosen: date | None) -> dict[str, Any]:
    """Return a datepicker with a day picked, if there is one."""
    element: dict[str, Any] = {"type": "datepicker", "action_id": action_id}
    return element if chosen is None else {**element, "initial_date": chosen.isoformat()}


def time_input(action_id: str) -> dict[str, Any]:
    """Return a timepicker with no time picked."""
    return {"type": "timepicker", "action_id": action_id}


def text_input(
    action_id: str,
    *,
    initial: str = "",
    placeholder: str = "",
    multiline: bool = True,
    longest: int = SECTION,
) -> dict[str, Any]:
    """Return a text input that holds at most `longest` characters."""
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": multiline,
        "max_length": longest,
    }
    if initial:
        element["initial_value"] = initial
    if placeholder:
        element["placeholder"] = plain(placeholder, 150)
    return element


def field(
    label: str,
    element: Mapping[str, Any],
    block_id: str,
    *,
    hint: str = "",
    optional: bool = True,
    dispatch: bool = False,
) -> dict[str, Any]:
    """Return an input block; with `dispatch` each choice is sent as it is made."""
    block: dict[str, Any] = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, 2000),
        "element": dict(element),
        "optional": optional,
    }
    if hint:
        block["hint"] = plain(hint, 2000)
    if dispatch:
        block["dispatch_action"] = True
    return block


def quote(text: str) -> dict[str, Any]:
    """Return people's own words as a quotation in which nothing is parsed."""
    element = {"type": "rich_text_quote", "elements": [{"type": "text", "text": truncate(text, SECTION)}]}
    return {"type": "rich_text", "elements": [element]}


def image(image_id: str, alt_text: str) -> dict[str, Any]:
    """Return an image that was uploaded to Slack."""
    return {"type": "image", "slack_file": {"id": image_id}, "alt_text": truncate(alt_text, 2000)}


def modal(
    title: str,
    blocks: Sequence[Mapping[str, Any]],
    *,
    callback_id: str,
    submit: str | None = None,
    close: str = "Close",
    metadata: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return a modal; `metadata` holds ids and small numbers only, never words."""
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, TITLE),
        "blocks": list(blocks)[:BLOCKS_IN_MODAL],
        "close": plain(close, TITLE),
    }
    if submit is not None:
        view["submit"] = plain(submit, TITLE)
    if metadata:
        view["private_metadata"] = json.dumps({"v": 1, **metadata}, separators=(",", ":"))
    return view


def home(blocks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return an App Home view."""
    return {"type": "home", "blocks": list(blocks)[:BLOCKS_IN_MODAL]}


def as_typed(view: Mapping[str, Any]) -> str:
    """Return a view's metadata for drawing it again as the person filled it in: none of it is as it is kept."""
    return json.dumps({**metadata(view), "v": 1, "typed": True}, separators=(",", ":"))


def metadata(view: Mapping[str, Any]) -> dict[str, Any]:
    """Return a view's metadata as it was put in; empty for anything that isn't ours."""
    try:
        found = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) and found.get("v") == 1 else {}
