"""Which framework a YAML file or text holds; every reason why it holds none comes with line, key and remedy."""

from functools import cache
from pathlib import Path

from framework.archetypes import read_accountabilities, read_archetypes
from framework.changes import read_changes
from framework.checking import check
from framework.competencies import read_asking_order, read_competencies, read_pillars
from framework.document import root_of
from framework.fields import Part
from framework.ladder import read_levels
from framework.model import Framework
from framework.problems import Problems, refused
from framework.scale import read_scale
from framework.shape import (
    ACCOUNTABILITIES,
    CHANGELOG,
    FILE_KEYS,
    LARGEST_FILE,
    LINE,
    NAME,
    OPTION,
    PERIOD_MONTHS,
    VERSION,
)

DEFAULT_FILE = Path(__file__).with_name("default.yml")


@cache
def default_framework() -> Framework:
    """Return the framework that ships with Trellis, read once."""
    return load_framework(DEFAULT_FILE)


def load_framework(path: Path) -> Framework:
    """Return the framework of a file; raise InvalidFramework with every problem found."""
    return parse_framework(text_of(path))


def text_of(path: Path) -> str:
    """Return the text of a framework file; raise InvalidFramework if it is none, too large or not UTF-8."""
    if path.exists() and not path.is_file():
        raise refused("is a folder or a device, not a file", "Name the YAML file itself")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refused(f"cannot be read ({reason})", "Check the path and who may read it") from None
    if len(content) > LARGEST_FILE:
        raise refused("is larger than 512 KB", "A framework takes some 50 KB; check that this is the right file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refused("is not UTF-8", "Save it as UTF-8 in your editor", line) from None


def parse_framework(text: str) -> Framework:
    """Return the framework of a YAML text; raise InvalidFramework with every problem found."""
    problems = Problems()
    root = Part(root_of(text), "", FILE_KEYS, problems)
    framework = _read(root)
    check(framework, problems)
    problems.raise_any()
    return framework


def _read(root: Part) -> Framework:
    levels, bands = read_levels(root)
    level_keys = [level.key for level in levels if level.key]
    pillars = read_pillars(root, level_keys)
    pillar_keys = [pillar.key for pillar in pillars if pillar.key]
    competencies = read_competencies(root, level_keys, pillar_keys)
    deep = {pillar.key for pillar in pillars if pillar.specialises}
    version = root.matching("version", VERSION, NAME, '"1.0.0", in quotes')
    became, dropped = read_changes(root, version, [competency.key for competency in competencies])
    return Framework(
        name=root.text("name", OPTION),
        version=version,
        role=root.text("role", NAME),
        role_plural=root.text("role_plural", NAME),
        period_months=root.number("period_months", PERIOD_MONTHS) or 0,
        levels=levels,
        bands=bands,
        pillars=pillars,
        asking_order=read_asking_order(root, pillar_keys),
        competencies=competencies,
        scale=read_scale(root),
        archetypes=read_archetypes(root, levels, competencies, [c.key for c in competencies if c.pillar in deep]),
        accountabilities=read_accountabilities(root),
        not_accountable=root.texts("not_accountable", LINE, ACCOUNTABILITIES),
        changelog=root.text("changelog", CHANGELOG, wanted=False),
        became=became,
        dropped=dropped,
    )
