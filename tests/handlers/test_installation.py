"""Leaving a workspace stops everything there, once, in any order."""

from datetime import timedelta

import pytest

from storage.installations import InstallationState, NewInstallation


def uninstalled(person, **event):
    return person.event({"type": "app_uninstalled", **event})


def revoked(person, **tokens):
    return person.event({"type": "tokens_revoked", "tokens": tokens})


async def installation(company):
    async with company.store.reading_everywhere() as tx:
        return await tx.installations.get(company.workspace_id)


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (uninstalled, InstallationState.UNINSTALLED),
        (lambda person: revoked(person, bot=["U0BOT"]), InstallationState.REVOKED),
    ],
)
async def test_a_bot_that_is_gone_forgets_its_token_and_says_no_more(company, alice, cycle, event, state):
    await company.wire.deliver(event(alice))
    kept = await installation(company)
    assert (kept.state, kept.bot_token) == (state, None)
    await alice.opens_home()
    assert company.slack.calls == []


async def test_what_was_to_be_said_is_said_no_more(company, alice, cycle):
    async with company.store.transaction(company.workspace_id) as tx:
        await tx.outbox.put("summary", None, {}, key="k", due_at=company.clock.now)
    await company.wire.deliver(uninstalled(alice))
    async with company.store.everywhere() as tx:
        assert await tx.outbox.claim_due(company.clock.now, 10, timedelta(minutes=5)) == []


async def test_both_events_in_any_order_and_twice_are_one_farewell(company, alice):
    for event in (revoked(alice, bot=["U0BOT"]), uninstalled(alice), revoked(alice, bot=["U0BOT"])):
        response = await company.wire.deliver(event)
        assert response.status == 200
    assert (await installation(company)).bot_token is None


async def test_a_persons_own_token_revoked_stops_nothing(company, alice):
    await company.wire.deliver(revoked(alice, oauth=["U0ALICE"]))
    assert (await installation(company)).state is InstallationState.ACTIVE


async def test_a_farewell_that_comes_after_a_new_installation_is_about_the_old_one(company, alice):
    late = uninstalled(alice)
    company.clock.move(timedelta(minutes=5))
    async with company.store.everywhere() as tx:
        await tx.installations.save(
            NewInstallation("T1", "xoxb-second", bot_id="B1", bot_user_id="U0BOT"), company.clock.now
        )
    await company.wire.deliver(late)
    assert (await installation(company)).bot_token == "xoxb-second"


async def test_what_people_wrote_stays_for_a_new_installation(company, alice, cycle):
    await alice.says("/grow assess")
    await alice.answers_page(2)
    await company.wire.deliver(uninstalled(alice))
    assert len((await company.kept(alice, cycle)).answers) == 3
