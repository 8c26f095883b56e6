"""What a well-formed JSON value is: small checks, combined into shapes, that report in Slack's manner."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

INVALID_BLOCKS = "invalid_blocks"


@dataclass(frozen=True)
class Finding:
    """One thing Slack would refuse: its words, where it stands, and the error code of the whole call."""

    words: str
    pointer: str
    error: str = INVALID_BLOCKS

    def __str__(self) -> str:
        return f"[ERROR] {self.words} [json-pointer:{self.pointer or '/'}]"


@dataclass(frozen=True)
class Place:
    """Where in the payload a check stands, on which surface, and where it reports to."""

    surface: str
    pointer: str = ""
    findings: list[Finding] = field(default_factory=list)

    def at(self, key: str | int) -> Place:
        """Return the place one step deeper, reporting to the same list."""
        return Place(self.surface, f"{self.pointer}/{key}", self.findings)

    def refuse(self, words: str, error: str = INVALID_BLOCKS) -> None:
        """Report that what stands here is refused."""
        self.findings.append(Finding(words, self.pointer, error))


Check = Callable[[Any, Place], None]


def string(most: int | None = None, least: int = 1, pattern: str | None = None, what: str = "value") -> Check:
    """Return a check for a string of `least` to `most` code points that matches `pattern` entirely."""
    compiled = re.compile(pattern) if pattern else None

    def check(value: Any, place: Place) -> None:
        if not isinstance(value, str):
            place.refuse("must provide a string")
        elif len(value) < least:
            place.refuse(f"must be more than {least - 1} characters")
        elif most is not None and len(value) > most:
            place.refuse(f"must be less than {most + 1} characters")
        elif compiled and not compiled.fullmatch(value):
            place.refuse(f"must be a valid {what}")

    return check


def flag(value: Any, place: Place) -> None:
    """Check for true or false."""
    if not isinstance(value, bool):
        place.refuse("must provide a boolean")


def is_number(value: Any) -> bool:
    """Return whether this is a finite JSON number; true and false are none."""
    is_numeric = isinstance(value, int | float) and not isinstance(value, bool)
    return is_numeric and value == value and abs(value) != float("inf")  # noqa: PLR0124  NaN differs from itself


def number(least: float | None = None, most: float | None = None, *, whole: bool = False) -> Check:
    """Return a check for a number within the bounds, both allowed; `whole` refuses fractions."""

    def check(value: Any, place: Place) -> None:
        if not is_number(value) or (whole and not isinstance(value, int)):
            place.refuse("must provide an integer" if whole else "must provide a number")
        elif least is not None and value < least:
            place.refuse(f"must be no less than {least}")
        elif most is not None and value > most:
            place.refuse(f"must be no more than {most}")

    return check


def one_of(*choices: Any) -> Check:
    """Return a check for one of a fixed set of values."""
    allowed = ", ".join(str(choice) for choice in choices)

    def check(value: Any, place: Place) -> None:
        if not any(value == choice and type(value) is type(choice) for choice in choices):
            place.refuse(f"must be one of: {allowed}")

    return check


def list_of(item: Check, most: int | None = None, least: int = 1) -> Check:
    """Return a check for a list of `least` to `most` items, each of which is checked."""

    def check(value: Any, place: Place) -> None:
        if not isinstance(value, list):
            place.refuse("must provide an array")
            return
        if len(value) < least:
            place.refuse(f"no fewer than {least} items allowed")
        if most is not None and len(value) > most:
            place.refuse(f"no more than {most} items allowed")
        for index, entry in enumerate(value):
            item(entry, place.at(index))

    return check


@dataclass(frozen=True)
class Shape:
    """An object with required and optional keys and no others.

    `rules` see the whole object once its parts are well-formed, so they need not guard against wrong types.
    """

    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    rules: tuple[Check, ...] = ()

    def __call__(self, value: Any, place: Place) -> None:
        """Report what is missing, unknown or malformed; then apply the rules over the whole."""
        if not isinstance(value, dict):
            place.refuse("must provide an object")
            return
        before = len(place.findings)
        for key in self.required:
            if key not in value:
                place.refuse(f"missing required field: {key}")
        for key, entry in value.items():
            check = self.required.get(key) or self.optional.get(key)
            if check is None:
                place.refuse(f"invalid additional property: {key}")
            else:
                check(entry, place.at(key))
        if len(place.findings) == before:
            for rule in self.rules:
                rule(value, place)


def typed(shapes: Mapping[str, Shape]) -> Check:
    """Return a check for an object whose `type` names one of these shapes."""

    def check(value: Any, place: Place) -> None:
        if not isinstance(value, dict):
            place.refuse("must provide an object")
        elif "type" not in value:
            place.refuse("missing required field: type")
        elif not isinstance(value["type"], str) or value["type"] not in shapes:
            place.at("type").refuse(f"unsupported type: {value['type']}")
        else:
            shapes[value["type"]]({key: entry for key, entry in value.items() if key != "type"}, place)

    return check


def exactly_one(*keys: str) -> Check:
    """Return a rule that one, and only one, of these keys is present."""

    def check(value: Any, place: Place) -> None:
        if sum(key in value for key in keys) != 1:
            place.refuse(f"must have exactly one of: {', '.join(keys)}")

    return check


def at_least_one(*keys: str) -> Check:
    """Return a rule that one or more of these keys are present."""

    def check(value: Any, place: Place) -> None:
        if not any(key in value for key in keys):
            place.refuse(f"must have at least one of: {', '.join(keys)}")

    return check
