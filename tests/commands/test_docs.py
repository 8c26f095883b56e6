import re
from pathlib import Path

import pytest

from commands.cli import SUBCOMMANDS, load

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
WRITTEN = re.compile(r"(?:^|`)(?:\.venv/bin/)?trellis ([a-z]+)(?: ([a-z]+))?", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_a_page_names_exists(page):
    for name, below in WRITTEN.findall(page.read_text("utf-8")):
        assert name in SUBCOMMANDS, f"trellis {name}"
        commands = getattr(load(name), "commands", None)
        assert not commands or not below or below in commands, f"trellis {name} {below}"


def test_a_slip_in_a_page_is_found():
    assert WRITTEN.findall("run `trellis poeple list` or\n.venv/bin/trellis key") == [("poeple", "list"), ("key", "")]
