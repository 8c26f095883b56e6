"""Who is in Slack: the accounts an import names, asked for patiently and with a word on how far it is."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from typing import Any

import typer
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_api import SlackTrouble, Trouble, ask_slack
from growth.profiles import Profile, read_profile

ONE_BY_ONE = 50
"""Up to so many people are asked for singly, beyond it the whole directory is read."""

PAGE = 200
PAUSES = 20
"""How often in a row Slack may ask for a pause before we give up."""

SECOND_TRY_AFTER = 2.0


async def find_profiles(client: AsyncWebClient, references: Collection[str]) -> list[Profile]:
    """Return the accounts of Slack ids and addresses, without those that don't exist; more may come with them.

    Addresses can only be found in the whole directory. Raises SlackTrouble where Slack does not answer.
    """
    if len(references) <= ONE_BY_ONE and not any("@" in reference for reference in references):
        found = [await _profile(client, slack_id) for slack_id in sorted(references)]
        return [profile for profile in found if profile is not None]
    return [profile async for profile in directory(client)]


async def directory(client: AsyncWebClient) -> AsyncIterator[Profile]:
    """Give every account of the workspace; what was read so far is told on stderr."""
    cursor, read = "", 0
    while True:
        page = await patiently(lambda at=cursor: client.users_list(limit=PAGE, cursor=at))  # type: ignore[misc]
        members = page.get("members") or []
        for user in members:
            yield read_profile(user)
        read += len(members)
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return
        typer.echo(f"Read {read} accounts from Slack ...", err=True)


async def _profile(client: AsyncWebClient, slack_id: str) -> Profile | None:
    try:
        answer = await patiently(lambda: client.users_info(user=slack_id))
    except SlackTrouble as trouble:
        if trouble.kind is Trouble.PERSON_GONE:
            return None
        raise
    return read_profile(answer["user"])


async def patiently(call: Callable[[], Awaitable[Any]]) -> Any:
    """Return the answer of a call that changes nothing: wait where Slack asks for it, try any other failure twice."""
    pauses, failures = 0, 0
    while True:
        try:
            return await ask_slack(call())
        except SlackTrouble as trouble:
            pauses += trouble.kind is Trouble.RATE
            failures += trouble.kind is Trouble.PASSING
            if not trouble.may_pass or pauses > PAUSES or failures > 1:
                raise
            wait = trouble.wait if trouble.kind is Trouble.RATE else SECOND_TRY_AFTER
            typer.echo(f"Slack is busy ({trouble.code}); going on in {wait:.0f} s ...", err=True)
            await asyncio.sleep(wait)
