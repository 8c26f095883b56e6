"""What the numbers of a growth summary mean, for its coach alone: positions, percentages, and what depth resembles.

The only screen with percentages; it opens when asked for.
"""

from typing import Any

from framework.model import Framework
from growth.archetypes import Likeness, Match, shown
from growth.fit import PillarFit, Word
from growth.ladder import PER_LEVEL, tenths
from growth.summary import GrowthSummary
from views import blocks
from views.charts import NOT_ENOUGH_SEEN
from views.ids import Summary as Ids
from views.summary import after_promotion_line

WORDS = {Word.SETTLED: "settled at", Word.GROWING_IN: "growing into", Word.STARTING: "starting at"}
LIKENESS = {Likeness.STRONG: "much like", Likeness.SOME: "somewhat like"}


def fit_view(summary: GrowthSummary) -> dict[str, Any]:
    """Return the modal that explains the numbers of a summary."""
    return blocks.modal(
        "What the numbers mean",
        [
            blocks.section(_positions(summary.framework)),
            blocks.section(_fit(summary)),
            blocks.section("\n".join(_pillar(summary.framework, pillar) for pillar in summary.fit.pillars)),
            blocks.context(
                "A sentence counts in full at level, half while developing, and never more: strengths hide no gaps. "
                "Every pillar weighs the same. Percentages stand here only, and nobody else sees them."
            ),
            *_resembles(summary),
            blocks.section(_action(summary)),
        ],
        callback_id=Ids.VIEW,
    )


def _positions(framework: Framework) -> str:
    scale = framework.scale
    rungs = ", ".join(f"{blocks.escape(level.short)} {PER_LEVEL * level.rank}" for level in framework.levels)
    first, second = (blocks.escape(level.short) for level in framework.levels[:2])
    at, beyond, developing = (blocks.escape(scale.label(rating)) for rating in (2, 3, 1))
    return (
        f"*Positions* run from 0 to {framework.top_position} on one ladder through all levels. {at} is: {rungs}.\n"
        f"{beyond} at {first} is where {developing} at {second} is, so a promotion never looks like a fall.\n"
        "A pillar's position is the mean of its answers. Positions compare you with the framework, never with people."
    )


def _fit(summary: GrowthSummary) -> str:
    found, title = summary.fit, blocks.escape(summary.current.level.title)
    if found.word is not None:
        words = f"you are *{WORDS[found.word]} {title}*"
    elif summary.first_look:
        words = "in a first look no word is given"
    elif found.not_enough_seen:
        words = "not enough was seen for a word"
    else:
        words = "too few answers for a word"
    overall = f", {found.overall} % overall" if found.overall is not None else ""
    lines = [f"*How your answers meet {title}:* {words}{overall}; {found.met} of {found.answered} sentences met."]
    if found.level.min_specialisms:
        met = "met" if found.specialisms_met else "not yet"
        lines.append(f"At least {found.level.min_specialisms} of your specialisms at the level's own sentence: {met}.")
    if summary.after_promotion:
        lines.append(after_promotion_line(summary))
    if found.missing:
        missing = ", ".join(blocks.escape(summary.framework.competency(key).title) for key in found.missing)
        lines.append(f"Without an answer, and not guessed: {missing}.")
    return "\n".join(lines)


def _pillar(framework: Framework, pillar: PillarFit) -> str:
    title = blocks.escape(framework.pillar(pillar.pillar).title)
    if pillar.score is None or pillar.position is None:
        return f"*{title}*: {NOT_ENOUGH_SEEN}"
    met = f"{pillar.met} of {pillar.answered} sentences met"
    return f"*{title}*: {pillar.score} %, {met}, position {tenths(pillar.position)}"


def _resembles(summary: GrowthSummary) -> list[dict[str, Any]]:
    """Return the archetypes the coach's depth resembles, at levels where there can be any."""
    if not summary.framework.archetypes or not (summary.matches or summary.current.level.may_specialise):
        return []
    lines = [_match(summary.framework, match) for match in shown(summary.matches)]
    if not summary.matches:
        lines = ["A rounded baseline, nothing to match yet, and that is fine."]
    elif not lines:
        lines = ["Nothing in the catalogue comes close: a shape of your own."]
    heading = "*What your depth resembles*: a mirror, not a label. You choose, or find words of your own."
    return [blocks.section("\n".join([heading, *lines]))]


def _match(framework: Framework, match: Match) -> str:
    because = " and ".join(blocks.escape(framework.competency(key).title) for key in match.because[:2])
    leaning = "leaning, " if match.leaning else ""
    name, description = blocks.escape(match.archetype.name), blocks.escape(match.archetype.description)
    return f"• *{name}*: {leaning}{LIKENESS[match.likeness or Likeness.SOME]}. {description}. Through {because}."


def _action(summary: GrowthSummary) -> str:
    if not summary.next:
        return "*What you can do:* take one of your strengths to somebody who is growing into it."
    title, sentence = blocks.escape(summary.next[0].title), blocks.escape(summary.next[0].sentence)
    return f"*What you can do:* bring one sentence to your talk, such as {title}: “{sentence}”"
