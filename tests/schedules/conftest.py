"""What jobs work with here: a company on each engine, and a messenger that says what it was told to say."""

import asyncio
from collections import defaultdict

import pytest

from schedules.means import Means, Sent


class Messenger:
    """Remembers which messages it was given; `says` holds what each comes to, or what is raised."""

    def __init__(self) -> None:
        self.given = []
        self.says = defaultdict(lambda: Sent("D1", "17.1"))

    async def send(self, message, _):
        """Return what was scripted for the message's key."""
        self.given.append(message)
        await asyncio.sleep(0)
        outcome = self.says[message.payload.get("name")]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    @property
    def names(self) -> list[str]:
        """The names of the messages it was given, in order."""
        return [message.payload["name"] for message in self.given]


@pytest.fixture
def messenger():
    return Messenger()


@pytest.fixture
def means(store, messenger):
    return Means(store, messenger)
