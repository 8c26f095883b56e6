"""`python -m benchmarks [--quick] [--only opening saving ...]`: measure, print the table, keep it in the docs.

A quick run takes some 20 seconds, shows that everything still works, and is not kept: its figures are rough.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack, nullcontext
from itertools import count
from pathlib import Path

from benchmarks.postgresql import running_postgresql
from benchmarks.processes import bare, trellis
from benchmarks.rows import (
    QUICK,
    THOROUGH,
    Effort,
    Figure,
    memory_rows,
    opening_rows,
    saving_rows,
    start_rows,
)
from benchmarks.scene import set_scene, static_page
from benchmarks.stub_slack import StubSlack, stub_slack
from benchmarks.table import keep, render
from benchmarks.ticking import ticking_rows
from bot.clock import utc_now
from framework.loading import default_framework
from storage.encryption import new_key

PARTS = ("opening", "saving", "memory", "start", "ticking")
LOADS, LOAD = (1, 8, 32), (8,)


class Bench:
    """One run: how thorough it is, which parts of it, and where its files are."""

    def __init__(self, folder: Path, effort: Effort, parts: Sequence[str]) -> None:
        self.effort = effort
        self.parts = parts
        self._folder = folder
        self._numbers = count()
        self._key = new_key()

    def new_sqlite(self) -> str:
        """Return the URL of a database that is not there yet."""
        return f"sqlite:///{self._folder / f'{next(self._numbers)}.db'}"

    async def run(self) -> list[Figure]:
        """Return every figure."""
        view = static_page(default_framework(), 4, "00000000", cycle_id="0" * 32)
        loads = LOADS if self.effort is THOROUGH else LOAD
        async with stub_slack(view) as stub:
            figures = await self._on("SQLite", self.new_sqlite(), stub, loads)
            if {"opening", "saving"} & set(self.parts):
                with running_postgresql() as url:
                    figures += await self._on("PostgreSQL", url, stub, LOAD)
            if "ticking" in self.parts:
                figures += await ticking_rows("SQLite", lambda: nullcontext(self.new_sqlite()), self.effort)
                figures += await ticking_rows("PostgreSQL", running_postgresql, self.effort)
            if "start" in self.parts:
                figures += await start_rows(self.new_sqlite, self._key, stub.port, self.effort)
        return figures

    async def _on(self, engine: str, url: str, stub: StubSlack, loads: Sequence[int]) -> list[Figure]:
        scene = await set_scene(url, self._key)
        figures: list[Figure] = []
        async with AsyncExitStack() as running:
            ours = await running.enter_async_context(trellis(url, self._key, stub.port))
            if engine == "SQLite" and "memory" in self.parts:
                figures += await memory_rows(scene, stub, ours, self.effort)
            view = static_page(scene.framework, 4, "00000000", cycle_id=scene.cycle.id)
            theirs = await running.enter_async_context(bare(view, stub.port))
            if "opening" in self.parts:
                figures += await opening_rows(engine, scene, stub, ours, theirs, loads, self.effort)
            if "saving" in self.parts:
                figures += await saving_rows(engine, scene, ours, theirs, loads, self.effort)
        return figures


def main() -> int:
    """Measure and print; fail only where something doesn't work."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="some 20 seconds; rough, and not kept")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="some of it; not kept")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), QUICK if asked.quick else THOROUGH, asked.only)
        table = render(asyncio.run(bench.run()), utc_now().date())
    print(table)
    if not asked.quick and asked.only is PARTS:
        keep(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
