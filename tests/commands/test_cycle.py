from datetime import timedelta

import pytest

from bot.clock import utc_now
from growth.half_years import upcoming

TODAY = utc_now().date()
WINDOW = f"{TODAY + timedelta(7)}..{TODAY + timedelta(30)}"
TEAM = "slack_id,level,manager\nUALICE,senior,UBOB\nUCHARLIE,,\n"
COACHES = f"{TEAM.splitlines()[0]},roles\nUALICE,senior,UBOB,coach\nUCHARLIE,,,coach\n"


def test_opening_says_what_happens_and_who_lacks_what(trellis_on_each, roster):
    trellis_on_each("people", "import", roster(COACHES))

    said = trellis_on_each("cycle", "open", "2026-H2", "--window", WINDOW)

    closes = TODAY + timedelta(46)
    assert "2026-H2 is open since today" in said
    assert f"it closes on {closes.day} {closes:%B %Y}." in said
    assert "2 coaches are in it." in said
    assert "Without a level: Charlie Ode." in said
    assert "Without a manager: Charlie Ode." in said
    assert f"2026-H2  open  talks {WINDOW}, closes {closes}, 2 coaches" in trellis_on_each("cycle", "list")


def test_a_second_open_cycle_is_refused(trellis_on_each):
    trellis_on_each("cycle", "open", "2026-H2", "--window", WINDOW)

    assert "2026-H2 is open: close it first" in trellis_on_each.fails("cycle", "open", "2027-H1", "--window", WINDOW)


def test_after_closing_the_next_one_opens(trellis_on_each):
    trellis_on_each("cycle", "open", "2026-H2", "--window", WINDOW)

    assert "2026-H2 is closed." in trellis_on_each("cycle", "close", "2026-h2")
    assert "2027-H1 is open" in trellis_on_each("cycle", "open", "2027-H1", "--window", WINDOW)
    assert [line.split()[:2] for line in trellis_on_each("cycle", "list").splitlines()[:-1]] == [
        ["2027-H1", "open"],
        ["2026-H2", "closed"],
    ]


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ("2026-02-01", "write two days, such as 2026-02-01..2026-03-15."),
        ("2026-02-01..March", "write a day as YEAR-MONTH-DAY"),
        ("2099-03-01..2099-02-01", "swap the two days"),
        ("2020-02-01..2020-03-01", "choose days that are still to come"),
    ],
)
def test_a_window_that_cannot_be_is_refused(trellis, window, expected):
    assert expected in trellis.fails("cycle", "open", "2026-H1", "--window", window)


def test_a_cycle_that_is_not_there_is_named(trellis):
    assert "There is no half-year 2026-H1. There are: none yet." in trellis.fails("cycle", "close", "2026-H1")


def test_closing_twice_says_so(trellis):
    trellis("cycle", "open", "2026-H2", "--window", WINDOW)
    trellis("cycle", "close", "2026-H2")

    assert "2026-H2 is closed already" in trellis.fails("cycle", "close", "2026-H2")


def test_an_empty_list_says_how_to_open_one(trellis):
    assert "trellis cycle open 2026-H1 --window" in trellis("cycle", "list")


def test_the_list_ends_with_what_the_calendar_opens_next(trellis_on_each):
    coming = upcoming(TODAY, {}, [])
    opens = max(coming.opens_on, TODAY)

    last = trellis_on_each("cycle", "list").splitlines()[-1]

    assert last.startswith(f"Next: {coming.name} opens by itself on {opens.day} {opens:%B %Y} (Europe/Berlin), talks ")
    assert last.endswith(f"closes {coming.closes_on}")


def test_the_list_says_which_half_year_is_in_the_way(trellis):
    coming = upcoming(TODAY, {}, [])
    trellis("cycle", "open", "Long", "--window", f"{TODAY}..{max(coming.opens_on, TODAY)}")

    assert f"{coming.name} is left out as things stand." in trellis("cycle", "list")
    assert "Long is open until" in trellis("cycle", "list")


def test_without_a_zone_the_first_owners_counts(trellis, slack, roster):
    del trellis.environ["TRELLIS_TIMEZONE"]
    slack.add("UOWNER", "Olu Owner", tz="Pacific/Auckland")
    trellis("people", "import", roster("slack_id,roles\nUOWNER,owner\n"))

    assert "(Pacific/Auckland)" in trellis("cycle", "open", "2026-H2", "--window", WINDOW)
