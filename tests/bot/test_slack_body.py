"""What Slack sends, read as urllib and json read it, only quicker; anything else is refused."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack_body import read_body

FORM = "application/x-www-form-urlencoded"
TYPED = st.text(st.characters(codec="utf-8"))


@given(words=TYPED)
def test_whatever_people_type_arrives_unchanged(words):
    body = urlencode({"payload": json.dumps({"note": words}, ensure_ascii=False)})
    assert read_body(body.encode(), FORM) == {"note": words}


@given(fields=st.dictionaries(TYPED.filter(lambda name: name not in {"", "payload"}), TYPED))
def test_a_command_arrives_field_by_field(fields):
    assert read_body(("x=1&" + urlencode(fields)).encode(), FORM) == {"x": "1"} | fields


def test_json_is_read_whatever_its_charset_is_called():
    assert read_body(b'{"type": "event_callback"}', "application/json; charset=utf-8") == {"type": "event_callback"}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"payload=nonsense", FORM),
        (b"payload=", FORM),
        (b"payload=%5B1%5D", FORM),
        (b"[1]", "application/json"),
        (b"", "application/json"),
        (b'{"a": ', FORM),
        (b"text=%FF%FE", FORM),
        (b"payload=" + b"[" * 100_000, FORM),
        (b'{"a": "\xff"}', "application/json"),
    ],
)
def test_what_slack_never_sends_is_refused(body, content_type):
    assert read_body(body, content_type) is None
