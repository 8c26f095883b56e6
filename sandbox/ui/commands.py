"""What the composer offers while a slash command is typed, taken from the manifest's own usage hint."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_APART = re.compile(r"\s*[|,]\s*")


@dataclass(frozen=True)
class Completion:
    """One line of the list: what is typed for the person, and the words beside it."""

    text: str
    hint: str


def completions(commands: Iterable[Mapping[str, str]]) -> list[Completion]:
    """Return each command of the manifest, and under it each form its usage hint names.

    A hint such as ``[assess | note TEXT]`` gives ``/grow assess`` and ``/grow note ``: words in capitals
    stand for what the person types and are only shown.
    """
    found = []
    for command in commands:
        found.append(Completion(command["command"], command.get("description", "")))
        found += [_form(command["command"], form) for form in _forms(command.get("usage_hint", ""))]
    return found


def _forms(hint: str) -> list[str]:
    return [form for form in _APART.split(hint.strip().strip("[]").strip()) if form]


def _form(command: str, form: str) -> Completion:
    fixed = [word for word in form.split() if word.isalpha() and word.islower()]
    rest = form.split()[len(fixed) :]
    text = " ".join([command, *fixed])
    return Completion(f"{text} " if rest else text, " ".join(rest))
