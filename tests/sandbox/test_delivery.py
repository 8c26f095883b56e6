"""Commands, shortcuts, events and answers between Slack and the bot over HTTP."""

import asyncio

import aiohttp
import pytest
from slack_sdk.signature import SignatureVerifier
from starlette.responses import JSONResponse, Response

BUTTONS = {
    "type": "actions",
    "block_id": "do",
    "elements": [{"type": "button", "action_id": "snooze", "text": {"type": "plain_text", "text": "Snooze"}}],
}


async def too_slow(_):
    await asyncio.sleep(0.5)
    return {}


async def settled(count, received):
    """Wait until the bot received so many requests."""
    for _ in range(100):
        if len(received) >= count:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"only {len(received)} of {count} came")


def seen(slack, user="U_ANA", channel="C_COACHING"):
    return [message.text for message in slack.messages(channel, user)]


async def post(url, body):
    async with aiohttp.ClientSession() as http, http.post(url, json=body) as response:
        return response.status


async def test_requests_are_signed(slack, bot):
    await slack.slash("U_ANA", "C_COACHING", "/grow", "assess")
    [received] = bot.received

    assert SignatureVerifier(slack.identity.signing_secret).is_valid_request(received.raw, received.headers)


async def test_a_command_has_its_fields(slack, bot):
    await slack.slash("U_ANA", "C_COACHING", "/grow", "note for @bob")
    sent = bot.last("/grow")

    assert (sent["text"], sent["channel_name"]) == ("note for <@U_BOB|bob>", "coaching")
    assert (sent["user_id"], sent["command"], sent["team_id"]) == ("U_ANA", "/grow", "T0TRELLIS")


async def test_the_answer_to_a_command_is_for_the_asker(slack, bot):
    bot.says["/grow"] = {"text": "Only you"}
    await slack.slash("U_ANA", "C_COACHING", "/grow")

    assert (seen(slack), seen(slack, "U_BOB")) == (["Only you"], [])


async def test_an_answer_can_be_for_all(slack, bot):
    bot.says["/grow"] = {"text": "All of you", "response_type": "in_channel"}
    await slack.slash("U_ANA", "C_COACHING", "/grow")

    assert seen(slack, "U_BOB") == ["All of you"]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (too_slow, "operation_timeout"),
        (Response(status_code=500), "dispatch_failed"),
        ({"text": "x", "blocks": [{"type": "alert"}]}, "invalid_blocks"),
    ],
)
async def test_a_failed_command_says_so(slack, bot, answer, error):
    bot.says["/grow"] = answer
    slack.slack.patience.ack = 0.3
    words = await slack.slash("U_ANA", "C_COACHING", "/grow")

    assert words == f'/grow failed with the error "{error}"'
    assert (seen(slack), seen(slack, "U_BOB")) == ([words], [])


async def test_an_unknown_command_stays_in_slack(slack, bot):
    await slack.slash("U_ANA", "C_COACHING", "/growth")

    assert "/growth is not a valid command" in seen(slack)[0]
    assert bot.received == []


async def test_an_unreachable_bot_fails_commands(slack):
    slack.faults.bot_unreachable = True

    assert "dispatch_failed" in await slack.slash("U_ANA", "C_COACHING", "/grow")


async def test_a_response_url_answers_five_times(slack, bot):
    await slack.slash("U_ANA", "C_COACHING", "/grow")
    url = bot.last("/grow")["response_url"]
    statuses = [await post(url, {"text": str(n)}) for n in range(6)]

    assert (statuses, seen(slack), seen(slack, "U_BOB")) == ([200] * 5 + [404], list("01234"), [])


async def test_a_response_url_ends(slack, bot):
    await slack.slash("U_ANA", "C_COACHING", "/grow")
    slack.slack.patience.response_url = 0.0

    assert await post(bot.last("/grow")["response_url"], {"text": "Late"}) == 404


async def test_a_response_is_checked_like_a_message(slack, bot):
    await slack.slash("U_ANA", "C_COACHING", "/grow")

    assert await post(bot.last("/grow")["response_url"], {"blocks": [BUTTONS]}) == 400


async def test_a_button_in_a_message_is_answered_in_place(slack, bot, client):
    posted = await client.chat_postMessage(channel="C_COACHING", text="Ready?", blocks=[BUTTONS])
    await slack.press("U_ANA", {"channel": "C_COACHING", "ts": posted["ts"]}, "do", "snooze")
    sent = bot.last("block_actions")
    await post(sent["response_url"], {"text": "Done", "replace_original": True})

    assert (sent["message"]["ts"], sent["container"]["is_ephemeral"]) == (posted["ts"], False)
    assert seen(slack, "U_BOB") == ["Done"]


async def test_a_choice_in_a_message_is_in_its_state(slack, bot, client):
    options = [{"text": {"type": "plain_text", "text": words}, "value": words} for words in ("Mon", "Tue")]
    menu = {"type": "static_select", "action_id": "day", "options": options}
    blocks = [{"type": "actions", "block_id": "when", "elements": [menu]}]
    posted = await client.chat_postMessage(channel="C_COACHING", text="When?", blocks=blocks)
    place = {"channel": "C_COACHING", "ts": posted["ts"]}
    await slack.press("U_ANA", place, "when", "day", {"selected_option": options[1]})

    assert bot.last("block_actions")["state"]["values"]["when"]["day"]["selected_option"]["value"] == "Tue"


async def test_an_ephemeral_message_never_becomes_public(slack, bot, client):
    sent = await client.chat_postEphemeral(channel="C_COACHING", user="U_ANA", text="Ready?", blocks=[BUTTONS])
    await slack.press("U_ANA", {"channel": "C_COACHING", "ts": sent["message_ts"]}, "do", "snooze")
    url = bot.last("block_actions")["response_url"]
    await post(url, {"text": "Done", "replace_original": True, "response_type": "in_channel"})

    assert (seen(slack), seen(slack, "U_BOB")) == (["Done"], [])


async def test_a_message_can_be_taken_away(slack, bot, client):
    posted = await client.chat_postMessage(channel="C_COACHING", text="Ready?", blocks=[BUTTONS])
    await slack.press("U_ANA", {"channel": "C_COACHING", "ts": posted["ts"]}, "do", "snooze")
    await post(bot.last("block_actions")["response_url"], {"delete_original": True})

    assert seen(slack) == []


async def test_a_global_shortcut_stands_nowhere(slack, bot):
    await slack.global_shortcut("U_ANA", "evidence.add")
    sent = bot.last("shortcut")

    assert (sent["callback_id"], "channel" in sent, "response_url" in sent) == ("evidence.add", False, False)


async def test_a_message_shortcut_carries_the_message(slack, bot):
    await slack.send_message("U_BOB", "C_COACHING", "Ana led the review")
    ts = slack.messages("C_COACHING", "U_ANA")[0].ts
    await slack.message_shortcut("U_ANA", "C_COACHING", ts, "evidence.save")
    sent = bot.last("message_action")

    assert (sent["message"]["text"], sent["message"]["user"], sent["message_ts"]) == ("Ana led the review", "U_BOB", ts)


async def test_opening_the_app_is_an_event(slack, bot, client):
    await slack.open_home("U_ANA")
    await client.views_publish(user_id="U_ANA", view={"type": "home", "blocks": [{"type": "divider"}]})
    await slack.open_home("U_ANA")
    first, second = [received.body["event"] for received in bot.by_name["app_home_opened"]]

    assert (first["tab"], "view" in first, "view" in second) == ("home", False, True)


async def test_an_event_comes_in_slacks_envelope(slack, bot):
    await slack.open_messages_tab("U_ANA")
    envelope = bot.last("app_home_opened")

    assert (envelope["type"], envelope["event"]["tab"]) == ("event_callback", "messages")
    assert envelope["event_id"].startswith("Ev")
    assert envelope["authorizations"][0]["user_id"] == slack.bot.id


async def test_typed_markup_cannot_ring_anyone(slack, bot, client):
    channel = (await client.conversations_open(users="U_ANA"))["channel"]["id"]
    await slack.send_message("U_ANA", channel, "<!channel> & co")
    await settled(1, bot.by_name["message"])

    assert bot.last("message")["event"]["text"] == "&lt;!channel&gt; &amp; co"
    assert bot.last("message")["event"]["channel_type"] == "im"


async def test_without_its_scope_no_message_is_heard(slack, bot, client):
    slack.faults.history_scope = False
    channel = (await client.conversations_open(users="U_ANA"))["channel"]["id"]
    await slack.send_message("U_ANA", channel, "Hello")
    await asyncio.sleep(0.05)

    assert bot.received == []


async def test_an_event_not_subscribed_to_is_not_sent(slack, bot):
    await slack.send_message("U_ANA", "C_COACHING", "Hello")
    await asyncio.sleep(0.05)

    assert bot.received == []


async def test_an_unanswered_event_comes_three_times_more(slack, bot):
    bot.says["app_home_opened"] = too_slow
    slack.slack.patience.ack = 0.1
    await slack.open_home("U_ANA")
    await settled(4, bot.by_name["app_home_opened"])
    headers = [received.headers for received in bot.by_name["app_home_opened"]]
    ids = {received.body["event_id"] for received in bot.by_name["app_home_opened"]}

    assert [entry.get("x-slack-retry-num") for entry in headers] == [None, "1", "2", "3"]
    assert headers[1]["x-slack-retry-reason"] == "http_timeout"
    assert len(ids) == 1


async def test_a_repeated_event_stops_when_answered(slack, bot):
    bot.says["app_home_opened"] = JSONResponse({}, 500)
    await slack.open_home("U_ANA")
    bot.says["app_home_opened"] = {}
    await asyncio.sleep(0.3)

    assert len(bot.by_name["app_home_opened"]) == 2
    assert bot.by_name["app_home_opened"][1].headers["x-slack-retry-reason"] == "http_error"


async def test_a_bot_can_decline_retries(slack, bot):
    bot.says["app_home_opened"] = Response(status_code=500, headers={"x-slack-no-retry": "1"})
    await slack.open_home("U_ANA")
    await asyncio.sleep(0.3)

    assert len(bot.by_name["app_home_opened"]) == 1


async def test_a_retry_on_demand(slack, bot):
    await slack.open_home("U_ANA")
    await slack.retry_last_event()
    first, second = bot.by_name["app_home_opened"]

    assert (first.body["event_id"], second.headers["x-slack-retry-num"]) == (second.body["event_id"], "1")


async def test_uninstalling_is_told_twice(slack, bot):
    await slack.uninstall()

    assert bot.last("tokens_revoked")["event"]["tokens"] == {"oauth": [], "bot": [slack.bot.id]}
    assert bot.by_name["app_uninstalled"]


async def echo(body):
    return {"challenge": body["challenge"]}


async def use(slack, address, **headers):
    url = f"{slack.base_url}/app/request-url"
    async with aiohttp.ClientSession() as http, http.post(url, data={"url": address}, headers=headers) as response:
        return response.status


async def test_another_bot_is_used_once_it_answers_the_challenge(slack, bot):
    address, slack.slack.wire.bot_url = slack.slack.wire.bot_url, ""
    first = await use(slack, address), slack.slack.wire.bot_url
    bot.says["url_verification"] = echo

    assert (first, await use(slack, address), slack.slack.wire.bot_url) == ((400, ""), 200, address)


async def test_no_other_site_changes_the_bots_address(slack, bot):
    bot.says["url_verification"] = echo

    assert await use(slack, slack.slack.wire.bot_url, Origin="https://elsewhere.example") == 403


async def test_the_inspector_keeps_each_exchange(slack, client):
    await slack.slash("U_ANA", "C_COACHING", "/grow")
    await client.auth_test()
    newest, before = slack.deliveries(2)

    assert (newest.direction, newest.what, newest.status) == ("to_slack", "auth.test", 200)
    assert (before.direction, before.what, before.status) == ("to_bot", "/grow", 200)
    assert before.ms_to_ack > 0
