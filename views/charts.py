"""Growth as Slack's own charts, and the same in words for whoever can't see them or for where Slack draws none.

The radar itself is drawn elsewhere (`views.radar`, in a worker process); its description is here.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from framework.model import Framework
from growth.history import Course, Point
from growth.ladder import PER_LEVEL, rounded, tenths
from growth.radar import Axis, RadarProfile
from views import blocks

TITLE = "Where you stand, cycle by cycle"
LABEL = 20
AXIS_LABEL = 50
CYCLES_SHOWN = 20
LONGEST_ALT_TEXT = 1000
NOT_ENOUGH_SEEN = "not enough seen yet \u2013 plan an opportunity"


def course_chart(framework: Framework, course: Course) -> dict[str, Any] | None:
    """Return Slack's line chart of the pillars over the newest 20 cycles; bars for a single one; None for none."""
    points = course.points[-CYCLES_SHOWN:]
    if not points:
        return None
    cycles = unique_labels([point.cycle for point in points])
    pillars = unique_labels([pillar.title for pillar in course.pillars])
    rows = [[_value(point.positions[pillar.key]) for point in points] for pillar in course.pillars]
    kind, x_label = "line", "Cycle"
    if len(points) == 1:
        # A line of one point shows nothing: the pillars side by side do.
        kind, x_label = "bar", "Pillar"
        cycles, pillars, rows = pillars, cycles, [[row[0] for row in rows]]
    series = [
        {"name": name, "data": [{"label": label, "value": value} for label, value in zip(cycles, row, strict=True)]}
        for name, row in zip(pillars, rows, strict=True)
    ]
    axis = {
        "categories": cycles,
        "x_label": x_label,
        "y_label": f"Position on the ladder, 0 to {framework.top_position}",
    }
    return {
        "type": "data_visualization",
        "title": TITLE,
        "chart": {"type": kind, "series": series, "axis_config": axis},
    }


def course_in_words(framework: Framework, course: Course) -> list[str]:
    """Return one line of mrkdwn per pillar, oldest cycle first; empty where there is no cycle to show."""
    if not course.points:
        return []
    rings = [level.short for level in framework.levels]
    return [
        f"*{blocks.escape(pillar.title)}*: {'; '.join(_at(rings, pillar.key, point) for point in course.points)}"
        for pillar in course.pillars
    ]


def left_out_words(course: Course) -> str:
    """Return the line that names the cycles missing from the chart, mrkdwn; empty where none is."""
    if not course.left_out:
        return ""
    names = ", ".join(blocks.escape(name) for name in course.left_out)
    return f"Not in the chart: {names}, where not every pillar had enough answers."


def alt_text(profile: RadarProfile) -> str:
    """Return the radar in plain words, at most 1,000 characters: pillar by pillar, then what differs from the level."""
    drawn = f"you, {profile.level}" + (f" and {profile.next}" if profile.next else "")
    pillars = ". ".join(_pillar_in_words(profile, title, axes) for title, axes in profile.pillars().items())
    parts = [f"Radar of {len(profile.axes)} competencies: {drawn}. {pillars}."]
    groups = _differences(profile)
    for place, (heading, titles) in enumerate(groups):
        room = (LONGEST_ALT_TEXT - len(" ".join(parts))) // (len(groups) - place) - len(heading) - 4
        parts.append(f"{heading}: {listed(titles, room)}.")
    return blocks.truncate(" ".join(parts), LONGEST_ALT_TEXT)


def place_in_words(rings: Sequence[str], exact: Fraction) -> str:
    """Return a position as people say it, by the levels' short names: "near Senior", "between Senior and Staff"."""
    half, between = divmod(rounded(exact), PER_LEVEL)
    at = "at" if exact == rounded(exact) else "near"
    if half == 0:
        return f"growing into {rings[0]}"
    if half >= len(rings):
        return f"beyond {rings[-1]}" if between or half > len(rings) else f"{at} {rings[-1]}"
    return f"between {rings[half - 1]} and {rings[half]}" if between else f"{at} {rings[half - 1]}"


def place_of(profile: RadarProfile, position: int) -> str:
    """Return one ladder position in the same words."""
    return place_in_words(profile.rings, Fraction(position))


def listed(names: Sequence[str], room: int) -> str:
    """Return names with commas, as many as fit in `room` characters, and how many are left unsaid."""
    shown = list(names)
    while len(shown) > 1 and len(_counted(shown, len(names))) > room:
        shown.pop()
    return _counted(shown, len(names))


def unique_labels(names: Iterable[str], limit: int = LABEL) -> list[str]:
    """Return chart labels of at most `limit` characters, in order, no two alike."""
    found: list[str] = []
    for name in names:
        label, number = blocks.truncate(name, limit), 2
        while label in found:
            mark = f" ({number})"
            label, number = blocks.truncate(name, limit - len(mark)) + mark, number + 1
        found.append(label)
    return found


def _value(exact: Fraction) -> float:
    # JSON knows no decimals; the number is rounded exactly before it becomes one.
    return float(tenths(exact))


def _at(rings: Sequence[str], pillar: str, point: Point) -> str:
    exact = point.positions[pillar]
    return f"{blocks.escape(point.cycle)} {blocks.escape(place_in_words(rings, exact))} ({tenths(exact)})"


def _counted(shown: Sequence[str], total: int) -> str:
    rest = f" and {total - len(shown)} more" if total > len(shown) else ""
    return ", ".join(shown) + rest


def _pillar_in_words(profile: RadarProfile, title: str, axes: Sequence[Axis]) -> str:
    if title in profile.unseen:
        return f"{title} {NOT_ENOUGH_SEEN}"
    rated = [axis.you for axis in axes if axis.you is not None and not axis.optional]
    if not rated:
        return f"{title} not rated"
    exact = Fraction(sum(rated), len(rated))
    return f"{title} {place_in_words(profile.rings, exact)} ({tenths(exact)})"


def _differences(profile: RadarProfile) -> list[tuple[str, list[str]]]:
    """Return (heading, titles) of what differs from the level, largest first; "At level" sums up the rest."""
    rated = [(axis.you - axis.level, axis.title) for axis in profile.axes if axis.you is not None]
    above = sorted((found for found in rated if found[0] > 0), key=lambda found: -found[0])
    below = sorted((found for found in rated if found[0] < 0), key=lambda found: found[0])
    groups = [
        (f"Beyond {profile.level}", [f"{title} by {size}" for size, title in above]),
        ("To grow into", [f"{title} by {-size}" for size, title in below]),
        ("Not rated", [axis.title for axis in profile.axes if axis.you is None]),
    ]
    found = [(heading, titles) for heading, titles in groups if titles]
    return found or [("Every competency", [f"at {profile.level}"])]
