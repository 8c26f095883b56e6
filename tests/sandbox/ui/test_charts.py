import pytest

from sandbox.ui.charts import chart
from tests.sandbox.ui.fake_workspace import chart as growth_chart


def block(kind, values, categories=("a", "b")):
    series = [
        {"name": name, "data": [{"label": label, "value": value} for label, value in zip(categories, row, strict=True)]}
        for name, row in values.items()
    ]
    return {
        "type": "data_visualization",
        "title": "T",
        "chart": {"type": kind, "series": series, "axis_config": {"categories": list(categories)}},
    }


def test_points_stand_in_the_middle_of_their_category():
    drawn = chart(block("line", {"x": [1, 3]}))
    assert [(mark.x, mark.y) for mark in drawn.series[0].marks] == [(25.0, 66.67), (75.0, 0.0)]
    assert drawn.columns == [(25.0, "a"), (75.0, "b")]


def test_an_area_reaches_down_to_zero():
    assert chart(block("area", {"x": [1, 1]})).series[0].area == "25.0,100.0 25.0,0.0 75.0,0.0 75.0,100.0"


def test_bars_of_one_category_stand_side_by_side():
    drawn = chart(block("bar", {"x": [1, 2], "y": [2, 1]}))
    first, second = drawn.series[0].marks[0], drawn.series[1].marks[0]
    assert first.x + first.width <= second.x
    assert (first.y, first.height) == (50.0, 50.0)


def test_a_bar_below_zero_hangs_from_the_zero_line():
    mark = chart(block("bar", {"x": [-1, 1]})).series[0].marks[0]
    assert (mark.y, mark.height) == (50.0, 50.0)


def test_a_missing_value_is_left_out_and_said():
    source = block("line", {"x": [1, 3]})
    del source["chart"]["series"][0]["data"][0]
    drawn = chart(source)
    assert len(drawn.series[0].marks) == 1
    assert drawn.rows[1] == ["a", "none"]


def test_every_series_has_a_look_of_its_own():
    assert [one.look for one in chart(growth_chart()).series] == [0, 1, 2]


def test_a_pie_says_its_shares():
    drawn = chart(
        {"title": "T", "chart": {"type": "pie", "segments": [{"label": "A", "value": 3}, {"label": "B", "value": 1}]}}
    )
    assert drawn.description == "Pie chart. A 3 (75 %), B 1 (25 %)."
    assert [part.label_at is not None for part in drawn.slices] == [True, True]


@pytest.mark.parametrize("segments", [[], [{"label": "A", "value": 1}]])
def test_a_pie_of_none_or_one_is_drawn(segments):
    assert len(chart({"title": "T", "chart": {"type": "pie", "segments": segments}}).slices) == len(segments)
