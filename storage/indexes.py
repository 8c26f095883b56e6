"""Indexes over some rows of a table: the same on both engines."""

from sqlalchemy import Index, text


def some_where(name: str, *columns: str, condition: str, unique: bool = False) -> Index:
    """Return an index over the rows that meet a condition."""
    where = text(condition)
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


def one_where(name: str, *columns: str, condition: str) -> Index:
    """Return an index that lets one row meet a condition for each value of the columns."""
    return some_where(name, *columns, condition=condition, unique=True)
