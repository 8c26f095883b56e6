"""How anything is read or kept: `Store` opens transactions, and there is the only commit in the code."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cached_property

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from growth.calendar import Clock
from storage.access_log import AccessLog
from storage.agendas import Agendas, AgendasDue
from storage.assessments import Assessments
from storage.cycles import Cycles
from storage.desks import Desks
from storage.diaries import Diaries
from storage.drafts import Drafts
from storage.encryption import Cipher
from storage.engine import open_engines
from storage.errors import storage_error
from storage.evidence import EvidenceItems
from storage.frameworks import FrameworkCache, Frameworks
from storage.half_years import HalfYears
from storage.ids import new_id
from storage.installations import Installations
from storage.kept_connections import KeptConnections
from storage.leaves import Leaves
from storage.nudges import Nudges
from storage.outbox import Outbox
from storage.people import People
from storage.preferences import PeoplesPreferences
from storage.received import Received
from storage.rekeying import Rekeying, encrypted_columns
from storage.repository import Scope
from storage.rosters import Rosters
from storage.snoozes import Snoozes
from storage.sqlite_on_loop import LoopConnection, LoopEngine
from storage.summaries import Summaries
from storage.talks import Talks


class Everywhere:
    """A transaction over all workspaces: installing, delivering, recognising repeats. It reaches no one's content."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    @cached_property
    def installations(self) -> Installations:
        """The workspaces and the bot in them."""
        return Installations(self._scope)

    @cached_property
    def outbox(self) -> Outbox:
        """What the bot will say."""
        return Outbox(self._scope)

    @cached_property
    def received(self) -> Received:
        """What Slack delivered already."""
        return Received(self._scope)

    @cached_property
    def rekeying(self) -> Rekeying:
        """The encrypted columns, to be renewed."""
        return Rekeying(self._scope)

    @cached_property
    def agendas_due(self) -> AgendasDue:
        """In which workspaces, and when, somebody is to be looked at."""
        return AgendasDue(self._scope)


class Transaction(Everywhere):
    """A transaction in one workspace; its repositories see nothing of any other."""

    def __init__(self, scope: Scope, frameworks: FrameworkCache) -> None:
        super().__init__(scope)
        self._framework_cache = frameworks

    @cached_property
    def people(self) -> People:
        """People, their levels and their managers."""
        return People(self._scope)

    @cached_property
    def rosters(self) -> Rosters:
        """Many new people at once."""
        return Rosters(self._scope)

    @cached_property
    def cycles(self) -> Cycles:
        """Half-years and their cohorts."""
        return Cycles(self._scope)

    @cached_property
    def half_years(self) -> HalfYears:
        """The days an owner gave half-years to come."""
        return HalfYears(self._scope)

    @cached_property
    def frameworks(self) -> Frameworks:
        """Published framework versions."""
        return Frameworks(self._scope, self._framework_cache)

    @cached_property
    def assessments(self) -> Assessments:
        """Assessments and their answers."""
        return Assessments(self._scope)

    @cached_property
    def drafts(self) -> Drafts:
        """Drafts left in closed half-years."""
        return Drafts(self._scope)

    @cached_property
    def evidence(self) -> EvidenceItems:
        """What coaches noted of their work."""
        return EvidenceItems(self._scope)

    @cached_property
    def desks(self) -> Desks:
        """What each coach's self-assessment stands on."""
        return Desks(self._scope, self.people, self.cycles, self.frameworks, self.assessments, self.evidence)

    @cached_property
    def summaries(self) -> Summaries:
        """Coaches' growth summaries."""
        return Summaries(self.people, self.assessments, self.frameworks, self.evidence)

    @cached_property
    def preferences(self) -> PeoplesPreferences:
        """What people chose."""
        return PeoplesPreferences(self._scope)

    @cached_property
    def leaves(self) -> Leaves:
        """When people are away."""
        return Leaves(self._scope)

    @cached_property
    def diaries(self) -> Diaries:
        """People's days."""
        return Diaries(self._scope)

    @cached_property
    def talks(self) -> Talks:
        """Development talks."""
        return Talks(self._scope, self.people)

    @cached_property
    def snoozes(self) -> Snoozes:
        """What coaches put off."""
        return Snoozes(self._scope)

    @cached_property
    def agendas(self) -> Agendas:
        """What decides what is due to each person, and when to look again."""
        return Agendas(self._scope, self.frameworks)

    @cached_property
    def nudges(self) -> Nudges:
        """What Trellis says by itself."""
        return Nudges(self._scope)

    @cached_property
    def access_log(self) -> AccessLog:
        """Who read, or tried to read, what of whom."""
        return AccessLog(self._scope)


class Store:
    """The database of one process. Raises `StorageError` with a sentence and a remedy for whatever goes wrong."""

    def __init__(self, url: str, keys: Sequence[str], clock: Clock) -> None:
        """Open nothing yet; raise InvalidUrl or InvalidKey. `clock` stamps when rows were made and changed."""
        self.worker = new_id()
        self._clock = clock
        self._engines = open_engines(url, Cipher(keys))
        self._frameworks: FrameworkCache = {}

    async def close(self) -> None:
        """Close every connection."""
        await self._engines.dispose()

    async def rekey(self) -> int:
        """Bring everything encrypted under the first key and return how many values were not; raise UnreadableWords.

        It works beside a running bot, in small transactions; after an interruption, run it again.
        """
        renewed = 0
        for column in encrypted_columns():
            place, more = None, True
            while more:
                async with self.everywhere() as everywhere:
                    step = await everywhere.rekeying.renew(column, place)
                renewed, place, more = renewed + step.renewed, step.place, step.place is not None
        return renewed

    @asynccontextmanager
    async def transaction(self, workspace_id: str) -> AsyncIterator[Transaction]:
        """Commit when the block ends, roll back when it raises.

        Inside, make no network call and open no second transaction: on SQLite it would wait for this one.
        """
        async with self._writing() as connection:
            yield Transaction(Scope(connection, self._clock, self.worker, workspace_id), self._frameworks)

    @asynccontextmanager
    async def everywhere(self) -> AsyncIterator[Everywhere]:
        """Commit when the block ends, over all workspaces."""
        async with self._writing() as connection:
            yield Everywhere(Scope(connection, self._clock, self.worker))

    @asynccontextmanager
    async def reading(self, workspace_id: str) -> AsyncIterator[Transaction]:
        """Read what is committed; a write is refused by the database. Takes no lock and never waits for a writer."""
        async with self._connection(self._engines.reading) as connection:
            yield Transaction(Scope(connection, self._clock, self.worker, workspace_id), self._frameworks)

    @asynccontextmanager
    async def reading_everywhere(self) -> AsyncIterator[Everywhere]:
        """Read what is committed, over all workspaces."""
        async with self._connection(self._engines.reading) as connection:
            yield Everywhere(Scope(connection, self._clock, self.worker))

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection | LoopConnection]:
        async with self._connection(self._engines.writing) as connection:
            await connection.begin()
            if self._engines.begin is not None:
                await connection.exec_driver_sql(self._engines.begin)
            yield connection
            await connection.commit()

    @asynccontextmanager
    async def _connection(
        self, engine: KeptConnections | LoopEngine
    ) -> AsyncIterator[AsyncConnection | LoopConnection]:
        try:
            async with engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            if (known := storage_error(error)) is None:
                raise
            raise known from None
