"""The growth summary: asked for, sent once, read as text by its coach and nobody else."""

from datetime import timedelta

import pytest


@pytest.fixture
async def submitted(company, alice, cycle):
    """Alice has submitted her self-assessment and has not closed it yet."""
    await company.answered(alice, cycle, 2, "Words of Alice")
    await alice.says("/grow assess")
    await alice.goes_on()


async def due(company):
    async with company.store.everywhere() as tx:
        return await tx.outbox.claim_due(company.clock.now, 10, timedelta(minutes=5))


async def test_before_the_first_assessment_there_is_none(company, alice, cycle):
    await alice.says("/grow summary")
    assert alice.answers[0].startswith("There is no summary yet")
    assert await due(company) == []


async def test_the_command_has_it_sent_and_says_so(company, alice, submitted):
    await alice.closes()
    await alice.says("/grow summary")
    assert alice.answers[0].startswith("Your growth summary is on its way")
    [message] = await due(company)
    assert (message.kind, message.recipient_id) == ("summary", (await company.employee(alice)).id)
    assert company.woken


async def test_a_message_to_come_holds_no_words(company, alice, submitted):
    await alice.says("/grow summary")
    [message] = await due(company)
    assert dict(message.payload) == {}


async def test_the_same_request_delivered_twice_sends_one(company, alice, submitted):
    command = alice.command("/grow summary")
    for _ in range(2):
        await company.wire.deliver(command)
    assert len(await due(company)) == 1


async def test_app_home_has_it_sent_too(company, alice, submitted):
    await alice.closes()
    await alice.opens_home()
    await alice.presses("summary.send")
    assert alice.sees("Your growth summary is on its way")
    assert len(await due(company)) == 1


async def test_it_is_read_as_text_where_it_was_submitted(alice, submitted):
    await alice.presses("summary.read")
    assert alice.modal.view["callback_id"] == "summary.view"
    assert alice.sees("Your growth, 2026-H2")


@pytest.mark.parametrize("other", ["bob", "charlie", "olga"])
async def test_nobody_else_is_given_it(company, alice, submitted, other):
    person = getattr(company, other)
    press = alice.press(alice.modal, "summary.read") | {"user": person.as_user()}
    before = len(company.slack.calls)
    await company.wire.deliver(press)
    shown = str([call.arguments for call in company.slack.calls[before:]])
    assert "Your growth, 2026-H2" not in shown
    assert "Words of Alice" not in shown


async def test_who_has_left_reads_nothing_any_more(company, alice, submitted):
    await company.changes(alice, lambda tx, a: tx.people.update(a.id, deactivated=True))
    await alice.presses("summary.read")
    assert not alice.sees("Your growth, 2026-H2")


async def test_a_practice_is_no_part_of_it(company, charlie):
    await charlie.says("/grow assess")
    await charlie.answers_all(2)
    await charlie.goes_on()
    await charlie.says("/grow summary")
    assert charlie.answers[0].startswith("There is no summary yet")
