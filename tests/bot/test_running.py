"""The whole bot in this process against a local Slack: it starts, waits, receives, refuses and stops as promised."""

import asyncio
import socket
import sqlite3
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot import receiving, running
from bot.config import ConfigError, Settings
from bot.drawing import DrawingFailed
from bot.running import run_bot
from bot.slack_api import SlackTrouble
from framework.loading import DEFAULT_FILE, text_of
from handlers import timing
from storage import engine
from storage.frameworks import VersionTaken
from tests.framework.files import ENGINEERING
from tests.harness.served import (
    CHANNEL,
    IDENTITY,
    NOTE,
    asked,
    eventually,
    local_slack,
    messages_of,
    served,
)

ALICE = "U0ALICE"


@pytest.fixture
def database_url(sqlite_url):
    """One engine is enough: nothing here knows which."""
    return sqlite_url


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Let what takes seconds take parts of one."""
    monkeypatch.setattr(receiving, "FIRST_PAUSE", 0.02)
    monkeypatch.setattr(receiving, "WATCH", 0.02)


@pytest.fixture
async def slack():
    async with served(local_slack()) as workspace:
        yield workspace


@pytest.fixture
def by_http(slack, database_url, keys):
    """Settings of a bot that takes signed requests."""
    return Settings(
        database_url=database_url,
        slack_bot_token=IDENTITY.bot_token,
        slack_signing_secret=IDENTITY.signing_secret,
        slack_api_url=f"{slack.base_url}/api/",
        port=0,
        key=keys[0],
    )


@pytest.fixture
def by_socket(by_http):
    """Settings of a bot that comes by socket."""
    return replace(by_http, slack_app_token=IDENTITY.app_token)


@pytest.fixture
def bot(slack, clock):
    """Return the block in which the bot runs; it gives the port, and at its end the bot has stopped."""

    @asynccontextmanager
    async def bot(settings):
        stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
        task = asyncio.create_task(run_bot(settings, clock, stop, ready=ready.set_result))
        await asyncio.wait([task, ready], timeout=5, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            stop.set()
            await task
        slack.slack.wire.bot_url = f"http://127.0.0.1:{ready.result()}/slack/events"
        try:
            yield ready.result()
        finally:
            stop.set()
            await task

    return bot


async def health(port):
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/healthz") as answer:
        return answer.status


def said(slack):
    return " ".join(message.text for message in slack.messages(CHANNEL, ALICE))


# Starting, receiving, stopping


async def test_the_calendar_opens_by_the_zone_that_was_set(bot, company, clock, by_http):
    clock.now = datetime(2027, 1, 14, 11, tzinfo=UTC)  # in Auckland, the 15th begins

    async def opened():
        async with company.store.reading(company.workspace_id) as tx:
            return [cycle.name for cycle in await tx.cycles.all()]

    async with bot(replace(by_http, timezone="Pacific/Auckland")), asyncio.timeout(5):
        while await opened() != ["2027-H1"]:  # noqa: ASYNC110  a row knows no event
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("way", ["by_http", "by_socket"])
async def test_it_is_healthy_receives_and_stops(request, bot, slack, company, way):
    await company.opens_half_year()
    async with bot(request.getfixturevalue(way)) as port:
        assert await health(port) == 200
        await slack.slash(ALICE, CHANNEL, "/grow", "assess")
        assert await eventually(lambda: slack.modals(ALICE))
        assert slack.modals(ALICE)[0].callback_id == "assessment.page"
    assert not slack.slack.sockets.connected


@pytest.mark.parametrize("refreshed", [False, True])
async def test_it_stops_in_two_seconds_even_after_a_refresh(bot, slack, company, by_socket, refreshed):
    loop = asyncio.get_running_loop()
    async with bot(by_socket):
        if refreshed:
            await slack.disconnect_sockets()
            await eventually(lambda: slack.slack.sockets.connected)
        told = loop.time()
    assert loop.time() - told < 2


async def test_it_stops_in_two_seconds_although_a_refresh_leads_nowhere(bot, slack, company, by_socket, monkeypatch):
    loop = asyncio.get_running_loop()
    async with bot(by_socket):
        monkeypatch.setattr(slack.slack.sockets, "ticket", lambda: "expired")
        await slack.disconnect_sockets()
        await asyncio.sleep(0.1)
        told = loop.time()
    assert loop.time() - told < 2


@pytest.mark.parametrize("way", ["by_http", "by_socket"])
async def test_what_is_under_way_is_finished_before_it_stops(request, bot, slack, company, way):
    async with bot(request.getfixturevalue(way)):
        slack.faults.slow_ms = 200
        await slack.slash(ALICE, CHANNEL, "/grow", "framework")
    assert slack.modals(ALICE)[0].callback_id == "framework.view"


class NoDrawing:
    """Draws nothing, at once: what is drawn is looked at elsewhere."""

    async def radar(self, _):
        raise DrawingFailed

    async def close(self):
        pass


async def test_a_summary_asked_for_is_sent_at_once(bot, slack, company, by_http, monkeypatch):
    monkeypatch.setattr(running, "Drawing", NoDrawing)
    await company.answered(company.alice, await company.opens_half_year(), 2, NOTE, submitted=True)
    async with bot(by_http):
        await slack.slash(ALICE, CHANNEL, "/grow", "summary")
        assert await eventually(lambda: "on its way" in said(slack))
        assert await eventually(lambda: messages_of(slack, ALICE))


# Who it is, and what it says of what is wrong


async def test_a_slack_that_is_down_at_the_start_is_waited_for(bot, slack, company, by_socket):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    late = local_slack()
    starting = asyncio.create_task(bot(replace(by_socket, slack_api_url=f"http://127.0.0.1:{port}/api/")).__aenter__())
    await asyncio.sleep(0.2)
    assert not starting.done()
    async with served(late, port):
        await asyncio.wait_for(starting, 5)
        assert late.slack.sockets.connected


async def test_a_slack_that_fails_at_first_is_asked_again(bot, slack, company, by_socket):
    slack.faults.fail_next |= {"auth.test": 503, "apps.connections.open": "internal_error"}
    async with bot(by_socket) as port:
        assert await health(port) == 200
    assert (asked(slack, "auth.test"), asked(slack, "apps.connections.open")) == (2, 3)


async def test_told_to_stop_while_slack_hangs_it_ends_at_once(clock, company, by_http):
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(0.1, stop.set)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hanging = replace(by_http, slack_api_url=f"http://127.0.0.1:{silent.getsockname()[1]}/api/")
        async with asyncio.timeout(2):
            await run_bot(hanging, clock, stop)


async def test_a_refused_bot_token_is_said_with_its_remedy(bot, company, by_http):
    with pytest.raises(SlackTrouble, match=r"invalid_auth.*SLACK_BOT_TOKEN"):
        async with bot(replace(by_http, slack_bot_token="xoxb-wrong")):
            pass


async def test_a_refused_app_token_is_said_by_its_name(bot, company, by_socket):
    with pytest.raises(ConfigError, match="SLACK_APP_TOKEN"):
        async with bot(replace(by_socket, slack_app_token="xapp-wrong")):
            pass


async def test_a_port_that_is_taken_is_said_with_its_remedy(bot, company, by_http):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ConfigError, match="Set another PORT"):
        async with bot(replace(by_http, port=taken.getsockname()[1])):
            pass


async def test_the_token_is_kept_for_the_sender_and_a_new_one_replaces_it(bot, slack, company, by_http, monkeypatch):
    monkeypatch.setattr(slack.slack, "identity", replace(IDENTITY, bot_token="xoxb-second"))
    async with bot(replace(by_http, slack_bot_token="xoxb-second")):
        pass
    async with company.store.everywhere() as tx:
        assert (await tx.installations.get(company.workspace_id)).bot_token == "xoxb-second"


# The framework


async def test_a_new_version_is_published_at_the_start(bot, company, by_http, tmp_path):
    path = tmp_path / "framework.yml"
    path.write_text(ENGINEERING, encoding="utf-8")
    company.clock.move(timedelta(days=1))
    async with bot(replace(by_http, framework=path)):
        pass
    async with company.store.reading(company.workspace_id) as tx:
        assert [version.framework.version for version in await tx.frameworks.all()][-1] == "1.2.0"


async def test_other_content_under_a_number_in_use_ends_the_start(bot, company, by_http, tmp_path):
    await company.opens_half_year()
    path = tmp_path / "framework.yml"
    path.write_text(text_of(DEFAULT_FILE) + "\n# another content\n", encoding="utf-8")
    with pytest.raises(VersionTaken, match="higher `version`"):
        async with bot(replace(by_http, framework=path)):
            pass


# Beside another process that writes


@pytest.fixture
def lock(database_url):
    """Return the block in which another process holds SQLite's one lock for writing."""

    @asynccontextmanager
    async def lock():
        with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    return lock


async def test_events_are_acknowledged_while_another_process_writes(bot, slack, company, by_http, lock):
    async with bot(by_http), lock():
        await asyncio.gather(*(slack.open_home(user) for user in (ALICE, "U0BOB", "U0OLGA")))
        events = [delivery for delivery in slack.deliveries() if delivery.what == "app_home_opened"]
        assert [(event.status, event.ms_to_ack < 2000) for event in events] == [(200, True)] * 3
        assert await eventually(lambda: slack.home(ALICE))


async def test_a_form_that_could_not_be_saved_in_time_can_be_sent_again(
    bot, slack, company, by_http, lock, monkeypatch
):
    monkeypatch.setattr(timing, "PATIENCE", 0.1)
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.3)
    cycle = await company.opens_half_year()
    async with bot(by_http):
        await slack.slash(ALICE, CHANNEL, "/grow", "assess")
        await eventually(lambda: slack.modals(ALICE))
        async with lock():
            await slack.submit_view(ALICE, slack.modals(ALICE)[0].id, filled_in(slack.modals(ALICE)[0]))
            assert slack.modals(ALICE)[0].title == "Saving"
            assert await eventually(lambda: "couldn't save just now" in str(slack.modals(ALICE)[0].blocks))
        await slack.submit_view(ALICE, slack.modals(ALICE)[0].id)
        kept = (await company.kept(company.alice, cycle)).answers
    assert {(answer.rating, answer.note) for answer in kept.values()} == {(2, NOTE)}


def filled_in(modal):
    """Return the state of a page on which everything is answered alike."""
    state = {}
    for block in modal.blocks:
        if block["type"] == "input" and block["block_id"].startswith(("rating.", "note.")):
            element = block["element"]
            picked = next((option for option in element.get("options", []) if option["value"] == "2"), None)
            held = {"selected_option": picked} if picked else {"value": NOTE}
            state[block["block_id"]] = {element["action_id"]: {"type": element["type"], **held}}
    return state
