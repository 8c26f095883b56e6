"""Rows of another table as one value of a row: an array of arrays, on SQLite as on PostgreSQL.

What belongs together comes in one statement, and each row is sent once: not beside every one of its answers.
"""

from typing import Any

from sqlalchemy import JSON, ColumnElement, ScalarSelect, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Arrays(FunctionElement[Any]):
    """An aggregate: an array for each row."""

    type = JSON()
    inherit_cache = True


@compiles(_Arrays, "postgresql")
def _on_postgresql(element: _Arrays, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_agg(json_build_array({compiler.process(element.clauses, **options)}))"


@compiles(_Arrays, "sqlite")
def _on_sqlite(element: _Arrays, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **options)}))"


def rows_of(*columns: ColumnElement[Any], where: ColumnElement[bool]) -> ScalarSelect[Any]:
    """Return the rows as one value, in no order: a list of lists, or None where there are none.

    Values are as the database keeps them: days and moments as text, words encrypted.
    """
    return select(_Arrays(*columns)).where(where).scalar_subquery()
