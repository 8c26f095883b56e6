"""The pages over a fake workspace, on a server that all these tests share."""

from datetime import timedelta

import aiohttp
import pytest
import pytest_asyncio
from starlette.applications import Starlette

from sandbox.clock import SandboxClock
from sandbox.moments import Ahead, Event
from sandbox.server import serving_app
from sandbox.ui.routes import routes
from sandbox.ui.timetable import Timetable
from tests.browser import (  # noqa: F401 - pytest finds them by name
    chromium,
    open_window,
    pytest_runtest_makereport,
    windows,
)
from tests.sandbox.ui.fake_workspace import FakeWorkspace


class Stage:
    """Plays one application after another at one address: to start a server for each takes longer than most tests."""

    address = ""

    def __init__(self):
        self.app = Starlette()

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage():
    """A server that runs for this session."""
    playing = Stage()
    async with serving_app(playing) as playing.address:
        yield playing


@pytest.fixture
def workspace():
    return FakeWorkspace()


@pytest.fixture
def sandbox_clock():
    return SandboxClock()


@pytest.fixture
def planned(sandbox_clock):
    """What the app has due next, and which half-year opens; a test may empty it."""
    now = sandbox_clock.now()
    return [Event(now + timedelta(days=3), "A message"), Event(now + timedelta(days=40), "2027-H1 opens")]


@pytest.fixture
def restarts():
    """How often somebody started over."""
    return []


@pytest.fixture
def address(stage, workspace, sandbox_clock, planned, restarts):
    """Where the pages are served."""

    async def ahead(_now):
        return Ahead(*planned)

    async def start_over():
        restarts.append("over")

    stage.app = Starlette(routes=routes(workspace, sandbox_clock, Timetable(sandbox_clock, ahead), start_over))
    return stage.address


@pytest_asyncio.fixture(loop_scope="session")
async def browserless(address):
    """A plain HTTP client at the pages' address."""
    async with aiohttp.ClientSession(address) as session:
        yield session
