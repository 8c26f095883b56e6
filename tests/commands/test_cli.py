import subprocess
import sys
from importlib import import_module

import pytest
from cryptography.fernet import Fernet

from commands.cli import SUBCOMMANDS, load

HEAVY = (
    "sqlalchemy",
    "slack_sdk",
    "slack_bolt",
    "aiohttp",
    "matplotlib",
    "starlette",
    "yaml",
    "cryptography",
    "alembic",
)


def pages(name):
    """Return the words of each command of a subcommand."""
    return [(name, below) for below in getattr(load(name), "commands", {})] or [(name,)]


def test_help_names_every_subcommand_and_reads_none(trellis):
    code = f"import sys\nfrom commands.cli import main\ntry: main()\nfinally: print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True)  # noqa: S603  our own command line

    assert all(f"\n  {name} " in done.stdout for name in SUBCOMMANDS)
    assert done.stdout.rstrip().endswith("[]")


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_every_help_page_has_an_example(trellis, name):
    for page in pages(name):
        said = trellis(*page, "--help")
        assert "Example: " in said, page
        assert "install-completion" not in said


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_every_subcommand_is_a_module(name):
    assert import_module(f"commands.{name}").app is not None


def test_an_unknown_subcommand_suggests_the_nearest(trellis):
    assert "Did you mean 'people'?" in trellis("poeple", code=2)


def test_nothing_said_shows_the_help(trellis):
    assert "Commands:" in trellis(code=2)


def test_a_key_is_one_that_encrypts(trellis):
    assert Fernet(trellis("key").splitlines()[0]).encrypt(b"words")


def test_settings_that_are_wrong_are_sentences(trellis):
    trellis.environ |= {"PORT": "x", "TRELLIS_KEYS": "x"}

    assert [line.split()[0] for line in trellis.fails("people", "list").splitlines()] == ["There", "PORT"]
