"""`/grow`: what it understands, and help for the rest."""

import pytest

from tests.harness.windows import NASTY


@pytest.mark.parametrize("text", ["", "help", "HELP me"])
async def test_help_lists_what_there_is(alice, text):
    await alice.says(f"/grow {text}")
    [answer] = alice.answers
    assert answer.startswith("Here is what it can do:\n`/grow assess`")


@pytest.mark.parametrize("word", ["asess", "<!channel>", "🙂", "assessment", "résumé"])
async def test_anything_else_is_said_back_with_help(alice, word):
    await alice.says(f"/grow {word} and more")
    [answer] = alice.answers
    assert "isn't something /grow knows. Here is what it can do" in answer
    assert "<!channel>" not in answer


async def test_a_whole_page_of_nonsense_gets_a_short_answer(alice):
    await alice.says(f"/grow {NASTY.replace(' ', '')}")
    assert len(alice.answers[0]) < 700


@pytest.mark.parametrize("text", ["assess", "ASSESS", "  assess  now please"])
async def test_a_command_is_known_by_its_first_word(alice, text):
    await alice.says(f"/grow {text}")
    assert alice.modal.view["callback_id"] == "assessment.page"


async def test_help_opens_from_app_home_too(alice):
    await alice.opens_home()
    await alice.presses("home.help")
    assert alice.sees("`/grow assess`")


async def test_anyone_gets_help(company):
    gwen = company.visitor("Gwen")
    await gwen.says("/grow")
    assert "`/grow assess`" in gwen.answers[0]
