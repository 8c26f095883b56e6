"""What is measured: each row of the table, ours and the bare one in turn, so that a busy machine slows both."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

from benchmarks.load import Act, Run, closed_loop, opening, saving
from benchmarks.processes import Running, seconds_to_help, trellis
from benchmarks.scene import Scene
from benchmarks.stub_slack import StubSlack

SETTLED = 3.0
"""Seconds after which a process that nobody asks anything is idle."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured: rounds of so many seconds, how many interactions for the memory, how many starts."""

    rounds: int
    seconds: float
    interactions: int
    starts: int


THOROUGH = Effort(rounds=7, seconds=3.0, interactions=10_000, starts=5)
QUICK = Effort(rounds=2, seconds=0.7, interactions=500, starts=1)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `reach` is what the contract asks for, `met` None where it asks for nothing."""

    what: str
    ratio: str
    absolute: str
    reach: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Rounds of ours against rounds of the bare one."""

    ours: tuple[Run, ...]
    bare: tuple[Run, ...]

    @property
    def throughput(self) -> float:
        """Our rate as a part of the bare one's: the median of the rounds."""
        return median(a.rate / b.rate for a, b in zip(self.ours, self.bare, strict=True))

    def spans(self, percent: float) -> tuple[float, float]:
        """Return our and the bare percentile in milliseconds, each the median of the rounds."""
        ours, bare = (median(run.percentile(percent) for run in runs) * 1000 for runs in (self.ours, self.bare))
        return ours, bare

    @property
    def rates(self) -> str:
        """Both rates."""
        ours, bare = (median(run.rate for run in runs) for runs in (self.ours, self.bare))
        return f"{ours:.0f}/s, bare {bare:.0f}/s"


async def compare(ours: Running, bare: Running, connections: int, act: Act, effort: Effort) -> Compared:
    """Return rounds of both in turn: A B A B."""
    runs: tuple[list[Run], list[Run]] = ([], [])
    for _ in range(effort.rounds):
        for running, kept in zip((ours, bare), runs, strict=True):
            kept.append(await closed_loop(running.port, connections, act, seconds=effort.seconds))
    return Compared(tuple(runs[0]), tuple(runs[1]))


async def opening_rows(
    engine: str, scene: Scene, stub: StubSlack, ours: Running, bare: Running, loads: Iterable[int], effort: Effort
) -> list[Figure]:
    """Return row 1: `/grow assess` until views.open reaches Slack, with so many connections."""
    figures = []
    for connections in loads:
        found = await compare(ours, bare, connections, opening(scene, stub), effort)
        name = f"1. `/grow assess` to open modal, {engine}, {connections} conn."
        at_eight = connections == 8
        reach = ("at least 0.6", found.throughput >= 0.6) if at_eight else ("", None)
        figures.append(Figure(name, f"{found.throughput:.2f}", found.rates, *reach))
        if at_eight:
            figures += _spans(found)
        if connections == max(loads):
            oldest = max(max(run.spans) for run in found.ours)
            figures.append(Figure("   oldest trigger id at use", "", f"{oldest:.2f} s", "under 3 s", met=oldest < 3))
    return figures


def _spans(found: Compared) -> list[Figure]:
    (half, bare_half), (slow, bare_slow) = found.spans(50), found.spans(99)
    return [
        Figure("   p50 of that span", f"{half / bare_half:.2f}", f"{half:.1f} ms, bare {bare_half:.1f} ms"),
        Figure(
            "   p99 of that span",
            f"{slow / bare_slow:.2f}",
            f"{slow:.1f} ms, bare {bare_slow:.1f} ms",
            "at most 3",
            met=slow / bare_slow <= 3,
        ),
    ]


async def saving_rows(
    engine: str, scene: Scene, ours: Running, bare: Running, loads: Iterable[int], effort: Effort
) -> list[Figure]:
    """Return row 2: a page sent until the answer with the next page is there."""
    at_least = 0.4 if engine == "SQLite" else 0.5
    figures = []
    for connections in loads:
        found = await compare(ours, bare, connections, saving(scene, connections), effort)
        slow, bare_slow = found.spans(99)
        name = f"2. saving an assessment page, {engine}, {connections} conn."
        absolute = f"{found.rates}; p99 {slow:.0f} ms, bare {bare_slow:.0f} ms"
        reach = (f"at least {at_least}", found.throughput >= at_least) if connections == 8 else ("", None)
        figures.append(Figure(name, f"{found.throughput:.2f}", absolute, *reach))
    return figures


async def memory_rows(scene: Scene, stub: StubSlack, ours: Running, effort: Effort) -> list[Figure]:
    """Return the resident memory of an idle bot, and how much more it is after many interactions."""
    await asyncio.sleep(SETTLED)
    before = ours.megabytes
    half = effort.interactions // 2
    await closed_loop(ours.port, 8, opening(scene, stub), seconds=600, things=half)
    await closed_loop(ours.port, 8, saving(scene, 8), seconds=600, things=half)
    await asyncio.sleep(SETTLED)
    more = ours.megabytes - before
    return [
        Figure("memory of an idle `trellis run`", "", f"{before:.0f} MB", "at most 150 MB", met=before <= 150),
        Figure(
            f"   more after {effort.interactions:,} interactions",
            "",
            f"{more:.0f} MB",
            "at most 20 MB",
            met=more <= 20,
        ),
    ]


async def start_rows(new_database: Callable[[], str], key: str, slack_port: int, effort: Effort) -> list[Figure]:
    """Return how long `trellis --help` takes, and `trellis run` until it is healthy on an empty SQLite."""
    helps = [await asyncio.to_thread(seconds_to_help) for _ in range(effort.starts)]
    starts = []
    for _ in range(effort.starts):
        async with trellis(new_database(), key, slack_port) as running:
            starts.append(running.seconds_to_healthy)
    shown, healthy = median(helps), median(starts)
    return [
        Figure("`trellis --help`", "", f"{shown:.2f} s", "at most 0.5 s", met=shown <= 0.5),
        Figure("`trellis run` until healthy, empty SQLite", "", f"{healthy:.2f} s", "at most 2 s", met=healthy <= 2),
    ]
