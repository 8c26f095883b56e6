"""Charts and tables: data_visualization, data_table and table, with the totals they may hold."""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.rules.objects import BLOCK_ID
from sandbox.rules.rich_text import rich_text
from sandbox.rules.shapes import Check, Place, Shape, flag, is_number, list_of, number, one_of, string, typed

CHART_TITLE, CHART_LABEL, AXIS_LABEL = 50, 20, 50
# Copies of Slack's documentation say 6 or 12; what fits in 6 fits in both.
SERIES = SEGMENTS = 6
POINTS = 20
TABLE_ROWS, DATA_ROWS, COLUMNS = 100, 201, 20
TABLE_CHARACTERS, DATA_CHARACTERS = 10_000, 20_000
DEEPEST = 12


def labels_follow_categories(value: Any, place: Place) -> None:
    """Refuse series that share a name, or that don't carry every category in order."""
    categories = value["axis_config"]["categories"]
    if len(set(categories)) != len(categories):
        place.at("axis_config").at("categories").refuse("categories must be unique")
    names = [series["name"] for series in value["series"]]
    for index, series in enumerate(value["series"]):
        here = place.at("series").at(index)
        if names.index(series["name"]) != index:
            here.at("name").refuse("series names must be unique")
        if [point["label"] for point in series["data"]] != categories:
            here.at("data").refuse("must have one data point for each category, in the same order")


def above_zero(value: Any, place: Place) -> None:
    """Refuse what a slice of a pie cannot be."""
    if not is_number(value) or value <= 0:
        place.refuse("must be more than 0")


xy_chart = Shape(
    {
        "series": list_of(
            Shape(
                {
                    "name": string(CHART_LABEL),
                    "data": list_of(Shape({"label": string(CHART_LABEL), "value": number()}), POINTS),
                },
            ),
            SERIES,
        ),
        "axis_config": Shape(
            {"categories": list_of(string(CHART_LABEL), POINTS)},
            {"x_label": string(AXIS_LABEL), "y_label": string(AXIS_LABEL)},
        ),
    },
    rules=(labels_follow_categories,),
)

pie_chart = Shape(
    {"segments": list_of(Shape({"label": string(CHART_LABEL), "value": above_zero}), SEGMENTS)},
)

data_visualization = Shape(
    {
        "title": string(CHART_TITLE),
        "chart": typed({"line": xy_chart, "bar": xy_chart, "area": xy_chart, "pie": pie_chart}),
    },
    {"block_id": BLOCK_ID},
)

cell = typed(
    {
        "raw_text": Shape({"text": string()}),
        "raw_number": Shape({"value": number(), "text": string()}),
        "rich_text": rich_text,
    },
)


def texts_within(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield every `text` string inside a value of any shape, down to a depth no real cell reaches."""
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        for key, entry in value.items():
            if key == "text" and isinstance(entry, str):
                yield entry
            else:
                yield from texts_within(entry, depth + 1)
    elif isinstance(value, list):
        for entry in value:
            yield from texts_within(entry, depth + 1)


def characters_in(block: Mapping[str, Any]) -> int:
    """Return how many characters the cells of a table hold."""
    return sum(len(text) for text in texts_within(block.get("rows")))


def at_most_characters(most: int) -> Check:
    """Return a rule on the characters of all cells of one table together."""

    def check(value: Any, place: Place) -> None:
        if characters_in(value) > most:
            place.at("rows").refuse(f"cells must be less than {most + 1} characters in total")

    return check


def rows_are_even(value: Any, place: Place) -> None:
    """Refuse rows of different length, a rich header, or a row header beyond the last column."""
    rows = value["rows"]
    for index, row in enumerate(rows):
        if len(row) != len(rows[0]):
            place.at("rows").at(index).refuse("must have as many cells as the header row")
    for index, head in enumerate(rows[0]):
        if head["type"] == "rich_text":
            place.at("rows").at(0).at(index).refuse("rich_text is not allowed in the header row")
    if value.get("row_header_column_index", 0) >= len(rows[0]):
        place.at("row_header_column_index").refuse("must be the index of a column")


data_table = Shape(
    {"caption": string(), "rows": list_of(list_of(cell, COLUMNS), DATA_ROWS, 2)},
    {
        "block_id": BLOCK_ID,
        "page_size": number(1, 100, whole=True),
        "row_header_column_index": number(0, whole=True),
    },
    (rows_are_even, at_most_characters(DATA_CHARACTERS)),
)

column_settings = Shape(optional={"align": one_of("left", "center", "right"), "is_wrapped": flag})


def column_setting(value: Any, place: Place) -> None:
    """Check one column's settings; null keeps the default."""
    if value is not None:
        column_settings(value, place)


table = Shape(
    {"rows": list_of(list_of(cell, COLUMNS), TABLE_ROWS)},
    {"block_id": BLOCK_ID, "column_settings": list_of(column_setting, COLUMNS)},
    (at_most_characters(TABLE_CHARACTERS),),
)
