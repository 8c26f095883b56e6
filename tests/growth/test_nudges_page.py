"""docs/nudges.md says what Trellis sends and when; this holds the page against the rules it speaks of."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from growth import diary as days
from growth import nudges, talks
from growth.cycles import CLOSES_AFTER
from growth.digest import next_digest
from growth.nudges import Number, Task, steps_of
from growth.telling import announcement
from tests.growth.company import HALF, diary, status_of, utc

PAGE = (Path(__file__).parents[2] / "docs" / "nudges.md").read_text("utf-8")
ROWS = {
    cells[0]: cells[1:]
    for line in PAGE.splitlines()
    if len(cells := [cell.strip() for cell in line.strip("|").split("|")]) == 4 and not cells[0].startswith(("-", "#"))
}
"""The table: {number: (when, to, about)}."""

WEDNESDAY_TALK = utc("11 Mar 13:00")
HOUR = timedelta(hours=1)
SENTENCES = (
    f"At **{days.Preferences().hour}:00** by your own clock",
    f"from {days.HOURS[0]}:00 to {days.HOURS[-1]}:00, other working days",
    f"Within **{days.WINDOW // HOUR} hours** of that",
    f"At most **{nudges.MOST} reminders** about one thing, at least **{nudges.APART // days.DAY} days** apart",
    f"the {talks.AFTER_RETURN[0]}th to {talks.AFTER_RETURN[1]}th working day after you are back",
    f"its own closing {CLOSES_AFTER.days} days after that",
    f"It counts as one of the {nudges.MOST}",
    f"once in {nudges.PASSED_ON_EVERY.days} days, until the day before the talk",
)


def numbers(text):
    return [int(found) for found in re.findall(r"\d+", text)]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_page_says_what_the_rules_say(sentence):
    assert sentence in " ".join(PAGE.split())


def test_the_table_has_every_number_that_is_sent_and_no_other():
    sent = {number.value.rstrip("abc") for number in Number} - {Number.DATE_SET.value, Number.DATE_GONE.value}
    assert set(ROWS) == sent


def test_a_date_is_asked_for_on_the_days_of_the_page():
    before, into = numbers(ROWS["1"][0])
    asked = [step.day for step in steps_of(Task.DATE, status_of())]
    assert asked == [max(HALF.start - before * days.DAY, HALF.since), HALF.start, HALF.start + into * days.DAY]


@pytest.mark.parametrize("number", ["2", "3", "4"])
def test_a_self_assessment_is_spoken_of_so_many_days_before_the_talk(number):
    [before] = numbers(ROWS[number][0])
    [step] = [one for one in steps_of(Task.ASSESSMENT, status_of(at=WEDNESDAY_TALK)) if one.number.value == number]
    assert (WEDNESDAY_TALK.date() - step.day).days == before


def test_the_talk_is_announced_on_the_working_day_before():
    status = status_of(at=WEDNESDAY_TALK)
    assert "last working day before" in ROWS["5"][0]
    assert announcement(status, status.coach, utc("1 Mar 9:00")).day == WEDNESDAY_TALK.date() - days.DAY


def test_the_check_in_comes_so_many_days_after_the_talk():
    [after] = numbers(ROWS["8"][0])
    status = status_of(at=WEDNESDAY_TALK, held_at=utc("11 Mar 14:00"))
    [step] = steps_of(Task.CHECK_IN, status)
    assert (step.day - WEDNESDAY_TALK.date()).days == after


def test_a_digest_comes_on_each_weeks_first_free_day():
    status, manager = status_of(), diary()
    first = next_digest([status], manager, HALF.since, None).day
    second = next_digest([status], manager, HALF.since, first).day
    assert (first, second.weekday()) == (HALF.since, 0)
    assert "each week's first free day" in ROWS["digest"][0]


@pytest.mark.parametrize(("number", "who"), [("1", "coach"), ("5", "coach and manager"), ("digest", "manager")])
def test_the_page_says_who_hears_of_it(number, who):
    assert ROWS[number][1] == who
