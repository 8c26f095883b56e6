"""The pages and their parts: what the browser loads first, and what it fetches again when something changes."""

import json
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sandbox.clock import SandboxClock
from sandbox.model import Faults, User
from sandbox.moments import Ahead
from sandbox.ui.commands import completions
from sandbox.ui.desk import Desk
from sandbox.ui.templating import render
from sandbox.ui.timetable import Timetable
from sandbox.workspace import SlackWorkspace

_DELIVERIES = 200
_SHOWABLE = ("image/png", "image/jpeg", "image/gif", "image/webp")
# Nothing from elsewhere, nothing inline: what people and bots write could do no harm even unescaped.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PARTS = {
    "ahead": "parts/ahead.html",
    "clock": "parts/clock.html",
    "sidebar": "parts/sidebar.html",
    "main": "parts/main.html",
    "thread": "parts/thread.html",
    "views": "parts/views.html",
    "deliveries": "parts/deliveries.html",
    "switches": "parts/switches.html",
}


_SWITCH_WORDS = {
    "missing_state": "Untouched prefilled inputs are missing from what is sent",
    "rate_limits": "Slack's rate limits apply",
    "bot_unreachable": "Nothing reaches the app",
    "refuse_charts": "Slack refuses native charts",
    "history_scope": "The app may read its conversations",
    "slow_ms": "Slack answers after, in milliseconds",
}


@dataclass(frozen=True)
class Pages:
    """Draws what one person looks at; the address says who (``as``), where (``at``) and which thread."""

    workspace: SlackWorkspace
    clock: SandboxClock
    timetable: Timetable

    async def page(self, request: Request) -> Response:
        """Return the whole page; an address without a person goes to the first one."""
        if "as" not in request.query_params:
            return RedirectResponse(f"/?as={self._first().id}")
        desk = self._desk(request)
        # A reload ends what was open, as in Slack: the views go, and the app is not told.
        self.workspace.slack.views.clear(desk.user.id)
        return _html("page.html", {**self._names(request, desk), "ahead": await self.timetable.ahead()})

    async def part(self, request: Request) -> Response:
        """Return one part of the page anew; 404 for a part that does not exist."""
        template = _PARTS.get(request.path_params["name"])
        if template is None:
            raise HTTPException(404)
        ahead = await self.timetable.ahead() if request.path_params["name"] == "ahead" else Ahead()
        return _html(template, {**self._names(request, self._desk(request)), "ahead": ahead})

    async def inspector(self, request: Request) -> Response:
        """Return the page that shows what passed between the workspace and the app."""
        names = self._names(request, self._desk(request))
        return _html("inspector.html", {**names, "ahead": await self.timetable.ahead()})

    async def delivery(self, request: Request) -> Response:
        """Return what was asked and answered in one exchange; 404 when it is no longer kept."""
        wanted = request.path_params["id"]
        known = (one for one in self.workspace.deliveries(_DELIVERIES) if one.id == wanted)
        delivery = next(known, None)
        if delivery is None:
            raise HTTPException(404)
        return _html("parts/delivery.html", {"delivery": delivery, "pretty": _pretty})

    async def file(self, request: Request) -> Response:
        """Return an uploaded file; a picture is shown, anything else is offered for saving."""
        held = self.workspace.file(request.path_params["file_id"])
        if held is None:
            raise HTTPException(404)
        showable = held.mimetype in _SHOWABLE
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        if not showable:
            headers["Content-Disposition"] = "attachment"
        kind = held.mimetype if showable else "application/octet-stream"
        return Response(held.content, media_type=kind, headers=headers)

    def _first(self) -> User:
        return self._people()[0]

    def _people(self) -> list[User]:
        """Return whom one can act as: whoever was deactivated can no longer sign in."""
        return [one for one in self.workspace.users() if not one.deleted]

    def _desk(self, request: Request) -> Desk:
        wanted = request.query_params.get("as", "")
        user = next((one for one in self._people() if one.id == wanted), None)
        return Desk(self.workspace, self.clock, user or self._first())

    def _names(self, request: Request, desk: Desk) -> dict[str, Any]:
        """Return every name the templates use, with what the person now looks at marked as read."""
        at = request.query_params.get("at", "home")
        shown = desk.app_conversation if at == "messages" else desk.conversation(at)
        if shown:
            self.workspace.mark_read(desk.user.id, shown.id)
        return {
            "desk": desk,
            "reader": desk.reader,
            "people": self._people(),
            "bot": self.workspace.bot,
            "team": self.workspace.identity.team_name,
            "at": at if shown else "home",
            "shown": shown,
            "thread_ts": request.query_params.get("thread", ""),
            "commands": completions(self.workspace.commands()),
            "shortcuts": self.workspace.shortcuts(),
            "switches": _switches(self.workspace.faults),
            "deliveries": self.workspace.deliveries(_DELIVERIES),
        }


def _html(template: str, names: dict[str, Any]) -> HTMLResponse:
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
    return HTMLResponse(render(template, **names), headers=headers)


@dataclass(frozen=True)
class Switch:
    """Something that can be made to go wrong: its name, its words, and whether (or how much) it is on."""

    name: str
    words: str
    value: bool | int


def _switches(faults: Faults) -> list[Switch]:
    """Return the switches a person can set on the page; lists of scopes are set on the command line."""
    return [Switch(name, words, getattr(faults, name)) for name, words in _SWITCH_WORDS.items()]


def _pretty(value: Any) -> str:
    """Return a request or answer as indented JSON."""
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False, default=str)
