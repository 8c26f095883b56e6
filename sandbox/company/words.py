"""What the made-up coaches write: notes that fit a competency, and pieces of evidence."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from sandbox.company.model import Coach, Story

_BANDS = ("near", "wide")
"""Names in the YAML files for the framework's lower and upper band."""


@cache
def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(Path(__file__).with_name(f"{name}.yml").read_text(encoding="utf-8"))
    return table


def note(coach: Coach, competency: str, band: int, back: int) -> str:
    """Return one sentence on a competency, another one in each half-year; `band` is 0 (lower) or 1 (upper)."""
    chance = seeded(coach, competency, band)
    sentences = shuffled(_table("notes")[competency][_BANDS[band]], chance)
    return _told(sentences[back % len(sentences)], coach.story, chance)


def pieces(coach: Coach, band: int) -> list[tuple[str, str, frozenset[str]]]:
    """Return the kind, text and competency keys of as many pieces of evidence as the coach's story says.

    Those on what the coach is strong in come first.
    """
    chance = seeded(coach, "evidence")
    pool = shuffled(_table("evidence")[_BANDS[band]], chance)
    pool.sort(key=lambda piece: not set(piece["competencies"]) & set(coach.story.strengths))
    return [
        (piece["kind"], _told(piece["text"].strip(), coach.story, chance), frozenset(piece["competencies"]))
        for piece in pool[: coach.story.pieces]
    ]


def seeded(coach: Coach, *about: object) -> Random:
    """Return a source of chance that says the same about a coach in every demo."""
    return Random(" ".join(map(str, (coach.name, *about))))  # noqa: S311 - plays, guards nothing


def shuffled(things: Sequence[Any], chance: Random) -> list[Any]:
    """Return things in an order of chance."""
    return chance.sample(things, len(things))


def _told(template: str, story: Story, chance: Random) -> str:
    team, other = shuffled(story.teams, chance)
    return template.format(team=team, other=other, area=story.area)
