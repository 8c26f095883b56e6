"""What was typed into a page of the self-assessment: the counterpart of `views.assessment`."""

from collections.abc import Mapping
from typing import Any

from framework.model import SKIP
from growth.answering import Change
from growth.assessment import BEYOND, Answer
from growth.errors import InvalidAnswer
from views.ids import Field, parse_block_id

CHOICES = frozenset({"0", "1", "2", "3", SKIP})


def read_page(view: Mapping[str, Any], *, same_visit: bool) -> dict[str, Change]:
    """Return {competency key: change} of a page's state; raise InvalidAnswer for a choice that isn't on the scale.

    A field absent from the state is UNCHANGED, and so is one that still reads as it was shown, unless this very
    visit wrote last (`same_visit`): another window may have stored something newer meanwhile. Null is a clearing.
    The next level is not read beside another rating than Beyond: a form may show its question a moment too long.
    """
    state = (view.get("state") or {}).get("values") or {}
    shown = _shown(view)
    found: dict[str, dict[str, Any]] = {}
    for id_, elements in state.items():
        where = parse_block_id(id_)
        if where is None or not where.competency or not elements:
            continue
        value = _value(where.field, next(iter(elements.values())), where.competency)
        if same_visit or id_ not in shown or value != _value(where.field, shown[id_], where.competency):
            found.setdefault(where.competency, {})[_FIELDS[where.field]] = value
    for fields in found.values():
        if fields.get("choice", BEYOND) != BEYOND:
            fields.pop("next_choice", None)
    return {key: Change(**fields) for key, fields in found.items()}


_FIELDS = {Field.RATING: "choice", Field.NEXT: "next_choice", Field.NOTE: "note", Field.EVIDENCE: "evidence"}


def _shown(view: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return {block_id: the state each input had when it was drawn}."""
    drawn: dict[str, Mapping[str, Any]] = {}
    for block in view.get("blocks") or []:
        element = block.get("element")
        if block.get("type") == "input" and element:
            drawn[str(block.get("block_id", ""))] = {
                "selected_option": element.get("initial_option"),
                "value": element.get("initial_value"),
                "selected_options": element.get("initial_options"),
                "offered": frozenset(option.get("value") for option in element.get("options") or []),
            }
    return drawn


def _value(asked: Field, element: Mapping[str, Any], competency: str) -> Any:
    if asked is Field.NOTE:
        return element.get("value") or ""
    if asked is Field.EVIDENCE:
        return frozenset(option["value"] for option in element.get("selected_options") or [])
    chosen = (element.get("selected_option") or {}).get("value")
    if chosen is not None and chosen not in CHOICES:
        raise InvalidAnswer(competency, "Please choose one of the answers shown.")
    return int(chosen) if chosen is not None and chosen.isdigit() else chosen


def is_current(view: Mapping[str, Any], kept: Mapping[str, Answer | None]) -> bool:
    """Say whether every field of a page was drawn as it is kept; `kept` holds the answer of each competency on it."""
    for id_, drawn in _shown(view).items():
        where = parse_block_id(id_)
        if where is None or where.competency not in kept:
            continue
        answer = kept[where.competency] or Answer(where.competency, "")
        now = {
            Field.RATING: SKIP if answer.skipped else answer.rating,
            Field.NEXT: answer.next_rating,
            Field.NOTE: answer.note,
            Field.EVIDENCE: answer.evidence & drawn["offered"],
        }
        if _value(where.field, drawn, where.competency) != now.get(where.field):
            return False
    return True


def asked_next(view: Mapping[str, Any]) -> frozenset[str]:
    """Return the competencies whose next level's sentence the form already showed."""
    ids = (parse_block_id(block.get("block_id", "")) for block in view.get("blocks") or [])
    return frozenset(where.competency for where in ids if where is not None and where.field is Field.NEXT)
