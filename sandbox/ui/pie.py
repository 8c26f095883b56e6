"""The parts of a pie as SVG paths around the origin, radius 100, from twelve o'clock clockwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from sandbox.ui.scale import number

_RADIUS = 100
_LABEL_RADIUS = 66
_ROOM_FOR_LABEL = 5  # per cent of the whole below which a number no longer fits inside a part


@dataclass(frozen=True)
class Slice:
    """One part of a pie.

    Attributes:
        look: A number from 0 that its colour follows; one more is the number drawn on it.
        share: Whole percentage of the total.
        path: SVG path data.
        label_at: Where its number stands, or None where it would not fit.
    """

    look: int
    label: str
    value: str
    share: int
    path: str
    label_at: tuple[float, float] | None


def slices(parts: Sequence[tuple[str, float]]) -> list[Slice]:
    """Return the parts of a pie; a part without a positive value is left out."""
    shown = [(label, value) for label, value in parts if value > 0]
    total = sum(value for _, value in shown)
    drawn, done = [], 0.0
    for look, (label, value) in enumerate(shown):
        start, done = done / total, done + value
        drawn.append(_slice(look, label, value, start, done / total))
    return drawn


def _slice(look: int, label: str, value: float, start: float, end: float) -> Slice:
    share = round(100 * (end - start))
    roomy = share >= _ROOM_FOR_LABEL
    label_at = _point((start + end) / 2, _LABEL_RADIUS) if roomy else None
    return Slice(look, label, number(value), share, _path(start, end), label_at)


def _path(start: float, end: float) -> str:
    if end - start > 0.9999:  # noqa: PLR2004 - an arc from a point to itself draws nothing
        return f"M0,-{_RADIUS} A{_RADIUS},{_RADIUS} 0 1 1 -0.01,-{_RADIUS} Z"
    (x1, y1), (x2, y2) = _point(start, _RADIUS), _point(end, _RADIUS)
    long = 1 if end - start > 0.5 else 0  # noqa: PLR2004 - half a turn
    return f"M0,0 L{x1},{y1} A{_RADIUS},{_RADIUS} 0 {long} 1 {x2},{y2} Z"


def _point(turn: float, radius: float) -> tuple[float, float]:
    angle = 2 * pi * turn
    return round(radius * sin(angle), 2), round(-radius * cos(angle), 2)
