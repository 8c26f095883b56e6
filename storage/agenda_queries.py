"""The statements behind `storage.agendas`: all that decides what is due to many people, each found for all at once."""

from sqlalchemy import BindParameter, bindparam, or_, select

from growth.assessment import State
from storage.among import among
from storage.assessment_queries import BY_ONESELF
from storage.columns import written
from storage.diaries import DIARY
from storage.json_rows import rows_of
from storage.nudges import NUDGE
from storage.tables import (
    answers,
    assessments,
    cycle_members,
    cycles,
    manager_links,
    nudges,
    outbox,
    people,
    preferences,
    snoozes,
    talks,
)
from storage.talk_queries import TALKS

_WORKSPACE: BindParameter[str] = bindparam("workspace_id")

COACHES = select(manager_links.c.coach_id).where(
    manager_links.c.workspace_id == _WORKSPACE,
    among(manager_links.c.manager_id, "person_ids"),
    manager_links.c.until.is_(None),
)
"""Whose talks these people hold now."""

LIVE_TALKS = TALKS.where(
    among(cycle_members.c.person_id, "coach_ids"),
    or_(
        cycles.c.closed_at.is_(None),
        talks.c.closes_on >= bindparam("yesterday"),
        talks.c.held_at >= bindparam("long_ago"),
    ),
).order_by(cycles.c.opened_at, cycle_members.c.person_id)
"""The talks of coaches which something can still be due of."""

_PARTY = tuple(people.c[name] for name in ("id", "slack_id", "name", "roles", "left_on", "deactivated"))
PARTIES = (
    select(*_PARTY, *DIARY)
    .outerjoin(preferences, preferences.c.person_id == people.c.id)
    .where(people.c.workspace_id == _WORKSPACE, among(people.c.id, "person_ids"))
)
"""People, and their diaries."""

_CHOICES = rows_of(
    *(answers.c[name] for name in ("competency", "ref_level", "rating", "skipped")),
    where=answers.c.assessment_id == assessments.c.id,
)
WORK = select(
    *(assessments.c[name] for name in ("subject_id", "cycle_id", "framework_id", "level")),
    *(assessments.c[name] for name in ("purpose", "specialisms", "state", "withdrawn_at", "submitted_at")),
    _CHOICES,
).where(
    assessments.c.workspace_id == _WORKSPACE,
    among(assessments.c.subject_id, "person_ids"),
    among(assessments.c.cycle_id, "cycle_ids"),
    BY_ONESELF,
    assessments.c.state != written(State.ARCHIVED),
)
"""How far people's own assessments are: choices, and none of their words."""

SENT = (
    select(nudges.c.cycle_id, nudges.c.coach_id, *NUDGE)
    .join(outbox, outbox.c.id == nudges.c.message_id)
    .where(
        nudges.c.workspace_id == _WORKSPACE,
        among(nudges.c.recipient_id, "person_ids"),
        nudges.c.day >= bindparam("earliest"),
        nudges.c.fate == "",
        outbox.c.state == "sent",
    )
    .order_by(outbox.c.sent_at)
)
"""What people were sent."""

SNOOZES = select(*(snoozes.c[name] for name in ("cycle_id", "coach_id", "task", "until", "at"))).where(
    snoozes.c.workspace_id == _WORKSPACE, among(snoozes.c.coach_id, "person_ids")
)
"""What coaches put off."""
