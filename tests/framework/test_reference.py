"""docs/framework.md against the loader."""

import re

import pytest

from framework import shape
from framework.loading import parse_framework
from tests.framework.files import ROOT

PAGE = (ROOT / "docs" / "framework.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
KEYS = sorted({key for name in dir(shape) if name.endswith("_KEYS") for key in getattr(shape, name)})


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_on_the_page(key):
    assert re.search(rf"(^|[\s{{-]|`){key}[:`]", PAGE, re.MULTILINE)


def test_the_pages_snippets_make_a_framework():
    framework = parse_framework("".join(SNIPPETS))
    assert (len(framework.levels), len(framework.competencies)) == (2, 3)


def test_the_page_states_the_lengths():
    assert f"at most {shape.SHORTEST_NAME} characters" in PAGE
    assert f"`short` {shape.OPTION} " in PAGE
    assert f"`anchor` {shape.SENTENCE} " in PAGE
