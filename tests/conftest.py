"""What many tests ask for: a clock that stands still, the shipped framework, and a store on each database engine.

The heavy imports are inside the fixtures: the tests of the rules shall not wait for SQLAlchemy.
"""

import gc
import shutil
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings

from framework.loading import default_framework

settings.register_profile("quick", max_examples=25, deadline=None)
settings.register_profile("soak", max_examples=2_000, deadline=None)
settings.load_profile("quick")  # `make soak` asks for its own by name


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep together on one worker what shares something; xdist's own mark for that does nothing under pytest 9.2."""
    from tests.workers import Together  # noqa: PLC0415 - only where there are workers

    return Together(config, log)


def pytest_collection_finish():
    """Leave all that was imported and collected out of every later garbage collection."""
    gc.freeze()


@dataclass
class StillClock:
    """A clock that shows the same moment until a test moves it."""

    now: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, step: timedelta) -> datetime:
        """Move on and return the new moment."""
        self.now += step
        return self.now


@pytest.fixture
def clock():
    return StillClock()


@pytest.fixture
def now(clock):
    """Monday 23 November 2026, 09:00 UTC."""
    return clock.now


@pytest.fixture
async def company(store, clock, workspace_id):
    """Alice the coach, Bob her manager, Charlie who must never see, Olga the owner; once on each engine."""
    from tests.harness.company import found  # noqa: PLC0415 - see the module

    return await found(store, clock, workspace_id)


@pytest.fixture
def alice(company):
    return company.alice


@pytest.fixture
def bob(company):
    return company.bob


@pytest.fixture
def charlie(company):
    return company.charlie


@pytest.fixture
def olga(company):
    return company.olga


@pytest.fixture
async def days(company):
    """The company's days, with the bot installed and at work."""
    from tests.harness.days import Days  # noqa: PLC0415 - see the module

    return await Days(company).begin()


@pytest.fixture
def sent(company):
    """Return the function that reads which nudges a person was sent, oldest first."""

    async def sent(person):
        employee = await company.employee(person)
        async with company.store.reading(company.workspace_id) as tx:
            return [one.number for one in await tx.nudges.history(employee.id, 50)][::-1]

    return sent


@pytest.fixture(scope="session")
def framework():
    """The framework that ships with Trellis."""
    return default_framework()


@pytest.fixture(scope="session")
def keys():
    """One encryption key."""
    return [urlsafe_b64encode(b"a test's key, thirty-two letters").decode()]


@pytest.fixture(scope="session")
def kept_engines():
    """What stores open while it is there; closed by one test, it serves the next."""
    from storage import unit_of_work  # noqa: PLC0415 - see the module
    from tests.kept_engines import KeptEngines  # noqa: PLC0415 - see the module

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unit_of_work, "open_engines", KeptEngines().open)
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """A migrated SQLite file to copy."""
    from tests.databases import migrated_sqlite  # noqa: PLC0415 - see the module

    return migrated_sqlite(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgresql_server():
    """The URL of a PostgreSQL server that runs for this session."""
    from tests.databases import running_postgresql  # noqa: PLC0415 - see the module

    with running_postgresql() as url:
        yield url


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server):
    """The URL of a migrated PostgreSQL database, to be emptied for each test."""
    from storage.schema import upgrade  # noqa: PLC0415 - see the module
    from tests.databases import new_database  # noqa: PLC0415 - see the module

    url = new_database(postgresql_server)
    upgrade(url)
    return url


@pytest.fixture
def sqlite_url(sqlite_template, tmp_path):
    """A migrated SQLite file of its own."""
    shutil.copy(sqlite_template, tmp_path / "trellis.db")
    return f"sqlite:///{tmp_path / 'trellis.db'}"


@pytest.fixture(scope="session")
def broom(migrated_postgresql):
    """What empties that database."""
    from tests.databases import Broom  # noqa: PLC0415 - see the module

    with Broom(migrated_postgresql) as opened:
        yield opened


@pytest.fixture
def postgresql_url(migrated_postgresql, broom):
    """A migrated PostgreSQL database without rows."""
    broom.empty()
    return migrated_postgresql


@pytest.fixture
def empty_postgresql_url(postgresql_server):
    """A PostgreSQL database without any table."""
    from tests.databases import new_database  # noqa: PLC0415 - see the module

    return new_database(postgresql_server)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request):
    """A migrated database of its own, once on each engine."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
async def open_store(keys, clock, kept_engines):
    """Open a store on a URL, as a second process would; all are closed at the end."""
    from storage.unit_of_work import Store  # noqa: PLC0415 - see the module

    opened = []

    def open_one(url, keys=keys):
        opened.append(Store(url, keys, clock))
        return opened[-1]

    yield open_one
    for store in opened:
        await store.close()


@pytest.fixture
async def store(database_url, open_store):
    """A store on a fresh database, once on each engine."""
    return open_store(database_url)


@pytest.fixture
async def workspace_id(store, now):
    """The id of a workspace where the bot is installed, T1."""
    from storage.installations import NewInstallation  # noqa: PLC0415 - see the module

    async with store.everywhere() as everywhere:
        new = NewInstallation("T1", "xoxb-first", bot_id="B1", bot_user_id="U0BOT", name="Acme")
        return (await everywhere.installations.save(new, now)).workspace_id
