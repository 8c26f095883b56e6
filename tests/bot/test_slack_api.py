import asyncio

import pytest

from bot.slack_api import SlackTrouble, Trouble, ask_slack, slack_clients
from tests.commands.stub_slack import TOKEN, StubSlack


@pytest.fixture
def slack():
    with StubSlack() as stub:
        yield stub


@pytest.fixture
async def client_for(slack):
    async with slack_clients(slack.url, patience=2) as client_for:
        yield client_for


@pytest.fixture
def trouble(slack, client_for):
    """What a call means that Slack answers like this."""

    async def trouble(body, status=200, **headers):
        slack.fail("auth.test", body, status, **headers)
        with pytest.raises(SlackTrouble) as caught:
            await ask_slack(client_for(TOKEN).auth_test())
        return caught.value

    return trouble


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("internal_error", Trouble.PASSING),
        ("token_revoked", Trouble.INSTALL_GONE),
        ("user_not_found", Trouble.PERSON_GONE),
        ("restricted_action_read_only_channel", Trouble.CHANNEL),
        ("invalid_metadata_format", Trouble.OUR_MISTAKE),
        ("expired_trigger_id", Trouble.RACE),
        ("something_new", Trouble.UNKNOWN),
    ],
)
async def test_a_code_says_what_comes_next(trouble, code, kind):
    found = await trouble({"ok": False, "error": code})

    assert (found.kind, found.code) == (kind, code)


async def test_a_pause_says_how_long(trouble):
    found = await trouble({"ok": False, "error": "ratelimited"}, status=429, Retry_After="7")

    assert (found.kind, found.wait, found.may_pass) == (Trouble.RATE, 7, True)


async def test_a_pause_without_a_length_has_one(trouble):
    assert (await trouble("<html>", status=429, Retry_After="soon")).wait > 0


async def test_a_missing_scope_is_named(trouble):
    found = await trouble({"ok": False, "error": "missing_scope", "needed": "users:read"})

    assert (found.kind, "users:read" in str(found)) == (Trouble.SCOPE, True)


@pytest.mark.parametrize(
    ("body", "status", "kind", "code"),
    [
        ("<html>", 200, "text/html", "unreadable_answer"),
        ("<html>", 502, "text/html", "http_502"),
        ("moved", 404, "text/plain", "http_404"),
        ("fine", 200, "text/plain", "unreadable_answer"),
        ("{", 200, "application/json", "unreadable_answer"),
        ("[]", 200, "application/json", "unreadable_answer"),
        ("null", 200, "application/json", "unreadable_answer"),
        ("", 200, "application/json", "unreadable_answer"),
    ],
)
async def test_what_is_not_slacks_answer_may_pass(trouble, body, status, kind, code):
    found = await trouble(body, status, Content_Type=kind)

    assert (found.kind, found.code) == (Trouble.PASSING, code)


async def test_silence_is_a_timeout(slack):
    done = asyncio.Event()

    async def say_nothing(reader, writer):
        await reader.read()
        writer.close()
        await writer.wait_closed()
        done.set()

    server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, slack_clients(f"http://127.0.0.1:{port}/api/", patience=0.2) as client_for:
        with pytest.raises(SlackTrouble, match="timeout"):
            await ask_slack(client_for(TOKEN).auth_test())
    await done.wait()


async def test_nobody_listening_is_no_connection(slack):
    async with slack_clients("http://127.0.0.1:9/api/") as client_for:
        with pytest.raises(SlackTrouble, match="no_connection"):
            await ask_slack(client_for(TOKEN).auth_test())


async def test_what_was_answered_is_never_repeated(trouble):
    found = await trouble({"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": ["my words"]}})

    assert "my words" not in str(found)
    assert found.__suppress_context__


async def test_clients_share_a_session_and_are_made_once(client_for):
    assert client_for("xoxb-1") is client_for("xoxb-1")
    assert client_for("xoxb-1").session is client_for("xoxb-2").session


async def test_this_machine_is_reached_without_a_proxy(monkeypatch, slack):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:1")

    async with slack_clients(slack.url) as here, slack_clients("https://slack.com/api/") as there:
        assert (here(TOKEN).proxy, there(TOKEN).proxy) == (None, "http://proxy.example:1")
