"""Whether Slack keeps a person undisturbed now, where the app may see it (optional scope dnd:read).

A bot sees the hours people set in Slack, not a pause that somebody started by hand. What can't be seen is no reason
to keep a message back.
"""

import asyncio
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_api import SlackTrouble, ask_slack

log = logging.getLogger("trellis")

SCOPE = "dnd:read"
AT_ONCE = 50
"""People in one call; Slack takes twenty calls a minute."""

GATHERING = 0.02
"""Seconds in which those who ask together are put into one call."""

HIDDEN = {"missing_scope", "unknown_method", "not_allowed_token_type"}
"""What Slack says where the app may not see it; then it isn't asked again."""

Answer = Mapping[str, Any]


class DoNotDisturb:
    """Asks Slack who is not to be disturbed, for many people in one call."""

    def __init__(self) -> None:
        self._hidden: set[str] = set()
        self._waiting: dict[AsyncWebClient, dict[str, asyncio.Future[Answer]]] = {}
        self._asking: set[asyncio.Task[None]] = set()

    async def until(
        self, client: AsyncWebClient, scopes: frozenset[str] | None, slack_id: str, now: datetime
    ) -> datetime | None:
        """Return until when (UTC) a person is not to be disturbed, or None: now, or where it can't be seen.

        `scopes` are those the app was granted, None where they are unknown.
        """
        if (scopes is not None and SCOPE not in scopes) or (client.token or "") in self._hidden:
            return None
        return _until(await self._answer(client, slack_id), now.timestamp())

    async def _answer(self, client: AsyncWebClient, slack_id: str) -> Answer:
        waiting = self._waiting.get(client)
        if waiting is None:
            waiting = self._waiting[client] = {}
            task = asyncio.create_task(self._ask(client, waiting))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)
        if slack_id not in waiting:
            waiting[slack_id] = asyncio.get_running_loop().create_future()
        return await asyncio.shield(waiting[slack_id])

    async def _ask(self, client: AsyncWebClient, waiting: dict[str, asyncio.Future[Answer]]) -> None:
        await asyncio.sleep(GATHERING)
        del self._waiting[client]
        asked = list(waiting)
        for start in range(0, len(asked), AT_ONCE):
            some = asked[start : start + AT_ONCE]
            found = await self._team_info(client, some)
            for slack_id in some:
                one = found.get(slack_id)
                waiting[slack_id].set_result(one if isinstance(one, dict) else {})

    async def _team_info(self, client: AsyncWebClient, slack_ids: list[str]) -> Answer:
        try:
            answer = await ask_slack(client.dnd_teamInfo(users=slack_ids))
        except SlackTrouble as trouble:
            if trouble.code in HIDDEN:
                self._hidden.add(client.token or "")
            else:
                log.warning("Do-not-disturb hours could not be read: %s", trouble.code)
            return {}
        users = answer.get("users")
        return users if isinstance(users, dict) else {}


def _until(one: Answer, now: float) -> datetime | None:
    """Return the end of the hours, or of the pause, that `now` (seconds, UTC) lies in."""
    hours = (one.get("dnd_enabled"), one.get("next_dnd_start_ts"), one.get("next_dnd_end_ts"))
    pause = (one.get("snooze_enabled"), 0, one.get("snooze_endtime"))
    ends = [
        float(end)
        for on, start, end in (hours, pause)
        if on and isinstance(start, int | float) and isinstance(end, int | float) and start <= now < end
    ]
    return datetime.fromtimestamp(max(ends), UTC) if ends else None
