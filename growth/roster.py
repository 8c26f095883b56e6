"""What an imported roster changes: who is new, what differs, and every line that can't be taken.

Does not read the file (`growth.roster_file`), ask Slack or keep anything: it returns a plan, or refuses all of it.
The rules are those of `trellis people import` in docs/people.md.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from framework.model import Framework
from growth.people import LevelReason, Person, Role, find_circle
from growth.profiles import Profile
from growth.roster_cells import read_cells
from growth.roster_file import EMPTY, Problem, RosterRefused, Row, Sheet

SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,}")
COPY_ID = "In Slack open the profile, three dots, Copy member ID."
WRITE_CORRECTION = "write correction as level_reason."
ASK_FOR_EMAIL = "Add the optional scope users:read.email to the app and install it again, or write Slack ids."


@dataclass(frozen=True, slots=True)
class LevelChange:
    """One entry of level history to begin on a local day."""

    level: str
    since: date
    reason: LevelReason


@dataclass(frozen=True, slots=True)
class PersonChange:
    """One person before (None for a new one) and after; `level` says how the level came to differ.

    `line` is 0 for a manager who is named in the file without a line of their own.
    The id of a new person is their Slack id until they are kept, and so is the `manager_id` of their coaches.
    """

    line: int
    before: Person | None
    after: Person
    level: LevelChange | None = None


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What to record, new people first; `unchanged` counts who is in the file and stays as they are."""

    changes: tuple[PersonChange, ...]
    unchanged: int


class Directory:
    """The accounts that were found in Slack."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        """Where two accounts share an address, the active one answers to it."""
        self._accounts: dict[str, Profile] = {}
        for profile in sorted(profiles, key=lambda profile: not profile.deleted):
            self._accounts[profile.slack_id] = profile
            if profile.email:
                self._accounts[profile.email] = profile
        self._tells_email = any(profile.email for profile in self._accounts.values())

    def find(self, reference: str) -> Profile:
        """Return the account of a Slack id or address; raise ValueError with the remedy where there is none."""
        profile = self._accounts.get(reference.casefold() if "@" in reference else reference)
        if profile is not None:
            _require_member(profile)
            return profile
        if "@" in reference and not self._tells_email:
            raise ValueError(f"addresses can't be looked up. {ASK_FOR_EMAIL}")
        kind = "address" if "@" in reference else "id"
        raise ValueError(f"nobody in this workspace has the {kind} {reference}. {COPY_ID}")


def _require_member(profile: Profile) -> None:
    if not profile.refusal:
        return
    who = f"{profile.name} ({profile.slack_id}) {profile.refusal}"
    if profile.deleted and not profile.is_bot:
        left = f"if they have left: `trellis people leave {profile.slack_id} DATE`"
        raise ValueError(f"{who}. Take this out of the file; {left}.")
    raise ValueError(f"{who}, and Trellis is for full members. Take this out of the file.")


def mentioned(sheet: Sheet) -> frozenset[str]:
    """Return every Slack id and address that a file names, people and managers."""
    named = {row.cells.get(column, EMPTY) for row in sheet.rows for column in ("slack_id", "email", "manager")}
    return frozenset(name for name in named if "@" in name or SLACK_ID.fullmatch(name))


def plan_import(
    sheet: Sheet,
    known: Iterable[Person],
    directory: Directory,
    framework: Framework,
    today: date,
) -> RosterPlan:
    """Return what importing a file changes on a local day; raise RosterRefused that names every bad line."""
    planning = _Planning({person.slack_id: person for person in known}, directory, framework, today)
    planning.problems += sheet.problems
    for row in sheet.rows:
        planning.take(row)
    for target in list(planning.targets.values()):
        planning.give_manager(target)
    planning.refuse_circles()
    if planning.problems:
        raise RosterRefused(planning.problems)
    return planning.plan()


@dataclass(slots=True)
class _Target:
    """A person while the file is read; `line` is 0 for who is only named as a manager."""

    line: int
    before: Person | None
    after: Person
    level: LevelChange | None = None
    manager: str | None = None


@dataclass(slots=True)
class _Planning:
    known: dict[str, Person]
    directory: Directory
    framework: Framework
    today: date
    targets: dict[str, _Target] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, row: Row) -> None:
        """Read a row into a target, or note what is wrong with it."""
        values, wrong = read_cells(row, self.framework)
        try:
            target = self._target(self._identify(row), row.line)
        except ValueError as problem:
            wrong.append(str(problem))
        else:
            target.manager = row.cells.get("manager")
            try:
                target.level = level_change(target.before, values, self.framework, self.today)
                target.after = _changed(target.after, values, target.level)
            except ValueError as problem:
                wrong.append(str(problem))
        self.problems += [Problem(row.line, sentence) for sentence in wrong]

    def _identify(self, row: Row) -> Profile:
        slack_id, email = row.cells.get("slack_id", ""), row.cells.get("email", "")
        if EMPTY in (slack_id, email) or not (slack_id or email):
            raise ValueError("slack_id or email must say who this line is about.")
        if slack_id and not SLACK_ID.fullmatch(slack_id):
            raise ValueError(f"{slack_id!r} is no Slack id. {COPY_ID}")
        profile = self.directory.find(slack_id or email)
        if slack_id and email and profile.email not in ("", email.casefold()):
            raise ValueError(f"{slack_id} has another address in Slack than {email}. Leave one of the two blank.")
        if (twin := self.targets.get(profile.slack_id)) is not None:
            raise ValueError(f"{profile.name} ({profile.slack_id}) is on line {twin.line} already. Keep one line.")
        return profile

    def _target(self, profile: Profile, line: int) -> _Target:
        before = self.known.get(profile.slack_id)
        person = before or Person(profile.slack_id, profile.slack_id, profile.name)
        after = replace(person, name=profile.name, tz=profile.tz or person.tz, deactivated=False)
        target = self.targets[profile.slack_id] = _Target(line, before, after)
        return target

    def give_manager(self, target: _Target) -> None:
        """Set the manager that a target's line names, who becomes a manager by it."""
        if target.manager is None:
            return
        if target.manager == EMPTY:
            target.after = replace(target.after, manager_id=None)
            return
        try:
            manager = self._manager(target.manager)
        except ValueError as problem:
            self.problems.append(Problem(target.line, f"manager: {problem}"))
            return
        if manager is target:
            self.problems.append(Problem(target.line, f"{target.after.name} can't be their own manager."))
            return
        manager.after = replace(manager.after, roles=manager.after.roles | {Role.MANAGER})
        target.after = replace(target.after, manager_id=manager.after.id)

    def _manager(self, reference: str) -> _Target:
        if "@" not in reference and not SLACK_ID.fullmatch(reference):
            raise ValueError(f"{reference!r} is neither a Slack id nor an address. {COPY_ID}")
        profile = self.directory.find(reference)
        return self.targets.get(profile.slack_id) or self._target(profile, line=0)

    def refuse_circles(self) -> None:
        """Note a circle of managers, among the people of the file and all others."""
        people = {person.id: person for person in self.known.values()}
        people.update((target.after.id, target.after) for target in self.targets.values())
        circle = find_circle({person.id: person.manager_id for person in people.values() if person.manager_id})
        if circle:
            lines = {target.after.id: target.line for target in self.targets.values()}
            names = " -> ".join(people[id_].name for id_ in [*circle, circle[0]])
            line = max(lines.get(id_, 0) for id_ in circle)
            self.problems.append(Problem(line, f"these are each other's managers: {names}. Change one of them."))

    def plan(self) -> RosterPlan:
        """Return the targets that differ from what is kept."""
        targets = sorted(self.targets.values(), key=lambda target: target.before is not None)
        changed = [target for target in targets if target.before != target.after]
        stayed = sum(1 for target in targets if target.line and target.before == target.after)
        return RosterPlan(tuple(PersonChange(t.line, t.before, t.after, t.level) for t in changed), stayed)


def level_change(
    before: Person | None, values: dict[str, Any], framework: Framework, today: date
) -> LevelChange | None:
    """Return the entry of level history that a row asks for, None where the level stays; raise ValueError."""
    had, held_since = (before.level, before.level_since) if before else (None, None)
    level, since = values.get("level", had), values.get("level_since")
    reason = values.get("level_reason", LevelReason.PROMOTION)
    if since and since > today:
        raise ValueError(f"level_since {since} is still to come. Import this line on that day.")
    if since and level is None:
        raise ValueError("level_since needs a level.")
    if level is None:
        _require_no_hole(had)
        return None
    if level == had:
        if since in (None, held_since):
            return None
        if reason is not LevelReason.CORRECTION:
            raise ValueError(f"is {_title(framework, had)} since {held_since}. To move that day, {WRITE_CORRECTION}")
    if had is None:
        return LevelChange(level, since or today, LevelReason.HIRE)
    if reason is LevelReason.CORRECTION:
        return LevelChange(level, since or held_since or today, reason)
    if held_since and (since or today) < held_since:
        raise ValueError(f"is {_title(framework, had)} since {held_since}. Name a later day, or {WRITE_CORRECTION}")
    # A level that ends on the day it began was a slip of the file before.
    slip = (since or today) == held_since
    return LevelChange(level, since or today, LevelReason.CORRECTION if slip else reason)


def _require_no_hole(level: str | None) -> None:
    """Refuse to take a level away: a coach's history has no holes (domain rule 1.2)."""
    if level is not None:
        raise ValueError("a level can't be emptied. To take someone out of the coaches, write their other roles or -.")


def _title(framework: Framework, key: str | None) -> str:
    level = framework.find_level(key or "")
    return level.title if level else str(key)


def _changed(person: Person, values: dict[str, Any], level: LevelChange | None) -> Person:
    kept: dict[str, Any] = {c: values[c] for c in ("roles", "specialisms", "joined_on", "left_on") if c in values}
    if level is not None:
        kept |= {"level": level.level, "level_since": level.since}
        if "roles" not in values and not person.roles:
            kept["roles"] = frozenset({Role.COACH})
    after = replace(person, **kept)
    if after.joined_on and after.left_on and after.left_on < after.joined_on:
        raise ValueError(f"left_on {after.left_on} is before joined_on {after.joined_on}. Swap or correct them.")
    return after
