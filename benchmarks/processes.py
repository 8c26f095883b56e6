"""The processes that are measured: started on a free port, healthy before they are used, stopped in order."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.interactions import SIGNING_SECRET, TOKEN
from benchmarks.wire import connect

TRELLIS = str(Path(sys.executable).with_name("trellis"))
PATIENCE = 30.0
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Running:
    """A process that answers on a port; `seconds_to_healthy` is from its start to the first 200 of /healthz."""

    pid: int
    port: int
    seconds_to_healthy: float

    @property
    def megabytes(self) -> float:
        """Its resident memory, without its children's."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(kilobytes) / 1024


@asynccontextmanager
async def trellis(database_url: str, key: str, slack_port: int) -> AsyncIterator[Running]:
    """Run `trellis run` over HTTP on a database, with the stub as its Slack."""
    settings = {
        "DATABASE_URL": database_url,
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": f"http://127.0.0.1:{slack_port}/api/",
        "TRELLIS_KEY": key,
        "TRELLIS_LOG": "warning",
    }
    port = free_port()
    async with _running([TRELLIS, "run"], port, {**settings, "PORT": str(port)}) as running:
        yield running


@asynccontextmanager
async def bare(view: dict[str, Any], slack_port: int) -> AsyncIterator[Running]:
    """Run the bare listener with a static view."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "view.json"
        file.write_text(json.dumps(view), "utf-8")
        command = [sys.executable, "-m", "benchmarks.bare", str(port), f"http://127.0.0.1:{slack_port}/api/", str(file)]
        async with _running(command, port, {"PYTHONPATH": str(ROOT)}) as running:
            yield running


@asynccontextmanager
async def _running(command: Sequence[str], port: int, settings: Mapping[str, str]) -> AsyncIterator[Running]:
    surroundings = {name: value for name in ("PATH", "HOME", "LANG") if (value := os.environ.get(name))}
    with tempfile.TemporaryDirectory() as folder:
        begun = perf_counter()
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=folder,
            env={**surroundings, **settings},
            stdout=asyncio.subprocess.DEVNULL,
        )
        try:
            await asyncio.wait_for(_healthy(port, process), PATIENCE)
            yield Running(process.pid, port, perf_counter() - begun)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def _healthy(port: int, process: asyncio.subprocess.Process) -> None:
    while True:
        if process.returncode is not None:
            raise ChildProcessError(f"it ended with {process.returncode} instead of serving")
        try:
            client = await connect(port)
            status, _ = await client.ask(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1", b"")
            client.close()
        except ConnectionError:
            status = 0
        if status == 200:
            return
        await asyncio.sleep(0.01)


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def seconds_to_help() -> float:
    """Return how long `trellis --help` takes."""
    begun = perf_counter()
    subprocess.run([TRELLIS, "--help"], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    return perf_counter() - begun
