"""The schema serves its searches: no statement of a repository looks at a whole table."""

import re
import sqlite3

import pytest
from sqlalchemy import Executable
from sqlalchemy.dialects import sqlite

from storage import (
    access_log,
    agenda_queries,
    agendas,
    assessment_queries,
    cycles,
    desk_queries,
    diaries,
    evidence,
    frameworks,
    installations,
    leaves,
    levels,
    managers,
    nudges,
    outbox,
    people,
    preferences,
    talk_queries,
    talks,
)
from storage.encryption import Encrypted
from storage.tables import METADATA

MODULES = (
    *(access_log, assessment_queries, cycles, desk_queries, evidence, frameworks, levels, managers, outbox, people),
    *(agenda_queries, agendas, diaries, leaves, nudges, preferences, talk_queries, talks),
)
STATEMENTS = {
    f"{module.__name__}.{name}": value
    for module in (*MODULES, installations)
    for name, value in vars(module).items()
    if isinstance(value, Executable)
    and name not in {"_ALL", "_ACTIVE", "_WORKSPACES", "_PERSON", "TALKS", "UPDATE_WITH_ANSWERS"}
    # all rows are meant, or more is to be said, or it is PostgreSQL's only
}
HARMLESS = {"SCAN ready", "SCAN CONSTANT ROW", "SCAN anon_1", "SCAN json_each VIRTUAL TABLE INDEX 1:"}
SOMEBODY = ("subject_id", "person_id", "owner_id", "coach_id", "manager_id", "slack_id")


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_search_finds_its_rows_by_an_index(name, sqlite_template):
    sql = re.sub(r"__\[\w+\]", "?", str(STATEMENTS[name].compile(dialect=sqlite.dialect())))
    connection = sqlite3.connect(sqlite_template)
    plan = [step for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}", [1] * sql.count("?"))]
    connection.close()
    assert not [step for step in plan if step.startswith("SCAN") and step not in HARMLESS]
    if any(f"{whose} = ?" in sql for whose in SOMEBODY):
        assert any(f"{whose}=?" in step for step in plan for whose in (*SOMEBODY, "(id")), plan


@pytest.mark.parametrize("table", METADATA.sorted_tables, ids=str)
def test_every_row_belongs_to_a_workspace(table):
    assert table.name == "workspaces" or "workspace_id" in table.columns


def test_every_constraint_has_a_name():
    assert all(constraint.name for table in METADATA.sorted_tables for constraint in table.constraints)


def test_what_people_write_is_in_encrypted_columns_only():
    free_text = {
        column for table in METADATA.sorted_tables for column in table.columns if column.name in {"note", "text"}
    }
    assert all(isinstance(column.type, Encrypted) for column in free_text)
