"""A statement handed to the driver itself finds, changes and fails as SQLAlchemy would have it."""

import asyncio

import pytest
from sqlalchemy import bindparam, column, func, select, table, update

from storage.desk_queries import TO_WRITE, WITH_NEWEST
from storage.direct import rows_directly
from storage.errors import Conflict, DatabaseUnreachable
from storage.tables import people

RENAME = update(people).where(people.c.slack_id == bindparam("whose")).values(slack_id=bindparam("another"))
NAME = select(people.c.name).where(people.c.slack_id == bindparam("whose"))
_pid = column("pid")
LOSE_EVERY_CONNECTION = (
    select(func.pg_terminate_backend(_pid))
    .select_from(table("pg_stat_activity"))
    .where(column("datname") == func.current_database(), column("application_name") != "broom")
    .order_by(_pid == func.pg_backend_pid())
)
TAKE_LONG = select(func.pg_sleep(30))


async def directly(tx, statement, **parameters):
    return await rows_directly(tx._scope.connection, statement, parameters)


@pytest.mark.parametrize("statement", [WITH_NEWEST, TO_WRITE], ids=["with newest", "to write"])
async def test_values_are_those_of_sqlalchemy(store, workspace_id, ana, bob, cycle, statement):
    asked = {"workspace_id": workspace_id, "slack_id": ana.slack_id}
    asked |= {"cycle_id": cycle.id} if statement is TO_WRITE else {}
    async with store.transaction(workspace_id) as tx:
        found = await tx._scope.connection.execute(statement, asked)
        assert [tuple(row) for row in await directly(tx, statement, **asked)] == [tuple(row) for row in found]


async def test_a_statement_is_said_again_with_other_values(store, workspace_id, ana, charlie):
    async with store.reading(workspace_id) as tx:
        names = [await directly(tx, NAME, whose=person.slack_id) for person in (ana, charlie, ana)]
    assert [name for ((name,),) in names] == ["Ana", "Charlie", "Ana"]


async def test_a_change_is_kept_with_its_transaction(store, workspace_id, ana):
    async with store.transaction(workspace_id) as tx:
        assert not await directly(tx, RENAME, whose=ana.slack_id, another="U9")
    async with store.reading(workspace_id) as tx:
        assert await tx.people.by_slack("U9")


async def test_a_change_goes_with_its_transaction(store, workspace_id, ana):
    async def rename_and_fail():
        async with store.transaction(workspace_id) as tx:
            await directly(tx, RENAME, whose=ana.slack_id, another="U9")
            raise LookupError

    with pytest.raises(LookupError):
        await rename_and_fail()
    async with store.reading(workspace_id) as tx:
        assert await tx.people.by_slack(ana.slack_id)


async def test_a_change_that_collides_is_a_conflict(store, workspace_id, ana, charlie):
    with pytest.raises(Conflict) as problem:
        async with store.transaction(workspace_id) as tx:
            await directly(tx, RENAME, whose=charlie.slack_id, another=ana.slack_id)
    assert ana.slack_id not in str(problem.value)


async def test_a_lost_server_is_met_once(open_store, postgresql_url):
    store = open_store(postgresql_url)

    async def lose_two():
        async with store.reading("W1") as one, store.reading("W1") as another:
            await directly(one, NAME, whose="nobody")
            await directly(another, LOSE_EVERY_CONNECTION)

    with pytest.raises(DatabaseUnreachable):
        await lose_two()
    for _ in range(2):  # neither of those two is lent again
        async with store.reading("W1") as tx:
            assert not await directly(tx, NAME, whose="nobody")


async def test_after_a_statement_given_up_others_work(open_store, postgresql_url):
    store = open_store(postgresql_url)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1), store.reading("W1") as tx:
            await directly(tx, TAKE_LONG)
    async with store.reading("W1") as tx:
        assert not await directly(tx, NAME, whose="nobody")
