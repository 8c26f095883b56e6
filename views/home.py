"""App Home: the one next thing, what is going on, and where the rest is; for coach, manager, owner and anyone else."""

from typing import Any

from framework.model import Framework
from growth.hub import Hub
from growth.people import Role
from growth.talks import Party
from views import blocks
from views.assessment_desk import people_to_ask
from views.home_coach import coach_blocks
from views.home_manager import manager_blocks
from views.home_owner import owner_blocks
from views.ids import Framework as FrameworkIds
from views.ids import Home, Summary
from views.outlook import home_words
from views.talk_buttons import settings_button


def home_view(hub: Hub, framework: Framework, *, charts: bool = True) -> dict[str, Any]:
    """Return App Home for a person; without `charts` it says in words what Slack refused to draw."""
    if hub.person is None:
        return blocks.home(_stranger(hub, framework))
    parts: list[list[dict[str, Any]]] = []
    if hub.first_visit:
        parts.append(_welcome(hub, framework))
    if hub.person.has(Role.COACH) and hub.desk is not None:
        parts.append(coach_blocks(hub, hub.desk, framework, charts=charts))
    if hub.coaches:
        parts.append(manager_blocks(hub, framework))
    if hub.stewardship is not None:
        parts.append(owner_blocks(hub.stewardship))
    if not parts:
        parts.append([blocks.header("Trellis"), blocks.section("*Next:* nothing waits on you.")])
    return blocks.home([*_set_apart(parts), *_coming(hub), _quick_actions(hub)])


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


def _coming(hub: Hub) -> list[dict[str, Any]]:
    """Return what Trellis will say next, where it is known."""
    reader = _reader(hub)
    said = home_words(hub.coming, reader, hub.now) if reader is not None and hub.now is not None else ""
    return [blocks.context(said)] if said else []


def _reader(hub: Hub) -> Party | None:
    """Return who reads this, with their diary, where a talk of theirs is known."""
    if hub.talk is not None:
        return hub.talk.coach
    return next((status.manager for status in hub.talks), None)


def _quick_actions(hub: Hub) -> dict[str, Any]:
    buttons = [blocks.button("See my summary", Summary.SEND)] if hub.summary is not None else []
    return blocks.actions(
        *buttons,
        blocks.button("Browse the framework", FrameworkIds.OPEN),
        settings_button(),
        blocks.button("Who sees what", Home.SETTINGS),
        blocks.button("Help", Home.HELP),
        block_id=Home.QUICK,
    )
