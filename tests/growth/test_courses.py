"""What a coach hears of a talk and when: the table of nudges, sliding, meeting, lateness, snoozing, passing on."""

from dataclasses import replace

import pytest

from growth.courses import course, last_snooze_day
from growth.nudges import Fate, Number, Task, Work
from tests.growth.company import DAY, HALF, NEW_YORK, STOCKHOLM, SYDNEY, day, diary, heard, here, leave, story, utc

TALK = here("12 Mar 13:00", STOCKHOLM)
"""A Thursday; nudge 2 falls on 26 February, 3 on 5 March, both Thursdays, 4 on Monday 9 March, 5 on 11 March."""

USUAL = ["26 Feb 10:00 2", "5 Mar 10:00 3", "9 Mar 10:00 4", "11 Mar 10:00 5"]


# Test vector V11


@pytest.mark.parametrize(
    ("tz", "moments"),
    [
        (NEW_YORK, ["26 Feb 15:00 2", "5 Mar 15:00 3", "9 Mar 14:00 4"]),
        (STOCKHOLM, ["26 Feb 09:00 2", "5 Mar 09:00 3", "9 Mar 09:00 4"]),
        (SYDNEY, ["25 Feb 23:00 2", "4 Mar 23:00 3", "8 Mar 23:00 4"]),
    ],
)
def test_v11_ten_o_clock_is_each_coachs_own(tz, moments):
    assert heard(story(diary(tz), at=here("12 Mar 13:00", tz)), tz="UTC", until="10 Mar 12:00") == moments


def test_v11_after_leave_only_number_four_goes():
    away = diary(STOCKHOLM, leave("26 Feb", "6 Mar"))

    assert heard(story(away, at=TALK), tz="UTC", until="10 Mar 12:00") == ["9 Mar 09:00 4"]


def test_v11_what_slid_onto_number_four_is_merged():
    found = story(diary(STOCKHOLM, leave("26 Feb", "6 Mar")), at=TALK).decide("cleo", utc("9 Mar 09:00"))

    assert [(passed.number, passed.fate) for passed in found.passed] == [("2", Fate.MERGED), ("3", Fate.MERGED)]


# Clocks that change


@pytest.mark.parametrize(
    ("tz", "talk", "moments"),
    [
        pytest.param(NEW_YORK, "10 Mar 13:00", ["24 Feb 15:00 2", "3 Mar 15:00 3", "6 Mar 15:00 4", "9 Mar 14:00 5"], id="spring, New York"),
        pytest.param(NEW_YORK, "3 Nov 13:00", ["20 Oct 14:00 2", "27 Oct 14:00 3", "30 Oct 14:00 4", "2 Nov 15:00 5"], id="autumn, New York"),
        pytest.param(STOCKHOLM, "31 Mar 13:00", ["17 Mar 09:00 2", "24 Mar 09:00 3", "27 Mar 09:00 4", "30 Mar 08:00 5"], id="spring, Stockholm"),
        pytest.param(STOCKHOLM, "27 Oct 13:00", ["13 Oct 08:00 2", "20 Oct 08:00 3", "23 Oct 08:00 4", "26 Oct 09:00 5"], id="autumn, Stockholm"),
        pytest.param(SYDNEY, "7 Apr 13:00", ["23 Mar 23:00 2", "30 Mar 23:00 3", "2 Apr 23:00 4", "6 Apr 00:00 5"], id="autumn, Sydney"),
        pytest.param(SYDNEY, "6 Oct 13:00", ["22 Sep 00:00 2", "29 Sep 00:00 3", "2 Oct 00:00 4", "4 Oct 23:00 5"], id="spring, Sydney"),
        pytest.param("Australia/Lord_Howe", "7 Apr 13:00", ["23 Mar 23:00 2", "30 Mar 23:00 3", "2 Apr 23:00 4", "5 Apr 23:30 5"], id="half an hour, Lord Howe"),
        pytest.param("Africa/Cairo", "28 Apr 13:00", ["14 Apr 08:00 2", "21 Apr 08:00 3", "24 Apr 07:00 4", "27 Apr 07:00 5"], id="at midnight, Cairo"),
        pytest.param("Mars/Olympus_Mons", "12 Mar 13:00", ["26 Feb 10:00 2", "5 Mar 10:00 3", "9 Mar 10:00 4", "11 Mar 10:00 5"], id="a zone nobody knows is UTC"),
    ],
)  # fmt: skip
def test_ten_stays_ten_when_clocks_change(tz, talk, moments):
    days = replace(HALF, end=day("31 Dec"), closes_on=day("31 Dec"))

    assert heard(story(diary(tz), at=here(talk, tz), days=days), tz="UTC", until="31 Dec 00:00") == moments


# The table


@pytest.mark.parametrize(
    ("work", "hears"),
    [
        pytest.param(Work(0, 18), USUAL, id="nothing answered"),
        pytest.param(Work(1, 18), USUAL[2:], id="one answered: it is started"),
        pytest.param(Work(18, 18), USUAL[2:], id="all answered, not submitted"),
        pytest.param(Work(18, 18, submitted=True), USUAL[3:], id="submitted"),
        pytest.param(Work(0, 18, asked=False), USUAL[3:], id="no level yet"),
    ],
)
def test_a_coach_hears_only_of_what_is_not_done(work, hears):
    assert heard(story(at=TALK, work=work)) == hears


def test_who_leaves_the_assessment_hears_no_more_of_it():
    assert heard(story(at=TALK, went_without=True)) == ["11 Mar 10:00 5"]


@pytest.mark.parametrize(
    ("talk", "hears"),
    [
        pytest.param("12 Mar 13:00", ["9 Mar 10:00 4", "11 Mar 10:00 5"], id="Thursday: three days before is Monday"),
        pytest.param("13 Mar 13:00", ["10 Mar 10:00 4", "12 Mar 10:00 5"], id="Friday"),
        pytest.param("9 Mar 13:00", ["5 Mar 10:00 4", "6 Mar 10:00 5"], id="Monday: Thursday, before the weekend"),
        pytest.param("10 Mar 13:00", ["6 Mar 10:00 4", "9 Mar 10:00 5"], id="Tuesday: Friday"),
    ],
)
def test_number_four_leaves_two_working_days(talk, hears):
    assert heard(story(at=here(talk, STOCKHOLM), work=Work(1, 18))) == hears


def test_without_a_date_the_windows_end_is_the_talks_day():
    assert heard(story()) == [
        "15 Jan 10:00 1a",
        "2 Feb 10:00 1b",
        "16 Feb 10:00 1c",
        "27 Feb 10:00 2",
        "6 Mar 10:00 3",
        "10 Mar 10:00 4",
    ]


def test_without_a_date_it_is_the_coachs_last_free_day():
    away_at_the_end = diary(STOCKHOLM, leave("12 Mar", "20 Mar"))

    assert heard(story(away_at_the_end))[3:] == ["25 Feb 10:00 2", "4 Mar 10:00 3", "9 Mar 10:00 4"]


def test_without_a_manager_nobody_asks_for_a_date():
    company = story()
    company.change(manager=None, manager_id=None)

    assert heard(company) == ["27 Feb 10:00 2", "6 Mar 10:00 3", "10 Mar 10:00 4"]


def test_a_date_that_is_set_ends_the_asking():
    company = story()
    first = heard(company, until="20 Jan 12:00")
    company.change(at=TALK, set_at=utc("20 Jan 12:00"), set_by="cleo")

    assert first + heard(company, start="20 Jan 12:00") == ["15 Jan 10:00 1a", *USUAL]


def test_a_held_talk_is_asked_about_ninety_days_later():
    assert heard(story(at=TALK, held_at=utc("12 Mar 14:00")), until="31 Dec 00:00") == ["10 Jun 10:00 8"]


@pytest.mark.parametrize("done", [{"checked_in": "keep"}, {"held_at": None}])
def test_no_check_in_without_need(done):
    company = story(at=TALK, **{"held_at": utc("12 Mar 14:00")} | done)

    assert heard(company, start="13 Mar 00:00", until="31 Dec 00:00") == []


def test_a_talk_marked_held_a_year_late_has_no_check_in():
    company = story(at=TALK, held_at=utc("30 Jun 14:00"))

    assert heard(company, start="30 Jun 14:00", until="31 Dec 00:00") == []


# Sliding and meeting


@pytest.mark.parametrize(
    ("coach", "hears"),
    [
        pytest.param(diary(STOCKHOLM, leave("26 Feb", "27 Feb")), ["2 Mar 10:00 2", *USUAL[1:]], id="two days away"),
        pytest.param(diary(STOCKHOLM, leave("5 Mar", "6 Mar")), ["26 Feb 10:00 2", *USUAL[2:]], id="3 slides onto 4"),
        pytest.param(diary(STOCKHOLM, leave("26 Feb", "4 Mar")), USUAL[1:], id="2 slides onto 3"),
        pytest.param(diary(STOCKHOLM, leave("26 Feb", "3 Mar")), USUAL[1:], id="2 slides to the day before 3"),
        pytest.param(diary(STOCKHOLM, leave("26 Feb", "2 Mar")), ["3 Mar 10:00 2", *USUAL[1:]], id="two days before 3"),
        pytest.param(diary(STOCKHOLM, leave("9 Mar", "9 Mar")), [*USUAL[:2], "10 Mar 10:00 4", USUAL[3]], id="4 slides a day"),
        pytest.param(diary(STOCKHOLM, leave("9 Mar", "10 Mar")), [*USUAL[:2], USUAL[3]], id="4 slides onto the exchange"),
        pytest.param(diary(STOCKHOLM, working_days=frozenset({0, 1, 2})), ["2 Mar 10:00 2", "9 Mar 10:00 4", "11 Mar 10:00 5"], id="works Monday to Wednesday"),
        pytest.param(diary("Asia/Dubai", working_days=frozenset({6, 0, 1, 2, 3})), USUAL, id="Sunday to Thursday"),
    ],
)  # fmt: skip
def test_nudges_slide_to_free_days_and_meet(coach, hears):
    assert heard(story(coach, coach, at=here("12 Mar 13:00", coach.tz)), start="25 Feb 12:00") == hears


@pytest.mark.parametrize(
    ("country", "talk", "hears"),
    [
        pytest.param("SE", "12 Jun 13:00", ["29 May 10:00 2", "5 Jun 10:00 3", "9 Jun 10:00 4"], id="6 June is a Saturday"),
        pytest.param("SE", "15 May 13:00", ["4 May 10:00 2", "8 May 10:00 3", "12 May 10:00 4", "13 May 10:00 5"], id="1 and 14 May are holidays"),
        pytest.param("", "15 May 13:00", ["1 May 10:00 2", "8 May 10:00 3", "12 May 10:00 4", "14 May 10:00 5"], id="no country chosen"),
        pytest.param("XX", "15 May 13:00", ["1 May 10:00 2", "8 May 10:00 3", "12 May 10:00 4", "14 May 10:00 5"], id="no such country"),
        pytest.param("US", "26 May 13:00", ["12 May 10:00 2", "19 May 10:00 3", "21 May 10:00 4", "22 May 10:00 5"], id="Memorial Day"),
    ],
)  # fmt: skip
def test_holidays_of_the_coachs_country_are_no_working_days(country, talk, hears):
    days = replace(HALF, end=day("30 Jun"), closes_on=day("30 Jun"))
    company = story(diary(country=country), at=here(talk, STOCKHOLM), days=days)

    assert heard(company, until="30 Jun 00:00")[: len(hears)] == hears


# Lateness


@pytest.mark.parametrize(
    ("set_at", "hears"),
    [
        pytest.param("26 Feb 08:00", USUAL, id="on the day of 2, before its hour"),
        pytest.param("26 Feb 20:00", ["27 Feb 10:00 2", *USUAL[1:]], id="on the day of 2, when its window is over"),
        pytest.param("27 Feb 08:00", USUAL[1:], id="the day after 2"),
        pytest.param("7 Mar 12:00", USUAL[2:], id="after 3"),
        pytest.param("10 Mar 12:00", USUAL[3:], id="after 4"),
        pytest.param("11 Mar 08:00", USUAL[3:], id="in the morning of the day before"),
        pytest.param("11 Mar 12:00", [], id="later that day"),
    ],
)
def test_what_had_passed_when_the_date_was_set_is_never_sent(set_at, hears):
    assert heard(story(at=TALK, set_at=utc(set_at)), start=set_at) == hears


@pytest.mark.parametrize(
    ("up_again", "hears"),
    [
        pytest.param("26 Feb 12:59", ["26 Feb 13:59 2", *USUAL[1:]], id="within the window"),
        pytest.param("26 Feb 13:00", ["27 Feb 10:00 2", *USUAL[1:]], id="when it is over"),
        pytest.param("28 Feb 12:00", ["2 Mar 10:00 2", *USUAL[1:]], id="two days later: one, not none and not two"),
        pytest.param("6 Mar 12:00", ["6 Mar 13:00 3", *USUAL[2:]], id="after 3: only 3, and not 2"),
        pytest.param("10 Mar 12:00", ["10 Mar 13:00 4", USUAL[3]], id="after 4: only 4"),
        pytest.param("11 Mar 08:00", USUAL[3:], id="on the exchange's day: none of them"),
        pytest.param("11 Mar 20:00", [], id="never after the hour of 5"),
    ],
)
def test_after_a_stop_only_the_latest_useful_one_goes(up_again, hears):
    assert heard(story(at=TALK), down=[("20 Feb 00:00", up_again)]) == hears


def test_what_a_stop_made_useless_is_dropped():
    found = story(at=TALK).decide("cleo", utc("6 Mar 12:00"))

    assert [(passed.number, passed.fate) for passed in found.passed] == [("2", Fate.DROPPED)]


def test_a_stop_over_all_date_nudges_leaves_one():
    assert heard(story(), down=[("14 Jan 00:00", "20 Feb 08:00")])[0] == "20 Feb 10:00 1c"


def test_a_clock_a_year_ahead_sends_nothing():
    company = story(at=TALK)

    assert company.decide("cleo", utc("9 Mar 09:00").replace(year=2027)).due == ()


# Moved dates


@pytest.mark.parametrize(
    ("talk", "moved_at", "hears"),
    [
        pytest.param("26 Mar 13:00", "27 Feb 12:00", ["19 Mar 10:00 3", "23 Mar 10:00 4", "25 Mar 10:00 5"], id="later: 2 counts as sent"),
        pytest.param("10 Mar 13:00", "27 Feb 12:00", ["3 Mar 10:00 3", "6 Mar 10:00 4", "9 Mar 10:00 5"], id="sooner"),
        pytest.param("4 Mar 13:00", "27 Feb 12:00", ["2 Mar 10:00 4", "3 Mar 10:00 5"], id="sooner than 3"),
        pytest.param("26 Mar 13:00", "11 Mar 12:00", ["25 Mar 10:00 5"], id="after three: 5 goes again, the budget holds"),
    ],
)  # fmt: skip
def test_a_moved_date_plans_anew_what_was_not_sent(talk, moved_at, hears):
    company = story(at=TALK)
    heard(company, until=moved_at)
    company.change(at=here(talk, STOCKHOLM), set_at=utc(moved_at))

    assert heard(company, start=moved_at) == hears


def test_what_was_merged_is_planned_anew_for_a_new_date():
    company = story(diary(STOCKHOLM, leave("26 Feb", "6 Mar")), at=TALK)
    heard(company, until="10 Mar 12:00")
    company.change(at=here("31 Mar 13:00", STOCKHOLM), set_at=utc("10 Mar 12:00"))

    assert heard(company, start="10 Mar 12:00") == ["17 Mar 10:00 2", "24 Mar 10:00 3", "30 Mar 10:00 5"]


# Snoozing


@pytest.mark.parametrize(
    ("until", "hears"),
    [
        pytest.param("27 Feb", ["27 Feb 10:00 2", "5 Mar 10:00 3", USUAL[3]], id="a day: it counts as one of three"),
        pytest.param("1 Mar", ["2 Mar 10:00 2", "5 Mar 10:00 3", USUAL[3]], id="three days: Sunday, so Monday"),
        pytest.param(
            "5 Mar", ["5 Mar 10:00 3", "9 Mar 10:00 4", USUAL[3]], id="a week: the latest that is due by then"
        ),
        pytest.param("9 Mar", ["9 Mar 10:00 4", USUAL[3]], id="a date: 3, due meanwhile, is merged"),
        pytest.param("20 Mar", ["10 Mar 10:00 4", USUAL[3]], id="at the latest the day before the exchange"),
    ],
)
def test_at_a_snoozes_end_the_latest_number_due_goes(until, hears):
    company = story(at=TALK)
    heard(company, until="26 Feb 10:00")
    company.snooze(Task.ASSESSMENT, day(until), utc("26 Feb 10:00"))

    assert heard(company, start="26 Feb 10:00") == hears


def test_what_was_due_during_a_snooze_is_merged():
    company = story(at=TALK)
    heard(company, until="26 Feb 10:00")
    company.snooze(Task.ASSESSMENT, day("9 Mar"), utc("26 Feb 10:00"))

    assert company.decide("cleo", utc("9 Mar 09:00")).passed[0].fate is Fate.MERGED
    assert [passed.number for passed in company.decide("cleo", utc("9 Mar 09:00")).passed] == ["3"]


def test_a_snooze_taken_back_changes_nothing():
    company = story(at=TALK)
    heard(company, until="26 Feb 10:00")
    company.snooze(Task.ASSESSMENT, day("9 Mar"), utc("26 Feb 10:00"))
    company.change(snoozes=())

    assert heard(company, start="26 Feb 10:00") == USUAL[1:]


def test_who_has_started_since_is_not_reminded_at_a_snoozes_end():
    company = story(at=TALK)
    heard(company, until="26 Feb 10:00")
    company.snooze(Task.ASSESSMENT, day("2 Mar"), utc("26 Feb 10:00"))
    company.change(work=Work(3, 18))

    assert heard(company, start="26 Feb 10:00") == USUAL[2:]


def test_a_stop_over_a_snoozes_end_sends_what_is_useful_by_then():
    company = story(at=TALK)
    heard(company, until="26 Feb 10:00")
    company.snooze(Task.ASSESSMENT, day("4 Mar"), utc("26 Feb 10:00"))

    assert heard(company, start="26 Feb 10:00", down=[("3 Mar 00:00", "9 Mar 06:00")]) == USUAL[2:]


def test_three_are_three_with_snoozes_too():
    company = story()
    said = heard(company, until="15 Jan 12:00")
    for asked in ("15 Jan 12:00", "17 Jan 12:00", "20 Jan 12:00", "24 Jan 12:00"):
        company.snooze(Task.DATE, utc(asked).date() + DAY, utc(asked))
        said += heard(company, start=asked, until="26 Jan 12:00")

    assert [one for one in said if "1" in one.split()[-1]] == ["15 Jan 10:00 1a", "16 Jan 10:00 1a", "19 Jan 10:00 1a"]


def test_a_snooze_ends_by_the_day_before_the_exchange():
    status = story(at=TALK).talks["half", "cleo"]

    assert last_snooze_day(Task.ASSESSMENT, status, day("1 Mar")) == day("10 Mar")
    assert last_snooze_day(Task.DATE, status, day("1 Mar")) == HALF.closes_on


# Taken back, passed on, new together


@pytest.mark.parametrize(
    ("withdrawn_at", "hears"),
    [
        pytest.param("8 Mar 12:00", USUAL[2:], id="before 4"),
        pytest.param("9 Mar 08:00", USUAL[2:], id="on its day, before its hour"),
        pytest.param("9 Mar 12:00", USUAL[3:], id="on its day, after its hour"),
        pytest.param("10 Mar 08:00", USUAL[3:], id="the day after"),
    ],
)
def test_after_a_submission_taken_back_what_has_passed_is_not_sent(withdrawn_at, hears):
    company = story(at=TALK, work=Work(18, 18, withdrawn_at=utc(withdrawn_at)))

    assert heard(company, start=withdrawn_at) == hears


@pytest.mark.parametrize(
    ("coach", "passed_on_at", "hears"),
    [
        pytest.param(diary(), "20 Jan 12:00", "20 Jan 13:00 1b", id="at once, in their window"),
        pytest.param(diary(), "20 Jan 20:00", "21 Jan 10:00 1b", id="at their next hour"),
        pytest.param(diary(STOCKHOLM, leave("20 Jan", "23 Jan")), "20 Jan 12:00", "26 Jan 10:00 1b", id="after leave"),
        pytest.param(diary(STOCKHOLM, leave("20 Jan", "6 Feb")), "20 Jan 12:00", "9 Feb 10:00 1b", id="leave beyond 14 days"),
        pytest.param(diary(), "15 Jan 10:00", "19 Jan 10:00 1b", id="two days after the last"),
        pytest.param(diary(muted_cycle="half"), "20 Jan 12:00", None, id="muted"),
        pytest.param(diary(opted_out=True), "20 Jan 12:00", None, id="opted out"),
    ],
)  # fmt: skip
def test_a_nudge_passed_on_is_the_next_number_early(coach, passed_on_at, hears):
    company = story(coach)
    heard(company, until=passed_on_at)
    company.change(passed_on_at=utc(passed_on_at))

    assert next(iter(heard(company, start=passed_on_at)), None) == hears


def test_passing_on_once_the_date_stands_is_about_the_assessment():
    company = story(at=TALK, passed_on_at=utc("2 Feb 08:00"))

    assert heard(company, start="2 Feb 08:00") == ["2 Feb 10:00 2", *USUAL[1:]]


def test_a_nudge_passed_on_never_brings_a_check_in_early():
    company = story(
        at=TALK, work=Work(18, 18, submitted=True), passed_on_at=utc("10 Mar 12:00"), held_at=utc("12 Mar 14:00")
    )

    assert heard(company, start="13 Mar 00:00", until="31 Dec 00:00") == ["10 Jun 10:00 8"]


def test_a_snooze_is_stronger_than_a_nudge_passed_on():
    company = story()
    heard(company, until="19 Jan 12:00")
    company.snooze(Task.DATE, day("30 Jan"), utc("19 Jan 12:00"))
    company.change(passed_on_at=utc("20 Jan 12:00"))

    assert heard(company, start="20 Jan 12:00")[0] == "30 Jan 10:00 1a"


@pytest.mark.parametrize(
    ("since", "hears"),
    [
        pytest.param("20 Jan", ["20 Jan 10:00 1a", "2 Feb 10:00 1b", "16 Feb 10:00 1c"], id="before the window"),
        pytest.param("5 Feb", ["5 Feb 10:00 1a", "16 Feb 10:00 1c"], id="in the window"),
        pytest.param("20 Feb", ["20 Feb 10:00 1a"], id="after the last of three"),
    ],
)
def test_a_joiner_is_asked_from_the_day_they_join(since, hears):
    company = story(days=replace(HALF, since=day(since)), work=Work(asked=False))

    assert heard(company, start=f"{since} 00:00") == hears


def test_a_new_manager_is_asked_for_with_the_next_number():
    company = story(work=Work(asked=False))
    heard(company, until="10 Feb 12:00")
    company.change(days=replace(HALF, since=day("20 Feb")))

    assert heard(company, start="20 Feb 00:00") == ["20 Feb 10:00 1c"]


def test_two_days_lie_between_two_also_across_a_deferral():
    company = story()
    heard(company, until="15 Jan 12:00")
    days = replace(HALF, since=day("16 Jan"))
    status = company.talks["half", "cleo"]
    sent = tuple(replace(nudge, round="another") for nudge in status.sent)
    found = course(
        Task.DATE, replace(status, sent=sent, talk=replace(status.talk, days=days)), day("16 Jan"), day("16 Jan")
    )

    assert (found.next.number, found.next.day) == (Number.DATE_FIRST, day("19 Jan"))
