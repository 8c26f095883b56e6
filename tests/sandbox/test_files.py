"""Uploads in three steps, as slack_sdk makes them."""

import aiohttp
import pytest

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


async def test_a_chart_reaches_the_direct_messages(client, slack):
    channel = (await client.conversations_open(users="U_ANA"))["channel"]["id"]
    await client.files_upload_v2(
        channel=channel,
        content=PNG,
        filename="radar.png",
        title="Your profile",
        alt_txt="Behavior at Agile Coach",
        initial_comment="Your growth",
    )
    [message] = slack.messages(channel, "U_ANA")
    file = slack.file(message.files[0])

    assert (file.content, file.title, file.alt_text, file.mimetype) == (
        PNG,
        "Your profile",
        "Behavior at Agile Coach",
        "image/png",
    )
    assert message.text == "Your growth"


async def test_a_file_has_an_address(client, slack):
    uploaded = await client.files_upload_v2(content=PNG, filename="radar.png")
    file = slack.file(uploaded["files"][0]["id"])
    async with aiohttp.ClientSession() as http, http.get(f"{slack.base_url}{file.url}") as response:
        content = await response.read()

    assert (content, response.content_type) == (PNG, "image/png")


async def test_an_uploaded_file_can_stand_in_a_block(client, slack):
    uploaded = await client.files_upload_v2(content=PNG, filename="radar.png")
    image = {"type": "image", "slack_file": {"id": uploaded["files"][0]["id"]}, "alt_text": "Your profile"}
    await client.views_publish(user_id="U_ANA", view={"type": "home", "blocks": [image]})

    assert slack.home("U_ANA").blocks[0]["slack_file"]["id"] in slack.slack.files.kept


async def test_the_bot_must_be_in_the_channel(client, error_of):
    call = client.files_upload_v2(channel="C_RANDOM", content=PNG, filename="radar.png")

    assert (await error_of(call))[0] == "not_in_channel"


async def announced(client, length=28):
    return await client.files_getUploadURLExternal(filename="radar.png", length=length)


async def test_bytes_must_be_as_many_as_announced(client):
    step = await announced(client, length=5)
    async with aiohttp.ClientSession() as http, http.post(step["upload_url"], data=PNG) as response:
        assert response.status == 400


async def test_a_file_without_bytes_cannot_be_completed(client, error_of):
    step = await announced(client)

    assert (await error_of(client.files_completeUploadExternal(files=[{"id": step["file_id"]}])))[0] == "file_not_found"


async def test_a_file_is_completed_once(client, error_of):
    uploaded = await client.files_upload_v2(content=PNG, filename="radar.png")
    again = client.files_completeUploadExternal(files=[{"id": uploaded["files"][0]["id"]}])

    assert (await error_of(again))[0] == "file_not_found"


@pytest.mark.parametrize(("length", "alt"), [(0, ""), (9, "x" * 1001)])
async def test_an_announcement_is_refused(client, error_of, length, alt):
    call = client.api_call("files.getUploadURLExternal", params={"filename": "a.png", "length": length, "alt_txt": alt})

    assert (await error_of(call))[0] == "invalid_arguments"


async def test_uploads_need_their_scope(client, slack, error_of):
    slack.faults.withheld_scopes.add("files:write")

    assert (await error_of(announced(client)))[0] == "missing_scope"
