"""Which day somebody means, and what is answered where they mean none."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth.errors import InvalidLeave
from growth.said_days import said_day

TODAY = date(2026, 11, 23)
"""A Monday."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-24", date(2026, 12, 24)),
        ("2027-3-1", date(2027, 3, 1)),
        ("12 March", date(2027, 3, 12)),
        ("12 March 2027", date(2027, 3, 12)),
        ("March 12", date(2027, 3, 12)),
        ("March 12, 2028", date(2028, 3, 12)),
        ("the 12th", None),
        ("12th of March", date(2027, 3, 12)),
        ("3 dec.", date(2026, 12, 3)),
        ("1 Sept", date(2027, 9, 1)),
        ("23 November", date(2026, 11, 23)),
        ("22 November", date(2027, 11, 22)),
        ("29 February 2028", date(2028, 2, 29)),
        ("today", TODAY),
        ("  TOMORROW ", date(2026, 11, 24)),
        ("Monday", date(2026, 11, 30)),
        ("tuesday", date(2026, 11, 24)),
        ("Sun", date(2026, 11, 29)),
        ("Thurs", date(2026, 11, 26)),
    ],
)
def test_days_are_read_as_people_write_them(text, expected):
    if expected is None:
        with pytest.raises(InvalidLeave, match="no day Trellis can read"):
            said_day(text, TODAY)
    else:
        assert said_day(text, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("30 February", "no such day this year or next"),
        ("29 February", "no such day this year or next"),
        ("2026-02-30", "no such day"),
        ("2026-13-01", "no such day"),
        ("0 March", "no such day"),
        ("22 November 2026", "22 November 2026 has passed"),
        ("2020-01-01", "has passed"),
        ("0000-01-01", "no such day"),
        ("next week", "no day Trellis can read"),
        ("12 Brumaire", "no day Trellis can read"),
        ("12.3.", "no day Trellis can read"),
        ("12", "no day Trellis can read"),
        ("m", "no day Trellis can read"),
        ("", "Write a day such as 12 March"),
        ("१२ March", "no day Trellis can read"),
        ("<!channel>", "no day Trellis can read"),
    ],
)
def test_what_is_no_day_is_answered_with_a_remedy(text, sentence):
    with pytest.raises(InvalidLeave, match=sentence):
        said_day(text, TODAY)


def test_the_last_day_of_all_calendars_can_be_said():
    assert said_day("31 December", date(9999, 12, 31)) == date(9999, 12, 31)


@given(st.integers(0, 364), st.dates(date(2026, 1, 1), date(2040, 12, 31)))
def test_a_day_of_the_coming_year_is_read_back(ahead, today):
    meant = today + timedelta(days=ahead)

    assert said_day(f"{meant.day} {meant:%B}", today) == meant
    assert said_day(meant.isoformat(), today) == meant


@given(st.text(max_size=30))
def test_any_text_is_a_day_to_come_or_is_refused(text):
    with suppress(InvalidLeave):
        assert said_day(text, TODAY) >= TODAY
