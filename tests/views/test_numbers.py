from dataclasses import replace
from datetime import date

import pytest

from framework.loading import default_framework
from growth.assessment import Purpose
from growth.people import Person
from growth.summary import GrowthSummary, summarise
from sandbox.rules import check_view
from tests.growth.readings import AUTUMN, ladder_of, reading
from views.numbers import fit_view

ANA = Person("ana", "UANA", "Ana Ruiz", level="agile_coach")
FACILITATION = frozenset({"facilitation"})
EVEN = "2 2 2 2 2 2 2 2 · 2 2 2 2 · 2 2 2 2 2 2"
V1 = reading("agile_coach", "2 2 2 2 1 2 2 2 · 2 1 3 2 · 2 2 1 2 1 2")
PROMOTED = reading("senior", "1 1 1 1 1 1 0 1 · 2 2 2 2 · 0 1 1 0 1 1", FACILITATION, on=AUTUMN)


def of(*readings) -> GrowthSummary:
    found = summarise(ANA, readings)
    assert found is not None
    return found


def told(summary: GrowthSummary) -> str:
    view = fit_view(summary)
    assert check_view(view, "modal") == []
    return "\n".join(
        block["text"]["text"] if "text" in block else block["elements"][0]["text"] for block in view["blocks"]
    )


def test_positions_are_explained_before_percentages():
    words = told(of(V1))
    assert "Associate 2, Agile Coach 4, Senior 6, Staff 8" in words
    assert words.index("*Positions*") < words.index("%")


def test_each_pillar_has_its_share_and_position():
    words = told(of(V1))
    assert "*Behavior*: 94 %, 7 of 8 sentences met, position 3.9" in words
    assert "you are *growing into Agile Coach*, 88 % overall; 14 of 18 sentences met." in words


@pytest.mark.parametrize(("ratings", "word"), [(EVEN, "settled at"), (EVEN.replace("2", "0"), "starting at")])
def test_the_fit_is_said_in_a_word(ratings, word):
    assert f"you are *{word} Agile Coach*" in told(of(reading("agile_coach", ratings)))


def test_a_first_look_gets_no_word():
    assert "in a first look no word is given" in told(of(reading("agile_coach", EVEN, purpose=Purpose.BASELINE)))


def test_a_pillar_hardly_seen_has_words_in_place_of_numbers():
    words = told(of(reading("agile_coach", "2 2 2 2 2 2 2 2 · - - 2 2 · 2 2 2 2 2 2")))
    assert "*Craft*: not enough seen yet \u2013 plan an opportunity" in words
    assert "not enough was seen for a word" in words
    assert "overall" not in words


def test_missing_answers_are_named():
    words = told(of(reading("agile_coach", "2 2 2 2 2 2 2 2 · 2 2 2 . · 2 2 2 2 2 2")))
    assert "too few answers for a word" in words
    assert "Without an answer, and not guessed: Teaching." in words


def test_the_specialism_rule_is_said_where_there_is_one():
    assert "At least 1 of your specialisms at the level's own sentence: met." in told(of(PROMOTED))
    assert "specialisms" not in told(of(V1))


def test_low_numbers_after_a_promotion_are_put_in_place():
    assert "most people start here with several _Developing_" in told(of(V1, PROMOTED))


def test_archetypes_are_offered_and_not_assigned():
    staff = told(of(reading("staff", EVEN, frozenset({"coaching", "facilitation"}))))
    assert "*Team Catalyst*: much like." in staff
    assert "Through Coaching and Facilitation." in staff
    assert "a mirror, not a label" in staff


def test_below_the_archetypes_level_it_is_a_leaning():
    assert "*Room Architect*: leaning, somewhat like." in told(of(V1))


def test_a_rounded_baseline_is_fine():
    rounded = reading("senior", "2 2 2 2 2 2 2 2 · 2 2 0 2 · 2 2 2 2 2 2", FACILITATION)
    assert "A rounded baseline, nothing to match yet, and that is fine." in told(of(rounded))


def test_nothing_close_is_a_shape_of_ones_own():
    far = replace(default_framework(), archetypes=(replace(default_framework().archetypes[0], accents=()),))
    shaped = reading("senior", EVEN, FACILITATION, framework=far)
    assert "Nothing in the catalogue comes close" in told(of(shaped))


def test_a_ladder_without_archetypes_speaks_of_none():
    assert "depth" not in told(of(reading("l2", "222222", framework=ladder_of(3, 2))))


def test_the_last_thing_is_what_you_can_do():
    assert (
        told(of(V1)).splitlines()[-1].startswith("*What you can do:* bring one sentence to your talk, such as Feedback")
    )
    top = reading("staff", EVEN, FACILITATION, on=date(2026, 1, 1))
    assert told(of(top)).splitlines()[-1].startswith("*What you can do:* take one of your strengths")
