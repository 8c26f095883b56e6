"""The small windows around a nudge."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from growth.diary import Leave
from growth.errors import InvalidTalk
from growth.nudges import Task, Work
from tests.harness import windows
from tests.views.pair import ANA, NOW, SET, named, opened, status, words
from views.snoozes import passed_on_view, read_snooze_day, snooze_day_form

TODAY = date(2026, 2, 26)


def state(day):
    return {"state": {"values": {"day": {"nudge.fill_in": {"selected_date": day}}}}}


def test_the_form_carries_talk_and_task():
    view = opened(snooze_day_form(status(), Task.ASSESSMENT, ANA, NOW))
    assert '"cycle":"cycle","coach":"ana","task":"assessment"' in view["private_metadata"]


def test_the_form_begins_with_the_next_day_on_which_anything_may_come():
    away = replace(ANA, diary=replace(ANA.diary, leave=(Leave(date(2026, 2, 27), date(2026, 3, 3)),)))
    window = windows.opened(snooze_day_form(status(), Task.DATE, away, NOW))
    assert read_snooze_day(window.sent(), TODAY) == date(2026, 3, 4)


def test_the_day_that_was_picked_is_read():
    window = windows.opened(snooze_day_form(status(), Task.DATE, ANA, NOW))
    window.picks("day", "2026-03-20")
    assert read_snooze_day(window.sent(), TODAY) == date(2026, 3, 20)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (None, "choose a day"),
        ("soon", "choose a day"),
        ("2026-02-30", "choose a day"),
        ("2026-02-26", "from tomorrow on"),
        ("2025-01-01", "from tomorrow on"),
        ((TODAY + timedelta(days=400)).isoformat(), "within a year"),
    ],
)
def test_a_day_that_is_none_or_not_to_come_is_asked_for_again(day, says):
    with pytest.raises(InvalidTalk, match=says) as caught:
        read_snooze_day(state(day), TODAY)
    assert caught.value.about == "day"


def test_a_form_without_its_day_asks_for_it():
    with pytest.raises(InvalidTalk):
        read_snooze_day({}, TODAY)


def test_a_nudge_passed_on_is_answered_alike_whatever_the_coach_has_done():
    answers = [
        passed_on_view(found) for found in (status(), status(**SET, work=Work(18, 18, submitted=True), held_at=NOW))
    ]
    assert "Passed on, unless there is nothing to do." in words(opened(answers[0]))
    assert answers[0] == answers[1]


def test_that_answer_rings_nobody():
    assert "<!channel>" not in words(opened(passed_on_view(status(coach=named(ANA, windows.NASTY[:80])))))
