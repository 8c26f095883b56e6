"""Who read, or tried to read, what of whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from growth.access import Item
from storage.ids import new_id
from storage.repository import Repository
from storage.tables import access_log

_OF = (
    select(*access_log.c["reader_id", "subject_id", "item", "allowed", "at"])
    .where(access_log.c.workspace_id == bindparam("workspace_id"), access_log.c.subject_id == bindparam("subject_id"))
    .order_by(access_log.c.at, access_log.c.id)
)


@dataclass(frozen=True, slots=True)
class Access:
    """One reading of someone else's data, or an attempt that was refused; `at` is UTC."""

    reader_id: str
    subject_id: str
    item: Item
    allowed: bool
    at: datetime


class AccessLog(Repository):
    """The readings of a workspace; entries are only ever added."""

    async def add(self, *accesses: Access) -> None:
        """Write down readings and refused attempts."""
        rows = [self._row_of(access) for access in accesses]
        if rows:
            await self._run(self._insert(access_log), rows)

    def _row_of(self, access: Access) -> dict[str, Any]:
        who = {"reader_id": access.reader_id, "subject_id": access.subject_id, "item": access.item.value}
        return who | {"id": new_id(), "workspace_id": self._workspace_id, "allowed": access.allowed, "at": access.at}

    async def of(self, subject_id: str) -> list[Access]:
        """Return who read what of a person, oldest first."""
        rows = await self._rows(_OF, subject_id=subject_id)
        return [Access(row.reader_id, row.subject_id, Item(row.item), row.allowed, row.at) for row in rows]
