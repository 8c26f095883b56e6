"""Drawing pictures beside the event loop: a worker process of its own, started when needed and ended when idle.

Keeps matplotlib out of the bot's memory; the worker (`bot.drawing_worker`) is reached by name only.
"""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict

from bot.drawing_frames import DRAWN, HEADER
from growth.radar import RadarProfile

WORKER = (sys.executable, "-m", "bot.drawing_worker")
TIMEOUT = 30.0
IDLE = 60.0
QUEUE = 16
ATTEMPTS = 2
PARTING = 5.0
"""Seconds a worker gets to end by itself."""


class DrawingFailed(Exception):
    """No picture came: the queue is full, or the worker died, took too long or refused. Words stand in for it."""


class Drawing:
    """Draws one picture at a time in the worker process. Belongs to the event loop it is first used in."""

    def __init__(
        self,
        *,
        command: Sequence[str] = WORKER,
        timeout: float = TIMEOUT,  # noqa: ASYNC109  the limit of one picture, kept here so that a hung worker is killed
        idle: float = IDLE,
        queue: int = QUEUE,
    ) -> None:
        """`timeout` limits one picture and `idle` the worker's rest, in seconds; `queue` is who may wait at once."""
        self._command = tuple(command)
        self._timeout = timeout
        self._idle = idle
        self._queue = queue
        self._waiting = 0
        self._turn = asyncio.Lock()
        self._worker: Process | None = None
        self._parting: asyncio.TimerHandle | None = None

    async def radar(self, profile: RadarProfile) -> bytes:
        """Return the radar as a PNG; raise DrawingFailed."""
        if self._waiting >= self._queue:
            raise DrawingFailed("too many pictures are waiting")
        self._waiting += 1
        try:
            async with self._turn:
                return await self._drawn(json.dumps(asdict(profile)).encode())
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """End the worker, once the picture in hand is done."""
        async with self._turn:
            await self._end()

    async def _drawn(self, order: bytes) -> bytes:
        """Ask the worker, and a fresh one if it died over it."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with asyncio.timeout(self._timeout):
                    status, answer = await self._ask(order)
            except (OSError, EOFError, TimeoutError) as problem:
                await self._kill()
                if isinstance(problem, TimeoutError) or attempt == ATTEMPTS:
                    raise DrawingFailed(f"the drawing worker stopped: {type(problem).__name__}") from problem
            except BaseException:
                # Cancelled between question and answer: the next picture must not get this one's.
                await self._kill()
                raise
            else:
                self._rest()
                if status != DRAWN:
                    raise DrawingFailed(f"the drawing worker could not draw: {answer.decode()}")
                return answer
        raise AssertionError

    async def _ask(self, order: bytes) -> tuple[int, bytes]:
        worker = await self._ready()
        if worker.stdin is None or worker.stdout is None:
            raise EOFError
        worker.stdin.write(HEADER.pack(DRAWN, len(order)) + order)
        await worker.stdin.drain()
        status, length = HEADER.unpack(await worker.stdout.readexactly(HEADER.size))
        return status, await worker.stdout.readexactly(length)
