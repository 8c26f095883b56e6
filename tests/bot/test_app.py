"""The composed app: everything is acknowledged, nothing is done twice, signatures are checked."""

import asyncio
import json
from contextlib import asynccontextmanager
from time import time  # noqa: TID251  a signature is of real time

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.app import build_app
from storage.errors import DatabaseBusy

SECRET = "not-a-secret"


@pytest.fixture
def database_url(sqlite_url):
    """One engine is enough: what differs between them is proved where it differs."""
    return sqlite_url


# Acknowledging


def unknown(person):
    """Return one of everything Slack could send that nothing here handles."""
    button = {"type": "button", "action_id": "gone.for_good", "block_id": "b", "action_ts": "1.0"}
    common = person._common
    return [
        {**common("block_actions"), "actions": [button], "trigger_id": "t"},
        {**common("view_submission"), "view": {"type": "modal", "id": "V0", "callback_id": "gone", "blocks": []}},
        {**common("view_closed"), "view": {"type": "modal", "id": "V0", "callback_id": "gone"}, "is_cleared": True},
        {**common("block_suggestion"), "action_id": "gone", "block_id": "b", "value": "x"},
        {**common("shortcut"), "callback_id": "gone", "trigger_id": "t"},
        {**common("message_action"), "callback_id": "gone", "trigger_id": "t", "channel": {"id": "C1"}, "message": {}},
        person.event({"type": "message", "channel_type": "im", "user": person.slack_id, "text": "Hello?"}),
        person.event({"type": "something_new"}),
        {**person.command("/other text")},
    ]


@pytest.mark.parametrize("number", range(9))
async def test_what_nothing_handles_is_acknowledged(company, alice, number):
    response = await company.wire.deliver(unknown(alice)[number])
    assert (response.status, response.body) == (200, "")
    assert company.slack.calls == []


async def test_a_handler_that_fails_right_after_acknowledging_answers_once(company, alice):
    company.slack.fails["views.open"] = ["internal_error"]
    await alice.says("/grow framework")
    assert len(alice.answers) == 1
    assert "isn't something" not in alice.answers[0]


# Once


async def test_an_event_delivered_again_does_nothing(company, alice):
    event = alice.event({"type": "app_home_opened", "user": alice.slack_id, "tab": "home"}, "Ev0ONCE")
    for _ in range(3):
        response = await company.wire.deliver(event)
        assert response.status == 200
    assert company.slack.methods() == ["views.publish"]


@pytest.mark.parametrize("opening", ["transaction", "reading_everywhere"])
async def test_an_event_is_brought_again_where_it_could_not_be_taken(company, alice, monkeypatch, opening):
    @asynccontextmanager
    async def busy(*_):
        raise DatabaseBusy
        yield

    event = alice.event({"type": "app_home_opened", "user": alice.slack_id, "tab": "home"})
    monkeypatch.setattr(company.store, opening, busy)
    assert (await company.wire.deliver(event)).status == 500
    monkeypatch.undo()
    assert (await company.wire.deliver(event)).status == 200
    assert company.slack.methods() == ["views.publish"]


async def test_a_locked_database_makes_no_event_wait(company, alice, monkeypatch):
    @asynccontextmanager
    async def locked(*_):
        await asyncio.sleep(10)
        yield

    monkeypatch.setattr(company.store, "transaction", locked)
    event = alice.event({"type": "app_home_opened", "user": alice.slack_id, "tab": "messages"})
    started = asyncio.get_running_loop().time()
    assert (await company.wire.deliver_only(event)).status == 200
    assert asyncio.get_running_loop().time() - started < 3


async def test_events_of_a_workspace_without_the_bot_are_acknowledged(company, alice):
    event = alice.event({"type": "app_uninstalled"}) | {"team_id": "T9"}
    assert (await company.wire.deliver(event)).status == 200


# Over HTTP


def signed(body: str, *, age: float = 0, secret: str = SECRET) -> AsyncBoltRequest:
    moment = str(int(time() - age))
    headers = {
        "content-type": ["application/json"],
        "x-slack-request-timestamp": [moment],
        "x-slack-signature": [SignatureVerifier(secret).generate_signature(timestamp=moment, body=body)],
    }
    return AsyncBoltRequest(body=body, headers=headers)


@pytest.fixture
def app(company):
    return build_app(company.store, company.slack.client, company.clock, signing_secret=SECRET)


async def test_a_signed_request_is_taken(app, alice):
    body = json.dumps(alice.event({"type": "app_home_opened", "user": alice.slack_id, "tab": "messages"}))
    assert (await app.async_dispatch(signed(body))).status == 200


@pytest.mark.parametrize("wrong", [{"age": 301}, {"secret": "another"}])
async def test_an_old_or_forged_request_gets_401(app, alice, wrong):
    body = json.dumps(alice.event({"type": "app_uninstalled"}))
    assert (await app.async_dispatch(signed(body, **wrong))).status == 401


async def test_a_changed_body_gets_401(app, alice):
    request = signed(json.dumps(alice.event({"type": "app_uninstalled"})))
    request.raw_body = request.raw_body.replace("T1", "T2")
    assert (await app.async_dispatch(request)).status == 401


async def test_an_unsigned_request_gets_401(app, alice):
    body = json.dumps(alice.event({"type": "app_uninstalled"}))
    assert (await app.async_dispatch(AsyncBoltRequest(body=body, headers={}))).status == 401


async def test_the_challenge_is_answered(app):
    response = await app.async_dispatch(signed(json.dumps({"type": "url_verification", "challenge": "echo"})))
    assert json.loads(response.body) == {"challenge": "echo"}
