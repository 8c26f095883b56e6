"""Receiving from a local Slack: sockets that come back, a Slack that is away for a while, and a port that is taken."""

import asyncio
import socket
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
import pytest

from bot import receiving as module
from bot.config import ConfigError, Settings
from bot.receiving import patiently, receiving, serving
from bot.server import Health
from bot.slack_api import SlackTrouble, Trouble, slack_clients
from tests.harness.company import found
from tests.harness.served import CHANNEL, IDENTITY, asked, eventually, local_slack, served

ALICE = "U0ALICE"
HTTP = Settings(host="127.0.0.1", port=0)
BY_SOCKET = replace(HTTP, slack_app_token=IDENTITY.app_token)


@pytest.fixture
def database_url(sqlite_url):
    """One engine is enough: nothing here knows which."""
    return sqlite_url


@pytest.fixture
async def slack():
    async with served(local_slack()) as workspace:
        yield workspace


@pytest.fixture
def health():
    return Health()


@pytest.fixture
async def stop():
    return asyncio.Event()


@pytest.fixture
async def app(store, clock, workspace_id):
    return (await found(store, clock, workspace_id)).wire.app


@pytest.fixture
def quick(monkeypatch):
    """Let what takes seconds take parts of one."""
    for name in ("FIRST_PAUSE", "WATCH", "GIVEN_UP_AFTER"):
        monkeypatch.setattr(module, name, 0.02)
    monkeypatch.setattr(module, "CONNECTING", 0.3)


@pytest.fixture
def listening(slack, health, app, stop, quick):
    """Return the block in which the bot receives from sockets."""

    @asynccontextmanager
    async def listening(settings=BY_SOCKET):
        async with (
            slack_clients(f"{slack.base_url}/api/", 1) as client_for,
            receiving(health, settings, app, client_for(IDENTITY.bot_token), stop),
        ):
            yield

    return listening


def said_to(slack, slack_id):
    return " ".join(message.text for message in slack.messages(CHANNEL, slack_id))


# The port


async def test_a_port_that_is_taken_is_said_with_its_remedy(health):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = replace(HTTP, port=taken.getsockname()[1])
        with pytest.raises(ConfigError, match=r"Address already in use.*Set another PORT or HOST"):
            async with serving(health, settings):
                pass


async def test_a_host_that_is_none_of_ours_is_said_with_its_remedy(health):
    with pytest.raises(
        ConfigError, match=r"Nothing can listen on 192\.0\.2\.1:0 \([^()]+\)\. Set another PORT or HOST"
    ):
        async with serving(health, replace(HTTP, host="192.0.2.1")):
            pass


async def test_health_is_served_on_a_free_port_until_the_end(health):
    async with aiohttp.ClientSession() as session:
        async with serving(health, HTTP) as port, session.get(f"http://127.0.0.1:{port}/healthz") as answer:
            assert answer.status == 503
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(f"http://127.0.0.1:{port}/healthz")


# Waiting for Slack


class Answers:
    """Answers as scripted: raises troubles, waits for ever at None, returns anything else."""

    def __init__(self, *script):
        self.script = list(script)
        self.asked = 0

    async def __call__(self):
        self.asked += 1
        answer = self.script.pop(0)
        if answer is None:
            await asyncio.Event().wait()
        if isinstance(answer, Exception):
            raise answer
        return answer


AWAY = SlackTrouble(Trouble.PASSING, "no_connection")


async def test_an_address_of_ipv6_is_listened_on(health):
    settings = replace(HTTP, host="::1")
    try:
        async with (
            serving(health, settings) as port,
            aiohttp.ClientSession() as session,
            session.get(f"http://[::1]:{port}/healthz") as answer,
        ):
            assert answer.status == 503
    except ConfigError as problem:
        pytest.skip(str(problem))
    assert replace(settings, port=3000).address == "[::1]:3000"


async def test_a_slack_that_is_away_is_asked_until_it_answers(stop, quick):
    answers = Answers(AWAY, AWAY, "here")
    assert await patiently(answers, stop) == "here"


async def test_pauses_get_longer_and_a_pause_slack_asks_for_is_kept(stop, quick, caplog):
    await patiently(Answers(AWAY, AWAY, SlackTrouble(Trouble.RATE, "ratelimited", wait=0.1), "here"), stop)
    assert [record.args[1] for record in caplog.records] == [0.02, 0.04, 0.1]


async def test_a_refused_token_is_not_waited_for(stop):
    with pytest.raises(SlackTrouble, match="invalid_auth"):
        await patiently(Answers(SlackTrouble(Trouble.INSTALL_GONE, "invalid_auth")), stop)


@pytest.mark.parametrize("answer", [None, AWAY])
async def test_told_to_stop_nobody_waits_any_more(stop, answer):
    asyncio.get_running_loop().call_later(0.02, stop.set)
    async with asyncio.timeout(0.5):
        assert await patiently(Answers(answer), stop) is None


# Sockets


async def test_over_http_it_receives_at_once(listening, health, slack):
    async with listening(HTTP):
        assert health.receiving
    assert not slack.slack.sockets.connected


async def test_two_sockets_receive(listening, health, slack):
    async with listening():
        assert (health.receiving, len(slack.slack.sockets._open)) == (True, 2)
        await slack.slash(ALICE, CHANNEL, "/grow", "help")
        assert "/grow assess" in said_to(slack, ALICE)
    assert (health.receiving, len(slack.slack.sockets._open)) == (False, 0)


async def test_a_refresh_is_followed_and_nothing_is_missed(listening, slack):
    async with listening():
        await slack.disconnect_sockets()
        assert await eventually(lambda: len(slack.slack.sockets._open) == 2)
        assert await slack.slash(ALICE, CHANNEL, "/grow", "help") is None


async def test_between_the_request_and_its_end_a_stop_takes_no_time(listening, slack):
    loop = asyncio.get_running_loop()
    async with listening():
        await slack.disconnect_sockets()
        ended = loop.time()
    assert loop.time() - ended < 2


async def test_an_odd_envelope_is_acknowledged(listening, slack):
    ours = {"team_id": "T1", "user": {"id": ALICE}}
    odd = [{"type": []}, {"type": "block_actions", "actions": []}, {"type": "view_submission", "view": {}}]
    async with listening():
        for payload in odd:
            assert await slack.slack.sockets.ask("interactive", ours | payload, 2) is None


async def test_a_socket_that_stays_broken_is_made_anew(listening, health, slack):
    async with listening():
        first = slack.slack.sockets._open.copy()
        for connection in first:
            await connection.socket.close()
        assert await eventually(
            lambda: len(slack.slack.sockets._open) == 2 and not set(first) & set(slack.slack.sockets._open)
        )
        assert await eventually(lambda: health.receiving)


async def test_a_token_refused_later_doesn_t_end_the_watch(listening, health, slack, monkeypatch):
    async with listening():
        token = slack.slack.identity
        monkeypatch.setattr(slack.slack, "identity", replace(token, app_token="xapp-another"))
        for connection in list(slack.slack.sockets._open):
            await connection.socket.close()
        assert await eventually(lambda: not health.receiving)
        await asyncio.sleep(0.2)
        monkeypatch.setattr(slack.slack, "identity", token)
        assert await eventually(lambda: health.receiving)


async def test_an_app_token_that_slack_refuses_is_named(listening):
    with pytest.raises(ConfigError, match="SLACK_APP_TOKEN"):
        async with listening(replace(BY_SOCKET, slack_app_token="xapp-wrong")):
            pass


async def test_an_address_that_takes_no_socket_is_asked_for_anew(listening, health, slack, monkeypatch):
    real, tickets = slack.slack.sockets.ticket, iter(["used", "expired"])
    monkeypatch.setattr(slack.slack.sockets, "ticket", lambda: next(tickets, None) or real())
    async with asyncio.timeout(5), listening():
        assert health.receiving
    assert asked(slack, "apps.connections.open") == 4


async def test_a_request_for_a_websocket_is_answered_and_a_stop_stays_orderly(health):
    async with serving(health, HTTP) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        asked_for = b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eHl6enp6enp6enp6enp6eg==\r\n"
        writer.write(b"POST /healthz HTTP/1.1\r\nHost: x\r\n" + asked_for + b"Sec-WebSocket-Version: 13\r\n\r\n")
        assert b"405" in await asyncio.wait_for(reader.readline(), 5)
    writer.close()
