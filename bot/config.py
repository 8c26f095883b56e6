"""How this Trellis is set up: every setting, read once at the start from the environment, files and `.env`.

What is unknown, unreadable or half set is refused with its remedy. No secret appears in a message or a repr.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Any

from dotenv.parser import parse_stream

from bot import setting_values as values

SLACK_API_URL = "https://slack.com/api/"
DATABASE_URL = "sqlite:///trellis.db"
DOTENV = Path(".env")
OURS = "TRELLIS_"


class ConfigError(Exception):
    """Something in the settings can't be used; `problems` holds a sentence with its remedy for each."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Setting:
    """One name an operator may set. A `secret` may come from a file named by NAME_FILE."""

    name: str
    attribute: str
    read: Callable[[str], Any]
    secret: bool = False


SETTINGS = (
    Setting("DATABASE_URL", "database_url", values.database_url, secret=True),
    Setting("SLACK_BOT_TOKEN", "slack_bot_token", values.bot_token, secret=True),
    Setting("SLACK_APP_TOKEN", "slack_app_token", values.app_token, secret=True),
    Setting("SLACK_SIGNING_SECRET", "slack_signing_secret", values.signing_secret, secret=True),
    Setting("SLACK_API_URL", "slack_api_url", values.api_url),
    Setting("TRELLIS_TIMEZONE", "timezone", values.time_zone),
    Setting("TRELLIS_SEND_RATE", "send_rate", values.send_rate),
    Setting("HOST", "host", values.host),
    Setting("PORT", "port", values.port),
    Setting("TRELLIS_COMMUNITY_CHANNEL", "community_channel", values.channel_id),
    Setting("TRELLIS_FRAMEWORK", "framework", values.framework_file),
    Setting("TRELLIS_KEY", "key", values.keys, secret=True),
    Setting("TRELLIS_LOG", "log", values.log_level),
)

HOW_TO_GET = {
    "SLACK_BOT_TOKEN": "at api.slack.com/apps open your app, OAuth & Permissions, Install to Workspace, and "
    "copy the Bot User OAuth Token (xoxb-...)",
    "TRELLIS_KEY": "run `trellis key` once and keep what it prints: a lost key is lost words",
    "SLACK_APP_TOKEN": "for Socket Mode: Basic Information, App-Level Tokens, Generate Token and Scopes, add "
    "connections:write, copy the token (xapp-...); for HTTP set SLACK_SIGNING_SECRET instead: "
    "Basic Information, App Credentials, Signing Secret",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator can set. Text that is not set is ""; `sources` says where each name was set."""

    database_url: str = field(default=DATABASE_URL, repr=False)
    slack_bot_token: str = field(default="", repr=False)
    slack_app_token: str = field(default="", repr=False)
    slack_signing_secret: str = field(default="", repr=False)
    slack_api_url: str = SLACK_API_URL
    timezone: str = ""
    send_rate: float = 4.0
    host: str = "127.0.0.1"
    port: int = 3000
    community_channel: str = ""
    framework: Path | None = None
    key: str = field(default="", repr=False)
    log: str = "info"
    sources: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def address(self) -> str:
        """Where it listens, as in a URL: HOST:PORT, an IPv6 number in brackets."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def socket_mode(self) -> bool:
        """Whether Slack is listened to over a socket; else over HTTP."""
        return bool(self.slack_app_token)

    def require(self, *names: str) -> None:
        """Raise ConfigError that says, for each of these that is not set, how to get it."""
        unset = [s.name for s in SETTINGS if s.name in names and not getattr(self, s.attribute)]
        if unset:
            raise ConfigError(*(f"{name} is not set: {HOW_TO_GET[name]}." for name in unset))

    def for_running(self) -> None:
        """Raise ConfigError unless all that `trellis run` needs is set."""
        by_http = self.slack_signing_secret and not self.slack_app_token
        self.require("SLACK_BOT_TOKEN", "TRELLIS_KEY", *(() if by_http else ("SLACK_APP_TOKEN",)))


def read_settings(environ: Mapping[str, str], dotenv_path: Path = DOTENV) -> Settings:
    """Return the settings; the environment wins over `.env`. Raises ConfigError that names every problem.

    A blank value counts as not set. A relative path is read from the working folder.
    """
    layers = {"environment": environ, str(dotenv_path): _read_dotenv(dotenv_path)}
    problems = _unknown({name for layer in layers.values() for name in layer})
    found: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for setting in SETTINGS:
        try:
            text, source = _text(setting, layers)
            if text:
                sources[setting.name] = source
                found[setting.attribute] = setting.read(text)
        except ValueError as problem:
            problems.append(f"{setting.name} can't be used. {problem}")
    problems += _half_set(sources)
    if problems:
        raise ConfigError(*problems)
    return Settings(**found, sources=sources)


def _read_dotenv(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        bindings = list(parse_stream(StringIO(path.read_text("utf-8-sig"))))
    except (OSError, ValueError):
        raise ConfigError(f"{path} can't be read. Make it a file of NAME=value lines, in UTF-8.") from None
    broken = [str(binding.original.line) for binding in bindings if binding.error]
    if broken:
        raise ConfigError(f"{path}, line {', '.join(broken)}: write NAME=value, one a line.")
    return {binding.key: binding.value or "" for binding in bindings if binding.key}


def _unknown(names: set[str]) -> list[str]:
    known = [setting.name for setting in SETTINGS]
    known += [f"{setting.name}_FILE" for setting in SETTINGS if setting.secret]
    ours = sorted(name for name in names if name.startswith(OURS) and name not in known)
    return [f"There is no setting {name}. {_nearest(name, known)}" for name in ours]


def _nearest(name: str, known: list[str]) -> str:
    """Return what an unknown name was probably meant to be."""
    if (setting := name.removesuffix("_FILE")) in known:
        return f"{setting} is no secret: set it itself."
    # Compared without their prefix, which would make every name look like every other.
    bare = {name.removeprefix(OURS): name for name in known}
    near = get_close_matches(name.removeprefix(OURS), bare, n=1)
    return f"Did you mean {bare[near[0]]}?" if near else "docs/settings.md lists them; remove this one."


def _text(setting: Setting, layers: Mapping[str, Mapping[str, str]]) -> tuple[str, str]:
    """Return a setting's text and where it came from; the first layer that names it decides."""
    for source, layer in layers.items():
        text, file = layer.get(setting.name), layer.get(f"{setting.name}_FILE") if setting.secret else None
        if text and text.strip() and file:
            raise ValueError(f"{setting.name} and {setting.name}_FILE are both set in {source}: remove one.")
        if file:
            return _from_file(setting.name, file), f"{setting.name}_FILE"
        if text is not None:
            return text.strip(), source
    return "", ""


def _from_file(name: str, file: str) -> str:
    # The path stays unsaid: whoever mixes up NAME and NAME_FILE has written the secret there.
    try:
        text = Path(file).read_text("utf-8-sig").strip()
    except (OSError, ValueError):
        raise ValueError(f"The file that {name}_FILE names can't be read: check the path and its rights.") from None
    if not text:
        raise ValueError(f"The file that {name}_FILE names is empty: write the value into it.")
    return text


def _half_set(sources: Mapping[str, str]) -> list[str]:
    if "SLACK_BOT_TOKEN" in sources:
        return []
    return [
        f"{name} is set without SLACK_BOT_TOKEN: {HOW_TO_GET['SLACK_BOT_TOKEN']}, or remove {name}."
        for name in ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")
        if name in sources
    ]
