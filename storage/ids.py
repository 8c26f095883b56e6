"""Names for new rows."""

from uuid import uuid4


def new_id() -> str:
    """Return a new opaque id of 32 hexadecimal characters."""
    return uuid4().hex
