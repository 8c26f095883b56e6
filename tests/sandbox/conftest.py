"""A served workspace with Ana, Bob and Charlie, a stub bot that records and answers, and a Slack client."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.model import Conversation, Patience, User
from sandbox.server import serving
from sandbox.workspace import SlackWorkspace

MANIFEST = {
    "display_information": {"name": "Trellis"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "trellis"},
        "slash_commands": [{"command": "/grow", "description": "Your growth", "should_escape": True}],
        "shortcuts": [
            {"name": "Add evidence", "callback_id": "evidence.add", "description": "Keep it", "type": "global"},
            {"name": "Save evidence", "callback_id": "evidence.save", "description": "Keep it", "type": "message"},
        ],
    },
    "oauth_config": {
        "scopes": {"bot": ["channels:join", "channels:read", "chat:write", "commands", "dnd:read", "files:write", "im:history", "im:write", "users:read"]},
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": ["app_home_opened", "app_uninstalled", "message.im", "team_join", "tokens_revoked", "user_change"],
        },
        "interactivity": {"is_enabled": True},
    },
}  # fmt: skip


@dataclass
class Received:
    """One request that reached the stub bot."""

    what: str
    body: dict
    headers: dict
    raw: str


@dataclass
class StubBot:
    """Records what Slack sends; `says` holds an answer (a dict, a Response or a coroutine function) by name."""

    received: list = field(default_factory=list)
    says: dict = field(default_factory=dict)
    by_name: dict = field(default_factory=lambda: defaultdict(list))

    async def take(self, request):
        raw = (await request.body()).decode()
        body = read(raw, request.headers["content-type"])
        what = body.get("command") or body.get("event", {}).get("type") or body["type"]
        received = Received(what, body, dict(request.headers), raw)
        self.received.append(received)
        self.by_name[what].append(received)
        answer = self.says.get(what, Response())
        if callable(answer) and not isinstance(answer, Response):
            answer = await answer(body)
        return answer if isinstance(answer, Response) else JSONResponse(answer)

    def last(self, what):
        return self.by_name[what][-1].body


def read(raw, content_type):
    if "json" in content_type:
        return json.loads(raw)
    fields = {key: values[0] for key, values in parse_qs(raw, keep_blank_values=True).items()}
    return json.loads(fields["payload"]) if "payload" in fields else fields


@pytest.fixture
def bot():
    return StubBot()


@pytest.fixture
def workspace():
    opened = SlackWorkspace(MANIFEST, patience=Patience(retries=(0.0, 0.02, 0.04)))
    opened.seed(
        [
            User("U_ANA", "ana", "Ana Ruiz", "Agile Coach", "Europe/Madrid"),
            User("U_BOB", "bob", "Bob Berg", "Lead"),
            User("U_CHARLIE", "charlie", "Charlie Chen"),
        ],
        [
            Conversation("C_COACHING", "channel", "coaching", members=["U_ANA", "U_BOB", opened.bot.id]),
            Conversation("C_RANDOM", "channel", "random", members=["U_ANA", "U_CHARLIE"]),
        ],
    )
    return opened


@pytest.fixture
async def slack(workspace, bot):
    """Serve the workspace, the stub bot beside it, and return the workspace."""
    async with serving(workspace, [Route("/slack/events", bot.take, methods=["POST"])]) as address:
        workspace.slack.wire.bot_url = f"{address}/slack/events"
        yield workspace


@pytest.fixture
def client(slack):
    return AsyncWebClient(slack.identity.bot_token, base_url=f"{slack.base_url}/api/", retry_handlers=[])


@pytest.fixture
def error_of():
    """Return a function that awaits a call and returns Slack's error code and its answer."""

    async def run(call):
        try:
            await call
        except SlackApiError as refusal:
            return refusal.response["error"], refusal.response
        return None, None

    return run
