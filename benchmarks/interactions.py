"""What Slack would send: signed, and made before it is measured as far as it can be."""

import hmac
import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from benchmarks.stub_slack import TEAM
from bot.clock import utc_now

SIGNING_SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - signs nothing but these measurements
TOKEN = "xoxb-000000000000-benchmark"  # noqa: S105 - the stub takes any

_HEAD = (
    "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "X-Slack-Request-Timestamp: {moment}\r\nX-Slack-Signature: {signature}"
)


def signed_head(body: bytes) -> bytes:
    """Return the head of a request with Slack's signature of its body."""
    moment = str(int(utc_now().timestamp()))
    digest = hmac.new(SIGNING_SECRET.encode(), f"v0:{moment}:".encode() + body, sha256).hexdigest()
    return _HEAD.format(moment=moment, signature=f"v0={digest}").encode()


def assess_command(slack_id: str, trigger_id: str) -> bytes:
    """Return `/grow assess` as Slack sends it."""
    fields = {
        "token": "unused",
        "team_id": TEAM,
        "team_domain": "bench",
        "channel_id": "C0BENCH",
        "channel_name": "general",
        "user_id": slack_id,
        "user_name": slack_id.lower(),
        "command": "/grow",
        "text": "assess",
        "api_app_id": "A0BENCH",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.invalid/commands/1",
        "trigger_id": trigger_id,
    }
    return urlencode(fields).encode()


def sent_page(slack_id: str, view: Mapping[str, Any], values: Mapping[str, Any], trigger_id: str) -> bytes:
    """Return a page of the assessment as Slack sends it on Next: the view that was shown, and what is in it now."""
    shown = {**view, "id": "V0BENCH", "team_id": TEAM, "hash": "1.abc", "root_view_id": "V0BENCH"}
    payload = {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "bench"},
        "user": {"id": slack_id, "username": slack_id.lower(), "team_id": TEAM},
        "api_app_id": "A0BENCH",
        "token": "unused",
        "trigger_id": trigger_id,
        "view": {**shown, "state": {"values": values}},
        "response_urls": [],
        "is_enterprise_install": False,
    }
    return urlencode({"payload": json.dumps(payload)}).encode()
