"""Who is reading a page: the names, channels, zone and moment that its text is written for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Reader:
    """One person looking at the workspace at one moment.

    Attributes:
        id: Slack's id of the person.
        now: The sandbox's present moment, aware.
        zone: The person's time zone; every time on the page is shown in it.
        people: Display names by user id.
        channels: Channel names, without the hash, by channel id.
    """

    id: str
    now: datetime
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)

    def local(self, moment: datetime | float | str) -> datetime:
        """Return a moment (aware datetime, Unix seconds or a message's ts) in the reader's zone."""
        if isinstance(moment, datetime):
            return moment.astimezone(self.zone)
        return datetime.fromtimestamp(float(moment), UTC).astimezone(self.zone)

    def person(self, user_id: str) -> str:
        """Return a person's display name, or the id when nobody here has it."""
        return self.people.get(user_id, user_id)

    def channel(self, channel_id: str) -> str:
        """Return a channel's name without the hash, or the id when it is not known."""
        return self.channels.get(channel_id, channel_id)
