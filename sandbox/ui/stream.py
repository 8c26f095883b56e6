"""The stream of changes that one open page listens to."""

import json
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from sse_starlette.event import ServerSentEvent
from sse_starlette.sse import EventSourceResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sandbox.workspace import SlackWorkspace

_RETRY_MS = 1000


@dataclass(frozen=True)
class Stream:
    """Tells each page what changed for its person; the page then fetches that part."""

    workspace: SlackWorkspace
    # A page that meets another one after a gap knows that the sandbox was started anew.
    born: str = field(default_factory=lambda: secrets.token_hex(8))

    async def changes(self, request: Request) -> Response:
        """Return server-sent events: one ``born``, then each ``change`` with its kind and what it is about."""
        user_id = request.query_params.get("as", "")
        if user_id not in {one.id for one in self.workspace.users()}:
            raise HTTPException(404)
        return EventSourceResponse(self._events(user_id))

    async def _events(self, user_id: str) -> AsyncIterator[ServerSentEvent]:
        yield ServerSentEvent(self.born, event="born", retry=_RETRY_MS)
        async for change in self.workspace.changes(user_id):
            yield ServerSentEvent(json.dumps({"kind": change.kind, "ref": change.ref}), event="change")
