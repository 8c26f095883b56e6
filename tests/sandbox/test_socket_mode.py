"""A real Bolt app on the sandbox, over a socket and over HTTP."""

import asyncio
import contextlib

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.routing import Route

from sandbox.server import serving

PAGE = {
    "type": "modal",
    "callback_id": "page",
    "title": {"type": "plain_text", "text": "Page"},
    "submit": {"type": "plain_text", "text": "Next"},
    "blocks": [
        {
            "type": "input",
            "block_id": "note",
            "label": {"type": "plain_text", "text": "Note"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
    ],
}


def bolt_app(workspace):
    """Return an app that opens a form on /grow and finds fault with it."""
    client = AsyncWebClient(workspace.identity.bot_token, base_url=f"{workspace.base_url}/api/")
    app = AsyncApp(client=client, signing_secret=workspace.identity.signing_secret)

    @app.command("/grow")
    async def grow(ack, body, client):
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=PAGE)

    @app.view("page")
    async def submitted(ack):
        await ack(response_action="errors", errors={"note": "One sentence, please."})

    @app.event("app_home_opened")
    async def opened(event, client):
        home = {"type": "home", "blocks": [{"type": "divider"}]}
        await client.views_publish(user_id=event["user"], view=home)

    return app


async def until(condition):
    for _ in range(200):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not happen within four seconds")


@contextlib.asynccontextmanager
async def connected(workspace, count=1):
    handlers = [AsyncSocketModeHandler(bolt_app(workspace), workspace.identity.app_token) for _ in range(count)]
    for handler in handlers:
        handler.client.web_client.base_url = f"{workspace.base_url}/api/"
        await handler.connect_async()
    await until(lambda: len(workspace.slack.sockets._open) == count)
    try:
        yield handlers
    finally:
        for handler in handlers:
            await handler.close_async()


@pytest.fixture
async def socketed(workspace):
    async with serving(workspace), connected(workspace):
        yield workspace


async def fill_in(workspace):
    await workspace.slash("U_ANA", "C_COACHING", "/grow")
    await until(lambda: workspace.modals("U_ANA"))
    [view] = workspace.modals("U_ANA")
    await workspace.submit_view("U_ANA", view.id, {"note": {"text": {"value": "Hm"}}})
    return workspace.modals("U_ANA")[0].errors


async def test_a_form_goes_back_and_forth_over_a_socket(socketed):
    assert await fill_in(socketed) == {"note": "One sentence, please."}


async def test_a_form_goes_back_and_forth_over_http(workspace):
    async def take(request):
        return await AsyncSlackRequestHandler(bolt_app(workspace)).handle(request)

    async with serving(workspace, [Route("/slack/events", take, methods=["POST"])]) as address:
        workspace.slack.wire.bot_url = f"{address}/slack/events"

        assert await fill_in(workspace) == {"note": "One sentence, please."}


async def test_events_come_over_the_socket(socketed):
    await socketed.open_home("U_ANA")
    await until(lambda: socketed.home("U_ANA"))

    assert [delivery.error for delivery in socketed.deliveries(10)] == [None] * len(socketed.deliveries(10))


async def test_nothing_comes_over_http_while_connected(slack, bot):
    async with connected(slack):
        await slack.slash("U_ANA", "C_COACHING", "/grow")
        await until(lambda: slack.modals("U_ANA"))

    assert bot.received == []


async def test_a_refreshed_socket_comes_back(socketed):
    await socketed.disconnect_sockets()
    await until(lambda: socketed.slack.sockets.connected)

    assert await fill_in(socketed) == {"note": "One sentence, please."}


async def test_an_ack_still_counts_while_a_socket_leaves(slack):
    async with aiohttp.ClientSession() as http, http.ws_connect(await address_of(slack)) as socket:
        await socket.receive_json()
        command = asyncio.create_task(slack.slash("U_ANA", "C_COACHING", "/grow"))
        envelope = await socket.receive_json()
        await slack.disconnect_sockets()
        await socket.send_json({"envelope_id": envelope["envelope_id"]})

        assert await command is None


async def test_several_connections_share_the_work(workspace):
    async with serving(workspace), connected(workspace, 2):
        turns = [await fill_in(workspace) for _ in range(2)]

    assert turns == [{"note": "One sentence, please."}] * 2


async def test_without_an_ack_the_person_is_told(slack):
    slack.slack.patience.ack = 0.2
    async with aiohttp.ClientSession() as http, http.ws_connect(await address_of(slack)) as socket:
        hello = await socket.receive_json()
        words = await slack.slash("U_ANA", "C_COACHING", "/grow")
        envelope = await socket.receive_json()

    assert (hello["type"], envelope["type"], envelope["accepts_response_payload"]) == ("hello", "slash_commands", True)
    assert "operation_timeout" in words


async def test_an_ack_is_an_answer(slack):
    async with aiohttp.ClientSession() as http, http.ws_connect(await address_of(slack)) as socket:
        await socket.receive_json()
        command = asyncio.create_task(slack.slash("U_ANA", "C_COACHING", "/grow"))
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "Only you"}})
        await command

    assert [message.text for message in slack.messages("C_COACHING", "U_ANA")] == ["Only you"]


async def test_a_socket_address_opens_once(slack):
    address = await address_of(slack)
    async with aiohttp.ClientSession() as http, http.ws_connect(address):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(address)


async def test_an_eleventh_connection_is_sent_away(slack):
    async with aiohttp.ClientSession() as http, contextlib.AsyncExitStack() as open_sockets:
        first_words = []
        for _ in range(11):
            socket = await open_sockets.enter_async_context(http.ws_connect(await address_of(slack)))
            first_words.append(await socket.receive_json())

    assert [words["type"] for words in first_words] == ["hello"] * 10 + ["disconnect"]
    assert first_words[-1]["reason"] == "too_many_websockets"


async def address_of(workspace):
    client = AsyncWebClient(workspace.identity.app_token, base_url=f"{workspace.base_url}/api/")
    return (await client.api_call("apps.connections.open"))["url"]
