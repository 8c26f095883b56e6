from zoneinfo import ZoneInfo

import pytest

from sandbox.ui.values import slack_state, slack_value

BERLIN = ZoneInfo("Europe/Berlin")


def test_a_date_and_time_is_sent_as_unix_seconds_of_the_persons_zone():
    sent = slack_value({"type": "datetimepicker", "selected_date_time": "2026-03-02T10:00"}, BERLIN)
    assert sent == {"type": "datetimepicker", "selected_date_time": 1772442000}


def test_everything_else_is_sent_as_it_is():
    state = {
        "b": {
            "a": {"type": "plain_text_input", "value": None},
            "d": {"type": "datetimepicker", "selected_date_time": None},
        }
    }
    assert slack_state(state, BERLIN) == state


def test_a_moment_that_cannot_be_read_is_refused():
    with pytest.raises(ValueError, match="Invalid isoformat"):
        slack_value({"selected_date_time": "soon"}, BERLIN)
