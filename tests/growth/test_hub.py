"""What App Home knows of people who look after Trellis."""

from datetime import date

import pytest

from growth.cycles import CycleState
from growth.half_years import half_year as shipped
from growth.hub import owners, steward
from growth.people import Role
from tests.growth.drafts import NINE, coach, half_year

TODAY = date(2026, 11, 23)
OLGA = coach("Olga", roles=frozenset({Role.OWNER}), level=None, tz="")


def stewardship(*people, today=TODAY, **fields):
    made = {
        "cycle": half_year(),
        "state": CycleState.OPEN,
        "cohort": 14,
        "upcoming": shipped(2027, 1),
        "undelivered": 2,
    } | fields
    return steward(today, "Europe/Stockholm", people, **made)


def test_an_owner_sees_who_lacks_something_by_name():
    found = stewardship(
        coach("dana", manager_id=None),
        coach("Alice", level=None, manager_id="bob"),
        coach("Erin", tz="", manager_id="bob"),
        coach("Finn", tz="No/Where", manager_id=None),
    )
    assert found.without_manager == ("dana", "Finn")
    assert found.without_level == ("Alice",)
    assert found.without_zone == ("Erin", "Finn")


def test_only_coaches_who_are_here_are_watched_over():
    found = stewardship(OLGA, coach("Dana", level=None, left_on=date(2026, 11, 1)), coach("Erin", deactivated=True))
    assert (found.without_manager, found.without_level, found.without_zone) == ((), (), ())


def test_whom_to_ask_are_the_owners_who_are_here():
    gone = coach("Oscar", roles=frozenset({Role.OWNER}), left_on=date(2026, 11, 22))
    assert owners([coach(), OLGA, gone], TODAY) == ("Olga",)


# Half-years


def test_a_cycle_that_has_closed_is_not_open():
    assert stewardship(state=CycleState.CLOSED).open_cycle is None
    assert stewardship(state=CycleState.CLOSING).open_cycle == half_year()


def test_the_coaches_who_are_here_would_be_in_a_new_half_year():
    assert stewardship(coach(), coach("Dana"), coach("Erin", deactivated=True), OLGA).coaches == 2


@pytest.mark.parametrize(
    ("today", "last", "name"),
    [
        (TODAY, None, "2026-H2"),
        (date(2026, 6, 30), None, "2026-H1"),
        (TODAY, "2026-H1", "2026-H2"),
        (TODAY, "2026-h2", "2027-H1"),
    ],
)
def test_what_is_proposed_is_the_half_of_the_year_that_had_no_cycle(today, last, name):
    found = stewardship(
        today=today, state=CycleState.CLOSED, cycle=half_year(name=last, closed_at=NINE) if last else None
    )
    assert found.proposed.name == name


def test_proposed_talks_are_in_two_to_six_weeks():
    proposed = stewardship(cycle=None, state=CycleState.CLOSED).proposed
    assert (proposed.opens_on, proposed.window_start) == (TODAY, date(2026, 12, 7))
    assert (proposed.window_end, proposed.closes_on) == (date(2027, 1, 4), date(2027, 1, 20))


@pytest.mark.parametrize(
    ("closes_on", "opens"),
    [
        (date(2026, 12, 31), date(2027, 1, 15)),
        (date(2027, 1, 20), date(2027, 1, 21)),
        (date(2027, 1, 29), None),
    ],
)
def test_the_next_half_year_opens_once_the_open_one_has_closed(closes_on, opens):
    assert stewardship(cycle=half_year(closes_on=closes_on)).opens_next_on == opens
