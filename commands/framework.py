"""`trellis framework`: whether a framework file can be used, and what it says, as text to read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from framework.loading import default_framework, load_framework
from framework.model import Competency, Framework, Level
from framework.problems import InvalidFramework

app = typer.Typer(help="Check a framework file, or read the framework.", no_args_is_help=True)


@app.command(epilog="Example: trellis framework check docs/examples/engineering.yml")
def check(
    file: Annotated[Path, typer.Argument(help="A framework file; docs/framework.md says how to write one.")],
) -> None:
    """Say whether a framework file can be used; if not, name every line to change and how."""
    typer.echo(summary_of(_load(file)))


@app.command(epilog="Example: trellis framework show --level senior")
def show(
    level: Annotated[str, typer.Option(help="One level: its key, title or short name. Without it, all of them.")] = "",
    file: Annotated[
        Path | None,
        typer.Option(envvar="TRELLIS_FRAMEWORK", help="A framework file. Without it, the one that ships."),
    ] = None,
) -> None:
    """Print the framework: purpose, sentences and what you would see, level by level."""
    framework = default_framework() if file is None else _load(file)
    chosen = framework.find_level(level)
    if level and chosen is None:
        known = ", ".join(found.key for found in framework.levels)
        typer.echo(f"There is no level {level!r} in {framework.name}. Its levels: {known}.", err=True)
        raise typer.Exit(1)
    levels = framework.levels if chosen is None else (chosen,)
    typer.echo("\n".join(line for found in levels for line in _level_lines(framework, found)))


def _load(file: Path) -> Framework:
    """Return the framework of a file, or print each problem behind the file's name and exit with 1."""
    try:
        return load_framework(file)
    except InvalidFramework as invalid:
        for problem in invalid.problems:
            typer.echo(f"{file}:{problem}", err=True)
        raise typer.Exit(1) from None


def summary_of(framework: Framework) -> str:
    """Return one line that says what a framework holds, in counts."""
    sentences = sum(len(competency.expectations) for competency in framework.competencies)
    counts = ", ".join(
        f"{count} {noun}"
        for count, noun in (
            (len(framework.levels), "levels"),
            (len(framework.pillars), "pillars"),
            (len(framework.competencies), "competencies"),
            (sentences, "sentences"),
            (len(framework.archetypes), "archetypes"),
        )
    )
    return f"OK: {framework.name}, version {framework.version}: {counts}."


def _level_lines(framework: Framework, level: Level) -> Iterator[str]:
    yield f"{level.title} (level {level.rank} of {len(framework.levels)})"
    yield level.purpose
    for pillar in framework.pillars:
        yield ""
        yield f"  {pillar.title}: {pillar.definition}"
        if pillar.floor is not None and level.may_specialise:
            floor = framework.level(pillar.floor).title
            yield f"  At least {level.min_specialisms} at this level; the others stay at {floor}"
        for competency in framework.of_pillar(pillar.key):
            yield from _competency_lines(competency, level)
    yield ""


def _competency_lines(competency: Competency, level: Level) -> Iterator[str]:
    expectation = competency.expectations[level.key]
    optional = " (optional)" if level.key in competency.optional_at else ""
    yield ""
    yield f"    {competency.title}{optional}: {expectation.sentence}"
    yield from (f"      + {seen}" for seen in expectation.look_fors)
    yield from (f"      - not: {seen}" for seen in expectation.not_this)
