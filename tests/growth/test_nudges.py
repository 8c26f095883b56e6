"""A manager's own nudge, and what of a talk counts as said."""

from dataclasses import replace

import pytest

from growth.errors import InvalidTalk
from growth.nudges import Task, Work, first_open_task, may_pass_on, passed_on, snoozed
from tests.growth.company import DAY, STOCKHOLM, heard, here, status_of, story, utc

TALK = here("12 Mar 13:00", STOCKHOLM)


@pytest.mark.parametrize(
    ("now", "talk", "may"),
    [
        pytest.param("15 Jan 08:00", {}, True, id="from the opening"),
        pytest.param("31 Mar 12:00", {}, True, id="without a date to the closing"),
        pytest.param("1 Apr 12:00", {}, False, id="closed"),
        pytest.param("10 Mar 12:00", {"at": TALK}, True, id="the day before the exchange"),
        pytest.param("11 Mar 08:00", {"at": TALK}, False, id="on the exchange's day"),
        pytest.param("2 Mar 12:00", {"at": TALK, "held_at": TALK}, False, id="held"),
        pytest.param("2 Mar 12:00", {"work": Work(18, 18, submitted=True), "at": TALK}, True, id="submitted: it says nothing of that"),
    ],
)  # fmt: skip
def test_a_manager_may_pass_on_until_the_exchange(now, talk, may):
    assert may_pass_on(status_of(**talk), utc(now)) is may


def test_without_a_manager_nobody_passes_anything_on():
    assert not may_pass_on(replace(status_of(), manager=None), utc("2 Feb 12:00"))


@pytest.mark.parametrize(("days", "goes"), [(13, False), (14, True)])
def test_passing_on_counts_for_fourteen_days(days, goes):
    status = status_of(passed_on_at=utc("20 Jan 12:00"))
    now = utc("20 Jan 12:00") + days * DAY

    if goes:
        assert passed_on(status, now).passed_on_at == now
    else:
        with pytest.raises(InvalidTalk, match=r"on 20 January; the next one can go from 3 February"):
            passed_on(status, now)


def test_when_the_exchange_is_near_there_is_nothing_to_pass_on():
    with pytest.raises(InvalidTalk, match="nothing to pass on"):
        passed_on(status_of(at=TALK), utc("11 Mar 12:00"))


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        pytest.param({}, Task.DATE, id="no date"),
        pytest.param({"at": TALK}, Task.ASSESSMENT, id="a date"),
        pytest.param({"at": TALK, "work": Work(18, 18, submitted=True)}, None, id="submitted"),
        pytest.param({"at": TALK, "went_without": True}, None, id="left this time"),
        pytest.param({"at": TALK, "held_at": TALK}, Task.CHECK_IN, id="held"),
    ],
)
def test_the_first_open_task_is_what_comes_first(talk, expected):
    assert first_open_task(status_of(**talk)) is expected


def test_a_snooze_counts_until_something_is_sent():
    company = story(at=TALK)
    heard(company, until="26 Feb 12:00")
    company.snooze(Task.ASSESSMENT, utc("2 Mar 00:00").date(), utc("26 Feb 12:00"))
    before = snoozed(Task.ASSESSMENT, company.talks["half", "cleo"])
    heard(company, start="26 Feb 12:00", until="2 Mar 12:00")

    assert (before is None, snoozed(Task.ASSESSMENT, company.talks["half", "cleo"])) == (False, None)
