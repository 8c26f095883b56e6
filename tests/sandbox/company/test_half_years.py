from datetime import date, timedelta

from growth.cycles import CycleState, plan_cycle
from growth.half_years import opening_day, upcoming
from growth.people import LevelReason, Role
from sandbox.company import company
from sandbox.company.half_years import Days
from tests.sandbox.company.seen import NOW, with_role


def test_three_lie_behind_and_one_has_its_talks(small):
    states = {cycle.name: cycle.state(NOW, company().tz) for cycle in small.cycles}
    closed = dict.fromkeys(["2026-H1", "2025-H2", "2025-H1"], CycleState.CLOSED)
    assert states == {"2026-H2": CycleState.TALKING, **closed}


def test_past_ones_kept_the_calendars_days(small):
    first = small.cycles[-1]
    days = (first.opens_on, first.window_start, first.window_end, first.closes_on)
    assert days == (date(2025, 1, 15), date(2025, 2, 1), date(2025, 3, 15), date(2025, 3, 31))


ANY_DAY = [NOW + timedelta(days=day) for day in range(4 * 366)]


def test_on_any_day_the_talks_have_begun_and_go_on():
    for now in ANY_DAY:
        days, today = Days.seen_from(now, "Europe/London").open_days, now.date()
        assert days.opens_on <= today - timedelta(days=17)
        assert days.window_start <= today - timedelta(days=3)
        assert today + timedelta(days=14) <= days.window_end < days.closes_on


def test_what_lies_behind_closed_before_the_opening():
    for now in ANY_DAY:
        days = Days.seen_from(now, "Europe/London")
        assert days.half_year(1).closes_on < days.open_days.opens_on


def test_on_any_day_the_calendar_can_open_the_next():
    for now in ANY_DAY:
        days = Days.seen_from(now, "Europe/London").open_days
        open_one = plan_cycle(
            days.name,
            (days.window_start, days.window_end),
            days.opens_on,
            [],
            new_id="C",
            framework_id="F",
            now=now,
            closes_on=days.closes_on,
        )
        coming = upcoming(now.date(), {}, [open_one])
        assert opening_day(coming, now.date(), [open_one]) <= coming.opens_on + timedelta(days=13)


def test_everyone_here_is_in_the_open_cohort(small):
    open_cohort = {member.person_id for member in small.cohorts["2026-H2"]}
    assert open_cohort == {person.id for person in with_role(small, Role.COACH)}


def test_who_left_was_in_the_cohorts_before(small):
    left = small.people["Henrik Dalgaard"].id
    names = [name for name, cohort in small.cohorts.items() if left in {member.person_id for member in cohort}]
    assert names == ["2025-H2", "2025-H1"]


def test_only_the_joiner_takes_a_first_look(small):
    looks = [member.person_id for member in small.cohorts["2026-H2"] if member.first_look]
    assert looks == [small.people["Zainab Yusuf"].id]


def test_two_were_promoted_in_the_past_cycles(small):
    since = small.cycles[-1].opens_on
    promoted = [
        name
        for name, levels in small.levels.items()
        for entry in levels
        if entry.reason is LevelReason.PROMOTION and entry.since > since
    ]
    assert sorted(promoted) == ["Daniel Okafor", "Lucía Ferreyra"]


def test_a_cohort_keeps_the_level_of_its_time(small):
    lucia = small.people["Lucía Ferreyra"].id
    levels = {name: m.level for name, cohort in small.cohorts.items() for m in cohort if m.person_id == lucia}
    assert levels["2025-H2"] == "agile_coach"
    assert levels["2026-H1"] == "senior"
