"""What becomes of a draft left in a closed half-year: told of once, in good time and at a good hour; then removed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth.calendar import local_day
from growth.diary import Diary, Leave, Preferences
from growth.drafts import WARNED_BEFORE, LeftDraft
from tests.growth.drafts import half_year

DAY = timedelta(days=1)
CLOSED = half_year(closes_on=date(2027, 3, 31), closed_at=datetime(2027, 4, 1, 12, tzinfo=UTC))
LEFT = LeftDraft("draft", "ana", Diary("Europe/Stockholm"), CLOSED, is_empty=False)
TOLD = datetime(2027, 4, 23, 8, tzinfo=UTC)
"""Friday, ten o'clock in Stockholm, a week before the last day."""

AT_SEVENTEEN = replace(LEFT, diary=Diary("Europe/Stockholm", Preferences(hour=17)))
AWAY = replace(LEFT, diary=Diary("Europe/Stockholm", leave=(Leave(date(2027, 4, 22), date(2027, 5, 7)),)))
BY_HAND = replace(LEFT, cycle=replace(CLOSED, closed_at=datetime(2027, 3, 10, 23, 30, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("draft", "told_at", "until"),
    [
        pytest.param(LEFT, None, date(2027, 4, 30), id="30 days from closing"),
        pytest.param(LEFT, TOLD, date(2027, 4, 30), id="told in time"),
        pytest.param(LEFT, TOLD + 3 * DAY, date(2027, 5, 3), id="told three days later"),
        pytest.param(replace(LEFT, told_at=TOLD), TOLD + 3 * DAY, date(2027, 4, 30), id="told already"),
        pytest.param(BY_HAND, None, date(2027, 4, 10), id="closed by hand on the 11th, by their clock"),
    ],
)
def test_a_draft_stays_30_days_and_a_week_from_when_its_author_was_told(draft, told_at, until):
    assert draft.stays_until(told_at) == until


@pytest.mark.parametrize(
    ("draft", "now", "is_time"),
    [
        pytest.param(LEFT, TOLD - timedelta(seconds=1), False, id="before ten"),
        pytest.param(LEFT, TOLD, True, id="at ten"),
        pytest.param(LEFT, TOLD + timedelta(hours=4, seconds=-1), True, id="shortly before two"),
        pytest.param(LEFT, TOLD + timedelta(hours=4), False, id="at two"),
        pytest.param(LEFT, TOLD - DAY, False, id="more than a week before"),
        pytest.param(LEFT, TOLD + DAY, False, id="on Saturday"),
        pytest.param(LEFT, TOLD + 3 * DAY, True, id="on Monday, after downtime"),
        pytest.param(LEFT, TOLD + 300 * DAY, False, id="on a Thursday in winter, at nine"),
        pytest.param(LEFT, TOLD + 300 * DAY + timedelta(hours=1), True, id="on that Thursday at ten"),
        pytest.param(replace(LEFT, diary=Diary("Australia/Sydney")), TOLD, False, id="at six in Sydney"),
        pytest.param(
            replace(LEFT, diary=Diary("Australia/Sydney")), TOLD - timedelta(hours=8), True, id="at ten in Sydney"
        ),
        pytest.param(
            replace(LEFT, diary=Diary("No/Where")), TOLD + timedelta(hours=2), True, id="at ten UTC, zone unknown"
        ),
        pytest.param(replace(LEFT, is_empty=True), TOLD, False, id="without any answer"),
        pytest.param(replace(LEFT, told=True), TOLD, False, id="told, not sent yet"),
        pytest.param(AT_SEVENTEEN, TOLD, False, id="at ten, for whom it is five in the afternoon"),
        pytest.param(AT_SEVENTEEN, TOLD + timedelta(hours=7), True, id="at their own hour"),
        pytest.param(AWAY, TOLD, False, id="while away"),
        pytest.param(AWAY, TOLD - 2 * DAY, True, id="on their last day before they go away"),
        pytest.param(BY_HAND, datetime(2027, 4, 2, 8, tzinfo=UTC), True, id="on Friday, for a Saturday"),
        pytest.param(BY_HAND, datetime(2027, 4, 1, 8, tzinfo=UTC), False, id="on Thursday, for a Saturday"),
    ],
)
def test_its_author_is_told_once_in_their_hours_a_week_before(draft, now, is_time):
    assert draft.is_to_be_told_of(now) is is_time


MAY_FIRST = datetime(2027, 4, 30, 22, tzinfo=UTC)
"""Midnight in Stockholm, after the last day."""


@pytest.mark.parametrize(
    ("draft", "now", "goes"),
    [
        pytest.param(replace(LEFT, told=True, told_at=TOLD), MAY_FIRST - timedelta(seconds=1), False, id="last day"),
        pytest.param(replace(LEFT, told=True, told_at=TOLD), MAY_FIRST, True, id="its last day is over"),
        pytest.param(replace(LEFT, told=True), MAY_FIRST + 99 * DAY, False, id="nobody was told yet"),
        pytest.param(replace(LEFT, told=True, told_at=TOLD + 3 * DAY), MAY_FIRST + 2 * DAY, False, id="told late"),
        pytest.param(replace(LEFT, told=True, told_at=TOLD + 3 * DAY), MAY_FIRST + 3 * DAY, True, id="a week after"),
        pytest.param(replace(LEFT, is_empty=True), MAY_FIRST, True, id="empty"),
        pytest.param(replace(LEFT, is_empty=True), MAY_FIRST - timedelta(seconds=1), False, id="empty, last day"),
    ],
)
def test_it_goes_after_its_last_day_and_never_untold(draft, now, goes):
    assert draft.is_to_be_removed(now) is goes


@given(
    st.integers(0, 365 * 24).map(lambda hours: TOLD + timedelta(hours=hours)),
    st.integers(0, 3),
    st.sampled_from(["Pacific/Kiritimati", "Pacific/Niue", "Europe/Stockholm", "America/St_Johns", ""]),
)
def test_who_was_told_has_seven_whole_days_left(told_at, later, tz):
    draft = replace(LEFT, diary=Diary(tz), told=True, told_at=told_at)
    promised = draft.stays_until(told_at)
    assert promised - local_day(told_at, tz) >= WARNED_BEFORE
    assert not draft.is_to_be_removed(told_at + WARNED_BEFORE - timedelta(hours=later))
