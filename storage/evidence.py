"""Where coaches' own notes of their work are kept, encrypted."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, delete, select

from growth.evidence import Evidence, EvidenceKind
from storage.ids import new_id
from storage.repository import AnyRow, Repository
from storage.tables import evidence

_FIELDS = ("id", "owner_id", "happened_on", "text", "competencies", "kind", "key")
_OF = (
    select(*(evidence.c[name] for name in _FIELDS))
    .where(evidence.c.workspace_id == bindparam("workspace_id"), evidence.c.owner_id == bindparam("owner_id"))
    .order_by(evidence.c.happened_on.desc(), evidence.c.created_at.desc(), evidence.c.id)
)
_REPLACED = ("happened_on", "text", "competencies", "kind", "updated_at")


class EvidenceItems(Repository):
    """The evidence of a workspace's coaches."""

    async def of(self, owner_id: str, competencies: Collection[str] | None = None) -> list[Evidence]:
        """Return a coach's evidence, newest first; only what is tied to one of the competencies, where given."""
        found = [_evidence(row) for row in await self._rows(_OF, owner_id=owner_id)]
        if competencies is None:
            return found
        wanted = frozenset(competencies)
        return [piece for piece in found if piece.competencies & wanted]

    async def put(self, piece: Evidence) -> None:
        """Keep a piece of evidence; an empty id gets one.

        One that its owner has under the same key is replaced and keeps its id.
        """
        row: dict[str, Any] = {name: getattr(piece, name) for name in _FIELDS} | {"id": piece.id or new_id()}
        row["id"] = piece.id or new_id()
        insert = self._insert(evidence)
        changed = {name: insert.excluded[name] for name in _REPLACED} | {"version": evidence.c.version + 1}
        upsert = insert.on_conflict_do_update(index_elements=["owner_id", "key"], set_=changed)
        await self._run(upsert, row | {"workspace_id": self._workspace_id} | self._stamps())

    async def remove_by_key(self, owner_id: str, key: str) -> None:
        """Remove the piece that a coach's note was kept as, if there is one."""
        await self._run(
            delete(evidence).where(
                evidence.c.workspace_id == self._workspace_id, evidence.c.owner_id == owner_id, evidence.c.key == key
            )
        )


def _evidence(row: AnyRow) -> Evidence:
    return Evidence(row.id, row.owner_id, row.happened_on, row.text, row.competencies, EvidenceKind(row.kind), row.key)
