"""The steps around the questions: level, specialisms, review, and what stands after it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from framework.model import SKIP
from growth.answering import choose_specialisms, submit
from growth.assessment import Purpose, State
from sandbox.rules import check_view
from tests.growth.drafts import (
    EVERY_LEVEL,
    FRAMEWORKS,
    LADDER,
    NINE,
    SHIPPED,
    draft,
    filled,
    half_year,
    rated,
    skipped,
)
from tests.harness.windows import NASTY, opened
from views import blocks
from views.assessment import Backdrop
from views.assessment_steps import (
    closed_view,
    done_view,
    level_view,
    read_level,
    read_specialisms,
    review_view,
    specialisms_view,
)

PRACTICE = {"purpose": Purpose.PRACTICE, "cycle_id": None}
SPECIALISING = [(name, level) for name, level in EVERY_LEVEL if FRAMEWORKS[name].level(level).may_specialise]
STATES = {"empty": draft, "skips": skipped, "beyond": filled}


def words(view):
    return str(view["blocks"])


def actions(view):
    return [e["action_id"] for b in view["blocks"] if b["type"] == "actions" for e in b["elements"]]


# The level to practise at


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=FRAMEWORKS)
def test_a_level_to_practise_at_is_chosen_from_all_there_are(framework):
    window = opened(level_view(framework, "Olga"))
    level = framework.levels[-1].key
    window.choose("level", level)
    assert read_level(window.sent())[1] == level


def test_whom_to_ask_for_a_level_is_named():
    assert "Olga can set it" in words(level_view(SHIPPED, "Olga"))


def test_no_level_is_read_where_none_was_chosen():
    window = opened(level_view(SHIPPED, "Olga"))
    assert read_level(window.sent()) == (window.find("level")[0]["block_id"], None)
    assert read_level({}) == (window.find("level")[0]["block_id"], None)


# Specialisms


def specialisms(framework, work, *, prefilled=frozenset(), **backdrop):
    return specialisms_view(framework, work, Backdrop(**backdrop), visit="v1", prefilled=frozenset(prefilled))


@pytest.mark.parametrize(("name", "level"), SPECIALISING)
def test_slack_takes_the_specialisms_of_every_framework(name, level):
    framework = FRAMEWORKS[name]
    view = specialisms(framework, draft(level), prefilled=[framework.specialisable[0].key], reader=NASTY[:40])
    assert check_view(view, "modal") == []


def test_specialisms_are_ticked_as_last_time():
    window = opened(specialisms(SHIPPED, draft("senior"), prefilled=["coaching"]))
    assert window.holds("specialisms") == ["coaching"]


def test_what_was_chosen_this_time_comes_before_last_time():
    work = choose_specialisms(SHIPPED, draft("senior"), ["facilitation"])
    window = opened(specialisms(SHIPPED, work, prefilled=["coaching"]))
    assert window.holds("specialisms") == ["facilitation"]


def test_a_specialism_of_last_time_that_is_gone_is_not_ticked():
    window = opened(specialisms(SHIPPED, draft("senior"), prefilled=["juggling", "coaching"]))
    assert window.holds("specialisms") == ["coaching"]


@pytest.mark.parametrize(("level", "hint"), [("staff", "At least 1."), ("principal", "At least 2.")])
def test_how_many_are_needed_is_said(level, hint):
    block, _ = opened(specialisms(LADDER, draft(level))).find("specialisms")
    assert (block["hint"]["text"], block["optional"]) == (hint, False)


def test_what_is_ticked_is_read():
    window = opened(specialisms(SHIPPED, draft("senior")))
    window.tick("specialisms", "coaching", "facilitation")
    assert read_specialisms(window.sent()) == ("specialisms.v1", frozenset({"coaching", "facilitation"}))


def test_nothing_ticked_is_read_as_nothing():
    window = opened(specialisms(SHIPPED, draft("senior"), prefilled=["coaching"]))
    window.tick("specialisms")
    assert read_specialisms(window.sent()) == ("specialisms.v1", frozenset())


def test_ticks_slack_left_out_are_those_that_were_drawn():
    sent = opened(specialisms(SHIPPED, draft("senior"), prefilled=["coaching"])).sent()
    sent["state"]["values"] = {}
    assert read_specialisms(sent) == ("specialisms.v1", frozenset({"coaching"}))


def test_a_view_without_the_field_says_nothing_of_specialisms():
    assert read_specialisms({"blocks": []})[1] is None


# The review


def review(framework, work, **backdrop):
    return review_view(framework, work, Backdrop(**backdrop), visit="v1")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(("name", "level"), EVERY_LEVEL)
def test_slack_takes_every_review(name, level, state):
    framework = FRAMEWORKS[name]
    work = draft(level) if state == "empty" else filled(framework, level, {"skips": SKIP, "beyond": 3}[state])
    assert check_view(review(framework, work, reader=NASTY[:40]), "modal") == []


@pytest.mark.parametrize(("name", "level"), EVERY_LEVEL)
def test_submit_is_offered_when_nothing_is_missing(name, level):
    framework = FRAMEWORKS[name]
    assert review(framework, skipped(framework, level))["submit"]["text"] == "Submit"
    assert "submit" not in review(framework, draft(level))


def test_a_closed_cycle_offers_no_submit():
    view = review(SHIPPED, skipped(SHIPPED, "agile_coach"), closed=True)
    assert "submit" not in view
    assert "can't be submitted any more" in words(view)


def test_a_practice_is_finished_not_submitted():
    view = review(SHIPPED, filled(SHIPPED, "agile_coach", SKIP, **PRACTICE))
    assert (view["submit"]["text"], view["title"]["text"]) == ("Finish", "Practice")
    assert "never shown to anyone" in words(view)


def test_every_answer_is_said_in_words():
    work = rated(SHIPPED, skipped(SHIPPED, "agile_coach"), {"feedback": 2, "coaching": 1})
    view = review(SHIPPED, work)
    titles = [competency.title for competency in SHIPPED.competencies]
    assert all(title in words(view) for title in titles)
    assert f"{SHIPPED.competency('feedback').title}: At level _(an example is missing)_" in words(view)
    assert f"{SHIPPED.competency('coaching').title}: Developing" in words(view)


def test_what_is_not_answered_is_said_too():
    assert words(review(SHIPPED, draft())).count("_no answer_") == 18


@pytest.mark.parametrize(
    ("reader", "says"),
    [
        ("Bob <b>", "Bob &lt;b&gt; sees them once both of you have submitted"),
        ("", "Nobody else sees them; you can take them back"),
    ],
)
def test_the_review_says_who_will_see_it(reader, says):
    assert says in words(review(SHIPPED, skipped(SHIPPED, "agile_coach"), reader=reader))


def test_the_review_goes_back_too():
    assert actions(review(SHIPPED, draft())) == ["assessment.back"]
    assert blocks.metadata(review(SHIPPED, draft()))["page"] == 8


# After it


def done(work, **backdrop):
    return done_view(SHIPPED, work, Backdrop(**backdrop))


def submitted(**fields):
    return submit(SHIPPED, filled(SHIPPED, "agile_coach", SKIP, **fields), NINE)


@pytest.mark.parametrize(
    ("backdrop", "offered"),
    [({}, ["summary.read", "assessment.withdraw"]), ({"closed": True}, ["summary.read"])],
)
def test_what_was_submitted_can_be_read_and_taken_back_while_the_cycle_is_open(backdrop, offered):
    view = done(submitted(), **backdrop)
    assert check_view(view, "modal") == []
    assert actions(view) == offered


def test_after_closing_nothing_is_said_of_taking_back():
    assert "take it back" not in words(done(submitted(), closed=True))


def test_what_was_shared_is_not_taken_back():
    assert actions(done(replace(submitted(), state=State.SHARED))) == ["summary.read"]


@pytest.mark.parametrize(
    ("reader", "says"),
    [("Bob", "Bob sees it once both of you have submitted"), ("", "Nobody else sees it for now")],
)
def test_who_sees_what_was_submitted(reader, says):
    assert says in words(done(submitted(), reader=reader))


def test_the_day_of_submitting_is_the_coachs_own():
    late = replace(submitted(), submitted_at=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    assert "Submitted on 24 November" in words(done(late, zone="Europe/Stockholm"))


def test_a_finished_practice_shows_its_answers_and_begins_again():
    view = done(submitted(**PRACTICE))
    assert check_view(view, "modal") == []
    assert "Only you see this" in words(view)
    assert actions(view) == ["assessment.open"]


# A cycle that has closed


@pytest.mark.parametrize("kept", [True, False])
def test_a_closed_cycle_says_what_became_of_the_draft(kept):
    work = rated(SHIPPED, draft(), {"feedback": 1}) if kept else draft()
    view = closed_view(half_year(), work, Backdrop(), visit="v1")
    assert check_view(view, "modal") == []
    assert ("assessment.keep" in actions(view), "nothing is lost" in words(view)) == (kept, kept)
    assert "2026-H2 closed on 31 December." in words(view)


def test_a_cycle_closed_by_hand_says_its_own_day():
    view = closed_view(half_year(closed_at=NINE), draft(), Backdrop(), visit="v1")
    assert "closed on 23 November" in words(view)
