"""The growth summary as its coach sees it: a direct message, a part of App Home, and all of it in words.

Sentences before numbers, strengths before what is next, an action last; no rank, no comparison with people. What the
numbers mean stands apart, for whoever opens it (`views.numbers`).
"""

from collections.abc import Iterable
from typing import Any

from growth.calendar import spoken
from growth.history import Growth
from growth.ladder import Step
from growth.radar import Axis, RadarProfile
from growth.summary import Example, Grown, GrowthSummary, NextSentence
from views import blocks
from views.charts import NOT_ENOUGH_SEEN, alt_text, course_chart, course_in_words, left_out_words, place_of
from views.ids import Summary as Ids

NOTHING_YET = "There is no summary yet: it begins with your first submitted self-assessment. `/grow assess` opens one."
NOT_FOR_YOU = "A growth summary is for people the framework is about, and Trellis does not know you as one."
ON_ITS_WAY = "Your growth summary is on its way, here in Trellis's messages. Only you see it."
READY = "Your growth summary is ready: press Read as text for all of it in words, charts included. Only you see it."
ONLY_YOU = "Only you see this. Positions compare you with the framework, never with people."
LONGEST_EXAMPLE = 300


def summary_message(summary: GrowthSummary, *, chart: bool = True, radar_file_id: str | None = None) -> dict[str, Any]:
    """Return the direct message, `text` and `blocks`, that a coach asked for.

    Without `chart`, or without the id of the uploaded radar, the same is said in words.
    """
    shown = [
        blocks.header(f"Your growth, {summary.current.cycle}"),
        blocks.context(_standing(summary)),
        *_story(summary),
        *_next(summary),
        *_course(summary, chart=chart),
        _radar(summary.radar, radar_file_id),
        blocks.context(ONLY_YOU),
        blocks.actions(
            blocks.button("Read as text", Ids.READ, primary=True),
            blocks.button("What do the numbers mean?", Ids.NUMBERS),
        ),
    ]
    return {"text": READY, "blocks": shown}


def home_summary_blocks(summary: GrowthSummary, *, chart: bool = True) -> list[dict[str, Any]]:
    """Return what App Home shows of it: the names of what grew and what is next, and the chart."""
    lines = []
    if summary.grown and summary.previous is not None:
        lines.append(_named(f"Grew since {summary.previous.cycle}", (grown.title for grown in summary.grown)))
    if summary.strengths:
        lines.append(_named("Your strengths", (strength.title for strength in summary.strengths)))
    if summary.next:
        lines.append(_named("Next to grow into", (item.title for item in summary.next)))
    story = [blocks.section("\n".join(lines))] if lines else []
    return [*story, *_course(summary, chart=chart)]


def summary_as_text(summary: GrowthSummary) -> dict[str, Any]:
    """Return the modal that says everything the summary shows, its charts included."""
    return blocks.modal(
        "Your growth, in words",
        [
            blocks.header(f"Your growth, {summary.current.cycle}"),
            blocks.context(_standing(summary)),
            *_story(summary),
            *_course(summary, chart=False),
            *_profile_in_words(summary.radar),
            *_next(summary),
            blocks.context(ONLY_YOU),
        ],
        callback_id=Ids.VIEW,
    )


def after_promotion_line(summary: GrowthSummary) -> str:
    """Return what the first assessment after a promotion carries, mrkdwn."""
    title, developing = blocks.escape(summary.current.level.title), blocks.escape(summary.framework.scale.label(1))
    return f"It is your first one as {title}: most people start here with several _{developing}_."


def sections(lines: Iterable[str]) -> list[dict[str, Any]]:
    """Return lines of mrkdwn in as few sections as hold them."""
    texts: list[str] = []
    for line in lines:
        kept = blocks.truncate(line, blocks.SECTION)
        if texts and len(texts[-1]) + len(kept) < blocks.SECTION:
            texts[-1] += f"\n{kept}"
        else:
            texts.append(kept)
    return [blocks.section(text) for text in texts]


def _standing(summary: GrowthSummary) -> str:
    framework = summary.framework
    since = f" since {summary.since:%B %Y}" if summary.since is not None else ""
    read_at = "" if summary.level == summary.current.level else f", read at {summary.current.level.title}"
    parts = [
        summary.name,
        f"{summary.level.title}{since}",
        f"{summary.current.cycle}, the last {framework.period_months} months{read_at}",
        f"framework {framework.version}",
    ]
    return " · ".join(blocks.escape(part) for part in parts)


def _story(summary: GrowthSummary) -> list[dict[str, Any]]:
    """Return what grew, the strengths, and what is worth a conversation."""
    shown = [blocks.section(line) for line in _beginnings(summary)]
    if summary.growth is not None:
        shown += _growth(summary, summary.growth)
    if summary.strengths:
        strengths = "\n".join(
            f"• *{blocks.escape(strength.title)}*: beyond {_quoted(strength.sentence)}"
            for strength in summary.strengths
        )
        shown += sections(["*Your strengths*", strengths])
    if summary.growth is not None and summary.growth.downs:
        titles = [summary.framework.competency(change.competency).title for change in summary.growth.downs]
        lower = _named("Worth a conversation", titles)
        shown.append(blocks.section(f"{lower}. The context or the bar may have changed."))
    return shown


def _beginnings(summary: GrowthSummary) -> list[str]:
    """Return the lines that a first assessment, a first look or a first one after a promotion begins with."""
    lines = []
    if summary.growth is None:
        lines.append("This is your first assessment here. From the next one on you will see what grew.")
    if summary.first_look:
        lines.append("It is a first look: it says nothing yet about how the level fits.")
    if summary.after_promotion:
        lines.append(after_promotion_line(summary))
    titles = [summary.framework.pillar(key).title for key in summary.fit.not_enough_seen]
    lines += [f"*{blocks.escape(title)}*: {NOT_ENOUGH_SEEN}." for title in titles]
    return lines


def _growth(summary: GrowthSummary, growth: Growth) -> list[dict[str, Any]]:
    before = blocks.escape(growth.before.cycle)
    shown = []
    if not growth.changes:
        words = f"There is nothing to compare with {before}: it was about other competencies or other levels."
    elif summary.grown:
        words = f"*Grew since {before}*"
    else:
        words = f"Since {before}, {growth.same} of {len(growth.changes)} stand where they stood."
    if growth.changes and growth.too_soon:
        days = (growth.after.on - growth.before.on).days
        shown.append(blocks.section(f"It is too soon to say much: {days} days lie between these two assessments."))
    shown.append(blocks.section(words))
    for grown in summary.grown:
        shown.append(blocks.section(_grown(summary, grown)))
        if grown.example is not None:
            shown.append(_seen_in(grown.example))
    if rest := len(growth.ups) - len(summary.grown):
        shown.append(blocks.context(f"and {rest} more of {len(growth.changes)}"))
    return shown


def _grown(summary: GrowthSummary, grown: Grown) -> str:
    change, title = grown.change, blocks.escape(grown.title)
    before, after = _label(summary, change.before), _label(summary, change.after)
    if change.before.sentence == change.after.sentence:
        return f"• *{title}*: {_quoted(change.after.sentence)}, from {before} to {after}"
    return (
        f"• *{title}*, from {_quoted(change.before.sentence)} ({before}) to {_quoted(change.after.sentence)} ({after})"
    )


def _seen_in(example: Example) -> dict[str, Any]:
    """Return the coach's own words as plain text, in which nothing is parsed."""
    day = f" ({spoken(example.on)})" if example.on is not None else ""
    words = blocks.truncate(example.text, LONGEST_EXAMPLE)
    return {"type": "context", "elements": [blocks.plain(f"Seen in: {words}{day}")]}


def _next(summary: GrowthSummary) -> list[dict[str, Any]]:
    if summary.next:
        return sections(["*Next to grow into*", *(_sentence(summary, item) for item in summary.next)])
    if not summary.fit.answered:
        return []
    if summary.framework.next_level(summary.current.level) is None:
        words = (
            "You meet every sentence of the last level: what is left is breadth, another specialism, or growing others."
        )
    else:
        words = "You meet every sentence shown here: a good moment to ask your manager what could be harder."
    return [blocks.section(f"*Next to grow into*\n{words}")]


def _sentence(summary: GrowthSummary, item: NextSentence) -> str:
    now = f" (now: {_label(summary, item.now)})" if item.now is not None and item.now.sentence == item.sentence else ""
    return f"• *{blocks.escape(item.title)}*, at {blocks.escape(item.level.title)}: {_quoted(item.sentence)}{now}"


def _course(summary: GrowthSummary, *, chart: bool) -> list[dict[str, Any]]:
    """Return the pillars over the cycles, drawn or in words, and which cycles are left out."""
    drawn = course_chart(summary.framework, summary.course)
    shown = [drawn] if chart and drawn is not None else []
    if not chart and summary.course.points:
        shown = sections(["*Where you stand, cycle by cycle*", *course_in_words(summary.framework, summary.course)])
    if left_out := left_out_words(summary.course):
        shown.append(blocks.context(left_out))
    return shown


def _radar(profile: RadarProfile, file_id: str | None) -> dict[str, Any]:
    words = alt_text(profile)
    return blocks.section(blocks.escape(words)) if file_id is None else blocks.image(file_id, words)


def _profile_in_words(profile: RadarProfile) -> list[dict[str, Any]]:
    """Return what the radar shows, competency by competency."""
    asked = f"at {profile.level}" + (f" and at {profile.next}" if profile.next is not None else "")
    shown = [blocks.section(f"*Your profile*: where you stand, and what is asked {blocks.escape(asked)}")]
    for title, axes in profile.pillars().items():
        shown += sections([f"*{blocks.escape(title)}*", *(_axis(profile, axis) for axis in axes)])
    return shown


def _axis(profile: RadarProfile, axis: Axis) -> str:
    you = f"{place_of(profile, axis.you)} ({axis.you})" if axis.you is not None else "not rated"
    above = f" and {axis.next}" if axis.next is not None else ""
    return f"{blocks.escape(axis.title)}: {blocks.escape(you)}; asked: {axis.level}{above}"


def _label(summary: GrowthSummary, step: Step) -> str:
    return blocks.escape(summary.framework.scale.label(step.rating))


def _named(heading: str, titles: Iterable[str]) -> str:
    return f"*{blocks.escape(heading)}:* {', '.join(blocks.escape(title) for title in titles)}"


def _quoted(sentence: str) -> str:
    return f"“{blocks.escape(sentence)}”"
