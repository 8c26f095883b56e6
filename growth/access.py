"""Who may see whose growth: the one rule, in one place (domain rules 3.13 and 4.7).

The matrix is data; every read of a person's data by anyone goes through `may_read`.
"""

from datetime import date
from enum import StrEnum

from growth.people import Person, Role


class Item(StrEnum):
    """What can be read of a person."""

    DRAFT = "draft"
    PRACTICE = "practice"
    SUBMITTED = "submitted"
    SHARED = "shared"
    EVIDENCE = "evidence"
    SUMMARY = "summary"
    LEVEL_HISTORY = "level_history"
    ROSTER = "roster"


class Relation(StrEnum):
    """Who the reader is to the person read about."""

    SELF = "self"
    MANAGER = "manager"
    OWNER = "owner"
    NOBODY = "nobody"


_READERS: dict[Item, frozenset[Relation]] = {
    Item.DRAFT: frozenset({Relation.SELF}),
    Item.PRACTICE: frozenset({Relation.SELF}),
    Item.SUBMITTED: frozenset({Relation.SELF}),
    Item.SHARED: frozenset({Relation.SELF, Relation.MANAGER}),
    Item.EVIDENCE: frozenset({Relation.SELF}),
    Item.SUMMARY: frozenset({Relation.SELF}),
    Item.LEVEL_HISTORY: frozenset({Relation.SELF, Relation.MANAGER}),
    Item.ROSTER: frozenset({Relation.SELF, Relation.MANAGER, Relation.OWNER}),
}


def relations(reader: Person, subject: Person) -> frozenset[Relation]:
    """Return everything the reader is to the subject; rights are their union."""
    if reader.id == subject.id:
        return frozenset({Relation.SELF})
    found = {Relation.NOBODY}
    if subject.manager_id == reader.id:
        found.add(Relation.MANAGER)
    if reader.roles & {Role.OWNER, Role.HR}:
        found.add(Relation.OWNER)
    return frozenset(found)


def may_read(reader: Person, subject: Person, item: Item, today: date) -> bool:
    """Say whether a reader may see an item of a subject today; who has left reads nothing."""
    return reader.is_active(today) and bool(relations(reader, subject) & _READERS[item])
