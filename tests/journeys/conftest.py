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
        for _ in range(12):
            await one.act("clock", by="week")
        yield one
