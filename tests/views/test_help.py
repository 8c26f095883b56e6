"""What `/grow` can do."""

import pytest

from sandbox.rules import check_view
from sandbox.rules.messages import check_message
from tests.harness.windows import NASTY
from views.help import commands, help_message, help_view


@pytest.mark.parametrize("word", ["", "asess", "<!channel>", NASTY])
def test_slack_takes_the_help_for_any_word(word):
    message = help_message(word)
    assert check_message({key: message[key] for key in ("text", "blocks")}) == []
    assert message["response_type"] == "ephemeral"


def test_a_word_not_understood_is_said_back_without_ringing():
    assert help_message("<!channel>")["text"].startswith("“&lt;!channel&gt;” isn't something /grow knows.")


def test_a_long_word_is_cut():
    assert len(help_message("x" * 3000)["text"]) < 700


@pytest.mark.parametrize("command", commands())
def test_every_command_is_listed(command):
    assert f"`/grow {command}`" in help_message("")["text"]
    assert f"`/grow {command}`" in str(help_view())


def test_the_list_is_a_modal_too():
    assert check_view(help_view(), "modal") == []
