"""A value axis with round steps, from zero to just past the highest value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

_STEPS = (1, 2, 2.5, 5, 10)
_WANTED = 4


@dataclass(frozen=True)
class Scale:
    """The value axis of a chart.

    Attributes:
        low: Lowest value drawn; zero unless some value is negative.
        high: Highest value drawn.
        ticks: Values that get a grid line, from low to high.
    """

    low: float
    high: float
    ticks: Sequence[float]

    def down(self, value: float) -> float:
        """Return how far below the top edge a value lies, as a percentage of the height."""
        return round(100 * (self.high - value) / (self.high - self.low), 2)


def scale(values: Iterable[float]) -> Scale:
    """Return the axis that holds all values and zero, with about four round steps."""
    known = list(values)
    low, high = min(0, *known, 0), max(0, *known, 0)
    step = _round_step((high - low or 1) / _WANTED, whole=all(float(value).is_integer() for value in known))
    bottom, top = floor(low / step), max(ceil(high / step), floor(low / step) + 1)
    ticks = [round(count * step, 10) for count in range(bottom, top + 1)]
    return Scale(ticks[0], ticks[-1], ticks)


def _round_step(wanted: float, *, whole: bool) -> float:
    """Return the next round step at or above the wanted one; at least one where all values are whole."""
    size = 10.0 ** floor(log10(wanted))
    step = next(size * step for step in _STEPS if size * step >= wanted * 0.999)
    return ceil(step) if whole else step


def number(value: float) -> str:
    """Return a value as a person writes it: no trailing zeros, at most two decimals."""
    return f"{round(value, 2):g}" if abs(value) < 1_000_000 else f"{value:.0f}"  # noqa: PLR2004 - %g turns to 1e+06
