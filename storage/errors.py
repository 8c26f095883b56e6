"""What can be wrong with the database, each with a sentence and a remedy, and the one place that tells them apart."""

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class StorageError(Exception):
    """The database can't do what was asked; `str(error)` is a sentence and a remedy, without anyone's words.

    `code` is the database's own short code (an SQLSTATE or an SQLite name) for the log.
    """

    sentence: str

    def __init__(self, *, code: str = "") -> None:
        super().__init__(self.sentence)
        self.code = code


class InvalidUrl(StorageError):
    """DATABASE_URL names no database we can use."""

    sentence = "DATABASE_URL is not one we can use: write sqlite:///FILE.db or postgresql://USER:PASSWORD@HOST/NAME."


class DatabaseBusy(StorageError):
    """Someone else holds a lock for too long, or every connection is in use."""

    sentence = "The database is busy. Try again in a moment; if it stays, look for another program that holds it."


class DatabaseUnwritable(StorageError):
    """The file or its folder can't be opened or written, or the server only reads."""

    sentence = (
        "The database can't be opened for writing. Check that the file and its folder exist and belong to the "
        "user who runs Trellis, or that the server is not a read-only copy."
    )


class DatabaseFull(StorageError):
    """The disk is full or fails."""

    sentence = (
        "The database has no room left, or its disk fails. Free some space and try again; nothing was half written."
    )


class DatabaseUnreachable(StorageError):
    """The server does not answer, or refuses the user."""

    sentence = (
        "The database server can't be reached. Check that it runs, and host, name, user and password in DATABASE_URL."
    )


class DatabaseDamaged(StorageError):
    """The file is not a database, or is broken."""

    sentence = "The file of DATABASE_URL is not a readable SQLite database. Choose another file or restore a backup."


class ForeignDatabase(StorageError):
    """The database belongs to another application."""

    sentence = "This database holds another application's tables. Give Trellis a database of its own in DATABASE_URL."


class SchemaTooOld(StorageError):
    """The tables are older than this version of Trellis needs."""

    sentence = "The database is not up to date with this version of Trellis. Run `trellis db upgrade`."


class SchemaTooNew(StorageError):
    """The tables were made by a newer version of Trellis."""

    sentence = (
        "The database was made by a newer version of Trellis. Run that version, or restore a backup made before it."
    )


class Conflict(StorageError):
    """Two changes met that can't both be kept."""

    sentence = "Someone changed the same thing at the same moment. Look at it again and repeat your change."


_SQLITE: tuple[tuple[str, type[StorageError]], ...] = (
    ("SQLITE_BUSY", DatabaseBusy),
    ("SQLITE_LOCKED", DatabaseBusy),
    ("SQLITE_READONLY", DatabaseUnwritable),
    ("SQLITE_CANTOPEN", DatabaseUnwritable),
    ("SQLITE_PERM", DatabaseUnwritable),
    ("SQLITE_AUTH", DatabaseUnwritable),
    ("SQLITE_FULL", DatabaseFull),
    ("SQLITE_IOERR", DatabaseFull),
    ("SQLITE_NOTADB", DatabaseDamaged),
    ("SQLITE_CORRUPT", DatabaseDamaged),
)

_POSTGRESQL: tuple[tuple[str, type[StorageError]], ...] = (
    ("55P03", DatabaseBusy),  # lock_not_available
    ("57014", DatabaseBusy),  # query_canceled: our statement_timeout
    ("40", DatabaseBusy),  # serialization failure, deadlock
    ("53300", DatabaseBusy),  # too_many_connections
    ("25006", DatabaseUnwritable),  # read_only_sql_transaction
    ("42501", DatabaseUnwritable),  # insufficient_privilege
    ("53100", DatabaseFull),  # disk_full
    ("42P01", SchemaTooOld),  # undefined_table
    ("42703", SchemaTooOld),  # undefined_column
    ("08", DatabaseUnreachable),
    ("28", DatabaseUnreachable),
    ("3D000", DatabaseUnreachable),
    ("57P", DatabaseUnreachable),  # the server is shutting down or starting
)


def storage_error(error: SQLAlchemyError) -> StorageError | None:
    """Return what an error means to the person who runs Trellis, or None where it is a mistake in our code.

    The text of the original is left out on purpose: PostgreSQL quotes values of the row in it.
    """
    if isinstance(error, PoolTimeout):
        return DatabaseBusy(code="pool_timeout")
    if not isinstance(error, DBAPIError):
        return None
    code = _code(error)
    kind = _kind(error, code)
    return kind(code=code or "no_connection") if kind else None


def _kind(error: DBAPIError, code: str) -> type[StorageError] | None:
    if isinstance(error, IntegrityError):
        return Conflict
    for start, kind in _SQLITE if code.startswith("SQLITE_") else _POSTGRESQL:
        if code.startswith(start):
            return kind
    if str(error.orig).startswith(("no such table", "no such column")):
        return SchemaTooOld
    silent = isinstance(error, OperationalError) and not code  # psycopg never got an answer
    return DatabaseUnreachable if silent or error.connection_invalidated else None


def _code(error: DBAPIError) -> str:
    """Return SQLite's error name, such as SQLITE_BUSY, or PostgreSQL's SQLSTATE; empty where there is none."""
    original = error.orig
    return getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or ""
