"""Saying things over the Web API: who sees them, what changes them, what is refused."""

import pytest

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*Hello*"}}
CHART = {"type": "data_visualization", "title": "T", "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]}}


def texts(slack, channel, user="U_ANA"):
    return [message.text for message in slack.messages(channel, user)]


async def test_a_person_id_opens_the_direct_messages(client, slack):
    answer = await client.chat_postMessage(channel="U_ANA", text="Hello")

    assert answer["channel"].startswith("D")
    assert texts(slack, answer["channel"]) == ["Hello"]


async def test_direct_messages_are_between_two(client, slack):
    answer = await client.chat_postMessage(channel="U_ANA", text="Hello")

    assert slack.messages(answer["channel"], "U_CHARLIE") == []


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C_NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": "C_RANDOM", "text": "x"}, "not_in_channel"),
        ({"channel": "C_COACHING"}, "no_text"),
        ({"channel": "C_COACHING", "blocks": [SECTION]}, "no_text"),
        (
            {"channel": "C_COACHING", "text": "x", "blocks": [{"type": "alert", "text": SECTION["text"]}]},
            "invalid_blocks",
        ),
        ({"channel": "C_COACHING", "text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ({"channel": "C_COACHING", "text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        ({"channel": "C_COACHING", "text": "x", "thread_ts": "1.000000"}, "thread_not_found"),
    ],
)
async def test_a_post_is_refused(client, error_of, arguments, error):
    assert (await error_of(client.api_call("chat.postMessage", json=arguments)))[0] == error


async def test_a_refusal_points_at_the_block(client, error_of):
    blocks = [SECTION, {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    _, answer = await error_of(client.chat_postMessage(channel="C_COACHING", text="x", blocks=blocks))

    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]"
    ]


async def test_a_very_long_text_is_cut(client, slack):
    await client.chat_postMessage(channel="C_COACHING", text="x" * 40_001)

    assert len(texts(slack, "C_COACHING")[0]) == 40_000


async def test_charts_are_refused_where_they_are_not_released(client, slack, error_of):
    slack.faults.refuse_charts = True
    error, answer = await error_of(client.chat_postMessage(channel="C_COACHING", text="x", blocks=[CHART]))

    assert (error, "data_visualization" in answer["response_metadata"]["messages"][0]) == ("invalid_blocks", True)


async def test_an_unknown_file_cannot_be_shown(client, error_of):
    image = {"type": "image", "slack_file": {"id": "F0"}, "alt_text": "chart"}

    assert (await error_of(client.chat_postMessage(channel="U_ANA", text="x", blocks=[image])))[0] == "invalid_blocks"


async def test_an_update_without_blocks_takes_them_away(client, slack):
    posted = await client.chat_postMessage(channel="U_ANA", text="Open", blocks=[SECTION])
    await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Done")
    [message] = slack.messages(posted["channel"], "U_ANA")

    assert (message.text, message.blocks, message.edited) == ("Done", [], True)


async def test_an_update_keeps_metadata_unless_emptied(client, slack):
    metadata = {"event_type": "trellis_message", "event_payload": {"id": "7"}}
    posted = await client.chat_postMessage(channel="U_ANA", text="Open", metadata=metadata)
    kept = await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Done")
    gone = await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Done", metadata={})

    assert (kept["message"].get("metadata"), gone["message"].get("metadata")) == (metadata, None)


async def test_an_update_needs_the_conversation_not_the_person(client, error_of):
    posted = await client.chat_postMessage(channel="U_ANA", text="Open")

    assert (await error_of(client.chat_update(channel="U_ANA", ts=posted["ts"], text="Done")))[0] == "channel_not_found"


async def test_an_update_of_4001_characters_is_too_long(client, error_of):
    posted = await client.chat_postMessage(channel="U_ANA", text="Open")
    call = client.chat_update(channel=posted["channel"], ts=posted["ts"], text="x" * 4001)

    assert (await error_of(call))[0] == "msg_too_long"


async def test_only_own_messages_are_changed(client, slack, error_of):
    await slack.send_message("U_ANA", "C_COACHING", "Mine")
    ts = slack.messages("C_COACHING", "U_ANA")[0].ts

    assert (await error_of(client.chat_update(channel="C_COACHING", ts=ts, text="x")))[0] == "cant_update_message"
    assert (await error_of(client.chat_delete(channel="C_COACHING", ts=ts)))[0] == "cant_delete_message"


async def test_a_deleted_message_is_gone(client, slack, error_of):
    posted = await client.chat_postMessage(channel="C_COACHING", text="Oops")
    await client.chat_delete(channel="C_COACHING", ts=posted["ts"])

    assert texts(slack, "C_COACHING") == []
    assert (await error_of(client.chat_update(channel="C_COACHING", ts=posted["ts"], text="x")))[
        0
    ] == "message_not_found"


async def test_an_ephemeral_message_is_for_one_person(client, slack, error_of):
    sent = await client.chat_postEphemeral(channel="C_COACHING", user="U_ANA", text="Only you")

    assert (texts(slack, "C_COACHING"), texts(slack, "C_COACHING", "U_BOB")) == (["Only you"], [])
    call = client.chat_update(channel="C_COACHING", ts=sent["message_ts"], text="x")
    assert (await error_of(call))[0] == "message_not_found"


async def test_an_ephemeral_message_needs_a_member(client, error_of):
    call = client.chat_postEphemeral(channel="C_COACHING", user="U_CHARLIE", text="x")

    assert (await error_of(call))[0] == "user_not_in_channel"


async def test_a_reply_counts_in_its_thread(client, slack):
    posted = await client.chat_postMessage(channel="C_COACHING", text="Topic")
    await client.chat_postMessage(channel="C_COACHING", text="Reply", thread_ts=posted["ts"])

    assert [message.reply_count for message in slack.messages("C_COACHING", "U_ANA")] == [1]
    assert [message.text for message in slack.thread("C_COACHING", posted["ts"], "U_BOB")] == ["Topic", "Reply"]


async def test_what_others_say_is_unread_until_seen(client, slack):
    await client.chat_postMessage(channel="C_COACHING", text="Hello")
    before = slack.unread("U_ANA", "C_COACHING"), slack.unread("U_CHARLIE", "C_COACHING")
    slack.mark_read("U_ANA", "C_COACHING")

    assert (before, slack.unread("U_ANA", "C_COACHING")) == ((1, 0), 0)


async def test_two_messages_never_share_a_ts(client):
    posts = [await client.chat_postMessage(channel="C_COACHING", text="x") for _ in range(5)]

    assert len({post["ts"] for post in posts}) == 5


async def test_a_permalink_names_channel_and_time(client):
    posted = await client.chat_postMessage(channel="C_COACHING", text="x")
    link = await client.chat_getPermalink(channel="C_COACHING", message_ts=posted["ts"])

    assert link["permalink"].endswith(f"/archives/C_COACHING/p{posted['ts'].replace('.', '')}")


async def test_a_closed_messages_tab_takes_no_message(client, slack, error_of):
    tabs = {**slack.slack.manifest["features"]["app_home"], "messages_tab_enabled": False}
    slack.slack.manifest = {**slack.slack.manifest, "features": {"app_home": tabs}}

    assert (await error_of(client.chat_postMessage(channel="U_ANA", text="x")))[0] == "messages_tab_disabled"
