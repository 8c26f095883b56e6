"""Two years of sixty people in twelve zones, with everything that happens to them: nothing that must hold is broken."""

import pytest

from growth.nudges import Task
from tests.growth.two_years import TwoYears

SEEN = {Task.DATE, Task.ASSESSMENT, Task.CHECK_IN, Task.EXCHANGE, Task.NEWS, Task.DIGEST}


def test_two_years_of_sixty_people_break_nothing():
    watched = TwoYears(seed=2).run()

    assert watched.broken == []
    assert {task for task, count in watched.messages.items() if count > 20} == SEEN


def test_two_years_of_a_few_people_break_nothing():
    assert TwoYears(seed=11, people=6).run().broken == []


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 2_100))
def test_many_companies_live_two_years_without_a_break(seed):
    assert TwoYears(seed).run().broken == []
