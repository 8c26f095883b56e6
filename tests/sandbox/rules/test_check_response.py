"""What Slack takes as an answer to a submitted form."""

import pytest

from sandbox.rules import check_response

LABEL = {"type": "plain_text", "text": "Label"}
SUBMITTED = {
    "type": "modal",
    "blocks": [
        {
            "type": "input",
            "block_id": "note",
            "label": LABEL,
            "element": {"type": "plain_text_input", "action_id": "a"},
        },
        {"type": "section", "block_id": "intro", "text": LABEL},
    ],
}
NEXT = {"type": "modal", "title": LABEL, "blocks": [{"type": "divider"}]}


@pytest.mark.parametrize(
    "answer",
    [
        {},
        "",
        None,
        {"response_action": "clear"},
        {"response_action": "errors", "errors": {"note": "One sentence, please."}},
        {"response_action": "update", "view": NEXT},
        {"response_action": "push", "view": NEXT},
    ],
)
def test_slack_takes_the_answer(answer):
    assert check_response(answer, SUBMITTED) == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"response_action": "errors", "errors": {"intro": "No"}}, "is not the block_id of an input block"),
        ({"response_action": "errors", "errors": {"gone": "No"}}, "is not the block_id of an input block"),
        ({"response_action": "errors", "errors": {}}, "one or more errors"),
        ({"response_action": "errors"}, "missing required field: errors"),
        ({"response_action": "errors", "errors": {"note": ""}}, "more than 0 characters"),
        ({"response_action": "errors", "errors": {"note": LABEL}}, "must provide a string"),
        ({"response_action": "update"}, "missing required field: view"),
        ({"response_action": "update", "view": {**NEXT, "title": None}}, "must provide an object"),
        ({"response_action": "push", "view": {**NEXT, "type": "home"}}, "unsupported type: home"),
        ({"response_action": "clear", "view": NEXT}, "invalid additional property: view"),
        ({"response_action": "close"}, "must be one of"),
        ({"errors": {"note": "No"}}, "missing required field: response_action"),
        ("ok", "missing required field: response_action"),
    ],
)
def test_slack_refuses_the_answer(answer, words):
    found = check_response(answer, SUBMITTED)

    assert [line for line in found if words in line], found
