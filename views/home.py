"""App Home: the one next thing, what is going on, and where the rest is; for coach, manager, owner and anyone else."""

from typing import Any

from framework.model import Framework, UnknownKey
from growth.assessment import State, progress
from growth.calendar import spoken
from growth.desk import Desk, Standing
from growth.hub import Hub, Stewardship
from growth.people import Person, Role
from views import blocks
from views.assessment import progress_words
from views.assessment_desk import people_to_ask
from views.half_years import home_blocks
from views.ids import Assessment, Home, Summary
from views.ids import Framework as FrameworkIds
from views.summary import home_summary_blocks

NAMES_SHOWN = 10


def home_view(hub: Hub, framework: Framework, *, charts: bool = True) -> dict[str, Any]:
    """Return App Home for a person; without `charts` it says in words what Slack refused to draw."""
    if hub.person is None:
        return blocks.home(_stranger(hub, framework))
    parts: list[list[dict[str, Any]]] = []
    if hub.first_visit:
        parts.append(_welcome(hub, framework))
    if hub.person.has(Role.COACH) and hub.desk is not None:
        parts.append(_coach(hub, hub.desk, framework, charts=charts))
    if hub.coaches:
        parts.append(_manager(hub.coaches, framework))
    if hub.stewardship is not None:
        parts.append(_owner(hub.stewardship))
    if not parts:
        parts.append([blocks.header("Trellis"), blocks.section("*Next:* nothing waits on you.")])
    return blocks.home([*_set_apart(parts), _quick_actions(hub)])


def privacy_view() -> dict[str, Any]:
    """Return who can see what, as a modal."""
    return blocks.modal(
        "Who sees what",
        [
            blocks.section(
                "*Your drafts, notes, practice and growth summary:* you alone.\n"
                "*What you submit:* your manager, once both of you have submitted, and nobody before or besides.\n"
                "*Your level and since when:* you and your manager. Whoever looks after Trellis here sets it.\n"
                "*Owners and HR:* who takes part, who has no manager or level. No answers, no notes, no charts.\n"
                "*Anyone else:* nothing."
            ),
            blocks.context(
                "Trellis is not for pay or dismissal. It compares you with the framework, never with people."
            ),
        ],
        callback_id=Home.SETTINGS_VIEW,
    )


def _set_apart(parts: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the parts one after another, with a line between them."""
    return [*parts[0], *(block for part in parts[1:] for block in (blocks.divider(), *part))]


def _stranger(hub: Hub, framework: Framework) -> list[dict[str, Any]]:
    whom = people_to_ask(hub.whom)
    shown = [
        blocks.header("Trellis"),
        blocks.section(
            f"Trellis helps {blocks.escape(framework.role_plural)} and their managers with two development talks a "
            "year: a self-assessment in pieces of a few minutes, and a picture of how one grows."
        ),
        blocks.section(
            "It is for members of this workspace; guests have no part in it."
            if hub.is_guest
            else f"It doesn't know you yet. If you should be part of it, {whom} can add you."
        ),
    ]
    if not hub.is_guest:
        shown.append(blocks.actions(blocks.button("Browse the framework", FrameworkIds.OPEN), block_id=Home.QUICK))
    return shown


def _welcome(hub: Hub, framework: Framework) -> list[dict[str, Any]]:
    whom = people_to_ask(hub.whom)
    return [
        blocks.header("Welcome to Trellis"),
        blocks.section(
            f"{whom} set Trellis up here. Twice a year it asks {blocks.escape(framework.role_plural)} for about 25 "
            "minutes, in pieces, and for one talk with their manager. It never ranks or compares anyone, and it tells "
            "HR nothing you wrote."
        ),
    ]


def _coach(hub: Hub, desk: Desk, framework: Framework, *, charts: bool) -> list[dict[str, Any]]:
    words, label = _next_thing(desk)
    shown = [blocks.header("Your growth"), blocks.section(f"*Next:* {words}")]
    if label:
        shown.append(blocks.actions(blocks.button(label, Assessment.OPEN, primary=True), block_id=Home.NEXT))
    if desk.cycle is not None and desk.accepts:
        shown.append(blocks.context(_window(desk)))
    if hub.summary is not None:
        shown += [blocks.divider(), *home_summary_blocks(hub.summary, chart=charts)]
    return [*shown, blocks.context(_standing(hub.person, framework))]


def _next_thing(desk: Desk) -> tuple[str, str]:
    """Return the one next thing in words, and the button to do it with, empty where there is none."""
    if desk.standing is not Standing.READY:
        return _without_work(desk)
    framework, work = desk.ready
    done = progress(framework, work)
    if work.cycle_id is None:
        started = f" Your practice: {progress_words(done)}." if work.answers else ""
        return f"nothing is asked of you now. You can practise whenever you like; only you see it.{started}", "Practise"
    if work.state is not State.DRAFT:
        seen = f" {blocks.escape(desk.reader.name)} sees it once both of you have submitted." if desk.reader else ""
        return f"your self-assessment is submitted.{seen}", "Look at it"
    if not desk.accepts:
        return "your last half-year has closed; what you wrote is still in your draft.", "Open the draft"
    if work.answers:
        return f"finish your self-assessment. {progress_words(done).capitalize()}.", "Continue"
    return f"your self-assessment. About {done.minutes_left} minutes, in pieces if you like.", "Start"


def _without_work(desk: Desk) -> tuple[str, str]:
    whom = people_to_ask(desk.whom)
    if desk.standing is Standing.NO_LEVEL:
        return f"nobody has told Trellis your level yet; {whom} can. You can practise meanwhile.", "Practise"
    if desk.standing is Standing.LEVEL_GONE:
        return f"your level isn't part of the framework any more; {whom} can set your new one.", ""
    return f"nothing for now. {whom} can tell you more.", ""


def _window(desk: Desk) -> str:
    cycle = desk.cycle
    if cycle is None:
        return ""
    talk = f"talks between {spoken(cycle.window_start)} and {spoken(cycle.window_end)}"
    return f"{blocks.escape(cycle.name)} · {talk} · answers are open until {spoken(cycle.closes_on)}"


def _standing(person: Person | None, framework: Framework) -> str:
    words = [f"framework {blocks.escape(framework.version)}", "only you see this page"]
    if person is not None and person.level is not None:
        since = f" since {person.level_since:%B %Y}" if person.level_since else ""
        words.insert(0, f"{blocks.escape(_level_title(framework, person.level))}{since}")
    return " · ".join(words)


def _level_title(framework: Framework, level: str) -> str:
    try:
        return framework.level(level).title
    except UnknownKey:
        return level


def _manager(coaches: tuple[Person, ...], framework: Framework) -> list[dict[str, Any]]:
    rows = []
    for person in coaches[:40]:
        level = f" · {blocks.escape(_level_title(framework, person.level))}" if person.level else " · no level yet"
        rows.append(f"*{blocks.escape(person.name)}*{level}")
    return [
        blocks.header("Your coaches"),
        blocks.section("\n".join(rows)),
        blocks.context("Nothing waits on you. What they write stays theirs until both of you have submitted."),
    ]


def _owner(found: Stewardship) -> list[dict[str, Any]]:
    shown = [blocks.header("Looking after Trellis"), *home_blocks(found)]
    for names, what, remedy in (
        (found.without_manager, "without a manager", "They can assess themselves, but there is nobody to talk with."),
        (found.without_level, "without a level", "They can only practise until they have one."),
        (found.without_zone, "without a time zone", "Trellis takes UTC until Slack knows theirs."),
    ):
        if names:
            shown.append(blocks.section(f"*{len(names)} {what}:* {_named(names)}\n{remedy}"))
    if found.undelivered:
        shown.append(
            blocks.section(f"*{found.undelivered} messages could not be delivered.* `trellis check` says why.")
        )
    return [
        *shown,
        blocks.context("People and levels come from `trellis people import`. You see no answers, and no notes."),
    ]


def _named(names: tuple[str, ...]) -> str:
    shown = ", ".join(blocks.escape(name) for name in names[:NAMES_SHOWN])
    return shown if len(names) <= NAMES_SHOWN else f"{shown} and {len(names) - NAMES_SHOWN} more"


def _quick_actions(hub: Hub) -> dict[str, Any]:
    buttons = [blocks.button("See my summary", Summary.SEND)] if hub.summary is not None else []
    return blocks.actions(
        *buttons,
        blocks.button("Browse the framework", FrameworkIds.OPEN),
        blocks.button("Who sees what", Home.SETTINGS),
        blocks.button("Help", Home.HELP),
        block_id=Home.QUICK,
    )
