import pytest

from bot.config import Settings
from bot.identity import granted_scopes, identify
from bot.slack_api import SlackTrouble, slack_clients
from tests.commands.stub_slack import TOKEN, StubSlack


async def identified(slack):
    async with slack_clients(slack.url) as client_for:
        return await identify(client_for(TOKEN), Settings(slack_bot_token=TOKEN, timezone="Europe/Berlin"))


async def test_the_token_says_whose_it_is():
    with StubSlack() as slack:
        found = await identified(slack)

    assert (found.team_id, found.name, found.bot_user_id, found.timezone) == ("T1", "Acme", "UBOTUSER", "Europe/Berlin")
    assert "files:write" in found.scopes


async def test_an_answer_without_a_team_is_no_identity():
    with StubSlack() as slack:
        slack.fail("auth.test", {"ok": True, "user_id": "U1"})
        with pytest.raises(SlackTrouble, match="no team"):
            await identified(slack)


@pytest.mark.parametrize(
    ("headers", "scopes"),
    [({}, None), ({"X-OAuth-Scopes": ""}, frozenset()), ({"x-oauth-scopes": "a, b"}, frozenset({"a", "b"}))],
)
def test_scopes_not_told_are_not_no_scopes(headers, scopes):
    assert granted_scopes(headers) == scopes
