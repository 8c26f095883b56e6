from dataclasses import replace
from datetime import date

import pytest

from framework.loading import default_framework
from growth.assessment import Purpose, State
from growth.evidence import Evidence
from growth.people import LevelEntry, LevelReason, Person
from growth.summary import Example, summarise
from tests.growth.readings import AUTUMN, SPRING, ladder_of, reading

ANA = Person("ana", "UANA", "Ana Ruiz", level="agile_coach", level_since=date(2024, 6, 1))
FACILITATION = frozenset({"facilitation"})
V1 = "2 2 2 2 1 2 2 2 · 2 1 3 2 · 2 2 1 2 1 2"
EVEN = "2 2 2 2 2 2 2 2 · 2 2 2 2 · 2 2 2 2 2 2"
BEFORE = reading("agile_coach", "2 2 2 2 1 1 2 2 · 2 1 1 2 · 1 2 1 2 1 2", cycle="2025-H2", on=date(2025, 9, 1))
AFTER = reading("agile_coach", V1)
NOTED = reading("agile_coach", V1, notes={"facilitation": "\nHalf-day on dependencies\nTwo teams left with a plan"})
PIECES = [
    Evidence("e1", "ana", date(2025, 12, 1), "Retro across two teams", frozenset({"facilitation"})),
    Evidence("e2", "ana", date(2026, 1, 14), "Half-day on dependencies", frozenset({"facilitation"})),
    Evidence("e3", "ana", date(2026, 2, 1), "Something else", frozenset({"facilitation"})),
]


def test_without_an_assessment_there_is_no_summary():
    assert summarise(ANA, []) is None


def test_a_practice_or_a_draft_makes_no_summary():
    practice = reading("agile_coach", V1, purpose=Purpose.PRACTICE)
    assert summarise(ANA, [practice, reading("agile_coach", V1, state=State.DRAFT)]) is None


def test_a_practice_in_between_changes_nothing():
    practice = reading(
        "agile_coach", "0 0 0 0 0 0 0 0 · 0 0 0 0 · 0 0 0 0 0 0", purpose=Purpose.PRACTICE, on=date(2026, 1, 1)
    )
    assert summarise(ANA, [BEFORE, practice, AFTER]) == summarise(ANA, [BEFORE, AFTER])


def test_three_things_that_grew_the_largest_first():
    found = summarise(ANA, [AFTER, BEFORE])
    assert [(grown.title, grown.change.by) for grown in found.grown] == [
        ("Facilitation", 2),
        ("Communication", 1),
        (default_framework().competency("value_delivery").title, 1),
    ]


def test_growth_carries_both_sentences_as_rated():
    change = summarise(ANA, [BEFORE, AFTER]).grown[0].change
    assert (change.before.rating, change.after.rating) == (1, 3)
    assert change.after.sentence.startswith("Designs a half day")


def test_the_first_line_of_a_note_is_the_example():
    assert summarise(ANA, [BEFORE, NOTED]).grown[0].example == Example("Half-day on dependencies")


def test_the_newest_attached_evidence_is_the_example():
    after = reading(
        "agile_coach", V1, evidence={"facilitation": frozenset({"e1", "e2"})}, notes={"facilitation": "A note"}
    )
    assert summarise(ANA, [BEFORE, after], evidence=PIECES).grown[0].example == Example(
        "Half-day on dependencies", date(2026, 1, 14)
    )


def test_without_words_there_is_no_example():
    assert summarise(ANA, [BEFORE, AFTER], evidence=PIECES).grown[0].example is None


def test_a_first_assessment_has_no_growth_yet():
    found = summarise(ANA, [AFTER])
    assert (found.growth, found.grown, found.previous) == (None, (), None)
    assert [strength.title for strength in found.strengths] == ["Facilitation"]


def test_gaps_are_the_next_sentences_of_the_own_level():
    found = summarise(ANA, [AFTER]).next
    assert [(item.title, item.level.key) for item in found] == [
        ("Feedback", "agile_coach"),
        ("Coaching", "agile_coach"),
        ("Coaching goals", "agile_coach"),
    ]
    assert found[0].sentence.startswith("Gives a team or its lead an uncomfortable observation")


def test_where_all_is_met_the_next_level_begins():
    met = reading("agile_coach", "3 2 2 2 2 2 2 2 · 2 2 2 2 · 2 2 2 2 2 2")
    found = summarise(ANA, [met]).next
    assert [(item.level.key, item.now.rating) for item in found] == [("senior", 3), ("senior", 2), ("senior", 2)]
    assert found[0].title == default_framework().competency("think_independently").title


def test_at_the_last_level_nothing_is_next():
    staff = reading("staff", EVEN, FACILITATION)
    assert summarise(ANA, [staff]).next == ()


@pytest.mark.parametrize("history", [(), (LevelEntry("senior", date(2026, 4, 1), None, LevelReason.PROMOTION),)])
def test_the_first_assessment_after_a_promotion_says_so(history):
    promoted = reading("senior", "1 1 1 1 1 1 0 1 · 2 2 2 2 · 0 1 1 0 1 1", FACILITATION, on=AUTUMN)
    assert summarise(ANA, [AFTER, promoted], history=history).after_promotion


def test_a_promotion_before_the_first_assessment_counts():
    history = [LevelEntry("agile_coach", date(2025, 1, 1), None, LevelReason.PROMOTION)]
    assert summarise(ANA, [AFTER], history=history).after_promotion
    assert not summarise(ANA, [AFTER]).after_promotion


def test_the_second_assessment_at_a_level_is_an_ordinary_one():
    history = [LevelEntry("agile_coach", date(2025, 1, 1), None, LevelReason.PROMOTION)]
    assert not summarise(ANA, [BEFORE, AFTER], history=history).after_promotion


def test_a_first_look_has_no_fit_word():
    found = summarise(ANA, [reading("agile_coach", EVEN, purpose=Purpose.BASELINE)])
    assert found.first_look
    assert (found.fit.word, found.fit.overall) == (None, 100)


def test_the_present_level_stands_beside_the_one_read():
    found = summarise(replace(ANA, level="senior", level_since=date(2026, 4, 1)), [AFTER])
    assert (found.level.key, found.current.level.key) == ("senior", "agile_coach")


def test_a_level_the_framework_lost_gives_way_to_the_one_read():
    assert summarise(replace(ANA, level="principal"), [AFTER]).level.key == "agile_coach"


def test_the_radar_knows_you_your_level_and_the_next():
    axis = next(axis for axis in summarise(ANA, [AFTER]).radar.axes if axis.title == "Facilitation")
    assert (axis.pillar, axis.you, axis.level, axis.next) == ("Craft", 5, 4, 4)


def test_the_radar_of_the_last_level_has_no_next():
    radar = summarise(ANA, [reading("staff", EVEN, FACILITATION)]).radar
    assert (radar.next, {axis.next for axis in radar.axes}, radar.top) == (None, {None}, 9)


def test_any_ladder_has_a_summary():
    framework = ladder_of(5, 4)
    found = summarise(ANA, [reading("l2", "2 1 2 3 2 2 2 2 2 2 2 2", framework=framework, on=SPRING)])
    assert [item.title for item in found.next] == ["Title of p1c2"]
    assert len(found.radar.pillars()) == 4
