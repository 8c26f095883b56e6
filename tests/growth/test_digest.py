"""The manager's digest: on which days it comes, what it says, and that it is silent where nothing is owed."""

from dataclasses import replace

import pytest

from growth.digest import digest
from growth.nudges import Work
from growth.talks import Party
from tests.growth.company import (
    HALF,
    NEW_YORK,
    STOCKHOLM,
    SYDNEY,
    Company,
    day,
    diary,
    heard,
    leave,
    status_of,
    story,
    utc,
)

TALK = utc("12 Mar 12:00")
MONDAYS = ["19 Jan", "26 Jan", "2 Feb", "9 Feb", "16 Feb", "23 Feb", "2 Mar", "9 Mar"]


def days(company, **window):
    """Return the days on which Max gets a digest."""
    messages = heard(company, "max", **window)
    return [" ".join(message.split()[:2]) for message in messages if message.endswith("digest")]


def of_coach(name, manager=None, **talk):
    """Return another coach's talk with Max."""
    status = status_of(manager=manager, **talk)
    return replace(status, talk=replace(status.talk, coach_id=name), coach=Party(name, name.title(), diary()))


@pytest.mark.parametrize(
    ("manager", "expected"),
    [
        pytest.param(diary(), ["15 Jan", *MONDAYS], id="the opening, then each Monday to the window's end"),
        pytest.param(diary(STOCKHOLM, leave("15 Jan", "20 Jan")), ["21 Jan", *MONDAYS[1:]], id="away at the opening"),
        pytest.param(diary(STOCKHOLM, leave("26 Jan", "27 Jan")), ["15 Jan", "19 Jan", "28 Jan", *MONDAYS[2:]], id="away on a Monday: the week's first free day"),
        pytest.param(diary(STOCKHOLM, leave("24 Jan", "6 Feb")), ["15 Jan", "19 Jan", *MONDAYS[3:]], id="two weeks away: they are left out"),
        pytest.param(diary(working_days=frozenset({2, 3})), ["15 Jan", "21 Jan", "28 Jan", "4 Feb", "11 Feb", "18 Feb", "25 Feb", "4 Mar", "11 Mar"], id="works Wednesday and Thursday"),
        pytest.param(diary(country="US"), ["15 Jan", "20 Jan", "26 Jan", "2 Feb", "9 Feb", "17 Feb", "23 Feb", "2 Mar", "9 Mar"], id="two Mondays are holidays"),
        pytest.param(diary(opted_out=True), [], id="opted out"),
        pytest.param(diary(muted_cycle="half"), [], id="muted"),
    ],
)  # fmt: skip
def test_it_comes_first_at_the_opening_then_weekly(manager, expected):
    assert days(story(manager=manager)) == expected


@pytest.mark.parametrize(
    ("tz", "first"),
    [(NEW_YORK, "15 Jan 15:00 digest"), (SYDNEY, "14 Jan 23:00 digest"), (STOCKHOLM, "15 Jan 09:00 digest")],
)
def test_it_comes_at_the_managers_own_hour(tz, first):
    assert heard(story(manager=diary(tz)), "max", start="14 Jan 12:00", tz="UTC")[0] == first


def test_silent_when_nothing_is_owed():
    assert days(story(at=TALK)) == []


def test_silent_once_every_date_is_set():
    company = story()
    first = days(company, until="30 Jan 12:00")
    company.change(at=TALK, set_at=utc("30 Jan 12:00"))

    assert (first, days(company, start="30 Jan 12:00")) == (["15 Jan", "19 Jan", "26 Jan"], [])


def test_after_a_stop_one_digest_makes_up_for_all():
    assert days(story(), down=[("15 Jan 00:00", "3 Feb 20:00")])[:2] == ["4 Feb", "9 Feb"]


def test_a_coach_who_joins_is_in_a_digest_at_once():
    company = story(days=replace(HALF, since=day("4 Feb")))

    assert days(company, start="4 Feb 00:00")[:2] == ["4 Feb", "9 Feb"]


def test_sixty_coaches_are_one_message_a_week():
    company = Company()
    for n in range(60):
        company.add(of_coach(f"coach {n}"))

    assert days(company) == ["15 Jan", *MONDAYS]


@pytest.mark.parametrize(
    ("today", "without_view"),
    [("25 Feb", 0), ("26 Feb", 1), ("12 Mar", 1), ("16 Mar", 0)],
)
def test_a_missing_view_is_named_from_two_weeks_before(today, without_view):
    status = replace(status_of(at=TALK), view_owed=True)

    assert len(digest([status], diary(), day(today)).without_view) == without_view


def test_a_missing_view_brings_the_digest_three_days_before_too():
    company = story(at=utc("13 Mar 12:00"))
    company.change(view_owed=True)

    assert days(company) == ["2 Mar", "9 Mar", "10 Mar"]


def test_a_view_for_a_talk_after_the_window_is_still_named():
    company = story(at=utc("25 Mar 12:00"))
    company.change(view_owed=True)

    assert days(company)[-1] == "23 Mar"


def test_lines_are_by_name_and_never_hold_content():
    statuses = [of_coach("zoe"), of_coach("Ann"), of_coach("bob", at=TALK, work=Work(5, 18))]
    found = digest(statuses, diary(), day("2 Feb"))

    assert [status.coach.name for status in found.without_date] == ["Ann", "Zoe"]
    assert ([status.coach.name for status in found.dated], found.owed) == (["Bob"], 2)


@pytest.mark.parametrize(("today", "owed"), [("14 Jan", 0), ("15 Jan", 1), ("15 Mar", 1), ("16 Mar", 0)])
def test_dates_are_asked_for_from_the_opening_to_the_windows_end(today, owed):
    assert digest([status_of()], diary(), day(today)).owed == owed


def test_a_talk_that_was_held_is_in_no_digest():
    assert digest([status_of(at=TALK, held_at=TALK)], diary(), day("13 Mar")).dated == ()


def test_a_pair_that_comes_together_after_this_weeks_digest_waits_for_the_next():
    company = story().add(of_coach("zoe", days=replace(HALF, since=day("20 Jan"))))
    assert days(company, until="1 Feb 00:00") == ["15 Jan", "19 Jan", "26 Jan"]


def test_a_first_pair_in_the_middle_of_a_week_brings_the_first_digest():
    assert days(story(days=replace(HALF, since=day("20 Jan"))), until="1 Feb 00:00") == ["20 Jan", "26 Jan"]
