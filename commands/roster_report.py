"""What an import changes and who is known, in lines and as CSV."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from framework.model import Framework
from growth.people import Person
from growth.roster import PersonChange, RosterPlan
from growth.roster_file import plain_cell

CSV_COLUMNS = (
    "name",
    "slack_id",
    "level",
    "manager",
    "roles",
    "specialisms",
    "joined_on",
    "left_on",
    "level_since",
)

LINES = 50
"""People named one by one; more of them only scroll by."""


def report_of(plan: RosterPlan, known: Iterable[Person], framework: Framework, *, dry_run: bool) -> Iterator[str]:
    """Give a line for each person who is new or changed, of many the first ones, and one that sums it up."""
    names = {person.id: person.name for person in known}
    names |= {change.after.id: change.after.name for change in plan.changes}
    for change in plan.changes[:LINES]:
        sign = "+" if change.before is None else "~"
        details = "; ".join(_differences(change, names, framework)) or "no role yet"
        yield f"{sign} {change.after.name} ({change.after.slack_id}): {details}"
    if len(plan.changes) > LINES:
        yield f"... and {len(plan.changes) - LINES} more."
    new = sum(1 for change in plan.changes if change.before is None)
    if not plan.changes:
        yield f"Nothing to change: {plan.unchanged} in the file, all as they are here."
        return
    counts = f"{new} new, {len(plan.changes) - new} changed, {plan.unchanged} unchanged."
    yield f"Would be: {counts} Nothing was changed." if dry_run else f"Imported: {counts}"


def _differences(change: PersonChange, names: dict[str, str], framework: Framework) -> Iterator[str]:
    before, after = change.before or Person("", "", ""), change.after
    if change.before and before.name != after.name:
        yield f"was called {before.name}"
    if before.roles != after.roles:
        yield f"roles {_joined(after.roles)}"
    if change.level:
        level = framework.find_level(change.level.level)
        title = level.title if level else change.level.level
        yield f"{title} since {change.level.since} ({change.level.reason.value})"
    if before.manager_id != after.manager_id:
        yield f"manager {names.get(after.manager_id or '', '-')}"
    if before.specialisms != after.specialisms:
        yield f"specialisms {_joined(after.specialisms)}"
    for column in ("joined_on", "left_on"):
        if getattr(before, column) != getattr(after, column):
            yield f"{column} {getattr(after, column) or '-'}"
    if change.before and before.tz != after.tz:
        yield f"zone {after.tz}"
    if before.deactivated and not after.deactivated:
        yield "active in Slack again"


def table_of(people: list[Person]) -> Iterator[str]:
    """Give a line of aligned cells for each person, under headings."""
    names = {person.id: person.name for person in people}
    rows = [("NAME", "SLACK ID", "ROLES", "LEVEL", "SINCE", "MANAGER", "")]
    for person in people:
        gone = f"left {person.left_on}" if person.left_on else ""
        cells = (person.name, person.slack_id, _joined(person.roles), person.level or "-")
        since = str(person.level_since or "-")
        note = "deactivated in Slack" if person.deactivated else gone
        rows.append((*cells, since, names.get(person.manager_id or "", "-"), note))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def csv_of(people: list[Person]) -> str:
    """Return everyone as CSV in the columns of an import, behind their name."""
    slack_ids = {person.id: person.slack_id for person in people}
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for person in people:
        manager = slack_ids.get(person.manager_id or "", "")
        cells = (person.name, person.slack_id, person.level, manager, _joined(person.roles, ""))
        days = (person.joined_on, person.left_on, person.level_since)
        row = (*cells, _joined(person.specialisms, ""), *days)
        writer.writerow([plain_cell(str(cell or "")) for cell in row])
    return text.getvalue()


def _joined(keys: Iterable[str], nothing: str = "-") -> str:
    return ";".join(sorted(str(key) for key in keys)) or nothing
