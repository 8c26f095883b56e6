"""From a coach's desk to the one modal that belongs on it: a page, the review, what is done, or why there is none."""

from collections.abc import Mapping
from typing import Any

from framework.model import Framework
from growth.assessment import Gap, State, answer_to, asks_for_specialisms
from growth.desk import SPECIALISMS_PAGE, Desk, Standing, landing, page_of
from views import blocks
from views.assessment import Backdrop, page_view
from views.assessment_steps import closed_view, done_view, level_view, review_view, specialisms_view
from views.ids import Assessment as Ids
from views.ids import Field, block_id

ERRORS = {
    Gap.CHOICE: "Please choose an answer. “No occasion” is one, too.",
    Gap.EXAMPLE: "One sentence or one piece of evidence, please: what would someone have seen?",
}


def desk_view(desk: Desk, visit: str, number: int | None = None, notice: str = "") -> dict[str, Any]:
    """Return the modal for a desk: page `number` where given, else where a reopened form lands."""
    if desk.standing is not Standing.READY:
        return _without_work(desk)
    framework, work = desk.ready
    if work.state is not State.DRAFT:
        return done_view(framework, work, backdrop(desk))
    if not desk.accepts and desk.cycle is not None and number is None:
        return closed_view(desk.cycle, work, backdrop(desk), visit=visit)
    number = landing(framework, work) if number is None else number
    page = page_of(framework, number)
    if page is not None:
        return page_view(framework, work, page, backdrop(desk), visit=visit, notice=notice or _closed_notice(desk))
    if number == SPECIALISMS_PAGE and asks_for_specialisms(framework, work):
        return specialisms_view(framework, work, backdrop(desk), visit=visit, prefilled=_prefilled(framework, desk))
    return review_view(framework, work, backdrop(desk), visit=visit)


def backdrop(desk: Desk) -> Backdrop:
    """Return what stands around the questions of a desk."""
    framework, _ = desk.ready
    return Backdrop(
        last_time=_last_time(framework, desk),
        evidence=desk.evidence,
        reader=desk.reader.name if desk.reader else "",
        cycle=desk.cycle.name if desk.cycle else "",
        zone=desk.zone,
        may_take_over=desk.may_take_over,
        closed=not desk.accepts,
    )


def gap_errors(found: Mapping[str, Gap], visit: str) -> dict[str, str]:
    """Return {block_id: sentence} for what a page still lacks: a choice at the scale, an example at the note."""
    where = {Gap.CHOICE: Field.RATING, Gap.EXAMPLE: Field.NOTE}
    return {block_id(where[gap], key, visit): ERRORS[gap] for key, gap in found.items()}


def saving_view() -> dict[str, Any]:
    """Return what stands while saving takes longer than Slack waits."""
    return blocks.modal(
        "Saving",
        [
            blocks.section(
                "Saving what you wrote. This takes a little longer than usual; the next page appears by itself."
            ),
            blocks.actions(blocks.button("Show my page", Ids.OPEN)),
        ],
        callback_id=Ids.DONE,
    )


def loading_view(title: str = "One moment") -> dict[str, Any]:
    """Return what stands while a modal is being prepared."""
    return blocks.modal(title, [blocks.section("One moment: your page is on its way.")], callback_id=Ids.DONE)


def _prefilled(framework: Framework, desk: Desk) -> frozenset[str]:
    """Return the specialisms of last time by their present keys, else the ones that the roster names."""
    if desk.before and desk.before.specialisms:
        return desk.before.specialisms
    named = desk.person.specialisms if desk.person else frozenset()
    return frozenset(framework.became.get(key, key) for key in named)


def _last_time(framework: Framework, desk: Desk) -> dict[str, str]:
    if desk.before is None:
        return {}
    words = {}
    for key, answer in desk.before.answers.items():
        if answer.answered and framework.has(key):
            words[key] = framework.scale.skip_label if answer.rating is None else framework.scale.label(answer.rating)
            if desk.work and (asked := answer_to(framework, desk.work, key)) and asked.ref_level != answer.ref_level:
                level = framework.find_level(answer.ref_level)
                words[key] += f", at {level.title}" if level else ""
    return words


def _closed_notice(desk: Desk) -> str:
    if desk.accepts or desk.cycle is None:
        return ""
    return (
        f"{blocks.escape(desk.cycle.name)} has closed. What you write here is kept in your draft, and only you can "
        "see it; it can't be submitted any more."
    )


def _without_work(desk: Desk) -> dict[str, Any]:
    whom = people_to_ask(desk.whom)
    if desk.standing is Standing.NO_LEVEL and desk.framework is not None:
        return level_view(desk.framework, whom)
    words = {
        Standing.UNKNOWN: f"Trellis doesn't know you yet. {whom} can add you.",
        Standing.NOT_A_COACH: "A self-assessment is for people the framework is about, and you are not listed as one. "
        f"{whom} can change that.",
        Standing.LEVEL_GONE: f"Your level isn't part of the framework in use here any more. {whom} can set your new "
        "one; everything you wrote before is still there.",
    }.get(desk.standing, "This page isn't yours to see, or no longer exists.")
    return blocks.modal("Self-assessment", [blocks.section(words)], callback_id=Ids.DONE)


def people_to_ask(names: tuple[str, ...]) -> str:
    """Return whom to ask, escaped: the owners' names, or the person who runs Slack here."""
    if not names:
        return "The person who set Trellis up here"
    return " or ".join(blocks.escape(name) for name in names[:2])
