"""Tokens, scopes, limits and failures of the Web API."""

from datetime import datetime
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.do_not_disturb import dnd_of
from sandbox.model import User


async def test_auth_test_says_whose_token_it_is(client, slack):
    answer = await client.auth_test()

    assert (answer["user_id"], answer["team_id"]) == (slack.bot.id, "T0TRELLIS")


async def test_every_answer_names_the_granted_scopes(client):
    answer = await client.auth_test()

    assert "chat:write" in answer.headers["x-oauth-scopes"]


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-other", "invalid_auth")])
async def test_a_wrong_token_opens_nothing(slack, error_of, token, error):
    stranger = AsyncWebClient(token, base_url=f"{slack.base_url}/api/")

    assert (await error_of(stranger.auth_test()))[0] == error


async def test_an_app_token_only_opens_connections(slack, client, error_of):
    app = AsyncWebClient(slack.identity.app_token, base_url=f"{slack.base_url}/api/")

    assert (await error_of(app.users_info(user="U_ANA")))[0] == "not_allowed_token_type"
    assert (await error_of(client.apps_connections_open(app_token=slack.identity.bot_token)))[
        0
    ] == "not_allowed_token_type"


async def test_a_missing_scope_is_named(client, slack, error_of):
    slack.faults.withheld_scopes.add("users:read")
    error, answer = await error_of(client.users_info(user="U_ANA"))

    assert (error, answer["needed"]) == ("missing_scope", "users:read")
    assert "users:read" not in answer["provided"]


async def test_what_the_sandbox_does_not_play_is_unknown(client, error_of):
    assert (await error_of(client.api_call("canvases.create")))[0] == "unknown_method"


async def test_an_uninstalled_app_has_a_dead_token(client, slack, error_of):
    await slack.uninstall()

    assert (await error_of(client.auth_test()))[0] == "account_inactive"


async def test_arguments_come_as_a_form_too(slack):
    form = {"token": slack.identity.bot_token, "user": "U_ANA", "include_locale": "true"}
    async with aiohttp.ClientSession() as http, http.post(f"{slack.base_url}/api/users.info", data=form) as response:
        answer = await response.json()

    assert (answer["user"]["real_name"], answer["user"]["locale"]) == ("Ana Ruiz", "en-US")


async def test_a_token_never_reaches_the_inspector(slack, client):
    form = {"token": slack.identity.bot_token}
    async with aiohttp.ClientSession() as http, http.post(f"{slack.base_url}/api/auth.test", data=form):
        shown = repr(slack.deliveries(10))

    assert slack.identity.bot_token not in shown


async def test_posting_twice_a_second_to_a_channel_is_too_often(client, slack, error_of):
    slack.faults.rate_limits = True
    await client.chat_postMessage(channel="C_COACHING", text="One")
    error, answer = await error_of(client.chat_postMessage(channel="C_COACHING", text="Two"))

    assert (error, answer.status_code, answer.headers["Retry-After"]) == ("ratelimited", 429, "1")


async def test_another_method_is_not_held_up(client, slack, error_of):
    slack.faults.rate_limits = True
    calls = [(await error_of(client.users_list()))[0] for _ in range(21)]

    assert calls == [None] * 20 + ["ratelimited"]
    assert (await client.auth_test())["ok"]


async def test_a_planned_failure_happens_once(client, slack, error_of):
    slack.faults.fail_next["auth.test"] = "fatal_error"

    assert [(await error_of(client.auth_test()))[0] for _ in range(2)] == ["fatal_error", None]


async def test_a_failing_slack_answers_a_web_page(client, slack):
    slack.faults.fail_next["auth.test"] = 502

    with pytest.raises(SlackApiError, match="502"):
        await client.auth_test()


async def test_a_slow_slack_takes_its_time(client, slack):
    slack.faults.slow_ms = 60
    await client.auth_test()

    assert slack.deliveries(1)[0].ms_to_ack >= 60


async def test_nobody_is_kept_undisturbed_unless_they_said_so(client):
    users = (await client.dnd_teamInfo(users=["U_ANA", "U_NOBODY"]))["users"]

    assert users == {"U_ANA": {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}}


@pytest.mark.parametrize(
    ("hours", "now", "start", "end"),
    [
        ((9, 12), (10, 0), (23, 9), (23, 12)),
        ((9, 12), (12, 0), (24, 9), (24, 12)),
        ((22, 8), (7, 59), (22, 22), (23, 8)),
        ((22, 8), (8, 0), (23, 22), (24, 8)),
    ],
    ids=["in them", "after them", "in them since yesterday", "before them"],
)
def test_hours_are_told_that_hold_now_or_come_next(hours, now, start, end):
    zone = ZoneInfo("Asia/Tokyo")
    user = User("U1", "mei", "Mei", tz="Asia/Tokyo", undisturbed=hours)
    told = dnd_of(user, datetime(2026, 11, 23, *now, tzinfo=zone))
    moments = [datetime(2026, 11, day, hour, tzinfo=zone).timestamp() for day, hour in (start, end)]

    assert [told["next_dnd_start_ts"], told["next_dnd_end_ts"]] == moments


async def test_hours_are_kept_with_the_person(client, slack):
    await slack.update_user("U_ANA", undisturbed=(22, 8))

    assert (await client.dnd_teamInfo(users="U_ANA"))["users"]["U_ANA"]["dnd_enabled"] is True


async def test_hours_are_told_of_fifty_at_most_and_of_somebody(client, error_of):
    many = [f"U{number}" for number in range(51)]

    assert (await error_of(client.dnd_teamInfo(users=many)))[0] == "invalid_arguments"
    assert (await error_of(client.dnd_teamInfo(users=" ,")))[0] == "no_users_provided"


async def test_hours_need_the_optional_scope(client, slack, error_of):
    slack.faults.withheld_scopes.add("dnd:read")
    error, answer = await error_of(client.dnd_teamInfo(users="U_ANA"))

    assert (error, answer["needed"]) == ("missing_scope", "dnd:read")
