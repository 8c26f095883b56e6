import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.loading import default_framework
from framework.model import UnknownKey
from growth.fit import Fit, Word, fit
from growth.ladder import positions, skipped
from tests.growth.readings import assessment, ladder_of

FRAMEWORK = default_framework()
FACILITATION = frozenset({"facilitation"})
V1 = "2 2 2 2 1 2 2 2 · 2 1 3 2 · 2 2 1 2 1 2"
V2 = "2 3 2 2 2 1 2 2 · 2 2 3 2 · 2 2 2 1 2 2"
V3 = "3 3 3 3 3 3 2 3 · 2 3 3 2 · 3 3 2 3 3 3"
V3_NEXT = {
    "think_independently": 2, "promote_collaboration": 2, "self_awareness": 1, "situational_leadership": 1, "feedback": 2,
    "communicate": 2, "relationships": 2, "coaching": 1, "facilitation": 2, "value_delivery": 2, "lasting_improvement": 2,
    "find_opportunity": 1, "partner_leaders": 2, "measure_learn": 2,
}  # fmt: skip
ALL_AT_LEVEL = "2 2 2 2 2 2 2 2 · 2 2 2 2 · 2 2 2 2 2 2"


def read(
    level: str, ratings: str, specialisms: frozenset[str] = frozenset(), *, against: str | None = None, **more
) -> Fit:
    answered = assessment(level, ratings, specialisms, **more)
    return fit(
        FRAMEWORK, against or level, specialisms or FACILITATION, positions(FRAMEWORK, answered), skipped(answered)
    )


def scores(found: Fit) -> dict[str, int | None]:
    return {pillar.pillar: pillar.score for pillar in found.pillars}


def sizes(distances) -> list[tuple[str, int]]:
    return [(distance.competency, distance.size) for distance in distances]


def test_v1_an_agile_coach_scores_by_pillar():
    found = read("agile_coach", V1)
    assert scores(found) == {"behavior": 94, "craft": 88, "impact": 83}
    assert [(pillar.met, pillar.answered) for pillar in found.pillars] == [(7, 8), (3, 4), (4, 6)]
    assert (found.overall, found.met, found.answered, found.word) == (88, 14, 18, Word.GROWING_IN)


def test_v1_gaps_and_strengths_come_in_order():
    found = read("agile_coach", V1)
    assert sizes(found.gaps) == [("feedback", 1), ("coaching", 1), ("coaching_goals", 1), ("partner_leaders", 1)]
    assert sizes(found.strengths) == [("facilitation", 1)]


def test_v2_a_senior_is_read_at_the_floor_outside_specialisms():
    found = read("senior", V2, FACILITATION)
    assert scores(found) == {"behavior": 94, "craft": 100, "impact": 92}
    assert [(pillar.met, pillar.answered) for pillar in found.pillars] == [(7, 8), (4, 4), (5, 6)]
    assert (found.overall, found.met, found.word, found.specialisms_met) == (95, 16, Word.SETTLED, True)


def test_v2_positions_gaps_and_strengths():
    crafts = positions(FRAMEWORK, assessment("senior", V2, FACILITATION))
    found = read("senior", V2, FACILITATION)
    assert [crafts[key] for key in ("agile_lean", "coaching", "facilitation", "teaching")] == [4, 4, 7, 4]
    assert sizes(found.gaps) == [("communicate", 1), ("find_opportunity", 1)]
    assert sizes(found.strengths) == [("promote_collaboration", 1), ("facilitation", 1)]


def test_v3_todays_positions_read_against_the_next_level():
    found = read("agile_coach", V3, following=V3_NEXT, against="senior")
    assert list(positions(FRAMEWORK, assessment("agile_coach", V3, following=V3_NEXT)).values()) == [
        6, 6, 5, 5, 6, 6, 4, 6, 4, 5, 6, 4, 6, 6, 4, 5, 6, 6,
    ]  # fmt: skip
    assert scores(found) == {"behavior": 75, "craft": 100, "impact": 75}
    assert [pillar.met for pillar in found.pillars] == [5, 4, 4]
    assert (found.overall, found.met) == (83, 13)


def test_v3_gaps_come_larger_first_and_name_what_carries_nothing():
    found = read("agile_coach", V3, following=V3_NEXT, against="senior")
    assert sizes(found.gaps) == [
        ("ambiguity", 2), ("coaching_goals", 2), ("self_awareness", 1), ("situational_leadership", 1), ("find_opportunity", 1),
    ]  # fmt: skip
    assert found.uncredited == ("ambiguity", "coaching_goals")


def test_a_gap_carries_the_level_of_its_own_sentence():
    found = read("senior", "2 2 2 2 2 2 2 2 · 2 1 1 2 · 2 2 2 2 2 2", FACILITATION)
    assert [(gap.competency, gap.level.key) for gap in found.gaps] == [
        ("coaching", "agile_coach"),
        ("facilitation", "senior"),
    ]


def test_without_the_specialism_nobody_is_settled():
    found = read("senior", "3 3 3 3 3 3 3 3 · 3 3 1 3 · 3 3 3 3 3 3", FACILITATION)
    assert (found.specialisms_met, found.word) == (False, Word.GROWING_IN)


def test_a_sentence_that_carries_nothing_keeps_from_settled():
    found = read("agile_coach", "2 2 2 2 2 2 2 2 · 2 2 2 2 · 2 2 2 2 2 2")
    one_missing = read("agile_coach", "0 2 2 2 2 2 2 2 · 2 2 2 2 · 2 2 2 2 2 2")
    assert (found.word, one_missing.word) == (Word.SETTLED, Word.GROWING_IN)


@pytest.mark.parametrize(
    ("craft", "word"),
    [("1 1 1 1", Word.STARTING), ("2 1 1 1", Word.GROWING_IN), ("0 0 2 2", Word.STARTING), ("3 3 3 3", Word.SETTLED)],
)
def test_the_lowest_pillar_decides_the_word(craft, word):
    assert read("agile_coach", f"2 2 2 2 2 2 2 2 · {craft} · 2 2 2 2 2 2").word is word


def test_beyond_in_one_craft_hides_no_gap_in_another():
    assert scores(read("agile_coach", "2 2 2 2 2 2 2 2 · 3 3 3 0 · 2 2 2 2 2 2"))["craft"] == 75


def test_a_quarter_skipped_still_has_a_score():
    found = read("agile_coach", "- - 2 2 2 2 2 2 · - 2 2 1 · 2 2 2 2 2 2")
    assert scores(found) == {"behavior": 100, "craft": 83, "impact": 100}
    assert found.word is Word.GROWING_IN


def test_more_than_a_quarter_skipped_is_not_enough_seen():
    found = read("agile_coach", "2 2 2 2 2 2 2 2 · - - 2 2 · 2 2 2 2 2 2")
    assert found.not_enough_seen == ("craft",)
    assert (found.overall, found.word, scores(found)["behavior"]) == (None, None, 100)


def test_skips_count_of_required_competencies_only():
    """At Associate coaching goals are optional: of five required, one skip of five is under a quarter."""
    found = read("associate", "2 2 2 2 2 2 2 2 · 2 2 2 2 · 2 2 - 2 - 2")
    assert (found.pillars[2].required, found.pillars[2].skipped, found.pillars[2].score) == (5, 1, 100)


def test_missing_answers_are_listed_and_not_guessed():
    found = read("agile_coach", "2 2 2 2 2 2 2 2 · 2 2 . 2 · 2 2 2 2 2 2")
    assert found.missing == ("facilitation",)
    assert scores(found)["craft"] == 100


def test_under_80_percent_answered_gets_no_word():
    enough = read("agile_coach", "2 2 2 2 2 2 2 2 · 2 2 2 2 · 2 2 2 2 2 .")
    too_few = read("agile_coach", "2 2 2 2 2 2 2 2 · 2 2 2 . · 2 2 2 2 2 2")
    assert (enough.word, too_few.word, too_few.overall) == (Word.SETTLED, None, 100)


def test_skips_do_not_count_as_missing():
    found = read("agile_coach", "2 2 2 2 2 2 2 2 · 2 2 2 - · 2 2 2 2 2 2")
    assert (found.missing, found.word) == ((), Word.SETTLED)


def test_an_empty_assessment_has_no_score_at_all():
    found = read("agile_coach", ". . . . . . . . · . . . . · . . . . . .")
    assert (found.overall, found.word, len(found.missing)) == (None, None, 18)


def test_positions_of_a_pillar_are_exact_means():
    craft = read("senior", V2, FACILITATION).pillars[1]
    assert (craft.position.numerator, craft.position.denominator) == (19, 4)


def test_a_level_that_is_not_there_is_refused():
    with pytest.raises(UnknownKey):
        fit(FRAMEWORK, "principal", frozenset(), {})


places = st.integers(0, 17)


@given(levels=st.integers(2, 8), pillars=st.integers(2, 6), specialising=st.booleans(), data=st.data())
def test_any_ladder_fits_within_bounds(levels, pillars, specialising, data):
    framework = ladder_of(levels, pillars, specialising=specialising)
    keys = [c.key for c in framework.competencies]
    found = fit(
        framework,
        f"l{data.draw(st.integers(1, levels))}",
        frozenset(data.draw(st.sets(st.sampled_from([c.key for c in framework.specialisable] or ["none"])))),
        data.draw(st.dictionaries(st.sampled_from(keys), st.integers(0, framework.top_position))),
        data.draw(st.sets(st.sampled_from(keys))),
    )
    assert all(pillar.score is None or 0 <= pillar.score <= 100 for pillar in found.pillars)
    assert (found.overall is None) == any(pillar.score is None for pillar in found.pillars)
    assert all(distance.size > 0 for distance in found.gaps + found.strengths)


@given(start=st.lists(places, min_size=9, max_size=9), raised=st.integers(0, 8), level=st.integers(1, 8))
def test_growing_in_one_thing_lowers_no_score(start, raised, level):
    framework = ladder_of(8, 3)
    keys = [c.key for c in framework.competencies]
    before = dict(zip(keys, start, strict=True))
    after = {**before, keys[raised]: min(before[keys[raised]] + 1, framework.top_position)}
    one, two = (fit(framework, f"l{level}", frozenset(), found) for found in (before, after))
    assert one.overall <= two.overall
    assert one.met <= two.met
