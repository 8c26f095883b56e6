"""A talk's date, its exchange, and what leave makes of it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth.diary import Leave
from growth.errors import InvalidTalk
from growth.talks import Days, dated, days_of, exchange_day, held, settled
from tests.growth.company import DAY, HALF, HOUR, NEW_YORK, STOCKHOLM, SYDNEY, day, diary, here, leave, status_of, utc
from tests.growth.drafts import half_year

TALK = here("12 Mar 13:00", STOCKHOLM)
LONG = leave("1 Feb", "8 Mar")
"""36 of the window's 43 days."""


# The exchange


@pytest.mark.parametrize(
    ("on", "coach", "manager", "expected"),
    [
        pytest.param("12 Mar", diary(), diary(), "11 Mar", id="the day before"),
        pytest.param("16 Mar", diary(), diary(), "13 Mar", id="over the weekend"),
        pytest.param("7 Apr", diary(country="SE"), diary(), "2 Apr", id="over Easter"),
        pytest.param("12 Mar", diary(working_days=frozenset({0, 3})), diary(), "9 Mar", id="the last one both work"),
        pytest.param("12 Mar", diary(STOCKHOLM, leave("1 Mar", "11 Mar")), diary(), "11 Mar", id="leave does not count"),
        pytest.param("12 Mar", diary(working_days=frozenset({0, 1})), diary(working_days=frozenset({3, 4})), None, id="no day in common"),
        pytest.param("12 Mar", diary(working_days=frozenset({3})), None, "5 Mar", id="seven days before, without a manager"),
    ],
)  # fmt: skip
def test_the_exchange_is_on_the_last_day_both_work(on, coach, manager, expected):
    assert exchange_day(day(on), coach, manager) == (expected and day(expected))


# Its days


@pytest.mark.parametrize(("since", "expected"), [(None, "15 Jan"), ("2 Jan", "15 Jan"), ("20 Feb", "20 Feb")])
def test_a_pair_is_asked_from_the_day_both_are_there(since, expected):
    cycle = half_year(opens_on=HALF.since, window_start=HALF.start, window_end=HALF.end, closes_on=HALF.closes_on)

    assert days_of(cycle, since and day(since)) == replace(HALF, since=day(expected))


# Its date


def setting(to, coach=None, manager=None, now="2 Feb 12:00", **talk):
    """Return a talk after Max set its date."""
    status = status_of(coach, manager, **talk)
    return dated(status.talk, to, "max", status.parties, utc(now))


@pytest.mark.parametrize(
    ("at", "people", "about", "sentence"),
    [
        pytest.param(utc("2 Feb 12:00"), (), "time", "has passed", id="now"),
        pytest.param(utc("1 Feb 12:00"), (), "time", "has passed", id="yesterday"),
        pytest.param(utc("1 Apr 12:00"), (), "day", "closes on 31 March", id="after the closing"),
        pytest.param(here("1 Apr 08:00", SYDNEY), (diary(SYDNEY),), "day", "closes on 31 March", id="after the closing, for the coach"),
        pytest.param(TALK, (diary(STOCKHOLM, leave("12 Mar", "12 Mar")),), "day", "Cleo is away on 12 March", id="the coach is away"),
        pytest.param(TALK, (diary(), diary(STOCKHOLM, leave("1 Mar", "20 Mar"))), "day", "Max is away", id="the manager is away"),
        pytest.param(here("16 Feb 13:00", NEW_YORK), (diary(NEW_YORK, country="US"),), "day", "holiday for Cleo, Washington", id="a holiday"),
        pytest.param(here("6 Mar 13:00", STOCKHOLM), (diary(), diary("Africa/Accra", country="GH")), "day", "holiday for Max, Independence", id="a holiday of the manager's"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_is_refused_at_its_field(at, people, about, sentence):
    with pytest.raises(InvalidTalk, match=sentence) as refused:
        setting(at, *people)

    assert refused.value.about == about


@pytest.mark.parametrize("at", ["2 Feb 12:01", "20 Mar 12:00", "31 Mar 12:00", "14 Mar 12:00"])
def test_any_day_up_to_the_closing_can_be_agreed(at):
    talk = setting(utc(at))

    assert (talk.at, talk.set_at, talk.set_by) == (utc(at), utc("2 Feb 12:00"), "max")


def test_either_moves_a_date():
    assert setting(utc("20 Mar 12:00"), at=TALK).at == utc("20 Mar 12:00")


def test_the_date_of_a_held_talk_stays():
    with pytest.raises(InvalidTalk, match="stays as it was"):
        setting(utc("20 Mar 12:00"), now="13 Mar 12:00", at=TALK, held_at=TALK + HOUR)


@pytest.mark.parametrize(
    ("talk", "now", "sentence"),
    [({}, "12 Mar 14:00", "no date yet"), ({"at": TALK}, "12 Mar 11:59", "has not begun")],
)
def test_a_talk_is_not_held_before_it_begins(talk, now, sentence):
    with pytest.raises(InvalidTalk, match=sentence):
        held(status_of(**talk).talk, utc(now))


def test_marked_held_twice_it_was_held_once():
    once = held(status_of(at=TALK).talk, TALK)

    assert held(once, TALK + DAY).held_at == TALK


@pytest.mark.parametrize(
    ("talk", "today", "is_over"), [({}, "31 Mar", False), ({}, "1 Apr", True), ({"held_at": TALK}, "13 Mar", True)]
)
def test_its_tasks_expire_at_the_closing_or_once_held(talk, today, is_over):
    assert status_of(**talk).talk.is_over(day(today)) is is_over


# What leave makes of it


def after(*leaves, **talk):
    """Return Cleo's talk as these leaves leave it."""
    return settled(status_of(**talk).talk, diary(STOCKHOLM, *leaves))


@pytest.mark.parametrize(
    ("away", "is_deferred"),
    [
        pytest.param(leave("1 Feb", "21 Feb"), False, id="21 of 43 days"),
        pytest.param(leave("1 Feb", "22 Feb"), True, id="22 of 43 days"),
        pytest.param(leave("1 Jan", "21 Feb"), False, id="days before the window do not count"),
        pytest.param(leave("23 Feb", "30 Apr"), False, id="the last 21"),
        pytest.param(leave("22 Feb", "30 Apr"), True, id="the last 22"),
        pytest.param(leave("16 Mar", "30 Jun"), False, id="after the window"),
        pytest.param(leave("1 Jan", "31 Dec"), True, id="two cycles long"),
    ],
)
def test_leave_over_more_than_half_the_window_defers(away, is_deferred):
    assert (after(away).deferral is not None) is is_deferred


@pytest.mark.parametrize(
    ("away", "is_deferred"),
    [
        pytest.param(leave("12 Mar", "12 Mar"), True, id="that day"),
        pytest.param(leave("10 Mar", "13 Mar"), True, id="around it"),
        pytest.param(leave("13 Mar", "30 Mar"), False, id="from the day after"),
        pytest.param(leave("1 Mar", "11 Mar"), False, id="to the day before"),
        pytest.param(leave("13 Feb", "10 Mar"), True, id="more than half the window before it"),
    ],
)
def test_leave_on_the_talks_day_defers(away, is_deferred):
    assert (after(away, at=TALK).deferral is not None) is is_deferred


def test_who_leaves_for_long_after_the_talk_has_it_before():
    assert after(leave("5 Feb", "30 Mar"), at=utc("3 Feb 12:00")).at == utc("3 Feb 12:00")


def test_a_deferred_talk_has_days_of_its_own():
    talk = after(LONG)

    assert talk.window == Days(day("9 Mar"), day("23 Mar"), day("13 Apr"), day("29 Apr"))
    assert (talk.round, talk.at) == ("leave", None)


def test_holidays_and_weekends_put_the_return_off():
    talk = settled(status_of().talk, diary(STOCKHOLM, leave("1 Feb", "2 Apr"), country="SE"))

    assert talk.window.since == day("7 Apr")


def test_a_date_agreed_for_after_the_leave_is_kept():
    talk = after(LONG, at=TALK)

    assert (talk.at, talk.deferral.leave) == (TALK, LONG)


@pytest.mark.parametrize("at", [None, TALK])
def test_leave_taken_back_restores_the_talk(at):
    before = status_of(at=at).talk
    away = settled(before, diary(STOCKHOLM, leave("9 Feb", "13 Mar")))

    assert (away.deferral is not None, away.at) == (True, None)
    assert settled(away, diary()) == before


def test_leave_made_longer_defers_further_and_keeps_the_date_it_had():
    talk = after(leave("10 Mar", "13 Mar"), at=TALK)
    longer = settled(talk, diary(STOCKHOLM, leave("10 Mar", "17 Apr")))

    assert (longer.window.since, longer.deferral.had) == (day("20 Apr"), TALK)


def test_leave_that_ends_early_moves_the_days_forward():
    talk = after(leave("1 Feb", "8 Mar"))
    back = settled(talk, diary(STOCKHOLM, leave("1 Feb", "1 Mar")))

    assert (back.window.since, back.round) == (day("2 Mar"), talk.round)


def test_leave_that_ends_so_early_restores_the_talk():
    talk = after(LONG)

    assert settled(talk, diary(STOCKHOLM, leave("1 Feb", "5 Feb"))).deferral is None


@pytest.mark.parametrize(
    ("later", "at"),
    [
        pytest.param(leave("1 Feb", "9 Mar"), "9 Apr 12:00", id="longer, still before it: it stands"),
        pytest.param(leave("1 Feb", "1 Mar"), "9 Apr 12:00", id="shorter: it stands"),
        pytest.param(leave("1 Feb", "10 Apr"), None, id="longer, over it: it goes"),
    ],
)
def test_a_date_set_for_a_deferred_talk_survives_if_it_can(later, at):
    talk = replace(after(LONG), at=utc("9 Apr 12:00"))

    assert settled(talk, diary(STOCKHOLM, later)).at == (at and utc(at))


def test_a_restored_talk_has_its_old_date_where_the_new_one_is_too_late():
    talk = replace(after(leave("9 Feb", "13 Mar"), at=TALK), at=utc("9 Apr 12:00"))

    assert settled(talk, diary()).at == TALK


def test_another_leave_over_the_new_window_defers_again():
    talk = after(LONG, leave("20 Mar", "30 Apr", "second"))

    assert (talk.round, talk.window.since) == ("second", day("1 May"))


def test_leave_over_the_new_date_defers_again():
    talk = replace(after(LONG), at=utc("9 Apr 12:00"))
    again = settled(talk, diary(STOCKHOLM, LONG, leave("9 Apr", "9 Apr", "second")))

    assert (again.round, again.at, again.deferral.had) == ("second", None, utc("9 Apr 12:00"))


def test_a_held_talk_is_not_touched_by_leave():
    assert after(leave("12 Mar", "12 Mar"), at=TALK, held_at=TALK).deferral is None


LEAVES = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 80)), max_size=4)


@given(LEAVES, LEAVES, st.none() | st.integers(0, 58))
def test_asked_again_leave_makes_the_same_of_a_talk(first, then, at):
    def diary_with(drawn):
        days = [date(2026, 1, 1) + begin * DAY for begin, _ in drawn]
        return diary(STOCKHOLM, *(Leave(one, one + n * DAY, str(one)) for one, (_, n) in zip(days, drawn, strict=True)))

    before = status_of(at=None if at is None else utc("1 Feb 12:00") + at * DAY).talk
    once = settled(settled(before, diary_with(first)), diary_with(then))

    assert settled(once, diary_with(then)) == once
    assert once.at is None or once.deferral is None or not once.deferral.leave.covers(once.at.date())
