"""A Slack that only answers: quick enough never to be what is measured, and it says when a view was asked for."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import perf_counter
from typing import Any

from benchmarks.wire import Server

TEAM, BOT, BOT_USER = "T0BENCH", "B0BENCH", "U0BENCHBOT"
_TRIGGER = re.compile(rb'"trigger_id": ?"([^"]+)"')
_IDENTITY = {"ok": True, "team_id": TEAM, "team": "Bench", "bot_id": BOT, "user_id": BOT_USER, "user": "trellis"}


class StubSlack:
    """Its port, and who waits for which trigger id."""

    def __init__(self, view: dict[str, Any]) -> None:
        """`view` is what views.open answers with; Slack repeats the whole view there."""
        self.port = 0
        self._opened: dict[str, asyncio.Future[tuple[float, bytes]]] = {}
        opened = {"ok": True, "view": {**view, "id": "V0BENCH", "hash": "1.abc", "team_id": TEAM}}
        self._answers = {
            "/api/auth.test": json.dumps(_IDENTITY).encode(),
            "/api/views.open": json.dumps(opened).encode(),
        }

    def opening(self, trigger_id: str) -> asyncio.Future[tuple[float, bytes]]:
        """Return what will be the moment (`perf_counter`) and the body of the views.open with this trigger id."""
        self._opened[trigger_id] = asyncio.get_running_loop().create_future()
        return self._opened[trigger_id]

    def answer(self, path: str, body: bytes) -> bytes:
        """Return the answer to a call."""
        if path == "/api/views.open" and (trigger := _TRIGGER.search(body)):
            waiting = self._opened.pop(trigger[1].decode(), None)
            if waiting is not None and not waiting.done():
                waiting.set_result((perf_counter(), body))
        return self._answers.get(path, b'{"ok": true}')


@asynccontextmanager
async def stub_slack(view: dict[str, Any]) -> AsyncIterator[StubSlack]:
    """Serve a stub on a free port while the block runs."""
    stub = StubSlack(view)
    server = await asyncio.get_running_loop().create_server(lambda: Server(stub.answer), "127.0.0.1", 0)
    stub.port = server.sockets[0].getsockname()[1]
    try:
        yield stub
    finally:
        server.close()
