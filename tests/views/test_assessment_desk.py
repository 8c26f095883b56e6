"""From a coach's desk to the one modal that belongs on it."""

from dataclasses import replace
from datetime import date

import pytest

from framework.model import SKIP
from growth.answering import choose_specialisms, submit
from growth.assessment import Gap, Purpose, gaps, pages
from growth.desk import Desk, Standing
from growth.evidence import Evidence
from sandbox.rules import check_view
from tests.growth.drafts import (
    EVERY_LEVEL,
    FRAMEWORKS,
    LADDER,
    NINE,
    SHIPPED,
    coach,
    draft,
    half_year,
    rated,
    skipped,
)
from tests.harness.windows import opened
from views.assessment_desk import backdrop, desk_view, gap_errors, loading_view, people_to_ask, saving_view

BOB = coach("Bob")


def desk(work, framework=SHIPPED, **fields):
    made = {"cycle": half_year(), "reader": BOB} | fields
    return Desk(Standing.READY, coach(), framework, work=work, **made)


def callback(found, number=None):
    view = desk_view(found, "v1", number)
    assert check_view(view, "modal") == []
    return view["callback_id"]


def words(view):
    return str(view["blocks"])


# Which modal


@pytest.mark.parametrize(
    ("work", "fields", "modal"),
    [
        (draft(), {}, "assessment.page"),
        (draft("senior"), {}, "assessment.specialisms"),
        (choose_specialisms(SHIPPED, draft("senior"), ["coaching"]), {}, "assessment.page"),
        (skipped(SHIPPED, "agile_coach"), {}, "assessment.review"),
        (submit(SHIPPED, skipped(SHIPPED, "agile_coach"), NINE), {}, "assessment.done"),
        (draft(), {"accepts": False}, "assessment.done"),
        (rated(SHIPPED, draft(), {"feedback": 1}), {"accepts": False}, "assessment.done"),
        (draft(purpose=Purpose.PRACTICE, cycle_id=None), {"cycle": None}, "assessment.page"),
    ],
)
def test_a_reopened_form_lands_where_it_stands(work, fields, modal):
    assert callback(desk(work, **fields)) == modal


@pytest.mark.parametrize(("name", "level"), EVERY_LEVEL)
def test_every_step_of_every_framework_can_be_shown(name, level):
    framework = FRAMEWORKS[name]
    work = choose_specialisms(framework, draft(level), [c.key for c in framework.specialisable])
    for number in range(-1, len(pages(framework)) + 3):
        assert callback(desk(work, framework), number).startswith("assessment.")


def test_a_page_answered_after_closing_says_so_and_stays_a_page():
    view = desk_view(desk(rated(SHIPPED, draft(), {"feedback": 1}), accepts=False), "v1", 2)
    assert view["callback_id"] == "assessment.page"
    assert "2026-H2 has closed. What you write here is kept in your draft" in view["blocks"][0]["text"]["text"]


def test_a_sentence_from_before_stands_on_top():
    view = desk_view(desk(draft()), "v1", notice="2 of your answers still need a choice.")
    assert view["blocks"][0]["text"]["text"] == "2 of your answers still need a choice."


@pytest.mark.parametrize(
    ("standing", "says"),
    [
        (Standing.UNKNOWN, "Trellis doesn't know you yet. Olga &amp; Co can add you."),
        (Standing.NOT_A_COACH, "you are not listed as one. Olga &amp; Co can change that."),
        (Standing.NO_LEVEL, "Nobody has told Trellis your level yet. Olga &amp; Co can set it."),
        (Standing.LEVEL_GONE, "Your level isn't part of the framework in use here any more. Olga &amp; Co can set"),
        (Standing.NOTHING_THERE, "This page isn't yours to see, or no longer exists."),
    ],
)
def test_who_has_no_assessment_is_told_why_and_whom_to_ask(standing, says):
    view = desk_view(Desk(standing, coach(), SHIPPED, whom=("Olga & Co",)), "v1")
    assert check_view(view, "modal") == []
    assert says in words(view)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), "The person who set Trellis up here"),
        (("Olga",), "Olga"),
        (("Olga", "Oscar", "Otto"), "Olga or Oscar"),
        (("<!here>",), "&lt;!here&gt;"),
    ],
)
def test_whom_to_ask(names, said):
    assert people_to_ask(names) == said


@pytest.mark.parametrize("view", [saving_view(), loading_view()], ids=["saving", "loading"])
def test_slack_takes_what_stands_meanwhile(view):
    assert check_view(view, "modal") == []


# What stands around


def last_time(before, work, framework=SHIPPED):
    return backdrop(desk(work, framework, before=before)).last_time


def test_last_time_is_said_in_words():
    before = rated(SHIPPED, draft(), {"feedback": 2, "coaching": SKIP})
    assert last_time(before, draft()) == {"feedback": "At level", "coaching": "No occasion for this"}


def test_last_time_at_another_level_says_which():
    before = rated(SHIPPED, draft("associate"), {"feedback": 3})
    now = rated(SHIPPED, draft("agile_coach"), {"feedback": 1})
    assert last_time(before, now) == {"feedback": "Beyond, at Associate Agile Coach"}


def rated_once(key):
    return rated(LADDER, draft("engineer"), {key: 1}).answers[key]


def test_last_time_forgets_what_the_framework_no_longer_asks():
    before = replace(draft("engineer"), answers={"office_skills": rated_once("operations")})
    assert last_time(before, draft("engineer"), LADDER) == {}


def test_a_note_of_last_time_without_a_choice_is_no_last_time():
    assert last_time(rated(SHIPPED, draft(), {"feedback": None}), draft()) == {}


def test_specialisms_are_prefilled_from_last_time_then_from_the_roster():
    before = choose_specialisms(SHIPPED, draft("senior"), ["coaching"])
    person = coach(specialisms=frozenset({"facilitation"}))
    fresh = replace(desk(draft("senior")), person=person)
    assert opened(desk_view(fresh, "v1")).holds("specialisms") == ["facilitation"]
    assert opened(desk_view(replace(fresh, before=before), "v1")).holds("specialisms") == ["coaching"]


def test_evidence_stands_at_its_question():
    piece = Evidence("e1", "alice", date(2026, 5, 1), "The half day", frozenset({"coaching"}))
    view = desk_view(desk(draft(), evidence={"coaching": [piece]}), "v1", 3)
    assert "evidence.coaching" in opened(view).fields


# What a page lacks


@pytest.mark.parametrize("number", range(1, 8))
def test_an_error_stands_at_a_field_of_its_page(number):
    page = pages(SHIPPED)[number - 1]
    work = rated(SHIPPED, draft(), {page.competencies[0].key: 2})
    errors = gap_errors(gaps(SHIPPED, work, page.competencies), "v1")
    inputs = {block["block_id"] for block in desk_view(desk(work), "v1", number)["blocks"] if block["type"] == "input"}
    assert set(errors) <= inputs
    assert len(errors) == len(page.competencies)


def test_a_missing_choice_and_a_missing_example_are_said_where_they_belong():
    errors = gap_errors({"feedback": Gap.CHOICE, "coaching": Gap.EXAMPLE}, "v1")
    assert set(errors) == {"rating.feedback.v1", "note.coaching.v1"}
    assert errors["note.coaching.v1"].startswith("One sentence or one piece of evidence, please")
