"""A tiny local Slack for the command line: it knows people, answers a few methods, and can be told to fail."""

import asyncio
import json
from collections import defaultdict
from threading import Event, Thread
from typing import Any, Self

from aiohttp import web

TOKEN = "xoxb-stub"
SCOPES = "chat:write,commands,im:write,users:read,files:write"


def account(slack_id: str, name: str, **fields: Any) -> dict[str, Any]:
    """Build a user object as Slack sends it."""
    email = fields.pop("email", f"{slack_id.lower()}@example.org")
    profile = {"real_name": name, "display_name": "", "email": email}
    return {
        "id": slack_id,
        "name": name,
        "tz": "Europe/Berlin",
        "deleted": False,
        "is_bot": False,
        "profile": profile,
    } | fields


class StubSlack:
    """Runs in a thread of its own while the block lasts; `calls` are (method, parameters) in order."""

    def __init__(self) -> None:
        self.people: dict[str, dict[str, Any]] = {}
        self.scopes: str | None = SCOPES
        self.token = TOKEN
        self.url = ""
        self.calls: list[tuple[str, dict[str, str]]] = []
        self._failures: dict[str, list[tuple[int, dict[str, str], str]]] = defaultdict(list)
        self._ready, self._loop = Event(), asyncio.new_event_loop()
        self._thread = Thread(target=self._run, daemon=True)

    def add(self, slack_id: str, name: str, **fields: Any) -> None:
        """Let somebody have an account."""
        self.people[slack_id] = account(slack_id, name, **fields)

    def fail(self, method: str, body: str | dict[str, Any], status: int = 200, times: int = 1, **headers: str) -> None:
        """Answer the next calls of a method like this."""
        text = body if isinstance(body, str) else json.dumps(body)
        kind = "text/html" if isinstance(body, str) else "application/json"
        answer = (status, {"Content-Type": kind} | {k.replace("_", "-"): v for k, v in headers.items()}, text)
        self._failures[method] += [answer] * times

    def asked(self, method: str) -> int:
        """Count the calls of a method."""
        return sum(1 for name, _ in self.calls if name == method)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(5)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        runner = self._loop.run_until_complete(self._serve())
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    async def _serve(self) -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}/api/"
        return runner

    async def _answer(self, request: web.Request) -> web.Response:
        method, given = request.match_info["method"], dict(await request.post()) | dict(request.query)
        self.calls.append((method, given))
        if self._failures[method]:
            status, headers, text = self._failures[method].pop(0)
            return web.Response(status=status, headers=headers, text=text)
        headers = {} if self.scopes is None else {"x-oauth-scopes": self.scopes}
        return web.json_response(self._body(request, method, given), headers=headers)

    def _body(self, request: web.Request, method: str, given: dict[str, Any]) -> dict[str, Any]:
        if request.headers.get("Authorization") not in {f"Bearer {self.token}", "Bearer xapp-stub"}:
            return {"ok": False, "error": "invalid_auth"}
        answer = getattr(self, "_" + method.replace(".", "_"), None)
        return answer(given) if answer else {"ok": False, "error": "unknown_method"}

    def _auth_test(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "team": "Acme", "team_id": "T1", "user_id": "UBOTUSER", "bot_id": "B1", "user": "trellis"}

    def _apps_connections_open(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "url": "wss://127.0.0.1/"}

    def _users_info(self, given: dict[str, Any]) -> dict[str, Any]:
        user = self.people.get(given["user"])
        return {"ok": True, "user": user} if user else {"ok": False, "error": "user_not_found"}

    def _users_list(self, given: dict[str, Any]) -> dict[str, Any]:
        everyone = list(self.people.values())
        start = int(given.get("cursor") or 0)
        end = start + int(given.get("limit") or 100)
        cursor = str(end) if end < len(everyone) else ""
        return {"ok": True, "members": everyone[start:end], "response_metadata": {"next_cursor": cursor}}
