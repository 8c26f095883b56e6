"""Which framework a workspace uses: the one that is set, else the one published last, else the one that ships."""

from datetime import datetime

from bot.config import Settings
from framework.loading import DEFAULT_FILE, load_framework, text_of
from framework.model import Framework
from storage.frameworks import FrameworkVersion, NoFramework
from storage.unit_of_work import Transaction


async def framework_in_use(tx: Transaction, settings: Settings) -> Framework:
    """Return the framework that the bot would use, and publish nothing; raise InvalidFramework.

    Where no file is set, the one published last counts: the bot may have been set up with another environment.
    """
    if settings.framework is not None:
        return load_framework(settings.framework)
    try:
        return (await tx.frameworks.current()).framework
    except NoFramework:
        return load_framework(DEFAULT_FILE)


async def published_framework(tx: Transaction, settings: Settings, now: datetime) -> FrameworkVersion:
    """Return the framework version in use; one that is set but not published yet is published now."""
    if settings.framework is not None:
        return await publish_framework(tx, settings, now)
    try:
        return await tx.frameworks.current()
    except NoFramework:
        return await publish_framework(tx, settings, now)


async def publish_framework(tx: Transaction, settings: Settings, now: datetime) -> FrameworkVersion:
    """Make the framework that is set, or the shipped one, the current one; the same text again changes nothing.

    Raises InvalidFramework for a file that is none, VersionTaken for other content under a number in use.
    """
    return await tx.frameworks.publish(text_of(settings.framework or DEFAULT_FILE), now)
