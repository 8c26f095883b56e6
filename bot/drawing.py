"""Drawing pictures beside the event loop: a worker process of its own, started when needed and ended when idle.

Keeps matplotlib out of the bot's memory: the worker, `bot.drawing_worker`, is reached by name only.
"""

import asyncio
import json
import struct
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Self

from growth.radar import RadarProfile

WORKER = (sys.executable, "-m", "bot.drawing_worker")
HEADER = struct.Struct(">BI")
"""What stands before every order and every answer: a status and how many bytes follow."""

DRAWN, REFUSED = 0, 1
LONGEST_DRAWING = 30.0
IDLE = 60.0
QUEUE = 16
PARTING = 5.0
"""Seconds a worker gets to end by itself."""


class DrawingFailed(Exception):
    """No picture came: too many are waiting, or the worker died, took too long or refused. Words stand in for it."""


class Drawing:
    """Draws one picture at a time in the worker process; belongs to the event loop it is used in."""

    def __init__(
        self,
        *,
        command: Sequence[str] = WORKER,
        longest: float = LONGEST_DRAWING,
        idle: float = IDLE,
        queue: int = QUEUE,
    ) -> None:
        """`longest` limits one drawing and `idle` the worker's rest, in seconds; `queue` is how many may wait."""
        self._command = tuple(command)
        self._longest = longest
        self._idle = idle
        self._queue = queue
        self._waiting = 0
        self._turn = asyncio.Lock()
        self._worker: Process | None = None
        self._rest: asyncio.TimerHandle | None = None
        self._parting: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def radar(self, profile: RadarProfile) -> bytes:
        """Return the radar as a PNG; raise DrawingFailed."""
        if self._waiting >= self._queue:
            raise DrawingFailed("too many drawings are waiting")
        self._waiting += 1
        try:
            async with self._turn:
                return await self._draw(json.dumps(asdict(profile)).encode())
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """End the worker once the drawing in hand is done; a later drawing starts another."""
        async with self._turn:
            await self._end()

    async def _draw(self, order: bytes) -> bytes:
        try:
            try:
                status, answer = await self._answer(order)
            except (EOFError, ConnectionError):
                # The worker died, perhaps while it was resting: a fresh one gets the order once more.
                status, answer = await self._answer(order)
        except (EOFError, OSError) as problem:
            raise DrawingFailed(f"the drawing worker stopped: {type(problem).__name__}") from problem
        self._rest = asyncio.get_running_loop().call_later(self._idle, self._part)
        if status != DRAWN:
            raise DrawingFailed(f"the drawing worker refused: {answer.decode()}")
        return answer

    async def _answer(self, order: bytes) -> tuple[int, bytes]:
        try:
            async with asyncio.timeout(self._longest):
                return await self._ask(order)
        except BaseException:
            # The answer may still be on its way: whoever comes next must not get it.
            await self._kill()
            raise

    async def _ask(self, order: bytes) -> tuple[int, bytes]:
        if self._rest is not None:
            self._rest.cancel()
        if self._worker is None:
            # In a session of its own, so that Ctrl-C reaches the bot alone, which then ends the worker in order.
            self._worker = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, start_new_session=True
            )
        to_worker, from_worker = self._worker.stdin, self._worker.stdout
        if to_worker is None or from_worker is None:
            raise EOFError
        to_worker.write(HEADER.pack(DRAWN, len(order)) + order)
        await to_worker.drain()
        status, length = HEADER.unpack(await from_worker.readexactly(HEADER.size))
        return status, await from_worker.readexactly(length)

    def _part(self) -> None:
        self._parting = asyncio.create_task(self.close())

    async def _end(self) -> None:
        """Let the worker end: it does when nothing more can come."""
        if self._rest is not None:
            self._rest.cancel()
        if self._worker is not None and self._worker.stdin is not None:
            self._worker.stdin.close()
            with suppress(TimeoutError):
                async with asyncio.timeout(PARTING):
                    await self._worker.wait()
        await self._kill()

    async def _kill(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            with suppress(ProcessLookupError):
                worker.kill()
            await worker.wait()
