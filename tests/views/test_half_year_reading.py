"""What an owner filled in of a half-year."""

from dataclasses import replace
from datetime import date

import pytest

from growth.cycles import CycleState
from growth.errors import InvalidCycle
from growth.half_years import HalfYear
from growth.half_years import half_year as shipped
from growth.hub import steward
from tests.harness.windows import opened
from views import half_years
from views.failures import form_again
from views.half_year_reading import read_form
from views.ids import CycleField

TODAY = date(2026, 11, 23)
SPRING = shipped(2027, 1)
KEPT = HalfYear("2026-H2", TODAY, date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 31))


def filled(**elements):
    """Return a form's state: {field: what its element says}."""
    return {"state": {"values": {field: {"cycle.fill_in": element} for field, element in elements.items()}}}


def test_a_chosen_day_replaces_the_kept_one():
    view = filled(window_end={"selected_date": "2026-12-20"})
    assert read_form(view, half_years.DAYS, KEPT) == replace(KEPT, window_end=date(2026, 12, 20))


@pytest.mark.parametrize("view", [{}, {"state": None}, {"state": {"values": {"window_end": {}}}}])
def test_a_day_the_form_does_not_carry_stays_as_kept(view):
    assert read_form(view, half_years.DAYS, KEPT) == KEPT


@pytest.mark.parametrize("chosen", [None, "", "2026-02-30", "soon", 7, {"a": 1}])
def test_a_cleared_day_is_asked_for_at_its_field(chosen):
    with pytest.raises(InvalidCycle, match=r"Please choose a day\.") as caught:
        read_form(filled(closes_on={"selected_date": chosen}), half_years.DAYS, KEPT)
    assert caught.value.about == "closes_on"


def test_a_field_the_form_does_not_offer_changes_nothing():
    view = filled(name={"value": "Forged"}, opens_on={"selected_date": "2026-12-20"})
    assert read_form(view, half_years.DAYS, KEPT) == KEPT


@pytest.mark.parametrize(("typed", "name"), [("Autumn", "Autumn"), (None, "")])
def test_a_typed_name_replaces_the_proposed_one(typed, name):
    assert read_form(filled(name={"value": typed}), half_years.NEW, KEPT).name == name


def test_a_form_drawn_again_as_typed_keeps_its_days_without_a_state():
    found = steward(TODAY, "UTC", [], cycle=None, state=CycleState.CLOSED, cohort=0, upcoming=SPRING, undelivered=0)
    window = opened(half_years.next_days_form(found))
    window.picks("window_end", "2027-03-10")
    again = opened(form_again(window.sent(), "Try again.")).sent(missing_state=True)
    again["state"] = {"values": {}}
    read = read_form(again, half_years.NEXT_DAYS, SPRING)
    assert read == replace(SPRING, window_end=date(2027, 3, 10))


def test_fields_are_called_as_the_half_year_calls_them():
    assert {field.value for field in CycleField} == set(HalfYear.__slots__)
