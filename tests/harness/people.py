"""People at their Slack: what they say, choose, type and press, and what they then have before them."""

import asyncio
import itertools
from collections.abc import Callable, Iterable
from contextlib import asynccontextmanager
from uuid import uuid4

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from sandbox import views_stack
from sandbox.rules import check_response
from sandbox.rules.messages import check_message
from tests.harness.slack import TEAM, FakeSlack, body_of
from tests.harness.windows import Json, Window, name_of

PATIENCE = 20
"""Seconds until a test gives up on the bot."""


class Wire:
    """Brings what people do to the app, as Slack's socket does. `acks` are the answers, in order of delivery."""

    def __init__(self, app: AsyncApp, slack: FakeSlack, clock) -> None:
        self.app = app
        self.slack = slack
        self.clock = clock
        self.counter = itertools.count(1)
        self.acks: list[BoltResponse] = []

    def moment(self) -> str:
        """Return the next `action_ts`: Slack's clock never shows the same twice."""
        return f"{int(self.clock.now.timestamp())}.{next(self.counter):06d}"

    async def deliver(self, sent: Json, obey: Callable[[BoltResponse], None] = lambda _: None) -> BoltResponse:
        """Return the app's acknowledgement, obeyed at once, when all the app then does is done."""
        async with _at_rest():
            response = await self.deliver_only(sent)
            obey(response)
        return response

    async def deliver_at_once(self, sent: Iterable[Json]) -> None:
        """Deliver several together; return when all the app then does is done."""
        async with _at_rest():
            await asyncio.gather(*map(self.deliver_only, sent))

    async def deliver_only(self, sent: Json) -> BoltResponse:
        """Return the app's acknowledgement as soon as it is there."""
        request = AsyncBoltRequest(body=sent, mode="socket_mode")
        response = await asyncio.wait_for(self.app.async_dispatch(request), PATIENCE)
        self.acks.append(response)
        return response


@asynccontextmanager
async def _at_rest():
    """Wait in the end for whatever began meanwhile."""
    others = asyncio.all_tasks()
    yield
    while rest := {task for task in asyncio.all_tasks() - others if not task.done()}:
        await asyncio.wait(rest, timeout=PATIENCE)


class Person:
    """One person at one device. `errors` are the sentences at the fields of the last form they sent."""

    def __init__(self, wire: Wire, slack_id: str, *, team: str = TEAM, device: str = "") -> None:
        self.wire = wire
        self.slack_id = slack_id
        self.team = team
        self.seat = f"{slack_id}{device}"
        self.misses_state = False
        self.errors: dict[str, str] = {}
        self.said: list[str] = []

    # What they have before them

    @property
    def modal(self) -> Window:
        """The modal on top."""
        stack = self.wire.slack.views.stacks.get(self.seat)
        assert stack, "No modal is open."
        return Window(self.wire.slack.views, stack[-1])

    @property
    def has_modal(self) -> bool:
        """Whether a modal is open."""
        return bool(self.wire.slack.views.stacks.get(self.seat))

    @property
    def home(self) -> Window:
        """App Home as published last."""
        return Window(self.wire.slack.views, self.wire.slack.views.homes[self.slack_id])

    @property
    def has_home(self) -> bool:
        """Whether App Home was ever published to them."""
        return self.slack_id in self.wire.slack.views.homes

    @property
    def answers(self) -> list[str]:
        """What was answered for their eyes only, acknowledgements included."""
        return [*self.said, *(answer["text"] for answer in self.wire.slack.answers[self.slack_id])]

    @property
    def inbox(self) -> list[Json]:
        """What the bot has said to them directly, oldest first, as it stands now."""
        return self.wire.slack.messages[f"D{self.slack_id}"]

    def sees(self, words: str) -> bool:
        """Say whether words stand in the modal on top, or else in App Home."""
        return words in str((self.modal if self.has_modal else self.home).view["blocks"])

    # What they do

    async def says(self, command: str) -> None:
        """Type a slash command."""
        await self._deliver(self.command(command))

    async def opens_home(self) -> None:
        """Open the app's Home tab."""
        await self.wire.deliver(self.event({"type": "app_home_opened", "user": self.slack_id, "tab": "home"}))

    async def chooses(self, competency: str, value: int | str, *, field: str = "rating") -> None:
        """Choose an answer of the scale."""
        await self.wire.deliver(self.choice(competency, value, field=field))

    async def ticks(self, *competencies: str) -> None:
        """Tick exactly these specialisms."""
        place = self.modal.tick("specialisms", *competencies)
        await self.wire.deliver(self.click(self.modal, *place))

    def types(self, competency: str, words: str) -> None:
        """Type an example; it is sent with whatever is pressed next."""
        self.modal.type(f"note.{competency}", words)

    def attaches(self, competency: str, *evidence: str) -> None:
        """Tick pieces of evidence; they are sent with whatever is pressed next."""
        self.modal.tick(f"evidence.{competency}", *evidence)

    async def presses(self, action_id: str) -> None:
        """Press a button of the modal on top, or else of App Home."""
        window = self.modal if self.has_modal else self.home
        await self._deliver(self.press(window, action_id))

    async def presses_in(self, message: Json, action_id: str, choice: str = "") -> None:
        """Press a button of a message, or choose the option of a text that begins so."""
        await self._deliver(self.press_in(message, action_id, choice))

    async def goes_on(self) -> None:
        """Press the modal's submit."""
        await self.sends(self.form())

    async def sends(self, form: Json) -> None:
        """Send a form, perhaps one that was sent before, and do what the answer says."""
        await self.wire.deliver(form, lambda response: self._obey(form, response))

    async def answers_page(self, value: int | str = 1, note: str = "They did it without me") -> None:
        """Give every question of the page the same answer, with an example where one is wanted, and go on."""
        for field in [name for name in self.modal.fields if name.startswith("rating.")]:
            competency = field.removeprefix("rating.")
            await self.chooses(competency, value)
            if value in {2, 3}:
                self.types(competency, note)
        await self.goes_on()

    async def answers_all(self, value: int | str = 1, note: str = "They did it without me") -> None:
        """Answer page after page, up to the review."""
        while self.modal.view["callback_id"] == "assessment.page":
            await self.answers_page(value, note)

    async def closes(self) -> None:
        """Close the modal; the app hears of it only where it asked to."""
        record = self.modal.record
        self.wire.slack.views.close(record)
        if record.open.view["notify_on_close"]:
            view = views_stack.payload(record, without_inputs=True)
            await self.wire.deliver({**self._common("view_closed"), "view": view, "is_cleared": False})

    def on_another_device(self) -> "Person":
        """Return the same person with a second Slack open."""
        return Person(self.wire, self.slack_id, team=self.team, device="/phone")

    # What Slack would send of it

    def command(self, text: str) -> Json:
        """Return a slash command."""
        command, _, rest = text.partition(" ")
        return {
            "command": command,
            "text": rest,
            "team_id": self.team,
            "team_domain": "acme",
            "channel_id": "C1",
            "channel_name": "general",
            "user_id": self.slack_id,
            "user_name": self.slack_id.lower(),
            "api_app_id": "A1",
            "is_enterprise_install": "false",
            "token": "unused",
            "response_url": "https://slack.invalid/respond",
            "trigger_id": self.wire.slack.triggers.issue(self.seat),
        }

    def choice(self, competency: str, value: int | str, *, field: str = "rating") -> Json:
        """Return the click on an answer of the scale, chosen but not delivered yet."""
        return self.click(self.modal, *self.modal.choose(f"{field}.{competency}", value))

    def press(self, window: Window, action_id: str) -> Json:
        """Return the click on a button."""
        for block in window.view["blocks"]:
            for element in [*block.get("elements", []), block.get("accessory") or {}]:
                if element.get("action_id", "").startswith(action_id):
                    return self.click(window, block, element)
        raise AssertionError(f"There is no {action_id} here.")

    def press_in(self, message: Json, action_id: str, choice: str = "") -> Json:
        """Return the click on something of a message that has an action id that begins so."""
        for number, block in enumerate(message["blocks"]):
            for element in [*block.get("elements", []), block.get("accessory") or {}]:
                if element.get("action_id", "").startswith(action_id):
                    return self._click_in(message, block.get("block_id", f"b{number}"), element, choice)
        raise AssertionError(f"There is no {action_id} in this message.")

    def _click_in(self, message: Json, block_id: str, element: Json, choice: str) -> Json:
        action = {"type": element["type"], "action_id": element["action_id"], "block_id": block_id}
        if "value" in element:
            action["value"] = element["value"]
        if choice:
            [action["selected_option"]] = [one for one in element["options"] if one["text"]["text"].startswith(choice)]
        place = {"channel_id": message["channel"], "message_ts": message["ts"], "is_ephemeral": False}
        return {
            **self._common("block_actions"),
            "container": {"type": "message", **place},
            "channel": {"id": message["channel"], "name": "directmessage"},
            "message": {"type": "message", "ts": message["ts"], "text": message["text"], "blocks": message["blocks"]},
            "state": {"values": {}},
            "response_url": "https://slack.invalid/respond",
            "actions": [{**action, "action_ts": self.wire.moment()}],
            "trigger_id": self.wire.slack.triggers.issue(self.seat),
        }

    def click(self, window: Window, block: Json, element: Json) -> Json:
        """Return a click on an element as it stands, with the state of its view."""
        kept = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"]}
        held = window.record.open.state.get(block["block_id"], {}).get(element["action_id"], {})
        value = {"value": element["value"]} if "value" in element else {}
        surface = window.record.open
        return {
            **self._common("block_actions"),
            "container": {"type": "view", "view_id": surface.id},
            "view": window.sent(missing_state=self.misses_state),
            "actions": [{**kept, **held, **value, "action_ts": self.wire.moment()}],
            "trigger_id": self.wire.slack.triggers.issue(self.seat, surface.id if surface.type == "modal" else ""),
        }

    def form(self) -> Json:
        """Return the modal on top as its submit sends it."""
        assert self.modal.view["submit"], "There is no submit here."
        return {
            **self._common("view_submission"),
            "view": self.modal.sent(missing_state=self.misses_state),
            "trigger_id": self.wire.slack.triggers.issue(self.seat, self.modal.record.open.id),
            "response_urls": [],
        }

    def event(self, event: Json, event_id: str = "") -> Json:
        """Return an event."""
        return {
            "type": "event_callback",
            "team_id": self.team,
            "api_app_id": "A1",
            "token": "unused",
            "event": {"event_ts": self.wire.moment(), **event},
            "event_id": event_id or f"Ev{uuid4().hex}",
            "event_time": int(self.wire.clock.now.timestamp()),
            "authorizations": [{"team_id": self.team, "user_id": "U0BOT", "is_bot": True}],
        }

    def as_user(self) -> Json:
        """Return the user object of an interaction."""
        return {"id": self.slack_id, "username": self.slack_id.lower(), "team_id": self.team}

    def _common(self, kind: str) -> Json:
        return {
            "type": kind,
            "team": {"id": self.team, "domain": "acme"},
            "user": self.as_user(),
            "api_app_id": "A1",
            "token": "unused",
            "enterprise": None,
            "is_enterprise_install": False,
        }

    async def _deliver(self, sent: Json) -> None:
        response = await self.wire.deliver(sent)
        assert response.status == 200
        answer = body_of(response)
        if isinstance(answer, dict) and answer.get("text"):
            assert check_message(answer) == []
            assert answer.get("response_type", "ephemeral") == "ephemeral"
            self.said.append(answer["text"])
        elif isinstance(answer, str) and answer:
            self.said.append(answer)

    def _obey(self, form: Json, response: BoltResponse) -> None:
        answer = body_of(response)
        assert response.status == 200
        assert check_response(answer, form["view"]) == []
        self.errors = {}
        views = self.wire.slack.views
        record = views.find(form["view"]["id"])
        kind = answer.get("response_action")
        if kind == "errors":
            names = {block["block_id"]: name_of(block) for block in form["view"]["blocks"]}
            self.errors = {names[block_id]: words for block_id, words in answer["errors"].items()}
        elif kind == "clear":
            views.clear(self.seat)
        elif record is not None and kind == "update":
            views.update(record, answer["view"])
        elif record is not None:
            views.close(record)
