"""Databases that can't be used: each gets a sentence and a remedy, and no words or passwords."""

import sqlite3

import pytest

from storage import engine
from storage.encryption import InvalidKey
from storage.engine import parse_url
from storage.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFull,
    DatabaseUnreachable,
    DatabaseUnwritable,
    InvalidUrl,
    SchemaTooOld,
)


async def use(store):
    async with store.transaction("nowhere") as tx:
        return await tx.people.all()


@pytest.mark.parametrize("url", ["", "trellis.db", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "postgresql//x"])
def test_an_address_we_cannot_use_is_refused(url):
    with pytest.raises(InvalidUrl, match=r"sqlite:///FILE\.db or postgresql://"):
        parse_url(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_name_of_postgresql_is_understood(scheme):
    assert parse_url(f"{scheme}://u:p@h/db").drivername == "postgresql+psycopg"


async def test_a_missing_folder_is_named_as_unwritable(open_store, tmp_path):
    with pytest.raises(DatabaseUnwritable, match="folder"):
        await use(open_store(f"sqlite:///{tmp_path}/nowhere/trellis.db"))


async def test_a_read_only_file_is_unwritable(open_store, sqlite_url):
    path = sqlite_url.removeprefix("sqlite:///")
    with pytest.raises(DatabaseUnwritable):
        await use(open_store(f"sqlite:///file:{path}?mode=ro&uri=true"))


async def test_a_file_locked_by_another_program_is_busy(open_store, sqlite_url, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy):
        await use(open_store(sqlite_url))
    other.close()


async def test_a_writer_that_never_ends_makes_others_busy(open_store, sqlite_url, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    store = open_store(sqlite_url)
    async with store.transaction("nowhere"):
        with pytest.raises(DatabaseBusy):
            await use(store)


async def test_a_full_disk_is_said_and_nothing_half_written(open_store, sqlite_url, now):
    store = open_store(sqlite_url)

    async def fill():
        async with store.everywhere() as everywhere:
            await everywhere._scope.connection.exec_driver_sql("PRAGMA max_page_count=1")
            for number in range(1000):
                await everywhere.received.first_time(f"{number}" * 100, now)

    with pytest.raises(DatabaseFull):
        await fill()
    async with store.transaction("nowhere") as tx:
        assert await tx.received.forget_before(now.replace(year=2030)) == 0


async def test_a_file_that_is_no_database_is_damaged(open_store, tmp_path):
    (tmp_path / "notes.db").write_text("Dear diary, " * 1000)
    with pytest.raises(DatabaseDamaged):
        await use(open_store(f"sqlite:///{tmp_path}/notes.db"))


async def test_a_server_that_does_not_answer_is_unreachable(open_store):
    with pytest.raises(DatabaseUnreachable) as problem:
        await use(open_store("postgresql://trellis:s3cret@127.0.0.1:1/trellis"))
    assert "s3cret" not in str(problem.value)


async def test_a_server_without_our_database_is_unreachable(open_store, postgresql_server):
    url = parse_url(postgresql_server).set(database="nothing_here").render_as_string()
    with pytest.raises(DatabaseUnreachable):
        await use(open_store(url))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_an_empty_database_is_not_up_to_date(open_store, request, tmp_path, kind):
    url = f"sqlite:///{tmp_path}/new.db" if kind == "sqlite" else request.getfixturevalue("empty_postgresql_url")
    store = open_store(url)
    with pytest.raises(SchemaTooOld, match="trellis db upgrade"):
        await use(store)


async def test_after_the_server_restarts_it_works_again(open_store, postgresql_url):
    from tests.databases import END_EVERYONE_ELSE, run_on  # noqa: PLC0415 - see conftest

    store = open_store(postgresql_url)
    await use(store)
    run_on(postgresql_url, END_EVERYONE_ELSE)
    with pytest.raises(DatabaseUnreachable):
        await use(store)
    assert await use(store) == []


def test_a_store_without_keys_is_refused(open_store, tmp_path):
    with pytest.raises(InvalidKey, match="TRELLIS_KEY"):
        open_store(f"sqlite:///{tmp_path}/x.db", [])
