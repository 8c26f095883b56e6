from datetime import date

import pytest

from growth.people import LevelReason, Person, Role
from storage.errors import Conflict

TODAY = date(2026, 11, 23)
COACH = frozenset({Role.COACH})


async def test_new_people_come_with_their_level_and_manager(store, workspace_id, bob):
    newcomers = [
        Person("U8", "U8", "Dana", "UTC", COACH, "staff", date(2026, 1, 1), manager_id=bob.id),
        Person("U9", "U9", "Emil", roles=COACH, manager_id="U8", left_on=TODAY),
    ]

    async with store.transaction(workspace_id) as tx:
        ids = await tx.rosters.add(newcomers, TODAY)
        dana, emil = await tx.people.by_slack("U8"), await tx.people.by_slack("U9")
        history = await tx.people.level_history(ids["U8"])

    assert (dana.manager_id, emil.manager_id, emil.left_on) == (bob.id, ids["U8"], TODAY)
    assert [(entry.level, entry.since, entry.reason) for entry in history] == [
        ("staff", date(2026, 1, 1), LevelReason.HIRE)
    ]


async def test_somebody_known_already_undoes_the_whole_roster(store, workspace_id, bob):
    with pytest.raises(Conflict):
        async with store.transaction(workspace_id) as tx:
            await tx.rosters.add([Person("U9", "U9", "Emil"), Person("x", bob.slack_id, "Bob")], TODAY)

    async with store.reading(workspace_id) as tx:
        assert await tx.people.by_slack("U9") is None


async def test_nobody_to_add_is_no_mistake(store, workspace_id):
    async with store.transaction(workspace_id) as tx:
        assert await tx.rosters.add([], TODAY) == {}
