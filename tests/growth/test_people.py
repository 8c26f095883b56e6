"""Who people are on a day, and circles of managers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth.people import Role, find_circle
from tests.growth.drafts import coach

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("fields", "active"),
    [
        ({}, True),
        ({"left_on": date(2026, 11, 24)}, True),
        ({"left_on": TODAY}, True),  # the last day is still a day
        ({"left_on": date(2026, 11, 22)}, False),
        ({"deactivated": True}, False),
    ],
)
def test_who_is_here_on_a_day(fields, active):
    person = coach(**fields)
    assert (person.is_active(TODAY), person.is_coach(TODAY)) == (active, active)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COACH}))
def test_other_roles_make_nobody_a_coach(role):
    person = coach(roles=frozenset({role}))
    assert person.has(role)
    assert not person.is_coach(TODAY)


def test_a_coach_may_be_a_manager_too():
    assert coach(roles=frozenset({Role.COACH, Role.MANAGER})).is_coach(TODAY)


@pytest.mark.parametrize(
    ("managers", "circle"),
    [
        ({}, None),
        ({"alice": "bob", "bob": "olga"}, None),
        ({"alice": "bob", "charlie": "bob"}, None),
        ({"alice": "alice"}, {"alice"}),
        ({"alice": "bob", "bob": "alice"}, {"alice", "bob"}),
        ({"dana": "alice", "alice": "bob", "bob": "charlie", "charlie": "alice"}, {"alice", "bob", "charlie"}),
    ],
)
def test_a_circle_of_managers_is_found(managers, circle):
    found = find_circle(managers)
    assert (set(found) if found else None) == circle


NAMES = st.sampled_from("abcdef")


@given(managers=st.dictionaries(NAMES, NAMES))
def test_each_in_a_circle_is_managed_by_the_next(managers):
    circle = find_circle(managers) or []
    assert all(managers[person] == circle[(i + 1) % len(circle)] for i, person in enumerate(circle))


@given(managers=st.dictionaries(NAMES, NAMES))
def test_without_a_circle_every_chain_ends(managers):
    if find_circle(managers) is None:
        for person in managers:
            steps = 0
            while (person := managers.get(person)) is not None:
                steps += 1
                assert steps <= len(managers)
