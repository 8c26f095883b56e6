"""The geometry of Slack's native charts, in percentages of a plot, for the SVG templates to draw.

Everything is told three times: as shapes with their own colour, dash and marker, as a description in
words, and as a table; a chart must not need good eyes or a mouse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.ui.pie import Slice, slices
from sandbox.ui.scale import Scale, number, scale

_BAND_FILLED = 72
_LABELLED_BARS = 12
_WORDS = {"line": "Line chart", "bar": "Bar chart", "area": "Area chart", "pie": "Pie chart"}


@dataclass(frozen=True)
class Mark:
    """One value of one series; x, y and the bar's width and height are percentages of the plot."""

    category: str
    value: str
    x: float
    y: float
    width: float = 0
    height: float = 0
    above: float = 0


@dataclass(frozen=True)
class Series:
    """One series with its look (a number from 0 that colour, dash and marker follow)."""

    look: int
    name: str
    marks: Sequence[Mark]
    line: str = ""
    area: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart ready to be drawn.

    Attributes:
        kind: line, bar, area or pie.
        title: Its title, unescaped.
        description: All of it in one paragraph of words.
        ticks: Value labels with their distance from the top in per cent.
        zero: Distance of the zero line from the top in per cent.
        columns: Category labels with their place from the left in per cent.
        series: The series of a line, bar or area chart.
        slices: The parts of a pie.
        rows: The table that says the same: a header row, then one row per category or part.
        x_label, y_label: Axis titles, empty when there are none.
        labelled: Whether each bar has room for its value above it.
    """

    kind: str
    title: str
    description: str
    rows: Sequence[Sequence[str]]
    ticks: Sequence[tuple[float, str]] = ()
    zero: float = 100
    columns: Sequence[tuple[float, str]] = ()
    series: Sequence[Series] = ()
    slices: Sequence[Slice] = ()
    x_label: str = ""
    y_label: str = ""
    labelled: bool = False


def chart(block: dict[str, Any]) -> Chart:
    """Return the drawing of a ``data_visualization`` block."""
    body = block.get("chart", {})
    return _pie(block, body) if body.get("type") == "pie" else _plot(block, body)


def _pie(block: dict[str, Any], body: dict[str, Any]) -> Chart:
    parts = slices([(part.get("label", ""), float(part.get("value", 0))) for part in body.get("segments", [])])
    words = ", ".join(f"{part.label} {part.value} ({part.share} %)" for part in parts)
    return Chart(
        kind="pie",
        title=block.get("title", ""),
        description=f"{_WORDS['pie']}. {words}.",
        rows=[["Part", "Value", "Share"], *([part.label, part.value, f"{part.share} %"] for part in parts)],
        slices=parts,
    )


def _plot(block: dict[str, Any], body: dict[str, Any]) -> Chart:
    axes = body.get("axis_config", {})
    categories = [str(label) for label in axes.get("categories", [])]
    values = {one.get("name", ""): _values(one, categories) for one in body.get("series", [])}
    axis = scale(value for points in values.values() for value in points.values())
    kind = body.get("type", "line")
    band = 100 / max(len(categories), 1)
    middles = {label: round((index + 0.5) * band, 2) for index, label in enumerate(categories)}
    draw = _bars if kind == "bar" else _lines
    return Chart(
        kind=kind,
        title=block.get("title", ""),
        description=_describe(kind, values),
        rows=_rows(axes.get("x_label") or "", categories, values),
        ticks=[(axis.down(tick), number(tick)) for tick in axis.ticks],
        zero=axis.down(0),
        columns=[(middle, label) for label, middle in middles.items()],
        series=draw(values, middles, band, axis),
        x_label=axes.get("x_label") or "",
        y_label=axes.get("y_label") or "",
        labelled=len(values) * len(categories) <= _LABELLED_BARS,
    )


def _values(series: dict[str, Any], categories: Sequence[str]) -> dict[str, float]:
    """Return a series' values by category, in the categories' order; a category without a value is left out."""
    found = {str(point.get("label")): point.get("value") for point in series.get("data", [])}
    return {label: float(found[label]) for label in categories if found.get(label) is not None}


def _lines(values: dict[str, dict[str, float]], middles: dict[str, float], _band: float, axis: Scale) -> list[Series]:
    drawn = []
    for look, (name, points) in enumerate(values.items()):
        marks = [Mark(label, number(value), middles[label], axis.down(value)) for label, value in points.items()]
        line = " ".join(f"{mark.x},{mark.y}" for mark in marks)
        ends = (f"{marks[0].x},{axis.down(0)}", f"{marks[-1].x},{axis.down(0)}") if marks else ("", "")
        drawn.append(Series(look, name, marks, line, f"{ends[0]} {line} {ends[1]}"))
    return drawn


def _bars(values: dict[str, dict[str, float]], middles: dict[str, float], band: float, axis: Scale) -> list[Series]:
    group = band * _BAND_FILLED / 100
    width = group / max(len(values), 1)
    drawn = []
    for look, (name, points) in enumerate(values.items()):
        shift = look * width - group / 2
        marks = [
            Mark(
                label,
                number(value),
                x=round(middles[label] + shift, 2),
                y=axis.down(max(value, 0)),
                width=round(width * 0.92, 2),
                height=round(abs(axis.down(value) - axis.down(0)), 2),
                above=round(middles[label] + shift + width * 0.46, 2),
            )
            for label, value in points.items()
        ]
        drawn.append(Series(look, name, marks))
    return drawn


def _describe(kind: str, values: dict[str, dict[str, float]]) -> str:
    told = [
        f"{name}: " + ", ".join(f"{label} {number(value)}" for label, value in points.items())
        for name, points in values.items()
    ]
    return f"{_WORDS.get(kind, 'Chart')}. " + ". ".join(told) + "."


def _rows(x_label: str, categories: Sequence[str], values: dict[str, dict[str, float]]) -> list[list[str]]:
    body = [
        [label, *(number(points[label]) if label in points else "none" for points in values.values())]
        for label in categories
    ]
    return [[x_label, *values], *body]
