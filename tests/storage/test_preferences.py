"""What people chose, when they are away, and both together as their diary."""

from datetime import date

from growth.diary import Diary, Leave, Preferences

EARLY = Preferences(
    hour=8, working_days=frozenset({0, 2, 4}), works_from=7, works_until=13, country="SE", opted_out=True
)
SPRING, AUTUMN = Leave(date(2026, 4, 1), date(2026, 4, 9)), Leave(date(2026, 10, 5), date(2026, 10, 5))


async def test_who_chose_nothing_has_what_is_so_for_everybody(store, workspace_id, ana):
    async with store.reading(workspace_id) as tx:
        assert await tx.preferences.of(ana.id) == Preferences()


async def test_what_somebody_chose_last_is_kept(store, workspace_id, ana):
    for chosen in (Preferences(hour=17), EARLY):
        async with store.transaction(workspace_id) as tx:
            await tx.preferences.keep(ana.id, chosen)
    async with store.reading(workspace_id) as tx:
        assert await tx.preferences.of(ana.id) == EARLY


async def test_a_cycle_stays_muted_until_it_is_not(store, workspace_id, ana, cycle):
    for muted in (cycle.id, ""):
        async with store.transaction(workspace_id) as tx:
            await tx.preferences.keep(ana.id, Preferences(muted_cycle=muted))
            assert (await tx.preferences.of(ana.id)).muted_cycle == muted


async def test_leave_comes_by_its_first_day(store, workspace_id, ana):
    async with store.transaction(workspace_id) as tx:
        later, sooner = [await tx.leaves.add(ana.id, leave) for leave in (AUTUMN, SPRING)]
        assert await tx.leaves.of(ana.id) == (sooner, later)


async def test_leave_gets_other_days_and_is_forgotten(store, workspace_id, ana):
    async with store.transaction(workspace_id) as tx:
        kept, other = [await tx.leaves.add(ana.id, leave) for leave in (SPRING, AUTUMN)]
        longer = Leave(kept.first, date(2026, 4, 30), kept.id)
        await tx.leaves.change(longer)
        await tx.leaves.remove(other.id)
        assert await tx.leaves.of(ana.id) == (longer,)


async def test_leave_that_was_forgotten_is_not_changed_into_being(store, workspace_id, ana):
    async with store.transaction(workspace_id) as tx:
        await tx.leaves.change(Leave(SPRING.first, SPRING.last, "gone"))
        assert await tx.leaves.of(ana.id) == ()


async def test_a_diary_holds_zone_choices_and_leave(store, workspace_id, ana, charlie):
    async with store.transaction(workspace_id) as tx:
        await tx.preferences.keep(ana.id, EARLY)
        later, sooner = [await tx.leaves.add(ana.id, leave) for leave in (AUTUMN, SPRING)]
        diaries = await tx.diaries.of([ana.id, charlie.id])
    assert diaries == {ana.id: Diary("Europe/Berlin", EARLY, (sooner, later)), charlie.id: Diary()}


async def test_nobody_of_another_workspace_has_a_diary_here(store, other_workspace_id, ana):
    async with store.reading(other_workspace_id) as tx:
        assert await tx.diaries.of([ana.id]) == {}
