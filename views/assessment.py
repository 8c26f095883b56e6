"""One page of the self-assessment, as it is drawn; `views.assessment_reading` reads what was typed into it.

The sentence of the person's level stands before the scale; last time's rating only after this time's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from framework.model import SKIP, Competency, Framework
from growth.assessment import (
    Answer,
    Assessment,
    Page,
    Progress,
    answer_to,
    asks_next_level,
    is_required,
    progress,
)
from growth.calendar import spoken
from growth.evidence import Evidence
from views import blocks
from views.ids import Assessment as Ids
from views.ids import Field, block_id

EVIDENCE_SHOWN = 5
LONGEST_NOTE = 3000


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What stands around the questions: last time's labels, evidence by competency, cycle, manager, coach's zone."""

    last_time: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, Sequence[Evidence]] = field(default_factory=dict)
    reader: str = ""
    cycle: str = ""
    zone: str = ""
    may_take_over: bool = False
    closed: bool = False


def page_view(
    framework: Framework,
    assessment: Assessment,
    page: Page,
    backdrop: Backdrop,
    *,
    visit: str,
    notice: str = "",
) -> dict[str, Any]:
    """Return the modal of one page. `visit` names this visit of it; `notice` is a sentence put on top."""
    shown = [blocks.section(notice)] if notice else []
    shown.append(blocks.context(_where(framework, assessment, page, backdrop)))
    if backdrop.may_take_over:
        shown.append(_take_over())
    for number, competency in enumerate(page.competencies):
        if number:
            shown.append(blocks.divider())
        shown += _question(framework, assessment, competency, backdrop, visit, explains=number == 0)
    shown.append(_ways_out(assessment, page, closed=backdrop.closed, specialises=assessment.specialisms is not None))
    view = blocks.modal(
        "Practice" if assessment.cycle_id is None else "Self-assessment",
        [block for block in shown if block],
        callback_id=Ids.PAGE,
        submit="Next" if not backdrop.closed else "Save",
        close="Finish later",
        metadata=page_metadata(assessment, visit, page.number),
    )
    return {**view, "notify_on_close": True}


def page_metadata(assessment: Assessment, visit: str, page: int) -> dict[str, Any]:
    """Return what a view of the assessment carries: ids and a page number (0 before the first page)."""
    carried: dict[str, Any] = {"page": page, "visit": visit}
    if assessment.cycle_id is not None:
        carried["cycle"] = assessment.cycle_id
    elif assessment.id is None:
        carried["level"] = assessment.level
    return carried


def progress_words(done: Progress) -> str:
    """Return "7 of 18 answered, about 16 minutes left"."""
    if done.answered == done.total:
        return f"all {done.total} answered"
    minutes = done.minutes_left
    return f"{done.answered} of {done.total} answered, about {minutes} minute{'s' if minutes != 1 else ''} left"


def who_sees(assessment: Assessment, reader: str, *, closed: bool = False) -> str:
    """Return who can see it, in one phrase; `reader` is the manager's name, or empty."""
    if assessment.cycle_id is None:
        return "practice: only you ever see it"
    if not reader or closed:
        return "saved as you go, only you can see this"
    return "saved as you go, only you can see this until you submit"


def _where(framework: Framework, assessment: Assessment, page: Page, backdrop: Backdrop) -> str:
    pillar = framework.pillar(page.pillar).title
    done = progress_words(progress(framework, assessment))
    seen = who_sees(assessment, backdrop.reader, closed=backdrop.closed)
    return f"Page {page.number} of {page.of} · {blocks.escape(pillar)} · {done} · {seen}"


def _take_over() -> dict[str, Any]:
    return blocks.section(
        "You have practised at this level. Its answers can be your starting point; you can change every one of them.",
        accessory=blocks.button("Use my practice", Ids.TAKE_OVER),
    )


def _question(
    framework: Framework,
    assessment: Assessment,
    competency: Competency,
    backdrop: Backdrop,
    visit: str,
    *,
    explains: bool,
) -> list[dict[str, Any]]:
    """Return one competency's part of a page; what `explains` has the full anchors, which need standing only once."""
    answer = answer_to(framework, assessment, competency.key)
    level = framework.reference_level(competency.key, assessment.level, assessment.chosen())
    required = is_required(assessment, competency)
    hint = _anchors(framework) if explains else ""
    title = blocks.escape(competency.title)
    optional = "" if required else " _(you may leave this one out)_"
    read_at = f"At {blocks.escape(level.title)}" if level.key != assessment.level else ""
    shown = [
        blocks.section(f"*{title}*: {blocks.escape(competency.definition)}{optional}"),
        blocks.section("> " + blocks.escape(competency.expectations[level.key].sentence)),
        _scale(framework, competency, Field.RATING, _choice(answer), visit, optional=not required, hint=hint),
    ]
    if read_at:
        shown.insert(2, blocks.context(f"{read_at}: not one of your specialisms, so it stays at this sentence."))
    if answer is not None and answer.answered and competency.key in backdrop.last_time:
        shown.append(blocks.context(f"Last time: {blocks.escape(backdrop.last_time[competency.key])}"))
    if answer is not None and asks_next_level(framework, answer):
        shown += _next_question(framework, competency, answer, visit)
    shown.append(_note(framework, competency, answer, visit))
    shown += _attached(competency, answer, backdrop, visit)
    return shown


def _next_question(framework: Framework, competency: Competency, answer: Answer, visit: str) -> list[dict[str, Any]]:
    level = framework.next_level(framework.level(answer.ref_level))
    if level is None:
        return []
    sentence = blocks.escape(competency.expectations[level.key].sentence)
    return [
        blocks.section(f"And one level on, at {blocks.escape(level.title)}:\n> {sentence}"),
        _scale(framework, competency, Field.NEXT, _digit(answer.next_rating), visit, optional=True),
    ]


def _scale(
    framework: Framework,
    competency: Competency,
    asked: Field,
    chosen: str | None,
    visit: str,
    *,
    optional: bool,
    hint: str = "",
) -> dict[str, Any]:
    scale = framework.scale
    action = Ids.RATE if asked is Field.RATING else Ids.RATE_NEXT
    label = scale.question if asked is Field.RATING else "Where are you with that one?"
    return blocks.field(
        f"{competency.title}: {label[:1].lower()}{label[1:]}",
        blocks.radio(action, _options(framework), chosen),
        block_id(asked, competency.key, visit),
        hint=hint,
        optional=optional,
        dispatch=True,
    )


@lru_cache(maxsize=64)
def _options(framework: Framework) -> tuple[dict[str, Any], ...]:
    """Return the scale's answers; every question of a framework has the same."""
    scale = framework.scale
    answers = (blocks.option(point.label, str(point.value), point.short) for point in scale.points)
    return (*answers, blocks.option(scale.skip_label, SKIP, scale.skip_short))


def _anchors(framework: Framework) -> str:
    return "\n".join(f"{point.label}: {point.anchor}." for point in framework.scale.points)


def _note(framework: Framework, competency: Competency, answer: Answer | None, visit: str) -> dict[str, Any]:
    wanted = f"{framework.scale.label(2)} and {framework.scale.label(3)}"
    return blocks.field(
        "An example that someone you work with would recognise",
        blocks.text_input(
            Ids.NOTE,
            initial=answer.note[:LONGEST_NOTE] if answer else "",
            placeholder=f"One sentence is enough; it goes with {wanted}",
            longest=LONGEST_NOTE,
        ),
        block_id(Field.NOTE, competency.key, visit),
    )


def _attached(competency: Competency, answer: Answer | None, backdrop: Backdrop, visit: str) -> list[dict[str, Any]]:
    ticked = answer.evidence if answer else frozenset()
    # What is attached comes first: a form says all that is ticked, and would drop what it does not show.
    kept = sorted(backdrop.evidence.get(competency.key, ()), key=lambda piece: piece.id not in ticked)[:EVIDENCE_SHOWN]
    if not kept:
        return []
    options = [
        blocks.option(blocks.truncate(piece.title, 60), piece.id, spoken(piece.happened_on, year=True))
        for piece in kept
    ]
    label = "Evidence you have kept for this"
    return [
        blocks.field(
            label,
            blocks.checkboxes(Ids.ATTACH, options, ticked),
            block_id(Field.EVIDENCE, competency.key, visit),
        )
    ]


def _ways_out(assessment: Assessment, page: Page, *, closed: bool, specialises: bool) -> dict[str, Any]:
    buttons = []
    if page.number > 1 or specialises:
        buttons.append(blocks.button("Back", Ids.BACK))
    if closed and assessment.cycle_id is not None:
        buttons.append(blocks.button("Keep as practice", Ids.KEEP, primary=True))
    return blocks.actions(*buttons) if buttons else {}


def _choice(answer: Answer | None) -> str | None:
    if answer is None:
        return None
    return SKIP if answer.skipped else _digit(answer.rating)


def _digit(rating: int | None) -> str | None:
    return None if rating is None else str(rating)
