"""Whether the database can be used with this Trellis and this key, and which people in it don't fit."""

from dataclasses import dataclass
from datetime import datetime

from bot.config import Settings
from bot.frameworks import framework_in_use
from commands.report import Report
from commands.workspace import open_store
from framework.loading import DEFAULT_FILE, load_framework
from framework.model import Framework
from framework.problems import InvalidFramework
from growth.calendar import local_day
from growth.people import Person
from growth.roster_check import roster_findings
from growth.zones import workspace_zone
from storage import schema
from storage.errors import StorageError
from storage.installations import InstallationState, NewInstallation


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database holds of a workspace."""

    people: list[Person]
    framework: Framework


def check_framework(report: Report, settings: Settings) -> None:
    """Say whether the framework file that is set can be published."""
    try:
        load_framework(settings.framework or DEFAULT_FILE)
    except InvalidFramework as invalid:
        for problem in invalid.problems:
            report.blocks(f"TRELLIS_FRAMEWORK, line {problem}")


async def check_database(report: Report, settings: Settings, identity: NewInstallation | None) -> Kept | None:
    """Return what is kept of this workspace, None where that can't be read."""
    try:
        revision = schema.current(settings.database_url)
        if revision == schema.HEAD:
            report.fine(f"The database is up to date ({revision}).")
            return await _kept(report, settings, identity) if settings.key else None
        state = "is empty" if revision is None else f"is at version {revision}, older than {schema.HEAD}"
        report.note(f"The database {state}. `trellis run` brings it up to date, and so does `trellis db upgrade`.")
        return Kept([], load_framework(settings.framework or DEFAULT_FILE)) if revision is None else None
    except StorageError as error:
        report.blocks(f"Database: {error}")
    except InvalidFramework:
        # Which lines, `check_framework` has said.
        report.note("People could not be compared with the framework.")
    return None


async def _kept(report: Report, settings: Settings, identity: NewInstallation | None) -> Kept:
    async with open_store(settings) as store:
        async with store.reading_everywhere() as everywhere:
            # Reads every token, and so tells whether the key fits.
            await everywhere.installations.active()
            report.fine("The key fits what is kept.")
            found = everywhere.installations.by_team(identity.enterprise_id, identity.team_id) if identity else None
            ours = await found if found else None
        if ours is None:
            return Kept([], load_framework(settings.framework or DEFAULT_FILE))
        if ours.state is not InstallationState.ACTIVE:
            report.note(f"The app was {ours.state.value} here. Starting `trellis run` again takes the new token over.")
        async with store.reading(ours.workspace_id) as tx:
            people, framework = await tx.people.all(), await framework_in_use(tx, settings)
    report.fine(f"{len(people)} people are known; the framework is {framework.name}, version {framework.version}.")
    return Kept(people, framework)


def check_people(report: Report, kept: Kept, settings: Settings, now: datetime) -> None:
    """Say who lacks an owner, a level or a manager."""
    today = local_day(now, workspace_zone(settings.timezone, kept.people, now))
    for finding in roster_findings(kept.people, kept.framework, today):
        report.note(finding)
