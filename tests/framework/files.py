"""Framework files to load and to spoil."""

from pathlib import Path

from framework.loading import DEFAULT_FILE, parse_framework
from framework.problems import FrameworkProblem, InvalidFramework

ROOT = Path(__file__).parents[2]
ENGINEERING_FILE = ROOT / "docs" / "examples" / "engineering.yml"
DEFAULT = DEFAULT_FILE.read_text(encoding="utf-8")
ENGINEERING = ENGINEERING_FILE.read_text(encoding="utf-8")


def problems_of(text: str) -> tuple[FrameworkProblem, ...]:
    """Return what is wrong with a text; nothing for a framework."""
    try:
        parse_framework(text)
    except InvalidFramework as invalid:
        return invalid.problems
    return ()


def spoiled(old: str, new: str, text: str = DEFAULT) -> str:
    """Return a file whose first `old` is `new`."""
    assert old in text
    return text.replace(old, new, 1)


def line_of(part: str, text: str) -> int:
    """Return the line, counted from 1, in which a part first stands."""
    return text.count("\n", 0, text.index(part)) + 1
