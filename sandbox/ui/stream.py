"""The stream of changes that one open page listens to."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from sse_starlette.sse import EventSourceResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sandbox.workspace import SlackWorkspace


@dataclass(frozen=True)
class Stream:
    """Tells each page what changed for its person; the page then fetches that part."""

    workspace: SlackWorkspace

    async def changes(self, request: Request) -> Response:
        """Return server-sent events ``change`` with a kind (home, modal, messages, ...) and what it is about."""
        user_id = request.query_params.get("as", "")
        if user_id not in {one.id for one in self.workspace.users()}:
            raise HTTPException(404)
        return EventSourceResponse(self._events(user_id))

    async def _events(self, user_id: str) -> AsyncIterator[dict[str, str]]:
        async for change in self.workspace.changes(user_id):
            yield {"event": "change", "data": json.dumps({"kind": change.kind, "ref": change.ref})}
