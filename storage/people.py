"""Where people are kept: who they are in Slack, what they do here, and as of now their level and their manager."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import Select, bindparam, select, update

from growth.people import Person, Role
from storage.ids import new_id
from storage.levels import Levels
from storage.managers import ManagerLinks
from storage.tables import level_history, manager_links, people


class PersonChange(TypedDict, total=False):
    """What can be changed of a person besides the name; a field left out stays."""

    tz: str
    roles: frozenset[Role]
    specialisms: frozenset[str]
    joined_on: date | None
    left_on: date | None
    deactivated: bool


_FIELDS = (
    *("id", "slack_id", "name", "tz", "roles", "specialisms"),
    *("joined_on", "left_on", "deactivated", "welcomed_at"),
)
PERSON = (
    *(people.c[name] for name in _FIELDS),
    level_history.c.level,
    level_history.c.since,
    manager_links.c.manager_id,
)
"""What `person_of` reads."""

_ALL: Select[Any] = (
    select(*PERSON)
    .outerjoin(level_history, (level_history.c.person_id == people.c.id) & level_history.c.until.is_(None))
    .outerjoin(manager_links, (manager_links.c.coach_id == people.c.id) & manager_links.c.until.is_(None))
    .where(people.c.workspace_id == bindparam("workspace_id"))
)
BY_SLACK: Select[Any] = _ALL.where(people.c.slack_id == bindparam("slack_id"))
_BY_ID = _ALL.where(people.c.id == bindparam("person_id"))
_IN_ORDER = _ALL.order_by(people.c.name, people.c.id)
_COACHES_OF = _IN_ORDER.where(
    manager_links.c.workspace_id == bindparam("workspace_id"), manager_links.c.manager_id == bindparam("manager_id")
)
_DM_CHANNEL = select(people.c.dm_channel).where(
    people.c.workspace_id == bindparam("workspace_id"), people.c.id == bindparam("person_id")
)


class People(Levels, ManagerLinks):
    """The people of a workspace."""

    async def by_slack(self, slack_id: str) -> Person | None:
        """Return who has this Slack user id (U… or W…), or None."""
        row = await self._row(BY_SLACK, slack_id=slack_id)
        return person_of(row) if row else None

    async def get(self, person_id: str) -> Person | None:
        """Return the person of an id, or None."""
        row = await self._row(_BY_ID, person_id=person_id)
        return person_of(row) if row else None

    async def all(self) -> list[Person]:
        """Return everyone, who has left included, by name."""
        return [person_of(row) for row in await self._rows(_IN_ORDER)]

    async def coaches_of(self, manager_id: str) -> list[Person]:
        """Return whose talks a manager holds now, who has left included, by name."""
        return [person_of(row) for row in await self._rows(_COACHES_OF, manager_id=manager_id)]

    async def add(self, slack_id: str, name: str, **fields: Unpack[PersonChange]) -> Person:
        """Keep a new person and return them; return the one who is there where the Slack id is known already."""
        row: dict[str, Any] = {"tz": "", "roles": frozenset(), "specialisms": frozenset(), "deactivated": False} | dict(
            fields
        )
        row |= {"id": new_id(), "workspace_id": self._workspace_id, "slack_id": slack_id, "name": name}
        await self._insert_if_new(people, row | self._stamps())
        found = await self._row(BY_SLACK, slack_id=slack_id)
        if found is None:
            raise LookupError("A person who was just kept is not there.")
        return person_of(found)

    async def update(self, person_id: str, *, name: str | None = None, **fields: Unpack[PersonChange]) -> None:
        """Change what is given of a person."""
        named = {} if name is None else {"name": name}
        await self._change(person_id, **named, **fields)

    async def mark_welcomed(self, person_id: str, now: datetime) -> None:
        """Remember that the bot has introduced itself."""
        await self._change(person_id, welcomed_at=now)

    async def dm_channel(self, person_id: str) -> str | None:
        """Return the id (D…) of the bot's conversation with a person, or None where it was never opened."""
        row = await self._row(_DM_CHANNEL, person_id=person_id)
        return row.dm_channel if row else None

    async def set_dm_channel(self, person_id: str, channel: str | None) -> None:
        """Keep the id (D…) of the bot's conversation with a person; None where it is no longer found."""
        await self._change(person_id, dm_channel=channel)

    async def _change(self, person_id: str, **columns: object) -> None:
        await self._run(
            update(people)
            .where(people.c.workspace_id == self._workspace_id, people.c.id == person_id)
            .values(**columns, updated_at=self._scope.now, version=people.c.version + 1)
        )


def person_of(row: Sequence[Any]) -> Person:
    """Return the person at the beginning of a row that begins with `PERSON`."""
    id_, slack_id, name, tz, roles, specialisms, joined_on, left_on, deactivated, welcomed_at, *present = row[
        : len(PERSON)
    ]
    level, since, manager_id = present
    return Person(
        id=id_,
        slack_id=slack_id,
        name=name,
        tz=tz,
        roles=frozenset(map(Role, roles)),
        level=level,
        level_since=since,
        specialisms=specialisms,
        manager_id=manager_id,
        joined_on=joined_on,
        left_on=left_on,
        deactivated=deactivated,
        welcomed=welcomed_at is not None,
    )
