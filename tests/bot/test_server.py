"""What is served over HTTP: readiness, and Slack's requests; nothing unsigned, old, forged, huge or odd gets further."""

import json
from time import time  # noqa: TID251  a signature is of real time
from urllib.parse import urlencode

import aiohttp
import pytest
from slack_sdk.signature import SignatureVerifier

from bot.server import LARGEST, Health, build_server
from sandbox.server import serving_app

SECRET = "not-a-secret"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
READY = {"migrated": True, "receiving": True, "draining": False}


@pytest.fixture
def database_url(sqlite_url):
    """One engine is enough: nothing here knows which."""
    return sqlite_url


@pytest.fixture
def health(company):
    """A bot that is ready."""
    return Health(migrated=True, receiving=True, app=company.wire.app, signing_secret=SECRET)


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def address(health, session):
    async with serving_app(build_server(health)) as address:
        yield address
        await session.close()


@pytest.fixture
def post(session, address):
    """Return the function that sends a body as Slack does, or nearly, and returns the status and the answer."""

    async def post(body, content_type=JSON, *, age=0, secret=SECRET, **headers):
        moment = str(int(time() - age))
        said = body if isinstance(body, bytes) else body.encode()
        signature = SignatureVerifier(secret).generate_signature(timestamp=moment, body=said)
        signed = {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": signature, "Content-Type": content_type}
        signed |= {name.replace("_", "-"): value for name, value in headers.items()}
        kept = {name: value for name, value in signed.items() if value is not None}
        async with session.post(f"{address}/slack/events", data=said, headers=kept) as answer:
            return answer.status, await answer.text()

    return post


@pytest.fixture
def healthz(session, address):
    async def healthz():
        async with session.get(f"{address}/healthz") as answer:
            return answer.status, await answer.json()

    return healthz


def opened_home(person):
    return json.dumps(person.event({"type": "app_home_opened", "user": person.slack_id, "tab": "home"}))


# Readiness


async def test_it_is_ready_once_migrated_and_receiving_and_not_while_draining(health, healthz):
    assert await healthz() == (200, READY)
    for name, value in (("migrated", False), ("receiving", False), ("draining", True)):
        setattr(health, name, value)
        assert await healthz() == (503, READY | {name: value})
        setattr(health, name, READY[name])


async def test_before_and_while_draining_slack_is_told_to_come_again(company, health, post):
    app, health.app = health.app, None
    assert (await post(opened_home(company.alice)))[0] == 503
    health.app, health.draining = app, True
    assert (await post(opened_home(company.alice)))[0] == 503
    assert company.slack.calls == []


async def test_without_a_signing_secret_no_request_is_taken(company, health, session):
    health.signing_secret = ""
    async with serving_app(build_server(health)) as address:
        async with session.post(f"{address}/slack/events", data=opened_home(company.alice)) as answer:
            assert answer.status == 404
        await session.close()


# Signatures


async def test_what_slack_signed_is_taken(company, post):
    assert await post(opened_home(company.alice)) == (200, "")


async def test_a_command_is_answered_in_the_response(company, post):
    status, said = await post(urlencode(company.alice.command("/grow help")), FORM)
    assert (status, "/grow assess" in said) == (200, True)


FORGED = [
    {"secret": "another"},
    {"age": 301},
    {"age": -301},
    {"X_Slack_Signature": None},
    {"X_Slack_Request_Timestamp": None},
    {"X_Slack_Request_Timestamp": "yesterday"},
    {"X_Slack_Request_Timestamp": "9" * 400},
    {"X_Slack_Signature": ""},
    {"X_Slack_Signature": "v0=é"},
    {"X_Slack_Signature": "v0=" + "0" * 64},
]


async def test_what_slack_did_not_sign_in_time_gets_401(company, post):
    sent = opened_home(company.alice)
    assert [forged for forged in FORGED if (await post(sent, **forged))[0] != 401] == []
    assert company.slack.calls == []


async def test_what_was_changed_on_the_way_gets_401(company, post):
    sent = opened_home(company.alice)
    moment = str(int(time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=moment, body=sent)
    changed = sent.replace("U0ALICE", "U0CHARLIE")
    assert (await post(changed, X_Slack_Request_Timestamp=moment, X_Slack_Signature=signature))[0] == 401


# Bodies


async def test_a_body_far_larger_than_slacks_gets_413(post):
    assert (await post(b"{" + b" " * LARGEST))[0] == 413


NOTHING = [
    ("", JSON),
    ("{", JSON),
    ("[]", JSON),
    ("null", JSON),
    ('{"a": ' * 50_000, JSON),
    ("payload=%7B", FORM),
    ("payload=%5B%5D", FORM),
]


async def test_what_is_nothing_slack_sends_gets_400(post):
    assert [body for body in NOTHING if (await post(*body))[0] != 400] == []


ODD = [
    {},
    {"type": None},
    {"type": []},
    {"type": {}},
    {"type": 7},
    {"type": "something_new"},
    {"type": "event_callback"},
    {"type": "event_callback", "event": []},
    {"type": "event_callback", "event": {}},
    {"type": "event_callback", "event": {"type": None}},
    {"type": "event_callback", "event": {"type": "app_home_opened"}},
    {"type": "event_callback", "event": {"type": "app_home_opened", "user": {}}, "event_id": []},
    {"type": "event_callback", "event": {"type": "message"}, "authorizations": []},
    {"type": "block_actions"},
    {"type": "block_actions", "actions": []},
    {"type": "block_actions", "actions": {}},
    {"type": "block_actions", "actions": [None]},
    {"type": "block_actions", "actions": [{}]},
    {"type": "block_actions", "actions": [{"action_id": None}], "view": None},
    {"type": "block_actions", "actions": [{"action_id": "assessment.rate"}]},
    {"type": "view_submission"},
    {"type": "view_submission", "view": []},
    {"type": "view_submission", "view": {}},
    {"type": "view_submission", "view": {"callback_id": "assessment.page"}},
    {"type": "view_closed", "view": {"callback_id": "assessment.page"}},
    {"type": "view_closed", "view": "assessment.page"},
    {"type": "shortcut"},
    {"type": "message_action"},
    {"type": "block_suggestion"},
    {"type": "app_rate_limited"},
    {"type": "url_verification"},
    {"type": "event_callback", "event": {"type": "app_uninstalled"}, "authorizations": ["T1"]},
    {"type": "shortcut", "callback_id": "x", "enterprise": 7},
    {"command": "/grow"},
    {"command": None},
    {"command": []},
]
"""What Slack does not send, and would send again and again were it not acknowledged."""


@pytest.mark.parametrize("whose", [{}, {"team_id": "T1", "team": {"id": "T1"}, "user": {"id": "U0ALICE"}}])
async def test_an_odd_request_that_slack_signed_is_acknowledged(post, whose):
    assert [odd for odd in ODD if (await post(json.dumps(whose | odd)))[0] != 200] == []


async def test_what_is_odd_is_logged_without_its_words(post, caplog):
    await post(json.dumps({"type": "event_callback", "event": {}, "authorizations": "words of Alice"}))
    assert "odd shape" in caplog.text
    assert "words of Alice" not in caplog.text
