"""A self-assessment's pages, its progress, and what it still lacks."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.model import SKIP
from growth.answering import Change, choose_specialisms, record
from growth.assessment import (
    PAGE_SIZE,
    Answer,
    Gap,
    Progress,
    Purpose,
    answer_to,
    asks_for_specialisms,
    asks_next_level,
    gaps,
    is_required,
    landing_page,
    pages,
    progress,
)
from growth.errors import InvalidAnswer
from tests.growth.drafts import EVERY_LEVEL, FRAMEWORKS, LADDER, SHIPPED, draft, filled, rated, skipped
from tests.growth.readings import ladder_of


def of_shipped(page):
    return [competency.key for competency in pages(SHIPPED)[page - 1].competencies]


# Pages


def test_impact_comes_first_then_craft_then_behavior():
    assert [page.pillar for page in pages(SHIPPED)] == ["impact"] * 2 + ["craft"] * 2 + ["behavior"] * 3


def test_pages_hold_about_three_questions():
    assert [len(page.competencies) for page in pages(SHIPPED)] == [3, 3, 2, 2, 3, 3, 2]


def test_pages_of_the_engineering_ladder_follow_its_own_order():
    assert list(dict.fromkeys(page.pillar for page in pages(LADDER))) == list(LADDER.asking_order)


@given(pillars=st.integers(2, 6), per_pillar=st.integers(1, 12))
def test_pages_are_evenly_filled_for_any_framework(pillars, per_pillar):
    found = pages(ladder_of(2, pillars, per_pillar))
    sizes = [len(page.competencies) for page in found[: len(found) // pillars]]
    assert max(sizes) <= PAGE_SIZE
    assert max(sizes) - min(sizes) <= 1


@given(pillars=st.integers(2, 6), per_pillar=st.integers(1, 12))
def test_every_question_is_on_one_page(pillars, per_pillar):
    framework = ladder_of(2, pillars, per_pillar)
    found = pages(framework)
    assert [c for page in found for c in page.competencies] == list(framework.asked())
    assert [(page.number, page.of) for page in found] == [(n, len(found)) for n in range(1, len(found) + 1)]


# What an answer may say


@pytest.mark.parametrize("rating", [None, 0, 1, 2])
def test_the_next_level_is_only_rated_after_beyond(rating):
    with pytest.raises(InvalidAnswer, match="choose Beyond here first") as raised:
        Answer("facilitation", "agile_coach", rating=rating, next_rating=1)
    assert raised.value.competency == "facilitation"


def test_a_skip_is_an_answer():
    assert Answer("facilitation", "agile_coach", skipped=True).answered


@pytest.mark.parametrize(
    ("answer", "wants"),
    [
        ({"rating": 0}, False),
        ({"rating": 1}, False),
        ({"rating": 2}, True),
        ({"rating": 3}, True),
        ({"rating": 2, "note": " \n"}, True),
        ({"rating": 2, "note": "The half day in May"}, False),
        ({"rating": 3, "evidence": frozenset({"e1"})}, False),
        ({"skipped": True}, False),
        ({}, False),
    ],
)
def test_only_at_level_and_beyond_ask_for_an_example(answer, wants):
    assert Answer("facilitation", "agile_coach", **answer).wants_example is wants


@pytest.mark.parametrize(
    ("level", "rating", "asks"),
    [("associate", 3, True), ("senior", 3, True), ("staff", 3, False), ("senior", 2, False), ("senior", None, False)],
)
def test_the_next_level_is_asked_after_beyond_but_not_at_the_top(level, rating, asks):
    assert asks_next_level(SHIPPED, Answer("comfort_with_ambiguity", level, rating=rating)) is asks


def test_the_next_level_is_not_asked_of_an_unanswered_question():
    assert not asks_next_level(SHIPPED, None)


# Which sentence is rated


def test_a_craft_outside_the_specialisms_is_read_at_its_floor():
    work = choose_specialisms(SHIPPED, draft("senior"), ["facilitation"])
    work = rated(SHIPPED, work, {"coaching": 1, "facilitation": 1, "feedback": 1})
    assert {key: work.answers[key].ref_level for key in work.answers} == {
        "coaching": "agile_coach",
        "facilitation": "senior",
        "feedback": "senior",
    }


def test_a_changed_specialism_asks_again_and_keeps_the_words():
    work = choose_specialisms(SHIPPED, draft("senior"), ["facilitation"])
    work = rated(SHIPPED, work, {"facilitation": 2}, note="The half day in May")
    changed = choose_specialisms(SHIPPED, work, ["coaching"])
    found = answer_to(SHIPPED, changed, "facilitation")
    assert (found.ref_level, found.answered, found.note) == ("agile_coach", False, "The half day in May")


def test_choosing_the_former_specialism_again_brings_the_rating_back():
    work = choose_specialisms(SHIPPED, draft("senior"), ["facilitation"])
    work = rated(SHIPPED, work, {"facilitation": 3}, note="The half day in May")
    there_and_back = choose_specialisms(SHIPPED, choose_specialisms(SHIPPED, work, ["coaching"]), ["facilitation"])
    assert answer_to(SHIPPED, there_and_back, "facilitation") == work.answers["facilitation"]


@given(path=st.lists(st.sets(st.sampled_from([c.key for c in SHIPPED.specialisable]), min_size=1), min_size=1))
def test_specialisms_changed_and_changed_back_lose_nothing(path):
    start = ["facilitation"]
    work = filled(SHIPPED, "senior", 2, specialisms=start)
    changed = work
    for chosen in [*path, start]:
        changed = choose_specialisms(SHIPPED, changed, chosen)
    assert changed == work


@pytest.mark.parametrize(("name", "level"), EVERY_LEVEL)
def test_specialisms_are_asked_where_the_level_may_specialise(name, level):
    framework = FRAMEWORKS[name]
    expected = framework.level(level).may_specialise and bool(framework.specialisable)
    assert asks_for_specialisms(framework, draft(level)) == expected


# What is missing


@pytest.mark.parametrize(("name", "level"), EVERY_LEVEL)
def test_an_empty_assessment_lacks_every_required_choice(name, level):
    framework = FRAMEWORKS[name]
    required = {competency.key for competency in framework.required(level)}
    assert gaps(framework, draft(level)) == dict.fromkeys(required, Gap.CHOICE)


@pytest.mark.parametrize(("name", "level"), EVERY_LEVEL)
def test_an_assessment_of_skips_lacks_nothing(name, level):
    assert gaps(FRAMEWORKS[name], skipped(FRAMEWORKS[name], level)) == {}


def test_gaps_come_in_the_order_in_which_the_questions_are_asked():
    assert list(gaps(SHIPPED, draft())) == [competency.key for competency in SHIPPED.asked()]


def test_a_rating_without_its_example_is_a_gap_of_its_own():
    work = rated(SHIPPED, skipped(SHIPPED, "agile_coach"), {"feedback": 2, "coaching": 3, "situational_leadership": 1})
    assert gaps(SHIPPED, work) == {"coaching": Gap.EXAMPLE, "feedback": Gap.EXAMPLE}


def test_a_pages_gaps_are_those_of_its_questions():
    page = pages(SHIPPED)[0]
    assert set(gaps(SHIPPED, draft(), page.competencies)) == set(of_shipped(1))


def test_an_optional_question_may_stay_empty_at_its_level():
    coaching_goals = SHIPPED.competency("coaching_goals")
    assert not is_required(draft("associate"), coaching_goals)
    assert is_required(draft("agile_coach"), coaching_goals)


def test_an_optional_question_once_answered_asks_for_its_example():
    work = rated(SHIPPED, draft("associate"), {"coaching_goals": 2})
    assert gaps(SHIPPED, work)["coaching_goals"] is Gap.EXAMPLE


def test_a_first_look_lacks_nothing_from_the_start():
    assert gaps(SHIPPED, draft(purpose=Purpose.BASELINE)) == {}


# How far it is


@pytest.mark.parametrize(("level", "total"), [("associate", 17), ("agile_coach", 18), ("senior", 18), ("staff", 18)])
def test_progress_counts_what_is_required(level, total):
    assert progress(SHIPPED, draft(level)) == Progress(0, total)


def test_an_optional_answer_is_not_counted():
    work = rated(SHIPPED, draft("associate"), {"coaching_goals": 1, "feedback": 1})
    assert progress(SHIPPED, work) == Progress(1, 17)


def test_a_rating_of_another_levels_sentence_is_not_counted():
    work = choose_specialisms(SHIPPED, draft("senior"), ["facilitation"])
    work = rated(SHIPPED, work, {"facilitation": 1})
    assert progress(SHIPPED, choose_specialisms(SHIPPED, work, ["coaching"])) == Progress(0, 18)


@pytest.mark.parametrize(
    ("answered", "total", "minutes"), [(0, 18, 26), (7, 18, 16), (11, 18, 10), (17, 18, 2), (18, 18, 0), (8, 18, 14)]
)
def test_minutes_left_are_rounded_up(answered, total, minutes):
    assert Progress(answered, total).minutes_left == minutes


# Where a reopened form lands


def test_a_new_assessment_lands_on_its_first_page():
    assert landing_page(SHIPPED, draft()).number == 1


@pytest.mark.parametrize(("name", "level"), EVERY_LEVEL)
def test_a_complete_assessment_lands_behind_its_pages(name, level):
    assert landing_page(FRAMEWORKS[name], skipped(FRAMEWORKS[name], level)) is None


@pytest.mark.parametrize("number", range(1, 8))
def test_it_lands_on_the_first_page_with_something_unanswered(number):
    work = rated(SHIPPED, draft(), {c.key: 1 for page in pages(SHIPPED)[: number - 1] for c in page.competencies})
    assert landing_page(SHIPPED, work).number == number


def test_a_missing_example_is_landed_on():
    work = rated(SHIPPED, skipped(SHIPPED, "agile_coach"), {of_shipped(4)[0]: 2})
    assert landing_page(SHIPPED, work).number == 4


def test_an_unanswered_optional_question_is_not_landed_on():
    keys = {c.key for c in SHIPPED.asked()} - {"coaching_goals"}
    work = rated(SHIPPED, draft("associate"), dict.fromkeys(keys, SKIP))
    assert landing_page(SHIPPED, work) is None


def test_a_first_look_lands_on_the_first_page_without_any_answer():
    work = draft(purpose=Purpose.BASELINE)
    work = record(SHIPPED, work, {of_shipped(1)[0]: Change(choice=1), of_shipped(2)[1]: Change(note="A thought")})
    assert landing_page(SHIPPED, work).number == 3


def test_a_submitted_assessment_is_no_draft():
    assert not replace(draft(), state="submitted").is_draft
