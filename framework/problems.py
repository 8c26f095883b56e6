"""What is wrong with a framework file, where, and what to do about it; every problem, not only the first."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 100
"""So many problems are kept; whoever has more begins with these."""

LISTED = 8
"""So many possible words a remedy names."""


@dataclass(frozen=True, slots=True, order=True)
class FrameworkProblem:
    """One thing to put right. `line` counts from 1; `key` is a dotted path, or "file" for the whole of it."""

    line: int
    key: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        """Return `LINE: key: problem. remedy.`; put a file name and a colon before it."""
        return f"{self.line}: {self.key}: {self.problem}. {self.remedy}."


class InvalidFramework(Exception):
    """The file is no framework; `problems` says why, in the order of its lines."""

    def __init__(self, problems: Iterable[FrameworkProblem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refused(problem: str, remedy: str, line: int = 1, key: str = "file") -> InvalidFramework:
    """Return the error for a file that cannot be read any further."""
    return InvalidFramework([FrameworkProblem(line, key, problem, remedy)])


class Problems:
    """Collects problems by the path of the key concerned and knows the line of every path read so far."""

    def __init__(self) -> None:
        self._found: list[FrameworkProblem] = []
        self._lines: dict[str, int] = {}

    @property
    def full(self) -> bool:
        """Whether further problems are no longer kept."""
        return len(self._found) >= MOST

    def place(self, path: str, line: int) -> None:
        """Remember the line, counted from 1, at which a path stands."""
        self._lines[path] = line

    def add(self, path: str, problem: str, remedy: str, line: int | None = None) -> None:
        """Note a problem at a path, at its own line or else at that of the nearest path around it."""
        if not self.full:
            self._found.append(FrameworkProblem(line or self._line(path), path, problem, remedy))

    def _line(self, path: str) -> int:
        while path and path not in self._lines:
            path = path.rpartition(".")[0]
        return self._lines.get(path, 1)

    def raise_any(self) -> None:
        """Raise InvalidFramework if anything was noted."""
        if self._found:
            raise InvalidFramework(self._found)


def look_alike(word: str, known: Iterable[str]) -> list[str]:
    """Return the known word that `word` seems to mean, as a list of none or one."""
    return difflib.get_close_matches(word[:60], list(known), n=1)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the remedy for a word that is none of the known ones: the one it looks like, or some of them."""
    words = list(known)
    if close := look_alike(word, words):
        return f'Did you mean "{close[0]}"'
    more = ", …" if len(words) > LISTED else ""
    return f"Use one of: {', '.join(words[:LISTED])}{more}" if words else "Remove it"
