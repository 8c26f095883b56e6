"""The wire to the bot: signed HTTP, or a socket when one is connected, with three seconds to answer."""

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

import aiohttp

from sandbox.clock import SandboxClock
from sandbox.inspector import Inspector
from sandbox.model import Faults, Identity, Json, Patience
from sandbox.socket_mode import ConnectionGone, Sockets

Kind = Literal["events_api", "slash_commands", "interactive"]
OK = 200
ERROR_FROM = 300


@dataclass(frozen=True)
class Answer:
    """What the bot answered: a parsed body ("" when empty), or why there is none (a retry reason of Slack's)."""

    status: int | None = None
    body: Any = ""
    error: str | None = None
    no_retry: bool = False


def signature(secret: str, timestamp: str, body: str) -> str:
    """Return Slack's signature over a request's raw body."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
    return f"v0={digest.hexdigest()}"


def encoded(kind: Kind, payload: Json) -> tuple[str, str]:
    """Return a payload as a request's body, and its content type."""
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    fields = {"payload": json.dumps(payload)} if kind == "interactive" else payload
    return urlencode(fields), "application/x-www-form-urlencoded"


class Wire:
    """Sends payloads to the bot and brings back what it answers."""

    def __init__(
        self,
        identity: Identity,
        clock: SandboxClock,
        patience: Patience,
        faults: Faults,
        inspector: Inspector,
        sockets: Sockets,
    ) -> None:
        self._identity = identity
        self._clock = clock
        self._patience = patience
        self._faults = faults
        self._inspector = inspector
        self._sockets = sockets
        self._session: aiohttp.ClientSession | None = None
        self.bot_url = ""

    async def send(self, kind: Kind, what: str, payload: Json, retry: tuple[int, str] | None = None) -> Answer:
        """Return the bot's answer to a payload; no answer and a bad one are answers too.

        Args:
            kind: Which of Slack's three kinds of payload this is.
            what: Its name for the inspector.
            payload: Its body.
            retry: Which repetition this is and why, for events.
        """
        delivery = self._inspector.begin("to_bot", what if retry is None else f"{what} (retry {retry[0]})", payload)
        began = self._clock.ticks()
        if self._faults.bot_unreachable:
            answer = Answer(error="connection_failed")
        elif self._sockets.connected:
            answer = await self._over_socket(kind, payload, retry)
        else:
            answer = await self._over_http(kind, payload, retry)
        self._inspector.end(delivery, began, status=answer.status, response=answer.body, error=answer.error)
        return answer

    async def _over_socket(self, kind: Kind, payload: Json, retry: tuple[int, str] | None) -> Answer:
        counted = {"retry_attempt": retry[0] if retry else 0, "retry_reason": retry[1] if retry else ""}
        try:
            body = await self._sockets.ask(kind, payload, self._patience.ack, counted)
        except TimeoutError:
            return Answer(error="http_timeout")
        except ConnectionGone:
            return Answer(error="connection_failed")
        return Answer(OK, "" if body is None else body)

    async def _over_http(self, kind: Kind, payload: Json, retry: tuple[int, str] | None) -> Answer:
        if not self.bot_url:
            return Answer(error="connection_failed")
        body, content_type = encoded(kind, payload)
        try:
            async with self._http().post(
                self.bot_url,
                data=body.encode(),
                headers=self._headers(body, content_type, retry),
                timeout=aiohttp.ClientTimeout(self._patience.ack),
            ) as response:
                return self._understood(response, await response.text())
        except TimeoutError:
            return Answer(error="http_timeout")
        except aiohttp.ClientError:
            return Answer(error="connection_failed")

    def _headers(self, body: str, content_type: str, retry: tuple[int, str] | None) -> dict[str, str]:
        timestamp = str(int(self._clock.real().timestamp()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (sandbox)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._identity.signing_secret, timestamp, body),
        }
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        return headers

    @staticmethod
    def _understood(response: aiohttp.ClientResponse, text: str) -> Answer:
        body: Any = text
        if "json" in response.headers.get("Content-Type", "") and text:
            try:
                body = json.loads(text)
            except json.JSONDecodeError:
                body = text
        refused = response.status >= ERROR_FROM
        return Answer(
            response.status,
            body,
            "http_error" if refused else None,
            no_retry=refused and response.headers.get("X-Slack-No-Retry") == "1",
        )

    def _http(self) -> aiohttp.ClientSession:
        # A session belongs to the loop it was made in, so it is made with the first request.
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession()
        return self._session

    async def close(self) -> None:
        """Close the connections to the bot."""
        if self._session:
            await self._session.close()
            # aiohttp closes its transports in the loop's next turn.
            await asyncio.sleep(0)
