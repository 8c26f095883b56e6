"""Which framework a workspace uses: the one published last, else the one that is set, else the one that ships."""

from datetime import datetime

from bot.config import Settings
from framework.loading import DEFAULT_FILE, load_framework, text_of
from framework.model import Framework
from storage.frameworks import FrameworkVersion
from storage.unit_of_work import Transaction


async def framework_in_use(tx: Transaction, settings: Settings) -> Framework:
    """Return the current framework; where none is published yet, the one that would be.

    Raises InvalidFramework for a file that is none.
    """
    version = await tx.frameworks.current()
    return version.framework if version else load_framework(settings.framework or DEFAULT_FILE)


async def publish_framework(tx: Transaction, settings: Settings, now: datetime) -> FrameworkVersion:
    """Make the framework that is set, or the shipped one, the current one; the same text again changes nothing.

    Raises InvalidFramework for a file that is none, VersionTaken for other content under a number in use.
    """
    return await tx.frameworks.publish(text_of(settings.framework or DEFAULT_FILE), now)
