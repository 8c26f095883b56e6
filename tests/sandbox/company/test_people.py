from collections import Counter
from zoneinfo import available_timezones

import pytest

from framework.loading import default_framework
from growth.people import Role
from sandbox.company import company
from tests.sandbox.company.seen import with_role


def test_fourteen_coaches_and_four_managers(small):
    counts = Counter(role for role in (Role.COACH, Role.MANAGER, Role.OWNER) for _ in with_role(small, role))
    assert counts == {Role.COACH: 14, Role.MANAGER: 4, Role.OWNER: 1}


def test_one_manager_is_a_coach_too(small):
    assert sum(person.has(Role.MANAGER) for person in with_role(small, Role.COACH)) == 1


def test_levels_stand_about_two_five_five_two(small):
    counts = Counter(person.level for person in with_role(small, Role.COACH))
    assert counts == {"associate": 2, "agile_coach": 5, "senior": 4, "staff": 2, None: 1}


def test_one_coach_waits_for_a_manager(small):
    assert [person.name for person in with_role(small, Role.COACH) if not person.manager_id] == ["Omar Haddad"]


def test_slack_lists_a_guest_and_one_who_left():
    users = company().users
    assert [user.name for user in users if user.is_restricted] == ["elif.demir"]
    assert [user.name for user in users if user.deleted] == ["henrik.dalgaard"]


def test_two_people_are_unknown_to_trellis(small):
    strangers = [user.real_name for user in company().users if user.real_name not in small.people]
    assert strangers == ["Elif Demir", "Beatriz Moreira"]


def test_the_large_company_has_forty_coaches(large):
    counts = Counter(person.level for person in with_role(large, Role.COACH))
    assert counts == {"associate": 6, "agile_coach": 14, "senior": 13, "staff": 6, None: 1}


@pytest.mark.parametrize("size", ["small", "large"])
def test_each_colleague_has_a_name_of_their_own(size):
    users = company(size).users
    assert len({user.id for user in users}) == len({user.name for user in users}) == len(users)
    assert {user.tz for user in users} <= available_timezones()


def test_a_title_in_slack_tells_no_level():
    shorts = {level.short.casefold() for level in default_framework().levels} - {"agile coach"}
    assert not [user for user in company("large").users if any(s in user.title.casefold() for s in shorts)]


def test_who_has_left_is_in_no_channel():
    gone = company().users[-1].id
    assert all(gone not in channel.members for channel in company().channels)


def test_coaches_live_in_many_zones():
    zones = {user.tz for user in company().users}
    assert {"Europe/Stockholm", "America/New_York", "Australia/Sydney", "Europe/London", "Asia/Kolkata"} <= zones
