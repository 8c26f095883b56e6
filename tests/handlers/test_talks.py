"""The date of a talk, agreed by the two of it: offered, set, moved, held; and closed to everybody else."""

from datetime import UTC, datetime, timedelta

import pytest

from growth.diary import Leave, Preferences
from growth.people import Role
from schedules import join_cohorts
from tests.harness.days import Days, actions_in
from views.ids import talk_value

DAY = timedelta(days=1)
NOT_YOURS = "isn't yours to see"
OFFERED = datetime(2026, 12, 8, 13, 0, tzinfo=UTC)
"""A slot in the middle of the window, Tuesday at 14:00 in Stockholm."""


@pytest.fixture
async def asked(days, alice, cycle):
    """Alice has been asked for a date; return the message."""
    await days.work()
    return alice.inbox[0]


@pytest.fixture
def talk(company, alice, cycle):
    """Return the function that reads Alice's talk as kept."""

    async def talk():
        coach = await company.employee(alice)
        async with company.store.reading(company.workspace_id) as tx:
            return await tx.talks.get(cycle.id, coach.id)

    return talk


@pytest.fixture
def set_on(company, days, alice, talk):
    """Return the function that gives the talk a date and lets the bot say what follows."""

    async def set_on(at=OFFERED, by=alice):
        await date_form(by)
        await fills_in(by, at)
        await by.goes_on()
        assert not by.errors
        by.modal.views.clear(by.seat)
        await days.work()

    return set_on


async def date_form(person):
    """Open the form for a talk's date from App Home."""
    await person.opens_home()
    await person.presses("talk.set_date")
    return person.modal


async def fills_in(person, at):
    """Choose a day and time of one's own, by Stockholm's clock in winter."""
    local = at + timedelta(hours=1)
    if "slot" in person.modal.fields:
        person.modal.choose("slot", "another")
    person.modal.picks("day", f"{local:%Y-%m-%d}")
    person.modal.picks_time("time", f"{local:%H:%M}")


async def tries(person, at):
    """Fill in the form and send it; return the errors at its fields."""
    await date_form(person)
    await fills_in(person, at)
    await person.goes_on()
    return person.errors


# A slot of a message


async def test_a_slot_pressed_sets_the_date_in_one_click(alice, asked, talk):
    await alice.presses_in(asked, "talk.slot.2")
    assert (await talk()).at == datetime.fromisoformat(pressed(asked, "talk.slot.2").split()[-1])


async def test_its_message_turns_into_done_without_buttons(alice, asked, days):
    await alice.presses_in(asked, "talk.slot.1")
    await days.work()
    assert "Your talk with Bob is on" in asked["text"]
    assert actions_in(asked) == []


async def test_who_set_it_gets_a_receipt_at_once_with_a_way_to_start(alice, asked, days):
    await alice.presses_in(asked, "talk.slot.1")
    await days.work()
    assert "Your talk with Bob is on" in alice.inbox[-1]["text"]
    assert actions_in(alice.inbox[-1]) == ["assessment.open", "talk.set_date"]


async def test_the_other_hears_of_it_at_their_own_hour(alice, bob, asked, days, clock):
    await alice.presses_in(asked, "talk.slot.1")
    await days.work()
    before = len(bob.inbox)
    await days.pass_until(clock.now + DAY)
    assert len(bob.inbox) == before + 1
    assert "Alice chose it; either of you can move it." in bob.inbox[-1]["text"]


async def test_the_other_hears_at_once_where_the_talk_comes_before_their_hour(bob, cycle, days, set_on, clock):
    clock.move(timedelta(hours=6))
    await set_on(clock.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=2))
    assert "Alice chose it" in bob.inbox[-1]["text"]


async def test_the_other_hears_at_once_where_their_message_of_the_day_has_gone(bob, asked, days, set_on, clock):
    assert len(bob.inbox) == 1
    clock.move(timedelta(hours=1))
    await set_on(datetime(2026, 11, 24, 8, 0, tzinfo=UTC))
    assert "Alice chose it" in bob.inbox[-1]["text"]


async def test_a_slot_pressed_twice_is_set_and_told_of_once(alice, asked, days, clock):
    press = alice.press_in(asked, "talk.slot.1")
    await alice.wire.deliver(press)
    clock.move(timedelta(seconds=1))
    await alice.wire.deliver(alice.press_in(asked, "talk.slot.1"))
    await days.work()
    assert len(alice.inbox) == 2
    assert not alice.has_modal


async def test_two_slots_pressed_at_once_leave_one_date(company, alice, asked, days, talk):
    times = [pressed(asked, f"talk.slot.{n}").split()[-1] for n in (1, 2, 3)]
    await company.wire.deliver_at_once([alice.press_in(asked, f"talk.slot.{n}") for n in (1, 2, 3)])
    await days.work()
    assert f"{(await talk()).at:%Y-%m-%dT%H:%MZ}" in times
    assert alice.sees("There is a date already. Nothing was changed.")


async def test_both_press_at_once_and_one_date_stands(company, alice, bob, asked, talk, days):
    await date_form(bob)
    await fills_in(bob, OFFERED + DAY)
    await company.wire.deliver_at_once([alice.press_in(asked, "talk.slot.1"), bob.form()])
    await days.work()
    assert f"is on {(await talk()).at:%A}" in asked["text"]
    answers = [ack.body for ack in company.wire.acks]
    assert "Nothing was changed." in f"{answers} {alice.has_modal and alice.modal.view}"


async def test_a_slot_of_an_old_message_never_moves_a_date(alice, asked, set_on, talk):
    press = alice.press_in(asked, "talk.slot.1")
    await set_on(OFFERED + DAY)
    await alice.wire.deliver(press)
    assert (await talk()).at == OFFERED + DAY
    assert alice.sees("There is a date already. Nothing was changed.")
    assert alice.sees("Move the date")


async def test_a_slot_that_has_passed_says_so(alice, asked, clock, talk):
    clock.now = datetime(2026, 12, 29, 9, 0, tzinfo=UTC)
    await alice.presses_in(asked, "talk.slot.1")
    assert alice.sees("That time has passed: choose one that is still to come.")
    assert (await talk()).at is None


async def test_a_slot_taken_by_now_says_so(company, alice, bob, asked, set_on, talk, days):
    finn = await company.employs("Finn", Role.COACH, level="agile_coach", manager=bob)
    await days.work()
    await joins(company, finn)
    at = datetime.fromisoformat(pressed(asked, "talk.slot.1").split()[-1])
    await set_on(at, by=finn)
    await alice.presses_in(asked, "talk.slot.1")
    assert alice.sees("One of you has another development talk then: choose another time.")
    assert (await talk()).at is None


# The form


async def test_the_form_offers_three_times_and_any_other(alice, bob, days, cycle):
    form = await date_form(alice)
    assert form.fields == ["slot", "day", "time"]
    assert alice.sees("Trellis sees no calendars, so please look at yours.")
    form.choose("slot", form.find("slot")[1]["options"][0]["value"])
    await alice.goes_on()
    assert alice.sees("Your talk with Bob is on")


async def test_either_moves_it_and_the_other_hears(alice, bob, days, set_on, talk, clock, cycle):
    await set_on(OFFERED)
    clock.move(DAY)
    await set_on(OFFERED + DAY, by=bob)
    await days.pass_until(clock.now + DAY)
    assert (await talk()).at == OFFERED + DAY
    assert any("Bob chose it; either of you can move it." in one["text"] for one in alice.inbox)


@pytest.mark.parametrize(
    ("at", "field", "words"),
    [
        (datetime(2026, 11, 20, 13, 0, tzinfo=UTC), "time", "That time has passed"),
        (datetime(2026, 12, 31, 13, 0, tzinfo=UTC), "day", "The half-year closes on 30 December"),
    ],
)
async def test_a_day_that_can_not_be_is_refused_at_its_field(alice, days, cycle, talk, at, field, words):
    errors = await tries(alice, at)
    assert list(errors) == [field]
    assert words in errors[field]
    assert (await talk()).at is None


async def test_a_day_on_which_one_of_the_two_is_away_is_refused(company, alice, bob, days, cycle):
    day = OFFERED.date()
    await company.changes(bob, lambda tx, b: tx.leaves.add(b.id, Leave(day, day)))
    assert await tries(alice, OFFERED) == {"day": "Bob is away on 8 December: choose another day."}


async def test_a_holiday_of_one_of_the_two_is_refused(company, alice, bob, days, cycle):
    await company.changes(bob, lambda tx, b: tx.preferences.keep(b.id, Preferences(country="US")))
    assert "is a holiday for Bob" in (await tries(alice, datetime(2026, 12, 25, 13, 0, tzinfo=UTC)))["day"]


async def test_a_time_of_another_talk_is_refused(company, alice, bob, days, cycle, set_on):
    finn = await company.employs("Finn", Role.COACH, level="agile_coach", manager=bob)
    await joins(company, finn)
    await set_on(OFFERED, by=finn)
    assert "One of you has another development talk then" in (await tries(alice, OFFERED + DAY / 48))["time"]


async def test_a_time_offered_that_is_taken_is_refused_where_it_was_chosen(company, alice, bob, days, cycle, set_on):
    finn = await company.employs("Finn", Role.COACH, level="agile_coach", manager=bob)
    await joins(company, finn)
    form = await date_form(alice)
    taken = form.find("slot")[1]["options"][0]["value"]
    form.choose("slot", taken)
    await set_on(datetime.fromisoformat(taken), by=finn)
    await alice.goes_on()
    assert list(alice.errors) == ["slot"]


async def test_what_no_calendar_has_is_refused_at_its_field(alice, days, cycle):
    await date_form(alice)
    for kind, value, field in (
        ("selected_date", "2026-02-30", "day"),
        ("selected_date", "soon", "day"),
        ("selected_time", "25:61", "time"),
    ):
        await fills_in(alice, OFFERED)
        form = alice.form()
        held = [one for block in form["view"]["state"]["values"].values() for one in block.values() if kind in one]
        held[0][kind] = value
        await alice.sends(form)
        assert list(alice.errors) == [field]


async def test_a_form_without_state_asks_for_what_is_missing(alice, days, cycle, talk):
    await date_form(alice)
    form = alice.form()
    form["view"].pop("state")
    await alice.sends(form)
    assert alice.errors
    assert (await talk()).at is None


async def test_a_date_set_while_the_form_was_open_is_not_moved_silently(alice, bob, days, cycle, set_on, talk):
    await date_form(alice)
    await fills_in(alice, OFFERED)
    await set_on(OFFERED + DAY, by=bob)
    await alice.goes_on()
    assert (await talk()).at == OFFERED + DAY
    assert alice.sees("There is a date already. Nothing was changed.")


async def test_a_form_sent_twice_sets_and_tells_once(company, alice, days, cycle, talk):
    await date_form(alice)
    await fills_in(alice, OFFERED)
    form = alice.form()
    await company.wire.deliver_at_once([form, form])
    await days.work()
    assert (await talk()).at == OFFERED
    assert sum("Your talk with Bob is on" in one["text"] for one in alice.inbox) == 1


# Held


@pytest.mark.parametrize("who", ["alice", "bob"])
async def test_either_marks_it_held(company, cycle, set_on, talk, clock, who):
    await set_on(OFFERED)
    clock.now = OFFERED + timedelta(hours=2)
    person = getattr(company, who)
    await person.opens_home()
    await person.presses("talk.held")
    assert person.sees("is marked held. In three months Trellis asks")
    assert (await talk()).held_at == clock.now


async def test_it_is_not_held_before_it_began(company, alice, days, cycle, set_on, talk):
    await set_on(OFFERED)
    await alice.wire.deliver(forged(alice, alice.inbox[-1], "talk.held", pressed(alice.inbox[-1], "talk.set_date")))
    assert alice.sees("This talk has not begun yet.")
    assert (await talk()).held_at is None


async def test_marked_by_both_at_once_it_is_held_once(company, alice, bob, days, cycle, set_on, talk, clock):
    await set_on(OFFERED)
    clock.now = OFFERED + timedelta(hours=2)
    for person in (alice, bob):
        await person.opens_home()
    await company.wire.deliver_at_once([person.press(person.home, "talk.held") for person in (alice, bob)])
    assert alice.sees("is marked held")
    assert bob.sees("is marked held")


# Everybody else


@pytest.mark.parametrize("who", ["charlie", "olga", "visitor"])
async def test_nobody_else_can_act_on_a_talk(company, alice, asked, talk, who):
    person = company.visitor("Gwen") if who == "visitor" else getattr(company, who)
    before = await talk()
    for action in ("talk.slot.1", "talk.set_date", "talk.held", "nudge.pass_on", "nudge.go_without"):
        value = pressed(asked, "talk.slot.1") if action == "talk.slot.1" else pressed(asked, "talk.set_date")
        await person.wire.deliver(forged(person, asked, action, value))
        assert person.sees(NOT_YOURS)
    assert await talk() == before


async def test_nobody_else_can_send_the_form(company, alice, charlie, days, cycle, talk):
    await date_form(alice)
    await fills_in(alice, OFFERED)
    form = {**alice.form(), "user": charlie.as_user()}
    await alice.sends(form)
    assert alice.sees(NOT_YOURS)
    assert (await talk()).at is None


async def test_a_former_manager_can_not_act_any_more(company, alice, bob, charlie, asked, days, talk, clock):
    await bob.opens_home()
    press = bob.press(bob.home, "talk.set_date")
    await company.changes(alice, lambda tx, a: moves(tx, a, "U0OLGA", clock.now.date()))
    await bob.wire.deliver(press)
    assert bob.sees(NOT_YOURS)


async def test_a_value_that_is_none_of_ours_is_nobodys_talk(alice, asked, talk):
    for value in ("", "x", "x y", "x y 2026-12-08T13:00Z", "a b c d", None, 7):
        await alice.wire.deliver(forged(alice, asked, "talk.slot.1", value))
        assert alice.sees(NOT_YOURS)
        alice.modal.views.clear(alice.seat)
    assert (await talk()).at is None


async def test_without_a_manager_there_is_nobody_to_hold_it_with(company, charlie, days, cycle):
    employee = await company.employee(charlie)
    await charlie.opens_home()
    click = charlie.press(charlie.home, "home.help")
    click["actions"][0] |= {"action_id": "talk.set_date", "value": talk_value(cycle.id, employee.id)}
    await charlie.wire.deliver(click)
    assert charlie.sees("There is nobody yet to hold this talk with.")


async def moves(tx, coach, slack_id, day):
    """Give a coach another manager."""
    boss = await tx.people.by_slack(slack_id)
    await tx.people.set_manager(coach.id, boss.id, day)
    await tx.agendas.touch_all()


def forged(person, message, action, value):
    """Return a click on a button that a message need not have."""
    click = person.press_in(message, "talk.")
    click["actions"][0] |= {"action_id": action, "value": value}
    return click


def pressed(message, action):
    """Return what a button of a message carries."""
    elements = [element for block in message["blocks"] for element in block.get("elements", [])]
    return next(element["value"] for element in elements if element.get("action_id") == action)


async def joins(company, person):
    """Take somebody into the open half-year."""
    await join_cohorts.run(Days(company).means, company.clock.now)
