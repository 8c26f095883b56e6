"""Which tests go to one worker: those that share something that takes long to make, and those too short to send alone."""

from pathlib import PurePath

from xdist.scheduler import LoadScopeScheduling

SHARED = {
    "journeys": "demo",
    "ui": "pages",
    "company": "company",
    "test_drawing.py": "matplotlib",
    "test_radar.py": "matplotlib",
}
"""Folders and files by what their tests share, such as a browser."""

SHORT = {"framework", "growth", "views"}


class Together(LoadScopeScheduling):
    """Sends the largest groups first, then one test after another to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        """Return the group of a test, or its own name."""
        file = nodeid.partition("::")[0]
        parts = PurePath(file).parts
        shared = [SHARED[part] for part in parts if part in SHARED]
        return shared[0] if shared else file if SHORT & {*parts} else nodeid
