"""A manager's digest: who has a date and who has none, at any number of coaches, and nothing else about anybody."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from growth.agenda import Shown
from growth.digest import Digest
from growth.nudges import Number, Work
from tests.harness.windows import NASTY
from tests.views.pair import ANA, AT, MAYA, NOW, SET, labels, named, nudge, pressable, status, taken, words
from views.nudges import FirstWords, Item, nudge_message


def coached(name, **talk):
    coach = named(replace(ANA, person_id=re.sub(r"\W", "", name.casefold())[:20]), name)
    return status(coach=coach, **talk)


def digest(without_date=(), dated=(), without_view=()):
    return Digest(tuple(without_date), tuple(without_view), tuple(dated))


def message(found, shown=Shown.LIVE, first=None):
    return taken(nudge_message([Item(nudge(Number.DIGEST, None), shown, digest=found)], MAYA, first, NOW))


SMALL = digest([coached("Ana"), coached("Bo & Co")], [coached("Cy", **SET)])


def test_it_says_who_has_no_date_and_who_has_one():
    assert message(SMALL)["text"] == (
        "Talks with your coaches. Waiting on you (2): Ana: no date yet, until 15 March; Bo &amp; Co: no date yet, until "
        "15 March. Dates set (1): Cy: Thursday 12 March, 14:00 (09:00 for Cy). Dates can be set in Trellis's Home."
    )


def test_each_talk_without_a_date_has_its_button():
    said = message(SMALL)
    assert labels(said) == ["Choose a date", "Choose a date"]
    assert [element["value"] for element in pressable(said)] == ["cycle ana", "cycle boco"]
    assert pressable(said)[1]["accessibility_label"] == "Choose a date with Bo & Co"


def test_a_talk_whose_hour_has_passed_can_be_marked_held():
    past = coached("Cy", **SET | {"at": NOW - timedelta(days=1)})
    assert labels(message(digest([coached("Ana")], [past]))) == ["Choose a date", "It was held"]


def test_dates_stand_in_their_order():
    late, soon = coached("Ana", **SET), coached("Zoe", **SET | {"at": AT - timedelta(days=2)})
    said = message(digest([coached("Bo")], [late, soon]))["text"]
    assert said.index("Zoe:") < said.index("Ana:")


def test_an_own_view_that_is_wanted_is_a_line():
    said = message(digest(without_view=[coached("Cy", view_owed=True, **SET)]))
    assert "Waiting on you (1): Cy: your own view, about 20 minutes." in said["text"]


@pytest.mark.parametrize(
    ("shown", "says"),
    [
        (Shown.DONE, "Nothing waits on you."),
        (Shown.FOLLOWED, "Talks with your coaches. A newer message takes its place."),
    ],
)
def test_one_that_stands_no_more_has_no_buttons(shown, says):
    said = message(SMALL, shown)
    assert said["text"] == says
    assert pressable(said) == []


def test_nothing_is_said_of_how_far_anybody_is():
    far = replace(coached("Ana"), work=Work(17, 18)), replace(coached("Ana"), work=Work(0, 18))
    assert message(digest([far[0]])) == message(digest([far[1]]))


@pytest.mark.parametrize("count", [0, 1, 60, 300])
def test_slack_takes_the_digest_of_any_number_of_coaches(count):
    many = [coached(f"{n} {NASTY[:70]}") for n in range(60)]
    dated = [coached(f"{n} {NASTY[:70]}", **SET | {"at": NOW - timedelta(days=n - 30)}) for n in range(count)]
    said = message(digest(many, dated, many), first=FirstWords((NASTY[:80],)))
    assert len(said["blocks"]) <= 50
    assert "<!channel>" not in said["text"] + words(said)


def test_those_that_do_not_fit_are_counted():
    said = message(digest([coached(f"Coach {n}") for n in range(60)]))
    assert "Waiting on you (60)" in words(said)
    assert "and 40 more, in Trellis's Home" in said["text"]
    assert "and 30 more, in Trellis's Home" in words(said)
