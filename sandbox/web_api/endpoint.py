"""The endpoint of the Web API: reads a call, checks its token, limits and scopes, answers it, and keeps a record."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.model import Json
from sandbox.refusals import Refused
from sandbox.slack import Slack
from sandbox.web_api import access, chat, conversations, files, users, views
from sandbox.web_api.call import Call, Method

METHODS: Mapping[str, Method] = {
    **access.METHODS,
    **users.METHODS,
    **conversations.METHODS,
    **chat.METHODS,
    **views.METHODS,
    **files.METHODS,
}
FOR_THE_APP = "apps.connections.open"
TOO_MANY = 429
HTML = "<!DOCTYPE html><html><body>Something went wrong on our end.</body></html>"


class Endpoint:
    """Answers every call of the Web API for one workspace."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def answer(self, request: Request) -> Response:
        """Answer one call as Slack would, with HTTP 200 for a refusal too."""
        slack, method = self._slack, request.path_params["method"]
        slack.base_url = slack.base_url or str(request.base_url).rstrip("/")
        arguments = await arguments_of(request)
        token = token_of(request, arguments)
        delivery = slack.inspector.begin("to_slack", method, arguments)
        began = slack.clock.ticks()
        if slack.faults.slow_ms:
            await asyncio.sleep(slack.faults.slow_ms / 1000)
        response, body = self._answer(method, token, arguments)
        slack.inspector.end(
            delivery,
            began,
            status=response.status_code,
            response=body,
            error=body.get("error"),
        )
        return response

    def _answer(self, method: str, token: str, arguments: Json) -> tuple[Response, Json]:
        planned = self._slack.faults.fail_next.pop(method, None)
        if isinstance(planned, int):
            return failed(planned), {"error": f"http_{planned}"}
        if planned:
            body = Refused(planned).answer()
            return JSONResponse(body, headers=self._headers(method, token)), body
        try:
            wait = self._wait(method, token, arguments)
            if wait:
                return too_many(wait), {"ok": False, "error": "ratelimited"}
            body = {"ok": True, **self._perform(method, token, arguments)}
        except Refused as refusal:
            body = refusal.answer()
        return JSONResponse(body, headers=self._headers(method, token)), body

    def _wait(self, method: str, token: str, arguments: Json) -> int | None:
        if not self._slack.faults.rate_limits or not token:
            return None
        channel = arguments.get("channel")
        return self._slack.limits.wait(method, channel if isinstance(channel, str) else None)

    def _perform(self, name: str, token: str, arguments: Json) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise Refused("unknown_method", req_method=name)
        self._check_token(name, token)
        granted = self._slack.scopes()
        if method.scopes and not set(method.scopes) & set(granted):
            raise Refused("missing_scope", needed=",".join(method.scopes), provided=",".join(granted))
        return method.answer(Call(self._slack, arguments))

    def _check_token(self, name: str, token: str) -> None:
        identity = self._slack.identity
        if not token:
            raise Refused("not_authed")
        if name == FOR_THE_APP:
            if token == identity.bot_token:
                raise Refused("not_allowed_token_type")
            if token != identity.app_token:
                raise Refused("invalid_auth")
        elif token == identity.app_token and name != "auth.test":
            raise Refused("not_allowed_token_type")
        elif token not in (identity.bot_token, identity.app_token):
            raise Refused("invalid_auth")
        elif not self._slack.installed:
            raise Refused("account_inactive")

    def _headers(self, name: str, token: str) -> dict[str, str]:
        if token != self._slack.identity.bot_token:
            return {}
        headers = {"x-oauth-scopes": ",".join(self._slack.scopes())}
        if name in METHODS and METHODS[name].scopes:
            headers["x-accepted-oauth-scopes"] = ",".join(METHODS[name].scopes)
        return headers


def too_many(seconds: int) -> Response:
    """Return the answer to one call too many."""
    body = {"ok": False, "error": "ratelimited"}
    return JSONResponse(body, TOO_MANY, {"Retry-After": str(seconds)})


def failed(status: int) -> Response:
    """Return what a failing Slack answers: 429 with a wait, anything else as a page for people."""
    return too_many(1) if status == TOO_MANY else Response(HTML, status, media_type="text/html")


async def arguments_of(request: Request) -> Json:
    """Return a call's arguments from its address and its body, JSON or form."""
    arguments: dict[str, Any] = dict(request.query_params)
    content_type = request.headers.get("content-type", "")
    if "json" in content_type:
        try:
            body = json.loads(await request.body() or b"{}")
        except json.JSONDecodeError:
            body = {}
        return arguments | (body if isinstance(body, dict) else {})
    if "form" in content_type:
        async with request.form() as form:
            return arguments | {key: value for key, value in form.items() if isinstance(value, str)}
    return arguments


def token_of(request: Request, arguments: Json) -> str:
    """Return the token, from the header or the arguments, and take it out of the arguments."""
    given = str(arguments.pop("token", ""))
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    return bearer if scheme.lower() == "bearer" else given
