"""Addresses at which a bot may answer what a person did: for half an hour and five times."""

from dataclasses import dataclass

from sandbox.clock import SandboxClock
from sandbox.identifiers import fresh_token
from sandbox.model import Patience
from sandbox.refusals import Refused

MOST_USES = 5
KEPT = 2000


@dataclass
class ResponseUrl:
    """What an address answers: who acted where, and the message they pressed on, if any."""

    user_id: str
    channel_id: str
    issued: float
    message_ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0


class ResponseUrls:
    """Issues response addresses and counts their uses."""

    def __init__(self, clock: SandboxClock, patience: Patience) -> None:
        self._clock = clock
        self._patience = patience
        self._issued: dict[str, ResponseUrl] = {}

    def issue(
        self,
        user_id: str,
        channel_id: str,
        message_ts: str | None = None,
        thread_ts: str | None = None,
    ) -> str:
        """Return the path of a new address."""
        if len(self._issued) >= KEPT:
            del self._issued[next(iter(self._issued))]
        ticket = fresh_token(32)
        self._issued[ticket] = ResponseUrl(user_id, channel_id, self._clock.ticks(), message_ts, thread_ts)
        return f"/response/{ticket}"

    def use(self, ticket: str) -> ResponseUrl:
        """Return what an address stands for and count this use.

        Raises:
            Refused: It is unknown, older than half an hour of real time, or was used five times.
        """
        found = self._issued.get(ticket)
        if found is None:
            raise Refused("no_such_url")
        if self._clock.ticks() - found.issued > self._patience.response_url:
            raise Refused("expired_url")
        if found.uses >= MOST_USES:
            raise Refused("used_url")
        found.uses += 1
        return found
