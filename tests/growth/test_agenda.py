"""What one person gets in one message, when to look again, and how what was sent stands later."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth.agenda import Shown, decide, face, showing
from growth.diary import Preferences
from growth.nudges import SentNudge, Snooze, Task, Work
from growth.talks import Party, settled
from tests.growth.company import (
    DAY,
    HALF,
    HOUR,
    NEW_YORK,
    STOCKHOLM,
    SYDNEY,
    Company,
    day,
    diary,
    heard,
    here,
    leave,
    status_of,
    story,
    utc,
)

TALK = here("12 Mar 13:00", STOCKHOLM)


# One message a day


def player_coach():
    """Return a company in which Max holds Cleo's talk and has one of his own, with Olga."""
    company = story()
    own = status_of()
    max_ = company.people["max"]
    olga = Party("olga", "Olga", diary())
    own = replace(own, talk=replace(own.talk, coach_id="max", manager_id="olga"), coach=max_, manager=olga)
    return company.add(own)


def test_all_that_is_due_is_one_message():
    assert heard(player_coach(), "max")[:4] == [
        "15 Jan 11:00 1a+digest",
        "19 Jan 11:00 digest",
        "26 Jan 11:00 digest",
        "2 Feb 11:00 1b+digest",
    ]


def test_after_a_message_the_rest_waits_for_another_day():
    company = story(at=TALK)
    company.send("cleo", utc("26 Feb 09:00"))
    company.change(at=here("5 Mar 13:00", STOCKHOLM), set_at=utc("26 Feb 09:30"), set_by="max")

    assert heard(company, start="26 Feb 09:30")[0] == "27 Feb 10:00 set"


@pytest.mark.parametrize(
    ("old", "new", "sent_at", "again"),
    [
        pytest.param(
            SYDNEY, NEW_YORK, "1 Mar 23:00", "3 Mar 15:00", id="to the west: that day comes twice, and counts once"
        ),
        pytest.param(NEW_YORK, SYDNEY, "2 Mar 15:00", "3 Mar 23:00", id="to the east"),
    ],
)
def test_who_moves_zone_hears_once_on_each_of_their_days(old, new, sent_at, again):
    company = story(diary(old), at=here("16 Mar 13:00", old), set_by="cleo")
    assert company.send("cleo", utc(sent_at)) != ()
    company.live_as("cleo", diary(new))
    company.change(at=here("20 Mar 13:00", new), set_at=utc(sent_at) + HOUR, set_by="max")

    assert company.walk("cleo", utc(sent_at) + HOUR, utc("6 Mar 00:00"))[0][0] == utc(again)


def test_who_moved_between_planning_and_sending_hears_at_their_new_hour():
    company = story(diary(SYDNEY), at=here("12 Mar 13:00", SYDNEY))
    planned = company.decide("cleo", utc("25 Feb 23:00"))
    company.live_as("cleo", diary(NEW_YORK))

    assert (len(planned.due), company.decide("cleo", utc("25 Feb 23:00")).due) == (1, ())
    assert company.decide("cleo", utc("25 Feb 23:00")).look_again == utc("26 Feb 15:00")


def test_a_clock_set_back_an_hour_sends_nothing_twice():
    company = story(at=TALK)
    company.send("cleo", utc("26 Feb 09:30"))

    assert company.decide("cleo", utc("26 Feb 09:00")).due == ()


# Quiet


@pytest.mark.parametrize(
    "chosen",
    [pytest.param({"opted_out": True}, id="opted out"), pytest.param({"muted_cycle": "half"}, id="muted")],
)
def test_who_wants_quiet_hears_nothing(chosen):
    assert heard(story(diary(**chosen), at=TALK)) == []


def test_a_muted_cycle_leaves_the_others():
    company = player_coach()
    own = company.talks.pop(("half", "max"))
    company.add(replace(own, talk=replace(own.talk, cycle_id="another")))
    company.live_as("max", diary(hour=11, muted_cycle="half"))

    assert heard(company, "max")[0] == "15 Jan 11:00 1a"


def test_whoever_is_never_free_is_not_looked_at_again():
    assert story(diary(working_days=frozenset())).decide("cleo", utc("2 Feb 09:00")).look_again is None


def test_nobody_without_a_talk_hears_anything():
    company = Company(people={"zoe": Party("zoe", "Zoe", diary())})

    assert company.decide("zoe", utc("2 Feb 09:00")) == decide(company.agenda("zoe"), utc("8 Mar 09:00"))


# When to look again


@pytest.mark.parametrize(
    ("now", "look_again"),
    [
        pytest.param("20 Feb 08:00", "26 Feb 09:00", id="days before: at its hour"),
        pytest.param("26 Feb 08:59", "26 Feb 09:00", id="a minute before"),
        pytest.param("26 Feb 09:00", "26 Feb 13:00", id="due: when the window is over"),
        pytest.param("26 Feb 13:00", "27 Feb 09:00", id="not sent in its window: the next day's"),
        pytest.param("11 Mar 13:00", "12 Mar 12:00", id="nothing left to say: when the talk begins"),
        pytest.param("12 Mar 12:00", "31 Mar 22:00", id="the talk is over: when the half-year closes"),
        pytest.param("31 Mar 22:00", None, id="closed"),
    ],
)
def test_the_next_look_is_when_something_can_change(now, look_again):
    assert story(at=TALK).decide("cleo", utc(now)).look_again == (look_again and utc(look_again))


COMPANIES = st.builds(
    lambda tz, other, hour, at, set_, begin, length, answered, passed: story(
        diary(tz, leave(f"{day('1 Jan') + begin * DAY:%-d %b}", f"{day('1 Jan') + (begin + length) * DAY:%-d %b}"), hour=hour),
        diary(other),
        at=None if at is None else utc("20 Jan 13:00") + at * DAY,
        set_at=None if at is None else utc("15 Jan 13:00") + set_ * DAY,
        work=Work(answered, 18),
        passed_on_at=utc("20 Jan 12:00") if passed else None,
    ),
    *(st.sampled_from((STOCKHOLM, NEW_YORK, SYDNEY, "Pacific/Kiritimati", "Pacific/Pago_Pago")),) * 2,
    st.integers(7, 17), st.none() | st.integers(0, 60), st.integers(0, 5), st.integers(0, 80), st.integers(0, 30), st.sampled_from((0, 3)), st.booleans(),
)  # fmt: skip
MOMENTS = st.integers(0, 90 * 24 * 4).map(lambda quarters: utc("10 Jan 00:00") + quarters * HOUR / 4)


@given(COMPANIES, MOMENTS, st.sampled_from(("cleo", "max")))
def test_the_next_look_is_never_in_the_past(company, now, person_id):
    look_again = company.decide(person_id, now).look_again

    assert look_again is None or look_again > now


@given(COMPANIES, MOMENTS, st.sampled_from(("cleo", "max")))
def test_looking_every_hour_finds_nothing_more(company, start, person_id):
    hourly = replace(company, last={}, digests={}, talks=dict(company.talks))
    moments = [start.replace(minute=0) + n * HOUR for n in range(5 * 24)]
    found = [now for now in moments if hourly.send(person_id, now)]

    assert [at for at, _ in company.walk(person_id, moments[0], moments[-1] + HOUR)] == found


@given(COMPANIES, MOMENTS, st.sampled_from(("cleo", "max")))
def test_what_is_due_is_asked_twice_and_the_same(company, now, person_id):
    assert company.decide(person_id, now) == company.decide(person_id, now)
    company.send(person_id, now)
    assert company.decide(person_id, now).due == ()


# How what was sent stands


def sent(task, number, at="26 Feb 09:00", talk_at=TALK):
    return SentNudge(task, number, "cleo", day("26 Feb"), utc(at), "", talk_at)


FIRST = sent(Task.ASSESSMENT, "2")


@pytest.mark.parametrize(
    ("nudge", "changes", "expected"),
    [
        pytest.param(FIRST, {}, Shown.LIVE, id="nothing happened"),
        pytest.param(FIRST, {"work": Work(18, 18, submitted=True)}, Shown.DONE, id="submitted"),
        pytest.param(FIRST, {"went_without": True}, Shown.DONE, id="left this time"),
        pytest.param(FIRST, {"sent": (FIRST, sent(Task.ASSESSMENT, "3", "5 Mar 09:00"))}, Shown.FOLLOWED, id="the next one came"),
        pytest.param(FIRST, {"snoozes": (Snooze(Task.ASSESSMENT, day("3 Mar"), utc("26 Feb 10:00")),)}, Shown.SNOOZED, id="snoozed"),
        pytest.param(FIRST, {"snoozes": (Snooze(Task.ASSESSMENT, day("1 Mar"), utc("26 Feb 10:00")),)}, Shown.LIVE, id="a snooze that is over"),
        pytest.param(FIRST, {"snoozes": (Snooze(Task.DATE, day("3 Mar"), utc("26 Feb 10:00")),)}, Shown.LIVE, id="another task is snoozed"),
        pytest.param(FIRST, {"held_at": utc("1 Mar 12:00")}, Shown.OVER, id="held without it"),
        pytest.param(FIRST, {"work": Work(asked=False)}, Shown.OVER, id="no level any more"),
        pytest.param(FIRST, {"days": replace(HALF, closes_on=day("1 Mar"))}, Shown.OVER, id="closed"),
        pytest.param(sent(Task.DATE, "1b"), {}, Shown.DONE, id="the date is set"),
        pytest.param(sent(Task.DATE, "1b"), {"at": None}, Shown.LIVE, id="no date yet"),
        pytest.param(sent(Task.DATE, "1b"), {"at": None, "manager": None}, Shown.OVER, id="nobody to set it with"),
        pytest.param(sent(Task.NEWS, "set"), {}, Shown.LIVE, id="the date that was told stands"),
        pytest.param(sent(Task.NEWS, "set"), {"at": utc("13 Mar 12:00")}, Shown.OVER, id="it was moved"),
        pytest.param(sent(Task.EXCHANGE, "5"), {"at": utc("1 Mar 12:00")}, Shown.OVER, id="another date than was announced"),
        pytest.param(sent(Task.NEWS, "set"), {"held_at": utc("1 Mar 12:00")}, Shown.OVER, id="it was held"),
        pytest.param(sent(Task.CHECK_IN, "8"), {"held_at": TALK, "checked_in": "keep"}, Shown.DONE, id="checked in"),
    ],
)  # fmt: skip
def test_what_was_sent_stands_as_things_are_now(nudge, changes, expected):
    company = story(at=TALK)
    company.change(**{"sent": (nudge,)} | changes)

    assert showing(nudge, company.talks["half", "cleo"], company.agenda("cleo"), utc("2 Mar 12:00")) is expected


def test_a_nudge_from_before_a_deferral_is_over():
    away = diary(STOCKHOLM, leave("1 Mar", "20 Mar"))
    company = story(away, at=TALK)
    company.change(talk=settled(company.talks["half", "cleo"].talk, away))

    assert showing(FIRST, company.talks["half", "cleo"], company.agenda("cleo"), utc("2 Mar 12:00")) is Shown.OVER


def test_what_is_nobodys_any_more_is_over():
    assert showing(FIRST, None, story().agenda("cleo"), utc("2 Mar 12:00")) is Shown.OVER


@pytest.mark.parametrize(
    ("last", "talk", "expected"),
    [
        pytest.param("2 Mar", {}, Shown.LIVE, id="a date is owed"),
        pytest.param("2 Mar", {"at": TALK}, Shown.DONE, id="nothing is owed any more"),
        pytest.param("9 Mar", {}, Shown.FOLLOWED, id="the next week's came"),
    ],
)
def test_a_digest_stands_as_what_is_owed(last, talk, expected):
    company = story(**talk)
    company.digests["max"] = day(last)
    digest = SentNudge(Task.DIGEST, "digest", "max", day("2 Mar"), utc("2 Mar 10:00"))

    assert showing(digest, None, company.agenda("max"), utc("10 Mar 12:00")) is expected


def test_a_face_changes_with_the_words_and_names_nobody():
    company = story()
    digest = SentNudge(Task.DIGEST, "digest", "max", day("2 Mar"), utc("2 Mar 10:00"))
    before = face(digest, None, company.agenda("max"), utc("2 Mar 12:00"))
    company.change(at=TALK)

    assert (before, face(digest, None, company.agenda("max"), utc("2 Mar 12:00"))) == ("live 1 0 0", "done")


def test_the_face_of_a_date_that_is_set_tells_which():
    company = story(at=TALK)
    nudge = sent(Task.DATE, "1b")
    company.change(sent=(nudge,))

    assert (
        face(nudge, company.talks["half", "cleo"], company.agenda("cleo"), utc("2 Mar 12:00")) == "done 20260312T1200"
    )


@pytest.mark.parametrize(
    ("shown", "final"),
    [(Shown.LIVE, False), (Shown.SNOOZED, False), (Shown.DONE, False), (Shown.FOLLOWED, True), (Shown.OVER, True)],
)
def test_only_what_cannot_come_back_is_final(shown, final):
    assert shown.is_final is final


# A manager who is their own, and two managers


def test_who_holds_their_own_talk_breaks_nothing():
    company = story(diary())
    company.change(manager=company.people["cleo"], manager_id="cleo")

    assert heard(company)[0] == "15 Jan 10:00 1a+digest"


def test_the_manager_before_hears_no_more_of_a_coach():
    company = story()
    nadia = Party("nadia", "Nadia", diary())
    company.people["nadia"] = nadia
    heard(company, "max", until="20 Jan 00:00")
    company.change(manager=nadia, manager_id="nadia", days=replace(HALF, since=day("20 Jan")))

    assert heard(company, "max", start="20 Jan 00:00") == []
    assert heard(company, "nadia", start="20 Jan 00:00")[0] == "20 Jan 10:00 digest"


def test_preferences_begin_with_ten_o_clock_monday_to_friday():
    assert (Preferences().hour, Preferences().working_days, Preferences().country) == (10, {0, 1, 2, 3, 4}, "")


# Deferral


def test_the_table_runs_anew_after_leave():
    away = diary(STOCKHOLM, leave("1 Feb", "8 Mar"))
    company = story(away)
    said = heard(company, until="31 Jan 00:00")
    company.change(talk=settled(company.talks["half", "cleo"].talk, away))

    assert said == ["15 Jan 10:00 1a"]
    assert heard(company, start="31 Jan 00:00", until="1 Jun 00:00") == [
        "9 Mar 10:00 1a",
        "23 Mar 10:00 1b",
        "30 Mar 10:00 2",
        "6 Apr 10:00 1c+3",
        "9 Apr 10:00 4",
    ]


def test_a_leave_taken_back_goes_on_where_it_was():
    company = story()
    said = heard(company, until="5 Feb 00:00")
    away = diary(STOCKHOLM, leave("6 Feb", "10 Mar"))
    company.live_as("cleo", away)
    company.change(talk=settled(company.talks["half", "cleo"].talk, away))
    company.live_as("cleo", diary())
    company.change(talk=settled(company.talks["half", "cleo"].talk, diary()))

    assert said + heard(company, start="10 Feb 00:00", until="20 Feb 00:00") == [
        "15 Jan 10:00 1a",
        "2 Feb 10:00 1b",
        "16 Feb 10:00 1c",
    ]


def test_the_manager_of_a_deferred_talk_is_asked_after_the_return():
    away = diary(STOCKHOLM, leave("1 Feb", "8 Mar"))
    company = story(away)
    company.change(talk=settled(company.talks["half", "cleo"].talk, away))

    assert heard(company, "max", until="20 Mar 00:00") == ["9 Mar 11:00 digest", "16 Mar 11:00 digest"]
