"""How everything that is encrypted gets under a new key, while the bot goes on working."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Text, and_, bindparam, select, tuple_, type_coerce, update

from storage.encryption import Encrypted, cipher_of
from storage.repository import Repository
from storage.tables import METADATA

BATCH = 200
"""Rows per transaction: few enough that nobody waits for it."""

Place = tuple[Any, ...]
"""The primary key of the last row that was looked at."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one batch did; `place` is None when there is nothing after it."""

    renewed: int
    place: Place | None


class Rekeying(Repository):
    """The encrypted columns of all workspaces."""

    async def renew(self, column: Column[Any], after: Place | None) -> Step:
        """Bring the next rows of an encrypted column under the first key; raise UnreadableWords.

        A row that is already under it, or that someone changes meanwhile, is left alone.
        """
        cipher = cipher_of(self._scope.connection.dialect)
        key = list(column.table.primary_key.columns)
        token = type_coerce(column, Text)
        statement = select(*key, token).where(column.is_not(None)).order_by(*key).limit(BATCH)
        if after is not None:
            statement = statement.where(tuple_(*key) > after)
        rows = (await self._run(statement)).all()
        renewed = [(row, fresh) for row in rows if (fresh := cipher.renew(row[-1])) != row[-1]]
        for row, fresh in renewed:
            same = and_(*(part == value for part, value in zip(key, row, strict=False)), token == row[-1])
            await self._run(update(column.table).where(same).values({column: bindparam("fresh", fresh, Text)}))
        return Step(len(renewed), tuple(rows[-1][:-1]) if len(rows) == BATCH else None)


def encrypted_columns() -> list[Column[Any]]:
    """Return every column that holds people's words or tokens."""
    return [
        column for table in METADATA.sorted_tables for column in table.columns if isinstance(column.type, Encrypted)
    ]
