"""Which question and answers a framework file asks of every expectation."""

from framework.fields import Part
from framework.model import Scale, ScalePoint
from framework.shape import LINE, OPTION, POINT_KEYS, POINTS, SCALE_KEYS, SENTENCE, SHORTEST_NAME, SKIP_KEYS, Count


def read_scale(root: Part) -> Scale:
    """Return the scale; its points are valued 0 to 3 in that order."""
    part = root.part("scale", SCALE_KEYS)
    skip = part.part("skip", SKIP_KEYS)
    points = part.parts("points", POINT_KEYS, POINTS)
    return Scale(
        question=part.text("question", LINE),
        points=tuple(_read_point(point, place) for place, point in enumerate(points)),
        skip_label=skip.text("label", SHORTEST_NAME),
        skip_short=skip.text("short", OPTION),
    )


def _read_point(part: Part, place: int) -> ScalePoint:
    value = part.number("value", Count(0, POINTS.most - 1))
    if value is not None and value != place:
        part.refuse("value", f"is {value} where {place} is due", "Write the answers in the order 0, 1, 2, 3")
    return ScalePoint(
        value=place,
        label=part.text("label", SHORTEST_NAME),
        short=part.text("short", OPTION),
        anchor=part.text("anchor", SENTENCE),
    )
