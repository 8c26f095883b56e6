"""What time it is: the one place of the bot that reads the clock. All else is given `now` as a value."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the present as an aware UTC datetime."""
    return datetime.now(UTC)  # noqa: TID251  this module is the one that may
