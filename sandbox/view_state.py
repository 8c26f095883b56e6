"""What the elements of a view hold: their first values, what survives an update, what the app is told.

Pure: dicts in, dicts out.
"""

import copy
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from sandbox.identifiers import fresh_token
from sandbox.model import Json

State = dict[str, dict[str, Json]]

# The key under which an element's value stands in the state, and the key of its first value.
KEYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "plain_text_input": ("value", "initial_value"),
        "email_text_input": ("value", "initial_value"),
        "url_text_input": ("value", "initial_value"),
        "number_input": ("value", "initial_value"),
        "rich_text_input": ("rich_text_value", "initial_value"),
        "radio_buttons": ("selected_option", "initial_option"),
        "checkboxes": ("selected_options", "initial_options"),
        "static_select": ("selected_option", "initial_option"),
        "external_select": ("selected_option", "initial_option"),
        "multi_static_select": ("selected_options", "initial_options"),
        "multi_external_select": ("selected_options", "initial_options"),
        "users_select": ("selected_user", "initial_user"),
        "multi_users_select": ("selected_users", "initial_users"),
        "conversations_select": ("selected_conversation", "initial_conversation"),
        "multi_conversations_select": ("selected_conversations", "initial_conversations"),
        "channels_select": ("selected_channel", "initial_channel"),
        "multi_channels_select": ("selected_channels", "initial_channels"),
        "datepicker": ("selected_date", "initial_date"),
        "timepicker": ("selected_time", "initial_time"),
        "datetimepicker": ("selected_date_time", "initial_date_time"),
        "file_input": ("files", ""),
    },
)
LISTS = frozenset({"selected_options", "selected_users", "selected_conversations", "selected_channels", "files"})


def completed(blocks: list[Json]) -> list[Json]:
    """Return a copy of blocks as Slack keeps them: every id filled in, every text with all its keys."""
    kept = copy.deepcopy(blocks)
    for block in kept:
        _complete(block)
    return kept


def _complete(block: Json) -> None:
    block.setdefault("block_id", fresh_token(5))
    for element in elements_of(block):
        if element.get("type") in KEYS or element.get("type") in ("button", "overflow", "icon_button"):
            element.setdefault("action_id", fresh_token(5))
    for child in children_of(block):
        _complete(child)
    spell_out(block)


def spell_out(value: Any) -> None:
    """Give every text object inside the keys that Slack adds: emoji to plain text, verbatim to mrkdwn."""
    if isinstance(value, dict):
        if value.get("type") == "plain_text":
            value.setdefault("emoji", True)
        if value.get("type") == "mrkdwn":
            value.setdefault("verbatim", False)
        for entry in value.values():
            spell_out(entry)
    elif isinstance(value, list):
        for entry in value:
            spell_out(entry)


def elements_of(block: Json) -> Iterator[Json]:
    """Yield the elements of one block that a person can press or fill in."""
    for key in ("element", "accessory"):
        if isinstance(block.get(key), dict):
            yield block[key]
    if block.get("type") in ("actions", "context_actions"):
        yield from block.get("elements", [])
    if block.get("type") == "card":
        yield from block.get("actions", [])


def all_blocks(blocks: list[Json]) -> Iterator[Json]:
    """Yield blocks and the blocks inside them."""
    for block in blocks:
        yield block
        yield from children_of(block)


def children_of(block: Json) -> list[Json]:
    """Return the blocks inside a container or a carousel."""
    children: list[Json] = block.get("elements" if block.get("type") == "carousel" else "child_blocks", [])
    return children


def located(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Yield every element with the block it stands in."""
    for block in all_blocks(blocks):
        for element in elements_of(block):
            yield block, element


def find_element(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    """Return a block and one of its elements by their ids, or None."""
    return next(
        (
            (block, element)
            for block, element in located(blocks)
            if block.get("block_id") == block_id and element.get("action_id") == action_id
        ),
        None,
    )


def first_value(element: Json) -> Json:
    """Return the state of an element nobody has touched: its initial value, or null."""
    key, initial = KEYS[element["type"]]
    empty: Any = [] if key in LISTS else None
    return {"type": element["type"], key: copy.deepcopy(element.get(initial, empty))}


def has_first_value(element: Json) -> bool:
    """Return whether the app gave the element something to begin with."""
    return bool(KEYS[element["type"]][1]) and KEYS[element["type"]][1] in element


def first_state(blocks: list[Json]) -> State:
    """Return the state of blocks nobody has touched."""
    return carried_over({}, blocks)


def carried_over(state: State, blocks: list[Json]) -> State:
    """Return the state after an update: kept where block_id, action_id and type are as before, else the first."""
    carried: State = {}
    for block, element in located(blocks):
        if element.get("type") in KEYS:
            held = state.get(block["block_id"], {}).get(element["action_id"])
            same = held is not None and held.get("type") == element["type"]
            value = held if same else first_value(element)
            carried.setdefault(block["block_id"], {})[element["action_id"]] = value or {}
    return carried


def filled_in(state: State, given: Mapping[str, Mapping[str, Json]], blocks: list[Json]) -> State:
    """Return the state with what a person's browser holds; what no element of the blocks asks for is dropped."""
    merged: State = {}
    for block, element in located(blocks):
        if element.get("type") in KEYS:
            block_id, action_id = block["block_id"], element["action_id"]
            held = given.get(block_id, {}).get(action_id)
            old = state.get(block_id, {}).get(action_id) or first_value(element)
            merged.setdefault(block_id, {})[action_id] = {**old, **held} if held is not None else old
    return merged


def is_empty(value: Json) -> bool:
    """Return whether an element holds nothing."""
    return all(entry in (None, "", []) for key, entry in value.items() if key != "type")


def values_sent(state: State) -> State:
    """Return a state as it goes over the wire."""
    return {
        block_id: {action_id: as_sent(value) for action_id, value in held.items()} for block_id, held in state.items()
    }


def as_sent(value: Json) -> Json:
    """Return an element's state as it goes over the wire: an emptied text is null, texts are spelled out."""
    sent = copy.deepcopy(value)
    for key in ("value", "rich_text_value"):
        if sent.get(key) == "":
            sent[key] = None
    spell_out(sent)
    return sent
