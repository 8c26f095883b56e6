"""The least a Slack bot can be: one AsyncApp that opens a static view and acknowledges a form with another.

Same server as Trellis and one shared session; no database, no person, nothing to decide. A process of its own:
`python -m benchmarks.bare PORT SLACK_URL VIEW_FILE`.
"""

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

import aiohttp
import uvicorn
import uvloop
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from benchmarks.interactions import SIGNING_SECRET, TOKEN


def build(client: AsyncWebClient, view: dict[str, Any]) -> Starlette:
    """Return the whole bot."""
    app = AsyncApp(client=client, signing_secret=SIGNING_SECRET)
    handler = AsyncSlackRequestHandler(app)

    @app.command("/grow")
    async def open_static(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.view(view["callback_id"])
    async def show_static(ack: AsyncAck) -> None:
        await ack(response_action="update", view=view)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"]), Route("/healthz", healthz)])


async def main(port: int, slack_url: str, view: dict[str, Any]) -> None:
    """Serve until told to stop."""
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(token=TOKEN, base_url=slack_url, session=session)
        client.proxy = None
        config = uvicorn.Config(
            build(client, view), port=port, backlog=2048, log_level="warning", access_log=False, lifespan="off"
        )
        await uvicorn.Server(config).serve()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(int(sys.argv[1]), sys.argv[2], json.loads(Path(sys.argv[3]).read_text("utf-8"))))
