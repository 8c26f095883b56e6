"""Statements asked all day: SQLAlchemy writes them once, and on PostgreSQL the driver itself runs them.

SQLAlchemy's way to the driver (a greenlet, a context, a result of its own) takes longer than driver and server do
together. The pool, the transaction and the names of errors stay SQLAlchemy's; SQLite is asked through it, too.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect, Select, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sqlite_on_loop import LoopConnection

Statement = Select[Any] | Update
Rows = Sequence[Sequence[Any]]
_Turn = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Written:
    """A statement as the driver takes it: its text, its constants, and how values become what is kept, and back."""

    text: str
    constants: Mapping[str, Any]
    keep: Mapping[str, _Turn]
    read: Sequence[tuple[int, _Turn]]

    def parameters(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return every parameter as it is kept; raise KeyError where one is missing."""
        filled = {**self.constants, **given}
        for name, turn in self.keep.items():
            filled[name] = turn(filled[name])
        return filled

    def row(self, kept: Sequence[Any]) -> Sequence[Any]:
        """Return a row's values as its columns' types read them."""
        values = list(kept)
        for place, turn in self.read:
            values[place] = turn(values[place])
        return values


_written: WeakKeyDictionary[Dialect, dict[Statement, _Written]] = WeakKeyDictionary()


async def rows_directly(
    connection: AsyncConnection | LoopConnection, statement: Statement, parameters: Mapping[str, Any]
) -> Rows:
    """Return the rows that a statement finds, none where it only changes some; raise as SQLAlchemy does.

    The statement is a constant of a module, because its text is kept as long as the engine is.
    """
    if isinstance(connection, LoopConnection):
        found = await connection.execute(statement, parameters)
        return found.all() if found.returns_rows else ()
    written = _as_written(statement, connection.dialect)
    lent = cast("Connection", connection.sync_connection)
    driver = cast("Any", lent.connection.driver_connection)
    try:
        # A cursor that said the same before knows the statement's types and columns already.
        cursor = lent.info.get(written.text) or lent.info.setdefault(written.text, driver.cursor())
        await cursor.execute(written.text, written.parameters(parameters))
        return [written.row(row) for row in await cursor.fetchall()] if cursor.pgresult.nfields else ()
    except connection.dialect.loaded_dbapi.Error as error:
        raise _named(error, connection.dialect, lost=driver.closed) from error
    finally:
        if driver.closed:
            with suppress(DBAPIError):  # so that SQLAlchemy, too, finds out, and lends nothing from before again
                await connection.exec_driver_sql("SELECT 1")


def _named(error: Exception, dialect: Dialect, *, lost: bool) -> Exception:
    """Return SQLAlchemy's name for a driver's error, without the values that were sent."""
    base = dialect.loaded_dbapi.Error
    named = DBAPIError.instance(
        None, None, error, base, hide_parameters=True, connection_invalidated=lost, dialect=dialect
    )
    return cast("Exception", named)


def _as_written(statement: Statement, dialect: Dialect) -> _Written:
    known = _written.setdefault(dialect, {})
    if (written := known.get(statement)) is None:
        written = known[statement] = _write(statement, dialect)
    return written


def _write(statement: Statement, dialect: Dialect) -> _Written:
    compiled = statement.compile(dialect=dialect)
    columns = statement.selected_columns if isinstance(statement, Select) else ()
    keep = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
    read = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    return _Written(
        str(compiled),
        {name: bind.value for name, bind in compiled.binds.items() if not bind.required},
        {name: turn for name, turn in keep.items() if turn is not None},
        [(place, turn) for place, turn in enumerate(read) if turn is not None],
    )
