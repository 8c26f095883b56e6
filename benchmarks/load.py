"""The load: N connections that each do one thing after the other, and how long each thing took."""

import asyncio
import itertools
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import perf_counter

from benchmarks.interactions import assess_command, signed_head
from benchmarks.scene import Scene
from benchmarks.stub_slack import StubSlack
from benchmarks.wire import Client, connect

Act = Callable[[Client, int, int], Awaitable[float]]
"""Does one thing over a connection, given the connection's number and the turn; returns its seconds."""

TRIGGERS = itertools.count()
TURNS = itertools.count()
PREPARED_TURNS = 8
NOT_COUNTED = 0.3
"""Seconds at the beginning, in which connections open and caches fill."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a closed loop did: how long it lasted and each thing took, in seconds."""

    seconds: float
    spans: tuple[float, ...]

    @property
    def rate(self) -> float:
        """Things a second."""
        return len(self.spans) / self.seconds

    def percentile(self, percent: float) -> float:
        """Return the span that this many percent of things did not exceed, in seconds."""
        ordered = sorted(self.spans)
        return ordered[max(math.ceil(len(ordered) * percent / 100) - 1, 0)]


async def closed_loop(port: int, connections: int, act: Act, *, seconds: float, things: int | None = None) -> Run:
    """Return what `connections` did in so many seconds, or until that many `things` are done."""
    begun = perf_counter()
    counted_from = begun + (NOT_COUNTED if things is None else 0)
    ends = counted_from + seconds
    spans: list[float] = []

    async def one(number: int) -> None:
        client = await connect(port)
        while perf_counter() < ends and (things is None or len(spans) < things):
            span = await act(client, number, next(TURNS))
            if perf_counter() >= counted_from:
                spans.append(span)
        client.close()

    await asyncio.gather(*(one(number) for number in range(connections)))
    return Run(perf_counter() - counted_from, tuple(spans))


def opening(scene: Scene, stub: StubSlack) -> Act:
    """Return the act of `/grow assess`, until views.open reaches Slack."""

    async def act(client: Client, number: int, turn: int) -> float:
        trigger = f"{next(TRIGGERS)}.bench"
        body = assess_command(scene.coaches[(number + turn) % len(scene.coaches)], trigger)
        head = signed_head(body)
        opened = stub.opening(trigger)
        begun = perf_counter()
        status, answer = await client.ask(head, body)
        if status != 200:
            raise AssertionError(f"{status}: {answer[:200]!r}")
        moment, sent = await asyncio.wait_for(opened, 30)
        if b"assessment.page" not in sent:
            raise AssertionError(f"Another view was opened: {sent[:300]!r}")
        return moment - begun

    return act


def saving(scene: Scene, connections: int) -> Act:
    """Return the act of sending a page, until the answer with the next page is there; each connection is a coach."""
    prepared = {
        (number, place): scene.sent_page(scene.coaches[number], 1 + place % (scene.pages - 1), 1 + place)
        for number in range(connections)
        for place in range(PREPARED_TURNS * (scene.pages - 1))
    }
    turns = [itertools.cycle(range(PREPARED_TURNS * (scene.pages - 1))) for _ in range(connections)]

    async def act(client: Client, number: int, _: int) -> float:
        body = prepared[number, next(turns[number])]
        head = signed_head(body)
        begun = perf_counter()
        status, answer = await client.ask(head, body)
        span = perf_counter() - begun
        if status != 200 or b'"update"' not in answer or b"assessment.page" not in answer:
            raise AssertionError(f"{status}: {answer[:300]!r}")
        return span

    return act
