"""What each person's pages are told, and what the manifest offers them."""

import asyncio

from sandbox.acts import TURNED_OFF


async def first(slack, user_id, kind):
    """Return the first change of a kind that reaches a person's page."""
    async for change in slack.changes(user_id):
        if change.kind == kind:
            return change
    return None


async def told(slack, user_id, kind, act):
    """Return the change an act causes for a person, or None when none comes."""
    watching = asyncio.create_task(first(slack, user_id, kind))
    await asyncio.sleep(0)
    await act
    try:
        return await asyncio.wait_for(watching, 0.2)
    except TimeoutError:
        return None


async def test_a_message_reaches_the_members_pages(slack, client):
    change = await told(slack, "U_BOB", "messages", client.chat_postMessage(channel="C_COACHING", text="Hello"))

    assert change.ref == "C_COACHING"


async def test_a_message_reaches_no_other_page(slack, client):
    act = client.chat_postMessage(channel="C_COACHING", text="Hello")

    assert await told(slack, "U_CHARLIE", "messages", act) is None


async def test_a_home_tab_reaches_its_person(slack, client):
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    act = client.views_publish(user_id="U_ANA", view=home)

    assert (await told(slack, "U_ANA", "home", act)).ref == slack.home("U_ANA").id


async def test_the_inspector_reaches_everyone(slack, client):
    assert await told(slack, "U_CHARLIE", "inspector", client.auth_test())


async def test_a_page_that_left_is_forgotten(slack, client):
    await told(slack, "U_BOB", "messages", client.chat_postMessage(channel="C_COACHING", text="Hello"))

    assert slack.slack.changes._watchers == []


async def test_the_manifest_offers_commands_and_shortcuts(slack):
    assert [command["command"] for command in slack.commands()] == ["/grow"]
    assert [shortcut["type"] for shortcut in slack.shortcuts()] == ["global", "message"]


async def test_everyone_has_the_apps_messages(slack):
    kinds = [(entry.kind, entry.name) for entry in slack.conversations("U_CHARLIE")]

    assert kinds == [("channel", "random"), ("im", "U_CHARLIE")]


async def test_a_read_only_app_takes_no_messages(slack):
    slack.slack.manifest["features"]["app_home"]["messages_tab_read_only_enabled"] = True
    [_, _, direct] = slack.conversations("U_ANA")
    try:
        assert await slack.send_message("U_ANA", direct.id, "Hello") == TURNED_OFF
        assert slack.messages(direct.id, "U_ANA") == []
    finally:
        del slack.slack.manifest["features"]["app_home"]["messages_tab_read_only_enabled"]


async def test_an_installed_again_app_works_again(slack, client, error_of):
    await slack.uninstall()
    slack.install()

    assert (await error_of(client.auth_test()))[0] is None
