"""The table of figures, as Markdown, with what it was measured on."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.rows import Figure

COLUMNS = ("what", "ratio", "absolute", "reach", "met")
PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- begin: python -m benchmarks -->", "<!-- end -->"


def render(figures: Sequence[Figure], today: date) -> str:
    """Return the table with a line about the machine above it."""
    rows = [(f.what.replace("   ", "&nbsp; "), f.ratio, f.absolute, f.reach, _met(f.met)) for f in figures]
    lines = [" | ".join(row) for row in (COLUMNS, ("---",) * len(COLUMNS), *rows)]
    return "\n".join([f"{today.isoformat()}, {hardware()}.", "", *(f"| {line} |" for line in lines)])


def hardware() -> str:
    """Return what this machine is, and how busy it was in the last minute."""
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores {_processor()}, {platform.system()}, Python {platform.python_version()}, "
        f"load {load:.1f} at the end"
    )


def keep(table: str) -> None:
    """Put the table between the marks in docs/benchmarks.md."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}", "utf-8")


def _met(met: bool | None) -> str:  # noqa: FBT001 - it is what is shown
    return {True: "yes", False: "no", None: ""}[met]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
