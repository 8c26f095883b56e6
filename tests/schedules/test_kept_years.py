"""What must hold of every message, in a database, with every job, over half-years that the calendar opens."""

from datetime import UTC, datetime

import pytest

from growth.nudges import Task
from tests.schedules.kept_years import KeptYears

BEFORE_SPRING = datetime(2027, 1, 10, tzinfo=UTC)


async def test_a_half_year_of_a_small_company_breaks_nothing(company, clock):
    clock.now = BEFORE_SPRING
    watched = await KeptYears(company, seed=3, people=10, days=80).run()

    assert watched.broken == []
    assert watched.messages[Task.DATE] > 5
    assert watched.messages[Task.ASSESSMENT] > 5


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20, 23))
async def test_two_years_of_sixty_people_break_nothing(company, clock, seed):
    clock.now = BEFORE_SPRING
    watched = await KeptYears(company, seed, people=60, days=730).run()

    assert watched.broken == []
