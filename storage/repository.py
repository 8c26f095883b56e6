"""What every repository stands on: one transaction's connection, its workspace, and the moment it stamps on rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import CursorResult, Executable, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from growth.calendar import Clock
from storage.direct import Rows, Statement, rows_directly
from storage.encryption import cipher_of
from storage.sqlite_on_loop import LoopConnection

AnyRow = Row[*tuple[Any, ...]]

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]


@dataclass
class Scope:
    """One transaction. `workspace_id` bounds all that its repositories see; `worker` names this process."""

    connection: AsyncConnection | LoopConnection
    clock: Clock
    worker: str
    workspace_id: str | None = None

    def words(self, token: str) -> str:
        """Return the words of a column that was read as it is kept; raise UnreadableWords where no key fits."""
        return cipher_of(self.connection.dialect).decrypt(token)

    def sealed(self, words: str) -> str:
        """Return words as an encrypted column keeps them."""
        return cipher_of(self.connection.dialect).encrypt(words)

    @cached_property
    def now(self) -> datetime:
        """The moment this transaction stamps on what it writes, in UTC."""
        return self.clock()


class Repository:
    """Reads and writes the rows of one noun in one workspace, inside one transaction."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    @property
    def _workspace_id(self) -> str:
        if self._scope.workspace_id is None:
            raise LookupError("This needs a transaction of one workspace: store.transaction(workspace_id).")
        return self._scope.workspace_id

    async def _run(self, statement: Executable, parameters: Parameters | None = None) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement; `:workspace_id`, where it names one, is this transaction's."""
        return await self._scope.connection.execute(statement, parameters)

    async def _rows(self, statement: Executable, /, **parameters: object) -> Sequence[AnyRow]:
        """Return the rows of this workspace that a statement finds."""
        return (await self._run(statement, {"workspace_id": self._workspace_id, **parameters})).all()

    async def _quick_rows(self, statement: Statement, /, **parameters: object) -> Rows:
        """Return the rows of this workspace that a statement finds, as plain values; it is a constant of its module."""
        return await rows_directly(
            self._scope.connection, statement, {"workspace_id": self._workspace_id, **parameters}
        )

    async def _row(self, statement: Executable, /, **parameters: object) -> AnyRow | None:
        """Return the one row of this workspace that a statement finds, or None."""
        return (await self._run(statement, {"workspace_id": self._workspace_id, **parameters})).first()

    def _insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """Return the engine's own insert, which knows ON CONFLICT."""
        if self._scope.connection.dialect.name == "postgresql":
            return postgresql.insert(table)
        return sqlite.insert(table)

    async def _insert_if_new(self, table: Table, row: Mapping[str, Any]) -> bool:
        """Insert a row and return True, or False where one that excludes it is there already."""
        # Asked by RETURNING, because drivers differ in what they count as inserted.
        insert = self._insert(table).on_conflict_do_nothing().returning(*table.primary_key.columns)
        return (await self._run(insert, row)).first() is not None

    def _stamps(self) -> dict[str, Any]:
        """Return what every new changing row carries."""
        return {"created_at": self._scope.now, "updated_at": self._scope.now, "version": 1}
