"""JSON says what Python's own json would make of it, quickly or not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.json_text import read, written

SAID = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters()),  # halves of pairs, too
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
)


@given(said=SAID)
def test_what_is_written_says_the_same(said):
    assert json.loads(written(said)) == said


@given(said=SAID)
def test_what_is_read_is_what_was_said(said):
    assert read(json.dumps(said)) == said


def test_half_a_pair_is_carried_both_ways():
    assert read(written({"note": "\ud83d"})) == {"note": "\ud83d"}


def test_what_has_no_json_is_refused():
    with pytest.raises(TypeError):
        written({"note": {"a set"}})


@pytest.mark.parametrize("text", [b"", b"{", b'{"a": "\xff"}'])
def test_what_is_no_json_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        read(text)
