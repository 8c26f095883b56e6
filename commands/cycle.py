"""`trellis cycle`: open a half-year now, list them, close one."""

from datetime import date
from typing import Annotated
from uuid import uuid4

import typer

from bot.frameworks import published_framework
from commands.outcome import finish
from commands.workspace import open_workspace
from growth.calendar import spoken
from growth.cycles import Cycle, joiners, plan_cycle
from growth.errors import InvalidCycle
from growth.half_years import HalfYear, opening_day, upcoming
from growth.people import Person
from growth.roster_cells import read_day

app = typer.Typer(
    help="Open, list and close half-years.",
    epilog="Example: trellis cycle open 2026-H1 --window 2026-02-01..2026-03-15",
    no_args_is_help=True,
)


@app.command("open", epilog="Example: trellis cycle open 2026-H1 --window 2026-02-01..2026-03-15")
def open_(
    name: Annotated[str, typer.Argument(help="What the half-year is called, such as 2026-H1.")],
    window: Annotated[str, typer.Option(metavar="FROM..TO", help="First and last day for development talks.")],
) -> None:
    """Open a half-year now, for every coach; it closes 16 days after the window."""
    finish(_open(name, window))


@app.command("list", epilog="Example: trellis cycle list")
def list_() -> None:
    """List the half-years, the newest first."""
    finish(_list())


@app.command(epilog="Example: trellis cycle close 2026-H1")
def close(name: Annotated[str, typer.Argument(help="The half-year, as `trellis cycle list` names it.")]) -> None:
    """Close a half-year now; what was begun in it stays with its author."""
    finish(_close(name))


async def _open(name: str, window: str) -> None:
    days = _window(window)
    async with open_workspace() as workspace, workspace.store.transaction(workspace.id) as tx:
        await tx.cycles.alone()
        people = await tx.people.all()
        today = workspace.today(people)
        version = await published_framework(tx, workspace.settings, workspace.now)
        cycle = plan_cycle(
            name,
            days,
            today,
            await tx.cycles.all(),
            new_id=uuid4().hex,
            framework_id=version.id,
            now=workspace.now,
        )
        cohort = joiners(cycle, people, [], today)
        await tx.cycles.add(cycle, cohort)
        await tx.agendas.touch_cycle(cycle.id)
    coaches = [person for person in people if person.is_coach(today)]
    _tell_opened(cycle, coaches, workspace.zone(people))


def _tell_opened(cycle: Cycle, coaches: list[Person], zone: str) -> None:
    typer.echo(f"{cycle.name} is open since today, {_day(cycle.opens_on)} ({zone}).")
    typer.echo(
        f"Talks from {_day(cycle.window_start)} to {_day(cycle.window_end)}; it closes on {_day(cycle.closes_on)}."
    )
    typer.echo(f"{len(coaches)} {'coach is' if len(coaches) == 1 else 'coaches are'} in it.")
    if not coaches:
        typer.echo("Import people with `trellis people import people.csv`: coaches join while the window is not over.")
    for lacking, names in (
        ("level", [coach.name for coach in coaches if coach.level is None]),
        ("manager", [coach.name for coach in coaches if coach.manager_id is None]),
    ):
        if names:
            typer.echo(f"Without a {lacking}: {', '.join(names)}. Set it with `trellis people import people.csv`.")


async def _list() -> None:
    async with open_workspace() as workspace, workspace.store.reading(workspace.id) as tx:
        cycles = await tx.cycles.all()
        people = await tx.people.all()
        sizes = [len(await tx.cycles.cohort(cycle.id)) for cycle in cycles]
        planned = await tx.half_years.planned()
    zone, today = workspace.zone(people), workspace.today(people)
    for cycle, size in zip(cycles, sizes, strict=True):
        state = cycle.state(workspace.now, zone)
        window = f"talks {cycle.window_start}..{cycle.window_end}, closes {cycle.closes_on}"
        typer.echo(f"{cycle.name}  {state}  {window}, {size} coaches")
    if not cycles:
        typer.echo("No half-year yet. Open one: trellis cycle open 2026-H1 --window 2026-02-01..2026-03-15")
    typer.echo(_what_comes(upcoming(today, planned, cycles), today, cycles, zone))


def _what_comes(coming: HalfYear, today: date, cycles: list[Cycle], zone: str) -> str:
    opens_on = opening_day(coming, today, cycles)
    if opens_on is not None:
        when = f"Next: {coming.name} opens by itself on {_day(opens_on)} ({zone})"
        return f"{when}, talks {coming.window_start}..{coming.window_end}, closes {coming.closes_on}"
    in_the_way = max((cycle for cycle in cycles if cycle.closed_at is None), key=lambda cycle: cycle.closes_on)
    return (
        f"Next: {coming.name} is left out as things stand. It opens on {_day(coming.opens_on)} or up to 14 days later, "
        f"and {in_the_way.name} is open until {_day(in_the_way.closes_on)}. An owner can move the days in App Home."
    )


async def _close(name: str) -> None:
    async with open_workspace() as workspace, workspace.store.transaction(workspace.id) as tx:
        cycle = await tx.cycles.named(name)
        if cycle is None:
            known = ", ".join(cycle.name for cycle in await tx.cycles.all()) or "none yet"
            raise InvalidCycle(f"There is no half-year {name}. There are: {known}.")
        if cycle.closed_at is not None:
            raise InvalidCycle(f"{cycle.name} is closed already, since {cycle.closed_at:%Y-%m-%d %H:%M} UTC.")
        await tx.cycles.close(cycle.id, workspace.now)
        await tx.agendas.touch_cycle(cycle.id)
    typer.echo(f"{cycle.name} is closed. What people had begun stays with them, as practice if they like.")


def _window(text: str) -> tuple[date, date]:
    first, dots, last = text.partition("..")
    if not dots:
        raise InvalidCycle(f"The window {text!r}: write two days, such as 2026-02-01..2026-03-15.")
    try:
        return read_day(first.strip()), read_day(last.strip())
    except ValueError as problem:
        raise InvalidCycle(f"The window {text!r}: {problem}") from None


def _day(day: date) -> str:
    return spoken(day, year=True)
