from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.loading import default_framework
from growth.history import Course, Point
from growth.radar import Axis, RadarProfile, radar_profile
from sandbox.rules import check_message
from tests.growth.readings import ladder_of, reading
from views.charts import alt_text, course_chart, course_in_words, left_out_words, listed, place_in_words, unique_labels

FRAMEWORK = default_framework()
RINGS = ["Associate", "Agile Coach", "Senior", "Staff"]
FACILITATION = frozenset({"facilitation"})


def course_of(*cycles: str, framework=FRAMEWORK, place: Fraction = Fraction(17, 4), left_out=()) -> Course:
    points = [
        Point(
            cycle, date(2020, 1, 1) + timedelta(days=180 * number), {pillar.key: place for pillar in framework.pillars}
        )
        for number, cycle in enumerate(cycles)
    ]
    return Course(framework.pillars, tuple(points), tuple(left_out))


def refusals(chart) -> list[str]:
    return check_message({"text": "A chart", "blocks": [chart]})


def profile_of(count: int, you: int | None = 4, title: str = "Competency") -> RadarProfile:
    axes = tuple(Axis(f"{title} {n}", f"Pillar {n % 6}", you, 4, 6) for n in range(count))
    return RadarProfile("2026-H1", axes, tuple(RINGS), "Agile Coach", "Senior Agile Coach", 9)


def test_a_line_per_pillar_runs_over_the_cycles():
    chart = course_chart(FRAMEWORK, course_of("2025-H1", "2025-H2"))
    assert chart["chart"]["type"] == "line"
    assert [series["name"] for series in chart["chart"]["series"]] == ["Behavior", "Craft", "Impact"]
    assert chart["chart"]["series"][0]["data"] == [
        {"label": "2025-H1", "value": 4.3},
        {"label": "2025-H2", "value": 4.3},
    ]


def test_one_cycle_is_drawn_as_bars():
    chart = course_chart(FRAMEWORK, course_of("2025-H1"))["chart"]
    assert (chart["type"], chart["axis_config"]["categories"]) == ("bar", ["Behavior", "Craft", "Impact"])
    assert [series["name"] for series in chart["series"]] == ["2025-H1"]


def test_without_a_cycle_there_is_no_chart():
    assert course_chart(FRAMEWORK, course_of()) is None
    assert course_in_words(FRAMEWORK, course_of()) == []


def test_the_newest_twenty_cycles_are_drawn():
    chart = course_chart(FRAMEWORK, course_of(*(f"Cycle {n}" for n in range(25))))
    assert chart["chart"]["axis_config"]["categories"][0] == "Cycle 5"
    assert len(chart["chart"]["axis_config"]["categories"]) == 20


def test_the_axis_says_what_the_positions_run_to():
    assert (
        course_chart(FRAMEWORK, course_of("a", "b"))["chart"]["axis_config"]["y_label"]
        == "Position on the ladder, 0 to 9"
    )


@given(
    levels=st.integers(2, 8),
    pillars=st.integers(2, 6),
    names=st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40),
        min_size=1,
        max_size=30,
    ),
)
def test_slack_takes_the_chart_of_any_ladder(levels, pillars, names):
    framework = ladder_of(levels, pillars)
    long = replace(
        framework, pillars=tuple(replace(p, title="A very long pillar title"[:20]) for p in framework.pillars)
    )
    assert refusals(course_chart(long, course_of(*names, framework=long))) == []


@given(st.lists(st.text(min_size=1, max_size=40), max_size=30))
def test_labels_fit_and_no_two_are_alike(names):
    labels = unique_labels(names)
    assert len(set(labels)) == len(names)
    assert all(len(label) <= 20 for label in labels)


def test_cycles_of_one_name_are_told_apart():
    assert unique_labels(["Spring", "Spring", "Spring"]) == ["Spring", "Spring (2)", "Spring (3)"]


def test_the_course_reads_pillar_by_pillar():
    assert course_in_words(FRAMEWORK, course_of("2025-H1", "<2025-H2>"))[0] == (
        "*Behavior*: 2025-H1 near Agile Coach (4.3); &lt;2025-H2&gt; near Agile Coach (4.3)"
    )


def test_a_left_out_cycle_is_named():
    assert "2025-H2 &amp; more" in left_out_words(course_of("2025-H1", left_out=["2025-H2 & more"]))
    assert left_out_words(course_of("2025-H1")) == ""


@pytest.mark.parametrize(
    ("exact", "words"),
    [
        (Fraction(0), "growing into Associate"),
        (Fraction(1), "growing into Associate"),
        (Fraction(3, 2), "near Associate"),
        (Fraction(3), "between Associate and Agile Coach"),
        (Fraction(4), "at Agile Coach"),
        (Fraction(9, 2), "between Agile Coach and Senior"),
        (Fraction(8), "at Staff"),
        (Fraction(9), "beyond Staff"),
    ],
)
def test_positions_are_said_by_the_levels_names(exact, words):
    assert place_in_words(RINGS, exact) == words


def test_the_radar_is_told_pillar_by_pillar_then_by_difference():
    words = alt_text(radar_profile(reading("senior", "2 3 2 2 2 1 2 2 · 2 2 3 2 · 2 - 2 1 2 2", FACILITATION)))
    assert words == (
        "Radar of 18 competencies: you, Senior Agile Coach and Staff Agile Coach. Behavior at Senior (6.0). "
        "Craft between Agile Coach and Senior (4.8). Impact near Senior (5.8). "
        "Beyond Senior Agile Coach: Collaboration by 1, Facilitation by 1. "
        "To grow into: Communication by 1, Finding opportunity by 1. Not rated: Lasting improvement."
    )


def test_a_profile_at_its_level_says_so():
    assert alt_text(profile_of(3)).endswith("Every competency: at Agile Coach.")


@given(st.integers(1, 40), st.sampled_from([None, 0, 3, 5, 9]), st.text(min_size=1, max_size=36))
def test_the_description_never_passes_1000_characters(count, you, title):
    assert len(alt_text(profile_of(count, you, title))) <= 1000


def test_a_long_description_counts_what_it_leaves_out():
    words = alt_text(profile_of(40, 3, "A competency with a rather long"))
    assert words.endswith(" more.")
    assert not words.endswith("…")


def test_optional_competencies_do_not_move_a_pillar():
    axes = (Axis("One", "Impact", 4, 4, 6), Axis("Two", "Impact", 0, 4, 6, optional=True))
    assert "Impact at Agile Coach (4.0)" in alt_text(replace(profile_of(1), axes=axes))


def test_names_are_listed_as_far_as_they_fit():
    assert listed(["one", "two", "three"], 14) == "one and 2 more"
    assert listed(["one", "two", "three"], 100) == "one, two, three"
