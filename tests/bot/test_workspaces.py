"""Which workspace a request comes from: asked once a minute, forgotten when it leaves."""

import pytest

from bot.workspaces import Workspaces
from storage.installations import InstallationState, NewInstallation


@pytest.fixture
def workspaces(store, workspace_id):
    return Workspaces(store)


async def authorized(workspaces, team="T1", enterprise=None):
    return await workspaces(context={}, enterprise_id=enterprise, team_id=team, user_id="U1")


async def test_a_request_is_answered_with_its_workspaces_token(workspaces):
    found = await authorized(workspaces)
    assert (found.bot_token, found.bot_id, found.bot_user_id, found.user_id) == ("xoxb-first", "B1", "U0BOT", "U1")


async def test_a_team_without_the_bot_is_not_authorized(workspaces):
    assert await authorized(workspaces, "T9") is None
    assert await authorized(workspaces, None) is None


async def test_two_teams_have_each_their_own_token(store, workspaces, now):
    async with store.everywhere() as tx:
        await tx.installations.save(NewInstallation("T2", "xoxb-other", bot_id="B2", bot_user_id="U0BOT"), now)
    assert [(await authorized(workspaces, team)).bot_token for team in ("T1", "T2", "T1")] == [
        "xoxb-first",
        "xoxb-other",
        "xoxb-first",
    ]


async def test_the_answer_is_remembered_until_it_is_to_be_forgotten(store, workspace_id, workspaces, now):
    await authorized(workspaces)
    async with store.everywhere() as tx:
        await tx.installations.mark_gone(workspace_id, InstallationState.UNINSTALLED, now)
    assert await authorized(workspaces) is not None
    workspaces.forget()
    assert await authorized(workspaces) is None


async def test_a_bot_that_is_gone_is_not_authorized(store, workspace_id, workspaces, now):
    async with store.everywhere() as tx:
        await tx.installations.mark_gone(workspace_id, InstallationState.REVOKED, now)
    assert await authorized(workspaces) is None
    assert (await workspaces.find(None, "T1")).state is InstallationState.REVOKED


async def test_a_token_stays_out_of_what_is_printed(workspaces):
    assert "xoxb" not in repr(await workspaces.find(None, "T1"))
