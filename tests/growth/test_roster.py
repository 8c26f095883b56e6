from dataclasses import replace
from datetime import date
from time import perf_counter

import pytest

from framework.loading import default_framework
from growth.people import LevelReason, Person, Role
from growth.profiles import Profile
from growth.roster import Directory, LevelChange, RosterPlan, mentioned, plan_import
from growth.roster_file import RosterRefused, read_sheet

TODAY = date(2026, 3, 10)
ALICE = Profile("UALICE", "Alice Moreau", "Europe/Paris", "alice@example.org")
BOB = Profile("UBOB", "Bob Lind", "Europe/Berlin", "bob@example.org")
CHARLIE = Profile("UCHARLIE", "Charlie Ode", "UTC", "charlie@example.org")
GONE = Profile("UGONE", "Gil Gone", deleted=True, email="gil@example.org")
GUEST = Profile("UGUEST", "Gia Guest", is_guest=True)
ROBOT = Profile("UROBOT", "Robot", is_bot=True)
EVERYONE = [ALICE, BOB, CHARLIE, GONE, GUEST, ROBOT]


def plan(text: str, known=(), profiles=EVERYONE, today=TODAY) -> RosterPlan:
    return plan_import(read_sheet(text.encode()), known, Directory(profiles), default_framework(), today)


def refusal(text: str, known=(), profiles=EVERYONE) -> str:
    with pytest.raises(RosterRefused) as refused:
        plan(text, known, profiles)
    return str(refused.value)


def people(text: str, known=(), today=TODAY) -> dict[str, Person]:
    """Return everyone as they are after an import, kept under an id of their own."""
    after = {person.slack_id: person for person in known}
    after |= {change.after.slack_id: change.after for change in plan(text, known, today=today).changes}
    ids = {person.id: f"id-{slack_id}" for slack_id, person in after.items()}
    return {
        slack_id: replace(person, id=ids[person.id], manager_id=ids.get(person.manager_id))
        for slack_id, person in after.items()
    }


def one(text: str, known=()) -> Person:
    return people(text, known)["UALICE"]


def senior(since=date(2025, 1, 1), **fields) -> Person:
    return Person(
        "id-UALICE", "UALICE", "Alice Moreau", "Europe/Paris", frozenset({Role.COACH}), "senior", since, **fields
    )


def test_a_new_person_with_a_level_is_a_coach_hired_today():
    [change] = plan("slack_id,level\nUALICE,senior\n").changes

    assert (change.before, change.after.roles, change.after.tz) == (None, {Role.COACH}, "Europe/Paris")
    assert change.level == LevelChange("senior", TODAY, LevelReason.HIRE)


@pytest.mark.parametrize("level", ["senior", "Senior", "SENIOR AGILE COACH"])
def test_a_level_is_named_by_key_or_title(level):
    assert one(f"slack_id,level\nUALICE,{level}\n").level == "senior"


def test_an_address_finds_the_same_person_as_the_id():
    assert one("email,level\nAlice@Example.org,senior\n").slack_id == "UALICE"


def test_an_active_account_answers_to_an_address_two_accounts_share():
    again = replace(GONE, email=ALICE.email)
    assert plan("email\nalice@example.org\n", profiles=[ALICE, again]).changes[0].after.slack_id == "UALICE"


def test_a_blank_cell_leaves_what_is_kept_unchanged():
    known = senior(specialisms=frozenset({"facilitation"}), joined_on=date(2020, 1, 1))

    assert one("slack_id,level,roles,specialisms,joined_on\nUALICE,,,,\n", [known]) == known


def test_a_dash_empties_a_cell():
    known = senior(
        specialisms=frozenset({"facilitation"}),
        joined_on=date(2020, 1, 1),
        left_on=date(2026, 1, 1),
        manager_id="id-UBOB",
    )
    bob = Person("id-UBOB", "UBOB", "Bob Lind", "Europe/Berlin", frozenset({Role.MANAGER}))

    after = one("slack_id,roles,specialisms,joined_on,left_on,manager\nUALICE,-,-,-,-,-\n", [known, bob])

    assert (after.roles, after.specialisms, after.joined_on, after.left_on, after.manager_id) == (
        frozenset(),
        frozenset(),
        None,
        None,
        None,
    )


def test_roles_replace_the_whole_set():
    assert one("slack_id,roles\nUALICE,owner;hr\n", [senior()]).roles == {Role.OWNER, Role.HR}


def test_who_is_named_as_manager_becomes_one_without_a_line():
    after = people("slack_id,level,manager\nUALICE,senior,bob@example.org\n")

    assert after["UBOB"].roles == {Role.MANAGER}
    assert after["UALICE"].manager_id == after["UBOB"].id


def test_a_manager_keeps_the_roles_of_their_own_line():
    after = people("slack_id,level,manager,roles\nUALICE,senior,UBOB,\nUBOB,staff,,coach\n")

    assert after["UBOB"].roles == {Role.COACH, Role.MANAGER}


def test_a_changed_level_begins_today_as_a_promotion():
    assert plan("slack_id,level\nUALICE,staff\n", [senior()]).changes[0].level == LevelChange(
        "staff", TODAY, LevelReason.PROMOTION
    )


def test_a_correction_begins_when_the_wrong_level_began():
    [change] = plan("slack_id,level,level_reason\nUALICE,staff,correction\n", [senior()]).changes

    assert change.level == LevelChange("staff", date(2025, 1, 1), LevelReason.CORRECTION)


def test_a_level_changed_on_its_first_day_was_a_slip():
    [change] = plan("slack_id,level\nUALICE,staff\n", [senior(since=TODAY)]).changes

    assert change.level == LevelChange("staff", TODAY, LevelReason.CORRECTION)


def test_the_day_a_level_began_can_be_corrected():
    text = "slack_id,level,level_since,level_reason\nUALICE,senior,2024-06-01,correction\n"

    assert plan(text, [senior()]).changes[0].level == LevelChange("senior", date(2024, 6, 1), LevelReason.CORRECTION)


FULL = """slack_id,level,manager,roles,specialisms,joined_on,left_on,level_since,level_reason
UALICE,senior,UBOB,coach;manager,facilitation,2020-01-01,,2024-01-01,promotion
UCHARLIE,,,owner,,,2026-05-01,,
"""


def test_importing_twice_changes_nothing():
    kept = people(FULL)

    again = plan(FULL, list(kept.values()), today=date(2026, 3, 12))

    assert again == RosterPlan((), unchanged=2)


def test_who_is_absent_from_the_file_stays():
    assert "UBOB" not in {
        change.after.slack_id for change in plan("slack_id\nUALICE\n", [Person("1", "UBOB", "B")]).changes
    }


def test_names_and_zones_come_from_slack():
    stale = replace(senior(), name="Ali", tz="UTC", deactivated=True)

    assert one("slack_id\nUALICE\n", [stale]) == senior()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "slack_id,level\nUALICE,principal\n",
            "Line 2: level 'principal': the framework has no such level. It has associate (Associate",
        ),
        ("slack_id,roles\nUALICE,coach;managr\n", "there is no 'managr'. Did you mean manager?"),
        ("slack_id,specialisms\nUALICE,facilitaton\n", "Did you mean facilitation?"),
        ("slack_id,joined_on\nUALICE,12.03.2026\n", "joined_on '12.03.2026': write a day as YEAR-MONTH-DAY"),
        ("slack_id,joined_on\nUALICE,2026-02-30\n", "the calendar has no such day."),
        ("slack_id,left_on\nUALICE,9999-12-31\n", "write a day as YEAR-MONTH-DAY"),
        (
            "slack_id,joined_on,left_on\nUALICE,2026-02-02,2026-02-01\n",
            "left_on 2026-02-01 is before joined_on 2026-02-02.",
        ),
        ("slack_id,level,level_since\nUALICE,senior,2026-03-11\n", "level_since 2026-03-11 is still to come."),
        ("slack_id,level_since\nUALICE,2026-03-01\n", "level_since needs a level."),
        ("slack_id,level,level_reason\nUALICE,senior,hire\n", "write promotion or correction."),
        ("slack_id,level,level_since\nUALICE,senior,-\n", "level_since can't be emptied."),
        ("slack_id,manager\nUALICE,UALICE\n", "Line 2: Alice Moreau can't be their own manager."),
        ("slack_id,manager\nUALICE,Bob Lind\n", "manager: 'Bob Lind' is neither a Slack id nor an address."),
        ("slack_id,manager\nUALICE,UNOBODY\n", "manager: nobody in this workspace has the id UNOBODY."),
        ("slack_id,manager\nUALICE,UGONE\n", "manager: Gil Gone (UGONE) is deactivated in Slack."),
        ("slack_id\nUNOBODY\n", "Line 2: nobody in this workspace has the id UNOBODY."),
        ("slack_id\nalice\n", "'alice' is no Slack id."),
        ("slack_id\nUGONE\n", "if they have left: `trellis people leave UGONE DATE`."),
        ("slack_id\nUGUEST\n", "Gia Guest (UGUEST) is a guest in Slack"),
        ("slack_id\nUROBOT\n", "Robot (UROBOT) is a bot"),
        ("slack_id,level\n,senior\n", "slack_id or email must say who this line is about."),
        ("slack_id\nUALICE\nUBOB\nUALICE\n", "Line 4: Alice Moreau (UALICE) is on line 2 already."),
        ("slack_id,email\nUALICE,\n,alice@example.org\n", "Line 3: Alice Moreau (UALICE) is on line 2 already."),
        ("slack_id,email\nUALICE,bob@example.org\n", "UALICE has another address in Slack"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(text, expected):
    assert expected in refusal(text)


def test_every_bad_line_is_named_in_order():
    text = "slack_id,level,manager\nUALICE,none,UGONE\nUBOB\nUNOBODY,bad,\n"

    assert [line.split(":")[0] for line in refusal(text).splitlines()] == [
        "Line 2",
        "Line 2",
        "Line 3",
        "Line 4",
        "Line 4",
    ]


def test_a_circle_of_managers_is_named():
    text = "slack_id,manager\nUALICE,UBOB\nUBOB,UCHARLIE\nUCHARLIE,UALICE\n"

    assert "Alice Moreau -> Bob Lind -> Charlie Ode -> Alice Moreau" in refusal(text)


def test_a_circle_through_somebody_absent_from_the_file_is_found():
    bob = Person("id-UBOB", "UBOB", "Bob Lind", roles=frozenset({Role.COACH}), manager_id="id-UALICE")

    assert "each other's managers" in refusal("slack_id,manager\nUALICE,UBOB\n", [senior(), bob])


def test_swapping_two_managers_is_no_circle():
    bob = Person("id-UBOB", "UBOB", "Bob Lind", roles=frozenset({Role.COACH}), manager_id="id-UALICE")

    after = people("slack_id,manager\nUALICE,UBOB\nUBOB,-\n", [senior(), bob])

    assert (after["UALICE"].manager_id, after["UBOB"].manager_id) == ("id-UBOB", None)


def test_an_older_day_for_a_promotion_asks_for_a_correction():
    text = "slack_id,level,level_since\nUALICE,staff,2024-12-31\n"

    assert "Name a later day, or write correction as level_reason." in refusal(text, [senior()])


def test_another_day_for_the_same_level_asks_for_a_correction():
    assert "To move that day, write correction" in refusal(
        "slack_id,level,level_since\nUALICE,senior,2024-01-01\n", [senior()]
    )


def test_a_level_once_held_is_not_emptied():
    assert "can't be emptied" in refusal("slack_id,level\nUALICE,-\n", [senior()])


def test_addresses_need_the_scope_that_shows_them():
    nameless = [replace(profile, email="") for profile in EVERYONE]

    assert "users:read.email" in refusal("email\nalice@example.org\n", profiles=nameless)


def test_ids_and_addresses_of_managers_are_looked_up_too():
    sheet = read_sheet(b"slack_id,manager\nUALICE,bob@example.org\nUCHARLIE,-\nodd,UBOB\n")

    assert mentioned(sheet) == {"UALICE", "UCHARLIE", "UBOB", "bob@example.org"}


@pytest.mark.soak
def test_ten_thousand_lines_are_planned_within_seconds():
    profiles = [Profile(f"U{number:05}", f"Person {number}") for number in range(10_000)]
    text = "slack_id,level,manager\n" + "".join(
        f"U{n:05},senior,{f'U{n // 10:05}' if n else ''}\n" for n in range(10_000)
    )
    start = perf_counter()

    changes = plan(text, profiles=profiles).changes

    assert (len(changes), perf_counter() - start < 5) == (10_000, True)
