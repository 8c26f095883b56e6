"""What is logged, and where: one line each on stderr, never people's words, ratings or tokens."""

import logging

LIBRARIES = ("slack_bolt", "slack_sdk", "aiohttp", "apscheduler", "uvicorn", "sqlalchemy", "alembic", "asyncio")


def set_up_logs(level: str) -> None:
    """Log ours from `level` on; of libraries, warnings only, because below that they log what people sent."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    logging.getLogger("trellis").setLevel(level.upper())
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.WARNING)
    # It warns at each start that it leaves SLACK_BOT_TOKEN of the environment unused, as it is meant to.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    # It warns of every tick that a longer one makes it leave out, which is meant to be; and it logs what a job
    # raised word for word, which `bot.scheduler` says by its type.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
