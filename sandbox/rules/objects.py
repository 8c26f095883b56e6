"""The composition objects of Block Kit: texts, options, confirmations, filters and images."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

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

TEXT = 3000
URL = string(3000, pattern=r"https?://\S+", what="url")
BLOCK_ID = string(255)
ACTION_ID = string(255)
FREE_STRING = string()

CONFIRM_TITLE, CONFIRM_TEXT, CONFIRM_BUTTON = 100, 300, 30
OPTION_TEXT, OPTION_VALUE, OPTION_DESCRIPTION = 75, 150, 75
GROUP_LABEL, OPTIONS_IN_GROUP = 75, 100
ALT_TEXT = 2000


def plain(most: int = TEXT) -> Check:
    """Return a check for a plain_text object of 1 to `most` characters."""
    return typed({"plain_text": Shape({"text": string(most)}, {"emoji": flag})})


def either(most: int = TEXT) -> Check:
    """Return a check for a plain_text or mrkdwn object of 1 to `most` characters."""
    return typed(either_shapes(most))


def either_shapes(most: int = TEXT) -> Mapping[str, Shape]:
    """Return the two text shapes by type, for blocks that hold other things beside texts."""
    return MappingProxyType(
        {
            "plain_text": Shape({"text": string(most)}, {"emoji": flag}),
            "mrkdwn": Shape({"text": string(most)}, {"verbatim": flag}),
        },
    )


confirm = Shape(
    {
        "title": plain(CONFIRM_TITLE),
        "text": either(CONFIRM_TEXT),
        "confirm": plain(CONFIRM_BUTTON),
        "deny": plain(CONFIRM_BUTTON),
    },
    {"style": one_of("primary", "danger")},
)


def option(text: Check, *, with_url: bool = False) -> Shape:
    """Return the shape of an option whose text and description are `text` objects."""
    optional: dict[str, Check] = {"description": text}
    if with_url:
        optional["url"] = URL
    return Shape({"text": text, "value": string(OPTION_VALUE)}, optional)


plain_option = option(plain(OPTION_TEXT))
rich_option = option(either(OPTION_TEXT))
link_option = option(plain(OPTION_TEXT), with_url=True)

option_group = Shape(
    {"label": plain(GROUP_LABEL), "options": list_of(plain_option, OPTIONS_IN_GROUP)},
)


def initial_is_offered(value: Any, place: Place) -> None:
    """Refuse a preselected option that differs in any key from every option offered."""
    offered = list(value.get("options", []))
    for group in value.get("option_groups", []):
        offered.extend(group["options"])
    chosen = [("initial_option", value["initial_option"])] if "initial_option" in value else []
    chosen += [("initial_options", entry) for entry in value.get("initial_options", [])]
    for key, entry in chosen:
        if entry not in offered:
            place.at(key).refuse(f"{key} must match one of the options exactly")


dispatch_action_config = Shape(
    {
        "trigger_actions_on": list_of(one_of("on_enter_pressed", "on_character_entered"), 2),
    },
)

conversation_filter = Shape(
    optional={
        "include": list_of(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
    rules=(at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),),
)

slack_file = Shape(optional={"id": FREE_STRING, "url": URL}, rules=(exactly_one("id", "url"),))

IMAGE_SOURCE: Mapping[str, Check] = MappingProxyType({"image_url": URL, "slack_file": slack_file})
one_image_source = exactly_one("image_url", "slack_file")

image_element = Shape({"alt_text": string(ALT_TEXT)}, IMAGE_SOURCE, (one_image_source,))
