"""How the made-up company's people become known to Trellis: roles, levels and since when, managers, settings."""

from datetime import date

from growth.calendar import start_of_day
from growth.diary import Preferences
from growth.people import LevelReason, Person
from sandbox.company.half_years import Days
from sandbox.company.model import OLDEST, Coach, Colleague, Company
from storage.unit_of_work import Transaction


async def hire(tx: Transaction, company: Company, days: Days) -> dict[str, Person]:
    """Keep everyone on the roster and return {name: person}."""
    ids = {colleague.name: await _add(tx, colleague, days) for colleague in company.roster}
    for colleague in company.roster:
        since = _joined_on(colleague, days) or days.began(1)
        if colleague.manager:
            await tx.people.set_manager(ids[colleague.name], ids[colleague.manager], since)
        if colleague.settings != Preferences():
            await tx.preferences.keep(ids[colleague.name], colleague.settings)
        if colleague.left is not None:
            await tx.people.set_manager(ids[colleague.name], None, days.began(colleague.left))
        if not isinstance(colleague, Coach) or colleague.takes_part(back=1):
            met = days.half_year(OLDEST).opens_on
            await tx.people.mark_welcomed(ids[colleague.name], start_of_day(max(met, since), colleague.tz))
    return {person.name: person for person in await tx.people.all()}


async def _add(tx: Transaction, colleague: Colleague, days: Days) -> str:
    person = await tx.people.add(
        colleague.slack_id,
        colleague.name,
        tz=colleague.tz,
        roles=colleague.roles,
        specialisms=frozenset(colleague.story.specialisms if isinstance(colleague, Coach) else ()),
        joined_on=_joined_on(colleague, days),
        left_on=None if colleague.left is None else days.began(colleague.left),
        deactivated=colleague.left is not None,
    )
    for number, (level, began) in enumerate(_levels(colleague)):
        reason = LevelReason.PROMOTION if number else LevelReason.HIRE
        await tx.people.set_level(person.id, level, days.began(began), reason)
    return person.id


def _joined_on(colleague: Colleague, days: Days) -> date | None:
    """Return the day of the first level; None where that is not known, as of people who were there before Trellis."""
    levels = _levels(colleague)
    return days.began(levels[0][1]) if levels else None


def _levels(colleague: Colleague) -> tuple[tuple[str, int], ...]:
    return colleague.story.levels if isinstance(colleague, Coach) else ()
