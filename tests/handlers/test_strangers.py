"""Who is no coach here, and forms that are not one's own: both learn nothing, and change nothing."""

import json
from datetime import date, timedelta

import pytest

from growth.people import Role
from storage.installations import NewInstallation
from tests.growth.drafts import SHIPPED
from tests.harness.people import Person

FIRST = SHIPPED.asked()[0].key
NOT_YOURS = "This page isn't yours to see, or no longer exists."


def carrying(sent, **metadata):
    """Return a payload whose view carries something else."""
    kept = json.loads(sent["view"]["private_metadata"])
    kept = {key: value for key, value in (kept | metadata).items() if value is not None}
    return {**sent, "view": {**sent["view"], "private_metadata": json.dumps(kept)}}


@pytest.fixture
async def choice(alice, cycle):
    """Alice's click on the first page, not delivered yet."""
    await alice.says("/grow assess")
    return alice.choice(FIRST, 1)


# Who is no coach


async def test_an_unknown_person_is_told_whom_to_ask(company, cycle):
    gwen = company.visitor("Gwen")
    await gwen.says("/grow assess")
    assert gwen.sees("Trellis doesn't know you yet. Olga can add you.")


async def test_a_manager_who_is_no_coach_is_told_so(bob, cycle):
    await bob.says("/grow assess")
    assert bob.sees("you are not listed as one. Olga can change that.")


async def test_who_has_left_is_no_coach_any_more(company, alice, cycle):
    yesterday = company.clock.now.date() - timedelta(days=1)
    await company.changes(alice, lambda tx, a: tx.people.update(a.id, left_on=yesterday))
    await alice.says("/grow assess")
    assert alice.sees("you are not listed as one")


@pytest.mark.parametrize(
    "change", [{"left_on": date(2026, 11, 22)}, {"deactivated": True}, {"roles": frozenset({Role.HR})}]
)
async def test_a_form_of_someone_who_is_a_coach_no_more_changes_nothing(company, alice, cycle, choice, change):
    await company.changes(alice, lambda tx, a: tx.people.update(a.id, **change))
    await company.wire.deliver(choice)
    assert await company.kept(alice, cycle) is None


# Forms that are not one's own


@pytest.mark.parametrize(
    "metadata", [{"cycle": "0" * 32}, {"cycle": None, "level": None, "page": "1"}, {"visit": None}, {"page": None}]
)
async def test_what_does_not_exist_is_said_not_to(company, alice, cycle, choice, metadata):
    await company.wire.deliver(carrying(choice, **metadata))
    assert alice.sees(NOT_YOURS)
    assert await company.kept(alice, cycle) is None


@pytest.mark.parametrize("private", ["", "[]", "no json", '{"v":2}'])
async def test_a_form_without_its_metadata_changes_nothing(company, alice, cycle, choice, private):
    await company.wire.deliver({**choice, "view": {**choice["view"], "private_metadata": private}})
    assert alice.sees(NOT_YOURS)
    assert await company.kept(alice, cycle) is None


@pytest.mark.parametrize("page", [-3, 0, 8, 99, True])
async def test_a_page_number_from_elsewhere_breaks_nothing(company, alice, cycle, choice, page):
    await company.wire.deliver(carrying(choice, page=page))
    assert (await company.kept(alice, cycle)).answers[FIRST].rating == 1


async def test_an_answer_off_the_scale_changes_nothing(company, alice, cycle, choice):
    block_id = choice["actions"][0]["block_id"]
    choice["view"]["state"]["values"][block_id]["assessment.rate"]["selected_option"]["value"] = "17"
    await company.wire.deliver(choice)
    assert await company.kept(alice, cycle) is None


async def test_a_question_the_framework_lacks_is_refused_and_the_form_stays(company, alice, cycle, choice):
    values = choice["view"]["state"]["values"]
    values["rating.juggling.x"] = next(iter(values.values()))
    await company.wire.deliver(choice)
    kept = await company.kept(alice, cycle)
    assert kept is None or "juggling" not in kept.answers
    assert alice.sees("Nothing you wrote is lost")


async def test_charlie_with_alices_form_writes_only_into_his_own(company, alice, charlie, cycle):
    await alice.says("/grow assess")
    await alice.chooses(FIRST, 2)
    alice.types(FIRST, "Words of Alice")
    taken = {**alice.choice(FIRST, 0), "user": charlie.as_user()}
    await company.wire.deliver(taken)
    assert (await company.kept(alice, cycle)).answers[FIRST].rating == 2
    assert (await company.kept(charlie, cycle)).answers[FIRST].rating == 0


# Another workspace


async def test_an_id_of_another_workspace_is_answered_like_none_at_all(company, store, alice, cycle, choice, now):
    async with store.everywhere() as tx:
        await tx.installations.save(NewInstallation("T2", "xoxb-other", bot_id="B2", bot_user_id="U0BOT"), now)
        other = (await tx.installations.by_team("", "T2")).workspace_id
    async with store.transaction(other) as tx:
        await tx.people.add(alice.slack_id, "Another Alice", roles=frozenset({Role.COACH}))
    elsewhere = {**choice, "team": {"id": "T2", "domain": "other"}}
    elsewhere["user"] = {**choice["user"], "team_id": "T2"}
    elsewhere["view"] = {**choice["view"], "team_id": "T2", "app_installed_team_id": "T2"}
    await company.wire.deliver(elsewhere)
    assert alice.sees(NOT_YOURS)
    async with store.reading(other) as tx:
        twin = await tx.people.by_slack(alice.slack_id)
        assert await tx.assessments.for_cycle(twin.id, cycle.id) is None


async def test_a_workspace_without_the_bot_is_told_so_and_nothing_else(company):
    command = Person(company.wire, "U0WHO", team="T9").command("/grow assess")
    response = await company.wire.deliver({key: value for key, value in command.items() if key != "response_url"})
    assert response.body == "Trellis isn't set up in this workspace. Ask whoever looks after your Slack apps."
    assert company.slack.calls == []
