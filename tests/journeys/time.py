"""The sandbox's clock as a person at the browser moves it, and what has come by then."""

from datetime import date, datetime

from playwright.async_api import Locator, Page, expect

FURTHEST = 60
"""Steps from event to event; a week of the small company has fewer."""


async def today(page: Page) -> date:
    """Return the day it is for whom the page acts as."""
    shown = await page.locator("#clock time").get_attribute("datetime")
    return datetime.fromisoformat(shown or "").date()


async def step(page: Page, button: str) -> None:
    """Press one of the clock's buttons and wait until the clock has arrived."""
    tools = page.get_by_role("button", name="Clock and tools")
    if await tools.is_visible() and await tools.get_attribute("aria-expanded") != "true":
        await tools.click()
    await page.get_by_role("button", name=button).click()
    await expect(page.locator(".clock-steps:not([aria-busy])")).to_have_count(1)
    if await tools.is_visible():
        await page.keyboard.press("Escape")


async def step_until(page: Page, found: Locator, count: int) -> None:
    """Step from event to event until so many of something stand there."""
    for _ in range(FURTHEST):
        await page.wait_for_timeout(300)
        if await found.count() >= count:
            return
        await step(page, "Next event")
    raise AssertionError("It does not come.")
