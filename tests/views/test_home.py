"""App Home for everyone who may open it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from framework.model import SKIP
from growth.answering import submit
from growth.assessment import Purpose
from growth.cycles import CycleState
from growth.desk import Desk, Standing
from growth.diary import Leave
from growth.half_years import half_year as shipped
from growth.hub import Hub, Stewardship
from growth.nudges import Number, Snooze, Task, Work
from growth.people import Role
from growth.summary import summarise
from growth.talks import Deferral
from sandbox.rules import check_view
from tests.growth.drafts import FRAMEWORKS, NINE, SHIPPED, coach, draft, filled, half_year, rated, skipped
from tests.growth.readings import reading
from tests.harness.windows import NASTY
from tests.views import pair
from views.home import home_view, privacy_view

ALICE = coach(level_since=date(2024, 6, 1))
BOB = coach("Bob", roles=frozenset({Role.MANAGER}), level=None)
PRACTISE = "nothing is asked of you now. You can practise whenever you like; only you see it."
PRACTICE = {"purpose": Purpose.PRACTICE, "cycle_id": None}
SUMMARY = summarise(
    ALICE, [reading("agile_coach", "2 2 3 2 2 2 2 2 2 2 3 2 2 2 2 1 2 2")], history=[], versions=[], evidence=[]
)


def desk(work=None, standing=Standing.READY, **fields):
    made = {"cycle": half_year(), "reader": BOB, "whom": ("Olga",)} | fields
    return Desk(standing, ALICE, SHIPPED, work=work, **made)


def home(hub, framework=SHIPPED, **more):
    view = home_view(hub, framework, **more)
    assert check_view(view, "home") == []
    return view


def words(view):
    return str(view["blocks"])


def next_thing(found):
    """Return what Home says is next, and the buttons to do it with."""
    view = home(Hub(ALICE, desk=found))
    [said] = [b["text"]["text"] for b in view["blocks"] if b["type"] == "section" and "*Next:*" in b["text"]["text"]]
    buttons = [e["text"]["text"] for b in view["blocks"] if b["type"] == "actions" for e in b["elements"]]
    return said.removeprefix("*Next:* "), buttons[: -len(["Browse", "Settings", "Who", "Help"])]


# A coach


@pytest.mark.parametrize(
    ("found", "says", "buttons"),
    [
        (desk(draft()), "your self-assessment. About 26 minutes, in pieces if you like.", ["Start"]),
        (
            desk(rated(SHIPPED, draft(), {c.key: SKIP for c in SHIPPED.competencies[:7]})),
            "finish your self-assessment. 7 of 18 answered, about 16 minutes left.",
            ["Continue"],
        ),
        (
            desk(submit(SHIPPED, skipped(SHIPPED, "agile_coach"), NINE)),
            "your self-assessment is submitted. Bob sees it once both of you have submitted.",
            ["Look at it"],
        ),
        (
            desk(rated(SHIPPED, draft(), {"feedback": 1}), accepts=False),
            "your last half-year has closed; what you wrote is still in your draft.",
            ["Open the draft"],
        ),
        (
            desk(draft(**PRACTICE), cycle=None),
            PRACTISE,
            ["Practise"],
        ),
        (
            desk(rated(SHIPPED, draft(**PRACTICE), {"feedback": 1}), cycle=None),
            PRACTISE + " Your practice: 1 of 18 answered, about 24 minutes left.",
            ["Practise"],
        ),
        (
            desk(standing=Standing.NO_LEVEL),
            "nobody has told Trellis your level yet; Olga can. You can practise meanwhile.",
            ["Practise"],
        ),
        (desk(standing=Standing.LEVEL_GONE), "your level isn't part of the framework any more; Olga can set", []),
    ],
)
def test_the_one_next_thing_and_the_button_to_do_it(found, says, buttons):
    said, offered = next_thing(found)
    assert said.startswith(says)
    assert offered == buttons


def test_a_coach_sees_the_half_year_and_its_days():
    view = home(Hub(ALICE, desk=desk(draft())))
    assert "2026-H2 · talks between 1 December and 15 December · answers are open until 31 December" in words(view)


def test_a_coach_sees_level_framework_and_who_sees_this():
    view = home(Hub(ALICE, desk=desk(draft())))
    assert "Agile Coach since June 2024 · framework 1.0.0 · only you see this page" in words(view)


def test_a_level_the_framework_lost_is_said_by_its_key():
    view = home(Hub(replace(ALICE, level="wizard"), desk=desk(standing=Standing.LEVEL_GONE)))
    assert "wizard since June 2024" in words(view)


def test_a_coach_with_a_summary_sees_it_and_can_have_it_sent():
    view = home(Hub(ALICE, desk=desk(draft()), summary=SUMMARY))
    assert "summary.send" in words(view)
    assert "Facilitation" in words(view)


def test_home_without_charts_says_the_same_in_words():
    view = home(Hub(ALICE, desk=desk(draft()), summary=SUMMARY), charts=False)
    assert not any(block["type"] == "data_visualization" for block in view["blocks"])


def test_the_first_visit_says_who_set_it_up_and_what_it_never_does():
    view = home(Hub(ALICE, desk=desk(draft()), first_visit=True, whom=("Olga",)))
    assert "Olga set Trellis up here." in words(view)
    assert "never ranks or compares anyone" in words(view)


# Managers, owners, others


def test_a_manager_sees_their_coaches_and_levels_only():
    view = home(Hub(BOB, coaches=(ALICE, coach("Dana", level=None))))
    assert "*Alice* · Agile Coach\\n*Dana* · no level yet" in words(view)
    assert "What they write stays theirs" in words(view)


def test_a_coach_who_is_a_manager_sees_both():
    view = home(Hub(ALICE, desk=desk(draft()), coaches=(BOB,)))
    assert [b["text"]["text"] for b in view["blocks"] if b["type"] == "header"] == ["Your growth", "Your coaches"]


def stewardship(**fields):
    made = {
        "today": date(2026, 11, 23),
        "zone": "Europe/Stockholm",
        "cycle": half_year(),
        "state": CycleState.OPEN,
        "cohort": 14,
        "coaches": 14,
        "upcoming": shipped(2027, 1),
        "without_manager": (),
        "without_level": (),
        "without_zone": (),
        "undelivered": 0,
    } | fields
    return Stewardship(**made)


def test_an_owner_sees_the_cycle_and_who_lacks_something():
    olga = coach("Olga", roles=frozenset({Role.OWNER}), level=None)
    found = stewardship(without_manager=("Dana",), without_level=tuple(f"P{n}" for n in range(12)), undelivered=3)
    view = home(Hub(olga, stewardship=found))
    assert "*2026-H2* is open: 14 coaches, talks 1 December to 15 December, closes on 31 December." in words(view)
    assert "*1 without a manager:* Dana" in words(view)
    assert "*12 without a level:*" in words(view)
    assert "and 2 more" in words(view)
    assert "*3 messages could not be delivered.*" in words(view)


def owners_buttons(found):
    view = home(Hub(BOB, stewardship=found))
    return [(b["block_id"], b["accessory"]["text"]["text"]) for b in view["blocks"] if "accessory" in b]


def test_an_owner_may_change_the_days_of_both_half_years():
    assert owners_buttons(stewardship()) == [
        ("cycle.present", "Change the days"),
        ("cycle.upcoming", "Change the days"),
    ]


@pytest.mark.parametrize(
    "found", [stewardship(cycle=None, state=CycleState.CLOSED), stewardship(state=CycleState.CLOSED)]
)
def test_an_owner_may_open_a_half_year_while_none_is_open(found):
    view = home(Hub(BOB, stewardship=found))
    assert "No half-year is open." in words(view)
    assert owners_buttons(found) == [("cycle.present", "Open one now"), ("cycle.upcoming", "Change the days")]


def test_nobody_but_an_owner_is_offered_half_years():
    view = home(Hub(ALICE, desk=desk(draft()), coaches=(BOB,)))
    assert "cycle." not in words(view)


def test_an_owner_sees_no_answers():
    work = rated(SHIPPED, draft(), {"feedback": 3}, note="Words of Alice")
    view = home(Hub(BOB, stewardship=stewardship(), coaches=(ALICE,), desk=desk(work)))
    assert "Words of Alice" not in words(view)
    assert "Beyond" not in words(view)


def test_who_has_no_part_here_is_told_that_nothing_waits():
    view = home(Hub(coach("Petra", roles=frozenset({Role.PANEL}))))
    assert "nothing waits on you" in words(view)


def test_a_stranger_hears_what_this_is_and_whom_to_ask():
    view = home(Hub(None, whom=("Olga",)))
    assert "It doesn't know you yet. If you should be part of it, Olga can add you." in words(view)
    assert "framework.open" in words(view)


def test_a_guest_hears_what_this_is_and_is_offered_nothing():
    view = home(Hub(None, whom=("Olga",), is_guest=True))
    assert "guests have no part in it" in words(view)
    assert "actions" not in {block["type"] for block in view["blocks"]}


def test_a_stranger_is_offered_nothing_else():
    view = home(Hub(None, whom=("Olga",)))
    assert [b["type"] for b in view["blocks"]] == ["header", "section", "section", "actions"]


# Whatever the names


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=FRAMEWORKS)
def test_slack_takes_home_full_of_nasty_names(framework):
    person = replace(ALICE, name=NASTY[:80])
    level = framework.levels[-1].key
    hub = Hub(
        person=replace(person, level=level),
        desk=replace(desk(filled(framework, level), reader=person, whom=(NASTY[:80], NASTY[:80])), framework=framework),
        coaches=(person,) * 60,
        stewardship=stewardship(
            cycle=half_year(name=NASTY[:40]),
            without_manager=(NASTY[:80],) * 50,
            without_level=(NASTY[:80],) * 50,
            without_zone=(NASTY[:80],) * 50,
        ),
        first_visit=True,
        whom=(NASTY[:80], NASTY[:80]),
    )
    view = home(hub, framework)
    assert "<!channel>" not in words(view)


def test_who_sees_what_is_a_modal():
    assert check_view(privacy_view(), "modal") == []
    assert "you alone" in words(privacy_view())


# Talks


DATED = pair.SET
BEGUN = DATED | {"at": pair.NOW - timedelta(hours=1)}
HELD = BEGUN | {"held_at": pair.NOW}
DEFERRED = {
    "deferral": Deferral(
        Leave(date(2026, 2, 1), date(2026, 3, 20), "leave"),
        replace(pair.WINDOW, start=date(2026, 4, 10), end=date(2026, 5, 8), closes_on=date(2026, 5, 24)),
    )
}


def coachs_home(found, **fields):
    """Return what a coach's home says of their talk, and the buttons for it."""
    view = home(Hub(ALICE, desk=desk(draft()), now=pair.NOW, talk=found, **fields))
    [said] = [block["text"]["text"] for block in view["blocks"] if block.get("block_id") == "talk.about"]
    return said, [pair.labels({"blocks": [b]}) for b in view["blocks"] if b.get("block_id") == "talk.row"]


@pytest.mark.parametrize(
    ("talk", "says", "buttons"),
    [
        ({}, "no date yet, between 1 February and 15 March", [["Set a talk date", "Snooze"]]),
        (DATED, "Thursday 12 March, 09:00 (14:00 for Maya)", [["Move the date", "Snooze"]]),
        (BEGUN, "Thursday 26 February, 09:00 (15:00 for Maya). Was it held?", [["It was held", "Move the date"]]),
        (HELD, "held on Thursday 26 February, 09:00 (15:00 for Maya)", []),
        (DEFERRED, "it moves to after your days away, between 10 April and 8 May", [["Set a talk date", "Snooze"]]),
    ],
    ids=["no date", "dated", "begun", "held", "deferred"],
)
def test_a_coach_sees_when_their_talk_is_and_what_to_do_about_it(talk, says, buttons):
    assert coachs_home(pair.status(**talk)) == (f"*Development talk* with Maya · {says}", buttons)


def test_once_the_assessment_is_submitted_a_date_is_the_next_thing():
    done = desk(submit(SHIPPED, skipped(SHIPPED, "agile_coach"), NINE))
    view = home(Hub(ALICE, desk=done, now=pair.NOW, talk=pair.status(work=Work(18, 18, submitted=True))))
    assert "*Next:* a date for your talk with Maya, an hour between 1 February and 15 March.\\n*Done:* your" in words(
        view
    )
    assert pair.labels(view)[:2] == ["Set a talk date", "Look at it"]
    assert pair.labels(view).count("Set a talk date") == 1


@pytest.mark.parametrize(
    "found",
    [
        pair.status(sent=[pair.was_sent(number, date(2026, 2, n)) for n, number in enumerate(list(Number)[:3], 1)]),
        pair.status(coach=pair.choosing(pair.ANA, opted_out=True)),
        pair.status(coach=pair.choosing(pair.ANA, muted_cycle="cycle")),
    ],
    ids=["all were sent", "receipts only", "muted"],
)
def test_what_does_not_come_again_cannot_be_snoozed(found):
    assert coachs_home(found)[1] == [["Set a talk date"]]


def test_a_coach_without_a_manager_hears_whom_to_ask():
    said, buttons = coachs_home(pair.status(manager=None), whom=("Olga",))
    assert said == "*Development talk*: nobody is named as your manager yet. Olga can change that."
    assert buttons == []


def test_what_was_snoozed_can_be_taken_back():
    snoozes = [Snooze(Task.DATE, date(2026, 3, 3), pair.NOW)]
    view = home(Hub(ALICE, desk=desk(draft()), now=pair.NOW, talk=pair.status(snoozes=snoozes)))
    assert "Snoozed until Tuesday 3 March: a date for your talk." in words(view)
    assert "Snooze" not in pair.labels(view)
    assert "Undo" in pair.labels(view)


def test_a_snooze_that_is_over_is_not_spoken_of():
    snoozes = [Snooze(Task.DATE, date(2026, 2, 25), pair.NOW)]
    view = home(Hub(ALICE, desk=desk(draft()), now=pair.NOW, talk=pair.status(snoozes=snoozes)))
    assert "Snoozed" not in words(view)


def test_home_says_what_trellis_writes_next():
    coming = (pair.nudge(Number.START, pair.status(), date(2026, 2, 27)),)
    view = home(Hub(ALICE, desk=desk(draft()), now=pair.NOW, talk=pair.status(), coming=coming))
    assert "Trellis writes next on Friday 27 February, 10:00: your self-assessment." in words(view)


def test_who_wants_receipts_only_reads_that():
    person = pair.choosing(pair.ANA, opted_out=True)
    view = home(Hub(ALICE, desk=desk(draft()), now=pair.NOW, talk=pair.status(coach=person)))
    assert "You chose to get receipts only." in words(view)


def met(party):
    """Return who somebody of a talk is."""
    return replace(coach(party.name), id=party.person_id)


def managers_home(*talks, coaches=None, **fields):
    coaches = coaches or [met(status.coach) for status in talks]
    return home(Hub(BOB, coaches=tuple(coaches), now=pair.NOW, talks=talks, **fields))


@pytest.mark.parametrize(
    ("talk", "says", "buttons"),
    [
        ({}, "no date yet, between 1 February and 15 March", ["Choose a date", "Nudge"]),
        (DATED, "Thursday 12 March, 14:00 (09:00 for Ana)", ["Move the date", "Nudge"]),
        (BEGUN, "Thursday 26 February, 15:00 (09:00 for Ana). Was it held?", ["It was held", "Move the date"]),
        (HELD, "held on Thursday 26 February, 15:00 (09:00 for Ana)", []),
        (DEFERRED, "no date yet, moved to between 10 April and 8 May", ["Choose a date", "Nudge"]),
    ],
    ids=["no date", "dated", "begun", "held", "deferred"],
)
def test_a_manager_sees_when_each_talk_is_and_what_to_do_about_it(talk, says, buttons):
    view = managers_home(pair.status(**talk))
    assert f"*Ana* · Agile Coach\\n{says}" in words(view)
    assert pair.labels(view)[: len(buttons)] == buttons
    assert len(pair.labels(view)) == len([*buttons, "Browse", "Settings", "Who", "Help"])


def test_what_a_manager_may_press_says_nothing_of_how_far_a_coach_is():
    done, begun = (pair.status(work=work) for work in (Work(18, 18, submitted=True), Work(3, 18)))
    assert managers_home(done) == managers_home(begun)


def test_coaches_whose_talk_waits_on_the_manager_come_first():
    ana, bo = (pair.named(replace(pair.ANA, person_id=name.lower()), name) for name in ("Ana", "Bo"))
    view = managers_home(pair.status(coach=ana, **DATED), pair.status(coach=bo))
    assert words(view).index("*Bo*") < words(view).index("*Ana*")
    assert "*Waiting on you:* the talk with Bo." in words(view)


def test_a_coach_without_a_talk_is_named_all_the_same():
    view = managers_home(pair.status(), coaches=[coach("Ana"), coach("Dana")])
    assert "*Dana* · Agile Coach · no talk in this half-year" in words(view)


def test_when_nothing_waits_a_manager_reads_that():
    assert "Nothing waits on you. What they write stays theirs" in words(managers_home(pair.status(**DATED)))


@pytest.mark.parametrize("count", [21, 60, 200])
def test_any_number_of_coaches_leaves_room_for_everything_else(count):
    people = [pair.named(replace(pair.ANA, person_id=f"p{n}"), f"{n} {NASTY[:70]}") for n in range(count)]
    coaches = [met(person) for person in people]
    talks = [pair.status(coach=person, **(BEGUN if n % 2 else {})) for n, person in enumerate(people)]
    hub = Hub(
        ALICE,
        desk=desk(draft()),
        summary=SUMMARY,
        coaches=tuple(coaches),
        stewardship=stewardship(without_manager=("Dana",), without_level=("Dana",), without_zone=("Dana",)),
        first_visit=True,
        now=pair.NOW,
        talk=pair.status(),
        talks=tuple(talks),
    )
    view = home(hub)
    assert view["blocks"][-1]["block_id"] == "home.quick"
    assert "<!channel>" not in pair.words(view)
