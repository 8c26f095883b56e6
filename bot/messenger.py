"""Sending one outbox message: to whom it still concerns, when they may be disturbed, in the richest form Slack takes.

Tells passing troubles from lasting ones. What it says: `bot.composing`. Keeps no state but a pace.
"""

import asyncio
import logging
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from bot.composing import Address, Composer
from bot.do_not_disturb import DoNotDisturb
from bot.drawing import Drawing
from bot.nudging import keep_faces, redraw
from bot.slack_api import ClientFor, SlackTrouble, Trouble, ask_slack
from growth.diary import WINDOW
from schedules.means import ATTEMPTS, Later, NotNeeded, Outcome, Refused, Sent
from storage.installations import InstallationState
from storage.outbox import Message
from storage.unit_of_work import Store
from views.messages import NUDGE, NUDGE_UPDATE

log = logging.getLogger("trellis")

EVENT_TYPE = "trellis_message"
FIRST_PAUSE = 5.0
LONGEST_PAUSE = 600.0
LOOK_BACK = 200
"""Messages among which an earlier try is looked for; in one person's conversation they are weeks."""

GONE = {"message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found", "is_inactive"}
"""What Slack says of a message that can't be changed any more; then it stays as it is."""


class SlackMessenger:
    """Sends messages with the installation's own token."""

    def __init__(self, store: Store, client_for: ClientFor, drawing: Drawing, *, rate: float) -> None:
        """`rate` is how many messages a second one workspace gets."""
        self._store = store
        self._client_for = client_for
        self._composer = Composer(store, drawing)
        self._do_not_disturb = DoNotDisturb()
        self._pause = 1.0 / rate
        self._free_at: dict[str, float] = {}

    async def send(self, message: Message, now: datetime) -> Outcome:
        """Send one message and return what it came to."""
        try:
            address = await self._address(message, now)
            if address is None:
                return NotNeeded()
            if message.kind == NUDGE_UPDATE:
                return await self._update(address, message, now)
            return await self._say(address, message, now)
        except SlackTrouble as trouble:
            return await self._after(trouble, message, now)

    async def _say(self, address: Address, message: Message, now: datetime) -> Outcome:
        """Post it, unless an earlier try did, or somebody is not to be disturbed, or there is nothing to say."""
        channel = await self._conversation(address)
        if message.attempts > 1 and (found := await self._already_there(address, channel, message)):
            return found
        if message.kind == NUDGE and (busy := await self._busy(address, now)):
            return busy
        forms = await self._composer.compose(message, address, now)
        if not forms:
            return NotNeeded()
        await self._keep_pace(message.workspace_id)
        return await self._deliver(address, channel, message, forms)

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

    async def _busy(self, address: Address, now: datetime) -> Outcome | None:
        """Return what becomes of a nudge to somebody who is not to be disturbed; None where they may be.

        Hours that end soon are waited for; whether there is anything to say then is asked again. After longer ones
        the next free day is theirs.
        """
        until = await self._do_not_disturb.until(
            address.client, address.installation.scopes, address.person.slack_id, now
        )
        if until is None:
            return None
        return Later(until, "dnd") if until - now < WINDOW else NotNeeded()

    async def _update(self, address: Address, message: Message, now: datetime) -> Outcome:
        """Draw a nudge that was sent as it stands now; one that Slack does not let us change stays as it is."""
        drawn = await redraw(self._store, message, address.person, now)
        if drawn is None:
            return NotNeeded()
        await self._keep_pace(message.workspace_id)
        try:
            await ask_slack(address.client.chat_update(channel=drawn.channel, ts=drawn.ts, **drawn.form))
        except SlackTrouble as trouble:
            if trouble.code not in GONE:
                raise
        await keep_faces(self._store, message.workspace_id, drawn)
        return Sent(drawn.channel, drawn.ts)

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
        if trouble.may_pass and (message.kind == NUDGE or message.attempts < ATTEMPTS):  # a nudge, till its window ends
            pause = trouble.wait or min(FIRST_PAUSE * 2 ** (message.attempts - 1), LONGEST_PAUSE)
            return Later(now + timedelta(seconds=pause), trouble.code)
        if trouble.kind is Trouble.INSTALL_GONE:
            async with self._store.transaction(message.workspace_id) as tx:
                await tx.installations.mark_gone(message.workspace_id, InstallationState.REVOKED, now)
        return Refused(trouble.code)
