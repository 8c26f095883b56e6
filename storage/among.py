"""Asking for the rows of many ids with one parameter, so that a statement's text is the same for any number of them.

SQLite takes no more than 32,766 parameters, and both engines would prepare a new statement for each number of ids.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Dialect, String, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator


class _Ids(TypeDecorator[Any]):
    """Ids as one parameter: an array on PostgreSQL, JSON on SQLite."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Return the type that the engine has for it."""
        return dialect.type_descriptor(ARRAY(String()) if dialect.name == "postgresql" else String())

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> Any:
        """Return the ids as the engine takes them."""
        ids = sorted(set(value or ()))
        return ids if dialect.name == "postgresql" else json.dumps(ids)


class _Among(FunctionElement[bool]):
    """Whether the first of two clauses is one of the ids that are the second.

    It is not said to be a boolean: SQLAlchemy would compare it with 1 on SQLite, which then uses no index.
    """

    inherit_cache = True


@compiles(_Among, "postgresql")
def _on_postgresql(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    which, ids = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{which} = ANY ({ids})"


@compiles(_Among, "sqlite")
def _on_sqlite(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    which, ids = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{which} IN (SELECT value FROM json_each({ids}))"  # noqa: S608 - both are names of ours


def among(which: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """Return the condition that a column is one of the ids given as the parameter `name`."""
    return _Among(which, bindparam(name, type_=_Ids()))
