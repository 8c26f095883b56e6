"""What `/grow` can do, as an ephemeral answer and as a modal."""

from typing import Any

from views import blocks
from views.ids import COMMAND, Failure

LONGEST_ECHO = 40

_COMMANDS = (
    ("assess", "your self-assessment, where you left it; a practice where no half-year is open"),
    ("summary", "your growth summary, in a direct message"),
    ("framework", f"the framework, level by level; `{COMMAND} framework senior` opens one level"),
    ("away", f"nothing from Trellis for a while: `{COMMAND} away until 12 March`, or a weekday; nobody is told"),
    ("back", "reminders again, from today"),
    ("help", "this list"),
)


def help_message(word: str) -> dict[str, Any]:
    """Return the arguments of an ephemeral answer; `word` is what was not understood, if anything."""
    shown = "".join(letter for letter in word if letter.isprintable())
    said = f"“{blocks.escape(blocks.truncate(shown, LONGEST_ECHO))}” isn't something {COMMAND} knows. " if word else ""
    text = f"{said}Here is what it can do:\n{_list()}"
    return {"response_type": "ephemeral", "text": text, "blocks": [blocks.section(text), blocks.context(_WHERE)]}


def help_view() -> dict[str, Any]:
    """Return the same list as a modal."""
    return blocks.modal(
        "What Trellis does", [blocks.section(_list()), blocks.context(_WHERE)], callback_id=Failure.VIEW
    )


def commands() -> tuple[str, ...]:
    """Return the words `/grow` understands."""
    return tuple(word for word, _ in _COMMANDS)


def _list() -> str:
    return "\n".join(f"`{COMMAND} {word}`: {what}" for word, what in _COMMANDS)


_WHERE = "All of it is in the app's Home, too. Only you see this answer."
