"""A company on a fresh database: Alice the coach, Bob her manager, Charlie who must never see, Olga the owner."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from bot.app import build_app
from framework.loading import DEFAULT_FILE, parse_framework, text_of
from framework.model import Framework
from growth.answering import submit
from growth.assessment import Assessment
from growth.cycles import Cycle, joiners, plan_cycle
from growth.evidence import Evidence
from growth.people import LevelReason, Role
from growth.people import Person as Employee
from storage.ids import new_id
from storage.unit_of_work import Store, Transaction
from tests.growth.drafts import SHIPPED, filled
from tests.harness.people import Person, Wire
from tests.harness.slack import FakeSlack

HIRED = date(2024, 6, 1)


@dataclass
class Company:
    """Who works here, and the bot they talk to."""

    store: Store
    clock: Any
    workspace_id: str
    slack: FakeSlack = field(default_factory=FakeSlack)
    woken: list[bool] = field(default_factory=list)
    timezone: str = ""

    def __post_init__(self) -> None:
        app = build_app(
            self.store,
            self.slack.client,
            self.clock,
            wake=lambda: self.woken.append(True),
            timezone=self.timezone,
        )
        self.slack.listen_to(app)
        self.wire = Wire(app, self.slack, self.clock)

    # Setting it up

    async def uses(self, text: str) -> None:
        """Publish a framework, read once for all tests: that takes longer than all the rest here."""
        framework = _read(text)
        self.clock.move(timedelta(seconds=1))  # the one published last is the one in use
        async with self.store.transaction(self.workspace_id) as tx:
            framework_id = await tx.frameworks._add(framework.version, text, self.clock.now)
            self.version = tx.frameworks._remember(framework_id, framework)

    async def employs(self, name: str, *roles: Role, **fields: Any) -> Person:
        """Take somebody on; return them at their Slack."""
        async with self.store.transaction(self.workspace_id) as tx:
            return await self._employs(tx, name, *roles, **fields)

    async def employs_the_cast(self) -> None:
        """Take on Olga the owner, Bob the manager, Alice his coach, and Charlie."""
        async with self.store.transaction(self.workspace_id) as tx:
            self.olga = await self._employs(tx, "Olga", Role.OWNER)
            self.bob = await self._employs(tx, "Bob", Role.MANAGER)
            self.alice = await self._employs(tx, "Alice", Role.COACH, level="agile_coach", manager=self.bob)
            self.charlie = await self._employs(tx, "Charlie", Role.COACH, level="agile_coach")

    async def _employs(
        self,
        tx: Transaction,
        name: str,
        *roles: Role,
        level: str | None = None,
        manager: Person | None = None,
        **fields: Any,
    ) -> Person:
        made = {"tz": "Europe/Stockholm", "roles": frozenset(roles)} | fields
        person = await tx.people.add(f"U0{name.upper()}", name, **made)
        if level is not None:
            await tx.people.set_level(person.id, level, HIRED, LevelReason.HIRE)
        if manager is not None:
            boss = await tx.people.by_slack(manager.slack_id)
            await tx.people.set_manager(person.id, boss.id, HIRED)
        return self.visitor(name)

    def visitor(self, name: str) -> Person:
        """Return somebody of this Slack whom Trellis doesn't know."""
        return Person(self.wire, f"U0{name.upper()}")

    async def opens_half_year(self, name: str = "2026-H2", *, in_days: int = 7, lasting: int = 14) -> Cycle:
        """Open a cycle now, with every coach in its cohort."""
        today = self.clock.now.date()
        window = (today + timedelta(days=in_days), today + timedelta(days=in_days + lasting))
        async with self.store.transaction(self.workspace_id) as tx:
            cycle = plan_cycle(
                name,
                window,
                today,
                await tx.cycles.all(),
                new_id=new_id(),
                framework_id=self.version.id,
                now=self.clock.now,
            )
            await tx.cycles.add(cycle, joiners(cycle, await tx.people.all(), [], today))
            await tx.agendas.touch_cycle(cycle.id)
        return cycle

    async def closes_half_year(self, cycle: Cycle) -> None:
        """Close a cycle now."""
        async with self.store.transaction(self.workspace_id) as tx:
            await tx.cycles.close(cycle.id, self.clock.now)

    async def changes(self, person: Person, change: Callable[..., Any]) -> None:
        """Change something of a person: `change(tx, employee)`."""
        async with self.store.transaction(self.workspace_id) as tx:
            await change(tx, await tx.people.by_slack(person.slack_id))

    async def answered(self, person: Person, cycle: Cycle, choice: int, note: str, *, submitted: bool = False) -> None:
        """Let a coach have given every question of a cycle the same answer; click by click it takes ten times as long."""
        employee = await self.employee(person)
        who = {"subject_id": employee.id, "author_id": employee.id, "framework_id": self.version.id}
        work = replace(filled(SHIPPED, employee.level, choice, note=note), **who, cycle_id=cycle.id)
        work = submit(SHIPPED, work, self.clock.now) if submitted else work
        async with self.store.transaction(self.workspace_id) as tx:
            await tx.assessments.save(work, self.clock.now)

    # Looking at what is kept

    async def employee(self, person: Person) -> Employee:
        """Return a person as kept."""
        async with self.store.reading(self.workspace_id) as tx:
            return await tx.people.by_slack(person.slack_id)

    async def kept(self, person: Person, cycle: Cycle | None = None) -> Assessment | None:
        """Return what is kept of a coach's assessment of a cycle, or of their practice."""
        employee = await self.employee(person)
        async with self.store.reading(self.workspace_id) as tx:
            if cycle is None:
                return await tx.assessments.practice_draft(employee.id)
            return await tx.assessments.for_cycle(employee.id, cycle.id)

    async def submitted(self, person: Person) -> list[Assessment]:
        """Return everything a coach has submitted, oldest first."""
        employee = await self.employee(person)
        async with self.store.reading(self.workspace_id) as tx:
            return [taken for taken, _ in await tx.assessments.submitted_of(employee.id)]

    async def evidence(self, person: Person) -> list[Evidence]:
        """Return a coach's evidence."""
        employee = await self.employee(person)
        async with self.store.reading(self.workspace_id) as tx:
            return await tx.evidence.of(employee.id)

    async def keeps(self, person: Person, text: str, *competencies: str) -> None:
        """Let a coach have noted something earlier."""
        employee = await self.employee(person)
        async with self.store.transaction(self.workspace_id) as tx:
            await tx.evidence.put(Evidence(new_id(), employee.id, self.clock.now.date(), text, frozenset(competencies)))


@cache
def _read(text: str) -> Framework:
    return parse_framework(text)


async def found(store: Store, clock: Any, workspace_id: str) -> Company:
    """Return the company with its cast: Alice is an Agile Coach, Bob her manager, Olga the owner, Charlie a coach."""
    company = Company(store, clock, workspace_id)
    await company.uses(text_of(DEFAULT_FILE))
    await company.employs_the_cast()
    return company
