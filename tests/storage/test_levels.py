"""Level history: it only grows, without overlaps and without holes."""

from datetime import date

import pytest
from sqlalchemy import func, select

from growth.people import LevelReason
from storage.levels import InvalidLevelChange
from storage.tables import level_history


async def history_after(store, workspace_id, person, *changes):
    async with store.transaction(workspace_id) as tx:
        for level, since, reason in changes:
            await tx.people.set_level(person.id, level, since, reason)
        entries = await tx.people.level_history(person.id)
        level = (await tx.people.get(person.id)).level
    assert level == entries[-1].level
    return [(entry.level, entry.since, entry.until) for entry in entries]


async def test_a_promotion_ends_the_level_before_it(store, workspace_id, ana):
    promoted = ("staff", date(2026, 10, 1), LevelReason.PROMOTION)
    assert await history_after(store, workspace_id, ana, promoted) == [
        ("senior", date(2025, 3, 1), date(2026, 10, 1)),
        ("staff", date(2026, 10, 1), None),
    ]


async def test_the_same_level_again_adds_nothing(store, workspace_id, ana):
    again = ("senior", date(2026, 10, 1), LevelReason.PROMOTION)
    assert await history_after(store, workspace_id, ana, again) == [("senior", date(2025, 3, 1), None)]


async def test_a_promotion_before_the_present_level_is_refused(store, workspace_id, ana):
    with pytest.raises(InvalidLevelChange, match="1 March 2025"):
        await history_after(store, workspace_id, ana, ("staff", date(2025, 3, 1), LevelReason.PROMOTION))


async def test_a_correction_replaces_the_present_level(store, workspace_id, ana):
    corrected = ("coach", date(2025, 3, 1), LevelReason.CORRECTION)
    assert await history_after(store, workspace_id, ana, corrected) == [("coach", date(2025, 3, 1), None)]


async def test_a_corrected_day_moves_the_end_of_the_level_before(store, workspace_id, ana):
    promoted = ("staff", date(2026, 10, 1), LevelReason.PROMOTION)
    corrected = ("staff", date(2026, 7, 1), LevelReason.CORRECTION)
    assert await history_after(store, workspace_id, ana, promoted, corrected) == [
        ("senior", date(2025, 3, 1), date(2026, 7, 1)),
        ("staff", date(2026, 7, 1), None),
    ]


async def test_a_correction_to_a_later_day_leaves_no_hole(store, workspace_id, ana):
    promoted = ("staff", date(2026, 7, 1), LevelReason.PROMOTION)
    corrected = ("staff", date(2026, 10, 1), LevelReason.CORRECTION)
    assert await history_after(store, workspace_id, ana, promoted, corrected) == [
        ("senior", date(2025, 3, 1), date(2026, 10, 1)),
        ("staff", date(2026, 10, 1), None),
    ]


async def test_a_correction_of_a_correction_holds(store, workspace_id, ana):
    first = ("staff", date(2025, 3, 1), LevelReason.CORRECTION)
    second = ("coach", date(2025, 4, 1), LevelReason.CORRECTION)
    assert await history_after(store, workspace_id, ana, first, second) == [("coach", date(2025, 4, 1), None)]


async def test_a_correction_keeps_what_it_corrected(store, workspace_id, ana):
    await history_after(store, workspace_id, ana, ("coach", date(2025, 3, 1), LevelReason.CORRECTION))
    async with store._engines.reading.connect() as connection:
        wrong = select(level_history.c.level).where(
            level_history.c.id.in_(select(level_history.c.corrects_id).where(level_history.c.corrects_id.is_not(None)))
        )
        assert (await connection.execute(wrong)).scalars().all() == ["senior"]
        assert (await connection.execute(select(func.count()).select_from(level_history))).scalar() == 2
