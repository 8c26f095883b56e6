"""What an agenda holds: each one's talks, their own work and nobody else's, and what they heard."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from growth.answering import withdraw
from growth.assessment import State
from growth.cycles import Member
from growth.diary import Leave, Preferences
from growth.nudges import Nudge, Number, Snooze, Task, Work
from growth.people import LevelReason
from growth.talks import Days, Deferral
from storage.repository import Repository
from tests.growth.drafts import filled, rated
from tests.storage.conftest import COACH

DAY = timedelta(days=1)
SOON = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
AWAY = Leave(date(2026, 11, 28), date(2027, 1, 8), "the leave")
AFTER = Days(date(2027, 1, 11), date(2027, 1, 25), date(2027, 2, 15), date(2027, 3, 3))


@pytest.fixture
def load(store, workspace_id, now):
    """Return the agendas of people at a moment."""

    async def load(*people, at=now):
        async with store.reading(workspace_id) as tx:
            return await tx.agendas.load([person.id for person in people], at)

    return load


@pytest.fixture
def status_of(load, now):
    """Return somebody's only talk, as the one of the two it is read for has it."""

    async def get(person, at=now):
        [status] = (await load(person, at=at))[person.id].talks
        return status

    return get


@pytest.fixture
def know(store, workspace_id, ana, cycle):
    """Keep something of Ana's talk."""

    async def know(**known):
        async with store.transaction(workspace_id) as tx:
            await tx.talks.keep(replace(await tx.talks.get(cycle.id, ana.id), **known))

    return know


@pytest.fixture
def send(store, workspace_id, now):
    """Send a person a message of nudges at a moment."""

    async def send(person, *found, at=now, arrives=True):
        async with store.transaction(workspace_id) as tx:
            message_id = await tx.outbox.put_again("nudge", person.id, {}, key=f"{person.id} {at}", due_at=at)
            await tx.nudges.write(message_id, person.id, found, [], at.date())
            if arrives:
                await tx.outbox.mark_sent(message_id, "D1", "17.1", at)

    return send


@pytest.fixture
def submitted(draft, framework, now):
    """Ana's assessment of the half-year, submitted."""
    made = {"cycle_id": draft.cycle_id, "framework_id": draft.framework_id}
    done = filled(framework, draft.level, specialisms=[], **made)
    who = {"subject_id": draft.subject_id, "author_id": draft.author_id}
    return replace(done, **who, state=State.SUBMITTED, submitted_at=now)


async def test_both_have_the_talk(load, ana, bob, cycle):
    agendas = await load(ana, bob)
    assert [agendas[person.id].talks[0].talk.coach_id for person in (ana, bob)] == [ana.id, ana.id]
    assert agendas[bob.id].talks[0].parties == (agendas[ana.id].person, agendas[bob.id].person)


async def test_a_third_person_has_nothing_of_it(load, charlie, ana, bob, cycle):
    assert (await load(charlie))[charlie.id].talks == ()


async def test_a_talk_is_as_it_was_kept(store, workspace_id, status_of, know, ana, bob, cycle, now):
    await know(at=SOON, set_at=now, set_by=bob.id)
    async with store.reading(workspace_id) as tx:
        assert (await status_of(ana)).talk == await tx.talks.get(cycle.id, ana.id)


async def test_diaries_are_of_now(store, workspace_id, status_of, ana, bob, cycle):
    async with store.transaction(workspace_id) as tx:
        await tx.preferences.keep(bob.id, Preferences(hour=8))
        leave = await tx.leaves.add(ana.id, AWAY)
    status = await status_of(ana)
    assert (status.coach.diary.tz, status.coach.diary.leave) == ("Europe/Berlin", (leave,))
    assert status.manager.diary.preferences.hour == 8


async def test_without_a_manager_there_is_the_coach_alone(status_of, ana, cycle):
    assert (await status_of(ana)).manager is None


async def test_a_manager_who_left_is_none_and_has_no_agenda(store, workspace_id, load, ana, bob, cycle, now):
    async with store.transaction(workspace_id) as tx:
        await tx.people.update(bob.id, left_on=now.date() - DAY)
    agendas = await load(ana, bob)
    assert list(agendas) == [ana.id]
    assert agendas[ana.id].talks[0].manager is None


async def test_of_a_coach_on_notice_nothing_is_asked_of_either(store, workspace_id, load, ana, bob, cycle, now):
    async with store.transaction(workspace_id) as tx:
        await tx.people.update(ana.id, left_on=now.date() + 30 * DAY)
    found = await load(ana, bob)
    assert (found[ana.id].talks, found[bob.id].talks) == ((), ())


async def test_of_a_coach_who_left_nothing_is_asked(store, workspace_id, load, ana, bob, cycle):
    async with store.transaction(workspace_id) as tx:
        await tx.people.update(ana.id, deactivated=True)
    agendas = await load(ana, bob)
    assert (list(agendas), agendas[bob.id].talks) == ([bob.id], ())


async def test_who_has_an_agenda_is_of_this_workspace(store, other_workspace_id, ana, now):
    async with store.reading(other_workspace_id) as tx:
        assert await tx.agendas.load([ana.id], now) == {}


# Work


async def test_nothing_answered_yet(status_of, ana, cycle):
    assert (await status_of(ana)).work == Work(answered=0, total=18)


async def test_answers_are_counted(store, workspace_id, status_of, framework, draft, ana, cycle, now):
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(rated(framework, draft, {"coaching": 1, "teaching": 2}), now)
    assert (await status_of(ana)).work == Work(answered=2, total=18)


async def test_what_was_submitted_is_submitted(store, workspace_id, status_of, submitted, ana, cycle, now):
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(submitted, now)
    assert (await status_of(ana)).work == Work(answered=18, total=18, submitted=True, submitted_at=now)


async def test_what_was_taken_back_says_when(store, workspace_id, status_of, submitted, clock, ana, now):
    async with store.transaction(workspace_id) as tx:
        kept = await tx.assessments.save(submitted, now)
    later = clock.move(DAY)
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(withdraw(await tx.assessments.for_update(kept.id)), later)
    assert (await status_of(ana)).work == Work(answered=18, total=18, withdrawn_at=later)
    clock.move(DAY)
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(await tx.assessments.for_update(kept.id), later + DAY)
    assert (await status_of(ana)).work.withdrawn_at == later


async def test_a_manager_sees_nothing_of_the_work(store, workspace_id, status_of, submitted, ana, bob, cycle, now):
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(submitted, now)
        await tx.snoozes.add(cycle.id, ana.id, Snooze(Task.DATE, now.date(), now))
    status = await status_of(bob)
    assert (status.work, status.snoozes) == (Work(), ())


async def test_who_has_no_level_is_not_asked(store, workspace_id, status_of, charlie, cycle):
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.join(cycle.id, [Member(charlie.id, None, None, "", first_look=False)])
    assert (await status_of(charlie)).work == Work(asked=False)


async def test_who_has_a_level_that_is_gone_is_not_asked(store, workspace_id, status_of, charlie, cycle):
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.join(cycle.id, [Member(charlie.id, "sorcerer", None, "", first_look=False)])
    assert not (await status_of(charlie)).work.asked


# What was sent and put off


async def test_what_was_sent_is_each_ones_own(status_of, send, ana, bob, cycle, now):
    status = await status_of(ana)
    await send(ana, Nudge(Task.DATE, Number.DATE_FIRST, now.date(), status))
    assert [nudge.number for nudge in (await status_of(ana)).sent] == [Number.DATE_FIRST]
    assert (await status_of(bob)).sent == ()


async def test_what_did_not_arrive_was_not_sent(status_of, load, send, ana, cycle, now):
    status = await status_of(ana)
    await send(ana, Nudge(Task.DATE, Number.DATE_FIRST, now.date(), status), arrives=False)
    agenda = (await load(ana))[ana.id]
    assert (agenda.talks[0].sent, agenda.last_day, agenda.last_at) == ((), None, None)


async def test_the_last_message_and_digest_are_known(load, send, bob, now):
    await send(bob, Nudge(Task.DIGEST, Number.DIGEST, now.date()), at=now - DAY)
    await send(bob, Nudge(Task.EXCHANGE, Number.TALK_NEAR, now.date()))
    agenda = (await load(bob))[bob.id]
    assert (agenda.last_day, agenda.last_at, agenda.last_digest) == (now.date(), now, now.date() - DAY)


async def test_what_was_put_off_is_known_until_it_is_undone(store, workspace_id, status_of, ana, cycle, now):
    snooze = Snooze(Task.DATE, now.date() + 3 * DAY, now)
    async with store.transaction(workspace_id) as tx:
        await tx.snoozes.add(cycle.id, ana.id, Snooze(Task.DATE, now.date() + DAY, now - DAY))
        await tx.snoozes.add(cycle.id, ana.id, snooze)
        await tx.snoozes.add(cycle.id, ana.id, replace(snooze, task=Task.ASSESSMENT))
        await tx.snoozes.remove(cycle.id, ana.id, Task.ASSESSMENT)
    assert (await status_of(ana)).snoozes == (snooze,)


# Which talks


async def test_a_closed_cycle_asks_nothing(store, workspace_id, load, ana, bob, cycle, now):
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.close(cycle.id, now)
    assert [agenda.talks for agenda in (await load(ana, bob)).values()] == [(), ()]


async def test_a_deferred_talk_stays_until_its_own_closing(
    store, workspace_id, load, know, ana, bob, cycle, now
):  # fmt: skip
    await know(deferral=Deferral(AWAY, AFTER))
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.close(cycle.id, now)
    last, over = datetime(2027, 3, 3, 12, tzinfo=UTC), datetime(2027, 3, 5, 12, tzinfo=UTC)
    assert [len((await load(bob, at=at))[bob.id].talks) for at in (last, over)] == [1, 0]


async def test_a_talk_that_was_held_stays_for_its_check_in(store, workspace_id, load, know, ana, cycle, now):
    await know(at=now, held_at=now)
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.close(cycle.id, now)
    assert [len((await load(ana, at=now + days * DAY))[ana.id].talks) for days in (455, 456)] == [1, 0]


@pytest.fixture
def statements_of(monkeypatch):
    """Return how many statements are asked meanwhile."""
    asked = []
    run = Repository._run

    def counted(self, *statement):
        asked.append(statement)
        return run(self, *statement)

    monkeypatch.setattr(Repository, "_run", counted)

    async def count(doing):
        asked.clear()
        await doing
        return len(asked)

    return count


async def test_many_are_loaded_in_as_many_statements_as_one(store, workspace_id, load, statements_of, cycle, ana, bob):
    async def employ(number):
        async with store.transaction(workspace_id) as tx:
            person = await tx.people.add(f"U4{number}", f"Coach {number}", roles=COACH)
            await tx.people.set_level(person.id, "senior", date(2025, 3, 1), LevelReason.HIRE)
            await tx.people.set_manager(person.id, bob.id, date(2025, 3, 1))
            await tx.cycles.join(cycle.id, [Member(person.id, "senior", bob.id, "", first_look=False)])
            return person

    coaches = [ana, *[await employ(number) for number in range(5)]]
    await load(ana)  # so that the framework is known
    assert await statements_of(load(ana)) == await statements_of(load(*coaches, bob)) > 0
