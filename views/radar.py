"""What the radar looks like: a PNG with an axis per competency and a line each for you, your level and the next.

Only the worker process imports this module, because matplotlib is large; the bot reaches it through `bot.drawing`.
Lines differ in colour (Okabe and Ito's, which colour-blind people tell apart), dash and marker.
"""

import math
import textwrap
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon
from PIL import Image

from growth.ladder import PER_LEVEL
from growth.radar import Axis, RadarProfile
from views.blocks import truncate

INCHES, DOTS_PER_INCH, COLOURS = 10, 120, 64
INK, MUTED, GRID = "#1d1c1d", "#616061", "#d5d5d5"
BLUE, VERMILLION, GREEN = "#0072B2", "#D55E00", "#009E73"
PAPER = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
PILLARS_AT, LABELS_AT = 1.07, 1.17
"""In radii of the web: the arcs that hold the pillars together, and the competencies' titles around them."""

UPRIGHT, STEEP = 0.12, 0.85
"""Cosine and sine of an axis's angle at which a flat label stands centred, or wholly above or below its axis."""

LONGEST_NAME = 24
FLAT_LABELS = 18
"""Up to this many axes their labels lie flat; more of them stand along their axis."""


class _Line(NamedTuple):
    """How one line is drawn; `value` reads its position from an axis."""

    label: str
    value: Callable[[Axis], int | None]
    colour: str
    dash: Any
    marker: str
    width: float
    size: float
    filled: bool = False


class _Lettering(NamedTuple):
    """How axis labels are set: `reach` is half the picture in radii of the web."""

    size: float
    columns: int
    lines: int
    reach: float


def draw_radar(profile: RadarProfile) -> bytes:
    """Return the radar of a profile as a PNG of 1200 by 1200 pixels; equal profiles give equal bytes."""
    figure = Figure(figsize=(INCHES, INCHES), dpi=DOTS_PER_INCH, facecolor="white")
    web = figure.add_axes((0.0, 0.03, 1.0, 0.92))
    lettering = _lettering(len(profile.axes))
    web.set(xlim=(-lettering.reach, lettering.reach), ylim=(-lettering.reach, lettering.reach), aspect="equal")
    web.set_axis_off()
    angles, rim = _angles(profile), _rim(profile)
    _draw_web(web, profile, angles, rim)
    _draw_pillars(web, profile, angles)
    lines = _lines(profile)
    for layer, line in enumerate(lines, start=3):
        _draw_line(web, [line.value(axis) for axis in profile.axes], angles, rim, line, layer)
    _draw_labels(web, profile, angles, lettering)
    _write_around(figure, profile.title, lines)
    return _png(figure)


def _lettering(axes: int) -> _Lettering:
    if axes <= FLAT_LABELS:
        return _Lettering(size=14, columns=14, lines=3, reach=1.68)
    return _Lettering(size=11, columns=18, lines=2, reach=1.7)


def _lines(profile: RadarProfile) -> list[_Line]:
    """Return the lines from the lowest layer up: thinner and hollow ones above, so that equal ones all stay visible."""
    found = [
        _Line("You", lambda axis: axis.you, BLUE, "solid", "o", width=4, size=9, filled=True),
        _Line(
            f"Your level: {truncate(profile.level, LONGEST_NAME)}",
            lambda axis: axis.level,
            VERMILLION,
            (0, (5, 3)),
            "s",
            width=2,
            size=11,
        ),
    ]
    if profile.next is not None:
        found.append(
            _Line(
                f"Next: {truncate(profile.next, LONGEST_NAME)}",
                lambda axis: axis.next,
                GREEN,
                (0, (1, 1.5)),
                "^",
                width=2,
                size=13,
            )
        )
    return found


def _angles(profile: RadarProfile) -> list[float]:
    """Return each axis's angle in radians, clockwise from the top, with a small gap between pillars."""
    pillars = [axis.pillar for axis in profile.axes]
    gaps = [0.5 if pillar != after else 0.0 for pillar, after in zip(pillars, pillars[1:] + pillars[:1], strict=True)]
    step = 2 * math.pi / (len(pillars) + sum(gaps))
    start, found = 0.5 * gaps[-1] * step, []
    for gap in gaps:
        found.append(math.pi / 2 - start)
        start += step * (1 + gap)
    return found


def _point(angle: float, radius: float) -> tuple[float, float]:
    return radius * math.cos(angle), radius * math.sin(angle)


def _rim(profile: RadarProfile) -> int:
    """Return the position at the web's rim: one level beyond all that is drawn, so that low levels have room."""
    drawn = [place for axis in profile.axes for place in (axis.you, axis.level, axis.next) if place is not None]
    return min(profile.top, max(drawn) + PER_LEVEL)


def _draw_web(web: Axes, profile: RadarProfile, angles: Sequence[float], rim: int) -> None:
    """Draw the spokes and a named ring for each level, the names in the gap before the first axis."""
    for angle in angles:
        web.plot(*zip((0, 0), _point(angle, 1), strict=True), color=GRID, linewidth=0.9, zorder=1)
    gap = (angles[0] + angles[-1]) / 2 + math.pi
    for rank, name in enumerate(profile.rings, 1):
        radius = PER_LEVEL * rank / rim
        if radius > 1:
            break
        web.add_patch(Circle((0, 0), radius, fill=False, color=GRID, linewidth=1.3, zorder=1))
        # Beside its ring, where the lines that run along the ring leave it readable.
        x, y = _point(gap, radius + (0.04 if radius < 1 else -0.04))
        web.text(x, y, name, size=10, color=MUTED, ha="center", va="center", bbox=PAPER, zorder=2, parse_math=False)


def _draw_pillars(web: Axes, profile: RadarProfile, angles: Sequence[float]) -> None:
    """Draw an arc around each pillar's axes, with the pillar's title set into it."""
    margin = 0.4 * 2 * math.pi / len(angles)
    start = 0
    for title, axes in profile.pillars().items():
        first, last = angles[start] + margin, angles[start + len(axes) - 1] - margin
        start += len(axes)
        arc = [_point(first + (last - first) * part / 60, PILLARS_AT) for part in range(61)]
        web.plot(*zip(*arc, strict=True), color=MUTED, linewidth=1.6, zorder=2)
        middle = (first + last) / 2
        turned = math.degrees(middle) + (-90 if math.sin(middle) >= 0 else 90)
        x, y = _point(middle, PILLARS_AT)
        style: dict[str, Any] = {"size": 13, "weight": "bold", "color": INK, "rotation": turned, "bbox": PAPER}
        web.text(x, y, title, ha="center", va="center", zorder=3, parse_math=False, **style)


def _draw_line(
    web: Axes, values: Sequence[int | None], angles: Sequence[float], rim: int, line: _Line, layer: int
) -> None:
    """Draw one line around the web; it is broken where a value is None."""
    points = [
        _point(angle, value / rim) if value is not None else (math.nan, math.nan)
        for angle, value in zip(angles, values, strict=True)
    ]
    if line.filled and None not in values:
        web.add_patch(Polygon(points, closed=True, facecolor=line.colour, alpha=0.12, zorder=2))
    web.plot(*zip(*points, points[0], strict=True), zorder=layer, **_style(line, len(values)))


def _style(line: _Line, axes: int) -> dict[str, Any]:
    return {
        "color": line.colour,
        "linewidth": line.width,
        "linestyle": line.dash,
        "marker": line.marker,
        "markersize": line.size * (1 if axes <= FLAT_LABELS else 0.75),
        "markerfacecolor": line.colour if line.filled else "none",
        "markeredgewidth": 1.6,
    }


def _draw_labels(web: Axes, profile: RadarProfile, angles: Sequence[float], lettering: _Lettering) -> None:
    flat = len(profile.axes) <= FLAT_LABELS
    for axis, angle in zip(profile.axes, angles, strict=True):
        style: dict[str, Any] = {"size": lettering.size, "linespacing": 1.1, "parse_math": False}
        if axis.you is None:
            style |= {"color": MUTED, "style": "italic"}
        x, y = _point(angle, LABELS_AT)
        web.text(x, y, _wrapped(axis, lettering), **style, **(_flat(angle) if flat else _along(angle)))


def _flat(angle: float) -> dict[str, Any]:
    across, up = math.cos(angle), math.sin(angle)
    side = "center" if abs(across) < UPRIGHT else "left" if across > 0 else "right"
    return {"ha": side, "va": "bottom" if up > STEEP else "top" if up < -STEEP else "center"}


def _along(angle: float) -> dict[str, Any]:
    right = math.cos(angle) >= 0
    turned = math.degrees(angle) if right else math.degrees(angle) + 180
    return {"ha": "left" if right else "right", "va": "center", "rotation": turned, "rotation_mode": "anchor"}


def _wrapped(axis: Axis, lettering: _Lettering) -> str:
    notice = [] if axis.you is not None else ["(not rated)"]
    room = lettering.lines - len(notice)
    return "\n".join(textwrap.wrap(axis.title, lettering.columns, max_lines=room, placeholder="…") + notice)


def _write_around(figure: Figure, title: str, lines: Sequence[_Line]) -> None:
    figure.text(0.03, 0.965, truncate(title, 60), size=16, weight="bold", color=INK, va="center", parse_math=False)
    handles = [Line2D([], [], label=line.label, **_style(line, 1)) for line in lines]
    legend = figure.legend(handles=handles, loc="lower center", ncols=len(handles), frameon=False, fontsize=14)
    for text in legend.get_texts():
        text.set_parse_math(False)


def _png(figure: Figure) -> bytes:
    """Return the figure in 64 colours: a third of the size of true colour, and nobody sees a difference."""
    drawn, file = BytesIO(), BytesIO()
    figure.savefig(drawn, format="png")
    picture = Image.open(drawn).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()
