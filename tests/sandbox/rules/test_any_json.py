"""Whatever a bot sends, the rules answer with words and never break."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from sandbox.rules import check_manifest, check_message, check_response, check_view

PLAIN = {"type": "plain_text", "text": "Words"}
CELL = {"type": "raw_text", "text": "x"}
OPTION = {"text": PLAIN, "value": "1"}
RICH = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}]}
BLOCKS = [
    {"type": "section", "block_id": "a", "text": PLAIN, "fields": [PLAIN], "accessory": {"type": "overflow", "options": [OPTION]}},
    {"type": "context", "elements": [PLAIN, {"type": "image", "slack_file": {"id": "F"}, "alt_text": "x"}]},
    {"type": "actions", "elements": [{"type": "button", "text": PLAIN, "action_id": "b", "value": "x"}, {"type": "static_select", "option_groups": [{"label": PLAIN, "options": [OPTION]}]}]},
    {"type": "input", "block_id": "i", "label": PLAIN, "element": {"type": "checkboxes", "options": [OPTION], "initial_options": [OPTION]}},
    {"type": "input", "label": PLAIN, "element": {"type": "number_input", "is_decimal_allowed": True, "min_value": "1", "initial_value": "2"}},
    {"type": "input", "label": PLAIN, "element": {"type": "plain_text_input", "max_length": 9, "initial_value": "x", "focus_on_load": True}},
    {"type": "container", "title": PLAIN, "child_blocks": [{"type": "divider"}]},
    {"type": "carousel", "elements": [{"type": "card", "title": PLAIN}]},
    {"type": "data_table", "caption": "x", "rows": [[CELL], [{"type": "raw_number", "value": 1, "text": "1"}]]},
    {"type": "data_visualization", "title": "x", "chart": {"type": "bar", "series": [{"name": "s", "data": [{"label": "l", "value": 1}]}], "axis_config": {"categories": ["l"]}}},
    {"type": "markdown", "text": "x"},
    RICH,
]  # fmt: skip
VIEW = {"type": "modal", "title": PLAIN, "submit": PLAIN, "blocks": BLOCKS}
MESSAGE = {
    "text": "x",
    "blocks": BLOCKS,
    "metadata": {"event_type": "e", "event_payload": {"id": "1"}},
    "attachments": [],
}
MANIFEST = {
    "display_information": {"name": "x"},
    "features": {"bot_user": {"display_name": "x"}, "slash_commands": [{"command": "/x", "description": "x"}], "shortcuts": [{"name": "x", "callback_id": "x", "description": "x", "type": "global"}]},
    "oauth_config": {"scopes": {"bot": ["commands"], "bot_optional": ["commands"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_uninstalled"]}, "interactivity": {"is_enabled": True}, "socket_mode_enabled": True},
}  # fmt: skip

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["modal", "input", "image", "rich_text"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "blocks", "elements", "block_id", "id"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value, way=()):
    """Yield the way to every part of a value."""
    yield way
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from places(entry, (*way, key))
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from places(entry, (*way, index))


def with_part(value, way, part):
    """Return a value with one part replaced."""
    if not way:
        return part
    changed = copy.deepcopy(value)
    here = changed
    for step in way[:-1]:
        here = here[step]
    here[way[-1]] = part
    return changed


def damaged(valid):
    return st.builds(lambda way, part: with_part(valid, way, part), st.sampled_from(list(places(valid))), JSON)


@given(damaged(VIEW), st.sampled_from(["modal", "home"]))
def test_any_view_gets_an_answer(view, surface):
    assert all(line.startswith("[ERROR]") for line in check_view(view, surface))


@given(damaged(MESSAGE).filter(lambda value: isinstance(value, dict)))
def test_any_message_gets_an_answer(message):
    assert all(line.startswith("[ERROR]") for line in check_message(message))


@given(damaged({"response_action": "update", "view": VIEW}))
def test_any_response_gets_an_answer(response):
    assert all(line.startswith("[ERROR]") for line in check_response(response, VIEW))


@given(damaged(MANIFEST))
def test_any_manifest_gets_an_answer(manifest):
    assert all(line.startswith("[ERROR]") for line in check_manifest(manifest))
