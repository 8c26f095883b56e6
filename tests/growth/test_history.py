from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from framework.loading import default_framework
from framework.model import Framework
from growth.assessment import Purpose, Source, State
from growth.history import countable, course, growth_between, successors
from tests.growth.readings import AUTUMN, ladder_of, reading

FACILITATION = frozenset({"facilitation"})
V5_BEFORE = reading("agile_coach", "2 2 3 2 2 2 2 2 · 2 2 3 2 · 2 2 2 1 2 2")
V5_AFTER = reading("senior", "1 1 1 1 1 1 0 1 · 2 2 2 2 · 0 1 1 0 1 1", FACILITATION, on=AUTUMN, cycle="2026-H2")
EVEN = "2 2 2 2 2 2 2 2 · 2 2 2 2 · 2 2 2 2 2 2"


def renamed(
    framework: Framework, version: str, names: dict[str, str], dropped: frozenset[str] = frozenset()
) -> Framework:
    """Build the next version of a framework in which some competencies have other keys."""
    kept = [c for c in framework.competencies if c.key not in dropped]
    competencies = tuple(replace(c, key=names.get(c.key, c.key)) for c in kept)
    return replace(framework, version=version, competencies=competencies, became=names, dropped=dropped)


def test_v5_a_promotion_shows_growth_and_no_fall():
    growth = growth_between(V5_BEFORE, V5_AFTER)
    assert (len(growth.changes), len(growth.ups), growth.same, len(growth.downs), growth.net) == (18, 12, 6, 0, 12)
    assert growth.net_by_pillar == {"behavior": 6, "craft": 1, "impact": 5}


def test_v5_equal_growth_comes_in_framework_order():
    top = [change.competency for change in growth_between(V5_BEFORE, V5_AFTER).ups[:3]]
    assert top == ["think_independently", "promote_collaboration", "situational_leadership"]


def test_larger_growth_comes_first():
    after = reading("agile_coach", "2 2 2 2 2 2 2 3 · 2 2 2 2 · 2 2 2 2 2 3", following={"measure_learn": 2}, on=AUTUMN)
    ups = growth_between(reading("agile_coach", EVEN), after).ups
    assert [(change.competency, change.by) for change in ups] == [("measure_learn", 2), ("relationships", 1)]


def test_growth_tells_the_sentence_before_and_after():
    change = growth_between(V5_BEFORE, V5_AFTER).ups[0]
    assert (change.before.level.key, change.before.rating) == ("agile_coach", 2)
    assert (change.after.level.key, change.after.rating) == ("senior", 1)
    assert change.before.sentence != change.after.sentence


def test_what_was_skipped_once_is_not_compared():
    before = reading("agile_coach", "- 2 2 2 2 2 2 2 · 2 2 2 2 · 2 2 2 2 2 .")
    after = reading("agile_coach", "3 2 2 2 2 2 2 2 · - 2 2 2 · 2 2 2 2 2 3", on=AUTUMN)
    assert len(growth_between(before, after).changes) == 15


def test_lower_positions_are_kept_apart():
    after = reading("agile_coach", "0 1 2 2 2 2 2 2 · 2 2 2 2 · 2 2 2 2 2 2", on=AUTUMN)
    growth = growth_between(reading("agile_coach", EVEN), after)
    assert [(change.competency, change.by) for change in growth.downs] == [
        ("think_independently", -2),
        ("promote_collaboration", -1),
    ]
    assert growth.ups == ()


def test_under_120_days_is_too_soon_to_say():
    first = reading("agile_coach", EVEN, on=date(2026, 1, 1))
    assert growth_between(first, reading("agile_coach", EVEN, on=date(2026, 4, 30))).too_soon
    assert not growth_between(first, reading("agile_coach", EVEN, on=date(2026, 5, 1))).too_soon


def test_a_renamed_competency_keeps_its_growth():
    second = renamed(default_framework(), "1.1.0", {"facilitation": "group_work"})
    after = reading(
        "agile_coach", EVEN.replace("2 2 2 2 · 2 2 2 2 2 2", "2 2 3 2 · 2 2 2 2 2 2"), framework=second, on=AUTUMN
    )
    growth = growth_between(reading("agile_coach", EVEN), after, [default_framework(), second])
    assert [change.competency for change in growth.ups] == ["group_work"]
    assert len(growth.changes) == 18


def test_keys_are_followed_over_several_versions():
    second = renamed(default_framework(), "1.1.0", {"facilitation": "group_work"})
    third = renamed(second, "1.2.0", {"group_work": "gatherings"})
    after = reading("agile_coach", EVEN, framework=third, on=AUTUMN)
    growth = growth_between(reading("agile_coach", EVEN), after, [default_framework(), second, third])
    assert len(growth.changes) == 18


def test_what_was_dropped_or_split_is_not_compared():
    second = renamed(default_framework(), "2.0.0", {}, frozenset({"teaching", "ambiguity"}))
    after = reading("agile_coach", "2 2 2 2 2 2 2 · 2 2 2 · 2 2 2 2 2 2", framework=second, on=AUTUMN)
    assert len(growth_between(reading("agile_coach", EVEN), after, [default_framework(), second]).changes) == 16


def test_a_reused_key_is_not_mistaken_for_its_namesake():
    """Teaching was dropped and another competency took its key: nothing of it is compared."""
    framework = default_framework()
    second = replace(framework, version="2.0.0", dropped=frozenset({"teaching"}))
    assert "teaching" not in successors([framework, second])


def test_two_keys_that_became_one_are_not_compared():
    framework = default_framework()
    second = replace(framework, version="2.0.0", became={"coaching": "teaching"})
    assert not {"coaching", "teaching"} & set(successors([framework, second]))


def test_nothing_is_compared_across_other_levels():
    other = ladder_of(3, 2)
    after = reading("l2", "2 2 2 2 2 2", framework=other, on=AUTUMN)
    assert growth_between(reading("agile_coach", EVEN), after).changes == ()


def test_practice_and_drafts_are_never_counted():
    kept = reading("agile_coach", EVEN)
    practice = reading("agile_coach", EVEN, purpose=Purpose.PRACTICE)
    draft = reading("agile_coach", EVEN, state=State.DRAFT)
    manager = replace(kept, assessment=replace(kept.assessment, source=Source.MANAGER))
    assert countable([practice, draft, manager, kept]) == (kept,)


def test_the_course_runs_from_the_oldest_cycle():
    found = course(default_framework(), [V5_AFTER, V5_BEFORE])
    assert [point.cycle for point in found.points] == ["2026-H1", "2026-H2"]
    assert found.points[0].positions == {
        "behavior": Fraction(33, 8),
        "craft": Fraction(17, 4),
        "impact": Fraction(23, 6),
    }


def test_a_cycle_that_lacks_a_pillar_is_left_out_and_named():
    skipped = reading("agile_coach", "2 2 2 2 2 2 2 2 · - - - - · 2 2 2 2 2 2", on=AUTUMN, cycle="2026-H2")
    found = course(default_framework(), [V5_BEFORE, skipped])
    assert ([point.cycle for point in found.points], found.left_out) == (["2026-H1"], ("2026-H2",))


def test_a_pillar_not_enough_seen_has_no_position():
    thin = reading("agile_coach", "2 2 2 2 2 2 2 2 · - - 2 2 · 2 2 2 2 2 2")
    assert course(default_framework(), [thin]).left_out == ("2026-H1",)


def test_a_cycle_on_another_ladder_is_left_out():
    other = reading("l2", "2 2 2 2 2 2", framework=ladder_of(3, 2), cycle="2025-H1", on=date(2025, 3, 1))
    found = course(default_framework(), [other, V5_BEFORE])
    assert found.left_out == ("2025-H1",)


marks = st.lists(st.sampled_from("0123-."), min_size=18, max_size=18).map(" ".join)


@given(marks, marks)
def test_counts_and_nets_always_add_up(first, second):
    growth = growth_between(reading("agile_coach", first), reading("senior", second, FACILITATION, on=AUTUMN))
    assert len(growth.ups) + growth.same + len(growth.downs) == len(growth.changes)
    assert sum(growth.net_by_pillar.values()) == growth.net


@given(marks)
def test_a_promotion_alone_never_looks_like_a_fall(ratings):
    """Whoever is rated anew one level up, beyond read as developing and all else as not yet, is nowhere lower."""
    before = reading("agile_coach", ratings)
    again = "".join({"3": "1", "-": "-", ".": "."}.get(mark, "0") for mark in ratings.split())
    keys = frozenset(c.key for c in default_framework().specialisable)
    after = reading("senior", again, keys, on=AUTUMN)
    assert growth_between(before, after).downs == ()
