from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.loading import default_framework
from growth.assessment import Answer
from growth.ladder import percent, position, positions, rounded, skipped, step, tenths
from tests.growth.readings import assessment, ladder_of

FRAMEWORK = default_framework()
shares = st.fractions(min_value=0, max_value=1)
answers = st.one_of(
    st.builds(dict, rating=st.integers(0, 2)),
    st.builds(dict, rating=st.just(3), next_rating=st.one_of(st.none(), st.integers(0, 3))),
)


def at(level: str, rating: int | None = None, *, next_rating: int | None = None, skipped: bool = False) -> Answer:
    return Answer("facilitation", level, rating, skipped=skipped, next_rating=next_rating)


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        (at("associate", 0), 0),
        (at("associate", 2), 2),
        (at("agile_coach", 2), 4),
        (at("agile_coach", 3), 5),
        (at("agile_coach", 3, next_rating=0), 5),
        (at("agile_coach", 3, next_rating=1), 5),
        (at("agile_coach", 3, next_rating=2), 6),
        (at("agile_coach", 3, next_rating=3), 7),
        (at("staff", 3), 9),
        (at("staff", 3, next_rating=3), 9),
        (at("staff", skipped=True), None),
        (at("staff"), None),
    ],
)
def test_every_answer_has_its_place_on_the_ladder(answer, place):
    assert position(FRAMEWORK, answer) == place


@pytest.mark.parametrize("level", ["associate", "agile_coach", "senior"])
def test_beyond_equals_developing_one_level_up(level):
    above = FRAMEWORK.next_level(FRAMEWORK.level(level))
    assert position(FRAMEWORK, at(level, 3)) == position(FRAMEWORK, at(above.key, 1))


@pytest.mark.parametrize("level", ["associate", "agile_coach", "senior"])
def test_at_level_equals_not_yet_one_level_up(level):
    above = FRAMEWORK.next_level(FRAMEWORK.level(level))
    assert position(FRAMEWORK, at(level, 2)) == position(FRAMEWORK, at(above.key, 0))


@given(levels=st.integers(2, 8), data=st.data())
def test_positions_stay_between_0_and_the_top(levels, data):
    framework = ladder_of(levels, 2)
    rank = data.draw(st.integers(1, levels))
    place = position(framework, Answer("p1c1", f"l{rank}", **data.draw(answers)))
    assert 0 <= place <= framework.top_position


@given(rank=st.integers(1, 7), answer=answers)
def test_the_same_work_reads_the_same_after_promotion(rank, answer):
    """Whoever answers the next level's sentence as before stands where they stood, or higher if "not yet" became fair."""
    framework = ladder_of(8, 2)
    before = position(framework, Answer("p1c1", f"l{rank}", **answer))
    worth = answer.get("next_rating")
    after = position(framework, Answer("p1c1", f"l{rank + 1}", rating=worth or (1 if answer["rating"] == 3 else 0)))
    assert after >= before


@given(shares)
def test_percentages_are_whole_and_half_up(share):
    found = percent(share)
    assert isinstance(found, int)
    assert found - Fraction(1, 2) <= 100 * share < found + Fraction(1, 2)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_percentages_follow_the_rule_as_it_is_written(a, b):
    assert percent(Fraction(a, b)) == (200 * a + b) // (2 * b)


@pytest.mark.parametrize(
    ("share", "shown"), [(Fraction(7, 8), 88), (Fraction(1, 3), 33), (Fraction(1, 200), 1), (Fraction(0), 0)]
)
def test_halves_round_up(share, shown):
    assert percent(share) == shown


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        (Fraction(19, 4), "4.8"),
        (Fraction(17, 4), "4.3"),
        (Fraction(13, 3), "4.3"),
        (Fraction(4), "4.0"),
        (Fraction(199, 20), "10.0"),
    ],
)
def test_positions_are_shown_to_one_decimal(exact, shown):
    assert tenths(exact) == shown


@given(st.fractions(min_value=0, max_value=17))
def test_one_decimal_is_never_further_than_a_twentieth(exact):
    assert abs(Fraction(tenths(exact)) - exact) <= Fraction(1, 20)


def test_rounding_takes_negative_halves_upwards():
    assert rounded(Fraction(-5, 2)) == -2


def test_skips_and_blanks_have_no_position():
    answered = assessment("agile_coach", "2 2 2 2 2 2 2 - · . 2 2 2 · 2 2 2 2 2 2")
    assert {"relationships", "agile_lean"}.isdisjoint(positions(FRAMEWORK, answered))
    assert skipped(answered) == {"relationships"}


def test_an_answer_stands_for_its_own_sentence():
    found = step(FRAMEWORK, at("agile_coach", 1))
    assert (found.level.key, found.rating) == ("agile_coach", 1)
    assert found.sentence.startswith("Designs a half day")


def test_a_next_answer_stands_for_the_next_sentence():
    found = step(FRAMEWORK, at("agile_coach", 3, next_rating=2))
    assert (found.level.key, found.rating) == ("senior", 2)


def test_beyond_without_the_next_sentence_stays_at_its_own():
    found = step(FRAMEWORK, at("agile_coach", 3, next_rating=0))
    assert (found.level.key, found.rating) == ("agile_coach", 3)


def test_a_skip_stands_for_no_sentence():
    assert step(FRAMEWORK, at("agile_coach", skipped=True)) is None
