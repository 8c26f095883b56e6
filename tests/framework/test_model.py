import pytest

from framework.loading import default_framework, load_framework
from framework.model import UnknownKey
from tests.framework.files import ENGINEERING_FILE

COACHES = default_framework()
ENGINEERS = load_framework(ENGINEERING_FILE)


@pytest.mark.parametrize("text", ["senior", "Senior", " SENIOR AGILE COACH ", "senior agile coach"])
def test_a_level_is_found_by_key_title_or_short(text):
    level = COACHES.find_level(text)
    assert level is not None
    assert level.key == "senior"


def test_a_level_there_is_not_is_not_found():
    assert COACHES.find_level("chief") is None


@pytest.mark.parametrize("ask", [COACHES.level, COACHES.pillar, COACHES.competency])
def test_a_key_there_is_not_is_unknown(ask):
    with pytest.raises(UnknownKey):
        ask("chief")


@pytest.mark.parametrize("rank", [0, 5, -1])
def test_a_rank_off_the_ladder_is_unknown(rank):
    with pytest.raises(UnknownKey):
        COACHES.level_of_rank(rank)


def test_nothing_comes_after_the_last_level():
    assert COACHES.next_level(COACHES.level("staff")) is None
    assert COACHES.next_level(COACHES.level("associate")) == COACHES.level("agile_coach")


REFERENCES = [
    (COACHES, "facilitation", "senior", {"facilitation"}, "senior"),
    (COACHES, "coaching", "senior", {"facilitation"}, "agile_coach"),
    (COACHES, "coaching", "staff", set(), "agile_coach"),
    (COACHES, "coaching", "associate", set(), "associate"),
    (COACHES, "feedback", "staff", {"facilitation"}, "staff"),
    (ENGINEERS, "data", "principal", {"data", "services"}, "principal"),
    (ENGINEERS, "security", "principal", {"data", "services"}, "senior"),
    (ENGINEERS, "security", "senior", set(), "senior"),
]


@pytest.mark.parametrize(("framework", "competency", "level", "specialisms", "expected"), REFERENCES)
def test_other_crafts_stay_at_the_floor(framework, competency, level, specialisms, expected):
    assert framework.reference_level(competency, level, frozenset(specialisms)).key == expected


@pytest.mark.parametrize(("framework", "top"), [(COACHES, 9), (ENGINEERS, 11)])
def test_the_ladder_has_two_steps_a_level_and_one(framework, top):
    assert framework.top_position == top


def test_asking_begins_with_what_can_be_checked():
    assert [c.key for c in COACHES.asked()][:2] == ["value_delivery", "lasting_improvement"]
    assert len(COACHES.asked()) == 18
