"""The bot in each workspace."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.installations import InstallationState, NewInstallation

HOUR = timedelta(hours=1)
FIRST = NewInstallation("T1", "xoxb-first", bot_id="B1", bot_user_id="U0BOT", name="Acme")
AGAIN = NewInstallation("T1", "xoxb-second", bot_id="B2", bot_user_id="U0BOT", scopes=frozenset({"chat:write"}))


async def install(store, new, now):
    async with store.everywhere() as everywhere:
        return await everywhere.installations.save(new, now)


async def find(store, enterprise_id, team_id):
    async with store.reading_everywhere() as everywhere:
        return await everywhere.installations.by_team(enterprise_id, team_id)


async def mark_gone(store, workspace_id, at, state="uninstalled"):
    async with store.everywhere() as everywhere:
        return await everywhere.installations.mark_gone(workspace_id, state, at)


async def test_an_installation_comes_back_with_its_token(store, now):
    kept = await install(store, FIRST, now)
    assert await find(store, "", "T1") == kept
    assert (kept.bot_token, kept.scopes, kept.installed_at) == ("xoxb-first", None, now)


async def test_an_unknown_team_has_no_installation(store, workspace_id):
    assert await find(store, "", "T9") is None


async def test_the_team_alone_is_enough_to_be_found(store, workspace_id):
    assert (await find(store, "E1", "T1")).workspace_id == workspace_id


async def test_a_team_that_joins_an_enterprise_stays_the_same(store, workspace_id, now):
    moved = await install(store, replace(AGAIN, enterprise_id="E1"), now)
    assert (moved.workspace_id, moved.enterprise_id) == (workspace_id, "E1")


async def test_installing_again_keeps_the_workspace_and_its_people(store, workspace_id, ana, now):
    assert (await install(store, AGAIN, now + HOUR)).workspace_id == workspace_id


async def test_a_new_token_is_a_new_installation(store, now):
    await install(store, FIRST, now)
    again = await install(store, AGAIN, now + HOUR)
    assert (again.bot_token, again.scopes, again.installed_at) == ("xoxb-second", {"chat:write"}, now + HOUR)


async def test_starting_again_with_the_same_token_is_not(store, now):
    await install(store, FIRST, now)
    assert (await install(store, FIRST, now + HOUR)).installed_at == now


async def test_two_starts_at_once_make_one_workspace(store, now):
    first, second = await asyncio.gather(install(store, FIRST, now), install(store, FIRST, now))
    assert first.workspace_id == second.workspace_id


@pytest.mark.parametrize("state", list(InstallationState)[1:])
async def test_a_bot_that_is_gone_has_no_token(store, workspace_id, now, state):
    assert await mark_gone(store, workspace_id, now + HOUR, state)
    gone = await find(store, "", "T1")
    assert (gone.bot_token, gone.state) == (None, state)


async def test_a_bot_that_is_gone_is_not_active(store, workspace_id, now):
    await mark_gone(store, workspace_id, now + HOUR)
    async with store.reading_everywhere() as everywhere:
        assert await everywhere.installations.active() == []


async def test_a_late_word_of_an_earlier_uninstall_changes_nothing(store, workspace_id, now):
    await install(store, AGAIN, now + 2 * HOUR)
    assert not await mark_gone(store, workspace_id, now + HOUR)
    assert (await find(store, "", "T1")).bot_token == "xoxb-second"


async def test_after_being_gone_it_can_come_back(store, workspace_id, now):
    await mark_gone(store, workspace_id, now + HOUR)
    back = await install(store, FIRST, now + 2 * HOUR)
    assert (back.state, back.installed_at) == ("active", now + 2 * HOUR)


def test_a_token_is_never_shown():
    assert "xoxb" not in repr(FIRST)
