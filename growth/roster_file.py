"""The file of `trellis people import`: from its bytes to rows of cells, or every line that can't be read.

Does not judge what a cell says; `growth.roster` does.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO

from growth.errors import GrowthError

COLUMNS = (
    "slack_id",
    "email",
    "level",
    "manager",
    "roles",
    "specialisms",
    "joined_on",
    "left_on",
    "level_since",
    "level_reason",
)
EMPTY = "-"
"""The cell that empties what is kept; a blank one leaves it unchanged."""

BROKEN_QUOTES = 'the quotes do not match. Write "..." around a whole cell, and "" for a quote inside it.'
SAVE_AGAIN = "Save the file as CSV UTF-8, with commas."
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line of the file, counted from 1, and what to do."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.sentence}"


class RosterRefused(GrowthError):
    """The file can't be imported; nothing of it was. `problems` are in the order of the file."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Row:
    """One person's line; `cells` holds only the columns that are not blank."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows that could be read, and a problem for each that could not."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


def read_sheet(data: bytes) -> Sheet:
    """Return the rows of a file in UTF-8 (BOM and any line ends accepted); raise RosterRefused without a header."""
    lines = _numbered(_decoded(data))
    line, header = next(lines, (1, []))
    columns = _columns(line, header)
    rows: list[Row] = []
    problems: list[Problem] = []
    try:
        for line, cells in lines:
            if len(cells) == len(columns):
                filled = zip(columns, (" ".join(cell.split()) for cell in cells), strict=True)
                rows.append(Row(line, {column: cell for column, cell in filled if cell}))
            else:
                problems.append(Problem(line, f"has {len(cells)} cells, the header {len(columns)}. Check its commas."))
    except RosterRefused as broken:
        problems += broken.problems
    return Sheet(tuple(rows), tuple(problems))


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RosterRefused([Problem(line, f"this is not UTF-8. {SAVE_AGAIN}")]) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise RosterRefused([Problem(line, f"there is a NUL byte. {SAVE_AGAIN}")])
    return text


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give (first line, cells) of every record that is not blank."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error:
        raise RosterRefused([Problem(start, BROKEN_QUOTES)]) from None


def _columns(line: int, header: list[str]) -> list[str]:
    columns = [cell.strip().casefold() for cell in header]
    if not columns:
        raise RosterRefused(
            [Problem(1, "the file is empty. Begin with a line of column names, such as slack_id,level.")]
        )
    if len(columns) == 1 and any(mark in columns[0] for mark in ";\t"):
        raise RosterRefused([Problem(line, f"the cells are not separated by commas. {SAVE_AGAIN}")])
    problems = [Problem(line, _unknown_column(column)) for column in columns if column not in COLUMNS]
    problems += [Problem(line, f"the column {c} is there twice. Remove one.") for c in COLUMNS if columns.count(c) > 1]
    if not problems and not {"slack_id", "email"} & set(columns):
        problems = [Problem(line, "a column slack_id or email must say who each line is about.")]
    if problems:
        raise RosterRefused(problems)
    return columns


def _unknown_column(column: str) -> str:
    near = get_close_matches(column, COLUMNS, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"The first line names columns, out of {', '.join(COLUMNS)}."
    return f"there is no column {column!r}. {hint}"


def plain_cell(text: str) -> str:
    """Return a cell for a file that people open in a spreadsheet: never a formula (pitfalls K4)."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
