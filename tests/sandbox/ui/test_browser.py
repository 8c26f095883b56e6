"""What a person meets in the browser; the app behind is the small one of fake_workspace."""

import asyncio

from playwright.async_api import expect

from sandbox.model import Delivery
from tests.browser import BROWSER, PHONE
from tests.sandbox.ui.fake_workspace import words

pytestmark = BROWSER


async def the_form(page):
    """Open the self-assessment from Home and return its dialog."""
    await page.get_by_role("button", name="Continue").click()
    form = page.get_by_role("dialog", name="Self-assessment")
    await expect(form).to_be_visible()
    return form


async def until(true):
    """Wait until something is so, at most two seconds."""
    async with asyncio.timeout(2):
        while not true():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.02)


def acts(workspace, name):
    return [one for one in workspace.done if one[0] == name]


async def test_escape_closes_a_modal_and_gives_the_focus_back(workspace, address, open_window):
    page = await open_window(f"{address}/?as=UANA")
    form = await the_form(page)
    await page.keyboard.press("Escape")
    await expect(form).to_be_hidden()
    await expect(page.get_by_role("button", name="Continue")).to_be_focused()
    assert acts(workspace, "close_view") == [("close_view", "UANA", "VFORM", False)]


async def test_focus_stays_inside_the_modal(address, open_window):
    page = await open_window(f"{address}/?as=UANA")
    await the_form(page)
    for _ in range(12):
        await page.keyboard.press("Tab")
        assert await page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )


async def test_typed_words_survive_what_a_choice_changes(workspace, address, open_window):
    page = await open_window(f"{address}/?as=UANA")
    form = await the_form(page)
    note = form.locator("[data-block-id='note.facilitation'] textarea")
    await note.fill("A half day on dependencies")
    await form.get_by_role("radio", name="Beyond").first.check()
    await expect(form.get_by_text("And the next level?")).to_be_visible()
    await expect(note).to_have_value("A half day on dependencies")
    *_, value, state = acts(workspace, "press")[-1]
    assert value["selected_option"]["value"] == "3"
    assert state["note.facilitation"]["note"] == {"type": "plain_text_input", "value": "A half day on dependencies"}


async def test_caret_and_focus_survive_a_view_that_arrives_while_typing(workspace, address, open_window):
    page = await open_window(f"{address}/?as=UANA")
    form = await the_form(page)
    note = form.locator("[data-block-id='note.facilitation'] textarea")
    await note.fill("One two")
    await page.keyboard.press("Home")
    for block in workspace.stacks["UANA"][-1].blocks:
        if block["block_id"] == "note.facilitation":
            block["label"] = words("An example, please")
    workspace.tell("modal", "UANA")
    await expect(form.get_by_label("An example, please")).to_be_focused()
    await page.keyboard.type("Zero ")
    await expect(note).to_have_value("Zero One two")


async def test_an_error_stands_at_its_field_and_takes_the_focus(address, open_window):
    page = await open_window(f"{address}/?as=UANA")
    form = await the_form(page)
    await form.get_by_role("button", name="Next").click()
    note = form.locator("[data-block-id='note.facilitation'] textarea")
    await expect(note).to_be_focused()
    await expect(note).to_have_attribute("aria-invalid", "true")
    await expect(note).to_have_accessible_description(
        "One sentence, please: what would someone have seen? One sentence is enough."
    )
    await form.get_by_role("button", name="Next").click()
    await expect(form.get_by_text("what would someone have seen?")).to_be_visible()


async def test_the_next_page_begins_at_its_top(address, open_window):
    page = await open_window(f"{address}/?as=UANA")
    form = await the_form(page)
    await form.locator("[data-block-id='note.facilitation'] textarea").fill("Seen")
    await form.get_by_role("button", name="Next").click()
    await expect(form.get_by_text("Page 2 of 2")).to_be_in_viewport()
    await expect(form.get_by_role("heading", name="Self-assessment")).to_be_focused()
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_be_hidden()


async def test_two_quick_clicks_send_one_form(workspace, address, open_window):
    workspace.pause = 0.3
    page = await open_window(f"{address}/?as=UANA")
    form = await the_form(page)
    await form.locator("[data-block-id='note.facilitation'] textarea").fill("Seen")
    await form.get_by_role("button", name="Next").dblclick()
    await expect(form.get_by_text("Page 2 of 2")).to_be_visible()
    assert len(acts(workspace, "submit_view")) == 1


async def test_a_view_below_another_keeps_what_was_typed(workspace, address, open_window):
    page = await open_window(f"{address}/?as=UANA")
    form = await the_form(page)
    note = form.locator("[data-block-id='note.facilitation'] textarea")
    await note.fill("Half a sentence")
    await workspace.press("UANA", {}, "", "talk", {}, {})
    above = page.get_by_role("dialog", name="Talk")
    await expect(above.get_by_text("Soon.")).to_be_visible()
    await above.get_by_role("button", name="Back").click()
    await expect(note).to_have_value("Half a sentence")


async def test_a_reload_closes_the_modal_and_the_app_is_not_told(workspace, address, open_window):
    page = await open_window(f"{address}/?as=UANA")
    await the_form(page)
    await page.reload()
    await expect(page.get_by_role("button", name="Continue")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert acts(workspace, "close_view") == []


async def test_commands_are_offered_and_taken_by_keyboard(workspace, address, open_window):
    page = await open_window(f"{address}/?as=UANA&at=C1")
    box = page.get_by_role("combobox", name="Message #coaching")
    await box.press_sequentially("/gr")
    await expect(page.get_by_role("option", name="/grow note TEXT")).to_be_visible()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        await box.press(key)
    await expect(box).to_have_value("/grow assess")
    await box.press("Enter")
    await expect(page.get_by_role("dialog", name="Self-assessment")).to_be_visible()
    assert acts(workspace, "slash") == [("slash", "UANA", "C1", "/grow", "assess")]


async def test_two_windows_act_as_two_people(address, open_window):
    ana = await open_window(f"{address}/?as=UANA&at=C1")
    maya = await open_window(f"{address}/?as=UMAYA")
    await expect(maya.get_by_role("button", name="Continue")).to_be_visible()
    await ana.get_by_role("combobox", name="Message #coaching").fill("Who joins on Thursday?")
    await ana.keyboard.press("Enter")
    await expect(maya.get_by_label("1 unread")).to_be_visible()
    await maya.get_by_role("link", name="coaching").click()
    await expect(maya.get_by_role("article", name="Ana Ruiz").get_by_text("Who joins on Thursday?")).to_be_visible()
    await expect(maya.get_by_label("1 unread")).to_be_hidden()


async def test_a_reply_stays_in_its_thread(workspace, address, open_window):
    first = workspace.say("C1", "UMAYA", "Who joins?")
    page = await open_window(f"{address}/?as=UANA&at=C1")
    await page.get_by_role("article", name="Maya Lind").hover()
    await page.get_by_role("link", name="Reply in thread").click()
    await page.get_by_role("combobox", name="Message the thread").fill("I do")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("complementary", name="Thread").get_by_text("I do")).to_be_visible()
    await expect(page.get_by_role("link", name="1 reply")).to_be_visible()
    assert acts(workspace, "send_message") == [("send_message", "UANA", "C1", "I do", first.ts)]


async def test_shortcuts_stand_at_a_message_and_in_the_composer(workspace, address, open_window):
    said = workspace.say("C1", "UMAYA", "Well led")
    page = await open_window(f"{address}/?as=UANA&at=C1")
    await page.get_by_role("article", name="Maya Lind").hover()
    await page.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Save as evidence").click()
    await until(lambda: acts(workspace, "message_shortcut"))
    await page.get_by_role("button", name="Shortcuts").click()
    await page.get_by_role("menuitem", name="Add growth evidence").press("Enter")
    await until(lambda: acts(workspace, "global_shortcut"))
    assert workspace.done[-2:] == [
        ("message_shortcut", "UANA", "C1", said.ts, "keep"),
        ("global_shortcut", "UANA", "evidence"),
    ]


async def test_a_danger_is_asked_about_first(workspace, address, open_window):
    page = await open_window(f"{address}/?as=UANA")
    for answer in ("Keep", "Forget"):
        await page.get_by_role("button", name="Forget it").click()
        await page.get_by_role("dialog", name="Forget it?").get_by_role("button", name=answer).click()
    await until(lambda: acts(workspace, "press"))
    assert len(acts(workspace, "press")) == 1


async def test_trouble_with_a_home_tab_is_said(workspace, address, open_window):
    workspace.faults.bot_unreachable = True
    page = await open_window(f"{address}/?as=UANA")
    await page.get_by_role("button", name="Continue").click()
    await expect(page.get_by_role("status").get_by_text("We had some trouble connecting.")).to_be_visible()


async def test_an_overflow_sends_the_chosen_option(workspace, address, open_window):
    page = await open_window(f"{address}/?as=UANA")
    await page.get_by_role("button", name="More options").press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await until(lambda: acts(workspace, "press"))
    assert acts(workspace, "press")[0][5]["selected_option"]["value"] == "leave"


async def test_a_chart_tells_its_numbers(address, open_window):
    page = await open_window(f"{address}/?as=UANA")
    drawn = page.get_by_role("img", name="Your position by pillar")
    await expect(drawn).to_be_visible()
    await expect(page.get_by_role("cell", name="2.3")).to_have_count(1)
    await page.get_by_role("button", name="Show numbers").click()
    await expect(page.get_by_role("cell", name="2.3")).to_be_in_viewport()


async def test_the_clock_steps_to_the_next_event(sandbox_clock, planned, address, open_window):
    page = await open_window(f"{address}/?as=UANA")
    await expect(page.get_by_role("button", name="Next event")).to_contain_text("A message")
    await page.get_by_role("button", name="Next event").click()
    await until(lambda: sandbox_clock.now() >= planned[0].at)
    planned.clear()
    await page.get_by_role("button", name="Next event").click()
    await expect(page.get_by_text("The app has nothing planned.")).to_be_visible()


async def test_the_clock_goes_to_the_next_half_year(sandbox_clock, planned, address, open_window):
    page = await open_window(f"{address}/?as=UANA")
    await page.get_by_role("button", name="2027-H1 opens").click()
    await until(lambda: sandbox_clock.now() >= planned[1].at)
    planned.clear()
    await page.get_by_role("button", name="Next half-year").click()
    await expect(page.get_by_text("the calendar opens no half-year")).to_be_visible()


async def test_switches_trouble_the_app(workspace, address, open_window):
    page = await open_window(f"{address}/?as=UANA")
    await page.get_by_role("button", name="Switches").click()
    await page.get_by_role("checkbox", name="Nothing reaches the app").check()
    await page.get_by_label("Slack answers after").fill("250")
    await page.keyboard.press("Escape")
    await until(lambda: workspace.faults.bot_unreachable and workspace.faults.slow_ms == 250)
    await expect(page.get_by_role("checkbox", name="Nothing reaches the app")).to_be_hidden()


async def test_the_inspector_follows_and_opens_an_exchange(workspace, sandbox_clock, address, open_window):
    page = await open_window(f"{address}/inspector?as=UANA")
    await expect(page.get_by_text("Nothing has passed")).to_be_visible()
    workspace.wire.append(
        Delivery(7, sandbox_clock.now(), "to_bot", "/grow", {"text": "help"}, {"ok": True}, 200, 12.0)
    )
    workspace.tell("inspector")
    await page.get_by_text("/grow").click()
    await expect(page.get_by_text('"text": "help"')).to_be_visible()
    await page.get_by_role("button", name="Failed").click()
    await expect(page.get_by_text("/grow")).to_be_hidden()


async def test_on_a_phone_the_form_fills_the_screen(address, open_window):
    page = await open_window(f"{address}/?as=UANA", PHONE)
    form = await the_form(page)
    assert await form.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert await page.evaluate("document.documentElement.scrollWidth") == 390


async def test_on_a_phone_the_sidebar_is_a_menu(address, open_window):
    page = await open_window(f"{address}/?as=UANA", PHONE)
    await expect(page.get_by_role("link", name="coaching")).to_be_hidden()
    await page.get_by_role("button", name="Channels").click()
    await page.get_by_role("link", name="coaching").click()
    await expect(page.get_by_role("heading", name="coaching")).to_be_visible()
    await expect(page.get_by_role("link", name="random")).to_be_hidden()


async def test_what_people_write_never_runs(workspace, address, open_window):
    workspace.say("C1", "UMAYA", "<img src=x onerror=document.title='run'> <javascript:document.title='run'|press>")
    page = await open_window(f"{address}/?as=UANA&at=C1")
    await expect(page.get_by_role("article", name="Maya Lind")).to_contain_text("press")
    assert await page.get_by_role("article").locator("img, a[href^=javascript]").count() == 0
    assert await page.title() == "Ana Ruiz in the sandbox"
