"""docs/sandbox.md says what the sandbox does."""

import re
from dataclasses import fields
from pathlib import Path

from sandbox.model import Faults
from sandbox.rate_limits import PER_MINUTE
from sandbox.web_api.endpoint import METHODS

DOCUMENT = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text(encoding="utf-8")


def chapter(title):
    return DOCUMENT.split(f"## {title}\n")[1].split("\n## ")[0]


def test_it_names_every_method_and_no_other():
    assert set(re.findall(r"`([a-z]+\.\S+?)`", chapter("Methods"))) == set(METHODS)


def test_it_names_every_switch_and_no_other():
    assert re.findall(r"^\| `(\w+)` \|", chapter("A bad day"), re.MULTILINE) == [field.name for field in fields(Faults)]


def test_every_method_has_its_limit():
    assert set(PER_MINUTE) == set(METHODS)
