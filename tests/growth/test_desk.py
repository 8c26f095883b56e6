"""What a coach's desk says: which click is outdated, where a form lands, what can be taken over."""

from dataclasses import replace

import pytest

from framework.model import SKIP
from growth.answering import choose_specialisms, submit
from growth.assessment import Purpose, State, pages
from growth.cycles import Member
from growth.desk import (
    Desk,
    FormPosition,
    Standing,
    blank,
    first_number,
    landing,
    may_still_change,
    page_of,
    review_number,
)
from tests.growth.drafts import EVERY_LEVEL, FRAMEWORKS, NINE, SHIPPED, coach, draft, filled, half_year, rated, skipped

PRACTICE = {"purpose": Purpose.PRACTICE, "cycle_id": None}


# Clicks out of order


@pytest.mark.parametrize(
    ("position", "visit", "action_ts", "outdated"),
    [
        (FormPosition(), "v1", "100.1", False),
        (FormPosition("v1", "100.1"), "v1", "100.2", False),
        (FormPosition("v1", "100.2"), "v1", "100.1", True),
        (FormPosition("v1", "100.2"), "v1", "100.2", True),  # the same delivery again
        (FormPosition("v1", "99.9"), "v1", "100.000001", False),  # a moment, not a text
        (FormPosition("v1", "1796000000.000010"), "v1", "1796000000.000009", True),
        (FormPosition("v2", "100.2"), "v1", "100.1", False),  # another window, whose own state is newer to it
        (FormPosition("v1", "100.1", "v1"), "v1", "100.2", True),  # Next came after it
        (FormPosition("v2", "100.3", "v1"), "v1", "100.4", True),
        (FormPosition("v2", "100.3", "v1"), "v2", "100.4", False),
        (FormPosition("v1", "100.1"), "v1", "", True),
        (FormPosition("v1", None), "v1", "nonsense", False),
    ],
)
def test_a_click_is_outdated_by_what_its_window_sent_since(position, visit, action_ts, outdated):
    assert position.is_outdated(visit, action_ts) is outdated


# Where a form lands


@pytest.mark.parametrize(("name", "level"), EVERY_LEVEL)
def test_a_new_form_lands_on_what_is_asked_first(name, level):
    framework = FRAMEWORKS[name]
    assert landing(framework, draft(level)) == first_number(framework, draft(level))


def test_specialisms_are_asked_before_the_first_page():
    assert landing(SHIPPED, draft("senior")) == 0
    assert landing(SHIPPED, choose_specialisms(SHIPPED, draft("senior"), ["coaching"])) == 1


@pytest.mark.parametrize(("name", "level"), EVERY_LEVEL)
def test_a_complete_form_lands_on_the_review(name, level):
    framework = FRAMEWORKS[name]
    assert landing(framework, skipped(framework, level)) == review_number(framework)


def test_a_changed_specialism_lands_on_its_page():
    work = filled(SHIPPED, "senior", 1, specialisms=["coaching"])
    work = choose_specialisms(SHIPPED, work, ["coaching", "facilitation"])
    assert any(c.key == "facilitation" for c in page_of(SHIPPED, landing(SHIPPED, work)).competencies)


@pytest.mark.parametrize("number", [-1, 0, 8, 9])
def test_no_page_stands_outside_the_pages(number):
    assert page_of(SHIPPED, number) is None


def test_pages_are_found_by_their_number():
    assert [page_of(SHIPPED, n) for n in range(1, 8)] == list(pages(SHIPPED))


def test_the_first_page_to_go_back_to():
    assert (first_number(SHIPPED, draft("agile_coach")), first_number(SHIPPED, draft("senior"))) == (1, 0)


# A blank assessment


def member(*, first_look=False):
    return Member("alice", "agile_coach", "bob", "Europe/Stockholm", first_look)


@pytest.mark.parametrize(
    ("cycle", "place", "purpose"),
    [
        (half_year(), member(), Purpose.TALK),
        (half_year(), member(first_look=True), Purpose.BASELINE),
        (None, None, Purpose.PRACTICE),
    ],
)
def test_a_blank_assessment_is_for_the_talk_a_first_look_or_practice(cycle, place, purpose):
    made = blank(coach(), "agile_coach", "framework", cycle, place)
    assert (made.purpose, made.cycle_id) == (purpose, cycle and "cycle")
    assert (made.subject_id, made.author_id) == ("alice", "alice")


# Practice to take over


def desk(work, practice=None, **fields):
    return Desk(Standing.READY, coach(), SHIPPED, work=work, practice=practice, **fields)


@pytest.mark.parametrize(
    ("work", "practice", "may"),
    [
        (draft(), rated(SHIPPED, draft(**PRACTICE), {"feedback": 1}), True),
        (draft(), None, False),
        (draft(), draft(**PRACTICE), False),  # nothing in it
        (draft(), rated(SHIPPED, draft("associate", **PRACTICE), {"feedback": 1}), False),
        (draft(), rated(SHIPPED, draft(framework_id="older", **PRACTICE), {"feedback": 1}), False),
        (rated(SHIPPED, draft(), {"feedback": 0}), rated(SHIPPED, draft(**PRACTICE), {"feedback": 1}), False),
        (draft(**PRACTICE), rated(SHIPPED, draft(**PRACTICE), {"feedback": 1}), False),
    ],
)
def test_only_a_practice_that_fits_an_empty_assessment_may_be_taken_over(work, practice, may):
    assert desk(work, practice).may_take_over is may


# Taking back


@pytest.mark.parametrize(
    ("state", "fields", "accepts", "may"),
    [
        (State.SUBMITTED, {}, True, True),
        (State.SUBMITTED, {}, False, False),
        (State.SUBMITTED, PRACTICE, True, False),
        (State.SHARED, {}, True, False),
        (State.DRAFT, {}, True, False),
    ],
)
def test_a_submitted_assessment_can_be_taken_back_while_its_cycle_is_open(state, fields, accepts, may):
    assert may_still_change(replace(draft(**fields), state=state), accepts=accepts) is may


# The desk itself


def test_a_desk_that_is_not_ready_has_no_work():
    with pytest.raises(ValueError, match="unknown"):
        _ = Desk(Standing.UNKNOWN).ready


def test_another_state_of_the_work_leaves_the_desk_as_it_is():
    found = desk(skipped(SHIPPED, "agile_coach"))
    taken = found.with_work(submit(SHIPPED, found.work, NINE))
    assert taken.ready[1].state is State.SUBMITTED
    assert replace(taken, work=found.work) == found


def test_a_desk_knows_its_coachs_zone():
    assert (desk(draft()).zone, Desk(Standing.UNKNOWN).zone) == ("Europe/Stockholm", "")


def test_an_assessment_of_skips_is_complete_for_the_review():
    assert landing(SHIPPED, filled(SHIPPED, "senior", SKIP)) == review_number(SHIPPED)
