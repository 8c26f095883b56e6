"""A demo continues where it was left."""

from slack_sdk.web.async_client import AsyncWebClient

from sandbox.clock import SandboxClock
from sandbox.model import Conversation, User
from sandbox.server import serving
from sandbox.workspace import SlackWorkspace

MANIFEST = {
    "features": {"app_home": {"home_tab_enabled": True, "messages_tab_enabled": True}},
    "oauth_config": {"scopes": {"bot": ["chat:write", "files:write", "im:write"]}},
}
HOME = {"type": "home", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Your growth"}}]}


async def left(folder):
    """Use a workspace, close it, and return the one that continues."""
    first = SlackWorkspace(MANIFEST, folder=folder)
    first.seed([User("U_ANA", "ana", "Ana Ruiz")], [Conversation("C1", "channel", "coaching", members=["U_ANA"])])
    async with serving(first) as address:
        client = AsyncWebClient(first.identity.bot_token, base_url=f"{address}/api/")
        channel = (await client.conversations_open(users="U_ANA"))["channel"]["id"]
        await client.files_upload_v2(channel=channel, content=b"chart", filename="radar.png")
        await client.chat_postEphemeral(channel=channel, user="U_ANA", text="Only now")
        await client.views_publish(user_id="U_ANA", view=HOME)
    return SlackWorkspace(MANIFEST, folder=folder), channel


async def test_people_channels_and_home_are_there_again(tmp_path):
    second, _ = await left(tmp_path)

    assert [user.real_name for user in second.users()] == ["Ana Ruiz"]
    assert [conversation.kind for conversation in second.conversations("U_ANA")] == ["channel", "im"]
    assert second.home("U_ANA").blocks[0]["text"]["text"] == "Your growth"


async def test_messages_and_files_are_there_again(tmp_path):
    second, channel = await left(tmp_path)
    [message] = second.messages(channel, "U_ANA")

    assert (second.file(message.files[0]).content, second.unread("U_ANA", channel)) == (b"chart", 1)


async def test_an_unknown_home_can_be_published_over(tmp_path):
    second, _ = await left(tmp_path)
    async with serving(second) as address:
        client = AsyncWebClient(second.identity.bot_token, base_url=f"{address}/api/")
        old = second.home("U_ANA").id
        await client.views_publish(user_id="U_ANA", view=HOME)

    assert second.home("U_ANA").id == old


def test_nothing_is_kept_without_a_folder(tmp_path):
    SlackWorkspace(MANIFEST).seed([User("U_ANA", "ana", "Ana Ruiz")])

    assert list(tmp_path.iterdir()) == []


async def test_messages_carry_the_sandbox_time(tmp_path):
    clock = SandboxClock(tmp_path / "clock.json")
    workspace = SlackWorkspace(MANIFEST, clock)
    workspace.seed([User("U_ANA", "ana", "Ana Ruiz")], [Conversation("C1", "channel", "x", members=["U_ANA"])])
    await workspace.send_message("U_ANA", "C1", "Before")
    clock.advance(SandboxClock.real() - SandboxClock.real().replace(year=2020))
    await workspace.send_message("U_ANA", "C1", "After")
    before, after = workspace.messages("C1", "U_ANA")

    assert float(after.ts) - float(before.ts) > 6 * 365 * 86_400 - 86_400 * 60
