"""Messages that Trellis sends on its own: whole in plain words, one thing to do first, nothing that is secret."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from growth.agenda import Shown
from growth.diary import Diary
from growth.nudges import Number, Snooze, Task, Work
from tests.harness.windows import NASTY
from tests.views.pair import (
    ANA,
    AT,
    MAYA,
    NOW,
    SET,
    choosing,
    labels,
    named,
    nudge,
    pressable,
    status,
    taken,
    was_sent,
    words,
)
from views.ids import parse_talk_value
from views.nudges import FirstWords, Item, nudge_message

SLOTS = tuple(datetime(2026, 3, day, 13, tzinfo=UTC) for day in (5, 9, 12))
OFFER = (
    "Times that may suit you both (Trellis sees no calendars): Thu 5 Mar 08:00, Mon 9 Mar 09:00, Thu 12 Mar 09:00. "
    "Maya's clock: Thu 5 Mar 14:00, Mon 9 Mar 14:00, Thu 12 Mar 14:00. Set it in Trellis's Home."
)
UNSEEN = "Nobody sees your answers before you submit them. /grow assess opens it."
NO_MORE = "Trellis does not ask again. It stays in Trellis's Home."
PREPARE = (
    "Worth a look before it: your self-assessment, about 26 minutes, in pieces if you like. /grow assess opens it."
)
HALF = Work(11, 18)


def message(number, found, reader=ANA, *, first=None, now=NOW, **item):
    return taken(nudge_message([Item(nudge(number, found), **item)], reader, first, now))


# Every number, whole


@pytest.mark.parametrize(
    ("number", "found", "reader", "text"),
    [
        (
            Number.DATE_FIRST,
            status(),
            ANA,
            (
                "A date for your development talk. Your talk with Maya belongs between 1 February and 15 March. It takes an "
                f"hour. {OFFER}"
            ),
        ),
        (
            Number.DATE_WINDOW,
            status(),
            ANA,
            (
                "A date for your development talk. The weeks for talks have begun and run to 15 March. Yours with Maya, an "
                f"hour, has no date yet. {OFFER}"
            ),
        ),
        (
            Number.DATE_LAST,
            status(),
            ANA,
            "Your development talk. Your talk with Maya, an hour, has no date yet. It can be had until 15 March. "
            + OFFER,
        ),
        (
            Number.START,
            status(**SET),
            ANA,
            (
                "Your talk on Thursday 12 March. Both of you get more from it after your look at where you are: about 26 "
                f"minutes, in pieces if you like. {UNSEEN}"
            ),
        ),
        (
            Number.START,
            status(),
            ANA,
            (
                "Your self-assessment. The weeks for talks run to 15 March. Worth having before yours: a look at where you "
                f"are, about 26 minutes, in pieces if you like. {UNSEEN}"
            ),
        ),
        (
            Number.SMALLEST_STEP,
            status(**SET),
            ANA,
            (
                "Your self-assessment. The smallest next step before your talk on Thursday 12 March: one page, about 5 "
                "minutes. /grow assess opens it."
            ),
        ),
        (
            Number.SMALLEST_STEP,
            status(),
            ANA,
            (
                "Your self-assessment. The smallest next step: one page, about 5 minutes. The weeks for talks run to "
                "15 March. /grow assess opens it."
            ),
        ),
        (
            Number.BEFORE_TALK,
            status(work=HALF, **SET),
            ANA,
            (
                "Before your talk on Thursday 12 March. Your self-assessment: 11 of 18 answered, about 10 minutes left. The "
                f"talk is fine without it too. /grow assess opens it. {NO_MORE}"
            ),
        ),
        (
            Number.BEFORE_TALK,
            status(work=HALF),
            ANA,
            (
                "Before the weeks for talks end. They run to 15 March. Your self-assessment: 11 of 18 answered, about 10 "
                f"minutes left. A talk is fine without it too. /grow assess opens it. {NO_MORE}"
            ),
        ),
        (
            Number.TALK_NEAR,
            status(**SET),
            ANA,
            (
                "Your talk with Maya. Thursday 12 March, 09:00 (14:00 for Maya). Worth bringing: something that went well, "
                f"something you want to grow into, and what you need from Maya for it. {PREPARE}"
            ),
        ),
        (
            Number.TALK_NEAR,
            status(**SET),
            MAYA,
            (
                "Your talk with Ana. Thursday 12 March, 14:00 (09:00 for Ana). Worth bringing: something you saw Ana do "
                "well, and a chance you can open up for them."
            ),
        ),
        (
            Number.DATE_SET,
            status(**SET),
            ANA,
            (
                "Your talk with Maya has a date. Thursday 12 March, 09:00 (14:00 for Maya). Maya chose it; either of you can "
                f"move it. {PREPARE}"
            ),
        ),
        (
            Number.DATE_SET,
            status(**SET | {"set_by": "ana"}),
            MAYA,
            (
                "Your talk with Ana has a date. Thursday 12 March, 14:00 (09:00 for Ana). Ana chose it; either of you can "
                "move it."
            ),
        ),
        (
            Number.DATE_SET,
            status(**SET | {"set_by": "former manager"}),
            MAYA,
            "Your talk with Ana has a date. Thursday 12 March, 14:00 (09:00 for Ana). Either of you can move it.",
        ),
        (
            Number.CHECK_IN,
            status(**SET, held_at=AT),
            ANA,
            (
                "Fifteen minutes to look back. Your talk with Maya was in March. Think of what you agreed to do then: do you "
                "keep it, change it or drop it? All three are good answers. The buttons of this message take your answer."
            ),
        ),
        (
            Number.CHECK_IN,
            status(manager=None, **SET, held_at=AT),
            ANA,
            (
                "Fifteen minutes to look back. Your talk was in March. Think of what was agreed then: do you keep it, change "
                "it or drop it? All three are good answers. The buttons of this message take your answer."
            ),
        ),
    ],
    ids=lambda value: getattr(value, "value", None),
)
def test_the_text_is_the_whole_message(number, found, reader, text):
    assert message(number, found, reader, slots=SLOTS)["text"] == text


@pytest.mark.parametrize(
    ("number", "found", "buttons"),
    [
        (
            Number.DATE_FIRST,
            status(),
            ["Thu 5 Mar 08:00", "Mon 9 Mar 09:00", "Thu 12 Mar 09:00", "Another time", "Snooze"],
        ),
        (Number.START, status(), ["Start", "Set a talk date", "Snooze"]),
        (Number.START, status(**SET), ["Start", "Move the date", "Snooze"]),
        (Number.START, status(manager=None), ["Start", "Snooze"]),
        (Number.SMALLEST_STEP, status(**SET), ["Open page 1", "Move the date", "Snooze"]),
        (Number.BEFORE_TALK, status(**SET, work=HALF), ["Continue", "Move the date", "Leave it this time"]),
        (Number.TALK_NEAR, status(**SET), ["Start", "Move the date"]),
        (Number.TALK_NEAR, status(**SET, work=Work(18, 18, submitted=True)), ["Look at it", "Move the date"]),
        (Number.TALK_NEAR, status(**SET, work=Work(asked=False)), ["Move the date"]),
        (Number.TALK_NEAR, status(**SET, went_without=True), ["Move the date"]),
        (Number.CHECK_IN, status(**SET, held_at=AT), ["Keep it", "Change it", "Drop it", "Snooze"]),
    ],
)
def test_what_can_be_pressed_with_the_thing_to_do_first(number, found, buttons):
    assert labels(message(number, found, slots=SLOTS)) == buttons


def test_a_manager_is_offered_no_self_assessment():
    assert labels(message(Number.TALK_NEAR, status(**SET), MAYA)) == ["Move the date"]


# Times


@pytest.mark.parametrize(
    ("count", "says"),
    [
        (0, "You have few hours in common, so choose any time that suits you both."),
        (1, "A time that may suit you both (Trellis sees no calendars): Thu 5 Mar 08:00."),
    ],
)
def test_fewer_times_are_said_as_what_they_are(count, says):
    assert says in message(Number.DATE_FIRST, status(), slots=SLOTS[:count])["text"]


def test_who_shares_a_clock_reads_it_once():
    found = status(manager=replace(MAYA, diary=Diary("America/Toronto")))
    assert "clock" not in message(Number.DATE_FIRST, found, slots=SLOTS)["text"]


def test_a_time_carries_talk_and_moment():
    element = pressable(message(Number.DATE_FIRST, status(), slots=SLOTS))[1]
    assert element["action_id"] == "talk.slot.2"
    assert parse_talk_value(element["value"]) == ("cycle", "ana", ("2026-03-09T13:00Z",))


def test_a_time_is_read_aloud_by_both_clocks():
    [first, *_] = pressable(message(Number.DATE_FIRST, status(), slots=SLOTS))
    assert first["accessibility_label"] == "Thu 5 Mar 08:00 (14:00 for Maya)"


def test_past_the_weeks_for_talks_its_closing_is_said():
    later = datetime(2026, 3, 20, 15, tzinfo=UTC)
    assert "It can be had until 31 March." in message(Number.DATE_LAST, status(), now=later)["text"]


def test_times_of_another_year_say_so():
    assert "15 March 2026" in message(Number.DATE_FIRST, status(), now=datetime(2025, 12, 20, tzinfo=UTC))["text"]


# Snooze


def test_a_snooze_says_for_which_talk_and_task_and_how_long():
    [element] = [e for e in pressable(message(Number.START, status(**SET))) if e["action_id"] == "nudge.snooze"]
    offered = [(option["text"]["text"], option["value"]) for option in element["options"]]
    assert offered == [
        ("Tomorrow", "cycle ana assessment 1"),
        ("In 3 days", "cycle ana assessment 3"),
        ("In a week", "cycle ana assessment 7"),
        ("Another day", "cycle ana assessment day"),
    ]


def test_the_last_of_three_cannot_be_snoozed():
    sent = [was_sent(Number.DATE_FIRST, date(2026, 1, 15)), was_sent(Number.DATE_WINDOW, date(2026, 2, 2))]
    said = message(Number.DATE_LAST, status(sent=sent), slots=SLOTS)
    assert "Snooze" not in labels(said)
    assert said["text"].endswith(NO_MORE)


def test_it_stays_the_last_of_three_once_it_was_sent():
    days = (date(2026, 1, 15), date(2026, 2, 2), date(2026, 2, 26))
    sent = [was_sent(number, day) for number, day in zip(list(Number)[:3], days, strict=True)]
    assert "Snooze" not in labels(message(Number.DATE_LAST, status(sent=sent), slots=SLOTS))


# As it stands later


@pytest.mark.parametrize(
    ("number", "found", "says"),
    [
        (Number.DATE_FIRST, status(**SET), "Your talk with Maya is on Thursday 12 March, 09:00 (14:00 for Maya)."),
        (Number.DATE_FIRST, status(), "Nothing more to do about a date."),
        (Number.DATE_FIRST, status(**SET, held_at=AT), "Your talk was held; nothing more to do here."),
        (Number.START, status(work=Work(18, 18, submitted=True)), "Self-assessment submitted."),
        (
            Number.START,
            status(went_without=True),
            "Left for this time. The talk is fine without it, and it stays open in Trellis's Home.",
        ),
        (Number.START, status(work=Work(asked=False)), "Nothing more to do here."),
        (Number.CHECK_IN, status(checked_in="change"), "Answered: you change it."),
        (Number.CHECK_IN, status(checked_in="<!channel>"), "Nothing more to do here."),
    ],
)
def test_what_is_done_says_so_and_has_no_buttons(number, found, says):
    said = message(number, found, shown=Shown.DONE)
    assert (said["text"], words(said)) == (says, f":white_check_mark: {says}")
    assert pressable(said) == []


@pytest.mark.parametrize(
    ("shown", "says"),
    [
        (Shown.FOLLOWED, "Your talk on Thursday 12 March. A newer message takes its place."),
        (Shown.OVER, "Your talk on Thursday 12 March. This has passed; nothing more comes about it."),
    ],
)
def test_what_stands_no_more_keeps_its_title_only(shown, says):
    said = message(Number.START, status(**SET), shown=shown)
    assert said["text"] == says
    assert pressable(said) == []


def test_a_snoozed_one_says_until_when_and_how_to_undo_it():
    said = message(Number.START, status(**SET), shown=Shown.SNOOZED, until=date(2026, 3, 2))
    assert said["text"].endswith("Snoozed: Trellis comes back to this on Monday 2 March.")
    assert [(e["action_id"], e["value"]) for e in pressable(said)] == [("nudge.undo_snooze", "cycle ana assessment")]


def test_a_snooze_tells_its_day_itself():
    found = status(snoozes=[Snooze(Task.ASSESSMENT, date(2026, 3, 3), NOW)])
    assert "on Tuesday 3 March" in message(Number.START, found, shown=Shown.SNOOZED)["text"]


def test_a_date_that_was_told_stays_as_it_was_told():
    told = datetime(2026, 3, 9, 13, tzinfo=UTC)
    said = message(Number.TALK_NEAR, status(**SET), shown=Shown.OVER, talk_at=told)
    assert "Monday 9 March, 09:00" in said["text"]
    assert said["text"].endswith("The date has changed since.")


def test_a_date_that_was_kept_says_nothing_more():
    said = message(Number.TALK_NEAR, status(**SET), shown=Shown.OVER, talk_at=AT)
    assert "changed" not in said["text"]
    assert pressable(said) == []


def test_what_is_nobodys_any_more_names_nobody():
    assert message(Number.START, None, shown=Shown.OVER)["text"] == "Nothing to do here any more."


# Several in one, and the first ever


def test_several_are_one_message_with_a_row_of_buttons_each():
    items = [Item(nudge(Number.DATE_FIRST, status()), slots=SLOTS), Item(nudge(Number.START, status()))]
    said = taken(nudge_message(items, ANA, None, NOW))
    assert [block["type"] for block in said["blocks"]].count("actions") == 2
    assert said["text"].split("\n")[1].startswith("Your self-assessment.")


def test_the_first_message_says_why_from_whom_and_how_to_stop():
    reader = choosing(ANA, hour=9)
    said = message(Number.START, status(), reader, first=FirstWords(("Priya", "Olga", "Sam")))
    for part in ("Priya and Olga set Trellis up here", "from 09:00 on your working days", "To stop it"):
        assert part in said["text"]
        assert part in words(said)
    assert labels(said)[-1] == "Settings"


def test_without_an_owner_somebody_set_it_up():
    assert "somebody set Trellis up here" in message(Number.START, status(), first=FirstWords())["text"]


def test_no_later_message_repeats_that():
    assert "Why this comes" not in message(Number.START, status())["text"]


def test_what_is_passed_on_before_the_weeks_for_talks_does_not_say_they_have_begun():
    early = message(Number.DATE_WINDOW, status(), now=datetime(2026, 1, 20, 9, tzinfo=UTC))
    assert "have begun" not in early["text"]
    assert "have begun" in message(Number.DATE_WINDOW, status(), now=datetime(2026, 2, 2, 9, tzinfo=UTC))["text"]


# Whatever the names


@pytest.mark.parametrize("number", Number)
@pytest.mark.parametrize("shown", Shown)
def test_slack_takes_every_nudge_whatever_the_names(number, shown):
    coach, manager = named(ANA, NASTY[:80]), named(MAYA, NASTY[:80])
    found = status(coach=coach, manager=manager, **(SET if number in {Number.TALK_NEAR, Number.DATE_SET} else {}))
    said = message(number, found, coach, first=FirstWords((NASTY[:80],) * 3), slots=SLOTS, shown=shown)
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", said["text"] + words(said))


@pytest.mark.parametrize("number", Number)
def test_no_nudge_says_a_level_a_rating_or_a_note(number):
    said = message(number, status(work=HALF, **SET), slots=SLOTS)
    assert not re.search(
        r"senior|agile coach|beyond|at level|developing|not yet|rating", json.dumps(said), re.IGNORECASE
    )
