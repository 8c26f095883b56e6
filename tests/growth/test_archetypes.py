import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.loading import default_framework
from growth.archetypes import Likeness, matches, shown
from growth.ladder import positions
from tests.growth.readings import assessment, ladder_of

FRAMEWORK = default_framework()
ALL_AT_LEVEL = "2 2 2 2 2 2 2 2 · 2 2 2 2 · 2 2 2 2 2 2"
STAFF = positions(FRAMEWORK, assessment("staff", ALL_AT_LEVEL, frozenset({"coaching", "facilitation"})))
crafts = st.dictionaries(st.sampled_from([c.key for c in FRAMEWORK.competencies]), st.integers(0, 9))


def test_v4_two_specialisms_resemble_these_in_order():
    found = [(match.archetype.key, match.match, match.overlap) for match in matches(FRAMEWORK, "staff", STAFF)]
    assert found == [
        ("team_catalyst", 84, 80),
        ("room_architect", 72, 65),
        ("thinking_partner", 68, 60),
        ("systems_navigator", 60, 50),
        ("broad_generalist", 60, 50),
        ("capability_builder", 40, 25),
        ("flow_engineer", 36, 20),
        ("practice_spreader", 32, 15),
    ]


def test_v4b_a_rounded_baseline_matches_nothing():
    level_crafts = {**STAFF, "coaching": 4, "facilitation": 4}
    assert matches(FRAMEWORK, "staff", level_crafts) == ()


def test_the_best_three_are_shown():
    found = [(match.archetype.key, match.likeness) for match in shown(matches(FRAMEWORK, "staff", STAFF))]
    assert found == [
        ("team_catalyst", Likeness.STRONG),
        ("room_architect", Likeness.STRONG),
        ("thinking_partner", Likeness.SOME),
    ]


def test_a_match_says_which_crafts_carry_it():
    best = matches(FRAMEWORK, "staff", STAFF)[0]
    assert best.because == ("coaching", "facilitation")


def test_little_likeness_is_not_shown():
    weak = [match for match in matches(FRAMEWORK, "staff", STAFF) if match.match < 50]
    assert shown(tuple(weak)) == ()


@pytest.mark.parametrize(("level", "leaning"), [("agile_coach", True), ("senior", False), ("staff", False)])
def test_an_agile_coach_only_leans(level, leaning):
    assert {match.leaning for match in matches(FRAMEWORK, level, STAFF)} == {leaning}


def test_below_the_floor_level_nothing_matches():
    assert matches(FRAMEWORK, "associate", STAFF) == ()


def test_a_skipped_accent_leaves_the_sum():
    without = {key: place for key, place in STAFF.items() if key != "relationships"}
    assert matches(FRAMEWORK, "staff", without)[0].match == 84


def test_an_archetype_without_accents_rests_on_depth():
    framework = ladder_of(3, 2, specialising=True)
    [match] = matches(framework, "l2", {"p2c1": 4, "p2c2": 4})
    assert (match.match, match.overlap) == (100, 100)


def test_a_framework_without_specialisms_matches_nothing():
    assert matches(ladder_of(3, 2), "l2", {"p2c1": 6}) == ()


@given(crafts)
def test_matches_stay_between_0_and_100(places):
    assert all(0 <= match.match <= 100 and 0 <= match.overlap <= 100 for match in matches(FRAMEWORK, "staff", places))


@given(crafts)
def test_the_better_match_comes_first(places):
    found = [match.match for match in matches(FRAMEWORK, "staff", places)]
    assert found == sorted(found, reverse=True)
