"""How we talk to Slack: one shared session for every client, and one exception that says what a failure means.

Does not decide what to do about it, and does not wait: who called knows whether a person is waiting.
"""

import ipaddress
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.json_text import written

Answer = TypeVar("Answer")
ClientFor = Callable[[str], AsyncWebClient]
"""Returns the client of a token; asked again, the same one."""

LIBRARY = logging.getLogger("slack_sdk")
"""Its level is set where logs are set up."""

PATIENCE = 30.0
"""Seconds until a call counts as unanswered."""

DEFAULT_WAIT = 5.0
REDIRECT = 300
TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500


class Trouble(StrEnum):
    """What a failed call means for what comes next."""

    RATE = "rate"
    PASSING = "passing"
    INSTALL_GONE = "install gone"
    PERSON_GONE = "person gone"
    CHANNEL = "channel"
    OUR_MISTAKE = "our mistake"
    SCOPE = "scope"
    RACE = "race"
    UNKNOWN = "unknown"


_CODES = {
    Trouble.RATE: "ratelimited rate_limited",
    Trouble.PASSING: "internal_error fatal_error service_unavailable request_timeout org_login_required "
    "team_added_to_org",
    Trouble.INSTALL_GONE: "token_revoked account_inactive invalid_auth token_expired not_authed",
    Trouble.PERSON_GONE: "user_not_found user_disabled user_not_visible cannot_dm_bot messages_tab_disabled",
    Trouble.CHANNEL: "channel_not_found not_in_channel is_archived no_permission ekm_access_denied",
    Trouble.OUR_MISTAKE: "invalid_blocks invalid_blocks_format invalid_arguments msg_too_long view_too_large "
    "msg_blocks_too_long no_text metadata_too_large",
    Trouble.SCOPE: "missing_scope",
    Trouble.RACE: "expired_trigger_id exchanged_trigger_id hash_conflict not_found duplicate_external_id "
    "push_limit_reached",
}
_TROUBLE_OF_CODE = {code: kind for kind, codes in _CODES.items() for code in codes.split()}
_TROUBLE_OF_PREFIX = {"restricted_action": Trouble.CHANNEL, "invalid_metadata_": Trouble.OUR_MISTAKE}

_SENTENCES = {
    Trouble.RATE: "Slack asks for a pause of {wait:.0f} s ({code}). Try again after it.",
    Trouble.PASSING: "Slack could not be reached or did not answer as Slack does ({code}). Try again in a "
    "minute; if it stays so, check the network and SLACK_API_URL.",
    Trouble.INSTALL_GONE: "Slack does not accept the token ({code}). Install the app again under OAuth & "
    "Permissions and set the new SLACK_BOT_TOKEN.",
    Trouble.PERSON_GONE: "Slack can't reach this person ({code}).",
    Trouble.CHANNEL: "Slack does not let the app post there ({code}). Invite it to the channel: /invite @Trellis.",
    Trouble.OUR_MISTAKE: "Slack refused the form of what was sent ({code}). Please report this as a bug.",
    Trouble.SCOPE: "The app lacks the scope {needed}. Add it under OAuth & Permissions, Bot Token Scopes, and "
    "install the app again.",
    Trouble.RACE: "The screen had changed meanwhile ({code}). Open it again.",
    Trouble.UNKNOWN: "Slack refused ({code}).",
}


class SlackTrouble(Exception):
    """A call to Slack that did not succeed. It never repeats what was sent or answered.

    `code` is Slack's error, or `timeout`, `no_connection`, `unreadable_answer`, `http_NNN`. `wait` are the seconds
    Slack asks for, `needed` the scope that a missing_scope names; both empty elsewhere.
    """

    def __init__(self, kind: Trouble, code: str, wait: float = 0, needed: str = "") -> None:
        super().__init__(_SENTENCES[kind].format(code=code, wait=wait, needed=needed or "it needs"))
        self.kind = kind
        self.code = code
        self.wait = wait
        self.needed = needed

    @property
    def may_pass(self) -> bool:
        """Whether the same call may succeed later without anybody's help."""
        return self.kind in {Trouble.RATE, Trouble.PASSING}


@asynccontextmanager
async def slack_clients(
    api_url: str, patience: float = PATIENCE, *, reconnects: bool = True
) -> AsyncIterator[ClientFor]:
    """Give the clients of this Slack while the block runs; they share one session.

    With `reconnects` a call is made once more where the connection broke, which may do twice what was asked.
    """
    total = aiohttp.ClientTimeout(total=patience)
    async with aiohttp.ClientSession(timeout=total, json_serialize=written) as session:

        @lru_cache(maxsize=4096)
        def client_for(token: str) -> AsyncWebClient:
            # With its own logger, which has no level itself, slack_sdk writes out every view it sends and gets for
            # a line that nobody keeps.
            client = AsyncWebClient(token=token, base_url=api_url, session=session, logger=LIBRARY)
            if not reconnects:
                client.retry_handlers = []
            if _is_this_machine(api_url):
                # slack_sdk takes HTTPS_PROXY for every address and knows no NO_PROXY.
                client.proxy = None
            return client

        yield client_for


def _is_this_machine(url: str) -> bool:
    name = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


async def ask_slack(call: Awaitable[Answer]) -> Answer:
    """Return the answer of a call of an AsyncWebClient; raise SlackTrouble where there is none."""
    try:
        return await call
    except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, AttributeError) as error:
        # AttributeError: slack_sdk expects an object where a proxy answers plain text or a JSON list.
        # Not chained: the error's text repeats what was answered.
        raise trouble_of(error) from None


def trouble_of(error: BaseException) -> SlackTrouble:
    """Return what an error of slack_sdk or of the network means."""
    if isinstance(error, TimeoutError):
        return SlackTrouble(Trouble.PASSING, "timeout")
    if isinstance(error, aiohttp.ClientError | OSError):
        return SlackTrouble(Trouble.PASSING, "no_connection")
    response: Any = getattr(error, "response", None)
    # Where the answer is no JSON, slack_sdk hands over aiohttp's response in place of its own.
    status: Any = getattr(response, "status_code", None) or getattr(response, "status", 0)
    data: Any = getattr(response, "data", None)
    return _trouble_of_answer(status, getattr(response, "headers", {}), data if isinstance(data, dict) else {})


def _trouble_of_answer(status: int, headers: Any, data: dict[str, Any]) -> SlackTrouble:
    code = str(data.get("error") or "")
    kind = _TROUBLE_OF_CODE.get(code)
    if status == TOO_MANY_REQUESTS or kind is Trouble.RATE:
        return SlackTrouble(Trouble.RATE, code or "ratelimited", wait=_retry_after(headers))
    if kind is None:
        kind = next((kind for prefix, kind in _TROUBLE_OF_PREFIX.items() if code.startswith(prefix)), None)
    if kind is None and (status >= SERVER_ERROR or not code):
        kind = Trouble.PASSING
        code = code or (f"http_{status}" if status >= REDIRECT else "unreadable_answer")
    return SlackTrouble(kind or Trouble.UNKNOWN, code, needed=str(data.get("needed") or ""))


def _retry_after(headers: Any) -> float:
    try:
        return max(float(headers.get("Retry-After", DEFAULT_WAIT)), 0)
    except (TypeError, ValueError):
        return DEFAULT_WAIT
