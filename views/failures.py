"""What stands where something went wrong: what happened, that nothing is lost, what to do."""

from collections.abc import Mapping
from typing import Any

from framework.model import Framework
from views import blocks
from views.ids import Failure

SAVE_AGAIN = "We couldn't save just now; your words are still in this form. Try again in a moment."
CLICK_AGAIN = "That didn't go through just now. Nothing you wrote is lost; try again in a moment."
LONGEST_ECHO = 40

NOT_YOURS = "This page isn't yours to see, or no longer exists."


def failure_view(sentence: str) -> dict[str, Any]:
    """Return a modal that says what happened."""
    return blocks.modal("Trellis", [blocks.section(blocks.escape(sentence))], callback_id=Failure.VIEW)


def failure_message(sentence: str) -> dict[str, Any]:
    """Return an ephemeral answer that says what happened."""
    return {"response_type": "ephemeral", "replace_original": False, "text": blocks.escape(sentence)}


def no_such_level(framework: Framework, wanted: str) -> str:
    """Return the sentence for a level that the framework doesn't have."""
    titles = ", ".join(level.title for level in framework.levels)
    return f"The framework has no level “{blocks.truncate(wanted, LONGEST_ECHO)}”. It has {titles}."


def at_field(view: Mapping[str, Any], sentence: str, about: str = "") -> dict[str, Any]:
    """Return the answer to a form that shows a sentence at one of its fields, else at its first.

    A form without a field is replaced by the sentence.
    """
    first = form_errors(view, sentence)
    if first is None:
        return {"response_action": "update", "view": failure_view(sentence)}
    fields = {block.get("block_id") for block in view.get("blocks") or [] if block.get("type") == "input"}
    return {"response_action": "errors", "errors": {about: sentence} if about in fields else first}


def form_errors(view: Mapping[str, Any], sentence: str) -> dict[str, str] | None:
    """Return the sentence at a form's first field, where the form keeps what was typed; None without a field."""
    for block in view.get("blocks") or []:
        if block.get("type") == "input":
            return {block["block_id"]: sentence}
    return None


def form_again(view: Mapping[str, Any], sentence: str) -> dict[str, Any]:
    """Return a form as the person had filled it in, with a sentence on top."""
    state = (view.get("state") or {}).get("values") or {}
    kept = [_filled(block, state) for block in view.get("blocks") or [] if block.get("block_id") != _NOTICE]
    again = {key: view[key] for key in _PARTS if view.get(key)} | {"private_metadata": blocks.as_typed(view)}
    notice = blocks.section(blocks.escape(sentence), block_id=_NOTICE)
    return {**again, "blocks": [notice, *kept][: blocks.BLOCKS_IN_MODAL]}


_NOTICE = "notice"
_PARTS = ("type", "callback_id", "title", "submit", "close", "private_metadata", "notify_on_close")
_INITIALS = {
    "selected_option": "initial_option",
    "value": "initial_value",
    "selected_options": "initial_options",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
}


def _filled(block: Mapping[str, Any], state: Mapping[str, Any]) -> dict[str, Any]:
    if block.get("type") != "input" or block.get("block_id") not in state:
        return dict(block)
    element = dict(block["element"])
    typed = state[block["block_id"]].get(element.get("action_id")) or {}
    for name, initial in _INITIALS.items():
        if name in typed:
            element.pop(initial, None)
        if typed.get(name):
            element[initial] = typed[name]
    return {**block, "element": element}
