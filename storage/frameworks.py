"""Where published framework versions are kept: as the file they came from, parsed once per process."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import bindparam, delete, exists, select, update

from framework.loading import parse_framework
from framework.model import Framework
from growth.errors import GrowthError
from storage.ids import new_id
from storage.repository import Repository, Scope
from storage.tables import assessments, cycles, framework_versions

FrameworkCache = dict[tuple[str, str], "FrameworkVersion"]
"""Parsed versions by (workspace id, version id); they never change."""

_OURS = framework_versions.c.workspace_id == bindparam("workspace_id")
_CURRENT = (
    select(framework_versions.c.id)
    .where(_OURS)
    .order_by(framework_versions.c.published_at.desc(), framework_versions.c.id)
    .limit(1)
)
_ALL = select(framework_versions.c.id).where(_OURS).order_by(framework_versions.c.published_at, framework_versions.c.id)
_ALL = select(framework_versions.c.id).where(_OURS).order_by(framework_versions.c.published_at, framework_versions.c.id)
_TEXT = select(framework_versions.c.yaml).where(_OURS, framework_versions.c.id == bindparam("framework_id"))
_OF_NUMBER = select(*framework_versions.c["id", "yaml"]).where(
    _OURS, framework_versions.c.semver == bindparam("semver")
)


parsed = lru_cache(maxsize=64)(parse_framework)
"""A file is read once per process, however many workspaces have published the same."""


@dataclass(frozen=True, slots=True)
class FrameworkVersion:
    """One published version: what cycles and assessments pin, and the framework itself."""

    id: str
    framework: Framework


class NoFramework(GrowthError):
    """A workspace has no framework yet, or none of an id."""

    def __init__(self) -> None:
        super().__init__("There is no framework here yet: start `trellis run` once, or check TRELLIS_FRAMEWORK.")


class VersionTaken(GrowthError):
    """Another framework was published under the same version number, and is in use."""


class Frameworks(Repository):
    """The framework versions of a workspace."""

    def __init__(self, scope: Scope, cache: FrameworkCache) -> None:
        super().__init__(scope)
        self._cache = cache

    async def current(self) -> FrameworkVersion:
        """Return the version published last; raise NoFramework before the first."""
        row = await self._row(_CURRENT)
        if row is None:
            raise NoFramework
        return await self.get(row.id)

    async def all(self) -> list[FrameworkVersion]:
        """Return every version, in the order in which they were published."""
        return [await self.get(row.id) for row in await self._rows(_ALL)]

    async def until(self, framework_id: str) -> list[FrameworkVersion]:
        """Return every version up to the one of an id, in the order in which they were published."""
        versions = await self.all()
        ids = [version.id for version in versions]
        return versions[: ids.index(framework_id) + 1] if framework_id in ids else []

    async def get(self, framework_id: str) -> FrameworkVersion:
        """Return the version of an id; raise NoFramework where this workspace has none of that id."""
        if known := self._cache.get((self._workspace_id, framework_id)):
            return known
        row = await self._row(_TEXT, framework_id=framework_id)
        if row is None:
            raise NoFramework

        return self._remember(framework_id, parsed(row.yaml))

    async def publish(self, text: str, now: datetime) -> FrameworkVersion:
        """Make the framework of a YAML text the current one and return it.

        The same text again is the same version. Another text under a number that is taken replaces it while no
        cycle and no assessment uses it; after that raise VersionTaken. What parse_framework raises passes through.
        """
        framework = parsed(text)
        known = await self._row(_OF_NUMBER, semver=framework.version)
        if known is not None and known.yaml == text:
            framework_id = str(known.id)
            if (current := await self._row(_CURRENT)) and current.id != framework_id:
                this = framework_versions.c.id == framework_id
                await self._run(update(framework_versions).where(this).values(published_at=now))
        else:
            if known is not None:
                await self._remove(known.id, framework.version)
            framework_id = await self._add(framework.version, text, now)
        return self._remember(framework_id, framework)

    async def _add(self, semver: str, text: str, now: datetime) -> str:
        framework_id = new_id()
        row = {
            "id": framework_id,
            "workspace_id": self._workspace_id,
            "semver": semver,
            "yaml": text,
            "published_at": now,
        }
        await self._run(self._insert(framework_versions), row)
        return framework_id

    async def _remove(self, framework_id: str, semver: str) -> None:
        pinned = select(
            exists().where(cycles.c.framework_id == framework_id)
            | exists().where(assessments.c.framework_id == framework_id)
        )
        if (await self._run(pinned)).scalar():
            raise VersionTaken(
                f"Version {semver} is in use with another content, and stays as it is. "
                "Give your file a higher `version`, such as the next minor number."
            )
        await self._run(delete(framework_versions).where(framework_versions.c.id == framework_id))

    def _remember(self, framework_id: str, framework: Framework) -> FrameworkVersion:
        version = FrameworkVersion(framework_id, framework)
        self._cache[self._workspace_id, framework_id] = version
        return version
