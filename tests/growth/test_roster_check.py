from datetime import date

from framework.loading import default_framework
from growth.people import Person, Role
from growth.profiles import Profile
from growth.roster_check import named, roster_findings, slack_findings

TODAY = date(2026, 3, 10)
COACH = frozenset({Role.COACH})
BOB = Person("bob", "UBOB", "Bob", roles=frozenset({Role.MANAGER, Role.OWNER}))
ALICE = Person("alice", "UALICE", "Alice", roles=COACH, level="senior", manager_id="bob")


def findings(*people):
    return list(roster_findings(people, default_framework(), TODAY))


def test_people_who_fit_give_nothing():
    assert findings(ALICE, BOB) == []


def test_what_coaches_lack_is_named():
    lost = Person("lost", "ULOST", "Lou", roles=COACH)
    old = Person("old", "UOLD", "Oda", roles=COACH, level="wizard", manager_id="gone")
    gone = Person("gone", "UGONE", "Gil", left_on=date(2026, 3, 9))

    said = findings(BOB, lost, old, gone)

    assert [line.split(".")[0] for line in said] == [
        "Without a level: Lou (ULOST)",
        "Without a manager: Lou (ULOST)",
        "With a manager who is not here any more: Oda (UOLD)",
        "At a level that the framework lacks: Oda (UOLD)",
    ]


def test_an_owner_who_left_is_none():
    assert findings(Person("bob", "UBOB", "Bob", roles=BOB.roles, left_on=date(2026, 3, 9)))[0].startswith(
        "Nobody is owner."
    )


def test_members_in_slack_give_nothing():
    assert list(slack_findings([ALICE], {"UALICE": Profile("UALICE", "Alice")})) == []


def test_who_is_no_member_in_slack_is_named():
    said = list(slack_findings([ALICE, BOB], {"UBOB": Profile("UBOB", "Bob", is_guest=True)}))

    assert said[0].startswith("Not found in Slack: Alice (UALICE).")
    assert said[1].startswith("Bob (UBOB) is a guest in Slack.")


def test_a_long_list_is_counted():
    assert named([ALICE] * 12).endswith(", Alice (UALICE) and 2 more")
