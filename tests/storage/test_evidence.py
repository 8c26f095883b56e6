"""Coaches' own notes of their work."""

from datetime import date

from growth.evidence import Evidence, EvidenceKind


def piece(owner, text, day, *competencies, key=None):
    return Evidence("", owner.id, date(2026, 11, day), text, frozenset(competencies), EvidenceKind.OBSERVATION, key)


async def put(store, workspace_id, *pieces):
    async with store.transaction(workspace_id) as tx:
        for each in pieces:
            await tx.evidence.put(each)


async def texts(store, workspace_id, owner, competencies=None):
    async with store.reading(workspace_id) as tx:
        return [each.text for each in await tx.evidence.of(owner.id, competencies)]


async def test_evidence_comes_newest_first(store, workspace_id, ana):
    await put(store, workspace_id, piece(ana, "old", 1, "a"), piece(ana, "new", 20, "b"))
    assert await texts(store, workspace_id, ana) == ["new", "old"]


async def test_evidence_of_some_competencies_only(store, workspace_id, ana):
    await put(store, workspace_id, piece(ana, "one", 1, "a", "b"), piece(ana, "two", 2, "c"))
    assert await texts(store, workspace_id, ana, ["b", "x"]) == ["one"]


async def test_a_note_saved_again_replaces_its_piece(store, workspace_id, ana):
    await put(store, workspace_id, piece(ana, "first", 1, "a", key="note:1"))
    async with store.reading(workspace_id) as tx:
        [before] = await tx.evidence.of(ana.id)
    await put(store, workspace_id, piece(ana, "second", 1, "a", key="note:1"))
    async with store.reading(workspace_id) as tx:
        [after] = await tx.evidence.of(ana.id)
    assert (after.id, after.text) == (before.id, "second")


async def test_pieces_without_a_key_stand_side_by_side(store, workspace_id, ana):
    await put(store, workspace_id, piece(ana, "one", 1, "a"), piece(ana, "two", 1, "a"))
    assert len(await texts(store, workspace_id, ana)) == 2


async def test_two_coaches_may_use_the_same_key(store, workspace_id, ana, charlie):
    await put(store, workspace_id, piece(ana, "hers", 1, "a", key="k"), piece(charlie, "his", 1, "a", key="k"))
    assert await texts(store, workspace_id, ana) == ["hers"]


async def test_the_piece_of_a_cleared_note_is_removed(store, workspace_id, ana, charlie):
    await put(store, workspace_id, piece(ana, "hers", 1, "a", key="k"), piece(charlie, "his", 1, "a", key="k"))
    async with store.transaction(workspace_id) as tx:
        await tx.evidence.remove_by_key(ana.id, "k")
    assert (await texts(store, workspace_id, ana), await texts(store, workspace_id, charlie)) == ([], ["his"])


async def by_competency(store, workspace_id, slack_id, now):
    """Return what lies on a coach's desk."""
    async with store.reading(workspace_id) as tx:
        found = (await tx.desks.current(slack_id, now)).evidence
    return {key: [each.text for each in pieces] for key, pieces in found.items()}


async def test_evidence_is_found_under_each_of_its_competencies(store, workspace_id, version, ana, now):
    await put(store, workspace_id, piece(ana, "one", 1, "a", "b"), piece(ana, "two", 2, "b"))
    assert await by_competency(store, workspace_id, "U1ANA", now) == {"a": ["one"], "b": ["two", "one"]}


async def test_nothing_is_found_under_a_competency_without_evidence(store, workspace_id, version, ana, charlie, now):
    await put(store, workspace_id, piece(charlie, "his", 1, "a"))
    async with store.reading(workspace_id) as tx:
        assert (await tx.desks.current("U1ANA", now)).evidence.get("a", "none") == "none"
