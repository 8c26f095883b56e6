"""What jobs work with, and what sending a message can come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from growth.calendar import local_day
from growth.people import Person
from growth.zones import workspace_zone
from storage.outbox import Message
from storage.unit_of_work import Store


@dataclass(frozen=True, slots=True)
class Sent:
    """It stands in a conversation at Slack's `ts`."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class NotNeeded:
    """Nobody is there to read it any more, or there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Later:
    """Something passing was in the way; `until` is the next try, `why` a short code."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It can't be sent; `why` is a short code."""

    why: str


Outcome = Sent | NotNeeded | Later | Refused

ATTEMPTS = 150
"""How often a message is tried before it is given up: for about a day, with the longest pause between two."""


class Messenger(Protocol):
    """Renders a message as things are now, and sends it."""

    async def send(self, message: Message, now: datetime) -> Outcome:
        """Send one message and return what it came to; never raise for what Slack does."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a job is given besides `now`. `timezone` is the zone that was set for cycle days, empty where none was."""

    store: Store
    messenger: Messenger
    timezone: str = ""

    async def workspaces(self) -> list[str]:
        """Return the ids of the workspaces where the bot is installed."""
        async with self.store.reading_everywhere() as tx:
            return [installation.workspace_id for installation in await tx.installations.active()]

    def today(self, people: Iterable[Person], now: datetime) -> date:
        """Return the calendar day it is in the workspace of these people."""
        return local_day(now, workspace_zone(self.timezone, people, now))
