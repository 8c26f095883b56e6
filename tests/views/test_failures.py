"""What stands where something went wrong."""

import pytest

from framework.loading import default_framework
from sandbox.rules import check_view
from sandbox.rules.messages import check_message
from tests.harness.windows import NASTY, opened
from views import blocks
from views.failures import at_field, failure_message, failure_view, form_again, form_errors, no_such_level

FORM = blocks.modal(
    "A form",
    [
        blocks.section("Above"),
        blocks.field("Pick", blocks.radio("r", [blocks.option("A", "a"), blocks.option("B", "b")], "a"), "pick"),
        blocks.field("Tick", blocks.checkboxes("c", [blocks.option("X", "x"), blocks.option("Y", "y")], []), "tick"),
        blocks.field("Say", blocks.text_input("t", initial="before"), "say"),
    ],
    callback_id="form",
    submit="Send",
    metadata={"page": 3},
)


def filled():
    window = opened(FORM)
    window.choose("pick", "b")
    window.tick("tick", "x", "y")
    window.type("say", NASTY)
    return window


def test_a_sentence_stands_in_a_modal_escaped():
    view = failure_view("No level “<!channel>”")
    assert check_view(view, "modal") == []
    assert "<!channel>" not in str(view)


def test_a_sentence_stands_in_an_answer_for_one_person_only():
    message = failure_message("No level “<!channel>”")
    assert check_message(message) == []
    assert (message["response_type"], message["replace_original"]) == ("ephemeral", False)
    assert "<!channel>" not in message["text"]


def test_a_level_the_framework_lacks_is_answered_with_those_it_has():
    sentence = no_such_level(default_framework(), "wizard" * 20)
    assert "Associate Agile Coach, Agile Coach, Senior Agile Coach, Staff Agile Coach" in sentence
    assert len(sentence) < 200


def test_the_first_field_of_a_form_takes_the_sentence():
    assert form_errors(filled().sent(), "Again, please.") == {"pick": "Again, please."}


def test_a_view_without_fields_takes_no_error():
    assert form_errors(failure_view("x"), "y") is None
    assert form_errors({}, "y") is None


def test_a_form_comes_back_as_it_was_filled_in():
    again = opened(form_again(filled().sent(), "We couldn't save <just> now."))
    assert (again.holds("pick"), again.holds("tick"), again.holds("say")) == ("b", ["x", "y"], NASTY)
    assert blocks.metadata(again.view)["page"] == 3


def test_the_sentence_stands_above_the_form_escaped():
    [first, *_] = form_again(filled().sent(), "We couldn't save <just> now.")["blocks"]
    assert first["text"]["text"] == "We couldn't save &lt;just&gt; now."


def test_a_second_failure_says_it_once():
    once = opened(form_again(filled().sent(), "First."))
    twice = form_again(once.sent(), "Second.")
    assert [block["text"]["text"] for block in twice["blocks"] if block["type"] == "section"] == ["Second.", "Above"]


def test_what_was_cleared_stays_cleared():
    window = filled()
    window.type("say", "")
    window.tick("tick")
    again = opened(form_again(window.sent(), "Again."))
    assert (again.holds("say"), again.holds("tick")) == ("", [])


def test_a_field_slack_did_not_send_keeps_what_it_was_drawn_with():
    sent = filled().sent()
    del sent["state"]["values"]["say"]
    assert opened(form_again(sent, "Again.")).holds("say") == "before"


def test_an_error_stands_at_the_field_it_is_about():
    assert at_field(filled().sent(), "Again, please.", "say")["errors"] == {"say": "Again, please."}


@pytest.mark.parametrize("about", ["", "nowhere"])
def test_an_error_about_no_field_of_a_form_stands_at_its_first(about):
    assert at_field(filled().sent(), "Again, please.", about)["errors"] == {"pick": "Again, please."}


def test_an_error_of_a_form_without_fields_takes_its_place():
    assert at_field(failure_view("x"), "Gone.")["response_action"] == "update"
