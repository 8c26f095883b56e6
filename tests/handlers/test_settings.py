"""A person's own settings, as they choose them and as Trellis keeps to them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from growth.diary import Leave, Preferences
from growth.public_holidays import countries

DAY = timedelta(days=1)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def kept(company, alice):
    """Return the function that reads Alice's choices and her leave."""

    async def kept():
        coach = await company.employee(alice)
        async with company.store.reading(company.workspace_id) as tx:
            diary = (await tx.diaries.of([coach.id]))[coach.id]
        return diary.preferences, [(f"{one.first}", f"{one.last}") for one in diary.leave]

    return kept


async def opens(person):
    """Open the settings from App Home; return them."""
    await person.opens_home()
    await person.presses("settings.open")
    return person.modal


async def test_all_that_is_chosen_is_kept_and_shown_again(alice, cycle, kept):
    form = await opens(alice)
    for field, value in (
        ("hour", 8),
        ("works_from", 7),
        ("works_until", 15),
        ("country", "SE"),
        ("reminders", "quiet"),
    ):
        form.choose(field, value)
    form.tick("working_days", "0", "1", "2", "3")
    form.picks("away_from", "2026-12-21")
    form.picks("away_until", "2027-01-06")
    await alice.goes_on()
    assert alice.sees("Saved.")
    assert await kept() == (
        Preferences(8, frozenset({0, 1, 2, 3}), 7, 15, "SE", cycle.id),
        [("2026-12-21", "2027-01-06")],
    )
    alice.modal.views.clear(alice.seat)
    form = await opens(alice)
    shown = [form.holds(name) for name in ("hour", "working_days", "country", "reminders", "works_until")]
    assert shown == ["8", ["0", "1", "2", "3"], "SE", "quiet", "15"]


async def test_left_as_it_is_nothing_changes(alice, cycle, kept):
    before = await kept()
    await opens(alice)
    await alice.goes_on()
    assert await kept() == before


async def test_what_can_not_be_is_said_at_its_field(alice, cycle, kept):
    before = await kept()
    for fields, about, words in (
        ({"works_from": 14, "works_until": 12}, "works_until", "ends before it begins"),
        ({"working_days": ()}, "working_days", "Choose at least one day."),
        ({"away_from": "2026-12-02"}, "away_until", "Choose the last day away"),
        ({"away_from": "2026-12-02", "away_until": "2026-12-01"}, "away_until", "before the first"),
        ({"away_until": "2026-11-20"}, "away_until", "before the first"),
        ({"away_from": "2026-11-01", "away_until": "2026-11-20"}, "away_until", "has passed"),
        ({"away_from": "2026-12-01", "away_until": "2029-12-01"}, "away_until", "choose nearer days"),
    ):
        form = await opens(alice)
        for field, value in fields.items():
            chooses(form, field, value)
        await alice.goes_on()
        assert list(alice.errors) == [about]
        assert words in alice.errors[about]
        alice.modal.views.clear(alice.seat)
    assert await kept() == before


def chooses(form, field, value):
    """Fill in one field of the settings."""
    if field.startswith("away"):
        form.picks(field, value)
    elif field == "working_days":
        form.tick(field, *value)
    else:
        form.choose(field, value)


async def test_what_was_never_offered_is_refused(alice, cycle, kept):
    await opens(alice)
    before = await kept()
    for field, key, value in (
        ("hour", "selected_option", {"value": "3"}),
        ("hour", "selected_option", None),
        ("country", "selected_option", {"value": "Atlantis"}),
        ("reminders", "selected_option", {"value": "shout"}),
        ("working_days", "selected_options", [{"value": "9"}]),
        ("away_until", "selected_date", "2026-02-30"),
    ):
        form = alice.form()
        element = next(iter(form["view"]["state"]["values"][field].values()))
        element[key] = value
        await alice.sends(form)
        assert list(alice.errors) == [field]
    assert await kept() == before


async def test_a_form_without_state_changes_nothing(alice, cycle, kept):
    alice.misses_state = True
    await opens(alice)
    before = await kept()
    await alice.goes_on()
    assert await kept() == before


async def test_the_other_hour_holds_from_then_on(alice, days, cycle):
    form = await opens(alice)
    form.choose("hour", 14)
    await alice.goes_on()
    await days.pass_until(MONDAY + timedelta(hours=4, minutes=-1))
    assert alice.inbox == []
    await days.pass_until(MONDAY + timedelta(hours=4))
    assert len(alice.inbox) == 1


async def test_quiet_for_this_half_year_nothing_comes_of_it(alice, days, cycle):
    form = await opens(alice)
    form.choose("reminders", "quiet")
    await alice.goes_on()
    await days.pass_until(MONDAY + 45 * DAY)
    assert alice.inbox == []


async def test_receipts_only_still_answers_what_one_does(alice, bob, days, cycle):
    form = await opens(alice)
    form.choose("reminders", "receipts")
    await alice.goes_on()
    alice.modal.views.clear(alice.seat)
    await days.pass_until(MONDAY + DAY)
    await alice.presses("talk.set_date")
    alice.modal.choose("slot", alice.modal.find("slot")[1]["options"][0]["value"])
    await alice.goes_on()
    await days.pass_until(MONDAY + 30 * DAY)
    assert [one["text"].split(".")[0].startswith("Your talk with Bob is on") for one in alice.inbox] == [True]


async def test_a_holiday_of_the_chosen_country_is_free(company, alice, days):
    """Wednesday 6 January 2027 is Epiphany in Sweden."""
    days.clock.now = datetime(2027, 1, 5, 20, 0, tzinfo=UTC)
    form = await opens(alice)
    form.choose("country", "SE")
    await alice.goes_on()
    await company.opens_half_year(in_days=20)
    await days.pass_until(datetime(2027, 1, 6, 22, 0, tzinfo=UTC))
    assert alice.inbox == []
    await days.pass_until(datetime(2027, 1, 7, 9, 0, tzinfo=UTC))
    assert len(alice.inbox) == 1


async def test_a_country_without_holidays_known_is_not_offered(alice, cycle):
    _, element = (await opens(alice)).find("country")
    offered = {option["value"] for group in element["option_groups"] for option in group["options"]}
    assert offered == {"none", *countries()}
    assert "XX" not in offered


async def test_a_manager_who_takes_a_holiday_has_the_coach_looked_at(company, alice, bob, days, cycle):
    await days.work()
    form = await opens(bob)
    form.choose("country", "US")
    await bob.goes_on()
    async with company.store.transaction(company.workspace_id) as tx:
        due = await tx.agendas.claim_due(company.clock.now, 10)
    assert {(await company.employee(person)).id for person in (alice, bob)} <= set(due)


async def test_it_says_what_comes_next_and_what_was_sent(alice, days, cycle):
    await days.work()
    await opens(alice)
    assert alice.sees("*Next:* Monday 30 November, 10:00, a date for your talk.")
    assert alice.sees("a date for your talk")


async def test_leave_is_ended_and_leave_to_come_is_taken_back(company, alice, cycle, kept):
    await company.changes(alice, lambda tx, a: tx.leaves.add(a.id, Leave(date(2026, 11, 20), date(2026, 11, 27))))
    await company.changes(alice, lambda tx, a: tx.leaves.add(a.id, Leave(date(2026, 12, 20), date(2026, 12, 30))))
    form = await opens(alice)
    last = [block["accessory"] for block in form.view["blocks"] if block.get("accessory")][-1]
    click = alice.press(form, "settings.back")
    click["actions"][0]["value"] = last["value"]
    await alice.wire.deliver(click)
    assert (await kept())[1] == [("2026-11-20", "2026-11-27")]
    await alice.presses("settings.back")
    assert (await kept())[1] == [("2026-11-20", "2026-11-22")]


async def test_nobody_changes_anothers_settings(company, alice, charlie, cycle, kept):
    before = await kept()
    form = await opens(alice)
    form.choose("hour", 7)
    await alice.sends({**alice.form(), "user": charlie.as_user()})
    assert await kept() == before


async def test_a_stranger_has_no_settings(company, alice, cycle):
    gwen = company.visitor("Gwen")
    await alice.opens_home()
    press = alice.press(alice.home, "settings.open")
    trigger = gwen.wire.slack.triggers.issue(gwen.seat)
    await gwen.wire.deliver(press | {"user": gwen.as_user(), "trigger_id": trigger})
    assert gwen.sees("isn't yours to see")
