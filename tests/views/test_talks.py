"""A talk's date: the form and what was filled in of it, by the clock of who fills it in, and what is said of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from growth.diary import Diary
from growth.errors import InvalidTalk
from growth.leave import away
from growth.nudges import Work
from growth.talks import Deferral
from tests.harness import windows
from tests.views.pair import ANA, AT, MAYA, NOW, SET, WINDOW, labels, named, opened, pressable, status, taken, words
from views.failures import form_again
from views.form_reading import filled_in
from views.talks import date_form, date_saved, date_stands, held_view, read_date_form, receipt

SLOTS = tuple(datetime(2026, 3, day, 13, tzinfo=UTC) for day in (5, 9, 12))
STOCKHOLM, NEW_YORK = "Europe/Stockholm", "America/New_York"


def form(viewer=ANA, slots=SLOTS, **talk):
    return opened(date_form(status(**talk), viewer, slots, NOW))


def fields(view):
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def state(**elements):
    """Return a form's state: {field: what its element says}."""
    return {"state": {"values": {name: {"talk.fill_in": element} for name, element in elements.items()}}}


def chose(slot="another", day=None, time=None):
    option = None if slot is None else {"value": slot}
    return state(slot={"selected_option": option}, day={"selected_date": day}, time={"selected_time": time})


# The form


def test_each_time_is_offered_by_both_clocks():
    offered = fields(form())["slot"]["element"]["options"]
    assert [(option["text"]["text"], option["value"]) for option in offered] == [
        ("Thu 5 Mar 08:00 (14:00 for Maya)", "2026-03-05T13:00Z"),
        ("Mon 9 Mar 09:00 (14:00 for Maya)", "2026-03-09T13:00Z"),
        ("Thu 12 Mar 09:00 (14:00 for Maya)", "2026-03-12T13:00Z"),
        ("Another time, below", "another"),
    ]


def test_nothing_is_chosen_beforehand():
    held = [block["element"] for block in fields(form(**SET)).values()]
    assert not [name for element in held for name in element if name.startswith("initial")]


def test_without_times_to_offer_a_day_and_a_time_are_asked_for():
    asked = fields(form(slots=()))
    assert [(name, block["optional"]) for name, block in asked.items()] == [("day", False), ("time", False)]


def test_the_form_says_whose_clock_and_that_it_sees_no_calendars():
    assert "On your clock, America/New_York." in words(form())
    assert "Trellis sees no calendars, so please look at yours. Maya hears of it" in words(form())


@pytest.mark.parametrize(
    ("talk", "title", "says"),
    [
        ({}, "A date for your talk", "Your talk with Maya belongs between 1 February and 15 March, and takes an hour."),
        (SET, "Move your talk", "Your talk with Maya is on Thursday 12 March, 09:00 (14:00 for Maya)."),
    ],
)
def test_the_form_says_what_holds(talk, title, says):
    view = form(**talk)
    assert view["title"]["text"] == title
    assert says in words(view)


def test_a_deferred_talk_offers_its_own_days():
    later = replace(WINDOW, start=date(2026, 4, 10), end=date(2026, 5, 8), closes_on=date(2026, 5, 24))
    leave = away(date(2026, 2, 1), date(2026, 3, 20), date(2026, 1, 20))
    assert "between 10 April and 8 May" in words(form(deferral=Deferral(leave, later)))


@pytest.mark.parametrize(("talk", "had"), [({}, ""), (SET, "2026-03-12T13:00Z")])
def test_the_form_carries_ids_and_the_date_that_stood(talk, had):
    assert f'"cycle":"cycle","coach":"ana","had":"{had}"' in form(**talk)["private_metadata"]


def test_slack_takes_the_form_whatever_the_names():
    coach, manager = named(ANA, windows.NASTY[:80]), named(MAYA, windows.NASTY[:80])
    found = status(coach=coach, manager=manager, **SET)
    for view in (
        date_form(found, coach, SLOTS, NOW),
        date_saved(found, coach, NOW),
        date_stands(found, manager, NOW),
        held_view(found, coach, NOW),
    ):
        assert "<!channel>" not in words(opened(view))


# What was filled in


def test_a_time_that_was_offered_is_the_moment_it_says():
    assert read_date_form(chose("2026-03-09T13:00Z"), NEW_YORK) == SLOTS[1]


@pytest.mark.parametrize(("tz", "hour"), [(STOCKHOLM, 13), (NEW_YORK, 18), ("", 14), ("Mars/Base", 14)])
def test_another_time_is_read_by_the_viewers_clock(tz, hour):
    found = read_date_form(chose(day="2026-03-12", time="14:00"), tz)
    expected = datetime(2026, 3, 12, hour, tzinfo=UTC)
    assert found == expected


def test_a_form_without_offers_needs_a_day_and_a_time_only():
    filled = state(day={"selected_date": "2026-03-12"}, time={"selected_time": "14:00"})
    assert read_date_form(filled, STOCKHOLM) == AT


@pytest.mark.parametrize(
    ("view", "about"),
    [
        (chose(None), "slot"),
        (chose("2026-03-09T13:00Z", day="2026-03-10"), "slot"),
        (chose("2026-03-09T13:00Z", time="10:00"), "slot"),
        (chose("soon"), "slot"),
        (chose("2026-03-09T13:00"), "slot"),
        (chose("2026-03-09 13:00:00+00:00"), "slot"),
        (chose(), "day"),
        (chose(time="14:00"), "day"),
        (chose(day="2026-02-30", time="14:00"), "day"),
        (chose(day="0000", time="14:00"), "day"),
        (chose(day="0001-01-01", time="00:00"), "day"),
        (chose(day="2026-03-12"), "time"),
        (chose(day="2026-03-12", time="25:00"), "time"),
        (chose(day="2026-03-12", time="noon"), "time"),
        (state(time={"selected_time": "14:00"}), "day"),
        (state(day={"selected_date": "2026-03-12"}), "time"),
        ({}, "day"),
        ({"state": None}, "day"),
    ],
)
def test_what_says_no_moment_or_two_is_asked_for_at_its_field(view, about):
    with pytest.raises(InvalidTalk) as caught:
        read_date_form(view, STOCKHOLM)
    assert caught.value.about == about


def test_an_hour_that_the_clocks_skip_is_no_time():
    with pytest.raises(InvalidTalk, match="skip that time") as caught:
        read_date_form(chose(day="2026-03-29", time="02:30"), STOCKHOLM)
    assert caught.value.about == "time"


def test_an_hour_that_comes_twice_is_the_first_of_them():
    found = read_date_form(chose(day="2026-10-25", time="02:30"), STOCKHOLM)
    assert found == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("slot", ["2026-03-05T13:00Z", "another"])
def test_the_form_and_its_reading_agree(slot):
    window = windows.opened(date_form(status(), ANA, SLOTS, NOW))
    window.choose("slot", slot)
    if slot == "another":
        window.picks("day", "2026-03-05")
        window.picks_time("time", "08:00")
    assert read_date_form(window.sent(), NEW_YORK) == SLOTS[0]


def test_a_form_drawn_again_as_typed_keeps_what_was_filled_in():
    window = windows.opened(date_form(status(), ANA, SLOTS, NOW))
    window.choose("slot", "another")
    window.picks("day", "2026-03-12")
    window.picks_time("time", "09:00")
    again = windows.opened(form_again(window.sent(), "Try again.")).sent(missing_state=True)
    assert read_date_form({**again, "state": {"values": {}}}, NEW_YORK) == AT


def test_what_is_no_field_is_not_read():
    assert filled_in(state(day={"selected_date": "2026-03-12"}) | {"private_metadata": "no json"}).keys() == {"day"}


# What is said of it


def test_once_kept_the_coach_is_shown_what_there_is_to_prepare():
    view = opened(date_saved(status(**SET), ANA, NOW))
    assert "Your talk with Maya is on Thursday 12 March, 09:00 (14:00 for Maya)." in words(view)
    assert "Maya hears of it from Trellis." in words(view)
    assert labels(view) == ["Start"]


def test_a_manager_has_nothing_to_press_once_it_is_kept():
    assert labels(opened(date_saved(status(**SET), MAYA, NOW))) == []


def test_where_a_date_stands_it_is_said_and_can_be_moved():
    view = opened(date_stands(status(**SET), MAYA, NOW))
    assert "There is a date already. Nothing was changed. Your talk with Ana is on Thursday 12 March, 14:00" in words(
        view
    )
    assert [(e["action_id"], e["value"]) for e in pressable(view)] == [("talk.set_date", "cycle ana")]


@pytest.mark.parametrize(("viewer", "whom"), [(ANA, "you"), (MAYA, "Ana")])
def test_a_talk_marked_held_says_what_comes_of_it(viewer, whom):
    view = opened(held_view(status(**SET, held_at=AT), viewer, NOW))
    assert f"is marked held. In three months Trellis asks {whom} what came of it." in words(view)


@pytest.mark.parametrize(
    ("viewer", "talk", "text", "buttons"),
    [
        (
            ANA,
            SET | {"set_by": "ana"},
            (
                "Your talk with Maya is on Thursday 12 March, 09:00 (14:00 for Maya). Maya hears of it from Trellis. Worth a "
                "look before it: your self-assessment, about 26 minutes, in pieces if you like. /grow assess opens it."
            ),
            ["Start", "Move the date"],
        ),
        (
            ANA,
            SET | {"work": Work(18, 18, submitted=True)},
            (
                "Your talk with Maya is on Thursday 12 March, 09:00 (14:00 for Maya). Maya chose it; either of you can move "
                "it."
            ),
            ["Move the date"],
        ),
        (
            MAYA,
            SET,
            "Your talk with Ana is on Thursday 12 March, 14:00 (09:00 for Ana). Ana hears of it from Trellis.",
            ["Move the date"],
        ),
    ],
    ids=["who set it", "the other, at once", "a manager"],
)
def test_a_receipt_says_the_date_whole(viewer, talk, text, buttons):
    said = taken(receipt(status(**talk), viewer, NOW))
    assert said["text"] == text
    assert labels(said) == buttons


def test_a_receipt_rings_nobody():
    manager = replace(named(MAYA, windows.NASTY[:80]), diary=Diary("Asia/Tokyo"))
    said = taken(receipt(status(manager=manager, **SET), ANA, NOW))
    assert "<!channel>" not in said["text"] + words(said)
