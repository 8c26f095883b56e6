"""A headless Chromium for the tests that look at the sandbox as a person does.

Import `chromium`, `open_window` and `pytest_runtest_makereport` into a conftest. One browser serves a whole session, so tests that use it, and
their own async fixtures, run on the session's loop: `pytestmark = BROWSER`, `@pytest_asyncio.fixture(loop_scope="session")`.
"""

import os
import shutil
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright, expect

BROWSER = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
WIDE = (1280, 860)
PHONE = (390, 844)
PATIENCE = 20_000
"""Milliseconds; a busy machine takes long over the first picture."""
expect.set_options(timeout=PATIENCE)

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LEFT_OUT = "browser tests are left out: no Chromium on this machine"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium():
    """The browser; without one on this machine its tests are left out, which CI doesn't accept."""
    if CHROMIUM is None:
        leave_out = pytest.fail if os.environ.get("CI") else pytest.skip
        leave_out(LEFT_OUT)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_window(chromium):
    """Open an address in a window of its own and return its page; in the end no page may have logged an error.

    `size` is WIDE or PHONE; more keywords go to Playwright's new_context.
    """
    errors = []
    async with AsyncExitStack() as stack:

        async def open_one(address, size=WIDE, **more):
            context = await chromium.new_context(viewport={"width": size[0], "height": size[1]}, **more)
            stack.push_async_callback(context.close)
            context.set_default_timeout(PATIENCE)
            page = await context.new_page()
            page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda error: errors.append(str(error)))
            await page.goto(address)
            return page

        yield open_one
    assert errors == []


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport():
    """Give all tests that were left out the same place, so that pytest sums them up in one line."""
    report = yield
    if report.skipped and LEFT_OUT in str(report.longrepr):
        report.longrepr = (__file__, None, LEFT_OUT)
    return report
