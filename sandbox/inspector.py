"""What went over the wire, newest last, for the inspector and the tests; it shows bodies, never tokens."""

from collections import deque
from typing import Any, Literal

from sandbox.changes import Changes
from sandbox.clock import SandboxClock
from sandbox.model import Change, Delivery

KEPT = 500


class Inspector:
    """Keeps the last exchanges between Slack and the bot."""

    def __init__(self, clock: SandboxClock, changes: Changes) -> None:
        self._clock = clock
        self._changes = changes
        self._kept: deque[Delivery] = deque(maxlen=KEPT)
        self._count = 0

    def begin(self, direction: Literal["to_bot", "to_slack"], what: str, request: Any) -> Delivery:
        """Return the record of an exchange that begins now."""
        self._count += 1
        delivery = Delivery(self._count, self._clock.now(), direction, what, request)
        self._kept.append(delivery)
        return delivery

    def end(
        self,
        delivery: Delivery,
        began: float,
        *,
        status: int | None,
        response: Any = None,
        error: str | None = None,
    ) -> None:
        """Complete the record; `began` is the clock's ticks when the request went out."""
        delivery.ms_to_ack = round((self._clock.ticks() - began) * 1000, 1)
        delivery.status, delivery.response, delivery.error = status, response, error
        self._changes.tell(Change("inspector", str(delivery.id)))

    def last(self, limit: int) -> list[Delivery]:
        """Return the newest exchanges, the newest first."""
        return list(reversed(self._kept))[:limit]

    def forget(self) -> None:
        """Keep none of what went before."""
        self._kept.clear()
