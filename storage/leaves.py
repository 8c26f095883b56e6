"""Where it is kept when people are away. Why is never asked."""

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from growth.diary import Leave
from storage.ids import new_id
from storage.repository import Repository
from storage.tables import leaves

_OF_PERSON = (
    select(leaves.c.first, leaves.c.last, leaves.c.id)
    .where(leaves.c.workspace_id == bindparam("workspace_id"), leaves.c.person_id == bindparam("person_id"))
    .order_by(leaves.c.first, leaves.c.id)
)


class Leaves(Repository):
    """The leave of the people of a workspace. Changing it touches no agenda and settles no talk."""

    async def of(self, person_id: str) -> tuple[Leave, ...]:
        """Return a person's leave, past and to come, by its first day."""
        return tuple(Leave(*row) for row in await self._rows(_OF_PERSON, person_id=person_id))

    async def add(self, person_id: str, leave: Leave) -> Leave:
        """Keep new leave of a person and return it with its id."""
        kept = replace(leave, id=new_id())
        row: dict[str, Any] = {"id": kept.id, "workspace_id": self._workspace_id, "person_id": person_id}
        row |= {"first": kept.first, "last": kept.last, "created_at": self._scope.now}
        await self._run(self._insert(leaves), row)
        return kept

    async def change(self, leave: Leave) -> None:
        """Give kept leave other days; leave that is gone stays gone."""
        this = (leaves.c.workspace_id == self._workspace_id, leaves.c.id == leave.id)
        await self._run(update(leaves).where(*this).values(first=leave.first, last=leave.last))

    async def remove(self, leave_id: str) -> None:
        """Forget leave."""
        await self._run(delete(leaves).where(leaves.c.workspace_id == self._workspace_id, leaves.c.id == leave_id))
