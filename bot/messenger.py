"""Sending one outbox message: to whom it still concerns, in words as of now, in the richest form Slack takes.

Asks again at sending whether it is needed; tells passing troubles from lasting ones. Keeps no state but a pace.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.drawing import Drawing, DrawingFailed
from bot.slack_api import ClientFor, SlackTrouble, Trouble, ask_slack
from growth.people import Person
from growth.summary import GrowthSummary
from schedules.means import ATTEMPTS, Later, NotNeeded, Outcome, Refused, Sent
from storage.installations import Installation, InstallationState
from storage.outbox import Message
from storage.unit_of_work import Store
from views.charts import alt_text
from views.messages import DRAFT_LEAVES, SUMMARY, draft_leaves
from views.summary import summary_message

log = logging.getLogger("trellis")

EVENT_TYPE = "trellis_message"
FIRST_PAUSE = 5.0
LONGEST_PAUSE = 600.0
LOOK_BACK = 200
"""Messages among which an earlier try is looked for; in one person's conversation they are weeks."""

FILE_SETTLES = 1.5
"""Seconds after which Slack usually knows a file that was just uploaded."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: the installation's client, the person, and the conversation once it is known."""

    client: AsyncWebClient
    installation: Installation
    person: Person


class SlackMessenger:
    """Sends messages with the installation's own token."""

    def __init__(self, store: Store, client_for: ClientFor, drawing: Drawing, *, rate: float) -> None:
        """`rate` is how many messages a second one workspace gets."""
        self._store = store
        self._client_for = client_for
        self._drawing = drawing
        self._pause = 1.0 / rate
        self._free_at: dict[str, float] = {}

    async def send(self, message: Message, now: datetime) -> Outcome:
        """Send one message and return what it came to."""
        try:
            address = await self._address(message, now)
            if address is None:
                return NotNeeded()
            channel = await self._conversation(address)
            if message.attempts > 1 and (found := await self._already_there(address, channel, message)):
                return found
            forms = await self._forms(message, address, now)
            if not forms:
                return NotNeeded()
            await self._keep_pace(message.workspace_id)
            return await self._deliver(address, channel, message, forms)
        except SlackTrouble as trouble:
            return await self._after(trouble, message, now)

    async def _address(self, message: Message, now: datetime) -> Address | None:
        """Return where to send it, or None where the app or the person is gone."""
        async with self._store.reading(message.workspace_id) as tx:
            installation = await tx.installations.get(message.workspace_id)
            person = await tx.people.get(message.recipient_id) if message.recipient_id else None
        if installation is None or installation.state is not InstallationState.ACTIVE or not installation.bot_token:
            return None
        if person is None or not person.is_active(now.date()):
            return None
        return Address(self._client_for(installation.bot_token), installation, person)

    async def _conversation(self, address: Address) -> str:
        """Return the direct conversation's id: the kept one, else asked for."""
        workspace_id, person = address.installation.workspace_id, address.person
        async with self._store.reading(workspace_id) as tx:
            kept = await tx.people.dm_channel(person.id)
        return kept or await self._open(address)

    async def _open(self, address: Address) -> str:
        """Return the direct conversation's id as Slack says it, kept for the next time."""
        workspace_id, person = address.installation.workspace_id, address.person
        try:
            opened = await ask_slack(address.client.conversations_open(users=person.slack_id))
        except SlackTrouble as trouble:
            if trouble.code not in {"unknown_method", "missing_scope"}:
                raise
            return person.slack_id  # Slack opens the conversation itself when it is posted to
        channel = str(opened["channel"]["id"])
        async with self._store.transaction(workspace_id) as tx:
            await tx.people.set_dm_channel(person.id, channel)
        return channel

    async def _already_there(self, address: Address, channel: str, message: Message) -> Sent | None:
        """Return where an earlier try put it, if the history may be read; a lost answer is then not sent twice.

        Among the newest messages, whatever their time: since the first try any time may have passed.
        """
        try:
            history = await ask_slack(
                address.client.conversations_history(channel=channel, include_all_metadata=True, limit=LOOK_BACK)
            )
        except SlackTrouble as trouble:
            if trouble.may_pass:
                raise
            return None
        for posted in history.get("messages") or []:
            metadata = posted.get("metadata") or {}
            if (metadata.get("event_payload") or {}).get("id") == message.id:
                return Sent(channel, str(posted["ts"]))
        return None

    async def _forms(self, message: Message, address: Address, now: datetime) -> list[dict[str, Any]]:
        """Return the message in words as of now, the richest form first; empty where there is nothing to say."""
        if message.kind == SUMMARY:
            return await self._summary(message, address)
        if message.kind == DRAFT_LEAVES:
            return await self._draft_leaves(message, address, now)
        log.error("No words for a message of kind %s", message.kind)
        return []

    async def _draft_leaves(self, message: Message, address: Address, now: datetime) -> list[dict[str, Any]]:
        """Return the warning about a draft; nothing where it was submitted, removed or kept as practice meanwhile."""
        person = address.person
        async with self._store.reading(message.workspace_id) as tx:
            draft = await tx.drafts.left(str(message.payload["assessment"]))
            if draft is None or draft.author_id != person.id or draft.is_empty:
                return []
            work = (await tx.desks.current(person.slack_id, now)).work
        opens = work is not None and work.id == draft.id
        return [draft_leaves(draft.cycle.name, draft.stays_until(now), opens=opens)]

    async def _summary(self, message: Message, address: Address) -> list[dict[str, Any]]:
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

    async def _deliver(self, address: Address, channel: str, message: Message, forms: list[dict[str, Any]]) -> Sent:
        """Post it; where the kept conversation is no longer there, into the one that Slack opens instead."""
        try:
            return await self._post(address, channel, message, forms)
        except SlackTrouble as trouble:
            if trouble.code != "channel_not_found":
                raise
        return await self._post(address, await self._open(address), message, forms)

    async def _post(self, address: Address, channel: str, message: Message, forms: list[dict[str, Any]]) -> Sent:
        """Post the first form that Slack takes."""
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"id": message.id}}
        refused = SlackTrouble(Trouble.OUR_MISTAKE, "no_text")
        for form in forms:
            try:
                posted = await ask_slack(
                    address.client.chat_postMessage(
                        channel=channel, metadata=metadata, unfurl_links=False, unfurl_media=False, **form
                    )
                )
                return Sent(str(posted["channel"]), str(posted["ts"]))
            except SlackTrouble as trouble:
                if trouble.kind is not Trouble.OUR_MISTAKE:
                    raise
                refused = trouble
        raise refused

    async def _keep_pace(self, workspace_id: str) -> None:
        free_at = max(self._free_at.get(workspace_id, 0.0), monotonic())
        self._free_at[workspace_id] = free_at + self._pause
        await asyncio.sleep(free_at - monotonic())

    async def _after(self, trouble: SlackTrouble, message: Message, now: datetime) -> Outcome:
        """Return what a trouble means for the message, and mark what is gone."""
        log.warning("A %s could not be sent: %s", message.kind, trouble.code)
        if trouble.may_pass and message.attempts < ATTEMPTS:
            pause = trouble.wait or min(FIRST_PAUSE * 2 ** (message.attempts - 1), LONGEST_PAUSE)
            return Later(now + timedelta(seconds=pause), trouble.code)
        if trouble.kind is Trouble.INSTALL_GONE:
            async with self._store.transaction(message.workspace_id) as tx:
                await tx.installations.mark_gone(message.workspace_id, InstallationState.REVOKED, now)
        return Refused(trouble.code)
