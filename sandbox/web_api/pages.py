"""Lists page by page: limit, cursor, and the cursor of the next page."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from sandbox.model import Json
from sandbox.refusals import Refused
from sandbox.web_api.call import Call

Entry = TypeVar("Entry")


def page(call: Call, entries: Sequence[Entry], largest: int, default: int = 0) -> tuple[Sequence[Entry], Json]:
    """Return the entries the call asks for, and the answer's response_metadata.

    Without a limit, `default` entries come, or all when it is 0.

    Raises:
        Refused: The limit is out of bounds or the cursor isn't ours.
    """
    limit = call.number("limit", default)
    if limit < 0 or limit > largest:
        raise Refused("invalid_limit")
    start = _position(call.text("cursor"))
    end = start + limit if limit else len(entries)
    cursor = base64.b64encode(f"next:{end}".encode()).decode() if end < len(entries) else ""
    return entries[start:end], {"response_metadata": {"next_cursor": cursor}}


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Refused("invalid_cursor") from None
    if word != "next" or not number.isdigit():
        raise Refused("invalid_cursor")
    return int(number)
