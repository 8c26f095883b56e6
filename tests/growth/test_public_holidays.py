"""Which days are holidays where; a country nobody knows has none."""

from datetime import date, timedelta

import pytest

from growth.public_holidays import countries, holiday_name


@pytest.mark.parametrize(
    ("country", "day", "name"),
    [
        ("SE", date(2026, 6, 6), "National Day"),
        ("SE", date(2027, 6, 6), "National Day"),
        ("US", date(2026, 11, 26), "Thanksgiving Day"),
        ("DE", date(2026, 10, 3), "German Unity Day"),
        ("JP", date(2026, 5, 5), "Children's Day"),
        ("SE", date(2026, 6, 5), ""),
        ("", date(2026, 12, 25), ""),
        ("XX", date(2026, 12, 25), ""),
        ("se", date(2026, 6, 6), ""),
    ],
)
def test_a_day_is_a_holiday_or_none(country, day, name):
    assert holiday_name(country, day) == name


def test_countries_are_by_name_and_have_two_letters():
    found = countries()

    assert list(found.values()) == sorted(found.values())
    assert (found["SE"], found["US"], {len(code) for code in found}) == ("Sweden", "United States", {2})


@pytest.mark.soak
def test_every_country_has_holidays_every_year():
    days = [date(2026, 1, 1) + n * timedelta(days=1) for n in range(3 * 365)]

    assert [
        c
        for c in countries()
        for year in (2026, 2027, 2028)
        if not any(holiday_name(c, d) for d in days if d.year == year)
    ] == []
