"""Where workspaces are kept, and the bot's installation in each with its encrypted token."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, select, update

from storage.ids import new_id
from storage.repository import AnyRow, Repository
from storage.tables import installations, workspaces


class InstallationState(StrEnum):
    """Whether the bot can act in a workspace."""

    ACTIVE = "active"
    UNINSTALLED = "uninstalled"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Installation:
    """The bot in one workspace. `scopes` is None where Slack did not say; `bot_token` is None once it is gone."""

    workspace_id: str
    enterprise_id: str
    team_id: str
    name: str
    timezone: str
    bot_token: str | None = field(repr=False)
    bot_id: str
    bot_user_id: str
    scopes: frozenset[str] | None
    state: InstallationState
    installed_at: datetime


@dataclass(frozen=True, slots=True)
class NewInstallation:
    """What Slack says of an installation (`auth.test`, or OAuth later). `enterprise_id` is "" where there is none."""

    team_id: str
    bot_token: str = field(repr=False)
    bot_id: str
    bot_user_id: str
    enterprise_id: str = ""
    name: str = ""
    timezone: str = ""
    scopes: frozenset[str] | None = None


_ALL = select(
    workspaces.c.id.label("workspace_id"),
    *workspaces.c["enterprise_id", "team_id", "name", "timezone"],
    *installations.c["bot_token", "bot_id", "bot_user_id", "scopes", "state", "installed_at"],
).join(installations, installations.c.workspace_id == workspaces.c.id)
_BY_TEAM = (
    _ALL.where(workspaces.c.team_id == bindparam("team_id"))
    .order_by(workspaces.c.enterprise_id != bindparam("enterprise_id"), installations.c.installed_at.desc())
    .limit(1)
)
_BY_ID = _ALL.where(workspaces.c.id == bindparam("workspace_id"))
_ACTIVE = _ALL.where(installations.c.state == InstallationState.ACTIVE.value).order_by(workspaces.c.id)


class Installations(Repository):
    """The bot's installations in all workspaces."""

    async def by_team(self, enterprise_id: str, team_id: str) -> Installation | None:
        """Return the installation of a Slack team, or None; by the team alone where the enterprise is another."""
        row = (await self._run(_BY_TEAM, {"enterprise_id": enterprise_id, "team_id": team_id})).first()
        return _installation(row) if row else None

    async def get(self, workspace_id: str) -> Installation | None:
        """Return the installation in a workspace, or None."""
        row = (await self._run(_BY_ID, {"workspace_id": workspace_id})).first()
        return _installation(row) if row else None

    async def active(self) -> list[Installation]:
        """Return every installation that can act."""
        return [_installation(row) for row in await self._run(_ACTIVE)]

    async def save(self, new: NewInstallation, now: datetime) -> Installation:
        """Keep what Slack says of an installation and return it; a workspace we know keeps its id.

        `installed_at` is `now` for a new token or after the bot was gone, and else stays.
        """
        there = await self.by_team(new.enterprise_id, new.team_id)
        if there is None:
            workspace_id = await self._add_workspace(new)
        else:
            workspace_id = there.workspace_id
            await self._update_workspace(workspace_id, new)
        same = there is not None and there.bot_token == new.bot_token
        row: dict[str, Any] = {"workspace_id": workspace_id, "bot_token": new.bot_token, "scopes": new.scopes}
        row |= {"bot_id": new.bot_id, "bot_user_id": new.bot_user_id, "state": InstallationState.ACTIVE.value}
        row |= {"installed_at": there.installed_at if there is not None and same else now}
        insert = self._insert(installations)
        changed: dict[str, Any] = {name: insert.excluded[name] for name in (*row, "updated_at")}
        changed["version"] = installations.c.version + 1
        upsert = insert.on_conflict_do_update(index_elements=["workspace_id"], set_=changed)
        await self._run(upsert, row | self._stamps())
        kept = await self.get(workspace_id)
        if kept is None:
            raise LookupError("An installation that was just kept is not there.")
        return kept

    async def mark_gone(self, workspace_id: str, state: str, at: datetime) -> bool:
        """Erase the token of a bot that Slack says was gone at `at`; return whether that is news.

        What happened before the present installation changes nothing: Slack's word may arrive after a new install.
        """
        result = await self._run(
            update(installations)
            .where(
                installations.c.workspace_id == workspace_id,
                installations.c.state == InstallationState.ACTIVE.value,
                installations.c.installed_at <= at,
            )
            .values(
                state=InstallationState(state).value,
                bot_token=None,
                updated_at=self._scope.now,
                version=installations.c.version + 1,
            )
        )
        return result.rowcount > 0

    async def _add_workspace(self, new: NewInstallation) -> str:
        row = {"id": new_id(), "enterprise_id": new.enterprise_id, "team_id": new.team_id, "name": new.name}
        insert = self._insert(workspaces).on_conflict_do_nothing()
        await self._run(insert, row | {"timezone": new.timezone} | self._stamps())
        known = select(workspaces.c.id).where(
            workspaces.c.enterprise_id == new.enterprise_id, workspaces.c.team_id == new.team_id
        )
        return str((await self._run(known)).scalar_one())

    async def _update_workspace(self, workspace_id: str, new: NewInstallation) -> None:
        said = {"enterprise_id": new.enterprise_id, "name": new.name, "timezone": new.timezone}
        await self._run(
            update(workspaces)
            .where(workspaces.c.id == workspace_id)
            .values({name: value for name, value in said.items() if value})
            .values(updated_at=self._scope.now, version=workspaces.c.version + 1)
        )


def _installation(row: AnyRow) -> Installation:
    return Installation(**{**row._mapping, "state": InstallationState(row.state)})  # noqa: SLF001 - its public name
