"""What a message says as things are now: an outbox row's kind and ids in, the forms of a Slack message out.

Asks again whether there is anything to say. Does not send (see `bot.messenger`).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.drawing import Drawing, DrawingFailed
from bot.nudging import compose_nudges, compose_receipt
from bot.slack_api import SlackTrouble, ask_slack
from growth.people import Person
from growth.summary import GrowthSummary
from storage.installations import Installation
from storage.outbox import Message
from storage.unit_of_work import Store
from views.charts import alt_text
from views.messages import DRAFT_LEAVES, NUDGE, SUMMARY, TALK_RECEIPT, draft_leaves
from views.summary import summary_message

log = logging.getLogger("trellis")

FILE_SETTLES = 1.5
"""Seconds after which Slack usually knows a file that was just uploaded."""

Form = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: the installation's client, the person, and the conversation once it is known."""

    client: AsyncWebClient
    installation: Installation
    person: Person


class Composer:
    """Puts messages into words."""

    def __init__(self, store: Store, drawing: Drawing) -> None:
        self._store = store
        self._drawing = drawing
        self._kinds: dict[str, Callable[[Message, Address, datetime], Awaitable[list[Form]]]] = {
            SUMMARY: self._summary,
            DRAFT_LEAVES: self._draft_leaves,
            NUDGE: self._nudges,
            TALK_RECEIPT: self._receipt,
        }

    async def compose(self, message: Message, address: Address, now: datetime) -> list[Form]:
        """Return the message in words as of now, the richest form first; empty where there is nothing to say."""
        if (kind := self._kinds.get(message.kind)) is None:
            log.error("No words for a message of kind %s", message.kind)
            return []
        return await kind(message, address, now)

    async def _nudges(self, message: Message, address: Address, now: datetime) -> list[Form]:
        return await compose_nudges(self._store, message, address.person, now)

    async def _receipt(self, message: Message, address: Address, now: datetime) -> list[Form]:
        return await compose_receipt(self._store, message, address.person, now)

    async def _draft_leaves(self, message: Message, address: Address, now: datetime) -> list[Form]:
        """Return the warning about a draft; nothing where it was submitted, removed or kept as practice meanwhile."""
        person = address.person
        async with self._store.reading(message.workspace_id) as tx:
            draft = await tx.drafts.left(str(message.payload["assessment"]))
            if draft is None or draft.author_id != person.id or draft.is_empty:
                return []
            work = (await tx.desks.current(person.slack_id, now)).work
        opens = work is not None and work.id == draft.id
        return [draft_leaves(draft.cycle.name, draft.stays_until(now), opens=opens)]

    async def _summary(self, message: Message, address: Address, _: datetime) -> list[Form]:
        async with self._store.reading(message.workspace_id) as tx:
            summary = await tx.summaries.of(address.person)
        if summary is None:
            return []
        picture = await self._picture(address, summary)
        with_picture = [summary_message(summary, chart=chart, radar_file_id=picture) for chart in (True, False)]
        without = [summary_message(summary, chart=chart, radar_file_id=None) for chart in (True, False)]
        return [*with_picture, *without] if picture else without

    async def _picture(self, address: Address, summary: GrowthSummary) -> str | None:
        """Return the file id of the radar, or None where it can't be drawn or uploaded; words stand in for it."""
        try:
            drawn = await self._drawing.radar(summary.radar)
            uploaded = await ask_slack(
                address.client.files_upload_v2(
                    file=drawn, filename="growth.png", title="Growth profile", alt_txt=alt_text(summary.radar)
                )
            )
            files: list[Mapping[str, Any]] = uploaded.get("files") or [{}]
            await asyncio.sleep(FILE_SETTLES)
            return str(files[0]["id"])
        except (SlackTrouble, DrawingFailed, KeyError) as problem:
            log.warning("No picture in a summary: %s", getattr(problem, "code", type(problem).__name__))
            return None
