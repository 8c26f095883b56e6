"""Where coaches' own notes of their work are kept, encrypted."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Text, bindparam, delete, select, type_coerce

from growth.evidence import Evidence, EvidenceKind
from storage.encryption import decipher
from storage.ids import new_id
from storage.repository import AnyRow, Repository
from storage.tables import evidence

_FIELDS = ("id", "owner_id", "happened_on", "text", "competencies", "kind", "key")
_TEXT_AS_KEPT = type_coerce(evidence.c.text, Text).label("text")
_OF = (
    select(*(_TEXT_AS_KEPT if name == "text" else evidence.c[name] for name in _FIELDS))
    .where(evidence.c.workspace_id == bindparam("workspace_id"), evidence.c.owner_id == bindparam("owner_id"))
    .order_by(evidence.c.happened_on.desc(), evidence.c.created_at.desc(), evidence.c.id)
)
_REPLACED = ("happened_on", "text", "competencies", "kind", "updated_at")


class EvidenceItems(Repository):
    """The evidence of a workspace's coaches."""

    async def of(self, owner_id: str, competencies: Collection[str] | None = None) -> list[Evidence]:
        """Return a coach's evidence, newest first; only what is tied to one of the competencies, where given."""
        rows = await self._rows(_OF, owner_id=owner_id)
        if competencies is not None:
            wanted = frozenset(competencies)
            rows = [row for row in rows if row.competencies & wanted]
        return [self._evidence(row) for row in rows]

    async def by_competency(self, owner_id: str) -> Mapping[str, Sequence[Evidence]]:
        """Return a coach's evidence by competency key, newest first.

        Words are deciphered when a competency is asked for: a page shows three of them, and the rest stays sealed.
        """
        return _Sealed(await self._rows(_OF, owner_id=owner_id), self._evidence)

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

    def _evidence(self, row: AnyRow) -> Evidence:
        text = decipher(row.text, self._scope.connection.dialect)
        return Evidence(row.id, row.owner_id, row.happened_on, text, row.competencies, EvidenceKind(row.kind), row.key)


class _Sealed(Mapping[str, Sequence[Evidence]]):
    """Evidence by competency key, each opened when it is asked for."""

    def __init__(self, rows: Iterable[AnyRow], opened: Callable[[AnyRow], Evidence]) -> None:
        self._opened = opened
        self._rows: defaultdict[str, list[AnyRow]] = defaultdict(list)
        for row in rows:
            for key in row.competencies:
                self._rows[key].append(row)

    def __getitem__(self, key: str) -> Sequence[Evidence]:
        if key not in self._rows:
            raise KeyError(key)
        return [self._opened(row) for row in self._rows[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
