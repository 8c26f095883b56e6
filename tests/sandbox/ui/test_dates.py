from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sandbox.ui.dates import near_time
from sandbox.ui.reader import Reader

READER = Reader(
    id="U1", now=datetime(2026, 11, 23, 13, tzinfo=UTC), zone=ZoneInfo("Europe/Madrid"), people={}, channels={}
)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ((2026, 11, 23), "today 10:00"),
        ((2026, 11, 24), "tomorrow 10:00"),
        ((2026, 11, 30), "Mon 30 Nov 10:00"),
        ((2027, 1, 15), "15 Jan"),
    ],
)
def test_what_is_near_is_said_with_its_hour(day, said):
    assert near_time(READER, datetime(*day, 9, tzinfo=UTC)) == said
