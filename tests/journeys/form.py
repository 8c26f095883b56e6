"""A self-assessment as it stands before a person: its dialog, its fields by competency, turning its pages."""

import re
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect


@dataclass(frozen=True)
class Form:
    """The open dialog of a self-assessment or a practice."""

    page: Page
    dialog: Locator

    @property
    def where(self) -> Locator:
        """Where the person is: "Page 3 of 7 · Craft · 7 of 18 answered, …"."""
        return self.dialog.locator(".block-context").first

    def field(self, name: str, key: str = "") -> Locator:
        """Return a field by the first part of its block_id and the competency."""
        return self.dialog.locator(f".block[data-block-id^='{name}.{key}']")

    def radio(self, key: str, answer: str, *, asked: str = "rating") -> Locator:
        """Return one answer of a competency's scale."""
        return self.field(asked, f"{key}.").get_by_role("radio", name=answer, exact=True)

    def note(self, key: str) -> Locator:
        """Return the text field of a competency's example."""
        return self.field("note", f"{key}.").get_by_role("textbox")

    def error(self, name: str, key: str = "") -> Locator:
        """Return the sentence that stands at a field where something is missing."""
        return self.field(name, key).locator(".field-error")

    def button(self, name: str) -> Locator:
        """Return a button by its words."""
        return self.dialog.get_by_role("button", name=name, exact=True)

    async def turn(self, button: str = "Next") -> str:
        """Press Next or Back; return where that leads."""
        place = re.match(r"[^·]+", await self.where.inner_text())
        await self.button(button).click()
        await expect(self.where).not_to_have_text(re.compile(re.escape(place[0])))
        return await self.where.inner_text()

    async def answer_page(self, answer: str = "Developing") -> None:
        """Give one answer wherever the page has none."""
        for scale in await self.field("rating").all():
            if not await scale.get_by_role("radio", checked=True).count():
                await scale.get_by_role("radio", name=answer, exact=True).check()

    async def answer_the_rest(self) -> None:
        """Answer page after page until the review stands there."""
        place = ""
        while "Last page" not in place:
            await self.answer_page()
            place = await self.turn()


async def open_form(page: Page, button: str, title: str = "Self-assessment") -> Form:
    """Open the form with a button of App Home."""
    await page.get_by_role("button", name=button, exact=True).click()
    return await form_of(page, title)


async def form_of(page: Page, title: str = "Self-assessment") -> Form:
    """Return the form that stands before a person, once its first words do."""
    form = Form(page, page.get_by_role("dialog", name=title))
    await expect(form.where).to_be_visible()
    return form


async def say(page: Page, text: str) -> None:
    """Write to Trellis, or give it a command."""
    box = page.get_by_role("combobox", name="Message Trellis")
    await box.fill(text)
    await box.press("Enter")
