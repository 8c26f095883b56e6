"""App Home, opened by each who may work here and some who don't."""

import re
from datetime import UTC, datetime

import pytest

from growth.access import Item
from growth.people import Role


async def test_a_coach_sees_what_is_next(alice, cycle):
    await alice.opens_home()
    assert alice.sees("*Next:* your self-assessment. About 26 minutes, in pieces if you like.")
    assert alice.sees("Agile Coach since June 2024")


async def test_a_coach_is_welcomed_once(alice):
    await alice.opens_home()
    assert alice.sees("Olga set Trellis up here.")
    await alice.opens_home()
    assert not alice.sees("Olga set Trellis up here.")


async def test_home_follows_when_a_page_is_closed(alice, cycle):
    await alice.opens_home()
    await alice.says("/grow assess")
    await alice.answers_page(1)
    await alice.closes()
    assert alice.sees("finish your self-assessment. 3 of 18 answered, about 21 minutes left.")


async def test_a_manager_sees_their_coaches_and_no_answers(alice, bob, cycle):
    await alice.says("/grow assess")
    await alice.answers_page(3, note="Words of Alice")
    await bob.opens_home()
    assert bob.sees("*Alice* · Agile Coach")
    assert not bob.sees("Words of Alice")
    assert not bob.sees("Charlie")


async def test_a_managers_reading_is_written_down(company, alice, bob):
    await bob.opens_home()
    manager, coach = await company.employee(bob), await company.employee(alice)
    async with company.store.reading(company.workspace_id) as tx:
        [entry] = await tx.access_log.of(coach.id)
    assert (entry.reader_id, entry.item, entry.allowed) == (manager.id, Item.LEVEL_HISTORY, True)


async def test_an_owner_sees_the_half_year_and_who_lacks_something(company, olga, cycle):
    await company.employs("Finn", Role.COACH)
    await olga.opens_home()
    assert olga.sees("*2026-H2* is open: 2 coaches")
    assert olga.sees("*2 without a manager:* Charlie, Finn")
    assert olga.sees("*1 without a level:* Finn")


async def test_an_owner_sees_nobodys_answers(alice, olga, cycle):
    await alice.says("/grow assess")
    await alice.answers_page(3, note="Words of Alice")
    await olga.opens_home()
    assert not olga.sees("Words of Alice")
    assert not olga.sees("of 18 answered")


async def test_charlie_sees_nothing_of_alice(alice, charlie, cycle):
    await alice.says("/grow assess")
    await alice.answers_all(3, note="Words of Alice")
    await alice.goes_on()
    await charlie.opens_home()
    assert not charlie.sees("Alice")
    assert charlie.sees("About 26 minutes")


async def test_an_unknown_person_hears_what_this_is_and_may_browse(company):
    gwen = company.visitor("Gwen")
    company.slack.users[gwen.slack_id] = {"id": gwen.slack_id}
    await gwen.opens_home()
    assert gwen.sees("It doesn't know you yet. If you should be part of it, Olga can add you.")
    assert gwen.sees("framework.open")


@pytest.mark.parametrize("kind", ["is_restricted", "is_ultra_restricted", "is_stranger"])
async def test_a_guest_hears_what_this_is_and_is_offered_nothing(company, kind):
    gwen = company.visitor("Gwen")
    company.slack.users[gwen.slack_id] = {"id": gwen.slack_id, kind: True}
    await gwen.opens_home()
    assert gwen.sees("Trellis helps Agile Coaches and their managers")
    assert "actions" not in {block["type"] for block in gwen.home.view["blocks"]}


async def test_an_unknown_person_slack_does_not_describe_is_no_guest(company):
    gwen = company.visitor("Gwen")
    await gwen.opens_home()
    assert gwen.sees("framework.open")


async def test_who_has_left_is_a_stranger(company, alice):
    await company.changes(alice, lambda tx, a: tx.people.update(a.id, deactivated=True))
    await alice.opens_home()
    assert alice.sees("It doesn't know you yet.")


async def test_the_messages_tab_draws_nothing(company, alice):
    await company.wire.deliver(alice.event({"type": "app_home_opened", "user": alice.slack_id, "tab": "messages"}))
    assert company.slack.calls == []


async def test_who_sees_what_is_one_click_away(alice):
    await alice.opens_home()
    await alice.presses("home.settings")
    assert alice.sees("you alone")


async def test_home_is_drawn_with_the_workspaces_own_token(company, alice):
    await alice.opens_home()
    assert {call.token for call in company.slack.calls} == {"xoxb-first"}


# Talks and nudges


async def test_a_coach_sees_that_the_talk_has_no_date_and_what_comes_next(alice, cycle):
    await alice.opens_home()
    assert alice.sees("*Development talk* with Bob · no date yet, between 30 November and 14 December")
    assert alice.sees("Trellis writes next on Monday 23 November, 10:00: a date for your talk.")
    assert alice.sees("talk.set_date")


async def test_a_coach_sets_the_date_from_home_and_sees_it_there(alice, bob, cycle):
    await agree(alice)
    assert alice.sees("*Development talk* with Bob · Tuesday 8 December, 14:00")
    assert not alice.sees("no date yet")
    await bob.opens_home()
    assert bob.sees("Tuesday 8 December, 14:00")


async def test_a_manager_sees_whose_talk_waits_and_can_choose_or_nudge(alice, bob, cycle):
    await bob.opens_home()
    assert bob.sees("*Waiting on you:* the talk with Alice.")
    assert bob.sees("talk.set_date")
    assert bob.sees("nudge.pass_on")
    await agree(alice)
    await bob.opens_home()
    assert bob.sees("Nothing waits on you.")


async def test_a_manager_sees_nothing_of_how_far_a_coach_is(company, alice, bob, cycle):
    homes = []
    for submitted in (None, False, True):
        if submitted is not None:
            await company.answered(alice, cycle, 2, "Words of Alice", submitted=submitted)
        await bob.opens_home()
        await bob.opens_home()
        homes.append(re.sub(r"'block_id': '[^']*'", "", str(bob.home.view["blocks"])))
    assert len(set(homes)) == 1


async def test_after_the_talk_both_are_asked_whether_it_was_held(alice, bob, cycle, clock):
    await agree(alice)
    clock.now = datetime(2026, 12, 8, 15, 0, tzinfo=UTC)
    for person in (alice, bob):
        await person.opens_home()
        assert person.sees("Was it held?")
        assert person.sees("talk.held")


async def test_a_coach_snoozes_and_undoes_it_from_home(alice, cycle):
    await alice.opens_home()
    select = next(
        element
        for block in alice.home.view["blocks"]
        for element in block.get("elements", [])
        if element.get("action_id") == "nudge.snooze"
    )
    click = alice.press(alice.home, "nudge.snooze")
    await alice.wire.deliver(with_choice(click, select["options"][0]))
    await alice.opens_home()
    assert alice.sees("Snoozed until Tuesday 24 November: a date for your talk.")
    await alice.presses("nudge.undo_snooze")
    await alice.opens_home()
    assert not alice.sees("Snoozed until")


def with_choice(click, option):
    """Return a click on a select with one of its options chosen."""
    click["actions"][0]["selected_option"] = option
    return click


@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "olga"])
async def test_everybody_known_here_reaches_their_settings(company, cycle, who):
    person = getattr(company, who)
    await person.opens_home()
    await person.presses("settings.open")
    assert person.modal.view["callback_id"] == "settings.form"


async def test_neither_an_owner_nor_another_coach_sees_the_talk(alice, olga, charlie, cycle):
    await agree(alice)
    for person in (olga, charlie):
        await person.opens_home()
        assert not person.sees("8 December, 14:00")


async def agree(alice):
    """Set the talk for Tuesday 8 December at 14:00, from App Home."""
    await alice.opens_home()
    await alice.presses("talk.set_date")
    alice.modal.choose("slot", "another")
    alice.modal.picks("day", "2026-12-08")
    alice.modal.picks_time("time", "14:00")
    await alice.goes_on()
    alice.modal.views.clear(alice.seat)
    await alice.opens_home()
