"""When somebody is away: what can be said, and how one leave becomes part of another."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth.diary import Leave
from growth.errors import InvalidLeave
from growth.leave import LONGEST, Changes, away, away_until, came_back, changes, with_leave
from tests.growth.company import DAY, day, leave

TODAY = day("9 Mar")


@pytest.mark.parametrize(
    ("text", "last"),
    [("12 March", "12 Mar"), ("tomorrow", "10 Mar"), ("today", "9 Mar"), ("Friday", "13 Mar"), ("2026-04-01", "1 Apr")],
)
def test_the_day_said_is_the_last_day_away(text, last):
    assert away_until(text, TODAY) == Leave(TODAY, day(last))


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        pytest.param("12 Mar", "11 Mar", "before the first", id="it ends before it begins"),
        pytest.param("1 Mar", "8 Mar", "8 March 2026 has passed", id="over"),
    ],
)
def test_leave_that_cannot_be_is_refused(first, last, sentence):
    with pytest.raises(InvalidLeave, match=sentence):
        away(day(first), day(last), TODAY)


@pytest.mark.parametrize(("first", "length"), [(TODAY, LONGEST + 1), (TODAY + 401 * DAY, 1), (date(9999, 12, 1), 10)])
def test_leave_too_long_or_too_far_is_refused(first, length):
    with pytest.raises(InvalidLeave, match="up to 400 days"):
        away(first, first + (length - 1) * DAY, TODAY)


def test_four_hundred_days_are_kept():
    assert away(TODAY, TODAY + (LONGEST - 1) * DAY, TODAY).last == TODAY + 399 * DAY


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param([], [leave("10 Mar", "20 Mar", "")], id="the first"),
        pytest.param([leave("1 Mar", "3 Mar")], [leave("1 Mar", "3 Mar"), leave("10 Mar", "20 Mar", "")], id="apart"),
        pytest.param([leave("1 Mar", "12 Mar")], [leave("1 Mar", "20 Mar")], id="it overlaps the end"),
        pytest.param([leave("18 Mar", "30 Mar")], [leave("10 Mar", "30 Mar")], id="it overlaps the beginning"),
        pytest.param([leave("1 Mar", "9 Mar")], [leave("1 Mar", "20 Mar")], id="it touches"),
        pytest.param([leave("1 Mar", "30 Mar")], [leave("1 Mar", "30 Mar")], id="within"),
        pytest.param([leave("12 Mar", "13 Mar")], [leave("10 Mar", "20 Mar")], id="around"),
        pytest.param([leave("19 Mar", "25 Mar", "b"), leave("8 Mar", "10 Mar", "a")], [leave("8 Mar", "25 Mar", "a")], id="a bridge keeps the earliest id"),
    ],
)  # fmt: skip
def test_leave_that_overlaps_or_touches_is_one(known, expected):
    assert with_leave(known, leave("10 Mar", "20 Mar", "")) == tuple(expected)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param([leave("1 Mar", "20 Mar")], [leave("1 Mar", "8 Mar")], id="it ended yesterday"),
        pytest.param([leave("9 Mar", "20 Mar")], [], id="it began today, so it never was"),
        pytest.param([leave("10 Mar", "20 Mar")], [leave("10 Mar", "20 Mar")], id="what is to come stays"),
        pytest.param([leave("1 Mar", "8 Mar")], [leave("1 Mar", "8 Mar")], id="what is over stays"),
        pytest.param([], [], id="none"),
    ],
)
def test_who_is_back_is_not_away_today(known, expected):
    assert came_back(known, TODAY) == tuple(expected)


def test_what_to_keep_is_told_by_id():
    before = [leave("1 Mar", "3 Mar", "gone"), leave("5 Mar", "6 Mar", "same"), leave("8 Mar", "9 Mar", "longer")]
    after = [leave("5 Mar", "6 Mar", "same"), leave("8 Mar", "12 Mar", "longer"), leave("1 Apr", "2 Apr", "")]

    assert changes(before, after) == Changes((after[2],), (after[1],), (before[0],))


LEAVES = st.lists(st.builds(lambda first, n: Leave(TODAY + first * DAY, TODAY + (first + n) * DAY), st.integers(0, 90), st.integers(0, 20)), max_size=6)  # fmt: skip


@given(LEAVES)
def test_together_they_cover_the_same_days_and_never_touch(leaves):
    known = ()
    for new in leaves:
        known = with_leave(known, new)

    days = [TODAY + n * timedelta(days=1) for n in range(120)]
    assert [any(one.covers(d) for one in known) for d in days] == [any(one.covers(d) for one in leaves) for d in days]
    assert all(one.last + DAY < other.first for one, other in pairwise(known))
