"""One person's days: when they work and are away, and between which hours something may be said to them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth.diary import WINDOW, Diary, Leave, Preferences
from tests.growth.company import DAY, NEW_YORK, STOCKHOLM, SYDNEY, day, diary, leave, utc

LORD_HOWE = "Australia/Lord_Howe"


@pytest.mark.parametrize(
    ("tz", "on", "opens"),
    [
        (NEW_YORK, "6 Mar", "6 Mar 15:00"),
        (NEW_YORK, "9 Mar", "9 Mar 14:00"),
        (NEW_YORK, "2 Nov", "2 Nov 15:00"),
        (STOCKHOLM, "27 Mar", "27 Mar 09:00"),
        (STOCKHOLM, "30 Mar", "30 Mar 08:00"),
        (SYDNEY, "3 Apr", "2 Apr 23:00"),
        (SYDNEY, "6 Apr", "6 Apr 00:00"),
        (LORD_HOWE, "3 Apr", "2 Apr 23:00"),
        (LORD_HOWE, "6 Apr", "5 Apr 23:30"),
        ("Africa/Cairo", "23 Apr", "23 Apr 08:00"),
        ("Africa/Cairo", "24 Apr", "24 Apr 07:00"),
        ("America/Santiago", "3 Apr", "3 Apr 13:00"),
        ("America/Santiago", "6 Apr", "6 Apr 14:00"),
        ("Asia/Kathmandu", "9 Mar", "9 Mar 04:15"),
        ("Nowhere/Land", "9 Mar", "9 Mar 10:00"),
        ("", "9 Mar", "9 Mar 10:00"),
        ("Europe", "9 Mar", "9 Mar 10:00"),
    ],
)
def test_the_window_opens_at_ten_by_their_clock(tz, on, opens):
    assert diary(tz).opens(day(on)) == utc(opens)


@pytest.mark.parametrize(
    ("now", "hears"),
    [
        ("9 Mar 08:59", False),
        ("9 Mar 09:00", True),
        ("9 Mar 12:59", True),
        ("9 Mar 13:00", False),
        ("8 Mar 10:00", False),
    ],
)
def test_they_hear_for_four_hours_of_a_free_day(now, hears):
    assert diary(STOCKHOLM).hears(utc(now)) is hears


@pytest.mark.parametrize(
    ("someone", "free"),
    [
        pytest.param(diary(), True, id="a Monday"),
        pytest.param(diary(working_days=frozenset({1, 2})), False, id="not of their pattern"),
        pytest.param(diary(STOCKHOLM, leave("9 Mar", "9 Mar")), False, id="away for a day"),
        pytest.param(diary(STOCKHOLM, leave("1 Mar", "9 Mar")), False, id="the last day away"),
        pytest.param(diary(STOCKHOLM, leave("1 Mar", "8 Mar")), True, id="back"),
        pytest.param(diary(country="PH"), True, id="no holiday there"),
    ],
)
def test_a_free_day_is_a_working_day_without_leave(someone, free):
    assert someone.is_free(day("9 Mar")) is free


def test_leave_is_no_reason_not_to_be_a_working_day():
    assert diary(STOCKHOLM, leave("9 Mar", "9 Mar")).works_on(day("9 Mar"))


@pytest.mark.parametrize(
    ("now", "expected"),
    [("6 Mar 08:00", "6 Mar"), ("6 Mar 12:59", "6 Mar"), ("6 Mar 13:00", "9 Mar"), ("7 Mar 09:00", "9 Mar")],
)
def test_the_next_day_is_one_whose_window_is_not_over(now, expected):
    assert diary(STOCKHOLM).next_day(utc(now)) == day(expected)


@pytest.mark.parametrize(
    ("count", "after", "before"), [(1, "10 Mar", "6 Mar"), (2, "11 Mar", "5 Mar"), (10, "23 Mar", "23 Feb")]
)
def test_working_days_are_counted_without_weekends(count, after, before):
    assert diary().working_day_after(day("9 Mar"), count) == day(after)
    assert diary().working_day_before(day("9 Mar"), count) == day(before)


def test_who_never_works_has_no_free_day():
    never = diary(working_days=frozenset())

    assert (never.free_from(day("9 Mar")), never.next_day(utc("9 Mar 09:00"))) == (None, None)
    assert never.working_day_after(day("9 Mar"), 10) == day("9 Mar")


def test_free_days_are_looked_for_back_to_a_day_only():
    away = diary(STOCKHOLM, leave("2 Mar", "9 Mar"))

    assert (away.free_until(day("9 Mar"), day("1 Mar")), away.free_until(day("9 Mar"), day("27 Feb"))) == (
        None,
        day("27 Feb"),
    )


def test_the_end_of_all_calendars_is_no_error():
    assert diary().free_from(date.max) == date(9999, 12, 31)


ZONES = st.sampled_from((NEW_YORK, STOCKHOLM, SYDNEY, LORD_HOWE, "Africa/Cairo", "America/Santiago", "Asia/Kathmandu", "Pacific/Apia", "UTC", ""))  # fmt: skip
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given a zone right here
DIARIES = st.builds(
    Diary,
    ZONES,
    st.builds(Preferences, hour=st.integers(7, 17), working_days=st.frozensets(st.integers(0, 6))),
    st.lists(st.builds(lambda day, n: Leave(day, day + n * DAY), st.dates(date(2025, 1, 1), date(2030, 1, 1)), st.integers(0, 60)), max_size=4).map(tuple),
)  # fmt: skip


@given(DIARIES, MOMENTS)
def test_whoever_hears_something_is_there_at_that_hour(someone, now):
    if someone.hears(now):
        today = someone.day(now)
        assert someone.opens(today) <= now < someone.opens(today) + WINDOW
        assert today.weekday() in someone.preferences.working_days
        assert not any(away.first <= today <= away.last for away in someone.leave)


@given(DIARIES, MOMENTS)
def test_at_the_next_days_hour_they_hear(someone, now):
    found = someone.next_day(now)

    assert found is None or someone.hears(max(now, someone.opens(found)))


@given(DIARIES, MOMENTS)
def test_no_free_day_is_passed_over(someone, now):
    found = someone.free_from(someone.day(now))
    days = (found - someone.day(now)).days if found else 100

    assert not any(someone.is_free(someone.day(now) + n * timedelta(days=1)) for n in range(days))
