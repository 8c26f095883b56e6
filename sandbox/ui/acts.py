"""What a person does in the browser, passed on to the workspace; each act answers when the app has."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.clock import SandboxClock
from sandbox.model import User
from sandbox.refusals import Refused
from sandbox.ui.desk import Desk
from sandbox.ui.timetable import Timetable
from sandbox.ui.values import slack_state, slack_value
from sandbox.workspace import SlackWorkspace

_STEPS = {"day": timedelta(days=1), "week": timedelta(weeks=1)}
_GONE = "That is no longer there. The page shows what is."
_NOTHING_AHEAD = {
    "next": "The app has nothing planned.",
    "opening": "As things stand the calendar opens no half-year.",
}
Said = dict[str, Any]


@dataclass(frozen=True)
class Refusal(Exception):
    """An act that Slack itself would refuse in the browser, with the sentence it shows."""

    sentence: str


@dataclass(frozen=True)
class Acts:
    """Every act of a person, by name; the address says who acts (``as``), the JSON body what."""

    workspace: SlackWorkspace
    clock: SandboxClock
    timetable: Timetable
    start_over: Callable[[], Awaitable[None]] | None = None

    async def act(self, request: Request) -> Response:
        """Carry out one act; return whether it was ``done``, and as ``say`` the words Slack itself shows.

        404 for an unknown act, 415 for a form that another site could have sent.
        """
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            raise HTTPException(415)
        act = self._named().get(request.path_params["name"])
        user = next((one for one in self.workspace.users() if one.id == request.query_params.get("as")), None)
        if act is None or user is None:
            raise HTTPException(404)
        try:
            words = await act(user, await request.json())
        except Refusal as refusal:
            return JSONResponse({"done": False, "say": refusal.sentence})
        except (Refused, LookupError, ValueError):
            return JSONResponse({"done": False, "say": _GONE})
        return JSONResponse({"done": True, "say": words or ""})

    def _named(self) -> Mapping[str, Callable[[User, Said], Awaitable[str | None]]]:
        return {
            "look": self._look,
            "say": self._say,
            "shortcut": self._shortcut,
            "press": self._press,
            "submit": self._submit,
            "close": self._close,
            "clock": self._move_clock,
            "switch": self._switch,
            "uninstall": self._uninstall,
            "disconnect": self._disconnect,
            "start-over": self._start_over,
        }

    async def _look(self, user: User, said: Said) -> None:
        """Open one of the app's two tabs, which the app hears of."""
        if said["at"] == "messages":
            await self.workspace.open_messages_tab(user.id)
        else:
            await self.workspace.open_home(user.id)

    async def _say(self, user: User, said: Said) -> str | None:
        """Send a message, or the slash command it begins with."""
        text, thread = said["text"].strip(), said.get("thread_ts")
        if not text.startswith("/"):
            return await self.workspace.send_message(user.id, said["channel"], text, thread_ts=thread)
        command, _, rest = text.partition(" ")
        if thread:
            raise Refusal(f"{command} does not work in a thread. Use it in the message box of the conversation.")
        # What Slack says about a command stands in the conversation.
        await self.workspace.slash(user.id, said["channel"], command, rest.strip())
        return None

    async def _shortcut(self, user: User, said: Said) -> str | None:
        if "ts" not in said:
            return await self.workspace.global_shortcut(user.id, said["callback_id"])
        await self.workspace.message_shortcut(user.id, said["channel"], said["ts"], said["callback_id"])
        return None

    async def _press(self, user: User, said: Said) -> str | None:
        zone = Desk(self.workspace, self.clock, user).reader.zone
        words = await self.workspace.press(
            user.id,
            said["container"],
            said["block_id"],
            said["action_id"],
            slack_value(said["value"], zone),
            slack_state(said["state"], zone),
        )
        # A modal and a conversation have a place of their own for what Slack says; a Home tab has none.
        shown = self.workspace.home(user.id)
        return words if shown and said["container"].get("view_id") == shown.id else None

    async def _submit(self, user: User, said: Said) -> None:
        zone = Desk(self.workspace, self.clock, user).reader.zone
        await self.workspace.submit_view(user.id, said["view_id"], slack_state(said["state"], zone))

    async def _close(self, user: User, said: Said) -> None:
        await self.workspace.close_view(user.id, said["view_id"], clear=bool(said.get("clear")))

    async def _move_clock(self, user: User, said: Said) -> None:
        """Move the sandbox's clock on by a step, to what lies ahead, or to a moment of the person's day."""
        if said["by"] in _STEPS:
            await self.timetable.go_to(self.clock.now() + _STEPS[said["by"]])
        elif said["by"] in _NOTHING_AHEAD:
            await self.timetable.go_to(await self._moment_ahead(said["by"]))
        else:
            zone = Desk(self.workspace, self.clock, user).reader.zone
            moment = datetime.fromisoformat(said["to"]).replace(tzinfo=zone)
            if moment < self.clock.now():
                raise Refusal("The clock only goes forward. Start over to go back.")
            await self.timetable.go_to(moment)

    async def _moment_ahead(self, what: str) -> datetime:
        ahead = await self.timetable.ahead()
        event = ahead.next if what == "next" else ahead.opening
        if event is None:
            raise Refusal(_NOTHING_AHEAD[what])
        return max(event.at, self.clock.now())

    async def _switch(self, _user: User, said: Said) -> None:
        """Set one of the switches that make something go wrong, to a value of the kind it has."""
        faults, name = self.workspace.faults, said["name"]
        kind = type(getattr(faults, name)) if name in vars(faults) else None
        if kind not in {bool, int, float}:
            raise LookupError(name)
        setattr(faults, name, kind(said["value"]))

    async def _uninstall(self, _user: User, _said: Said) -> None:
        await self.workspace.uninstall()

    async def _disconnect(self, _user: User, _said: Said) -> None:
        await self.workspace.disconnect_sockets()

    async def _start_over(self, _user: User, _said: Said) -> None:
        if self.start_over is None:
            raise Refusal("Starting over is done on the command line here: trellis demo --fresh")
        await self.start_over()
