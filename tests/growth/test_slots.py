"""Which three times are offered for a talk."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth.calendar import zone
from growth.slots import slots
from growth.talks import LASTS
from tests.growth.company import DAY, HALF, HOUR, NEW_YORK, STOCKHOLM, SYDNEY, day, diary, here, leave, status_of, utc

KOLKATA, LONDON, AUCKLAND, KATHMANDU = "Asia/Kolkata", "Europe/London", "Pacific/Auckland", "Asia/Kathmandu"


def offered(coach=None, manager=None, *, now="15 Jan 09:00", booked=(), **talk):
    """Return the three moments, and the two as they are."""
    status = status_of(coach, manager or diary(), **talk)
    return slots(status.talk, status.coach, status.manager, booked, utc(now))


def by_clock(moments, tz):
    return [f"{moment.astimezone(zone(tz)):%a %-d %b %H:%M}" for moment in moments]


@pytest.mark.parametrize(
    ("coach", "manager", "at_coach", "at_manager"),
    [
        pytest.param(diary(), diary(), ["14:00", "10:00", "14:00"], ["14:00", "10:00", "14:00"], id="one office"),
        pytest.param(diary(), diary(NEW_YORK), ["15:00", "15:00", "14:00"], ["09:00", "09:00", "09:00"], id="an ocean between; New York changes its clocks first"),
        pytest.param(diary(KOLKATA), diary(LONDON), ["15:00", "15:00", "15:00"], ["09:30", "09:30", "09:30"], id="half an hour apart"),
        pytest.param(diary(KATHMANDU), diary(KOLKATA), ["14:00", "10:00", "14:00"], ["13:45", "09:45", "13:45"], id="a quarter apart"),
        pytest.param(diary(works_from=13, works_until=17), diary(works_until=14), ["13:00", "13:00", "13:00"], ["13:00", "13:00", "13:00"], id="one hour in common"),
        pytest.param(diary(KOLKATA), diary(NEW_YORK), ["17:00"] * 3, ["07:30"] * 3, id="no hours in common: the nearest to both"),
    ],
)  # fmt: skip
def test_times_lie_in_both_working_hours_or_near(coach, manager, at_coach, at_manager):
    found = offered(coach, manager)

    assert [one.split()[-1] for one in by_clock(found, coach.tz)] == at_coach
    assert [one.split()[-1] for one in by_clock(found, manager.tz)] == at_manager


def test_they_are_spread_over_the_window_on_three_days():
    assert by_clock(offered(), STOCKHOLM) == ["Mon 9 Feb 14:00", "Mon 23 Feb 10:00", "Mon 9 Mar 14:00"]


def test_none_where_they_never_work_on_the_same_day():
    assert offered(diary(working_days=frozenset({0, 1})), diary(working_days=frozenset({3, 4}))) == ()


@pytest.mark.parametrize(
    ("now", "first"),
    [
        pytest.param("15 Jan 09:00", "1 Feb", id="before the window: not before it starts"),
        pytest.param("10 Feb 09:00", "24 Feb", id="in the window: with two weeks to prepare"),
        pytest.param("9 Mar 09:00", "10 Mar", id="at its end: from tomorrow on"),
    ],
)
def test_there_is_time_to_prepare_if_there_is_any(now, first):
    assert min(moment.date() for moment in offered(now=now)) >= day(first)


def test_after_the_window_they_lie_before_the_closing():
    assert all(day("15 Mar") < moment.date() <= HALF.closes_on for moment in offered(now="15 Mar 09:00"))


def test_too_few_days_are_fewer_times():
    assert by_clock(offered(now="29 Mar 09:00"), STOCKHOLM) == ["Mon 30 Mar 14:00", "Tue 31 Mar 10:00"]
    assert offered(now="31 Mar 09:00") == ()


def test_a_deferred_talk_has_its_own_days():
    days = replace(HALF, since=day("20 Apr"), start=day("4 May"), end=day("25 May"), closes_on=day("10 Jun"))

    assert all(day("4 May") <= moment.date() <= day("25 May") for moment in offered(days=days, now="20 Apr 09:00"))


@pytest.mark.parametrize(
    ("coach", "manager"),
    [
        pytest.param(diary(STOCKHOLM, leave("1 Feb", "8 Mar")), diary(), id="the coach is away"),
        pytest.param(diary(), diary(STOCKHOLM, leave("1 Feb", "8 Mar")), id="the manager is away"),
    ],
)
def test_nobody_is_offered_a_time_they_are_away(coach, manager):
    assert all(moment.date() > day("8 Mar") for moment in offered(coach, manager))


def test_holidays_of_either_are_left_out():
    days = replace(HALF, start=day("4 Jun"), end=day("8 Jun"), closes_on=day("8 Jun"))
    assert by_clock(offered(diary(country="SE", working_days=frozenset({3, 5})), days=days, now="1 Jun 09:00"), STOCKHOLM) == ["Thu 4 Jun 14:00"]  # fmt: skip


def test_never_over_another_talk_of_either():
    plain = offered()
    found = offered(booked=[moment + 30 * HOUR / 60 for moment in plain])

    assert all(abs(one - other) >= LASTS for one in found for other in [moment + HOUR / 2 for moment in plain])
    assert len(found) == 3


MOMENTS = st.integers(0, 80 * 24).map(lambda hours: utc("10 Jan 00:00") + hours * HOUR)
TALKERS = st.builds(
    lambda tz, first, length, hours, days: diary(
        tz, leave(f"{first.day} {first:%b}", f"{(first + length * DAY).day} {first + length * DAY:%b}"), works_from=hours, works_until=hours + 8, working_days=days
    ),
    st.sampled_from((STOCKHOLM, NEW_YORK, SYDNEY, KOLKATA, LONDON, AUCKLAND, "Australia/Lord_Howe", "")),
    st.dates(day("1 Jan"), day("31 Mar")), st.integers(0, 40), st.integers(5, 14), st.frozensets(st.integers(0, 6)),
)  # fmt: skip


@given(TALKERS, TALKERS, MOMENTS, st.lists(MOMENTS, max_size=20))
def test_whatever_is_offered_suits_both(coach, manager, now, booked):
    status = status_of(coach, manager)
    found = slots(status.talk, status.coach, status.manager, booked, now)

    assert len({coach.day(moment) for moment in found}) == len(found) <= 3
    assert list(found) == sorted(found)
    for moment in found:
        assert moment > now
        assert coach.day(moment) <= HALF.closes_on
        assert all(someone.is_free(someone.day(moment)) for someone in (coach, manager))
        assert all(7 <= moment.astimezone(zone(someone.tz)).hour < 20 for someone in (coach, manager))
        assert all(abs(moment - other) >= LASTS for other in booked)


def test_the_day_of_a_slot_is_never_today_for_either():
    found = offered(diary(AUCKLAND), diary(LONDON), now=f"{here('10 Mar 08:00', AUCKLAND):%-d %b %H:%M}")

    assert all(moment.astimezone(zone(AUCKLAND)).date() > day("10 Mar") for moment in found)
