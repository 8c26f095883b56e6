"""The pages over the workspace they are made for, with a small app that is asked over Slack's own wire."""

import json
from urllib.parse import parse_qs

import pytest
import pytest_asyncio
from playwright.async_api import expect
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.model import Conversation, User
from sandbox.server import serving
from sandbox.ui.routes import routes
from sandbox.workspace import SlackWorkspace
from tests.browser import BROWSER
from tests.sandbox.ui.fake_workspace import words

pytestmark = BROWSER

MANIFEST = {
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [{"command": "/grow", "description": "Your growth", "usage_hint": "assess | help"}],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands", "im:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}, "interactivity": {"is_enabled": True}},
}
FORM = {
    "type": "modal",
    "callback_id": "form",
    "notify_on_close": True,
    "title": words("Evidence"),
    "submit": words("Keep"),
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": words("What did you do?"),
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}


class SmallApp:
    """Opens a form on /grow, refuses one word, and remembers what it heard."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.heard = []

    @property
    def client(self):
        return AsyncWebClient(self.workspace.identity.bot_token, base_url=f"{self.workspace.base_url}/api/")

    async def take(self, request):
        raw = (await request.body()).decode()
        body = json.loads(raw) if raw.startswith("{") else {key: value[0] for key, value in parse_qs(raw).items()}
        body = json.loads(body["payload"]) if "payload" in body else body
        self.heard.append(body.get("command") or body["type"])
        if "command" in body:
            await self.client.views_open(trigger_id=body["trigger_id"], view=FORM)
        elif body["type"] == "event_callback":
            home = {"type": "home", "blocks": [{"type": "section", "text": words("Welcome home")}]}
            await self.client.views_publish(user_id=body["event"]["user"], view=home)
        elif (
            body["type"] == "view_submission" and body["view"]["state"]["values"]["what"]["text"]["value"] == "Nothing"
        ):
            return JSONResponse({"response_action": "errors", "errors": {"what": "What would someone have seen?"}})
        return Response()


@pytest.fixture
def workspace():
    opened = SlackWorkspace(MANIFEST)
    people = [User("UANA", "ana", "Ana Ruiz", tz="Europe/Madrid"), User("UBOB", "bob", "Bob Berg")]
    opened.seed(people, [Conversation("C1", "channel", "coaching", members=["UANA", "UBOB", opened.bot.id])])
    return opened


@pytest_asyncio.fixture(loop_scope="session")
async def app(workspace):
    """The app, installed in the workspace, which is served together with its pages."""
    small = SmallApp(workspace)
    pages = [Route("/slack/events", small.take, methods=["POST"]), *routes(workspace, workspace.clock)]
    async with serving(workspace, pages) as address:
        workspace.slack.wire.bot_url = f"{address}/slack/events"
        yield small


async def the_form(page):
    await page.get_by_role("combobox", name="Message #coaching").fill("/grow assess")
    await page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Evidence")
    await expect(form).to_be_visible()
    return form


async def test_a_form_is_filled_refused_and_kept(workspace, app, open_window):
    page = await open_window(f"{workspace.base_url}/?as=UANA&at=C1")
    form = await the_form(page)
    box = form.get_by_label("What did you do?")
    for typed, said in (("", "Please complete this required field."), ("Nothing", "What would someone have seen?")):
        await box.fill(typed)
        await form.get_by_role("button", name="Keep").click()
        await expect(form.get_by_text(said)).to_be_visible()
        await expect(box).to_be_focused()
    await box.fill("Led the half day")
    await form.get_by_role("button", name="Keep").click()
    await expect(form).to_be_hidden()
    assert app.heard == ["/grow", "view_submission", "view_submission"]


async def test_a_reload_forgets_the_form_without_a_word(workspace, app, open_window):
    page = await open_window(f"{workspace.base_url}/?as=UANA&at=C1")
    await the_form(page)
    await page.reload()
    await expect(page.get_by_role("combobox", name="Message #coaching")).to_be_visible()
    assert workspace.modals("UANA") == []
    assert app.heard == ["/grow"]


async def test_a_home_tab_and_a_message_arrive_by_themselves(workspace, app, open_window):
    page = await open_window(f"{workspace.base_url}/?as=UANA")
    await expect(page.get_by_text("Welcome home")).to_be_visible()
    await app.client.chat_postMessage(channel="UANA", text="Two weeks to your talk, <!channel> &lt;b&gt;")
    await expect(page.get_by_label("1 unread")).to_be_visible()
    await page.get_by_role("link", name="Messages").click()
    await expect(page.get_by_role("log")).to_contain_text("Two weeks to your talk, @channel <b>")


async def test_an_app_that_does_not_answer_is_told_to_the_person(workspace, app, open_window):
    page = await open_window(f"{workspace.base_url}/?as=UANA&at=C1")
    form = await the_form(page)
    workspace.faults.bot_unreachable = True
    await form.get_by_label("What did you do?").fill("Led the half day")
    await form.get_by_role("button", name="Keep").click()
    await expect(form.get_by_role("alert")).to_contain_text("We had some trouble connecting. Try again?")
    await expect(form.get_by_label("What did you do?")).to_have_value("Led the half day")
