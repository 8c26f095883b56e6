from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from sandbox.company import company, settle
from tests.sandbox.company.seen import NOW, look, settled, told


def test_every_coach_who_sent_has_a_summary(large):
    built = [name for name, summary in large.summaries.items() if summary]
    assert built == [name for name, sent in large.sent.items() if sent]


def test_anas_three_cycles_stand_in_her_chart(small):
    points = small.summaries["Ana Ruiz"].course.points
    assert [point.cycle for point in points] == ["2025-H1", "2025-H2", "2026-H1"]


def test_a_cycle_without_occasions_is_left_out(small):
    assert small.summaries["Omar Haddad"].course.left_out == ("2025-H2",)


def test_several_coaches_rise_in_every_pillar(small):
    courses = [summary.course.points for summary in small.summaries.values() if summary]
    rising = [
        points
        for points in courses
        if all(points[-1].positions[pillar] > points[0].positions[pillar] for pillar in points[0].positions)
    ]
    assert len(rising) >= 3


def test_a_promotion_does_not_look_like_a_fall(small):
    summary = small.summaries["Lucía Ferreyra"]
    before, after = (
        sum(a.rating or 0 for a in r.assessment.answers.values()) for r in (summary.previous, summary.current)
    )
    assert summary.after_promotion
    assert after < before
    assert summary.growth.net > 0
    assert not summary.growth.downs


def test_growth_is_slow(large):
    for name, sent in large.sent.items():
        course = large.summaries[name].course.points if sent else ()
        steps = [b.positions[p] - a.positions[p] for a, b in pairwise(course) for p in a.positions]
        assert all(-1 <= step <= 1.5 for step in steps)


async def test_settling_twice_changes_nothing(tmp_path, keys, small):
    twice = await settled(tmp_path, keys, times=2)
    assert told(twice) == told(small)
    assert [len(cohort) for cohort in twice.cohorts.values()] == [len(cohort) for cohort in small.cohorts.values()]


async def test_a_later_start_changes_nothing(store, workspace_id):
    await settle(store, workspace_id, company(), NOW)
    before = await look(store, workspace_id)
    await settle(store, workspace_id, company(), NOW + timedelta(days=200))
    assert await look(store, workspace_id) == before


@pytest.mark.parametrize("day", [datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 6, 30, 23, tzinfo=UTC)])
async def test_it_settles_on_any_day(tmp_path, keys, day):
    seen = await settled(tmp_path, keys, now=day)
    assert len(seen.all_sent()) > 30
    assert all(taken.submitted_at < day for _, taken, _ in seen.all_sent())
