"""People and conversations over the Web API."""

from sandbox.model import User


async def test_users_come_page_by_page_with_the_bot(client, slack):
    names, cursor = [], None
    while cursor != "":
        answer = await client.users_list(limit=2, cursor=cursor)
        names += [member["name"] for member in answer["members"]]
        cursor = answer["response_metadata"]["next_cursor"]

    assert names == ["ana", "bob", "charlie", "trellis"]


async def test_a_person_has_a_zone_until_they_leave(client, slack):
    present = (await client.users_info(user="U_ANA"))["user"]
    await slack.update_user("U_ANA", deleted=True)
    gone = (await client.users_info(user="U_ANA"))["user"]

    assert (present["tz"], present["deleted"]) == ("Europe/Madrid", False)
    assert (gone.get("tz"), gone["deleted"]) == (None, True)


async def test_an_address_needs_its_own_scope(client, slack):
    await slack.update_user("U_ANA", email="ana@example.com")

    assert "email" not in (await client.users_info(user="U_ANA"))["user"]["profile"]


async def test_nobody_is_user_not_found(client, error_of):
    assert (await error_of(client.users_info(user="U_NOBODY")))[0] == "user_not_found"


async def test_opening_direct_messages_twice_gives_one(client):
    first, second = await client.conversations_open(users="U_ANA"), await client.conversations_open(users="U_ANA")

    assert first["channel"]["id"] == second["channel"]["id"]
    assert second["already_open"]


async def test_nobody_who_left_can_be_written_to(client, slack, error_of):
    await slack.update_user("U_ANA", deleted=True)

    assert (await error_of(client.conversations_open(users="U_ANA")))[0] == "user_disabled"
    assert (await error_of(client.chat_postMessage(channel="U_ANA", text="Hello")))[0] == "channel_not_found"


async def test_members_and_details_of_a_channel(client, slack):
    members = (await client.conversations_members(channel="C_COACHING"))["members"]
    info = (await client.conversations_info(channel="C_RANDOM"))["channel"]

    assert members == ["U_ANA", "U_BOB", slack.bot.id]
    assert (info["name"], info["is_member"]) == ("random", False)


async def test_the_bot_joins_a_public_channel(client, slack, error_of):
    before = (await error_of(client.chat_postMessage(channel="C_RANDOM", text="Hello")))[0]
    await client.conversations_join(channel="C_RANDOM")
    after = (await error_of(client.chat_postMessage(channel="C_RANDOM", text="Hello")))[0]

    assert (before, after) == ("not_in_channel", None)


async def test_a_person_invites_the_bot(client, slack, error_of):
    await slack.slash("U_ANA", "C_RANDOM", "/invite", "@Trellis")

    assert (await error_of(client.chat_postMessage(channel="C_RANDOM", text="Hello")))[0] is None


async def test_direct_messages_need_their_own_reading_scope(client, slack, error_of):
    channel = (await client.conversations_open(users="U_ANA"))["channel"]["id"]
    error, answer = await error_of(client.conversations_info(channel=channel))

    assert (error, answer["needed"]) == ("missing_scope", "im:read")


async def test_history_shows_metadata_only_when_asked(client):
    metadata = {"event_type": "trellis_message", "event_payload": {"id": "7"}}
    channel = (await client.chat_postMessage(channel="U_ANA", text="Hello", metadata=metadata))["channel"]
    plain = await client.conversations_history(channel=channel)
    full = await client.conversations_history(channel=channel, include_all_metadata=True)

    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == metadata


async def test_history_is_newest_first_in_pages(client):
    channel = (await client.conversations_open(users="U_ANA"))["channel"]["id"]
    for words in ("One", "Two", "Three"):
        await client.chat_postMessage(channel=channel, text=words)
    first = await client.conversations_history(channel=channel, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=channel, limit=2, cursor=cursor)

    assert [message["text"] for message in first["messages"]] == ["Three", "Two"]
    assert ([message["text"] for message in second["messages"]], second["has_more"]) == (["One"], False)


async def test_history_since_a_moment(client):
    first = await client.chat_postMessage(channel="U_ANA", text="One")
    await client.chat_postMessage(channel="U_ANA", text="Two")
    after = await client.conversations_history(channel=first["channel"], oldest=first["ts"])
    including = await client.conversations_history(channel=first["channel"], oldest=first["ts"], inclusive=True)

    assert (len(after["messages"]), len(including["messages"])) == (1, 2)


async def test_history_without_its_scope(client, slack, error_of):
    slack.faults.history_scope = False
    channel = (await client.conversations_open(users="U_ANA"))["channel"]["id"]

    assert (await error_of(client.conversations_history(channel=channel)))[0] == "missing_scope"


async def test_joining_the_company_is_an_event(slack, bot):
    await slack.add_user(User("U_DORA", "dora", "Dora Diaz"))

    assert bot.last("team_join")["event"]["user"]["id"] == "U_DORA"


async def test_leaving_the_company_is_an_event(slack, bot):
    await slack.update_user("U_BOB", deleted=True)

    assert bot.last("user_change")["event"]["user"]["deleted"] is True
