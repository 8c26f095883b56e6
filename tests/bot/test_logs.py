"""What reaches the log: ours from the level that is set, of libraries only warnings, and no job's error word for word."""

import logging

import pytest

from bot.logs import LIBRARIES, set_up_logs


@pytest.fixture(autouse=True)
def as_before():
    """Leave the levels of this process as they were."""
    names = ["", "trellis", *LIBRARIES]
    levels = {name: logging.getLogger(name).level for name in names}
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def shown(name, level):
    return logging.getLogger(name).isEnabledFor(level)


@pytest.mark.parametrize(
    ("level", "quiet", "loud"),
    [
        ("debug", logging.NOTSET + 1, logging.DEBUG),
        ("INFO", logging.DEBUG, logging.INFO),
        ("error", logging.WARNING, logging.ERROR),
    ],
)
def test_ours_are_logged_from_the_level_on(level, quiet, loud):
    set_up_logs(level)
    assert (shown("trellis", quiet), shown("trellis", loud)) == (False, True)


@pytest.mark.parametrize(
    "name",
    [
        "slack_sdk.web.async_client",
        "aiohttp.access",
        "uvicorn.access",
        "sqlalchemy.engine",
        "asyncio",
        "anything.else",
    ],
)
def test_libraries_say_nothing_of_what_people_sent(name):
    set_up_logs("debug")
    assert (shown(name, logging.INFO), shown(name, logging.WARNING)) == (False, True)


def test_what_a_job_raised_is_not_logged_word_for_word():
    set_up_logs("debug")
    assert not shown("apscheduler.executors.default", logging.ERROR)
