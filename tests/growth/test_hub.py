"""What App Home knows of people who look after Trellis."""

from datetime import date

from growth.cycles import CycleState
from growth.hub import owners, steward
from growth.people import Role
from tests.growth.drafts import coach, half_year

TODAY = date(2026, 11, 23)
OLGA = coach("Olga", roles=frozenset({Role.OWNER}), level=None, tz="")


def stewardship(*people):
    return steward(half_year(), CycleState.OPEN, 14, people, 2, TODAY)


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
