"""Which days are public holidays where, from the `holidays` library; regions of a country are not told apart."""

import re
from datetime import date
from functools import cache

_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@cache
def countries() -> dict[str, str]:
    """Return {ISO 3166 code of two letters: English name} of the countries whose holidays are known, by name."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415  60 ms that most processes never need

    named = {code: _WORD.sub(" ", name).replace(" And ", " and ") for name, code, *_ in COUNTRIES.values()}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


@cache
def _of_year(country: str, year: int) -> dict[date, str]:
    from holidays import country_holidays  # noqa: PLC0415  see above

    return dict(country_holidays(country, years=year)) if country in countries() else {}


def holiday_name(country: str, day: date) -> str:
    """Return what a country celebrates on a day; empty where that is nothing, or where its holidays aren't known."""
    return _of_year(country, day.year).get(day, "") if country else ""
