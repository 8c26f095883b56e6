"""The demos that these tests go through as people do in a browser."""

import pytest_asyncio

from tests.browser import (  # noqa: F401 - pytest finds them by name
    chromium,
    open_window,
    pytest_runtest_makereport,
    windows,
)
from tests.journeys.demo import playing


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def demo(tmp_path_factory):
    """The demo of this session; each test takes people of its own in it."""
    async with playing(tmp_path_factory.mktemp("demo")) as one:
        yield one


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def closed_demo(tmp_path_factory):
    """A second demo, whose open half-year has closed since."""
    async with playing(tmp_path_factory.mktemp("closed")) as one:
        await one.puts_off_the_next_half_year()
        for step in ("week", "week", "week", "week", "day"):
            await one.act("clock", by=step)
        yield one


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def moving_demo(tmp_path_factory):
    """A third demo, whose clock the journeys move; the other two stand still."""
    async with playing(tmp_path_factory.mktemp("moving")) as one:
        yield one
