"""What an interactive element needs to be drawn and read back: its name, its present value, its choices."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from sandbox.ui.reader import Reader
from sandbox.ui.rich_text import rich_words

Element = dict[str, Any]

# The key under which Slack's state holds the value; the element's own default has "initial" in its place.
STATE_KEYS = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "radio_buttons": "selected_option",
    "checkboxes": "selected_options",
    "static_select": "selected_option",
    "multi_static_select": "selected_options",
    "external_select": "selected_option",
    "multi_external_select": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
}
_TYPED = {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}
_LISTS = {"users": "people", "conversations": "channels", "channels": "channels"}


@dataclass(frozen=True)
class Choice:
    """One option of an element: what is sent, what is shown, and whether it is chosen."""

    value: Any
    text: dict[str, Any]
    description: dict[str, Any] | None
    chosen: bool


@dataclass(frozen=True)
class Field:
    """An interactive element in its place.

    Attributes:
        dom_id: Its id on the page, the same for every version of a view so that focus finds it again.
        key: The key of its value in Slack's state, empty for buttons.
        value: What it holds now, shaped as in Slack's state.
        sends: When it sends block_actions: any of change, enter, type; empty for never.
        labelled: Whether a label of an input block names it; else it must name itself.
    """

    dom_id: str
    block_id: str
    action_id: str
    type: str
    key: str
    value: Any
    sends: str
    labelled: bool
    required: bool
    error: str

    @property
    def many(self) -> bool:
        """Return whether several values can be chosen."""
        return self.key.endswith("s")


def field(
    view: str,
    block: Mapping[str, Any],
    element: Element,
    state: Mapping[str, Any],
    errors: Mapping[str, str],
) -> Field:
    """Return an element of a block with the value that the person last gave it, or its own default.

    Args:
        view: A name of the view or message, unique on the page.
        block: The block it stands in.
        element: The element itself.
        state: Values by block_id and action_id, as Slack keeps them.
        errors: Sentences by block_id.
    """
    block_id, action_id = str(block.get("block_id", "")), str(element.get("action_id", ""))
    kind, in_input = str(element.get("type", "")), block.get("type") == "input"
    return Field(
        dom_id=quote(f"{view}.{block_id}.{action_id}", safe=".-_"),
        block_id=block_id,
        action_id=action_id,
        type=kind,
        key=STATE_KEYS.get(kind, ""),
        value=_value(element, state.get(block_id, {}).get(action_id)),
        sends=_sends(block, element) if in_input else "change",
        labelled=in_input,
        required=in_input and not block.get("optional", False),
        error=errors.get(block_id, ""),
    )


def _value(element: Element, held: Mapping[str, Any] | None) -> Any:
    key = STATE_KEYS.get(str(element.get("type")), "")
    if held is not None:
        return held.get(key)
    return element.get(key.replace("selected_", "initial_") if "selected" in key else "initial_value")


def _sends(block: Mapping[str, Any], element: Element) -> str:
    if not block.get("dispatch_action"):
        return ""
    if element.get("type") not in _TYPED:
        return "change"
    wanted = element.get("dispatch_action_config", {}).get("trigger_actions_on", ["on_enter_pressed"])
    names = {"on_enter_pressed": "enter", "on_character_entered": "type"}
    return " ".join(names[one] for one in wanted if one in names)


def typed_text(held: Field) -> str:
    """Return the words a text field shows for its value."""
    if held.key == "rich_text_value":
        return rich_words(held.value)
    return "" if held.value is None else str(held.value)


def local_moment(reader: Reader, held: Field) -> str:
    """Return a date and time value (Unix seconds) as the browser's own field wants it, in the reader's zone."""
    return f"{reader.local(float(held.value)):%Y-%m-%dT%H:%M}" if held.value else ""


def choices(reader: Reader, element: Element, held: Field) -> list[tuple[dict[str, Any] | None, list[Choice]]]:
    """Return the element's options in groups: the group's label (None outside groups) and its choices."""
    people_or_channels = _listed(reader, element)
    if people_or_channels is not None:
        return [(None, [_named(one, name, held) for one, name in people_or_channels])]
    if "option_groups" in element:
        return [(group.get("label"), _choices(group["options"], held)) for group in element["option_groups"]]
    return [(None, _choices(element.get("options") or _held_options(held), held))]


def _listed(reader: Reader, element: Element) -> Iterable[tuple[str, str]] | None:
    """Return ids and names where Slack itself fills the list."""
    what = str(element.get("type", "")).removeprefix("multi_").removesuffix("_select")
    if _LISTS.get(what) == "people":
        return sorted(reader.people.items(), key=lambda item: item[1])
    if _LISTS.get(what) == "channels":
        return [(one, f"#{name}") for one, name in sorted(reader.channels.items(), key=lambda item: item[1])]
    return None


def _held_options(held: Field) -> list[dict[str, Any]]:
    """Return the options an external select already holds; the bot names the others while one types."""
    if not held.value:
        return []
    return list(held.value) if held.many else [held.value]


def _named(one: str, name: str, held: Field) -> Choice:
    chosen = one in (held.value or []) if held.many else one == held.value
    return Choice(one, {"type": "plain_text", "text": name, "emoji": False}, None, chosen)


def _choices(options: Iterable[dict[str, Any]], held: Field) -> list[Choice]:
    chosen = {option.get("value") for option in _held_options(held)}
    return [
        Choice(option, option.get("text", {}), option.get("description"), option.get("value") in chosen)
        for option in options
    ]


def attribute(value: Any) -> Markup:
    """Return a value as JSON that is safe inside any quoted attribute, for the script to read."""
    return Markup("{}").format(json.dumps(value, separators=(",", ":")))
