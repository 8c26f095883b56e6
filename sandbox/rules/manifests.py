"""Whether Slack would take an app manifest, and whether its parts agree."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from sandbox.rules.shapes import Place, Shape, flag, list_of, number, one_of, string

MANIFEST_URL = string(3000, pattern=r"https://\S+", what="https url")
COMMANDS, SHORTCUTS_IN_ALL, SHORTCUTS_OF_A_KIND = 50, 10, 5
SCOPE = string(255, pattern=r"[a-z][a-z_.]*(:[a-z_.]+)*", what="scope")
SCOPES = list_of(SCOPE, 255, 0)
EVENTS = list_of(string(pattern=r"[a-z][a-z_.]*", what="event"), 100)

display_information = Shape(
    {"name": string(35)},
    {
        "description": string(140),
        "long_description": string(4000, 175),
        "background_color": string(pattern=r"#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})", what="hex colour"),
    },
)

slash_command = Shape(
    {"command": string(32, 2, r"/[^\s/]+", "command"), "description": string(2000)},
    {"usage_hint": string(1000), "url": MANIFEST_URL, "should_escape": flag},
)

shortcut = Shape(
    {
        "name": string(24),
        "callback_id": string(255),
        "description": string(150),
        "type": one_of("message", "global"),
    },
)

features = Shape(
    optional={
        "app_home": Shape(
            optional=dict.fromkeys(
                ("home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"),
                flag,
            ),
        ),
        "bot_user": Shape(
            {"display_name": string(80, pattern=r"[A-Za-z0-9\-_.]+", what="display name")},
            {"always_online": flag},
        ),
        "slash_commands": list_of(slash_command, COMMANDS),
        "shortcuts": list_of(shortcut, SHORTCUTS_IN_ALL),
        "unfurl_domains": list_of(string(), 5),
    },
)

oauth_config = Shape(
    optional={
        "redirect_urls": list_of(MANIFEST_URL, 1000),
        "scopes": Shape(optional=dict.fromkeys(("bot", "user", "bot_optional", "user_optional"), SCOPES)),
        "pkce_enabled": flag,
        "token_management_enabled": flag,
    },
)

settings = Shape(
    optional={
        "event_subscriptions": Shape(
            optional={"request_url": MANIFEST_URL, "bot_events": EVENTS, "user_events": EVENTS},
        ),
        "interactivity": Shape(
            {"is_enabled": flag},
            {"request_url": MANIFEST_URL, "message_menu_options_url": MANIFEST_URL},
        ),
        "org_deploy_enabled": flag,
        "socket_mode_enabled": flag,
        "token_rotation_enabled": flag,
        "is_mcp_enabled": flag,
        "allowed_ip_address_ranges": list_of(string(), 10),
    },
)

# The scopes of which each event needs one. Events not named here are refused.
EVENT_SCOPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "app_home_opened": (),
        "app_uninstalled": (),
        "tokens_revoked": (),
        "app_mention": ("app_mentions:read",),
        "member_joined_channel": ("channels:read", "groups:read"),
        "member_left_channel": ("channels:read", "groups:read"),
        "message.channels": ("channels:history",),
        "message.groups": ("groups:history",),
        "message.im": ("im:history",),
        "message.mpim": ("mpim:history",),
        "team_join": ("users:read",),
        "user_change": ("users:read",),
        "channel_archive": ("channels:read",),
        "channel_deleted": ("channels:read",),
        "channel_rename": ("channels:read",),
        "reaction_added": ("reactions:read",),
        "file_shared": ("files:read",),
    },
)


def part(manifest: Mapping[str, Any], *keys: str) -> Any:
    """Return what stands under these keys, or an empty object where a key is absent."""
    value: Any = manifest
    for key in keys:
        value = value.get(key, {})
    return value


def optional_scopes_are_asked_for(manifest: Any, place: Place) -> None:
    """Refuse an optional scope that isn't in the full list too."""
    scopes = part(manifest, "oauth_config", "scopes")
    for who in ("bot", "user"):
        here = place.at("oauth_config").at("scopes")
        for scope in scopes.get(f"{who}_optional", []):
            if scope not in scopes.get(who, []):
                here.at(f"{who}_optional").refuse(f"{scope} must also be listed under {who}")


def events_have_their_scopes(manifest: Any, place: Place) -> None:
    """Refuse an event whose scope is not asked for."""
    granted = part(manifest, "oauth_config", "scopes").get("bot", [])
    here = place.at("settings").at("event_subscriptions").at("bot_events")
    for index, event in enumerate(part(manifest, "settings", "event_subscriptions").get("bot_events", [])):
        if event not in EVENT_SCOPES:
            here.at(index).refuse(f"unsupported event: {event}")
        elif EVENT_SCOPES[event] and not set(EVENT_SCOPES[event]) & set(granted):
            here.at(index).refuse(f"{event} requires one of the scopes: {', '.join(EVENT_SCOPES[event])}")


def commands_have_their_scope(manifest: Any, place: Place) -> None:
    """Refuse commands and shortcuts without the scope `commands`, and a bot's scopes without a bot."""
    granted = part(manifest, "oauth_config", "scopes").get("bot", [])
    offered = part(manifest, "features")
    if (offered.get("slash_commands") or offered.get("shortcuts")) and "commands" not in granted:
        place.at("features").refuse("slash_commands and shortcuts require the scope: commands")
    if granted and "bot_user" not in offered:
        place.at("features").refuse("bot scopes require a bot_user")


def repeated(values: Iterable[str]) -> set[str]:
    """Return the values that occur more than once."""
    return {value for value, times in Counter(values).items() if times > 1}


def names_are_unique(manifest: Any, place: Place) -> None:
    """Refuse a command or a shortcut's callback_id used twice, and too many shortcuts of one kind."""
    offered = part(manifest, "features")
    here = place.at("features")
    for command in sorted(repeated(entry["command"] for entry in offered.get("slash_commands", []))):
        here.at("slash_commands").refuse(f"command {command} already exists")
    shortcuts = offered.get("shortcuts", [])
    for callback_id in sorted(repeated(entry["callback_id"] for entry in shortcuts)):
        here.at("shortcuts").refuse(f"callback_id {callback_id} already exists")
    for kind in ("global", "message"):
        if sum(entry["type"] == kind for entry in shortcuts) > SHORTCUTS_OF_A_KIND:
            here.at("shortcuts").refuse(f"no more than {SHORTCUTS_OF_A_KIND} {kind} shortcuts allowed")


def addresses_fit_the_mode(manifest: Any, place: Place) -> None:
    """Refuse request urls in Socket Mode, and their absence without it."""
    over_socket = part(manifest, "settings").get("socket_mode_enabled", False)
    expected: list[tuple[Place, Mapping[str, Any], str]] = []
    in_settings = place.at("settings")
    events = part(manifest, "settings", "event_subscriptions")
    if events:
        expected.append((in_settings.at("event_subscriptions"), events, "request_url"))
    interactivity = part(manifest, "settings", "interactivity")
    if interactivity.get("is_enabled"):
        expected.append((in_settings.at("interactivity"), interactivity, "request_url"))
    for index, command in enumerate(part(manifest, "features").get("slash_commands", [])):
        expected.append((place.at("features").at("slash_commands").at(index), command, "url"))
    for here, entry, key in expected:
        if over_socket and key in entry:
            here.at(key).refuse("is not used with socket_mode_enabled")
        if not over_socket and key not in entry:
            here.refuse(f"missing required field: {key}")


manifest_shape = Shape(
    {"display_information": display_information},
    {
        "_metadata": Shape(optional={"major_version": one_of(1, 2), "minor_version": number(0, whole=True)}),
        "features": features,
        "oauth_config": oauth_config,
        "settings": settings,
    },
    (
        optional_scopes_are_asked_for,
        events_have_their_scopes,
        commands_have_their_scope,
        names_are_unique,
        addresses_fit_the_mode,
    ),
)


def check_manifest(manifest: Any) -> list[str]:
    """Return in Slack's words what it would refuse in an app manifest; empty if it takes it.

    Parts that this app never uses (functions, agents, work objects) are refused as unknown.
    """
    place = Place("manifest")
    manifest_shape(manifest, place)
    return [str(finding) for finding in place.findings]
