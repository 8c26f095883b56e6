"""Which text a setting accepts: each function returns its value or raises ValueError with the remedy.

Does not know where the text comes from, and never repeats a secret in its sentence.
"""

import math
import re
from pathlib import Path
from urllib.parse import urlsplit

from growth.calendar import is_zone

FERNET_KEY = re.compile(r"[A-Za-z0-9_-]{43}=")
CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{2,}")
LOG_LEVELS = ("debug", "info", "warning", "error")
HIGHEST_PORT = 65535


def database_url(text: str) -> str:
    """Return the address of a database that is kept: a SQLite file or PostgreSQL."""
    if re.fullmatch(r"sqlite(\+aiosqlite)?:///.+", text) and ":memory:" not in text:
        return text
    if re.match(r"postgres(ql)?(\+psycopg)?://", text):
        return text
    raise ValueError("Write sqlite:///trellis.db for a file, or postgresql://USER:PASSWORD@HOST/DATABASE.")


def bot_token(text: str) -> str:
    """Return a bot token."""
    return _token(text, "xoxb-", "Copy the Bot User OAuth Token from OAuth & Permissions")


def app_token(text: str) -> str:
    """Return an app-level token."""
    return _token(text, "xapp-", "Copy the App-Level Token from Basic Information")


def _token(text: str, prefix: str, remedy: str) -> str:
    if text.startswith(prefix) and text.isascii() and not re.search(r"\s", text):
        return text
    raise ValueError(f"{remedy}; it begins with {prefix}")


def signing_secret(text: str) -> str:
    """Return a signing secret."""
    if text.startswith(("xoxb-", "xapp-")) or not text.isascii() or re.search(r"\s", text):
        raise ValueError("Copy the Signing Secret from Basic Information, App Credentials: letters and digits.")
    return text


def api_url(text: str) -> str:
    """Return the address of Slack's Web API, with its last slash."""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or re.search(r"\s", text) or parts.query or parts.fragment:
        raise ValueError("Write an address such as https://slack.com/api/.")
    return text.rstrip("/") + "/"


def time_zone(text: str) -> str:
    """Return the name of a time zone."""
    if not is_zone(text):
        raise ValueError(f"There is no time zone {text!r}. Write an IANA name, such as Europe/Berlin.")
    return text


def send_rate(text: str) -> float:
    """Return messages per second, more than 0."""
    try:
        rate = float(text)
    except ValueError:
        rate = 0
    if not math.isfinite(rate) or rate <= 0:
        raise ValueError("Write how many messages a second may go out, a number above 0, such as 4.")
    return rate


def host(text: str) -> str:
    """Return the name or number of an interface to listen on."""
    if re.search(r"[\s/]", text):
        raise ValueError("Write a host name or address alone, such as 127.0.0.1 or 0.0.0.0.")
    return text


def port(text: str) -> int:
    """Return a port; 0 takes any free one."""
    number = int(text) if re.fullmatch(r"[0-9]{1,5}", text) else HIGHEST_PORT + 1
    if number > HIGHEST_PORT:
        raise ValueError(f"Write a port from 1 to {HIGHEST_PORT}, such as 3000.")
    return number


def channel_id(text: str) -> str:
    """Return the id of a channel; names change, so they are not taken."""
    if not CHANNEL_ID.fullmatch(text):
        raise ValueError("Write the channel's id, such as C0123ABCD: click its name; About ends with it.")
    return text


def framework_file(text: str) -> Path:
    """Return the path of an existing file."""
    path = Path(text)
    if not path.is_file():
        raise ValueError(f"There is no file {text!r}. Write the path of a framework file, or leave it out.")
    return path


def keys(text: str) -> str:
    """Return one or more Fernet keys, separated by commas, the newest first."""
    found = [key.strip() for key in text.split(",")]
    if not all(FERNET_KEY.fullmatch(key) for key in found):
        raise ValueError("That is no key. Take the one you kept; `trellis key` makes one for a new database.")
    return ",".join(found)


def log_level(text: str) -> str:
    """Return the name of a log level."""
    if text.lower() not in LOG_LEVELS:
        raise ValueError(f"Write one of {', '.join(LOG_LEVELS)}.")
    return text.lower()
