"""The pages over a fake workspace, served on a free port."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import pytest
import pytest_asyncio
import uvicorn
from starlette.applications import Starlette

from sandbox.clock import SandboxClock
from sandbox.ui.routes import routes
from tests.browser import (  # noqa: F401 - pytest finds them by name
    chromium,
    open_window,
    pytest_runtest_makereport,
    windows,
)
from tests.sandbox.ui.fake_workspace import FakeWorkspace


@asynccontextmanager
async def served(app):
    """Serve an application and yield its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", ws="none", timeout_graceful_shutdown=1))
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn offers no event to wait for
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await running


@pytest.fixture
def workspace():
    return FakeWorkspace()


@pytest.fixture
def sandbox_clock():
    return SandboxClock()


@pytest.fixture
def planned(sandbox_clock):
    """What the app has due next; a test may empty it."""
    return [sandbox_clock.now() + timedelta(days=3)]


@pytest.fixture
def restarts():
    """How often somebody started over."""
    return []


@pytest_asyncio.fixture(loop_scope="session")
async def address(workspace, sandbox_clock, planned, restarts):
    """Where the pages are served."""

    async def next_event():
        return planned[0] if planned else None

    async def start_over():
        restarts.append("over")

    async with served(Starlette(routes=routes(workspace, sandbox_clock, next_event, start_over))) as where:
        yield where


@pytest_asyncio.fixture(loop_scope="session")
async def browserless(address):
    """A plain HTTP client at the pages' address."""
    async with aiohttp.ClientSession(address) as session:
        yield session
