"""A piece of evidence, and the notes that are kept as one."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from growth.answering import Change, record, submit
from growth.assessment import Purpose
from growth.errors import InvalidEvidence
from growth.evidence import Evidence, evidence_from
from tests.growth.drafts import NINE, SHIPPED, draft, rated, skipped


def piece(text):
    return Evidence("e1", "alice", date(2026, 11, 23), text, frozenset({"feedback"}))


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_evidence_without_words_is_refused(text):
    with pytest.raises(InvalidEvidence, match="A few words"):
        piece(text)


def test_its_first_line_is_its_title():
    assert piece("\n  Half-day on dependencies \nwith three teams").title == "Half-day on dependencies "


def submitted(work):
    return replace(submit(SHIPPED, work, NINE), id="a1")


def test_only_notes_of_beyond_are_kept():
    work = rated(SHIPPED, skipped(SHIPPED, "agile_coach"), {"feedback": 3, "coaching": 2}, note="They came back to it")
    [kept] = evidence_from(submitted(work), NINE, "UTC")
    assert (kept.owner_id, kept.text, kept.competencies) == ("alice", "They came back to it", {"feedback"})


def test_a_beyond_with_other_evidence_and_no_note_keeps_nothing():
    work = record(SHIPPED, skipped(SHIPPED, "agile_coach"), {"feedback": Change(choice=3, evidence=frozenset({"e9"}))})
    assert evidence_from(submitted(work), NINE, "UTC") == []


def test_practice_keeps_no_evidence():
    work = rated(SHIPPED, draft(purpose=Purpose.PRACTICE, cycle_id=None), {"feedback": 3}, note="Words")
    assert evidence_from(work, NINE, "UTC") == []


def test_it_happened_on_the_coachs_own_day():
    work = rated(SHIPPED, skipped(SHIPPED, "agile_coach"), {"feedback": 3}, note="Words")
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    [kept] = evidence_from(submitted(work), late, "Europe/Stockholm")
    assert kept.happened_on == date(2026, 11, 24)


def test_the_same_note_submitted_again_has_the_same_key():
    work = submitted(rated(SHIPPED, skipped(SHIPPED, "agile_coach"), {"feedback": 3}, note="Words"))
    keys = [[kept.key for kept in evidence_from(work, NINE, "UTC")] for _ in range(2)]
    assert keys == [["note:a1:feedback"]] * 2
