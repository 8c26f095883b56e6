"""Which people don't fit: what is missing of them, what the framework or Slack no longer knows, and the remedy."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from framework.model import Framework
from growth.people import Person, Role
from growth.profiles import Profile

NAMED = 10
"""So many people a sentence names; it counts the others."""

IMPORT = "with `trellis people import people.csv`"


def roster_findings(people: Sequence[Person], framework: Framework, today: date) -> Iterator[str]:
    """Give a sentence with its remedy for each way in which people who are here on a local day don't fit."""
    here = {person.id: person for person in people if person.is_active(today)}
    coaches = [person for person in here.values() if person.has(Role.COACH)]
    levels = {level.key for level in framework.levels}
    if not any(person.has(Role.OWNER) for person in here.values()):
        yield f"Nobody is owner. Import one {IMPORT}, with the lines: slack_id,roles and U0123ABCD,owner."
    for lacking, found in (
        ("Without a level", [coach for coach in coaches if coach.level is None]),
        ("Without a manager", [coach for coach in coaches if coach.manager_id is None]),
        ("With a manager who is not here any more", [c for c in coaches if c.manager_id and c.manager_id not in here]),
        ("At a level that the framework lacks", [c for c in coaches if c.level and c.level not in levels]),
    ):
        if found:
            yield f"{lacking}: {named(found)}. Set it {IMPORT}."


def slack_findings(here: Sequence[Person], profiles: Mapping[str, Profile]) -> Iterator[str]:
    """Give a sentence with its remedy for people who are here, but not as members in Slack."""
    unknown = [person for person in here if person.slack_id not in profiles]
    if unknown:
        yield f"Not found in Slack: {named(unknown)}. If they have left: `trellis people leave ID DATE`."
    for person in here:
        profile = profiles.get(person.slack_id)
        if profile is not None and profile.refusal:
            remedy = f"If they have left: `trellis people leave {person.slack_id} DATE`."
            yield f"{person.name} ({person.slack_id}) {profile.refusal}. {remedy}"


def named(people: Sequence[Person]) -> str:
    """Return the first ten people with their Slack ids, and how many more there are."""
    names = [f"{person.name} ({person.slack_id})" for person in people[:NAMED]]
    more = len(people) - NAMED
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")
