"""`trellis run` as a process: it says when it is ready, keeps what it acknowledged, and stops when told."""

import signal
import socket

import aiohttp
import pytest

from bot.clock import utc_now
from tests.commands.process import trellis
from tests.harness.served import CHANNEL, IDENTITY, NOTE, eventually, local_slack, served

ALICE = "U0ALICE"


@pytest.fixture
def database_url(sqlite_url):
    """One engine is enough: what is kept is proved on both elsewhere."""
    return sqlite_url


@pytest.fixture
def clock(clock):
    """Real time, which is the process's."""
    clock.now = utc_now()
    return clock


@pytest.fixture
async def workspace():
    async with served(local_slack()) as workspace:
        yield workspace


@pytest.fixture
def port(workspace):
    """A port that is free now, to which Slack then sends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = free.getsockname()[1]
    workspace.slack.wire.bot_url = f"http://127.0.0.1:{number}/slack/events"
    return number


@pytest.fixture
def run(workspace, company, port, database_url, keys, tmp_path):
    """Return the block in which `trellis run` serves this Slack."""

    def run(**settings):
        usual = {
            "DATABASE_URL": database_url,
            "SLACK_BOT_TOKEN": IDENTITY.bot_token,
            "SLACK_SIGNING_SECRET": IDENTITY.signing_secret,
            "SLACK_API_URL": f"{workspace.base_url}/api/",
            "TRELLIS_KEY": keys[0],
            "PORT": str(port),
        }
        return trellis("run", folder=tmp_path, **(usual | settings))

    return run


async def page(workspace):
    """Open the self-assessment and return its page."""
    await workspace.slash(ALICE, CHANNEL, "/grow", "assess")
    assert await eventually(lambda: workspace.modals(ALICE))
    return workspace.modals(ALICE)[-1]


async def choose(workspace, modal, block, value="2"):
    """Choose an answer; return once it is acknowledged."""
    option = next(option for option in block["element"]["options"] if option["value"] == value)
    picked = {"type": "radio_buttons", "selected_option": option}
    await workspace.press(ALICE, {"view_id": modal.id}, block["block_id"], block["element"]["action_id"], picked)


def fields(modal, kind):
    return [block for block in modal.blocks if block["type"] == "input" and block["block_id"].startswith(f"{kind}.")]


def shown(modal):
    """Return the answers that a page shows: the chosen values and the words."""
    chosen = [block["element"].get("initial_option", {}).get("value") for block in fields(modal, "rating")]
    return chosen, [block["element"].get("initial_value") for block in fields(modal, "note")]


async def test_it_says_when_it_is_ready_is_healthy_and_stops_when_told(run, port):
    async with run() as process:
        await process.says("Trellis is ready.")
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/healthz") as answer:
            assert answer.status == 200
        ended = await process.ends(signal.SIGTERM)
    assert (ended.code, ended.stderr, ended.stdout.splitlines()[-1]) == (0, "", "Trellis has stopped.")
    assert ended.seconds < 5


async def test_killed_in_the_middle_it_has_kept_every_answer_it_acknowledged(run, workspace, company):
    cycle = await company.opens_half_year()
    async with run() as process:
        await process.says("Trellis is ready.")
        first = await page(workspace)
        for block in fields(first, "rating"):
            await choose(workspace, first, block)
        words = {
            b["block_id"]: {b["element"]["action_id"]: {"type": "plain_text_input", "value": NOTE}}
            for b in fields(first, "note")
        }
        await workspace.submit_view(ALICE, first.id, words)
        second = workspace.modals(ALICE)[-1]
        chosen = fields(second, "rating")[0]
        await choose(workspace, second, chosen)
        assert (await process.ends(signal.SIGKILL)).code == -signal.SIGKILL
    kept = (await company.kept(company.alice, cycle)).answers.values()
    assert sorted((answer.rating, answer.note) for answer in kept) == [(2, ""), *[(2, NOTE)] * 3]
    await workspace.close_view(ALICE, workspace.modals(ALICE)[-1].id)
    async with run() as process:
        await process.says("Trellis is ready.")
        resumed = await page(workspace)
    assert shown(resumed)[0] == ["2", None, None]


def test_without_what_it_needs_it_names_the_remedies(start, database_url):
    trellis_here = start(database_url)
    del trellis_here.environ["TRELLIS_KEY"]
    assert [line.split()[0] for line in trellis_here.fails("run").splitlines()] == ["SLACK_APP_TOKEN", "TRELLIS_KEY"]
