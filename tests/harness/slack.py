"""Slack as the bot meets it, without a network: it keeps views, checks every payload, and refuses what Slack refuses."""

import asyncio
import json
from collections import defaultdict
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import aiohttp
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_api import LIBRARY
from sandbox.changes import Changes
from sandbox.clock import SandboxClock
from sandbox.model import Identity, Patience
from sandbox.refusals import Refused, refuse_findings
from sandbox.rules.messages import findings_in_message
from sandbox.rules.views import findings_in_view
from sandbox.triggers import Triggers
from sandbox.views_stack import Views, payload

Json = dict[str, Any]

TEAM = "T1"

CHART = "data_visualization"


class Call(NamedTuple):
    """One call of the Web API: its method, its arguments and the token it came with."""

    method: str
    arguments: Json
    token: str


class FakeSlack:
    """Everyone's Slack. `fails` scripts trouble: {method: [error code, HTTP status or exception, ...]}, each once."""

    def __init__(self) -> None:
        self.views = Views(Identity(team_id=TEAM), SandboxClock(), Changes())
        # A busy machine must not fail a test: that a view is opened in time is asked of its order, not of a clock.
        self.triggers = Triggers(SandboxClock(), Patience(trigger=60))
        self.calls: list[Call] = []
        self.users: dict[str, Json] = {}
        self.fails: dict[str, list[str | int | Exception]] = defaultdict(list)
        self.refuses_charts = False
        self.answers: dict[str, list[Json]] = defaultdict(list)
        self.messages: dict[str, list[Json]] = defaultdict(list)
        self.undisturbed: dict[str, Json] = {}

    @property
    def client(self) -> AsyncWebClient:
        """A client of this Slack, to compose the app with."""
        return AsyncWebClient(
            base_url="https://slack.invalid/api/", session=_Session(self), retry_handlers=[], logger=LIBRARY
        )

    def listen_to(self, app: AsyncApp) -> None:
        """Take the answers that the app sends to a response_url."""

        async def answer_here(context: AsyncBoltContext, next):  # noqa: A002  Bolt names it
            context["respond"] = _Respond(self.answers[context.user_id or ""])
            return await next()

        app.use(answer_here)

    def methods(self) -> list[str]:
        """Return which methods were called, in order."""
        return [call.method for call in self.calls]

    def handle(self, call: Call) -> Json:
        """Return the answer to a call; raise Refused as Slack would."""
        self.calls.append(call)
        if self.fails[call.method]:
            trouble = self.fails[call.method].pop(0)
            if isinstance(trouble, Exception):
                raise trouble
            raise Refused(trouble) if isinstance(trouble, str) else _Broken(trouble)
        answer = getattr(self, f"_{call.method.replace('.', '_')}", None)
        if answer is None:
            raise Refused("unknown_method")
        return answer(call.arguments)

    def _views_open(self, arguments: Json) -> Json:
        trigger = self.triggers.check(arguments["trigger_id"])
        self._check(arguments["view"], "modal")
        trigger.used = True
        return {"view": payload(self.views.open(trigger, arguments["view"]))}

    def _views_update(self, arguments: Json) -> Json:
        record = self.views.find(arguments["view_id"])
        if record is None:
            raise Refused("not_found")
        self._check(arguments["view"], record.open.type)
        return {"view": payload(self.views.update(record, arguments["view"], arguments.get("hash")))}

    def _views_publish(self, arguments: Json) -> Json:
        self._check(arguments["view"], "home")
        record = self.views.publish(arguments["user_id"], arguments["view"], arguments.get("hash"))
        return {"view": payload(record)}

    def _conversations_open(self, arguments: Json) -> Json:
        return {"channel": {"id": f"D{arguments['users']}"}}

    def _conversations_history(self, arguments: Json) -> Json:
        return {"messages": self.messages[arguments["channel"]][::-1]}

    def _chat_postMessage(self, arguments: Json) -> Json:  # noqa: N802  Slack names it
        refuse_findings(findings_in_message(arguments))
        channel = arguments["channel"]
        ts = f"17{sum(map(len, self.messages.values())):08d}.000100"
        self.messages[channel].append({**arguments, "ts": ts, "edited": False})
        return {"channel": channel, "ts": ts}

    def _chat_update(self, arguments: Json) -> Json:
        refuse_findings(findings_in_message(arguments))
        found = [one for one in self.messages[arguments["channel"]] if one["ts"] == arguments["ts"]]
        if not found:
            raise Refused("message_not_found")
        found[0].update(arguments, edited=True)
        return {"channel": arguments["channel"], "ts": arguments["ts"], "text": arguments["text"]}

    def _dnd_teamInfo(self, arguments: Json) -> Json:  # noqa: N802  Slack names it
        users = arguments["users"]
        names = users.split(",") if isinstance(users, str) else users
        return {"users": {name: self.undisturbed.get(name, {"dnd_enabled": False}) for name in names}}

    def _users_info(self, arguments: Json) -> Json:
        user = self.users.get(arguments["user"])
        if user is None:
            raise Refused("user_not_found")
        return {"user": user}

    def _check(self, view: Json, surface: str) -> None:
        refuse_findings(findings_in_view(view, surface))
        if self.refuses_charts and any(block["type"] == CHART for block in view["blocks"]):
            raise Refused("invalid_arguments", [f"[ERROR] unsupported type: {CHART}"])


class _Broken(Exception):
    """Slack answers with something that is not Slack's."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Session:
    """What slack_sdk takes for its aiohttp session."""

    closed = False

    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack

    @asynccontextmanager
    async def request(self, _verb: str, url: str, **arguments: Any):
        await asyncio.sleep(0)
        sent = arguments.get("json") or arguments.get("data") or arguments.get("params") or {}
        token = arguments["headers"].get("Authorization", "").removeprefix("Bearer ")
        # Over the wire and back: what is no JSON would not arrive.
        call = Call(url.rpartition("/")[2], json.loads(json.dumps(sent)), token)
        try:
            yield _Answer(200, {"ok": True, **self._slack.handle(call)})
        except Refused as refused:
            yield _Answer(429 if refused.error == "ratelimited" else 200, refused.answer())
        except _Broken as broken:
            yield _Answer(broken.status, None)


class _Answer:
    """One HTTP answer; without a body it is an HTML page, as a proxy shows."""

    content_type = "application/json"

    def __init__(self, status: int, body: Json | None) -> None:
        self.status = status
        self.headers = {"Retry-After": "30"} if status == 429 else {}
        self._body = body

    async def json(self) -> Json:
        if self._body is None:
            raise json.JSONDecodeError("no JSON", "<html>", 0)
        return self._body

    async def text(self) -> str:
        return "<html>Bad gateway</html>"


class _Respond:
    """Takes an answer to a response_url, as strict as Slack is with its text."""

    def __init__(self, answers: list[Json]) -> None:
        self._answers = answers

    async def __call__(self, text: str = "", **more: Any) -> None:
        refuse_findings(findings_in_message({"text": text, "blocks": more.get("blocks") or []}))
        self._answers.append({"text": text, **more})


NO_CONNECTION = aiohttp.ClientConnectionError("There is no network.")


def body_of(response: BoltResponse) -> Any:
    """Return what an acknowledgement carries: the JSON or the text of its body."""
    try:
        return json.loads(response.body or "{}")
    except ValueError:
        return response.body
