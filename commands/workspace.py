"""Where a command works: the database and the one workspace of SLACK_BOT_TOKEN, opened and closed together."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import utc_now
from bot.config import Settings, read_settings
from bot.identity import identify
from bot.slack_api import slack_clients
from growth.calendar import local_day
from growth.people import Person
from growth.zones import workspace_zone
from storage import schema
from storage.encryption import parse_keys
from storage.unit_of_work import Store

PATIENCE = 10.0
"""Seconds until an operator hears that Slack does not answer."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """One workspace while a command runs; `now` is one reading of the clock, in UTC."""

    id: str
    name: str
    settings: Settings
    store: Store
    slack: AsyncWebClient
    now: datetime

    def zone(self, people: list[Person]) -> str:
        """Return the zone of the workspace's cycle days."""
        return workspace_zone(self.settings.timezone, people, self.now)

    def today(self, people: list[Person]) -> date:
        """Return the calendar day it is in the workspace's zone."""
        return local_day(self.now, self.zone(people))


def settings_here() -> Settings:
    """Return the settings of this environment and working folder; raise ConfigError."""
    return read_settings(os.environ)


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Store]:
    """Give the database while the block runs; raise ConfigError without a key, StorageError where it is no use."""
    settings.require("TRELLIS_KEY")
    store = Store(settings.database_url, parse_keys(settings.key), utc_now)
    try:
        yield store
    finally:
        await store.close()


def make_or_refuse(url: str) -> None:
    """Make the tables of an empty database; raise StorageError for one of an older or newer Trellis.

    An older one is not migrated in passing, because a bot of its version may be running on it.
    """
    revision = schema.current(url)
    if revision is None:
        schema.upgrade(url)
    else:
        schema.require_head(revision)


@asynccontextmanager
async def open_workspace() -> AsyncIterator[Workspace]:
    """Give the workspace of the bot token while the block runs; it is kept if it is new."""
    settings = settings_here()
    settings.require("SLACK_BOT_TOKEN", "TRELLIS_KEY")
    make_or_refuse(settings.database_url)
    async with open_store(settings) as store, slack_clients(settings.slack_api_url, PATIENCE) as client_for:
        client = client_for(settings.slack_bot_token)
        new = await identify(client, settings)
        now = utc_now()
        async with store.everywhere() as everywhere:
            installation = await everywhere.installations.save(new, now)
        yield Workspace(installation.workspace_id, installation.name, settings, store, client, now)
