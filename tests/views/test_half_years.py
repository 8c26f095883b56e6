"""What an owner reads of half-years, and what their forms say."""

from datetime import date

import pytest

from growth.cycles import CycleState
from growth.half_years import half_year as shipped
from growth.hub import steward
from sandbox.rules import check_view
from tests.growth.drafts import coach, half_year
from tests.harness.windows import NASTY
from views import half_years

TODAY = date(2026, 11, 23)
SPRING = shipped(2027, 1)


def watched(cycle=None, *, today=TODAY, coaches=2, **fields):
    made = {
        "cycle": cycle,
        "state": CycleState.OPEN if cycle else CycleState.CLOSED,
        "cohort": 14,
        "upcoming": SPRING,
        "undelivered": 0,
    } | fields
    people = [coach(f"C{number}") for number in range(coaches)]
    return steward(today, "Europe/Stockholm", people, **made)


def checked(view):
    assert check_view(view, "modal") == []
    return view


def days(view):
    """Return what the fields of a form hold at first."""
    elements = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    return {name: e.get("initial_date", e.get("initial_value")) for name, e in elements.items()}


# What holds


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (CycleState.OPEN, "*2026-H2* is open: 14 coaches, talks 1 December to 15 December, closes on 31 December."),
        (CycleState.TALKING, "*2026-H2* is open, its talks are on: 14 coaches, talks 1 December to"),
        (CycleState.CLOSING, "*2026-H2* is open, its talks are over: 14 coaches, talks 1 December to"),
        (CycleState.CLOSED, "No half-year is open."),
    ],
)
def test_the_open_half_year_is_said_with_its_days_and_state(state, words):
    assert half_years.cycle_words(watched(half_year(), state=state)).startswith(words)


def test_one_coach_is_not_several():
    assert "is open: 1 coach, talks" in half_years.cycle_words(watched(half_year(), cohort=1))


def test_the_year_is_said_where_it_changes():
    found = watched(half_year(window_end=date(2027, 1, 10), closes_on=date(2027, 1, 26)))
    assert half_years.cycle_words(found).endswith("talks 1 December to 10 January 2027, closes on 26 January.")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            watched(),
            "*2027-H1* opens by itself on 15 January 2027: talks 1 February to 15 March, closes on 31 March.",
        ),
        (
            watched(today=date(2027, 1, 1)),
            "*2027-H1* opens by itself on 15 January: talks 1 February to 15 March, closes on 31 March.",
        ),
        (
            watched(today=date(2027, 1, 20)),
            "*2027-H1* opens by itself today: talks 1 February to 15 March, closes on 31 March.",
        ),
        (
            watched(half_year(closes_on=date(2027, 1, 20))),
            "*2027-H1* opens by itself on 21 January 2027: talks 1 February to 15 March, closes on 31 March.",
        ),
        (
            watched(half_year(closes_on=date(2027, 2, 20))),
            "*2027-H1* can't open by itself on 15 January 2027, nor in the 14 days after it, because another is open",
        ),
    ],
    ids=["next year", "this year", "today", "after the open one", "in the way"],
)
def test_the_next_half_year_is_said_with_the_day_it_opens_by_itself(found, words):
    assert half_years.upcoming_words(found).startswith(words)


def test_names_are_escaped_wherever_they_are_said():
    found = watched(half_year(name=NASTY[:40]))
    for view in (half_years.days_form(found), half_years.settled_view(found, half_years.SAVED)):
        assert "<!channel>" not in str(checked(view))


# Forms


def test_the_open_half_year_can_be_given_other_days():
    view = checked(half_years.days_form(watched(half_year())))
    assert days(view) == {"window_start": "2026-12-01", "window_end": "2026-12-15", "closes_on": "2026-12-31"}


def test_the_next_half_year_can_also_be_opened_on_another_day():
    view = checked(half_years.next_days_form(watched()))
    assert days(view) == {
        "opens_on": "2027-01-15",
        "window_start": "2027-02-01",
        "window_end": "2027-03-15",
        "closes_on": "2027-03-31",
    }


def test_a_half_year_opened_now_has_a_name_and_talks_in_two_weeks():
    view = checked(half_years.opening_form(watched()))
    assert days(view) == {"name": "2026-H2", "window_start": "2026-12-07", "window_end": "2027-01-04"}


@pytest.mark.parametrize(
    ("coaches", "words"),
    [(0, "0 coaches are in it."), (1, "1 coach is in it."), (14, "14 coaches are in it.")],
)
def test_opening_one_says_who_is_in_it_and_when_it_closes(coaches, words):
    view = str(half_years.opening_form(watched(coaches=coaches)))
    assert words in view
    assert "It closes 16 days after the last day for talks" in view


def test_every_form_says_in_which_zone_its_days_are():
    for view in (
        half_years.days_form(watched(half_year())),
        half_years.next_days_form(watched()),
        half_years.opening_form(watched()),
    ):
        assert "Days are those of Europe/Stockholm." in str(view)


def test_without_an_open_half_year_there_is_nothing_to_change():
    assert half_years.CLOSED in str(checked(half_years.days_form(watched())))


def test_while_one_is_open_no_other_is_offered():
    assert half_years.OPEN_ALREADY in str(checked(half_years.opening_form(watched(half_year()))))
