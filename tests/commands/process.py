"""`trellis` as a process of its own, as an operator starts and stops it."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = (sys.executable, "-c", "from commands.cli import main; main()")
PATIENCE = 30
"""Seconds until a test gives up on the process; a busy machine starts slowly."""

SETTINGS = ("SLACK_", "TRELLIS_", "DATABASE_URL", "HOST", "PORT")


@dataclass
class Ended:
    """How a process ended: its exit code, what it said, and how many seconds it took to."""

    code: int
    stdout: str
    stderr: str
    seconds: float


class Trellis:
    """A process that runs; `said` are its lines so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.said: list[str] = []

    async def says(self, words: str) -> str:
        """Return the line that holds these words once it is said."""
        async with asyncio.timeout(PATIENCE):
            while line := (await self._process.stdout.readline()).decode():
                self.said.append(line)
                if words in line:
                    return line
        raise AssertionError(f"It ended without saying {words}: {(await self._process.stderr.read()).decode()}")

    async def ends(self, sign: signal.Signals) -> Ended:
        """Send a signal and return how it ended."""
        loop = asyncio.get_running_loop()
        told = loop.time()
        self._process.send_signal(sign)
        async with asyncio.timeout(PATIENCE):
            out, err = await self._process.communicate()
        return Ended(self._process.returncode, "".join(self.said) + out.decode(), err.decode(), loop.time() - told)

    def kill(self) -> None:
        """End it, if it still runs."""
        if self._process.returncode is None:
            self._process.kill()


@asynccontextmanager
async def trellis(*args: str, folder: Path, **settings: str):
    """Run `trellis` in a folder, with these settings only, while the block runs."""
    around = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    process = await asyncio.create_subprocess_exec(
        *COMMAND, *args, cwd=folder, env=around | settings, stdout=PIPE, stderr=PIPE
    )
    running = Trellis(process)
    try:
        yield running
    finally:
        running.kill()
        await process.communicate()
