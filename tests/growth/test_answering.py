"""Answering: what a form changes, specialisms, submitting, taking back, practice."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.model import SKIP, UnknownKey
from growth.answering import (
    UNCHANGED,
    Change,
    as_practice,
    choose_specialisms,
    record,
    submit,
    take_over,
    withdraw,
)
from growth.assessment import Purpose, State, answer_to, gaps
from growth.errors import Incomplete, InvalidAnswer, InvalidChoice, NotOpen
from tests.growth.drafts import EVERY_LEVEL, FRAMEWORKS, LADDER, NINE, SHIPPED, draft, filled, rated, skipped

KEYS = [competency.key for competency in SHIPPED.competencies]
CHOICES = st.sampled_from([UNCHANGED, None, 0, 1, 2, 3, SKIP])
CHANGES = st.builds(
    Change,
    choice=CHOICES,
    next_choice=st.sampled_from([UNCHANGED, None, 0, SKIP]),
    note=st.one_of(st.just(UNCHANGED), st.text(max_size=5)),
    evidence=st.one_of(st.just(UNCHANGED), st.frozensets(st.sampled_from(["e1", "e2"]))),
)
FORMS = st.dictionaries(st.sampled_from(KEYS[:4]), CHANGES)


def after(*forms, key="feedback", level="agile_coach"):
    """Return the answer to a question after these changes of it."""
    work = draft(level)
    for change in forms:
        work = record(SHIPPED, work, {key: change})
    return work.answers[key]


# Recording a form


@given(forms=st.lists(FORMS, max_size=8))
def test_what_was_typed_stays_until_it_is_changed(forms):
    work, typed = draft(), {}
    for form in forms:
        work = record(SHIPPED, work, form)
        typed |= {key: change.note for key, change in form.items() if change.note is not UNCHANGED}
    assert {key: answer.note for key, answer in work.answers.items() if answer.note} == {
        key: note for key, note in typed.items() if note
    }


@given(forms=st.lists(FORMS, max_size=8), form=FORMS)
def test_the_same_form_twice_changes_nothing_more(forms, form):
    work = draft()
    for earlier in forms:
        work = record(SHIPPED, work, earlier)
    once = record(SHIPPED, work, form)
    assert record(SHIPPED, once, form) == once


@given(form=FORMS)
def test_an_untouched_form_changes_nothing(form):
    work = record(SHIPPED, draft(), form)
    assert record(SHIPPED, work, dict.fromkeys(KEYS, Change())) == work


def test_an_untouched_question_gets_no_answer():
    assert record(SHIPPED, draft(), {"feedback": Change()}).answers == {}


def test_a_cleared_note_is_gone():
    assert after(Change(note="Draft of a thought"), Change(note="")).note == ""


def test_a_cleared_choice_is_gone():
    assert not after(Change(choice=1), Change(choice=None)).answered


def test_a_skip_takes_the_place_of_a_rating():
    found = after(Change(choice=2, note="Words"), Change(choice=SKIP))
    assert (found.rating, found.skipped, found.note) == (None, True, "Words")


def test_a_rating_takes_the_place_of_a_skip():
    found = after(Change(choice=SKIP), Change(choice=0))
    assert (found.rating, found.skipped) == (0, False)


@pytest.mark.parametrize(("choice", "kept"), [(0, 0), (1, 1), (2, 2), (3, 3), (SKIP, None), (None, None)])
def test_no_occasion_at_the_next_level_is_stored_as_none(choice, kept):
    assert after(Change(choice=3), Change(next_choice=choice)).next_rating == kept


@pytest.mark.parametrize("choice", [0, 1, 2, SKIP, None])
def test_changing_away_from_beyond_drops_the_next_level(choice):
    found = after(Change(choice=3, next_choice=2, note="Words"), Change(choice=choice))
    assert (found.next_rating, found.note) == (None, "Words")


@pytest.mark.parametrize("choice", [0, 1, 2, SKIP])
def test_changing_away_from_beyond_drops_it_although_the_form_still_shows_it(choice):
    assert after(Change(choice=3, next_choice=2), Change(choice=choice, next_choice=2)).next_rating is None


@pytest.mark.parametrize("rating", [0, 1])
@pytest.mark.parametrize("next_rating", [1, 2, 3])
def test_a_low_rating_that_claims_the_next_level_is_refused_kindly(rating, next_rating):
    with pytest.raises(InvalidAnswer, match="builds on this one"):
        after(Change(choice=rating, next_choice=next_rating))


@pytest.mark.parametrize(("rating", "next_rating"), [(0, 0), (1, 0), (2, 0), (2, 1), (2, 3)])
def test_what_does_not_contradict_itself_is_taken_without_the_next_level(rating, next_rating):
    assert after(Change(choice=rating, next_choice=next_rating)).next_rating is None


def test_a_question_the_framework_lacks_is_refused():
    with pytest.raises(UnknownKey):
        record(SHIPPED, draft(), {"juggling": Change(choice=1)})


def test_an_answer_remembers_the_sentence_it_rates():
    work = choose_specialisms(SHIPPED, draft("staff"), ["coaching"])
    work = record(SHIPPED, work, {"coaching": Change(choice=1), "facilitation": Change(choice=1)})
    assert (work.answers["coaching"].ref_level, work.answers["facilitation"].ref_level) == ("staff", "agile_coach")


def test_a_submitted_assessment_takes_no_answers():
    with pytest.raises(NotOpen, match="take it back first"):
        record(SHIPPED, replace(draft(), state=State.SUBMITTED), {"feedback": Change(choice=1)})


# Specialisms


def test_at_least_as_many_specialisms_as_the_level_asks():
    with pytest.raises(InvalidChoice, match="Choose at least 2"):
        choose_specialisms(LADDER, draft("principal"), [LADDER.specialisable[0].key])


@pytest.mark.parametrize("key", ["feedback", "juggling"])
def test_only_what_can_be_a_specialism_is_taken(key):
    with pytest.raises(InvalidChoice):
        choose_specialisms(SHIPPED, draft("senior"), ["coaching", key])


def test_specialisms_can_be_changed_until_submitting():
    work = choose_specialisms(SHIPPED, draft("senior"), ["coaching"])
    assert choose_specialisms(SHIPPED, work, ["coaching", "facilitation"]).specialisms == {"coaching", "facilitation"}
    with pytest.raises(NotOpen):
        choose_specialisms(SHIPPED, replace(work, state=State.SUBMITTED), ["facilitation"])


# Submitting


@pytest.mark.parametrize(("name", "level"), EVERY_LEVEL)
@pytest.mark.parametrize("choice", [0, 1, 2, 3, SKIP])
def test_a_complete_assessment_is_locked_at_that_moment(name, level, choice):
    taken = submit(FRAMEWORKS[name], filled(FRAMEWORKS[name], level, choice), NINE)
    assert (taken.state, taken.submitted_at) == (State.SUBMITTED, NINE)


@given(left_out=st.sets(st.sampled_from(KEYS)), choice=st.sampled_from([0, 1, 2, 3, SKIP]))
def test_submitting_is_possible_only_when_nothing_is_missing(left_out, choice):
    whole = filled(SHIPPED, "associate", choice)
    work = replace(whole, answers={key: answer for key, answer in whole.answers.items() if key not in left_out})
    try:
        assert submit(SHIPPED, work, NINE).state is State.SUBMITTED
    except Incomplete:
        assert left_out - {"coaching_goals"}
    else:
        assert left_out <= {"coaching_goals"}


def test_what_is_missing_is_counted():
    work = rated(SHIPPED, skipped(SHIPPED, "agile_coach"), {"feedback": 2, "coaching": 3})
    with pytest.raises(Incomplete, match=r"^2 of your answers still need a choice or an example\.$"):
        submit(SHIPPED, work, NINE)


def test_specialisms_come_before_submitting():
    work = rated(SHIPPED, draft("senior"), dict.fromkeys(KEYS, SKIP))
    with pytest.raises(Incomplete, match="First choose"):
        submit(SHIPPED, work, NINE)


def test_a_rating_of_a_sentence_no_longer_asked_is_not_submitted():
    work = filled(SHIPPED, "senior", 2, specialisms=["coaching"])
    work = choose_specialisms(SHIPPED, work, ["coaching", "facilitation"])
    assert set(gaps(SHIPPED, work)) == {"facilitation"}
    with pytest.raises(Incomplete):
        submit(SHIPPED, work, NINE)


def test_what_is_submitted_says_the_level_of_each_sentence():
    work = filled(SHIPPED, "senior", 1, specialisms=["coaching"])
    work = choose_specialisms(SHIPPED, work, ["coaching", "facilitation"])
    work = record(SHIPPED, work, {"facilitation": Change(choice=0)})
    assert submit(SHIPPED, work, NINE).answers["facilitation"].ref_level == "senior"


def test_a_first_look_can_be_submitted_empty():
    assert submit(SHIPPED, draft(purpose=Purpose.BASELINE), NINE).answers == {}


def test_a_first_look_still_wants_examples_for_what_it_rates():
    work = record(SHIPPED, draft(purpose=Purpose.BASELINE), {"feedback": Change(choice=2)})
    with pytest.raises(Incomplete, match=r"^1 of"):
        submit(SHIPPED, work, NINE)


def test_submitting_twice_is_refused():
    with pytest.raises(NotOpen):
        submit(SHIPPED, submit(SHIPPED, skipped(SHIPPED, "agile_coach"), NINE), NINE)


# Taking back


def test_what_was_submitted_can_be_taken_back_with_every_answer():
    work = filled(SHIPPED, "agile_coach", 2)
    assert withdraw(submit(SHIPPED, work, NINE)) == work


@pytest.mark.parametrize("state", [State.DRAFT, State.SHARED, State.ARCHIVED])
def test_only_what_is_submitted_can_be_taken_back(state):
    with pytest.raises(NotOpen):
        withdraw(replace(draft(), state=state))


# Practice


def test_a_draft_left_by_a_closed_cycle_becomes_practice():
    work = rated(SHIPPED, draft(), {"feedback": 1})
    kept = as_practice(work)
    assert (kept.purpose, kept.cycle_id, kept.answers) == (Purpose.PRACTICE, None, work.answers)


def test_a_practice_becomes_the_cycles_first_answers():
    practice = filled(SHIPPED, "senior", 1, purpose=Purpose.PRACTICE, cycle_id=None)
    taken = take_over(practice, draft("senior"))
    assert (taken.cycle_id, taken.specialisms, taken.answers) == ("cycle", practice.specialisms, practice.answers)


@pytest.mark.parametrize("other", [{"level": "staff"}, {"framework_id": "another"}])
def test_a_practice_about_something_else_is_not_taken_over(other):
    practice = replace(filled(SHIPPED, "senior", 1, purpose=Purpose.PRACTICE, cycle_id=None), **other)
    with pytest.raises(InvalidChoice, match="another level or another framework"):
        take_over(practice, draft("senior"))


def test_a_practice_never_replaces_answers():
    practice = filled(SHIPPED, "agile_coach", 1, purpose=Purpose.PRACTICE, cycle_id=None)
    with pytest.raises(InvalidChoice, match="answers here already"):
        take_over(practice, rated(SHIPPED, draft(), {"feedback": 0}))


def test_answer_to_an_unasked_question_is_none():
    assert answer_to(SHIPPED, draft(), "feedback") is None
