"""Where coaches' own notes of their work are kept, encrypted."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Text, bindparam, delete, select, type_coerce

from growth.evidence import Evidence, EvidenceKind
from storage.ids import new_id
from storage.json_rows import rows_of
from storage.repository import Repository
from storage.tables import evidence, people

_FIELDS = ("id", "owner_id", "happened_on", "text", "competencies", "kind", "key")
EVIDENCE = rows_of(
    *(type_coerce(evidence.c[name], Text) if name == "text" else evidence.c[name] for name in (*_FIELDS, "created_at")),
    where=(evidence.c.workspace_id == people.c.workspace_id) & (evidence.c.owner_id == people.c.id),
)
"""All that a person keeps, beside their row; `EvidenceItems.by_competency` reads it."""

_OF = select(EVIDENCE).where(people.c.workspace_id == bindparam("workspace_id"), people.c.id == bindparam("owner_id"))
_REPLACED = ("happened_on", "text", "competencies", "kind", "updated_at")


class EvidenceItems(Repository):
    """The evidence of a workspace's coaches."""

    async def of(self, owner_id: str, competencies: Collection[str] | None = None) -> list[Evidence]:
        """Return a coach's evidence, newest first; only what is tied to one of the competencies, where given."""
        row = await self._row(_OF, owner_id=owner_id)
        wanted = None if competencies is None else frozenset(competencies)
        kept = [_Sealed(*piece) for piece in (row and row[0]) or ()]
        return [self._opened(one) for one in _newest_first(kept) if wanted is None or wanted & one.tied_to]

    def by_competency(
        self, kept: Iterable[Sequence[str]] | None, names: Mapping[str, str] | None = None
    ) -> Mapping[str, Sequence[Evidence]]:
        """Return by competency key, newest first, the evidence that was read as EVIDENCE.

        `names` says what former keys are called now; a piece stays under a key that it doesn't name.
        Words are deciphered when a competency is asked for: a page shows three of them, and the rest stays sealed.
        """
        return _ByCompetency(_newest_first(_Sealed(*piece) for piece in kept or ()), names or {}, self._opened)

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

    def _opened(self, piece: "_Sealed") -> Evidence:
        return Evidence(
            piece.id,
            piece.owner_id,
            date.fromisoformat(piece.happened_on),
            self._scope.words(piece.text),
            piece.tied_to,
            EvidenceKind(piece.kind),
            piece.key,
        )


class _Sealed(NamedTuple):
    """A piece of evidence as it is kept."""

    id: str
    owner_id: str
    happened_on: str
    text: str
    competencies: str
    kind: str
    key: str | None
    created_at: str

    @property
    def tied_to(self) -> frozenset[str]:
        """The keys of the competencies it is tied to."""
        return frozenset(self.competencies.split())


def _newest_first(kept: Iterable[_Sealed]) -> list[_Sealed]:
    return sorted(sorted(kept), key=lambda piece: (piece.happened_on, piece.created_at), reverse=True)


class _ByCompetency(Mapping[str, Sequence[Evidence]]):
    """Evidence by competency key, each opened when it is asked for."""

    def __init__(
        self, kept: Iterable[_Sealed], names: Mapping[str, str], opened: Callable[[_Sealed], Evidence]
    ) -> None:
        self._opened = opened
        self._kept: defaultdict[str, list[_Sealed]] = defaultdict(list)
        for piece in kept:
            for key in {names.get(key, key) for key in piece.tied_to}:
                self._kept[key].append(piece)

    def __getitem__(self, key: str) -> Sequence[Evidence]:
        if key not in self._kept:
            raise KeyError(key)
        return [self._opened(piece) for piece in self._kept[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)
