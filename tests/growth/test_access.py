"""Who may see whose growth: every reader against every item, with Charlie who must never see."""

from datetime import date

import pytest

from growth.access import Item, Relation, may_read, relations
from growth.people import Role
from tests.growth.drafts import coach

TODAY = date(2026, 11, 23)

ALICE = coach(manager_id="bob")
BOB = coach("Bob", roles=frozenset({Role.MANAGER}), level=None)
CHARLIE = coach("Charlie", manager_id="bob")
OLGA = coach("Olga", roles=frozenset({Role.OWNER}), level=None)
HEIDI = coach("Heidi", roles=frozenset({Role.HR}), level=None)
PETRA = coach("Petra", roles=frozenset({Role.PANEL}), level=None)
MALLORY = coach("Mallory", roles=frozenset({Role.MANAGER, Role.COACH, Role.PANEL}))
READERS = [ALICE, BOB, CHARLIE, OLGA, HEIDI, PETRA, MALLORY]

ALLOWED = {
    Item.DRAFT: {"Alice"},
    Item.PRACTICE: {"Alice"},
    Item.SUBMITTED: {"Alice"},
    Item.SHARED: {"Alice", "Bob"},
    Item.EVIDENCE: {"Alice"},
    Item.SUMMARY: {"Alice"},
    Item.LEVEL_HISTORY: {"Alice", "Bob"},
    Item.ROSTER: {"Alice", "Bob", "Olga", "Heidi"},
}


@pytest.mark.parametrize("item", Item)
@pytest.mark.parametrize("reader", READERS, ids=lambda person: person.name)
def test_each_reads_of_alice_what_the_rule_says_and_nothing_else(reader, item):
    assert may_read(reader, ALICE, item, TODAY) is (reader.name in ALLOWED[item])


@pytest.mark.parametrize("item", Item)
@pytest.mark.parametrize("reader", READERS, ids=lambda person: person.name)
def test_who_has_left_reads_nothing(reader, item):
    gone = coach(reader.name, roles=reader.roles, left_on=date(2026, 11, 22), manager_id=reader.manager_id)
    assert not may_read(gone, ALICE, item, TODAY)


@pytest.mark.parametrize("item", sorted(set(Item) - {Item.ROSTER}))
@pytest.mark.parametrize("role", [Role.OWNER, Role.HR, Role.PANEL])
def test_no_role_opens_anyones_content(item, role):
    assert not may_read(coach("Olga", roles=frozenset(Role) - {Role.COACH} | {role}), ALICE, item, TODAY)


@pytest.mark.parametrize("item", Item)
def test_a_former_manager_reads_nothing(item):
    moved = coach(manager_id="mallory")
    assert not may_read(BOB, moved, item, TODAY)


@pytest.mark.parametrize("item", sorted(set(Item) - {Item.SHARED, Item.LEVEL_HISTORY, Item.ROSTER}))
def test_an_owner_who_is_the_manager_reads_as_the_manager(item):
    olga = coach("Bob", roles=frozenset({Role.OWNER, Role.MANAGER}))
    assert relations(olga, ALICE) == {Relation.NOBODY, Relation.MANAGER, Relation.OWNER}
    assert not may_read(olga, ALICE, item, TODAY)


def test_everyone_is_themselves_and_nothing_else_to_themselves():
    owner = coach("Olga", roles=frozenset(Role), manager_id="olga")
    assert relations(owner, owner) == {Relation.SELF}


def test_alices_coaches_do_not_read_her():
    assert not any(may_read(coach("Dana", manager_id="alice"), ALICE, item, TODAY) for item in Item)
