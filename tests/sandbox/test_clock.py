"""The sandbox's clock runs, is set forward, and remembers."""

from datetime import timedelta

import pytest

from sandbox.clock import SandboxClock

WEEK = timedelta(weeks=1)
MOMENT = timedelta(seconds=5)


def test_it_starts_at_the_real_time():
    assert abs(SandboxClock().now() - SandboxClock.real()) < MOMENT


def test_it_is_set_forward_and_runs_on():
    clock = SandboxClock()
    clock.advance(WEEK)

    assert abs(clock.now() - SandboxClock.real() - WEEK) < MOMENT


def test_it_is_moved_to_a_date():
    clock = SandboxClock()
    target = clock.now() + WEEK
    clock.move_to(target)

    assert abs(clock.now() - target) < MOMENT


def test_it_remembers_across_restarts(tmp_path):
    SandboxClock(tmp_path / "clock.json").advance(WEEK)

    assert abs(SandboxClock(tmp_path / "clock.json").now() - SandboxClock.real() - WEEK) < MOMENT


def test_it_never_goes_back():
    clock = SandboxClock()

    with pytest.raises(ValueError, match="only moves forward"):
        clock.move_to(clock.now() - WEEK)


def test_it_tells_its_listeners():
    clock, told = SandboxClock(), []
    clock.listeners.append(lambda: told.append(clock.now()))
    clock.advance(WEEK)

    assert len(told) == 1


def test_it_looks_back_and_comes_back(tmp_path):
    clock, told = SandboxClock(tmp_path / "clock.json"), []
    clock.listeners.append(lambda: told.append(clock.now()))
    past = clock.now() - WEEK
    with clock.looking_back(past):
        clock.advance(WEEK / 2)
        assert abs(clock.now() - past - WEEK / 2) < MOMENT
    assert abs(clock.now() - past - WEEK) < MOMENT
    assert told == []
    assert not (tmp_path / "clock.json").exists()
