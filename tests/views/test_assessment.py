"""One page of the self-assessment: what it shows, that Slack takes it, and what is read from it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.model import SKIP
from growth.answering import Change, choose_specialisms, record
from growth.assessment import Progress, Purpose, pages
from growth.errors import InvalidAnswer
from growth.evidence import Evidence
from sandbox.rules import check_view
from tests.growth.drafts import EVERY_LEVEL, FRAMEWORKS, SHIPPED, draft, fewest_specialisms, filled, rated
from tests.harness.windows import NASTY, opened
from views import blocks
from views.assessment import Backdrop, page_view, progress_words, who_sees
from views.assessment_reading import asked_next, read_page

CRAFT = pages(SHIPPED)[2]
FIRST, SECOND = (competency.key for competency in CRAFT.competencies)
PRACTICE = {"purpose": Purpose.PRACTICE, "cycle_id": None}


def shown(work, page=CRAFT, framework=SHIPPED, *, visit="v1", notice="", **backdrop):
    return page_view(framework, work, page, Backdrop(**backdrop), visit=visit, notice=notice)


def window(work, **more):
    return opened(shown(work, **more))


def texts(view):
    return [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]


def notes_beside(view):
    return [element["text"] for block in view["blocks"] if block["type"] == "context" for element in block["elements"]]


def pieces(*competencies, count=6):
    return {
        key: [Evidence(f"e{n}", "alice", date(2026, 5, n + 1), NASTY[n:], frozenset({key})) for n in range(count)]
        for key in competencies
    }


def nasty(framework, level, choice):
    """Return a full assessment whose every note is as long and as nasty as it can be."""
    work = filled(framework, level, choice, note=NASTY)
    return record(framework, work, {key: Change(note=NASTY) for key in work.answers})


# Slack takes it


@pytest.mark.parametrize(("name", "level"), EVERY_LEVEL)
def test_slack_takes_every_page_before_the_first_answer(name, level):
    framework = FRAMEWORKS[name]
    for page in pages(framework):
        assert check_view(shown(draft(level), page, framework), "modal") == []


@pytest.mark.parametrize("choice", [1, 3, SKIP])
@pytest.mark.parametrize(("name", "level"), EVERY_LEVEL)
def test_slack_takes_every_page_at_its_fullest(name, level, choice):
    framework = FRAMEWORKS[name]
    work = nasty(framework, level, choice)
    keys = [competency.key for competency in framework.competencies]
    around = {
        "notice": blocks.escape(NASTY)[:2000],
        "last_time": dict.fromkeys(keys, NASTY[:75]),
        "evidence": pieces(*keys),
        "reader": NASTY[:40],
        "closed": True,
        "may_take_over": True,
    }
    for page in pages(framework):
        assert check_view(shown(work, page, framework, **around), "modal") == []


def test_a_view_carries_ids_and_numbers_only():
    view = shown(nasty(SHIPPED, "agile_coach", 3))
    assert blocks.metadata(view) == {"v": 1, "page": 3, "visit": "v1", "cycle": "cycle"}


def test_a_practice_not_kept_yet_carries_its_level():
    assert blocks.metadata(shown(draft("staff", **PRACTICE)))["level"] == "staff"
    assert "level" not in blocks.metadata(shown(draft("staff", id="a1", **PRACTICE)))


# What it shows


def test_the_sentence_of_ones_level_stands_before_its_scale():
    view = shown(draft())
    competency = CRAFT.competencies[0]
    kinds = [block.get("block_id", block["type"]).split(".")[0] for block in view["blocks"]]
    assert texts(view)[:2] == [
        f"*{competency.title}*: {competency.definition}",
        f"> {competency.expectations['agile_coach'].sentence}",
    ]
    assert kinds[:5] == ["context", "section", "section", "rating", "note"]


def test_a_craft_outside_the_specialisms_shows_its_other_sentence():
    work = choose_specialisms(SHIPPED, draft("senior"), [FIRST])
    view = shown(work)
    assert f"> {CRAFT.competencies[0].expectations['senior'].sentence}" in texts(view)
    assert f"> {CRAFT.competencies[1].expectations['agile_coach'].sentence}" in texts(view)
    assert notes_beside(view)[1:] == ["At Agile Coach: not one of your specialisms, so it stays at this sentence."]


def test_the_scale_has_its_four_answers_and_no_occasion():
    _, element = window(draft()).find(f"rating.{FIRST}")
    assert [option["value"] for option in element["options"]] == ["0", "1", "2", "3", SKIP]
    assert (element["type"], element["action_id"]) == ("radio_buttons", "assessment.rate")


def test_every_choice_is_sent_as_it_is_made():
    block, _ = window(draft()).find(f"rating.{FIRST}")
    assert block["dispatch_action"] is True


def test_the_full_anchors_stand_in_the_hint():
    block, _ = window(draft()).find(f"rating.{FIRST}")
    assert all(point.anchor in block["hint"]["text"] for point in SHIPPED.scale.points)


def test_last_time_is_hidden_until_this_time_is_chosen():
    around = {"last_time": {FIRST: "Developing", SECOND: "At level"}}
    assert not any("Last time" in note for note in notes_beside(shown(draft(), **around)))
    work = rated(SHIPPED, draft(), {FIRST: 0})
    assert notes_beside(shown(work, **around))[1:] == ["Last time: Developing"]


def test_the_next_levels_sentence_follows_beyond():
    work = rated(SHIPPED, draft(), {FIRST: 3, SECOND: 2})
    view = shown(work)
    sentence = CRAFT.competencies[0].expectations["senior"].sentence
    assert f"And one level on, at Senior Agile Coach:\n> {sentence}" in texts(view)
    assert asked_next(view) == {FIRST}


def test_no_next_level_is_asked_at_the_top():
    page = pages(SHIPPED)[0]
    work = rated(SHIPPED, draft("staff"), {c.key: 3 for c in page.competencies})
    assert asked_next(shown(work, page)) == frozenset()


def test_an_optional_question_says_so():
    page = next(page for page in pages(SHIPPED) if any(c.key == "coaching_goals" for c in page.competencies))
    view = shown(draft("associate"), page)
    assert sum("you may leave this one out" in text for text in texts(view)) == 1
    assert opened(view).find("rating.coaching_goals")[0]["optional"] is True


def test_an_answer_stands_as_it_was_given():
    work = record(SHIPPED, draft(), {FIRST: Change(choice=3, next_choice=1, note=NASTY), SECOND: Change(choice=SKIP)})
    found = window(work)
    assert (found.holds(f"rating.{FIRST}"), found.holds(f"next.{FIRST}"), found.holds(f"note.{FIRST}")) == (
        "3",
        "1",
        NASTY,
    )
    assert found.holds(f"rating.{SECOND}") == SKIP


def test_evidence_kept_for_a_question_can_be_attached():
    work = record(SHIPPED, draft(), {FIRST: Change(choice=2, evidence=frozenset({"e1"}))})
    found = window(work, evidence=pieces(FIRST))
    assert found.holds(f"evidence.{FIRST}") == ["e1"]
    assert len(found.find(f"evidence.{FIRST}")[1]["options"]) == 5


def test_evidence_attached_but_no_longer_shown_stays_attached():
    work = record(SHIPPED, draft(), {FIRST: Change(choice=2, evidence=frozenset({"e5"}))})
    found = window(work, evidence=pieces(FIRST, count=8))
    assert found.holds(f"evidence.{FIRST}") == ["e5"]


def test_nothing_people_wrote_is_parsed():
    view = shown(nasty(SHIPPED, "agile_coach", 3), evidence=pieces(FIRST), last_time={FIRST: "<!here>"}, reader="<@U1>")
    parsed = [*texts(view), *notes_beside(view)]
    assert not any("<!" in text or "<@" in text or "<http" in text for text in parsed)


@pytest.mark.parametrize(
    ("work", "page", "buttons"),
    [
        (draft(), 1, []),
        (draft(), 2, ["Back"]),
        (choose_specialisms(SHIPPED, draft("senior"), ["coaching"]), 1, ["Back"]),
    ],
)
def test_back_stands_where_there_is_something_before(work, page, buttons):
    view = shown(work, pages(SHIPPED)[page - 1])
    assert [e["text"]["text"] for b in view["blocks"] if b["type"] == "actions" for e in b["elements"]] == buttons


def test_a_closed_cycle_offers_to_keep_the_draft_as_practice():
    view = shown(draft(), pages(SHIPPED)[1], closed=True)
    [row] = [block for block in view["blocks"] if block["type"] == "actions"]
    assert [element["action_id"] for element in row["elements"]] == ["assessment.back", "assessment.keep"]
    assert view["submit"]["text"] == "Save"


def test_a_practice_can_be_taken_over_from_the_page():
    accessory = [block.get("accessory", {}).get("action_id") for block in shown(draft(), may_take_over=True)["blocks"]]
    assert "assessment.take_over" in accessory


def test_closing_a_page_is_told_to_trellis():
    assert shown(draft())["notify_on_close"] is True


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (Progress(7, 18), "7 of 18 answered, about 16 minutes left"),
        (Progress(18, 18), "all 18 answered"),
        (Progress(0, 1), "0 of 1 answered, about 2 minutes left"),
    ],
)
def test_progress_in_words(done, words):
    assert progress_words(done) == words


@pytest.mark.parametrize(
    ("work", "reader", "words"),
    [
        (draft(**PRACTICE), "Bob", "practice: only you ever see it"),
        (draft(), "", "saved as you go, only you can see this"),
        (draft(), "Bob", "saved as you go, only you can see this until you submit"),
    ],
)
def test_each_page_says_who_sees_it(work, reader, words):
    assert who_sees(work, reader) == words
    assert words in notes_beside(shown(work, reader=reader))[0]


# What is read from it


def test_a_form_just_drawn_says_nothing_new():
    work = record(SHIPPED, draft(), {FIRST: Change(choice=3, next_choice=1, note="Words")})
    assert read_page(window(work, evidence=pieces(FIRST)).sent(), same_visit=False) == {}


@given(
    choice=st.sampled_from([0, 1, 2, 3, SKIP]),
    note=st.one_of(st.sampled_from(["", NASTY]), st.text(max_size=20)),
    evidence=st.sets(st.sampled_from(["e0", "e1", "e2"])),
)
def test_what_is_filled_in_is_what_is_read(choice, note, evidence):
    found = window(draft(), evidence=pieces(FIRST))
    found.choose(f"rating.{FIRST}", choice)
    found.type(f"note.{FIRST}", note)
    found.tick(f"evidence.{FIRST}", *evidence)
    assert read_page(found.sent(), same_visit=True)[FIRST] == Change(
        choice=choice, note=note, evidence=frozenset(evidence)
    )


@given(choices=st.tuples(*[st.sampled_from([None, 0, 1, 2, 3, SKIP])] * 2), note=st.text(max_size=10))
def test_what_is_kept_of_a_page_looks_the_same_when_it_is_drawn_again(choices, note):
    found = window(draft())
    for key, choice in zip((FIRST, SECOND), choices, strict=True):
        found.choose(f"rating.{key}", choice)
    found.type(f"note.{SECOND}", note)
    again = window(record(SHIPPED, draft(), read_page(found.sent(), same_visit=True)), visit="v2")
    assert {name: again.holds(name) for name in found.fields} == {name: found.holds(name) for name in found.fields}


def test_a_field_slack_left_out_is_unchanged():
    work = rated(SHIPPED, draft(), {FIRST: 2}, note="Words")
    sent = window(work).sent()
    sent["state"]["values"] = {}
    assert read_page(sent, same_visit=True) == {}


def test_a_cleared_note_is_read_as_cleared():
    found = window(rated(SHIPPED, draft(), {FIRST: 2}, note="Words"))
    found.type(f"note.{FIRST}", "")
    assert read_page(found.sent(), same_visit=False) == {FIRST: Change(note="")}


def test_another_window_changes_only_what_was_touched_in_it():
    found = window(rated(SHIPPED, draft(), {FIRST: 2, SECOND: 1}, note="Words"))
    found.choose(f"rating.{SECOND}", 0)
    assert read_page(found.sent(), same_visit=False) == {SECOND: Change(choice=0)}


def test_the_window_that_wrote_last_says_all_it_holds():
    found = window(rated(SHIPPED, draft(), {FIRST: 2}, note="Words"))
    assert read_page(found.sent(), same_visit=True)[FIRST] == Change(choice=2, note="Words")


def test_no_occasion_at_the_next_level_is_read():
    found = window(rated(SHIPPED, draft(), {FIRST: 3}))
    found.choose(f"next.{FIRST}", SKIP)
    assert read_page(found.sent(), same_visit=False) == {FIRST: Change(next_choice=SKIP)}


@pytest.mark.parametrize("forged", ["4", "-1", "x", "", "³", "1 "])
def test_a_choice_that_is_not_on_the_scale_is_refused(forged):
    sent = window(draft()).sent()
    sent["state"]["values"][f"rating.{FIRST}.v1"] = {"assessment.rate": {"selected_option": {"value": forged}}}
    with pytest.raises(InvalidAnswer, match="one of the answers shown"):
        read_page(sent, same_visit=True)


@pytest.mark.parametrize(
    "state", [None, {}, {"values": None}, {"values": {"x.y": {"z": {"value": "1"}}, "rating": {}}}]
)
def test_a_state_without_our_fields_says_nothing(state):
    assert read_page({"state": state}, same_visit=True) == {}


@pytest.mark.parametrize("level", ["senior", "staff"])
def test_every_page_can_be_filled_in_and_read(level):
    work = choose_specialisms(SHIPPED, draft(level), fewest_specialisms(SHIPPED, level))
    for page in pages(SHIPPED):
        found = window(work, page=page)
        for competency in page.competencies:
            found.choose(f"rating.{competency.key}", 2)
            found.type(f"note.{competency.key}", "Words")
        work = record(SHIPPED, work, read_page(found.sent(), same_visit=True))
    assert work.answers == filled(SHIPPED, level, 2, note="Words").answers
