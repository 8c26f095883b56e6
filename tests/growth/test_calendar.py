"""Days and hours in a person's own zone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from growth.calendar import end_of_day, is_zone, local_day, spoken, start_of_day, zone


@pytest.mark.parametrize("name", ["", "No/Where", "../etc/passwd", "Europe", "a\x00b", "/absolute"])
def test_an_unknown_zone_is_read_as_utc(name):
    assert zone(name).key == "UTC"


@pytest.mark.parametrize(
    ("name", "known"),
    [("Europe/Stockholm", True), ("UTC", True), ("Etc/UTC", True), ("GMT", True), ("No/Where", False), ("", False)],
)
def test_known_zones(name, known):
    assert is_zone(name) is known


@pytest.mark.parametrize(
    ("tz", "day"),
    [
        ("Pacific/Kiritimati", date(2026, 11, 24)),
        ("UTC", date(2026, 11, 23)),
        ("Pacific/Niue", date(2026, 11, 22)),
    ],
)
def test_three_days_can_be_today_at_once(tz, day):
    assert local_day(datetime(2026, 11, 23, 10, 30, tzinfo=UTC), tz) == day


@pytest.mark.parametrize(
    ("day", "tz", "hours"),
    [
        (date(2026, 3, 29), "Europe/Stockholm", 23),
        (date(2026, 10, 25), "Europe/Stockholm", 25),
        (date(2026, 4, 5), "Australia/Lord_Howe", 24.5),  # half an hour back
        (date(2026, 2, 28), "Europe/Stockholm", 24),
        (date(2028, 2, 29), "UTC", 24),
    ],
)
def test_a_day_is_as_long_as_its_clocks_make_it(day, tz, hours):
    assert end_of_day(day, tz) - start_of_day(day, tz) == timedelta(hours=hours)


def test_a_day_ends_where_the_next_begins():
    assert end_of_day(date(2026, 12, 31), "Asia/Kathmandu") == start_of_day(date(2027, 1, 1), "Asia/Kathmandu")


def test_days_are_spoken_without_a_leading_zero():
    assert spoken(date(2026, 3, 2)) == "2 March"
    assert spoken(date(2026, 3, 12), year=True) == "12 March 2026"
