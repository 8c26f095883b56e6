"""What is served over HTTP: Slack's requests where it sends them here, and `/healthz` in every mode."""

import json
from dataclasses import dataclass
from urllib.parse import parse_qs

from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

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
        body = await _read(request)
        if body is None:
            return PlainTextResponse("Too large", status_code=413)
        if not _is_signed(health.signing_secret, body, request):
            return JSONResponse({"error": "invalid request"}, status_code=401)
        if not _is_readable(body, request.headers.get("content-type", "")):
            return PlainTextResponse("Not something Slack sends", status_code=400)
        answer = await health.app.async_dispatch(to_async_bolt_request(request, body))
        return to_starlette_response(answer)

    routes = [Route("/healthz", healthz, methods=["GET"])]
    if health.signing_secret:
        routes.append(Route(EVENTS, events, methods=["POST"]))
    return Starlette(routes=routes)


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
    except ValueError:
        return False


def _is_readable(body: bytes, content_type: str) -> bool:
    """Say whether a signed body is JSON or a form as Slack sends them."""
    try:
        text = body.decode("utf-8")
        if content_type.startswith("application/json"):
            return isinstance(json.loads(text), dict)
        payload = parse_qs(text).get("payload")
        return payload is None or isinstance(json.loads(payload[0]), dict)
    except (ValueError, RecursionError):
        return False
