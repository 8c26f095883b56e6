"""What Slack takes as an app manifest, and whether its parts agree."""

from copy import deepcopy

import pytest

from sandbox.rules import check_manifest

OVER_SOCKET = {
    "_metadata": {"major_version": 1},
    "display_information": {"name": "Trellis", "description": "Growth", "background_color": "#1a2b3c"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": True},
        "bot_user": {"display_name": "trellis", "always_online": True},
        "slash_commands": [{"command": "/grow", "description": "Your growth", "usage_hint": "assess | help", "should_escape": False}],
        "shortcuts": [{"name": "Add evidence", "callback_id": "evidence.add", "description": "Keep it", "type": "global"}],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands", "users:read", "im:history"], "bot_optional": ["im:history"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "team_join", "message.im"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}  # fmt: skip


def changed(path, value):
    """Return the manifest with one place changed; None removes it."""
    manifest = deepcopy(OVER_SOCKET)
    *way, last = path.split(".")
    here = manifest
    for key in way:
        here = here[int(key)] if key.isdigit() else here[key]
    if value is None:
        del here[last]
    else:
        here[last] = value
    return manifest


def over_http():
    manifest = changed("settings.socket_mode_enabled", False)
    url = "https://trellis.example/slack/events"
    manifest["features"]["slash_commands"][0]["url"] = url
    manifest["settings"]["event_subscriptions"]["request_url"] = url
    manifest["settings"]["interactivity"]["request_url"] = url
    return manifest


def test_both_ways_of_running_are_taken():
    assert (check_manifest(OVER_SOCKET), check_manifest(over_http())) == ([], [])


COMMAND = OVER_SOCKET["features"]["slash_commands"][0]
SHORTCUT = OVER_SOCKET["features"]["shortcuts"][0]

REFUSED = [
    ("display_information.name", "x" * 36, "less than 36"),
    ("display_information.description", "x" * 141, "less than 141"),
    ("display_information.long_description", "x" * 174, "more than 174"),
    ("display_information.background_color", "blue", "valid hex colour"),
    ("display_information.logo", "x", "invalid additional property: logo"),
    ("features.bot_user.display_name", "The Bot", "valid display name"),
    ("features.slash_commands", [{**COMMAND, "command": "grow"}], "valid command"),
    ("features.slash_commands", [{**COMMAND, "command": "/" + "x" * 32}], "less than 33"),
    ("features.slash_commands", [COMMAND, COMMAND], "command /grow already exists"),
    ("features.slash_commands", [{**COMMAND, "url": "https://a.b/c"}], "not used with socket_mode_enabled"),
    ("features.shortcuts", [{**SHORTCUT, "name": "x" * 25}], "less than 25"),
    ("features.shortcuts", [{**SHORTCUT, "type": "channel"}], "must be one of"),
    ("features.shortcuts", [{**SHORTCUT, "callback_id": str(n)} for n in range(6)], "no more than 5 global"),
    ("features.shortcuts", [SHORTCUT, SHORTCUT], "callback_id evidence.add already exists"),
    ("features.bot_user", None, "bot scopes require a bot_user"),
    ("oauth_config.scopes.bot", ["chat:write", "users:read", "im:history"], "require the scope: commands"),
    (
        "oauth_config.scopes.bot",
        ["commands", "im:history"],
        "team_join requires one of the scopes: users:read",
    ),
    ("oauth_config.scopes.bot_optional", ["files:write"], "must also be listed under bot"),
    ("settings.event_subscriptions.bot_events", ["app_opened"], "unsupported event"),
    ("settings.socket_mode_enabled", False, "missing required field: request_url"),
    ("settings.socket_mode_enabled", False, "missing required field: url"),
    ("settings.interactivity", {}, "missing required field: is_enabled"),
    ("settings.event_subscriptions.request_url", "http://a.b", "valid https url"),
    ("display_information", None, "missing required field: display_information"),
    ("_metadata.major_version", 3, "must be one of"),
]


@pytest.mark.parametrize(("path", "value", "words"), REFUSED)
def test_slack_refuses_the_manifest(path, value, words):
    found = check_manifest(changed(path, value))

    assert [line for line in found if words in line], found
