"""The small and the large company, each settled once for all tests."""

import pytest_asyncio

from tests.sandbox.company.seen import settled


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def small(tmp_path_factory, keys, kept_engines):
    return await settled(tmp_path_factory.mktemp("small"), keys)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def large(tmp_path_factory, keys, kept_engines):
    return await settled(tmp_path_factory.mktemp("large"), keys, size="large")
