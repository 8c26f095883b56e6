"""How time passes in the demo: what lies on the way is done on the way, however far the clock jumps."""

from datetime import timedelta

import pytest

from sandbox.clock import SandboxClock
from sandbox.model import User
from sandbox.moments import Moments
from sandbox.passing import Passing
from sandbox.workspace import SlackWorkspace
from storage.unit_of_work import Store
from tests.harness.company import found
from tests.harness.served import IDENTITY, manifest, messages_of, served


@pytest.fixture
def database_url(sqlite_url):
    """The demo plays on SQLite."""
    return sqlite_url


@pytest.fixture
async def played(database_url, keys, store, clock, workspace_id):
    """A company with an open half-year, in a Slack whose clock can be moved: (workspace, clock, passing)."""
    company = await found(store, clock, workspace_id)
    await company.opens_half_year()
    moved = SandboxClock()
    moved.advance(max(clock.now - moved.now(), timedelta()))
    workspace = SlackWorkspace(manifest(), moved, identity=IDENTITY)
    workspace.seed([User(f"U0{name}", name.lower(), name) for name in ("ALICE", "BOB", "CHARLIE", "OLGA")])
    mine = Store(database_url, keys, moved.now)
    passing = Passing(mine, moved, Moments(mine, IDENTITY.team_id))
    async with served(workspace), passing.reaching(workspace.base_url):
        yield workspace, moved, passing
    await mine.close()


async def test_a_jump_of_weeks_leaves_nothing_out(played):
    workspace, clock, passing = played
    await passing.go_to(clock.now() + timedelta(weeks=3))
    days = {int(float(message.ts)) // 86400 for message in messages_of(workspace, "U0ALICE")}
    assert len(days) > 1


async def test_a_moment_that_has_passed_moves_nothing(played):
    _, clock, passing = played
    before = clock.now()
    await passing.go_to(before - timedelta(days=1))
    assert clock.now() - before < timedelta(minutes=1)
