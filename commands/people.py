"""`trellis people`: import a roster, list who is known, note when someone leaves."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.frameworks import framework_in_use
from commands.lookup import find_profiles
from commands.outcome import finish
from commands.roster_report import csv_of, report_of, table_of
from commands.workspace import open_workspace
from growth.errors import GrowthError
from growth.people import Person
from growth.roster import Directory, PersonChange, RosterPlan, mentioned, plan_import
from growth.roster_cells import read_day
from growth.roster_file import Problem, RosterRefused, Sheet, read_sheet
from storage.unit_of_work import Transaction

app = typer.Typer(
    help="Import and list people, and note when someone leaves.",
    epilog="Example: trellis people import people.csv --dry-run. The columns are in docs/people.md.",
    no_args_is_help=True,
)


@app.command("import", epilog="Example: trellis people import people.csv --dry-run")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV file in UTF-8; docs/people.md explains its columns.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
) -> None:
    """Add and change people from a CSV file: all of it, or nothing where a line can't be taken."""
    finish(_import(file, dry_run=dry_run))


@app.command("list", epilog="Example: trellis people list --csv > people.csv")
def list_(
    *,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV, for a spreadsheet.")] = False,
) -> None:
    """List everyone known, with roles, level and manager."""
    finish(_list(as_csv=as_csv))


@app.command(epilog="Example: trellis people leave U0123ABCD 2026-03-31")
def leave(
    slack_id: Annotated[str, typer.Argument(metavar="ID", help="Their Slack id, such as U0123ABCD.")],
    day: Annotated[str, typer.Argument(metavar="DATE", help="Their last day, such as 2026-03-31.")],
) -> None:
    """Note somebody's last day; after it Trellis asks nothing of them and they see nothing."""
    finish(_leave(slack_id, day))


async def _import(file: Path, *, dry_run: bool) -> None:
    sheet = _read(file)
    async with open_workspace() as workspace:
        directory = Directory(await find_profiles(workspace.slack, mentioned(sheet)))
        opened = workspace.store.reading if dry_run else workspace.store.transaction
        async with opened(workspace.id) as tx:
            framework = await framework_in_use(tx, workspace.settings)
            known = await tx.people.all()
            today = workspace.today(known)
            plan = plan_import(sheet, known, directory, framework, today)
            if not dry_run:
                await _record(tx, plan, today)
                await tx.agendas.touch_all()
    for line in report_of(plan, known, framework, dry_run=dry_run):
        typer.echo(line)


def _read(file: Path) -> Sheet:
    try:
        return read_sheet(file.read_bytes())
    except OSError as error:
        raise GrowthError(f"{file} can't be read ({error.strerror}). Check its path and its rights.") from None


async def _record(tx: Transaction, plan: RosterPlan, today: date) -> None:
    """Keep a plan: the new people all at once, then what differs of the others, who may have new managers."""
    ids = await tx.rosters.add([change.after for change in plan.changes if change.before is None], today)
    for change in plan.changes:
        if change.before is not None:
            await _keep(tx, change, change.before)
            manager_id = ids.get(change.after.manager_id or "", change.after.manager_id)
            if manager_id != change.before.manager_id:
                await tx.people.set_manager(change.after.id, manager_id, today)


async def _keep(tx: Transaction, change: PersonChange, before: Person) -> None:
    after = change.after
    if replace(after, manager_id=before.manager_id, level=before.level, level_since=before.level_since) != before:
        await tx.people.update(
            after.id,
            name=after.name,
            tz=after.tz,
            roles=after.roles,
            specialisms=after.specialisms,
            joined_on=after.joined_on,
            left_on=after.left_on,
            deactivated=after.deactivated,
        )
    if change.level is not None:
        try:
            await tx.people.set_level(after.id, change.level.level, change.level.since, change.level.reason)
        except GrowthError as problem:
            raise RosterRefused([Problem(change.line, f"{after.name}: {problem}")]) from None


async def _list(*, as_csv: bool) -> None:
    async with open_workspace() as workspace, workspace.store.reading(workspace.id) as tx:
        people = await tx.people.all()
    if as_csv:
        typer.echo(csv_of(people), nl=False)
    else:
        for line in table_of(people):
            typer.echo(line)


async def _leave(slack_id: str, day: str) -> None:
    try:
        left_on = read_day(day)
    except ValueError as problem:
        raise GrowthError(f"{day!r}: {problem}") from None
    async with open_workspace() as workspace, workspace.store.transaction(workspace.id) as tx:
        person = await tx.people.by_slack(slack_id)
        if person is None:
            raise GrowthError(f"Nobody known has the Slack id {slack_id}. `trellis people list` shows who is.")
        if person.joined_on and left_on < person.joined_on:
            raise GrowthError(f"{person.name} joined on {person.joined_on}. Name a later day.")
        await tx.people.update(person.id, left_on=left_on)
        await tx.agendas.touch_all()
        coaches = [coach.name for coach in await tx.people.coaches_of(person.id) if coach.is_active(left_on)]
    typer.echo(f"{person.name}'s last day is {left_on}. To undo it, import a line with - in left_on.")
    if coaches:
        typer.echo(f"Their coaches need another manager: {', '.join(coaches)}.")
