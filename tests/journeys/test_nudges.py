"""Half-years that open, nudges and what people answer, as that is done in the browser, at a desk and on a phone."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import expect

from growth.calendar import spoken
from tests.browser import BROWSER, PHONE, WIDE
from tests.journeys.form import say
from tests.journeys.people import ANA, HANA, JAMES, KAVYA, KWAME, LUCIA, MEI_LIN, NOAH, PIOTR, PRIYA, ZAINAB
from tests.journeys.time import step, step_until, today

pytestmark = BROWSER


def messages(page):
    """What Trellis said, oldest first."""
    return page.get_by_role("article")


@pytest.mark.parametrize(("who", "size"), [(ANA, WIDE), (NOAH, PHONE)], ids=["desk", "phone"])
async def test_a_nudge_is_snoozed_and_taken_back(moving_demo, open_window, who, size):
    page = await open_window(moving_demo.at(who, "messages"), size)
    nudge = messages(page).last
    await nudge.get_by_role("combobox").select_option("In 3 days")
    await expect(nudge.get_by_text("Snoozed: Trellis comes back to this on")).to_be_visible()
    await expect(nudge.get_by_role("button", name="Another time")).to_have_count(0)
    await nudge.get_by_role("button", name="Undo").click()
    await expect(nudge.get_by_role("button", name="Another time")).to_be_visible()


async def test_a_snooze_of_last_week_still_holds(moving_demo, open_window):
    page = await open_window(moving_demo.at(LUCIA), PHONE)
    await expect(page.get_by_text(re.compile("Snoozed until .*: a date for your talk"))).to_be_visible()


@pytest.mark.parametrize(("who", "size"), [(ZAINAB, WIDE), (HANA, PHONE)], ids=["desk", "phone"])
async def test_a_time_pressed_in_a_nudge_makes_it_done(moving_demo, open_window, who, size):
    page = await open_window(moving_demo.at(who, "messages"), size)
    nudge = messages(page).filter(has=page.get_by_role("button", name="Another time"))
    slot = nudge.get_by_role("button").filter(has_text=re.compile(r"^\w{3} \d+ \w{3} \d\d:\d\d$")).first
    await slot.click()
    done = messages(page).filter(has_text=re.compile("Your talk with .* is on"))
    await expect(done.first).to_be_visible()
    await expect(nudge).to_have_count(0)


@pytest.mark.parametrize(("who", "size"), [(MEI_LIN, WIDE), (NOAH, PHONE)], ids=["desk", "phone"])
async def test_a_time_of_ones_own_is_chosen_in_the_form(moving_demo, open_window, who, size):
    page = await open_window(moving_demo.at(who), size)
    await page.get_by_role("button", name=re.compile("Set a talk date|Move the date")).first.click()
    form = page.get_by_role("dialog", name=re.compile("your talk", re.IGNORECASE))
    await form.get_by_role("button", name="Save").click()
    await expect(form.locator(".field-error:visible").first).to_be_visible()
    await form.get_by_role("radio", name="Another time").check()
    await form.get_by_label("Another day").fill((await today(page) - timedelta(days=1)).isoformat())
    await form.get_by_label("Another time", exact=False).last.fill("11:30")
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_text("That time has passed")).to_be_visible()


@pytest.mark.parametrize(("who", "size"), [(HANA, WIDE), (PIOTR, PHONE)], ids=["desk", "phone"])
async def test_going_away_is_said_back_and_can_be_undone(moving_demo, open_window, who, size):
    page = await open_window(moving_demo.at(who, "messages"), size)
    last = await today(page) + timedelta(days=20)
    await say(page, f"/grow away until {spoken(last)}")
    answer = messages(page).last
    await expect(answer.get_by_text(spoken(last)).first).to_be_visible()
    await answer.get_by_role("button", name="Undo").click()
    await expect(page.get_by_role("button", name="Undo")).to_have_count(0)


async def test_a_coach_on_leave_has_days_of_their_own(moving_demo, open_window):
    page = await open_window(moving_demo.at(PIOTR), PHONE)
    await expect(page.get_by_text("it moves to after your days away")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
async def test_a_manager_reads_the_digest(moving_demo, open_window, size):
    page = await open_window(moving_demo.at(JAMES, "messages"), size)
    digest = messages(page).filter(has_text="Waiting on you").last
    await expect(digest.get_by_text("Mei Lin Chua: no date yet")).to_be_visible()
    await expect(digest.get_by_text("answered")).to_have_count(0)


async def test_a_manager_passes_a_nudge_on_once(moving_demo, open_window):
    page = await open_window(moving_demo.at(JAMES), PHONE)
    nudge = page.get_by_role("button", name="Pass a nudge on to Mei Lin Chua")
    await nudge.click()
    said = page.get_by_role("dialog")
    await expect(said.get_by_text("Passed on, unless there is nothing to do.")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(said).to_be_hidden()
    await nudge.click()
    await expect(said.get_by_text("You passed a nudge on on")).to_be_visible()


@pytest.mark.parametrize(("who", "size"), [(KAVYA, WIDE), (KWAME, PHONE)], ids=["desk", "phone"])
async def test_settings_are_changed_and_list_what_was_sent(moving_demo, open_window, who, size):
    page = await open_window(moving_demo.at(who), size)
    await page.get_by_role("button", name="Settings", exact=True).click()
    form = page.get_by_role("dialog", name="Settings")
    await expect(form.get_by_text("a date for your talk").last).to_be_visible()
    await form.get_by_label("Your hour to hear from Trellis").select_option("08:00")
    await form.get_by_label("Public holidays of").select_option("Ghana")
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_text("Saved.")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Settings", exact=True).click()
    await expect(form.get_by_label("Your hour to hear from Trellis")).to_have_value("08:00")


async def test_sydney_and_new_york_hear_at_their_own_ten(moving_demo, open_window):
    sydney = await open_window(moving_demo.at(MEI_LIN, "messages"), PHONE)
    new_york = await open_window(moving_demo.at(NOAH, "messages"))
    before = [await messages(page).count() for page in (sydney, new_york)]
    await step_until(new_york, messages(sydney), before[0] + 1)
    await expect(messages(sydney).last.get_by_text("10:00", exact=True)).to_be_visible()
    await step_until(new_york, messages(new_york), before[1] + 1)
    await expect(messages(new_york).last.get_by_text("10:00", exact=True)).to_be_visible()


async def test_whoever_is_done_hears_nothing_more(moving_demo, open_window):
    page = await open_window(moving_demo.at(KWAME))
    await page.get_by_role("button", name="It was held").click()
    await expect(page.get_by_role("dialog").get_by_text("is marked held")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("link", name="Messages").click()
    await expect(messages(page).first).to_be_visible()
    before = await messages(page).count()
    await moving_demo.act("clock", by="week")
    await expect(page.get_by_role("button", name="Next event")).to_be_visible()
    assert await messages(page).count() == before


async def test_the_next_half_year_opens_and_asks_everyone_for_a_date(moving_demo, open_window):
    page = await open_window(moving_demo.at(PRIYA), PHONE)
    await step(page, "Next half-year")
    await expect(page.get_by_text(re.compile(r"\d{4}-H\d is open: 14 coaches"))).to_be_visible()
    coach = await open_window(moving_demo.at(ANA, "messages"))
    before = await messages(coach).count()
    await step_until(coach, messages(coach), before + 1)
    nudge = messages(coach).last
    await expect(nudge.get_by_text("A date for your development talk")).to_be_visible()
    await expect(nudge.get_by_role("button", name="Another time")).to_be_visible()
