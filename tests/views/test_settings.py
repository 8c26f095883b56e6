"""A person's settings: what the form shows, and what was filled in of it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from growth.diary import Leave, Preferences
from growth.errors import InvalidLeave, InvalidPreferences
from growth.nudges import Number
from tests.harness import windows
from tests.views.pair import ANA, NOW, choosing, labels, nudge, opened, pressable, status, words
from views.settings import Outlook, settings_form, settings_saved
from views.settings_reading import read_away, read_settings_form

TODAY = date(2026, 2, 26)
CYCLE = ("cycle", "2026-H1")
KEPT = Preferences(hour=9, working_days=frozenset({0, 1, 3}), works_from=8, works_until=16, country="SE")
AWAY = replace(
    ANA,
    diary=replace(
        ANA.diary,
        leave=(
            Leave(date(2026, 1, 1), date(2026, 1, 5), "past"),
            Leave(date(2026, 2, 20), date(2026, 2, 27), "now"),
            Leave(date(2026, 6, 1), date(2026, 6, 30), "later"),
        ),
    ),
)


@dataclass
class Sent:
    """What storage says was sent."""

    at: datetime
    number: Number
    coach: str | None = None


def form(person=ANA, **outlook):
    return opened(settings_form(person, Outlook(**{"cycle": CYCLE} | outlook), NOW))


def window(person=ANA, cycle=CYCLE):
    return windows.opened(settings_form(person, Outlook(cycle=cycle), NOW))


def state(**elements):
    values = {name: {"settings.fill_in": element} for name, element in elements.items()}
    return {"state": {"values": values}, "private_metadata": '{"v":1,"cycle":"cycle"}'}


def option(value):
    return {"selected_option": None if value is None else {"value": value}}


def ticked(*values):
    return {"selected_options": [{"value": value} for value in values]}


# The form


def test_what_comes_next_stands_first():
    coming = [nudge(Number.START, status(), date(2026, 2, 27)), nudge(Number.BEFORE_TALK, status(), date(2026, 3, 9))]
    assert words(form(coming=coming)).startswith(
        "*Next:* Friday 27 February, 10:00, your self-assessment.\nThen: Monday 9 March, 10:00, your self-assessment."
    )


@pytest.mark.parametrize(
    ("person", "says"),
    [
        (ANA, "*Next:* nothing is planned for you now."),
        (choosing(ANA, opted_out=True), "*Next:* nothing. You chose to get receipts only."),
    ],
)
def test_nothing_to_come_is_said(person, says):
    assert words(form(person)).startswith(says)


def test_the_form_says_in_which_zone_it_reads_hours():
    assert "Your time zone is America/New_York, as Slack says." in words(form())


def test_what_was_sent_is_listed_by_the_readers_clock():
    sent = [
        Sent(datetime(2026, 2, 25, 15, tzinfo=UTC), Number.START, "Ana"),
        Sent(datetime(2026, 2, 4, 15, tzinfo=UTC), Number.DATE_SET, "Cy & Co"),
        Sent(datetime(2026, 1, 15, 15, tzinfo=UTC), Number.DIGEST),
    ]
    assert words(form(sent=sent)).endswith(
        "*What was sent*\nWed 25 Feb 10:00 · your self-assessment\nWed 4 Feb 10:00 · your talk has a date · Cy &amp; Co"
        "\nThu 15 Jan 10:00 · talks with your coaches"
    )


def test_without_anything_sent_it_says_so():
    assert words(form()).endswith("*What was sent*\nNothing yet.")


def test_days_away_now_and_later_each_have_their_way_back():
    view = form(AWAY)
    assert "You're away up to and including Friday 27 February." in words(view)
    assert "You'll be away from Monday 1 June up to and including Tuesday 30 June." in words(view)
    assert labels(view) == ["I'm back", "Take it back"]
    assert [element["value"] for element in pressable(view)] == ["now", "later"]


@pytest.mark.parametrize(
    ("chosen", "cycle", "value"),
    [
        ({}, CYCLE, "on"),
        ({"muted_cycle": "cycle"}, CYCLE, "quiet"),
        ({"muted_cycle": "the one before"}, CYCLE, "on"),
        ({"muted_cycle": "cycle"}, None, "on"),
        ({"opted_out": True, "muted_cycle": "cycle"}, CYCLE, "receipts"),
    ],
)
def test_messages_are_shown_as_they_were_chosen(chosen, cycle, value):
    assert window(choosing(ANA, **chosen), cycle).holds("reminders") == value


def test_a_half_year_is_muted_only_while_one_is_open():
    offered = window(cycle=None).find("reminders")[1]["options"]
    assert [found["value"] for found in offered] == ["on", "receipts"]


@pytest.mark.parametrize("hour", [3, 23])
def test_an_unusual_working_day_is_shown_as_it_is(hour):
    assert window(choosing(ANA, works_from=hour, works_until=24)).holds("works_from") == str(hour)


def test_slack_takes_the_settings_with_everything_in_them():
    leaves = tuple(Leave(date(2026, month, 1), date(2026, month, 2), str(month)) for month in range(3, 12))
    person = replace(ANA, diary=replace(ANA.diary, leave=leaves))
    sent = [Sent(NOW, Number.CHECK_IN, windows.NASTY[:80])] * 60
    view = form(person, cycle=("cycle", windows.NASTY[:40]), sent=sent)
    assert "<!channel>" not in words(view)


def test_once_saved_it_says_what_holds_now():
    view = opened(settings_saved(AWAY, Outlook(coming=[nudge(Number.DATE_FIRST, status(), date(2026, 3, 2))]), NOW))
    assert words(view).startswith("Saved.\n*Next:* Monday 2 March, 10:00, a date for your talk.\nYou're away up to")


# What was filled in


def test_a_form_sent_as_it_was_opened_changes_nothing():
    assert read_settings_form(window(choosing(ANA, hour=9, country="SE")).sent(), KEPT) == replace(
        KEPT, working_days=frozenset(range(5)), works_from=9, works_until=17
    )


def test_what_was_chosen_is_read():
    filled = window()
    filled.choose("hour", 15)
    filled.tick("working_days", "0", "6")
    filled.choose("works_from", 7)
    filled.choose("works_until", 15)
    filled.choose("country", "NO")
    filled.choose("reminders", "quiet")
    assert read_settings_form(filled.sent(), KEPT) == Preferences(15, frozenset({0, 6}), 7, 15, "NO", "cycle")


@pytest.mark.parametrize("view", [{}, {"state": None}, state(), {"state": {"values": {"hour": {}}}}])
def test_a_field_the_form_does_not_carry_stays_as_kept(view):
    assert read_settings_form(view, KEPT) == KEPT


@pytest.mark.parametrize(
    ("choice", "changes"),
    [
        ("on", {"opted_out": False, "muted_cycle": ""}),
        ("quiet", {"opted_out": False, "muted_cycle": "cycle"}),
        ("receipts", {"opted_out": True, "muted_cycle": "other"}),
    ],
)
def test_the_choice_of_messages_replaces_the_one_before(choice, changes):
    kept = replace(KEPT, opted_out=True, muted_cycle="other")
    assert read_settings_form(state(reminders=option(choice)), kept) == replace(kept, **changes)


@pytest.mark.parametrize("value", ["none", None])
def test_a_country_can_be_cleared(value):
    assert read_settings_form(state(country=option(value)), KEPT).country == ""


@pytest.mark.parametrize(
    ("elements", "about"),
    [
        ({"hour": option("6")}, "hour"),
        ({"hour": option(None)}, "hour"),
        ({"hour": option("ten")}, "hour"),
        ({"hour": {"selected_option": "10"}}, "hour"),
        ({"working_days": ticked()}, "working_days"),
        ({"working_days": {"selected_options": None}}, "working_days"),
        ({"working_days": ticked("0", "7")}, "working_days"),
        ({"works_from": option("25")}, "works_from"),
        ({"works_from": option("17")}, "works_until"),
        ({"works_until": option("8")}, "works_until"),
        ({"country": option("XX")}, "country"),
        ({"reminders": option("loud")}, "reminders"),
        ({"reminders": option(None)}, "reminders"),
    ],
)
def test_nonsense_is_asked_for_again_at_its_field(elements, about):
    with pytest.raises(InvalidPreferences) as caught:
        read_settings_form(state(**elements), KEPT)
    assert caught.value.about == about


def test_a_half_year_is_not_muted_by_a_form_that_names_none():
    with pytest.raises(InvalidPreferences):
        read_settings_form({**state(reminders=option("quiet")), "private_metadata": ""}, KEPT)


# Days away


def away(first=None, last=None):
    return read_away(state(away_from={"selected_date": first}, away_until={"selected_date": last}), TODAY)


def test_days_away_are_both_included():
    assert away("2026-03-02", "2026-03-06") == Leave(date(2026, 3, 2), date(2026, 3, 6))


def test_without_a_first_day_they_begin_today():
    assert away(last="2026-03-06") == Leave(TODAY, date(2026, 3, 6))


@pytest.mark.parametrize("view", [{}, state(), state(away_from={"selected_date": None})])
def test_a_form_without_days_away_says_none(view):
    assert read_away(view, TODAY) is None


@pytest.mark.parametrize(
    ("first", "last", "about"),
    [
        ("2026-03-02", None, "away_until"),
        ("2026-03-06", "2026-03-02", "away_until"),
        ("2026-01-02", "2026-01-06", "away_until"),
        ("2026-03-02", "2028-03-06", "away_until"),
        ("2026-02-30", "2026-03-06", "away_from"),
        ("2026-03-02", "soon", "away_until"),
    ],
)
def test_days_away_that_are_none_are_asked_for_again(first, last, about):
    with pytest.raises(InvalidLeave) as caught:
        away(first, last)
    assert caught.value.about == about
