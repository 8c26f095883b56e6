"""What the two are told of a date: that the other set it, and that the talk is near."""

import pytest

from growth.nudges import Work
from tests.growth.company import HOUR, NEW_YORK, STOCKHOLM, SYDNEY, day, diary, heard, here, leave, story, utc

TALK = here("12 Mar 13:00", STOCKHOLM)
DONE = Work(18, 18, submitted=True)


def told(coach, manager, person_id, *, at, **talk):
    """Return what somebody is told who has nothing left to do, by their own clock."""
    return heard(story(coach, manager, at=at, work=DONE, **talk), person_id)


# The talk is near


@pytest.mark.parametrize(
    ("talk", "hears"),
    [
        pytest.param("12 Mar 13:00", ["11 Mar 10:00 5"], id="Thursday: on Wednesday"),
        pytest.param("16 Mar 09:00", ["13 Mar 10:00 5"], id="Monday: on Friday"),
        pytest.param("14 Mar 13:00", ["13 Mar 10:00 5"], id="a Saturday they chose"),
    ],
)
def test_the_talk_is_announced_on_the_working_day_before(talk, hears):
    assert told(diary(), diary(), "cleo", at=here(talk, STOCKHOLM)) == hears


@pytest.mark.parametrize(
    ("coach", "manager", "hears"),
    [
        pytest.param(diary(), diary(country="SE"), "11 May 10:00 5", id="the other's holiday does not count as a day for both"),
        pytest.param(diary(STOCKHOLM, leave("11 May", "14 May")), diary(), "8 May 10:00 5", id="leave: it slides back"),
        pytest.param(diary(STOCKHOLM, leave("1 Feb", "14 May")), diary(), "30 Jan 10:00 5", id="a long leave: before it"),
        pytest.param(diary(hour=17), diary(), "14 May 17:00 5", id="at their own hour"),
        pytest.param(diary(hour=7), diary(), "14 May 07:00 5", id="an early hour: that day still"),
    ],
)  # fmt: skip
def test_it_slides_back_never_forward(coach, manager, hears):
    talk = here("15 May 13:00", STOCKHOLM)
    if manager.preferences.country:
        talk = here("12 May 13:00", STOCKHOLM)

    assert heard(story(coach, manager, at=talk, work=DONE), until="1 Jun 00:00") == [hears]


def test_two_who_share_no_working_day_hear_on_the_eve():
    coach = diary(working_days=frozenset({0, 1}))
    manager = diary(working_days=frozenset({3, 4}))

    assert told(coach, manager, "cleo", at=TALK) == ["10 Mar 10:00 5"]
    assert told(coach, manager, "max", at=TALK)[1:] == ["6 Mar 10:00 5"]


@pytest.mark.parametrize(
    ("coach", "manager", "talk", "hears"),
    [
        pytest.param(SYDNEY, NEW_YORK, "13 Mar 09:00", "12 Mar 10:00 5", id="the day before is the manager's own, 8 hours before"),
        pytest.param(NEW_YORK, SYDNEY, "12 Mar 18:00", "12 Mar 10:00 5", id="their hour on the eve comes before the exchange"),
        pytest.param("Pacific/Auckland", "America/Los_Angeles", "12 Mar 06:00", "10 Mar 10:00 5", id="their hour would come after the talk began"),
    ],
)  # fmt: skip
def test_far_away_the_manager_hears_at_their_own_hour(coach, manager, talk, hears):
    assert told(diary(coach), diary(manager), "max", at=here(talk, coach))[-1] == hears


@pytest.mark.parametrize(
    ("set_at", "hears"),
    [
        pytest.param("11 Mar 08:59", ["11 Mar 10:00 5"], id="before the hour"),
        pytest.param("11 Mar 09:00", [], id="at the hour: the receipt has just said it"),
        pytest.param("12 Mar 08:00", [], id="on the day itself"),
    ],
)
def test_a_date_set_at_the_last_moment_is_not_announced(set_at, hears):
    company = story(diary(), diary(), at=TALK, work=DONE, set_at=utc(set_at))

    assert heard(company, start=set_at) == hears


def test_nothing_is_announced_once_the_talk_has_begun():
    company = story(diary(), diary(hour=11), at=here("12 Mar 10:30", STOCKHOLM), work=DONE)

    assert heard(company, down=[("11 Mar 00:00", "12 Mar 09:31")]) == []


def test_a_moved_talk_is_announced_again():
    company = story(diary(), diary(), at=TALK, work=DONE)
    first = heard(company, until="11 Mar 12:00")
    company.change(at=here("20 Mar 13:00", STOCKHOLM), set_at=utc("11 Mar 12:00"))

    assert (first, heard(company, start="11 Mar 12:00")) == (["11 Mar 10:00 5"], ["19 Mar 10:00 5"])


def test_a_talk_held_early_is_not_announced():
    assert told(diary(), diary(), "max", at=TALK, set_by="max", held_at=utc("2 Mar 12:00")) == []


# The other set a date


@pytest.mark.parametrize(
    ("set_by", "hears"),
    [("cleo", ["2 Mar 11:00 set", "11 Mar 11:00 5"]), ("max", ["11 Mar 11:00 5"])],
)
def test_only_who_did_not_set_the_date_hears_of_it(set_by, hears):
    company = story(at=TALK, work=DONE, set_at=utc("27 Feb 15:00"), set_by=set_by)

    assert heard(company, "max", start="27 Feb 15:00") == hears


@pytest.mark.parametrize(
    ("set_at", "hears"),
    [
        pytest.param("10 Mar 20:00", ["11 Mar 11:00 5"], id="the announcement says it too"),
        pytest.param("11 Mar 10:30", ["11 Mar 11:30 set"], id="after the announcement's hour"),
        pytest.param("11 Mar 20:00", ["12 Mar 11:00 set"], id="for tomorrow afternoon"),
        pytest.param("12 Mar 11:30", ["12 Mar 12:30 set"], id="for the same day, in their window"),
    ],
)
def test_one_message_is_enough_to_tell(set_at, hears):
    company = story(at=TALK, work=DONE, set_at=utc(set_at), set_by="cleo")

    assert heard(company, "max", start=set_at) == hears


@pytest.mark.parametrize("set_at", ["11 Mar 20:00", "12 Mar 06:00"])
def test_a_date_before_their_next_hour_is_left_to_the_receipt(set_at):
    company = story(at=here("12 Mar 09:00", STOCKHOLM), work=DONE, set_at=utc(set_at), set_by="cleo")

    assert heard(company, "max", start=set_at) == []


def test_news_planned_but_held_up_past_the_talks_start_is_dropped():
    at = here("12 Mar 12:00", STOCKHOLM)
    company = story(at=at, work=DONE, set_at=utc("11 Mar 20:00"), set_by="cleo")

    assert company.decide("max", at - HOUR).due != ()
    assert company.decide("max", at).due == ()


def test_a_date_moved_and_moved_back_is_no_news():
    company = story(at=TALK, work=DONE, set_at=utc("27 Feb 15:00"))
    heard(company, "max", start="27 Feb 15:00", until="3 Mar 00:00")
    company.change(at=TALK, set_at=utc("3 Mar 08:00"))

    assert company.decide("max", utc("3 Mar 10:00")).due == ()


def test_a_new_manager_hears_of_a_date_that_stands():
    company = story(at=TALK, work=DONE, set_by="somebody who left")

    assert heard(company, "max", start="2 Feb 00:00")[0] == "2 Feb 11:00 set"


def test_a_manager_away_all_the_time_hears_when_they_are_back():
    company = story(
        diary(), diary(STOCKHOLM, leave("27 Feb", "9 Mar"), hour=11), at=TALK, work=DONE, set_at=utc("27 Feb 15:00")
    )

    assert heard(company, "max", start=f"{day('27 Feb').day} Feb 15:00")[0] == "10 Mar 11:00 set"
