"""Events: which the app subscribed to, the envelope they come in, and their retries."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from sandbox.clock import SandboxClock
from sandbox.delivery import Wire
from sandbox.identifiers import fresh
from sandbox.model import Identity, Json, Patience


class Background:
    """Work that goes on after the call that began it; held here so that it is neither lost nor left behind."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        """Begin work and hold it until it ends."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Cancel what still runs."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class Events:
    """Sends events to the app and repeats those that were not answered."""

    def __init__(
        self,
        identity: Identity,
        clock: SandboxClock,
        patience: Patience,
        wire: Wire,
        subscribed: frozenset[str],
    ) -> None:
        self._identity = identity
        self._clock = clock
        self._patience = patience
        self._wire = wire
        self._subscribed = subscribed
        self._last: tuple[str, Json] | None = None
        self.background = Background()

    async def send(self, event: Json, subscription: str | None = None) -> None:
        """Send an event if the app subscribed to it; return once the first attempt was answered or wasn't.

        Args:
            event: The event's own properties, `type` among them.
            subscription: The name in the manifest, where it differs from the type (message.im).
        """
        name = subscription or event["type"]
        if name not in self._subscribed:
            return
        envelope = self._envelope(event)
        self._last = (name, envelope)
        answer = await self._wire.send("events_api", name, envelope)
        if answer.error and not answer.no_retry:
            self.background.start(self._retry(name, envelope, answer.error))

    def later(self, event: Json, subscription: str | None = None) -> None:
        """Send an event without waiting for its answer."""
        self.background.start(self.send(event, subscription))

    async def repeat_last(self) -> None:
        """Send the last event once more, as Slack does when it believes that the first try failed."""
        if self._last:
            await self._wire.send("events_api", *self._last, retry=(1, "http_timeout"))

    async def verified(self, address: str) -> bool:
        """Make this the bot's address if it answers the challenge; return whether it does."""
        before, self._wire.bot_url = self._wire.bot_url, address
        challenge = fresh("challenge", 20)
        body = {"type": "url_verification", "token": "sandbox", "challenge": challenge}
        answer = await self._wire.send("events_api", "url_verification", body)
        found = answer.body.get("challenge") if isinstance(answer.body, dict) else answer.body
        right = answer.error is None and found == challenge
        if not right:
            self._wire.bot_url = before
        return right

    async def _retry(self, name: str, envelope: Json, reason: str) -> None:
        for attempt, seconds in enumerate(self._patience.retries, 1):
            await asyncio.sleep(seconds)
            answer = await self._wire.send("events_api", name, envelope, retry=(attempt, reason))
            if not answer.error or answer.no_retry:
                return
            reason = answer.error

    def _envelope(self, event: Json) -> Json:
        identity, now = self._identity, self._clock.now()
        return {
            "token": "sandbox",
            "team_id": identity.team_id,
            "context_team_id": identity.team_id,
            "context_enterprise_id": None,
            "api_app_id": identity.app_id,
            "event": {**event, "event_ts": f"{now.timestamp():.6f}"},
            "type": "event_callback",
            "event_id": fresh("Ev", 11),
            "event_time": int(now.timestamp()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": identity.team_id,
                    "user_id": identity.bot_user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                },
            ],
            "is_ext_shared_channel": False,
            "event_context": fresh("4-", 30),
        }
