"""The owner changes the days of the half-years, as that is done in the browser."""

from datetime import date, timedelta

from playwright.async_api import expect

from growth.calendar import spoken
from tests.browser import BROWSER, PHONE
from tests.journeys.people import PRIYA

pytestmark = BROWSER


async def test_the_owner_moves_the_closing_of_the_open_half_year(demo, open_window):
    page = await open_window(demo.at(PRIYA), PHONE)
    home = page.get_by_role("region", name="Home")
    await home.get_by_role("button", name="Change the days of the open half-year").click()
    form = page.get_by_role("dialog", name="Change the days")
    closing = form.get_by_label("It closes on")
    later = date.fromisoformat(await closing.input_value()) + timedelta(days=3)

    last = date.fromisoformat(await form.get_by_label("Last day for talks").input_value())
    await closing.fill((last - timedelta(days=1)).isoformat())
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_text("before the talks end on")).to_be_visible()

    await closing.fill(later.isoformat())
    await form.get_by_role("button", name="Save").click()
    done = page.get_by_role("dialog", name="Half-years")
    await expect(done.get_by_text("Saved. Everyone sees the days")).to_be_visible()
    await done.get_by_role("button", name="Close").last.click()
    await expect(home.get_by_text(f"closes on {spoken(later)}").first).to_be_visible()
