"""An owner changes the days of half-years, or opens one, from App Home; nobody else can, whatever they send."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from framework.loading import DEFAULT_FILE, text_of
from growth.cycles import plan_cycle
from growth.half_years import half_year
from growth.people import Role
from storage.installations import NewInstallation
from tests.harness.company import Company

NOT_YOURS = "This page isn't yours to see, or no longer exists."
CHOOSE = "Please choose a day."
FORMS = ("cycle.reschedule", "cycle.plan")


@pytest.fixture
def kept(company):
    """What is kept of half-years: (cycles newest first, planned days by name)."""

    async def look():
        async with company.store.reading(company.workspace_id) as tx:
            return await tx.cycles.all(), await tx.half_years.planned()

    return look


async def opens(person, action_id):
    """Press one of App Home's buttons."""
    await person.opens_home()
    await person.presses(action_id)


def picks(person, **days):
    for field, day in days.items():
        person.modal.picks(field, day)


def carrying(sent, **metadata):
    return {**sent, "view": {**sent["view"], "private_metadata": json.dumps({"v": 1, **metadata})}}


# The open half-year


async def test_an_owner_changes_the_days_of_the_open_half_year(olga, cycle, kept):
    await opens(olga, "cycle.reschedule")
    picks(olga, window_end="2026-12-20", closes_on="2027-01-05")
    await olga.goes_on()
    [changed], _ = await kept()
    assert changed == replace(cycle, window_end=date(2026, 12, 20), closes_on=date(2027, 1, 5))
    assert olga.sees("talks 30 November to 20 December, closes on 5 January 2027.")


async def test_home_follows_a_change(olga, cycle):
    await opens(olga, "cycle.reschedule")
    picks(olga, closes_on="2027-01-05")
    await olga.goes_on()
    await olga.closes()
    assert olga.sees("closes on 5 January 2027.")


async def test_a_coach_sees_the_new_days(olga, alice, cycle):
    await opens(olga, "cycle.reschedule")
    picks(olga, closes_on="2027-01-05")
    await olga.goes_on()
    await alice.opens_home()
    assert alice.sees("answers are open until 5 January")


@pytest.mark.parametrize(
    ("days", "field", "says"),
    [
        ({"window_end": "2026-11-29"}, "window_end", "The talks end on 29 November 2026, before they start"),
        ({"window_start": "2026-11-01", "window_end": "2026-11-22"}, "window_end", "has passed: choose today or a"),
        ({"closes_on": "2026-12-13"}, "closes_on", "It closes on 13 December 2026, before the talks end"),
        ({"closes_on": "2027-12-13"}, "closes_on", "make it 60 at most."),
        ({"closes_on": None}, "closes_on", CHOOSE),
        ({"window_start": None}, "window_start", CHOOSE),
    ],
)
async def test_days_that_cannot_be_are_refused_at_their_field(olga, cycle, kept, days, field, says):
    await opens(olga, "cycle.reschedule")
    picks(olga, **days)
    await olga.goes_on()
    assert list(olga.errors) == [field]
    assert says in olga.errors[field]
    assert (await kept())[0] == [cycle]


async def test_days_slack_does_not_send_stay_as_they_are(olga, cycle, kept):
    await opens(olga, "cycle.reschedule")
    picks(olga, closes_on="2027-01-05")
    form = olga.form()
    for field in ("window_start", "window_end"):
        del form["view"]["state"]["values"][field]
    await olga.sends(form)
    assert (await kept())[0] == [replace(cycle, closes_on=date(2027, 1, 5))]


async def test_of_two_owners_at_once_the_last_one_wins(company, olga, cycle, kept):
    oscar = await company.employs("Oscar", Role.OWNER)
    for owner, day in ((olga, "2027-01-05"), (oscar, "2027-01-07")):
        await opens(owner, "cycle.reschedule")
        picks(owner, closes_on=day)
    await olga.goes_on()
    await oscar.goes_on()
    assert (await kept())[0] == [replace(cycle, closes_on=date(2027, 1, 7))]


async def test_two_owners_at_the_same_moment_break_nothing(company, olga, cycle, kept):
    oscar = await company.employs("Oscar", Role.OWNER)
    for owner, day in ((olga, "2027-01-05"), (oscar, "2027-01-07")):
        await opens(owner, "cycle.reschedule")
        picks(owner, closes_on=day)
    await company.wire.deliver_at_once([olga.form(), oscar.form()])
    [changed], _ = await kept()
    assert changed.closes_on in {date(2027, 1, 5), date(2027, 1, 7)}


async def test_a_half_year_that_closed_meanwhile_keeps_its_days(company, olga, cycle, kept):
    await opens(olga, "cycle.reschedule")
    picks(olga, closes_on="2027-01-05")
    await company.closes_half_year(cycle)
    await olga.goes_on()
    assert olga.sees("It has closed meanwhile, so its days stay as they were.")
    assert (await kept())[0][0].closes_on == cycle.closes_on


async def test_a_button_of_a_half_year_that_closed_says_so(company, olga, cycle):
    await olga.opens_home()
    await company.closes_half_year(cycle)
    await olga.presses("cycle.reschedule")
    assert olga.sees("It has closed meanwhile, so its days stay as they were.")


# The next one


async def test_an_owner_changes_the_days_of_the_next_half_year(olga, kept):
    await opens(olga, "cycle.plan")
    picks(olga, opens_on="2027-01-20", closes_on="2027-04-05")
    await olga.goes_on()
    _, planned = await kept()
    changed = replace(half_year(2027, 1), opens_on=date(2027, 1, 20), closes_on=date(2027, 4, 5))
    assert planned == {"2027-H1": changed}
    assert olga.sees("opens by itself on 20 January 2027: talks 1 February to 15 March, closes on 5 April.")


async def test_the_next_half_year_can_be_changed_again(olga, kept):
    for day in ("2027-01-20", "2027-01-25"):
        await opens(olga, "cycle.plan")
        picks(olga, opens_on=day)
        await olga.goes_on()
        await olga.closes()
    assert (await kept())[1]["2027-H1"].opens_on == date(2027, 1, 25)


@pytest.mark.parametrize(
    ("days", "field", "says"),
    [
        ({"opens_on": "2026-11-22"}, "opens_on", "The opening, 22 November 2026, has passed"),
        ({"opens_on": "2027-06-15"}, "opens_on", "choose a day within 90 days of it"),
        ({"opens_on": None}, "opens_on", CHOOSE),
        ({"window_start": "2027-01-10"}, "window_start", "before it opens on 15 January 2027"),
        ({"window_end": "2027-01-31"}, "window_end", "before they start on 1 February 2027"),
        ({"closes_on": "9999-12-31"}, "closes_on", "make it 60 at most."),
    ],
)
async def test_planned_days_that_cannot_be_are_refused_at_their_field(olga, kept, days, field, says):
    await opens(olga, "cycle.plan")
    picks(olga, **days)
    await olga.goes_on()
    assert list(olga.errors) == [field]
    assert says in olga.errors[field]
    assert (await kept())[1] == {}


async def test_a_half_year_that_opened_meanwhile_is_not_planned(company, olga, kept):
    await opens(olga, "cycle.plan")
    await company.opens_half_year("2027-H1")
    await olga.goes_on()
    assert olga.sees("It has opened meanwhile, so nothing was changed.")
    assert (await kept())[1] == {}


# Opening one now


async def test_an_owner_opens_a_half_year_for_every_coach(company, olga, kept):
    await opens(olga, "cycle.open")
    assert olga.sees("2 coaches are in it.")
    await olga.goes_on()
    [opened], _ = await kept()
    assert (opened.name, opened.opens_on) == ("2026-H2", date(2026, 11, 23))
    assert (opened.window_start, opened.window_end) == (date(2026, 12, 7), date(2027, 1, 4))
    assert olga.sees("*2026-H2* is open: 2 coaches, talks 7 December to 4 January 2027, closes on 20 January.")


async def test_a_coach_can_begin_in_what_an_owner_opened(olga, alice):
    await opens(olga, "cycle.open")
    await olga.goes_on()
    await alice.opens_home()
    assert alice.sees("*Next:* your self-assessment. About 26 minutes, in pieces if you like.")


async def test_a_half_year_gets_the_name_and_days_that_were_typed(olga, kept):
    await opens(olga, "cycle.open")
    olga.modal.type("name", "  Winter <!channel>  & more ")
    picks(olga, window_start="2026-11-23", window_end="2026-12-01")
    await olga.goes_on()
    [opened], _ = await kept()
    assert opened.name == "Winter <!channel> & more"
    assert opened.closes_on == date(2026, 12, 17)
    assert olga.sees("*Winter &lt;!channel&gt; &amp; more*")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Give the cycle a name of 1 to 40 characters"),
        ("x" * 41, "Give the cycle a name of 1 to 40 characters"),
        ("2026\0H2\u202e", "Give the cycle a name of 1 to 40 characters"),
        ("2026-h2", "There was a cycle 2026-H2 before: give this one another name."),
    ],
)
async def test_a_name_that_cannot_be_is_refused_at_its_field(company, olga, cycle, kept, name, says):
    await company.closes_half_year(cycle)
    await opens(olga, "cycle.open")
    olga.modal.type("name", name)
    await olga.goes_on()
    assert list(olga.errors) == ["name"]
    assert says in olga.errors["name"]
    assert len((await kept())[0]) == 1


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"window_end": "2026-12-01"}, "window_end"),
        ({"window_start": "2026-11-01", "window_end": "2026-11-22"}, "window_end"),
        ({"window_end": "9999-12-31"}, "window_end"),
        ({"window_start": None}, "window_start"),
    ],
)
async def test_a_window_that_cannot_be_is_refused_at_its_field(olga, kept, days, field):
    await opens(olga, "cycle.open")
    picks(olga, **days)
    await olga.goes_on()
    assert list(olga.errors) == [field]
    assert (await kept())[0] == []


async def test_while_one_is_open_no_other_opens(company, olga, kept):
    await opens(olga, "cycle.open")
    cycle = await company.opens_half_year("Opened by hand")
    await olga.goes_on()
    assert olga.sees("*Opened by hand* is open")
    assert olga.sees("One half-year is open at a time, so no other was opened.")
    assert (await kept())[0] == [cycle]


async def test_what_opens_at_the_same_moment_leaves_one_open(company, olga, kept):
    await opens(olga, "cycle.open")
    olga.modal.type("name", "Winter")
    today = company.clock.now.date()
    async with company.store.transaction(company.workspace_id) as tx:
        await tx.cycles.alone()
        sending = asyncio.create_task(company.wire.deliver_only(olga.form()))
        await asyncio.sleep(0.2)
        calendars = plan_cycle(
            *("2026-H2", (today, today), today, []), new_id="c", framework_id=company.version.id, now=company.clock.now
        )
        await tx.cycles.add(calendars, [])
    await sending
    assert (await kept())[0] == [calendars]


# Nobody else


@pytest.mark.parametrize("who", ["alice", "bob", "charlie"])
async def test_nobody_else_is_offered_half_years(company, cycle, who):
    person = getattr(company, who)
    await person.opens_home()
    assert "cycle." not in str(person.home.view["blocks"])


@pytest.mark.parametrize("action_id", FORMS)
@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "gwen"])
async def test_an_owners_button_pressed_by_somebody_else_opens_nothing(company, olga, cycle, who, action_id):
    person = company.visitor("Gwen") if who == "gwen" else getattr(company, who)
    await olga.opens_home()
    pressed = person.press(olga.home, action_id)
    await company.wire.deliver({**pressed, "user": person.as_user()})
    assert person.sees(NOT_YOURS)
    assert not person.sees("2026-H2")


@pytest.mark.parametrize("action_id", FORMS)
@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "gwen"])
async def test_an_owners_form_sent_by_somebody_else_changes_nothing(company, olga, cycle, kept, who, action_id):
    person = company.visitor("Gwen") if who == "gwen" else getattr(company, who)
    await opens(olga, action_id)
    picks(olga, closes_on="2027-04-02")
    await olga.sends({**olga.form(), "user": person.as_user()})
    assert olga.sees(NOT_YOURS)
    assert await kept() == ([cycle], {})


async def test_a_half_year_is_not_opened_by_somebody_else(charlie, olga, kept):
    await opens(olga, "cycle.open")
    await olga.sends({**olga.form(), "user": charlie.as_user()})
    assert (await kept())[0] == []


@pytest.mark.parametrize(
    "change", [{"roles": frozenset({Role.HR})}, {"left_on": date(2026, 11, 22)}, {"deactivated": True}]
)
async def test_who_is_no_owner_any_more_changes_nothing(company, olga, cycle, kept, change):
    await opens(olga, "cycle.reschedule")
    picks(olga, closes_on="2027-01-05")
    await company.changes(olga, lambda tx, o: tx.people.update(o.id, **change))
    await olga.goes_on()
    assert olga.sees(NOT_YOURS)
    assert (await kept())[0] == [cycle]


@pytest.mark.parametrize("metadata", [{}, {"cycle": "0" * 32}, {"cycle": None}, {"cycle": {"id": 1}}, {"v": 2}])
async def test_a_cycle_that_is_not_there_is_answered_alike(olga, cycle, kept, metadata):
    await opens(olga, "cycle.reschedule")
    await olga.sends(carrying(olga.form(), **metadata))
    assert olga.sees(NOT_YOURS)
    assert (await kept())[0] == [cycle]


@pytest.mark.parametrize("name", ["2027-H2", "2031-H1", "Forged", "", None, 7])
async def test_only_the_next_half_year_can_be_planned(olga, kept, name):
    await opens(olga, "cycle.plan")
    await olga.sends(carrying(olga.form(), name=name))
    assert olga.sees(NOT_YOURS)
    assert (await kept())[1] == {}


async def test_a_cycle_of_another_workspace_is_answered_as_none(company, store, olga, cycle, kept, now):
    other = Company(store, company.clock, await second_workspace(store, now))
    await other.uses(text_of(DEFAULT_FILE))
    theirs = await other.opens_half_year("Theirs")
    await opens(olga, "cycle.reschedule")
    await olga.sends(carrying(olga.form(), cycle=theirs.id))
    assert olga.sees(NOT_YOURS)
    assert (await kept())[0] == [cycle]


async def second_workspace(store, now):
    async with store.everywhere() as tx:
        new = NewInstallation("T2", "xoxb-other", bot_id="B2", bot_user_id="U0BOT")
        return (await tx.installations.save(new, now)).workspace_id


# Which day it is


async def test_the_set_zone_decides_which_day_it_is(store, clock, workspace_id):
    clock.now = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    company = Company(store, clock, workspace_id, timezone="Pacific/Auckland")
    await company.uses(text_of(DEFAULT_FILE))
    await company.employs_the_cast()
    await opens(company.olga, "cycle.open")
    assert company.olga.sees("Days are those of Pacific/Auckland.")
    await company.olga.goes_on()
    async with store.reading(workspace_id) as tx:
        assert (await tx.cycles.last()).opens_on == date(2026, 11, 24)


async def test_without_a_set_zone_it_is_the_owners(company, olga, clock):
    clock.now = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    await opens(olga, "cycle.open")
    assert olga.sees("Days are those of Europe/Stockholm.")
    await olga.goes_on()
    async with company.store.reading(company.workspace_id) as tx:
        assert (await tx.cycles.last()).opens_on == date(2026, 11, 24)
