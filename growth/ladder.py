"""Where an answer stands on the one ladder that runs through all levels (domain rule 3.1), in whole numbers.

"At level" at rank L is position 2·L; "beyond" at L is "developing" at L+1. So a coach who is rated anew after a
promotion does not seem to fall.
"""

from dataclasses import dataclass
from fractions import Fraction

from framework.model import Framework, Level
from growth.assessment import BEYOND, Answer, Assessment, answer_to

PER_LEVEL = 2
"""Positions from one level's "at level" to the next one's."""


@dataclass(frozen=True, slots=True)
class Step:
    """What an answer says in words: a rating 0..3 of the sentence of one level."""

    level: Level
    rating: int
    sentence: str


def rounded(exact: Fraction) -> int:
    """Return the nearest whole number of a fraction, half up."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def percent(share: Fraction) -> int:
    """Return a share 0..1 as a whole-number percentage, half up."""
    return rounded(100 * share)


def tenths(exact: Fraction) -> str:
    """Return a position (not below 0) with one decimal, half up: "4.3"."""
    whole, tenth = divmod(rounded(10 * exact), 10)
    return f"{whole}.{tenth}"


def position(framework: Framework, answer: Answer) -> int | None:
    """Return the ladder position 0..2·n+1 of an answer for n levels, or None where it has no rating."""
    if answer.rating is None:
        return None
    level = framework.level(answer.ref_level)
    if answer.rating == BEYOND and answer.next_rating is not None and framework.next_level(level) is not None:
        return PER_LEVEL * level.rank + max(1, answer.next_rating)
    return PER_LEVEL * (level.rank - 1) + answer.rating


def positions(framework: Framework, assessment: Assessment) -> dict[str, int]:
    """Return {competency key: position} of everything rated, in framework order; skips have none."""
    found = {}
    for competency in framework.competencies:
        answer = answer_to(framework, assessment, competency.key)
        place = position(framework, answer) if answer is not None else None
        if place is not None:
            found[competency.key] = place
    return found


def skipped(assessment: Assessment) -> frozenset[str]:
    """Return the keys of the competencies that had no occasion."""
    return frozenset(key for key, answer in assessment.answers.items() if answer.skipped)


def step(framework: Framework, answer: Answer) -> Step | None:
    """Return the sentence an answer stands for and how it was rated, or None where it has no rating.

    It is the next level's sentence once that one is at least developing, the answer's own until then.
    """
    if answer.rating is None:
        return None
    level, rating = framework.level(answer.ref_level), answer.rating
    above = framework.next_level(level)
    if rating == BEYOND and answer.next_rating and above is not None:
        level, rating = above, answer.next_rating
    return Step(level, rating, framework.competency(answer.competency).expectations[level.key].sentence)
