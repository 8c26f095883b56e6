"""A headless Chromium for the tests that look at the sandbox as a person does.

Import `chromium`, `windows`, `open_window` and `pytest_runtest_makereport` into a conftest. One browser serves a whole session, so tests that use it, and
their own async fixtures, run on the session's loop: `pytestmark = BROWSER`, `@pytest_asyncio.fixture(loop_scope="session")`.
"""

import os
import shutil
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

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


@dataclass
class Windows:
    """The browser's windows, each as if on a machine of its own; what they log as an error is in `errors`.

    A closed window leads nowhere until it is opened again: a new one takes longer than most of what is tested in it.
    The pages keep nothing in the browser that could stay behind.
    """

    browser: Browser
    closed: list[Page] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def open(self, size: tuple[int, int]) -> Page:
        """Return a window of a size, WIDE or PHONE."""
        page = self.closed.pop() if self.closed else await self._new()
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        return page

    async def close(self, page: Page) -> None:
        """Leave whatever a window shows."""
        await page.goto("about:blank")
        await page.mouse.move(0, 0)
        self.closed.append(page)

    async def _new(self) -> Page:
        context = await self.browser.new_context()
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def windows(chromium):
    """The windows of this session."""
    return Windows(chromium)


@pytest_asyncio.fixture(loop_scope="session")
async def open_window(windows):
    """Open an address in a window of its own and return its page; in the end no page may have logged an error."""
    async with AsyncExitStack() as stack:

        async def open_one(address, size=WIDE):
            page = await windows.open(size)
            stack.push_async_callback(windows.close, page)
            await page.goto(address)
            return page

        yield open_one
    logged, windows.errors = windows.errors, []
    assert logged == []


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport():
    """Give all tests that were left out the same place, so that pytest sums them up in one line."""
    report = yield
    if report.skipped and LEFT_OUT in str(report.longrepr):
        report.longrepr = (__file__, None, LEFT_OUT)
    return report
