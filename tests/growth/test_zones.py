from datetime import UTC, date, datetime

import pytest

from growth.people import Person, Role
from growth.zones import workspace_zone

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def owner(name, tz, **fields):
    return Person(name, f"U{name}", name, tz, frozenset({Role.OWNER}), **fields)


@pytest.mark.parametrize(
    ("chosen", "people", "expected"),
    [
        ("Asia/Tokyo", [owner("Ana", "Europe/Paris")], "Asia/Tokyo"),
        ("", [owner("Zoe", "Europe/Oslo"), owner("ana", "Europe/Paris")], "Europe/Paris"),
        ("", [owner("Ana", "Europe/Paris", left_on=date(2026, 3, 1)), owner("Zoe", "Europe/Oslo")], "Europe/Oslo"),
        ("", [Person("1", "U1", "Bob", "Europe/Oslo", frozenset({Role.COACH}))], "UTC"),
        ("", [owner("Ana", "")], "UTC"),
        ("", [], "UTC"),
    ],
)
def test_the_zone_is_the_one_set_else_the_first_owners(chosen, people, expected):
    assert workspace_zone(chosen, people, NOW) == expected
