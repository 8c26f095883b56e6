"""The calendar of half-years: what opens when, whatever was missed, and which days an owner may give."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth.cycles import plan_cycle
from growth.errors import InvalidCycle
from growth.half_years import checked, due, half_year, opening_day, rescheduled, upcoming
from tests.growth.drafts import NINE
from tests.growth.drafts import half_year as cycle_of

DAY = timedelta(days=1)
SPRING, AUTUMN = half_year(2027, 1), half_year(2027, 2)
TODAY = date(2026, 11, 23)
LATE = replace(SPRING, opens_on=date(2027, 2, 20), window_start=date(2027, 3, 1), window_end=date(2027, 3, 31), closes_on=date(2027, 4, 15))  # fmt: skip
SHORT = replace(SPRING, window_start=date(2027, 1, 18), window_end=date(2027, 1, 22), closes_on=date(2027, 1, 22))


def opened(half_year, **changes):
    """Return the cycle the calendar opened for a half-year on its day."""
    days = {name: getattr(half_year, name) for name in ("name", "opens_on", "window_start", "window_end", "closes_on")}
    return cycle_of(**days | changes)


def planned(*half_years):
    return {each.name: each for each in half_years}


# What opens


def test_the_shipped_days_are_those_of_the_domain():
    assert (SPRING.opens_on, SPRING.window_start, SPRING.window_end, SPRING.closes_on) == (
        date(2027, 1, 15),
        date(2027, 2, 1),
        date(2027, 3, 15),
        date(2027, 3, 31),
    )
    assert (AUTUMN.opens_on, AUTUMN.window_start, AUTUMN.window_end, AUTUMN.closes_on) == (
        date(2027, 8, 15),
        date(2027, 9, 1),
        date(2027, 10, 15),
        date(2027, 10, 31),
    )


@pytest.mark.parametrize(
    ("today", "plans", "existing", "opens"),
    [
        pytest.param(SPRING.opens_on - DAY, [], [], None, id="the day before"),
        pytest.param(SPRING.opens_on, [], [], "2027-H1", id="on its day"),
        pytest.param(SPRING.opens_on + 14 * DAY, [], [], "2027-H1", id="14 days late"),
        pytest.param(SPRING.opens_on + 15 * DAY, [], [], None, id="15 days late"),
        pytest.param(SPRING.opens_on, [], [opened(SPRING)], None, id="it is open"),
        pytest.param(SPRING.opens_on, [], [opened(SPRING, closed_at=NINE)], None, id="it was closed by hand"),
        pytest.param(SPRING.opens_on, [], [opened(SPRING, name="2027-h1", closed_at=NINE)], None, id="named in lower case"),
        pytest.param(SPRING.opens_on, [], [cycle_of(name="Other", closes_on=SPRING.opens_on)], None, id="another's last day"),
        pytest.param(SPRING.opens_on, [], [cycle_of(name="Other", closes_on=SPRING.opens_on - DAY)], "2027-H1", id="another is over"),
        pytest.param(SPRING.opens_on, [], [cycle_of(name="Other", closes_on=SPRING.closes_on, closed_at=NINE)], "2027-H1", id="another was closed"),
        pytest.param(SPRING.opens_on, [LATE], [], None, id="moved to later"),
        pytest.param(LATE.opens_on, [LATE], [], "2027-H1", id="on the day it was moved to"),
        pytest.param(SHORT.window_end, [SHORT], [], "2027-H1", id="on the last day of its talks"),
        pytest.param(SHORT.window_end + DAY, [SHORT], [], None, id="its talks are over"),
        pytest.param(date(2029, 8, 20), [], [opened(SPRING)], "2029-H2", id="years were missed"),
        pytest.param(date(2029, 6, 1), [], [opened(SPRING)], None, id="years were missed, and none is due"),
    ],
)  # fmt: skip
def test_what_is_due_opens_and_nothing_else(today, plans, existing, opens):
    found = due(today, planned(*plans), existing)
    assert (found.name if found else None) == opens


def test_what_opens_has_the_days_the_owner_gave_it():
    assert due(LATE.opens_on, planned(LATE), []) == LATE


@pytest.mark.parametrize(
    ("today", "existing", "name"),
    [
        (TODAY, [], "2027-H1"),
        (TODAY, [opened(SPRING)], "2027-H2"),
        (SPRING.opens_on + 14 * DAY, [], "2027-H1"),
        (SPRING.opens_on + 15 * DAY, [], "2027-H2"),
        (date(2027, 8, 30), [], "2028-H1"),
        (date(2026, 1, 1), [], "2026-H1"),
    ],
)
def test_the_next_one_is_the_first_that_can_still_open(today, existing, name):
    assert upcoming(today, {}, existing).name == name


@pytest.mark.parametrize(
    ("today", "closes_on", "opens"),
    [
        (TODAY, TODAY + 30 * DAY, SPRING.opens_on),
        (TODAY, SPRING.opens_on, SPRING.opens_on + DAY),
        (TODAY, SPRING.opens_on + 13 * DAY, SPRING.opens_on + 14 * DAY),
        (TODAY, SPRING.opens_on + 14 * DAY, None),
        (SPRING.opens_on + 3 * DAY, TODAY, SPRING.opens_on + 3 * DAY),
    ],
)
def test_it_opens_once_what_is_open_has_closed(today, closes_on, opens):
    assert opening_day(SPRING, today, [cycle_of(name="Other", closes_on=closes_on)]) == opens


def test_the_last_years_of_the_calendar_end_without_a_riddle():
    with pytest.raises(OverflowError, match="after the year 9999"):
        upcoming(date(9999, 12, 1), {}, [])


# What an owner may choose


@pytest.mark.parametrize("fine", [SPRING, LATE, SHORT, replace(SPRING, opens_on=TODAY, window_start=TODAY + 60 * DAY)])
def test_days_that_follow_each_other_can_be_planned(fine):
    assert checked(fine, TODAY) == fine


@pytest.mark.parametrize(
    ("wrong", "remedy", "about"),
    [
        (replace(SPRING, name="Spring"), "no half-year Spring", ""),
        (replace(SPRING, name="0000-H1"), "no half-year 0000-H1", ""),
        (replace(SPRING, name="2027-H3"), "no half-year 2027-H3", ""),
        (replace(SPRING, opens_on=TODAY - DAY), "has passed: choose today", "opens_on"),
        (replace(SPRING, opens_on=date(2027, 4, 16)), "around 15 January 2027: choose a day within 90 days", "opens_on"),
        (replace(SPRING, opens_on=date(2027, 2, 2)), "start on 1 February 2027, before it opens on 2 Feb", "window_start"),
        (replace(SPRING, window_end=date(2027, 1, 31)), "before they start on 1 February 2027: swap", "window_end"),
        (replace(SPRING, closes_on=date(2027, 3, 14)), "before the talks end on 15 March 2027: close it later", "closes_on"),
        (replace(SPRING, opens_on=date(2026, 12, 2)), "61 days between opening and the first talks", "window_start"),
        (replace(SPRING, closes_on=date(2027, 5, 15)), "61 days between the last talks and closing", "closes_on"),
    ],
)  # fmt: skip
def test_days_that_cannot_be_are_refused_with_the_remedy(wrong, remedy, about):
    with pytest.raises(InvalidCycle, match=remedy) as refused:
        checked(wrong, TODAY)
    assert refused.value.about == about


OPEN = cycle_of()
MIDDLE = date(2026, 12, 10)


def test_an_open_cycle_gets_other_days():
    moved = rescheduled(OPEN, MIDDLE, date(2026, 12, 31), date(2027, 1, 31), MIDDLE)
    assert moved == replace(OPEN, window_start=MIDDLE, window_end=date(2026, 12, 31), closes_on=date(2027, 1, 31))


def test_a_window_that_began_before_its_opening_stays_as_it_is():
    early = cycle_of(window_start=date(2026, 11, 1))
    assert rescheduled(early, early.window_start, early.window_end, MIDDLE + 30 * DAY, MIDDLE).closes_on == MIDDLE + 30 * DAY  # fmt: skip


def test_once_the_talks_are_over_the_closing_can_still_be_moved():
    over = OPEN.window_end + DAY
    moved = rescheduled(OPEN, OPEN.window_start, OPEN.window_end, OPEN.closes_on + 7 * DAY, over)
    assert moved == replace(OPEN, closes_on=OPEN.closes_on + 7 * DAY)


def test_a_closing_that_has_passed_is_refused_even_on_the_last_day_of_the_talks():
    with pytest.raises(InvalidCycle, match=r"The closing, .* has passed"):
        rescheduled(OPEN, OPEN.window_start, OPEN.window_end, OPEN.window_end, OPEN.window_end + DAY)


@pytest.mark.parametrize(
    ("cycle", "days", "remedy"),
    [
        (replace(OPEN, closed_at=NINE), (MIDDLE, MIDDLE, MIDDLE), "2026-H2 has closed"),
        (replace(OPEN, closes_on=MIDDLE - DAY), (MIDDLE, MIDDLE, MIDDLE), "2026-H2 has closed"),
        (OPEN, (OPEN.window_start, MIDDLE - DAY, MIDDLE), "The last day for talks, 9 December 2026, has passed"),
        (OPEN, (OPEN.window_start, MIDDLE, MIDDLE - DAY), "The closing, 9 December 2026, has passed"),
        (OPEN, (MIDDLE + DAY, MIDDLE, MIDDLE + DAY), "swap"),
        (OPEN, (MIDDLE, MIDDLE + 2 * DAY, MIDDLE + DAY), "close it later"),
        (OPEN, (OPEN.opens_on + 61 * DAY, MIDDLE + 61 * DAY, MIDDLE + 61 * DAY), "61 days between opening"),
    ],
)  # fmt: skip
def test_days_an_open_cycle_cannot_have_are_refused(cycle, days, remedy):
    with pytest.raises(InvalidCycle, match=remedy):
        rescheduled(cycle, *days, MIDDLE)


# Years of it


def lived(days):
    """Return the cycles that daily runs on these days opened; nobody closes any by hand."""
    cycles = []
    for today in days:
        found = due(today, {}, cycles)
        if found is not None:
            now = datetime.combine(today, datetime.min.time(), UTC)
            window = (found.window_start, found.window_end)
            cycles.append(
                plan_cycle(found.name, window, today, cycles, new_id=found.name, framework_id="f", now=now, closes_on=found.closes_on)
            )  # fmt: skip
    return cycles


@st.composite
def years_with_outages(draw):
    """Draw the days on which the calendar ran, over some years with gaps."""
    start = draw(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
    gaps = draw(st.lists(st.tuples(st.integers(0, 1500), st.integers(1, 400)), max_size=8))
    out = {at + day for at, length in gaps for day in range(length)}
    return [start + day * DAY for day in range(1500) if day not in out]


@given(years_with_outages())
def test_whatever_was_missed_each_half_year_opens_at_most_once(days):
    cycles = lived(days)
    assert len({cycle.name for cycle in cycles}) == len(cycles)
    assert all(before.closes_on < after.opens_on for before, after in pairwise(cycles))


@given(years_with_outages())
def test_a_half_year_opens_on_the_first_run_of_its_fifteen_days(days):
    opened_on = {cycle.name: cycle.opens_on for cycle in lived(days)}
    for each in (half_year(year, half) for year in range(2026, 2033) for half in (1, 2)):
        runs = [day for day in days if each.opens_on <= day <= each.opens_on + 14 * DAY]
        assert opened_on.get(each.name) == (runs[0] if runs else None)
