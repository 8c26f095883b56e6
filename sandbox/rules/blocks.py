"""Every block: its keys, its limits, and the surfaces it may stand on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sandbox.rules.data import data_table, data_visualization, table
from sandbox.rules.elements import CHOOSERS, INPUTS, MULTI_MENUS, element_among
from sandbox.rules.objects import (
    ALT_TEXT,
    BLOCK_ID,
    FREE_STRING,
    IMAGE_SOURCE,
    URL,
    either,
    either_shapes,
    image_element,
    one_image_source,
    plain,
)
from sandbox.rules.rich_text import rich_text, rich_text_value
from sandbox.rules.shapes import (
    Check,
    Place,
    Shape,
    at_least_one,
    exactly_one,
    flag,
    list_of,
    one_of,
    string,
    typed,
)

FIELDS, FIELD = 10, 2000
HEADER, LABEL, HINT, ALERT = 150, 2000, 2000, 200
ACTIONS, CONTEXTS, CONTEXT_ACTIONS = 25, 10, 5
CARD_TITLE, CARD_BODY, CARD_BUTTONS, CARDS = 150, 200, 3, 10
CHILDREN = 10
MARKDOWN = 12_000
VIDEO_TITLE, VIDEO_AUTHOR = 199, 49

ID: Mapping[str, Check] = MappingProxyType({"block_id": BLOCK_ID})


def a_file_sends_nothing_by_itself(value: Any, place: Place) -> None:
    """Refuse dispatch_action on a file input."""
    if value["element"].get("type") == "file_input" and value.get("dispatch_action"):
        place.at("dispatch_action").refuse("dispatch_action is not supported for file_input")


def a_divider_needs_an_open_header(value: Any, place: Place) -> None:
    """Refuse a container's settings that contradict each other."""
    if value.get("is_collapsible") and value.get("has_header_divider"):
        place.at("has_header_divider").refuse("cannot be set when is_collapsible is true")
    if value.get("default_collapsed") and not value.get("is_collapsible"):
        place.at("default_collapsed").refuse("requires is_collapsible to be true")


CARD = Shape(
    optional={
        **ID,
        "hero_image": typed({"image": image_element}),
        "icon": typed({"image": image_element}),
        "slack_icon": Shape({"name": FREE_STRING}),
        "title": either(CARD_TITLE),
        "subtitle": either(CARD_TITLE),
        "body": either(CARD_BODY),
        "subtext": either(CARD_BODY),
        "actions": list_of(element_among("button"), CARD_BUTTONS),
    },
    rules=(
        at_least_one("hero_image", "title", "actions", "body"),
        lambda value, place: (
            exactly_one("icon", "slack_icon")(value, place) if "icon" in value and "slack_icon" in value else None
        ),
    ),
)

BASIC: Mapping[str, Shape] = MappingProxyType(
    {
        "section": Shape(
            optional={
                **ID,
                "text": either(),
                "fields": list_of(either(FIELD), FIELDS),
                "accessory": element_among(*CHOOSERS, *MULTI_MENUS, "image"),
                "expand": flag,
            },
            rules=(at_least_one("text", "fields"),),
        ),
        "header": Shape({"text": plain(HEADER)}, ID),
        "divider": Shape(optional=ID),
        "image": Shape(
            {"alt_text": string(ALT_TEXT)},
            {**ID, **IMAGE_SOURCE, "title": plain(ALT_TEXT)},
            (one_image_source,),
        ),
        "context": Shape(
            {"elements": list_of(typed({**either_shapes(), "image": image_element}), CONTEXTS)},
            ID,
        ),
        "actions": Shape(
            {"elements": list_of(element_among(*CHOOSERS, "datetimepicker"), ACTIONS)},
            ID,
        ),
        "input": Shape(
            {"label": plain(LABEL), "element": element_among(*INPUTS)},
            {**ID, "hint": plain(HINT), "optional": flag, "dispatch_action": flag},
            (a_file_sends_nothing_by_itself,),
        ),
        "rich_text": rich_text,
        "video": Shape(
            {
                "alt_text": FREE_STRING,
                "video_url": URL,
                "thumbnail_url": URL,
                "title": plain(VIDEO_TITLE),
            },
            {
                **ID,
                "title_url": URL,
                "description": plain(),
                "provider_icon_url": URL,
                "provider_name": FREE_STRING,
                "author_name": string(VIDEO_AUTHOR),
            },
        ),
        "table": table,
    },
)

CONTAINER = Shape(
    {"child_blocks": list_of(typed(BASIC), CHILDREN)},
    {
        **ID,
        "title": plain(CARD_TITLE),
        "rich_text_title": rich_text_value,
        "subtitle": either(CARD_TITLE),
        "width": one_of("narrow", "standard", "wide", "full"),
        "icon": typed({"image": image_element}),
        "is_collapsible": flag,
        "default_collapsed": flag,
        "has_header_divider": flag,
    },
    (at_least_one("title", "rich_text_title"), a_divider_needs_an_open_header),
)

# Not played: file (apps cannot post it), task_card and plan (agents only).
BLOCKS: Mapping[str, Shape] = MappingProxyType(
    {
        **BASIC,
        "alert": Shape(
            {"text": either(ALERT)},
            {**ID, "level": one_of("default", "info", "warning", "error", "success")},
        ),
        "card": CARD,
        "carousel": Shape({"elements": list_of(typed({"card": CARD}), CARDS)}, ID),
        "container": CONTAINER,
        "context_actions": Shape(
            {"elements": list_of(element_among("feedback_buttons", "icon_button"), CONTEXT_ACTIONS)},
            ID,
        ),
        "data_table": data_table,
        "data_visualization": data_visualization,
        "markdown": Shape({"text": string(MARKDOWN)}, ID),
    },
)

# Blocks that are refused on some surface; all others stand everywhere.
ONLY_ON: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "alert": ("modal",),
        "carousel": ("message",),
        "container": ("message", "home"),
        "context_actions": ("message",),
        "data_table": ("message", "home"),
        "data_visualization": ("message", "home"),
        "markdown": ("message",),
        "table": ("message", "home"),
    },
)


def block(value: Any, place: Place) -> None:
    """Check one block, and that it may stand on this surface."""
    kind = value.get("type") if isinstance(value, dict) else None
    if isinstance(kind, str) and place.surface not in ONLY_ON.get(kind, (place.surface,)):
        place.refuse(f"unsupported type: {kind}")
        return
    typed(BLOCKS)(value, place)
