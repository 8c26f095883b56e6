"""Published framework versions."""

from datetime import timedelta

import pytest

from framework.loading import DEFAULT_FILE, text_of
from storage.frameworks import NoFramework, VersionTaken

TEXT = text_of(DEFAULT_FILE)
REWORDED = TEXT + "\n# a remark\n"
HIGHER = TEXT.replace('version: "1.0.0"', 'version: "1.1.0"')


async def publish(store, workspace_id, text, now):
    async with store.transaction(workspace_id) as tx:
        return await tx.frameworks.publish(text, now)


async def test_a_published_framework_comes_back_whole(open_store, database_url, store, workspace_id, framework, now):
    published = await publish(store, workspace_id, TEXT, now)
    async with open_store(database_url).reading(workspace_id) as tx:
        found = await tx.frameworks.current()
    assert found == published
    assert found.framework == framework


async def test_before_the_first_there_is_no_framework(store, workspace_id):
    with pytest.raises(NoFramework):
        async with store.reading(workspace_id) as tx:
            await tx.frameworks.current()


async def test_the_same_text_again_is_the_same_version(store, workspace_id, now):
    first = await publish(store, workspace_id, TEXT, now)
    assert await publish(store, workspace_id, TEXT, now + timedelta(days=1)) == first


async def test_a_version_nobody_uses_can_be_reworded(store, workspace_id, now):
    first = await publish(store, workspace_id, TEXT, now)
    second = await publish(store, workspace_id, REWORDED, now)
    async with store.reading(workspace_id) as tx:
        assert [version.id for version in await tx.frameworks.all()] == [second.id]
    assert first.id != second.id


async def test_a_version_in_use_stays_as_it_is(store, workspace_id, cycle, now):
    with pytest.raises(VersionTaken, match=r"higher `version`"):
        await publish(store, workspace_id, REWORDED, now)


async def test_a_higher_version_stands_beside_the_one_in_use(store, workspace_id, version, cycle, now):
    higher = await publish(store, workspace_id, HIGHER, now + timedelta(days=1))
    async with store.reading(workspace_id) as tx:
        assert (await tx.frameworks.current()).id == higher.id
        assert (await tx.frameworks.get(version.id)).framework.version == "1.0.0"


async def test_an_earlier_version_published_again_is_current(store, workspace_id, version, now):
    await publish(store, workspace_id, HIGHER, now + timedelta(days=1))
    await publish(store, workspace_id, TEXT, now + timedelta(days=2))
    async with store.reading(workspace_id) as tx:
        assert (await tx.frameworks.current()).id == version.id
