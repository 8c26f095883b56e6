"""Which framework a workspace uses: the one that is set, else the one published last, else the one that ships."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.config import Settings
from bot.frameworks import framework_in_use, publish_framework, published_framework
from framework.loading import DEFAULT_FILE, text_of
from framework.problems import InvalidFramework
from storage.frameworks import VersionTaken
from tests.framework.files import ENGINEERING
from tests.harness.company import found

SHIPPED = Settings()


@pytest.fixture
def database_url(sqlite_url):
    """One engine is enough: `tests/storage` holds the rows on both."""
    return sqlite_url


@pytest.fixture
def engineering(tmp_path):
    """Settings that name another framework."""
    path = tmp_path / "engineering.yml"
    path.write_text(ENGINEERING, encoding="utf-8")
    return replace(SHIPPED, framework=path)


@pytest.fixture
def within(store, workspace_id):
    """Return the function that does something in a transaction of its own."""

    async def within(act, *arguments):
        async with store.transaction(workspace_id) as tx:
            return await act(tx, *arguments)

    return within


async def current(tx):
    return (await tx.frameworks.current()).framework.name


async def number_of(tx):
    return len(await tx.frameworks.all())


async def test_the_shipped_one_is_published_where_none_is_set(within, framework, now):
    await within(publish_framework, SHIPPED, now)
    assert await within(current) == framework.name


async def test_the_one_that_is_set_is_published(within, engineering, now):
    await within(publish_framework, engineering, now)
    assert await within(current) == "Engineering ladder"


async def test_the_same_file_again_changes_nothing(within, engineering, now):
    versions = [await within(publish_framework, engineering, now) for _ in range(2)]
    assert versions[0].id == versions[1].id
    assert await within(number_of) == 1


async def test_a_new_version_becomes_the_current_one_beside_the_old(within, engineering, now, clock):
    await within(publish_framework, engineering, now)
    engineering.framework.write_text(ENGINEERING.replace("1.2.0", "99.0.0", 1), encoding="utf-8")
    await within(publish_framework, engineering, clock.move(timedelta(days=1)))
    assert (await within(lambda tx: tx.frameworks.current())).framework.version == "99.0.0"
    assert await within(number_of) == 2


async def test_other_content_under_a_number_in_use_is_refused(store, clock, workspace_id, within, tmp_path):
    company = await found(store, clock, workspace_id)
    await company.opens_half_year()
    path = tmp_path / "changed.yml"
    path.write_text(text_of(DEFAULT_FILE) + "\n# another content\n", encoding="utf-8")
    with pytest.raises(VersionTaken, match="higher `version`"):
        await within(publish_framework, replace(SHIPPED, framework=path), clock.now)


async def test_a_file_that_is_no_framework_publishes_nothing(within, engineering, now):
    engineering.framework.write_text("version: 1", encoding="utf-8")
    with pytest.raises(InvalidFramework):
        await within(publish_framework, engineering, now)
    assert await within(number_of) == 0


async def test_asking_what_is_in_use_publishes_nothing(within, framework, engineering):
    assert (await within(framework_in_use, SHIPPED)).name == framework.name
    assert (await within(framework_in_use, engineering)).name != framework.name
    assert await within(number_of) == 0


async def test_without_a_file_the_one_published_last_is_in_use(within, engineering, now):
    published = await within(publish_framework, engineering, now)
    assert await within(framework_in_use, SHIPPED) == published.framework
    assert await within(published_framework, SHIPPED, now) == published


async def test_a_command_that_needs_one_publishes_it(within, framework, now):
    assert (await within(published_framework, SHIPPED, now)).framework == framework
    assert await within(number_of) == 1
