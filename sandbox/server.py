"""The sandbox as a web server: the Web API, sockets, uploads and files, with the pages beside them."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp

from sandbox.command_answers import CommandAnswers
from sandbox.refusals import Refused
from sandbox.slack import Slack
from sandbox.web_api.endpoint import Endpoint
from sandbox.workspace import SlackWorkspace

BAD_REQUEST, FORBIDDEN, NOT_FOUND = 400, 403, 404


class Doors:
    """What is served beside the Web API."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._answers = CommandAnswers(slack)

    async def upload(self, request: Request) -> Response:
        """Take the bytes of a file: the second step of an upload."""
        if "multipart" in request.headers.get("content-type", ""):
            async with request.form() as form:
                parts = [part for part in form.values() if not isinstance(part, str)]
                content = await parts[0].read() if parts else b""
        else:
            content = await request.body()
        if not self._slack.files.receive(request.path_params["ticket"], content):
            return PlainTextResponse("Not the upload that was announced", BAD_REQUEST)
        return PlainTextResponse(f"OK - {len(content)}")

    async def download(self, request: Request) -> Response:
        """Give out a file's bytes."""
        file = self._slack.files.kept.get(request.path_params["file_id"])
        if file is None:
            return PlainTextResponse("file_not_found", NOT_FOUND)
        return Response(file.content, media_type=file.mimetype, headers={"X-Content-Type-Options": "nosniff"})

    async def request_url(self, request: Request) -> Response:
        """Take the address of another bot, as the app's settings do in Slack; no page of another site may."""
        async with request.form() as form:
            address = str(form.get("url", ""))
        if request.headers.get("origin", self._slack.base_url) != self._slack.base_url:
            return PlainTextResponse("Not from another site.\n", FORBIDDEN)
        if not await self._slack.events.verified(address):
            words = "Your request URL didn't answer the challenge. Nothing was changed.\n"
            return PlainTextResponse(words, BAD_REQUEST)
        return PlainTextResponse("Verified. Requests go there from now on.\n")

    async def respond(self, request: Request) -> Response:
        """Take an answer sent to a response_url."""
        raw = await request.body()
        delivery = self._slack.inspector.begin("to_slack", "response_url", raw.decode(errors="replace"))
        began = self._slack.clock.ticks()
        status, body = self._responded(request.path_params["ticket"], raw)
        error = body.get("error")
        self._slack.inspector.end(delivery, began, status=status, response=body, error=error)
        return JSONResponse(body, status)

    def _responded(self, ticket: str, raw: bytes) -> tuple[int, dict[str, Any]]:
        try:
            url = self._slack.response_urls.use(ticket)
        except Refused as refusal:
            return NOT_FOUND, refusal.answer()
        try:
            body = json.loads(raw)
            self._answers.respond(url, body if isinstance(body, dict) else {})
        except json.JSONDecodeError:
            return BAD_REQUEST, {"ok": False, "error": "invalid_payload"}
        except Refused as refusal:
            return BAD_REQUEST, refusal.answer()
        return 200, {"ok": True}


def build_slack(workspace: SlackWorkspace, pages: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the workspace as an application; `pages` are served beside what a bot uses."""
    slack = workspace.slack
    doors = Doors(slack)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await workspace.close()

    return Starlette(
        routes=[
            Route("/api/{method}", Endpoint(slack).answer, methods=["GET", "POST"]),
            Route("/upload/{ticket}", doors.upload, methods=["POST", "PUT"]),
            Route("/app/request-url", doors.request_url, methods=["POST"]),
            Route("/response/{ticket}", doors.respond, methods=["POST"]),
            Route("/files/{file_id}/{name:path}", doors.download),
            WebSocketRoute("/socket", slack.sockets.serve),
            *pages,
        ],
        lifespan=lifespan,
    )


@asynccontextmanager
async def serving_app(app: ASGIApp, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve any application while the block runs and yield its address; port 0 takes any free one."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        ws="websockets-sansio",
        timeout_graceful_shutdown=2,
    )
    config.load()
    # Started and stopped by hand: uvicorn's own `serve` would take the signals away from who runs the sandbox.
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    taken = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://{host}:{taken}"
    finally:
        await server.shutdown()


@asynccontextmanager
async def serving(
    workspace: SlackWorkspace,
    pages: Sequence[BaseRoute] = (),
    host: str = "127.0.0.1",
    port: int = 0,
) -> AsyncIterator[str]:
    """Serve a workspace while the block runs and yield its address, which the workspace then knows."""
    async with serving_app(build_slack(workspace, pages), host, port) as address:
        workspace.base_url = address
        try:
            yield address
        finally:
            # Open pages listen without end; the server would wait for them.
            workspace.slack.changes.end()
