"""The steps around the questions: which level to practise, specialisms, the review, and what stands after it."""

from collections.abc import Mapping, Sequence
from typing import Any

from framework.model import Framework
from growth.assessment import Answer, Assessment, Gap, answer_to, gaps, pages, progress
from growth.calendar import local_day, spoken
from growth.cycles import Cycle
from growth.desk import may_still_change
from views import blocks
from views.assessment import Backdrop, page_metadata, progress_words, who_sees
from views.ids import Assessment as Ids
from views.ids import Field, Summary, block_id

CHECKBOXES = 10
"""Slack's limit of options in checkboxes; beyond it a multi-select takes their place."""

NO_ANSWER = "no answer"
_SPECIALISMS = f"{Field.SPECIALISMS}."


def level_view(framework: Framework, whom: str) -> dict[str, Any]:
    """Return the modal in which a coach without a level chooses one to practise at; `whom` is whom to ask."""
    options = [blocks.option(level.title, level.key) for level in framework.levels]
    return blocks.modal(
        "Practice",
        [
            blocks.section(
                f"Nobody has told Trellis your level yet. {whom} can set it. Until then you can practise: "
                "answer at a level of your choice, only you ever see it."
            ),
            blocks.field(
                "Practise at",
                blocks.radio(Ids.CHOOSE_LEVEL, options, None),
                block_id(Field.LEVEL, "", "1"),
                optional=False,
            ),
        ],
        callback_id=Ids.LEVEL,
        submit="Start",
        close="Not now",
    )


def read_level(view: Mapping[str, Any]) -> tuple[str, str | None]:
    """Return the block_id and the level key chosen in `level_view`, None where none was."""
    for id_, elements in _state(view).items():
        for element in elements.values():
            return id_, (element.get("selected_option") or {}).get("value")
    return block_id(Field.LEVEL, "", "1"), None


def specialisms_view(
    framework: Framework, assessment: Assessment, backdrop: Backdrop, *, visit: str, prefilled: frozenset[str]
) -> dict[str, Any]:
    """Return the first page at levels that may specialise; `prefilled` are the crafts of last time."""
    level = framework.level(assessment.level)
    offered = framework.specialisable
    pillar = framework.pillar(offered[0].pillar)
    floor = framework.level(pillar.floor) if pillar.floor else level
    chosen = assessment.specialisms if assessment.specialisms is not None else prefilled
    options = [blocks.option(c.title, c.key, c.definition) for c in offered]
    own = blocks.escape(level.title)
    label = f"Which parts of {pillar.title} do you want to be read at your own level?"
    least = level.min_specialisms
    element = (blocks.checkboxes if len(options) <= CHECKBOXES else _multi_select)(Ids.SPECIALISE, options, chosen)
    return blocks.modal(
        "Practice" if assessment.cycle_id is None else "Self-assessment",
        [
            blocks.context(f"Before page 1 of {len(pages(framework))} · {who_sees(assessment, backdrop.reader)}"),
            blocks.section(
                f"At {own} you may go deep. What you choose here is read at {own}, the rest stays at the "
                f"{blocks.escape(floor.title)} sentence. You can change it until you submit."
            ),
            blocks.field(
                label,
                element,
                block_id(Field.SPECIALISMS, "", visit),
                hint=f"At least {least}." if least else "",
                optional=not least,
                dispatch=True,
            ),
        ],
        callback_id=Ids.SPECIALISMS,
        submit="Next",
        close="Finish later",
        metadata=page_metadata(assessment, visit, 0),
    )


def read_specialisms(view: Mapping[str, Any]) -> tuple[str, frozenset[str] | None]:
    """Return the field's block_id and what is ticked; None where neither state nor form has the field.

    A field that the state leaves out was not touched: what it was drawn with holds.
    """
    for block in view.get("blocks") or []:
        if str(block.get("block_id", "")).startswith(_SPECIALISMS):
            drawn: Mapping[str, Any] = {Ids.SPECIALISE: {"selected_options": block["element"].get("initial_options")}}
            return block["block_id"], _ticked(_state(view).get(block["block_id"]) or drawn)
    for id_, elements in _state(view).items():
        if id_.startswith(_SPECIALISMS):
            return id_, _ticked(elements)
    return f"{_SPECIALISMS}0", None


def review_view(framework: Framework, assessment: Assessment, backdrop: Backdrop, *, visit: str) -> dict[str, Any]:
    """Return the last page: all answers in words, and what submitting does."""
    missing = gaps(framework, assessment)
    shown: list[dict[str, Any]] = [blocks.context(f"Last page · {progress_words(progress(framework, assessment))}")]
    shown += _answers(framework, assessment, missing)
    shown.append(blocks.section(_what_happens(assessment, backdrop)))
    shown.append(blocks.actions(blocks.button("Back", Ids.BACK)))
    return blocks.modal(
        "Practice" if assessment.cycle_id is None else "Self-assessment",
        shown,
        callback_id=Ids.REVIEW,
        submit=None if missing or backdrop.closed else _submit_label(assessment),
        close="Finish later",
        metadata=page_metadata(assessment, visit, len(pages(framework)) + 1),
    )


def done_view(framework: Framework, assessment: Assessment, backdrop: Backdrop) -> dict[str, Any]:
    """Return what stands after submitting: who sees it when, and what can be done now."""
    if assessment.cycle_id is None:
        return blocks.modal("Practice", _practised(framework, assessment), callback_id=Ids.DONE)
    day = spoken(local_day(assessment.submitted_at, backdrop.zone)) if assessment.submitted_at else ""
    reader = blocks.escape(backdrop.reader)
    seen = (
        f"{reader} sees it once both of you have submitted, not before." if reader else "Nobody else sees it for now."
    )
    buttons = [blocks.button("See my summary", Summary.READ, primary=True)]
    until = []
    if may_still_change(assessment, accepts=not backdrop.closed):
        buttons.append(blocks.button("Take it back", Ids.WITHDRAW, confirm=_TAKE_BACK))
        until = [blocks.context("You can take it back and change it until it has been shared.")]
    return blocks.modal(
        "Self-assessment",
        [
            blocks.section(f"*Submitted{f' on {day}' if day else ''}.* {seen}"),
            blocks.actions(*buttons),
            *until,
        ],
        callback_id=Ids.DONE,
        metadata=page_metadata(assessment, "done", len(pages(framework)) + 2),
    )


def closed_view(cycle: Cycle, assessment: Assessment, backdrop: Backdrop, *, visit: str) -> dict[str, Any]:
    """Return what stands where a cycle has closed, and what can be done with a draft that was left in it."""
    words = f"{blocks.escape(cycle.name)} closed on {spoken(cycle.last_day(backdrop.zone))}."
    if not assessment.answers:
        return blocks.modal("Self-assessment", [blocks.section(words)], callback_id=Ids.DONE)
    return blocks.modal(
        "Self-assessment",
        [
            blocks.section(
                f"{words} What you wrote is in your draft: nothing is lost, and only you can see it. It can't be "
                "submitted any more. You may keep it as practice and go on with it there."
            ),
            blocks.actions(blocks.button("Keep as practice", Ids.KEEP, primary=True)),
        ],
        callback_id=Ids.DONE,
        metadata=page_metadata(assessment, visit, 0),
    )


def _practised(framework: Framework, assessment: Assessment) -> list[dict[str, Any]]:
    return [
        blocks.section(f"*Practised at {blocks.escape(framework.level(assessment.level).title)}.* Only you see this."),
        *_answers(framework, assessment, {}),
        blocks.actions(blocks.button("Practise again", Ids.OPEN)),
    ]


def _what_happens(assessment: Assessment, backdrop: Backdrop) -> str:
    if assessment.cycle_id is None:
        return "Finishing keeps this practice to yourself: it is never shown to anyone, nor part of your growth chart."
    if backdrop.closed:
        return "This cycle has closed, so it can't be submitted any more. What you wrote stays in your draft."
    if not backdrop.reader:
        return "Submitting locks your answers. Nobody else sees them; you can take them back while the cycle is open."
    reader = blocks.escape(backdrop.reader)
    return (
        f"Submitting locks your answers. {reader} sees them once both of you have submitted, and you see {reader}'s "
        "view at the same moment. Until then you can take them back."
    )


def _submit_label(assessment: Assessment) -> str:
    return "Finish" if assessment.cycle_id is None else "Submit"


def _answers(framework: Framework, assessment: Assessment, missing: Mapping[str, Gap]) -> list[dict[str, Any]]:
    """Return a section for each pillar with every answer in words."""
    shown = []
    for pillar in framework.asking_order:
        lines = [f"*{blocks.escape(framework.pillar(pillar).title)}*"]
        for competency in framework.of_pillar(pillar):
            answer = answer_to(framework, assessment, competency.key)
            words = _answer_words(framework, answer, missing.get(competency.key))
            lines.append(f"{blocks.escape(competency.title)}: {words}")
        shown.append(blocks.section("\n".join(lines)))
    return shown


def _answer_words(framework: Framework, answer: Answer | None, missing: Gap | None) -> str:
    if answer is None or not answer.answered:
        return f"_{NO_ANSWER}_"
    words = framework.scale.skip_label if answer.rating is None else framework.scale.label(answer.rating)
    if answer.next_rating is not None:
        words += f"; one level on: {framework.scale.label(answer.next_rating)}"
    return f"{words} _(an example is missing)_" if missing is Gap.EXAMPLE else words


def _multi_select(action_id: str, options: Sequence[Mapping[str, Any]], chosen: frozenset[str]) -> dict[str, Any]:
    element = blocks.checkboxes(action_id, options, chosen)
    return {**element, "type": "multi_static_select"}


def _ticked(elements: Mapping[str, Any]) -> frozenset[str]:
    options = [option for element in elements.values() for option in element.get("selected_options") or []]
    return frozenset(option["value"] for option in options)


def _state(view: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    return (view.get("state") or {}).get("values") or {}


_TAKE_BACK = blocks.confirm(
    "Take it back?",
    "It becomes your draft again, with every answer as it is. You can submit it again.",
    "Take it back",
    "Leave it",
)
