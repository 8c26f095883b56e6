"""Every interactive element: its keys, its limits, and the surfaces it may stand on."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from sandbox.rules.objects import (
    ACTION_ID,
    FREE_STRING,
    OPTIONS_IN_GROUP,
    URL,
    confirm,
    conversation_filter,
    dispatch_action_config,
    image_element,
    initial_is_offered,
    link_option,
    option_group,
    plain,
    plain_option,
    rich_option,
)
from sandbox.rules.rich_text import rich_text_value
from sandbox.rules.shapes import Check, Place, Shape, exactly_one, flag, list_of, number, one_of, string

PLACEHOLDER = plain(150)
BUTTON_TEXT, BUTTON_VALUE, ACCESSIBILITY_LABEL = 75, 2000, 75
CHOICES, OVERFLOW_ITEMS, GROUPS = 10, 5, 100
INPUT_LENGTH = 3000
VISIBLE_TO = 10
TEN_DIGITS = (1_000_000_000, 9_999_999_999)

ACTION: Mapping[str, Check] = MappingProxyType({"action_id": ACTION_ID, "confirm": confirm})
FOCUS: Mapping[str, Check] = MappingProxyType({"action_id": ACTION_ID, "focus_on_load": flag})
CHOOSING: Mapping[str, Check] = MappingProxyType({**ACTION, "focus_on_load": flag, "placeholder": PLACEHOLDER})
TYPING: Mapping[str, Check] = MappingProxyType(
    {**FOCUS, "placeholder": PLACEHOLDER, "dispatch_action_config": dispatch_action_config},
)


def a_real_date(value: Any, place: Place) -> None:
    """Refuse a day that is no ISO date of the calendar."""
    try:
        valid = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        valid = False
    if not valid:
        place.refuse("must be a valid date in the format YYYY-MM-DD")


def lengths_agree(value: Any, place: Place) -> None:
    """Refuse a text input whose bounds contradict each other or its initial value."""
    least, most = value.get("min_length", 0), value.get("max_length", INPUT_LENGTH)
    if least > most:
        place.at("min_length").refuse("must be no more than max_length")
    initial = value.get("initial_value")
    if initial is not None and len(initial) > most:
        place.at("initial_value").refuse(f"must be less than {most + 1} characters")


def numbers_agree(value: Any, place: Place) -> None:
    """Refuse a number input whose bounds and initial value, all strings, aren't ordered numbers."""
    parsed: dict[str, Decimal] = {}
    for key in ("min_value", "max_value", "initial_value"):
        if key in value:
            try:
                parsed[key] = Decimal(value[key])
            except InvalidOperation:
                place.at(key).refuse("must be a valid number")
    initial = parsed.get("initial_value")
    least, most = parsed.get("min_value"), parsed.get("max_value")
    if least is not None and most is not None and least > most:
        place.at("min_value").refuse("must be no more than max_value")
    if initial is not None and ((least is not None and initial < least) or (most is not None and initial > most)):
        place.at("initial_value").refuse("must be between min_value and max_value")


def select(source: Mapping[str, Check], *rules: Check) -> Shape:
    """Return a menu with the keys every menu has and those of its source."""
    return Shape(optional={**CHOOSING, **source}, rules=rules)


def multi(source: Mapping[str, Check], *rules: Check) -> Shape:
    """Return a menu of which several entries can be chosen."""
    return Shape(optional={**CHOOSING, **source, "max_selected_items": number(1, whole=True)}, rules=rules)


STATIC: Mapping[str, Check] = MappingProxyType(
    {"options": list_of(plain_option, OPTIONS_IN_GROUP), "option_groups": list_of(option_group, GROUPS)},
)
OFFERED = (exactly_one("options", "option_groups"), initial_is_offered)
IDS = list_of(FREE_STRING)
ONE_CONVERSATION: Mapping[str, Check] = MappingProxyType(
    {"default_to_current_conversation": flag, "filter": conversation_filter},
)
BUTTON: Mapping[str, Check] = MappingProxyType(
    {**ACTION, "value": string(BUTTON_VALUE), "accessibility_label": string(ACCESSIBILITY_LABEL)},
)

ELEMENTS: Mapping[str, Shape] = MappingProxyType(
    {
        "button": Shape(
            {"text": plain(BUTTON_TEXT)},
            {**BUTTON, "url": URL, "style": one_of("primary", "danger"), "agent_prompt": string(4000)},
        ),
        "icon_button": Shape(
            {"icon": FREE_STRING, "text": plain(BUTTON_TEXT)},
            {**BUTTON, "visible_to_user_ids": list_of(FREE_STRING, VISIBLE_TO)},
        ),
        "feedback_buttons": Shape(
            {
                side: Shape(
                    {"text": plain(BUTTON_TEXT), "value": string(BUTTON_VALUE)},
                    {"accessibility_label": string(ACCESSIBILITY_LABEL)},
                )
                for side in ("positive_button", "negative_button")
            },
            {"action_id": ACTION_ID},
        ),
        "image": image_element,
        "overflow": Shape({"options": list_of(link_option, OVERFLOW_ITEMS)}, ACTION),
        "checkboxes": Shape(
            {"options": list_of(rich_option, CHOICES)},
            {**ACTION, "focus_on_load": flag, "initial_options": list_of(rich_option, CHOICES)},
            (initial_is_offered,),
        ),
        "radio_buttons": Shape(
            {"options": list_of(rich_option, CHOICES)},
            {**ACTION, "focus_on_load": flag, "initial_option": rich_option},
            (initial_is_offered,),
        ),
        "datepicker": Shape(optional={**CHOOSING, "initial_date": a_real_date}),
        "timepicker": Shape(
            optional={
                **CHOOSING,
                "initial_time": string(5, pattern=r"([01]\d|2[0-3]):[0-5]\d", what="time in the format HH:mm"),
                "timezone": FREE_STRING,
            },
        ),
        "datetimepicker": Shape(
            optional={**ACTION, "focus_on_load": flag, "initial_date_time": number(*TEN_DIGITS, whole=True)},
        ),
        "plain_text_input": Shape(
            optional={
                **TYPING,
                "initial_value": string(INPUT_LENGTH),
                "multiline": flag,
                "min_length": number(0, INPUT_LENGTH, whole=True),
                "max_length": number(1, INPUT_LENGTH, whole=True),
            },
            rules=(lengths_agree,),
        ),
        "email_text_input": Shape(optional={**TYPING, "initial_value": FREE_STRING}),
        "url_text_input": Shape(optional={**TYPING, "initial_value": FREE_STRING}),
        "number_input": Shape(
            {"is_decimal_allowed": flag},
            {**TYPING, "min_value": FREE_STRING, "max_value": FREE_STRING, "initial_value": FREE_STRING},
            (numbers_agree,),
        ),
        "rich_text_input": Shape(
            {"action_id": ACTION_ID},
            {
                **TYPING,
                "initial_value": rich_text_value,
                "min_lines": number(1, 100, whole=True),
                "max_lines": number(1, 100, whole=True),
            },
        ),
        "file_input": Shape(
            optional={
                "action_id": ACTION_ID,
                "filetypes": list_of(FREE_STRING),
                "max_files": number(1, 10, whole=True),
            },
        ),
        "static_select": select({**STATIC, "initial_option": plain_option}, *OFFERED),
        "external_select": select({"initial_option": plain_option, "min_query_length": number(0, whole=True)}),
        "users_select": select({"initial_user": FREE_STRING}),
        "conversations_select": select(
            {**ONE_CONVERSATION, "initial_conversation": FREE_STRING, "response_url_enabled": flag},
        ),
        "channels_select": select({"initial_channel": FREE_STRING, "response_url_enabled": flag}),
        "multi_static_select": multi(
            {**STATIC, "initial_options": list_of(plain_option, OPTIONS_IN_GROUP)},
            *OFFERED,
        ),
        "multi_external_select": multi(
            {
                "initial_options": list_of(plain_option, OPTIONS_IN_GROUP),
                "min_query_length": number(0, whole=True),
            },
        ),
        "multi_users_select": multi({"initial_users": IDS}),
        "multi_conversations_select": multi({**ONE_CONVERSATION, "initial_conversations": IDS}),
        "multi_channels_select": multi({"initial_channels": IDS}),
    },
)

MENUS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
MULTI_MENUS = tuple(f"multi_{menu}" for menu in MENUS)
CHOOSERS = ("button", "checkboxes", "radio_buttons", "overflow", "datepicker", "timepicker", *MENUS)
INPUTS = (
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
    "checkboxes",
    "radio_buttons",
    "datepicker",
    "timepicker",
    "datetimepicker",
    *MENUS,
    *MULTI_MENUS,
)

# Elements that are refused on some surface; all others stand everywhere.
ONLY_ON: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "datetimepicker": ("modal", "message"),
        "rich_text_input": ("modal", "home"),
        "email_text_input": ("modal",),
        "url_text_input": ("modal",),
        "number_input": ("modal",),
        "file_input": ("modal",),
        "feedback_buttons": ("message",),
        "icon_button": ("message",),
    },
)


def element_among(*kinds: str) -> Check:
    """Return a check for one of these elements, on a surface where it is allowed."""

    def check(value: Any, place: Place) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in kinds or place.surface not in ONLY_ON.get(kind, (place.surface,)):
            place.refuse(f"unsupported type: {kind}")
            return
        ELEMENTS[kind]({key: entry for key, entry in value.items() if key != "type"}, place)

    return check
