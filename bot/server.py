"""What is served over HTTP: Slack's requests where it sends them here, and `/healthz` in every mode."""

import logging
from dataclasses import dataclass
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.failures import odd_shapes_forgiven
from bot.slack_body import read_body

log = logging.getLogger("trellis")

EVENTS = "/slack/events"
LARGEST = 1_000_000
"""Bytes of a request; Slack's own stay far below."""


@dataclass(slots=True)
class Health:
    """Whether the bot is ready: migrated, and receiving what Slack sends; `app` is None until it is built."""

    migrated: bool = False
    receiving: bool = False
    draining: bool = False
    app: AsyncApp | None = None
    signing_secret: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether a load balancer should send requests here."""
        return self.migrated and self.receiving and not self.draining


def build_server(health: Health) -> Starlette:
    """Return the ASGI application; without a signing secret it serves `/healthz` only."""

    async def healthz(_: Request) -> Response:
        state = {"migrated": health.migrated, "receiving": health.receiving, "draining": health.draining}
        return JSONResponse(state, status_code=200 if health.is_ready else 503)

    async def events(request: Request) -> Response:
        if health.app is None or health.draining:
            return PlainTextResponse("Starting", status_code=503)
        try:
            body = await _read(request)
        except ClientDisconnect:
            return PlainTextResponse("Gone", status_code=400)
        if body is None:
            return PlainTextResponse("Too large", status_code=413)
        if not _is_signed(health.signing_secret, body, request):
            return JSONResponse({"error": "invalid request"}, status_code=401)
        said = read_body(body, request.headers.get("content-type", ""))
        if said is None:
            return PlainTextResponse("Not something Slack sends", status_code=400)
        return to_starlette_response(await _take(health.app, said, request))

    routes = [Route("/healthz", healthz, methods=["GET"])]
    if health.signing_secret:
        routes.append(Route(EVENTS, events, methods=["POST"]))
    return Starlette(routes=routes)


async def _take(app: AsyncApp, said: dict[str, Any], request: Request) -> BoltResponse:
    """Return the app's answer; what Bolt trips over is acknowledged, or Slack would bring it again and again."""
    with odd_shapes_forgiven():
        # As from a socket: verified and read already, so that Bolt does neither a second time.
        asked = AsyncBoltRequest(body=said, headers=dict(request.headers), mode="socket_mode")
        return await app.async_dispatch(asked)
    return BoltResponse(status=200, body="")


async def _read(request: Request) -> bytes | None:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _is_signed(secret: str, body: bytes, request: Request) -> bool:
    """Say whether Slack signed these bytes within five minutes; before anything reads them."""
    try:
        return SignatureVerifier(secret).is_valid_request(body, dict(request.headers))
    except (ValueError, TypeError, OverflowError):
        # TypeError: signatures with letters beyond ASCII can't be compared. OverflowError: a moment far from any year.
        return False
