"""Assessments under way, in as few words as a rule's table needs."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from framework.loading import default_framework, parse_framework
from framework.model import SKIP, Framework
from growth.answering import Change, choose_specialisms, record
from growth.assessment import Assessment, Purpose
from growth.cycles import Cycle
from growth.people import Person, Role
from tests.framework.files import ENGINEERING
from tests.growth.readings import ladder_of

SHIPPED = default_framework()
LADDER = parse_framework(ENGINEERING)
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FRAMEWORKS = {
    "shipped": SHIPPED,
    "engineering": LADDER,
    "smallest": ladder_of(2, 2, 1),
    "widest": ladder_of(2, 6, 6),
    "tallest": ladder_of(8, 2, 2, specialising=True),
}
EVERY_LEVEL = [(name, level.key) for name, found in FRAMEWORKS.items() for level in found.levels]


def draft(level: str = "agile_coach", **fields) -> Assessment:
    """Return Alice's assessment of an open cycle, without answers."""
    made = {"cycle_id": "cycle", "purpose": Purpose.TALK, "framework_id": "framework"} | fields
    return Assessment("alice", "alice", level=level, **made)


def rated(framework: Framework, work: Assessment, choices: Mapping[str, int | str], note: str = "") -> Assessment:
    """Return the assessment after these choices, each with the note where it asks for one."""
    changes = {
        key: Change(choice=choice, note=note if isinstance(choice, int) and choice >= 2 else "")
        for key, choice in choices.items()
    }
    return record(framework, work, changes)


def filled(
    framework: Framework,
    level: str,
    choice: int | str = 1,
    *,
    specialisms: Iterable[str] | None = None,
    note: str = "They did it without me",
    **fields,
) -> Assessment:
    """Return an assessment in which every question has the same answer."""
    work = draft(level, **fields)
    if framework.level(level).may_specialise and framework.specialisable:
        work = choose_specialisms(framework, work, specialisms or fewest_specialisms(framework, level))
    return rated(framework, work, {c.key: choice for c in framework.competencies}, note)


def fewest_specialisms(framework: Framework, level: str) -> list[str]:
    """Return as few specialisms as a level asks for."""
    return [c.key for c in framework.specialisable][: framework.level(level).min_specialisms]


def skipped(framework: Framework, level: str) -> Assessment:
    """Return an assessment that skips everything."""
    return filled(framework, level, SKIP)


def coach(name: str = "Alice", **fields) -> Person:
    """Return a coach in Stockholm."""
    made = {"tz": "Europe/Stockholm", "roles": frozenset({Role.COACH}), "level": "agile_coach"} | fields
    return Person(name.lower(), f"U{name.upper()}", name, **made)


def half_year(**fields) -> Cycle:
    """Return the cycle of this autumn: talks in the first half of December, closing on New Year's Eve."""
    made = {
        "id": "cycle",
        "name": "2026-H2",
        "framework_id": "framework",
        "opens_on": date(2026, 11, 23),
        "window_start": date(2026, 12, 1),
        "window_end": date(2026, 12, 15),
        "closes_on": date(2026, 12, 31),
        "opened_at": NINE,
    } | fields
    return Cycle(**made)
