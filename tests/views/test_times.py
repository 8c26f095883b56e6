"""Days and hours as they are said, by the clock of who reads."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from growth.diary import Diary
from tests.views.pair import ANA, AT, MAYA, NOW
from views.times import beside, both_words, day_words, listed, moment_words, short_words

SYDNEY = replace(ANA, name="Sid", diary=Diary("Australia/Sydney"))
BERLIN = replace(ANA, name="Bea", diary=Diary("Europe/Berlin"))


def test_a_day_has_its_weekday_and_no_year():
    assert day_words(date(2026, 3, 12), date(2026, 2, 26)) == "Thursday 12 March"


def test_a_day_of_another_year_has_it():
    assert day_words(date(2027, 1, 4), date(2026, 12, 26)) == "Monday 4 January 2027"


def test_a_moment_is_said_by_the_readers_clock_of_24_hours():
    assert moment_words(AT, MAYA, NOW) == "Thursday 12 March, 14:00"
    assert moment_words(AT, ANA, NOW) == "Thursday 12 March, 09:00"


@pytest.mark.parametrize(
    ("reader", "other", "said"),
    [
        (ANA, MAYA, " (14:00 for Maya)"),
        (MAYA, ANA, " (09:00 for Ana)"),
        (MAYA, SYDNEY, " (Fri 13 Mar 00:00 for Sid)"),
        (MAYA, BERLIN, ""),
    ],
    ids=["west", "east", "another day", "the same clock"],
)
def test_the_others_clock_stands_beside_where_it_differs(reader, other, said):
    assert beside(AT, reader, other) == said


def test_without_another_there_is_one_clock():
    assert both_words(AT, ANA, None, NOW) == "Thursday 12 March, 09:00"


def test_a_button_says_a_moment_in_short():
    assert short_words(datetime(2026, 3, 5, 13, tzinfo=UTC), "Europe/Stockholm") == "Thu 5 Mar 14:00"


@pytest.mark.parametrize(
    ("names", "said"), [(["Ana"], "Ana"), (["Ana", "Bo"], "Ana and Bo"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_listed(names, said):
    assert listed(names) == said
