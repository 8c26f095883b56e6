"""What time it is in the sandbox: real time plus an offset that only grows, kept across restarts."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

Listener = Callable[[], None]


class SandboxClock:
    """A clock that runs at the pace of real time and can be set forward.

    The bot is handed `now` as its clock. Request signatures, trigger ids and time limits use real time.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._offset = (
            timedelta(seconds=json.loads(path.read_text())["offset"]) if path and path.exists() else timedelta()
        )
        self._is_looking_back = False
        self.listeners: list[Listener] = []

    def now(self) -> datetime:
        """Return the sandbox's present as an aware UTC datetime."""
        return self.real() + self._offset

    @staticmethod
    def real() -> datetime:
        """Return the real present as an aware UTC datetime."""
        return datetime.now(UTC)  # noqa: TID251  the sandbox's one place that reads the clock

    @staticmethod
    def ticks() -> float:
        """Return seconds of a clock that is only good for measuring how long something took."""
        return time.monotonic()

    def advance(self, by: timedelta) -> None:
        """Move forward by a duration and tell every listener.

        Raises:
            ValueError: The duration is negative; what has been sent cannot be unsent.
        """
        if by < timedelta():
            raise ValueError("The sandbox's clock only moves forward.")
        self._offset += by
        if self._is_looking_back:
            return
        if self._path:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps({"offset": self._offset.total_seconds()}))
        for listener in list(self.listeners):
            listener()

    def move_to(self, moment: datetime) -> None:
        """Move forward to an aware moment and tell every listener.

        Raises:
            ValueError: The moment has passed.
        """
        self.advance(moment - self.now())

    @contextmanager
    def looking_back(self, moment: datetime) -> Iterator[None]:
        """Stand at a moment of the past, from which one can move on; then the present is back.

        Nobody is told of it and it isn't kept: a made-up company has a past before it has a first day.
        """
        present = self._offset
        self._offset, self._is_looking_back = moment - self.real(), True
        try:
            yield
        finally:
            self._offset, self._is_looking_back = present, False
