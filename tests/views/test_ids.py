"""Ids: unique, taken apart as they were put together, and those promised in docs/automation.md."""

import re
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.framework.files import ROOT
from views import ids
from views.ids import Field, FieldId, TalkValue, block_id, parse_block_id, parse_talk_value, talk_value

KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True)
VISITS = st.from_regex(r"[0-9a-f]{8}", fullmatch=True)
OF_ONE = st.sampled_from([Field.RATING, Field.NEXT, Field.NOTE, Field.EVIDENCE])
OF_ALL = st.sampled_from([Field.SPECIALISMS, Field.LEVEL])
FEATURES = [
    ids.Assessment,
    ids.Summary,
    ids.Framework,
    ids.Home,
    ids.Cycle,
    ids.Talk,
    ids.Nudge,
    ids.Settings,
    ids.Failure,
]
ROW_IDS = st.from_regex(r"[0-9a-f]{32}", fullmatch=True)


@given(field=OF_ONE, key=KEYS, visit=VISITS)
def test_a_questions_field_says_which_question(field, key, visit):
    assert parse_block_id(block_id(field, key, visit)) == FieldId(field, key, visit)


@given(field=OF_ALL, visit=VISITS)
def test_a_field_of_the_whole_assessment_names_no_question(field, visit):
    assert parse_block_id(block_id(field, "", visit)) == FieldId(field, "", visit)


@pytest.mark.parametrize("other", ["", "notice", "ratings.x.y", ".x", "framework.choices"])
def test_other_blocks_are_no_fields(other):
    assert parse_block_id(other) is None


def test_a_field_without_a_question_is_taken_apart_all_the_same():
    assert parse_block_id("rating") == FieldId(Field.RATING, "", "")


def test_no_id_is_used_twice():
    every = [str(value) for feature in FEATURES for value in feature]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.__name__)
def test_an_id_begins_with_its_feature(feature):
    assert all(value.startswith(f"{feature.__name__.lower()}.") for value in feature)


# What buttons about a talk carry


@given(cycle=ROW_IDS, coach=ROW_IDS, more=st.lists(st.sampled_from(["date", "7", "2026-03-05T13:00Z"]), max_size=2))
def test_a_value_says_what_was_put_into_it(cycle, coach, more):
    assert parse_talk_value(talk_value(cycle, coach, *more)) == TalkValue(cycle, coach, tuple(more))


@pytest.mark.parametrize("other", [None, 7, "", "cycle", "cycle ", " coach", "cycle  coach", ["cycle", "coach"]])
def test_what_names_no_talk_is_none_of_ours(other):
    assert parse_talk_value(other) is None


# docs/automation.md

PAGE = (ROOT / "docs" / "automation.md").read_text(encoding="utf-8")
PROMISED = set(re.findall(r"^\| `([a-z_]+\.[a-z_]*)", PAGE, re.MULTILINE))


def of(*features: type[StrEnum]):
    return {str(value) for feature in features for value in feature}


def test_the_page_promises_only_what_there_is():
    fields = {str(field) for field in Field}
    others = {name for name in PROMISED if not any(held.startswith(name) for held in of(*FEATURES))}
    assert others == {f"{name}." for name in ("rating", "next", "note", "specialisms")}
    assert {name.rstrip(".") for name in others} <= fields


def test_the_fields_of_a_date_are_called_as_the_page_calls_them():
    assert {str(field) for field in ids.TalkField} == set(re.findall(r"^\| `([a-z]+)` \|", PAGE, re.MULTILINE))


@pytest.mark.parametrize(
    "held",
    [
        "assessment.specialisms",
        "assessment.page",
        "assessment.review",
        "assessment.open",
        "assessment.back",
        "talk.set_date",
        "talk.slot",
        "talk.held",
        "nudge.snooze",
        "nudge.pass_on",
        "rating.",
        "next.",
        "note.",
        "specialisms.",
    ],
)
def test_what_is_held_stable_is_on_the_page(held):
    assert held in PROMISED


def test_the_page_names_the_values_of_a_rating():
    assert "`0`, `1`, `2`, `3` and `skip`" in PAGE
