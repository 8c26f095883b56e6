"""What the tests of the made-up company look at: everything that a settled workspace holds."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sandbox.company import company, settle
from storage.installations import NewInstallation
from storage.schema import upgrade
from storage.unit_of_work import Store

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Seen:
    """Everything a settled workspace holds, by people's names."""

    people: dict
    levels: dict
    cycles: list
    cohorts: dict
    sent: dict
    open_work: dict
    evidence: dict
    summaries: dict

    def all_sent(self):
        return [(name, *taken) for name, found in self.sent.items() for taken in found]


async def look(store, workspace_id):
    async with store.reading(workspace_id) as tx:
        people = {person.name: person for person in await tx.people.all()}
        cycles = await tx.cycles.all()
        return Seen(
            people,
            {name: await tx.people.level_history(person.id) for name, person in people.items()},
            cycles,
            {cycle.name: await tx.cycles.cohort(cycle.id) for cycle in cycles},
            {name: await tx.assessments.submitted_of(person.id) for name, person in people.items()},
            {name: await tx.assessments.for_cycle(person.id, cycles[0].id) for name, person in people.items()},
            {name: await tx.evidence.of(person.id) for name, person in people.items()},
            {name: await tx.summaries.of(person) for name, person in people.items()},
        )


async def installed(store):
    async with store.everywhere() as tx:
        new = NewInstallation("T1", "xoxb-first", bot_id="B1", bot_user_id="U0BOT")
        return (await tx.installations.save(new, NOW)).workspace_id


async def settled(folder, keys, now=NOW, size="small", times=1):
    """Return what a fresh database holds after the company settled in it."""
    url = f"sqlite:///{folder / 'company.db'}"
    upgrade(url)
    store = Store(url, keys, lambda: now)
    try:
        workspace_id = await installed(store)
        for _ in range(times):
            await settle(store, workspace_id, company(size), now)
        return await look(store, workspace_id)
    finally:
        await store.close()


def with_role(seen, role):
    return [person for person in seen.people.values() if person.has(role) and person.is_active(NOW.date())]


def told(seen):
    """Return the story without ids, which are new in every database."""
    sent = [
        (name, cycle.name, taken.started_at, taken.submitted_at, taken.specialisms, _answers(taken))
        for name, taken, cycle in seen.all_sent()
    ]
    evidence = sorted((name, p.happened_on, p.text, p.kind) for name, found in seen.evidence.items() for p in found)
    return sorted(sent), evidence, seen.levels, [cycle.name for cycle in seen.cycles]


def _answers(taken):
    fields = ("competency", "rating", "skipped", "next_rating", "note")
    return [(*(getattr(answer, name) for name in fields), len(answer.evidence)) for answer in taken.answers.values()]
