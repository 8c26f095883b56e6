from zoneinfo import ZoneInfo

from framework.loading import default_framework
from growth.assessment import gaps, progress
from growth.calendar import local_day
from growth.people import Role
from sandbox.company import company
from tests.sandbox.company.seen import NOW, with_role

LONGEST_NOTE = 3000
LONGEST_EVIDENCE = 600
LONGEST_OPTION = 75


def test_what_was_sent_lacks_nothing(small):
    assert [gaps(default_framework(), taken) for _, taken, _ in small.all_sent()] == [{}] * len(small.all_sent())


def test_nearly_everyone_sent_one_in_each_cycle(small):
    for cycle in small.cycles[1:]:
        sent = [name for name, _, of in small.all_sent() if of == cycle]
        assert len(sent) >= len(small.cohorts[cycle.name]) - 1


def test_each_was_sent_while_its_cycle_was_open(small):
    for name, taken, cycle in small.all_sent():
        assert cycle.opened_at <= taken.started_at < taken.submitted_at < NOW
        assert cycle.accepts(taken.submitted_at, small.people[name].tz)


def test_each_was_sent_in_working_hours(small):
    for name, taken, _ in small.all_sent():
        local = taken.submitted_at.astimezone(ZoneInfo(small.people[name].tz))
        assert local.weekday() < 5
        assert 9 <= local.hour < 16


def test_specialisms_are_chosen_where_they_may_be(small):
    chosen = {taken.level: bool(taken.specialisms) for _, taken, _ in small.all_sent()}
    assert chosen == {"associate": False, "agile_coach": False, "senior": True, "staff": True}


def test_someone_had_no_occasion_now_and_then(small):
    answers = [answer for _, taken, _ in small.all_sent() for answer in taken.answers.values()]
    assert 0.01 < sum(answer.skipped for answer in answers) / len(answers) < 0.1


def test_nobody_writes_the_same_note_twice(small):
    for found in small.sent.values():
        notes = [answer.note for taken, _ in found for answer in taken.answers.values() if answer.note]
        assert len(set(notes)) == len(notes)


def test_nothing_is_longer_than_its_field(small, large):
    for seen in (small, large):
        notes = [answer.note for _, taken, _ in seen.all_sent() for answer in taken.answers.values()]
        pieces = [piece for found in seen.evidence.values() for piece in found]
        assert max(map(len, notes)) <= LONGEST_NOTE
        assert max(len(piece.text) for piece in pieces) <= LONGEST_EVIDENCE


def test_no_placeholder_is_left_in_the_words(large):
    notes = [answer.note for _, taken, _ in large.all_sent() for answer in taken.answers.values()]
    assert not [text for text in notes if "{" in text]


def test_an_evidence_fits_into_an_option(large):
    titles = [piece.title for found in large.evidence.values() for piece in found if piece.key is None]
    assert max(map(len, titles)) <= LONGEST_OPTION


def test_beyond_notes_were_kept_as_evidence(small):
    keys = {piece.key for found in small.evidence.values() for piece in found if piece.key}
    beyond = {
        f"note:{taken.id}:{key}"
        for _, taken, _ in small.all_sent()
        for key, a in taken.answers.items()
        if a.rating == 3
    }
    assert keys == beyond


def test_evidence_lies_in_the_past(small):
    for name, found in small.evidence.items():
        assert all(piece.happened_on < local_day(NOW, small.people[name].tz) for piece in found)


def test_ana_comes_first_with_seven_of_eighteen(small):
    first = company().users[0].real_name
    done = progress(default_framework(), small.open_work[first])
    assert (first, done.answered, done.total) == ("Ana Ruiz", 7, 18)


def test_some_sent_some_are_half_through(small):
    drafts = [work for work in small.open_work.values() if work and work.is_draft]
    sent = [work for work in small.open_work.values() if work and not work.is_draft]
    assert (len(sent), len(drafts)) == (5, 6)


def test_some_have_not_begun(small):
    untouched = [person.name for person in with_role(small, Role.COACH) if small.open_work[person.name] is None]
    assert untouched == ["Marek Novák", "Omar Haddad", "Zainab Yusuf"]


def test_ana_has_new_evidence_to_choose(small):
    opened = small.cycles[1].closes_on
    assert any(piece.happened_on > opened and piece.key is None for piece in small.evidence["Ana Ruiz"])
