"""Whether Slack keeps somebody undisturbed: asked for many at once, and no reason to be silent where it can't be seen."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.errors import SlackApiError

from bot.do_not_disturb import AT_ONCE, DoNotDisturb

NOW = datetime(2026, 3, 9, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
GRANTED = frozenset({"chat:write", "dnd:read"})
ALICE, BOB = "U0ALICE", "U0BOB"


def hours(start, end, **more):
    """One person's hours as Slack tells them."""
    return {"dnd_enabled": True, "next_dnd_start_ts": start.timestamp(), "next_dnd_end_ts": end.timestamp(), **more}


class Slack:
    """Answers dnd.teamInfo; `users` is what it knows, `refuses` the error it answers instead."""

    token = "xoxb-of-northwind"

    def __init__(self):
        self.users = {}
        self.refuses = ""
        self.asked = []

    async def dnd_teamInfo(self, *, users):  # noqa: N802  Slack names it
        self.asked.append(users)
        if self.refuses:
            raise SlackApiError("refused", _Answer({"ok": False, "error": self.refuses}))
        return {"ok": True, "users": self.users}


class _Answer:
    def __init__(self, data):
        self.status_code = 200
        self.headers = {}
        self.data = data


@pytest.fixture
def slack():
    return Slack()


@pytest.fixture
def quiet(slack):
    """Ask until when somebody is not to be disturbed."""
    asking = DoNotDisturb()

    async def ask(slack_id=ALICE, scopes=GRANTED):
        return await asking.until(slack, scopes, slack_id, NOW)

    return ask


async def test_somebody_inside_their_hours_is_left_alone_until_they_end(slack, quiet):
    slack.users = {ALICE: hours(NOW - HOUR, NOW + HOUR)}
    assert await quiet() == NOW + HOUR


@pytest.mark.parametrize(
    "one",
    [
        hours(NOW + HOUR, NOW + 2 * HOUR),
        hours(NOW - 2 * HOUR, NOW),
        {**hours(NOW - HOUR, NOW + HOUR), "dnd_enabled": False},
        {"dnd_enabled": True, "next_dnd_start_ts": "soon", "next_dnd_end_ts": None},
        {},
        None,
        "nonsense",
    ],
)
async def test_somebody_outside_their_hours_may_be_disturbed(slack, quiet, one):
    slack.users = {ALICE: one}
    assert await quiet() is None


async def test_a_pause_that_slack_shows_counts_too(slack, quiet):
    slack.users = {ALICE: {"snooze_enabled": True, "snooze_endtime": (NOW + HOUR).timestamp()}}
    assert await quiet() == NOW + HOUR


async def test_those_who_ask_together_are_asked_about_together(slack, quiet):
    slack.users = {BOB: hours(NOW - HOUR, NOW + HOUR)}
    assert await asyncio.gather(quiet(ALICE), quiet(BOB), quiet(BOB)) == [None, NOW + HOUR, NOW + HOUR]
    assert slack.asked == [[ALICE, BOB]]


async def test_no_call_names_more_people_than_slack_takes(slack, quiet):
    await asyncio.gather(*(quiet(f"U{n}") for n in range(AT_ONCE + 1)))
    assert [len(users) for users in slack.asked] == [AT_ONCE, 1]


async def test_without_the_scope_nobody_is_asked_about(slack, quiet):
    assert await quiet(scopes=frozenset({"chat:write"})) is None
    assert slack.asked == []


async def test_where_scopes_are_unknown_slack_is_asked(slack, quiet):
    slack.users = {ALICE: hours(NOW - HOUR, NOW + HOUR)}
    assert await quiet(scopes=None) == NOW + HOUR


@pytest.mark.parametrize("code", ["missing_scope", "unknown_method"])
async def test_what_the_app_may_not_see_is_asked_once(slack, quiet, code):
    slack.refuses = code
    assert [await quiet(), await quiet()] == [None, None]
    assert len(slack.asked) == 1


async def test_a_passing_trouble_keeps_nobody_from_being_told_and_is_asked_again(slack, quiet):
    slack.refuses = "ratelimited"
    assert await quiet() is None
    slack.refuses = ""
    slack.users = {ALICE: hours(NOW - HOUR, NOW + HOUR)}
    assert await quiet() == NOW + HOUR
