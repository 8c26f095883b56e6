"""The half-year: opening one, who belongs to it, until when each may answer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth.calendar import local_day
from growth.cycles import CycleState, Member, joiners, member_of, plan_cycle
from growth.errors import InvalidCycle
from growth.people import Role
from tests.growth.drafts import NINE, coach, half_year

TODAY = date(2026, 11, 23)
WINDOW = (date(2026, 12, 1), date(2026, 12, 15))


def planned(name="2026-H2", window=WINDOW, today=TODAY, existing=()):
    return plan_cycle(name, window, today, existing, new_id="new", framework_id="framework", now=NINE)


# Opening


def test_a_cycle_opens_now_and_closes_sixteen_days_after_its_window():
    cycle = planned()
    assert (cycle.opens_on, cycle.opened_at, cycle.closes_on) == (TODAY, NINE, date(2026, 12, 31))


def test_a_name_loses_needless_spaces():
    assert planned("  2026   H2 ").name == "2026 H2"


@pytest.mark.parametrize(
    ("wrong", "remedy"),
    [
        ({"name": "  "}, "Give the cycle a name of 1 to 40 characters"),
        ({"name": "x" * 41}, "Give the cycle a name of 1 to 40 characters"),
        ({"name": "2026\u202eH2\0"}, "Give the cycle a name of 1 to 40 characters that can be seen"),
        ({"window": (TODAY, date.max)}, "more than a year from now: choose nearer days"),
        ({"window": (date(2026, 12, 15), date(2026, 12, 1))}, "ends on 1 December 2026, before it starts: swap"),
        ({"window": (date(2026, 11, 1), date(2026, 11, 22))}, "ended on 22 November 2026: choose days"),
        ({"existing": [half_year(name="Other")]}, "Other is open: close it first with `trellis cycle close Other`"),
        ({"name": "2026-h2", "existing": [half_year(closed_at=NINE)]}, "There was a cycle 2026-H2 before"),
    ],
)
def test_a_cycle_that_cannot_be_is_refused_with_the_remedy(wrong, remedy):
    with pytest.raises(InvalidCycle, match=remedy):
        planned(**wrong)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "2026-h2", "existing": [half_year(closed_at=NINE)]}, "name"),
        ({"window": (date(2026, 12, 15), date(2026, 12, 1))}, "window_end"),
        ({"window": (date(2026, 11, 1), date(2026, 11, 22))}, "window_end"),
        ({"existing": [half_year(name="Other")]}, ""),
    ],
)
def test_what_is_wrong_names_the_field_to_change(wrong, field):
    with pytest.raises(InvalidCycle) as caught:
        planned(**wrong)
    assert caught.value.about == field


@pytest.mark.parametrize(
    "fine",
    [
        {"window": (TODAY, TODAY)},
        {"window": (date(2026, 11, 1), TODAY)},
        {"existing": [half_year(name="Before", closed_at=NINE)]},
        {"existing": [half_year(name="Before", closes_on=date(2026, 11, 22))]},
        {"name": "x" * 40},
    ],
)
def test_a_window_may_have_begun_and_an_older_cycle_may_be_over(fine):
    assert planned(**fine).id == "new"


# Until when


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (NINE - timedelta(seconds=1), CycleState.PLANNED),
        (NINE, CycleState.OPEN),
        (datetime(2026, 11, 30, 22, 59, tzinfo=UTC), CycleState.OPEN),
        (datetime(2026, 11, 30, 23, 0, tzinfo=UTC), CycleState.TALKING),
        (datetime(2026, 12, 15, 22, 59, tzinfo=UTC), CycleState.TALKING),
        (datetime(2026, 12, 15, 23, 0, tzinfo=UTC), CycleState.CLOSING),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), CycleState.CLOSING),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), CycleState.CLOSED),
    ],
)
def test_the_state_follows_the_days_of_its_zone(now, state):
    assert half_year().state(now, "Europe/Stockholm") is state


def test_a_cycle_closed_by_hand_is_closed_at_once():
    cycle = half_year(closed_at=NINE)
    assert cycle.state(NINE, "") is CycleState.CLOSED
    assert not cycle.accepts(NINE, "Europe/Stockholm")


@pytest.mark.parametrize(
    ("zones", "deadline"),
    [
        (["Europe/Stockholm"], datetime(2026, 12, 31, 23, 0, tzinfo=UTC)),
        (["Pacific/Kiritimati"], datetime(2026, 12, 31, 10, 0, tzinfo=UTC)),
        (["Pacific/Niue"], datetime(2027, 1, 1, 11, 0, tzinfo=UTC)),
        (["Pacific/Kiritimati", "Pacific/Niue"], datetime(2027, 1, 1, 11, 0, tzinfo=UTC)),
        (["Pacific/Niue", "Pacific/Kiritimati"], datetime(2027, 1, 1, 11, 0, tzinfo=UTC)),
        (["No/Where"], datetime(2027, 1, 1, 0, 0, tzinfo=UTC)),
        ([], datetime(2027, 1, 1, 0, 0, tzinfo=UTC)),
    ],
)
def test_the_deadline_is_the_later_end_of_day_of_a_pair(zones, deadline):
    assert half_year().deadline(*zones) == deadline


@pytest.mark.parametrize(
    ("closes_on", "zone", "deadline"),
    [
        # The clocks go forward on 8 March 2026 in New York, on 29 March in Stockholm, at midnight in Beirut.
        (date(2026, 3, 7), "America/New_York", datetime(2026, 3, 8, 5, 0, tzinfo=UTC)),
        (date(2026, 3, 8), "America/New_York", datetime(2026, 3, 9, 4, 0, tzinfo=UTC)),
        (date(2026, 3, 29), "Europe/Stockholm", datetime(2026, 3, 29, 22, 0, tzinfo=UTC)),
        (date(2026, 3, 28), "Asia/Beirut", datetime(2026, 3, 28, 22, 0, tzinfo=UTC)),
        # And back on 25 October in Stockholm, on 5 April in Sydney.
        (date(2026, 10, 25), "Europe/Stockholm", datetime(2026, 10, 25, 23, 0, tzinfo=UTC)),
        (date(2026, 4, 5), "Australia/Sydney", datetime(2026, 4, 5, 14, 0, tzinfo=UTC)),
        (date(2028, 2, 29), "Asia/Kathmandu", datetime(2028, 2, 29, 18, 15, tzinfo=UTC)),
    ],
)
def test_a_deadline_is_the_end_of_the_local_day_when_the_clocks_change(closes_on, zone, deadline):
    assert half_year(closes_on=closes_on).deadline(zone) == deadline


ZONES = st.sampled_from(
    ["Pacific/Kiritimati", "Pacific/Niue", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe", "UTC"]
)


@given(day=st.dates(date(2026, 1, 1), date(2030, 12, 31)), zone=ZONES)
def test_the_last_moment_to_answer_is_the_last_of_its_local_day(day, zone):
    deadline = half_year(closes_on=day).deadline(zone)
    assert local_day(deadline - timedelta(microseconds=1), zone) == day
    assert local_day(deadline, zone) > day


@given(day=st.dates(date(2026, 1, 1), date(2030, 12, 31)), own=ZONES, reader=ZONES)
def test_a_pair_never_has_less_time_than_either(day, own, reader):
    cycle = half_year(closes_on=day)
    assert cycle.deadline(own, reader) == max(cycle.deadline(own), cycle.deadline(reader))


@pytest.mark.parametrize(("late", "accepted"), [(-1, True), (0, False), (1, False)])
def test_answers_are_taken_until_the_deadline(late, accepted):
    now = datetime(2026, 12, 31, 23, 0, tzinfo=UTC) + timedelta(seconds=late)
    assert half_year().accepts(now, "Europe/Stockholm") is accepted


def test_a_pair_whose_talk_was_put_off_has_days_of_its_own():
    closed = replace(half_year(), closed_at=datetime(2026, 12, 20, tzinfo=UTC))
    own = closed.put_off(date(2027, 1, 25), date(2027, 2, 15), date(2027, 3, 3))
    assert own.deadline("Europe/Stockholm") == datetime(2027, 3, 3, 23, 0, tzinfo=UTC)
    assert own.state(datetime(2027, 2, 1, tzinfo=UTC), "") is CycleState.TALKING


# Who belongs to it


def test_a_coach_enters_as_they_are_that_day():
    assert member_of(half_year(), coach(manager_id="bob"), TODAY) == Member(
        "alice", "agile_coach", "bob", "Europe/Stockholm", first_look=False, joined_on=TODAY
    )


@pytest.mark.parametrize(
    ("joined_on", "first_look"),
    [
        (None, False),  # without a date nobody is a joiner
        (date(2026, 9, 2), False),  # 90 days before 1 December
        (date(2026, 9, 3), True),
        (date(2026, 12, 10), True),
    ],
)
def test_who_joined_less_than_ninety_days_before_takes_a_first_look(joined_on, first_look):
    assert member_of(half_year(), coach(joined_on=joined_on), TODAY).first_look is first_look


def test_coaches_first_seen_while_the_window_is_not_over_join():
    found = joiners(half_year(), [coach(), coach("Dana")], [member_of(half_year(), coach(), TODAY)], date(2026, 12, 15))
    assert [(member.person_id, member.joined_on) for member in found] == [("dana", date(2026, 12, 15))]


def test_after_the_window_nobody_joins():
    assert joiners(half_year(), [coach("Dana")], [], date(2026, 12, 16)) == []


@pytest.mark.parametrize(
    "person",
    [
        coach("Bob", roles=frozenset({Role.MANAGER})),
        coach("Dana", left_on=date(2026, 11, 22)),
        coach("Dana", deactivated=True),
    ],
)
def test_only_coaches_who_are_here_join(person):
    assert joiners(half_year(), [person], [], TODAY) == []


def test_a_coach_without_a_level_joins_without_one():
    [member] = joiners(half_year(), [coach("Dana", level=None)], [], TODAY)
    assert member.level is None
