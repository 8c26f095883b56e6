"""The pieces of every screen: escaped, cut where Slack cuts, and accepted by Slack."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sandbox.rules import check_view
from tests.harness.windows import NASTY
from views import blocks

WORDS = st.text(alphabet=st.sampled_from("ab &<>;\n👩\u200d👧\ufe0f…"), max_size=40)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("<!channel>", "&lt;!channel&gt;"),
        ("<@U1> & <https://x|y>", "&lt;@U1&gt; &amp; &lt;https://x|y&gt;"),
        ("&lt;", "&amp;lt;"),
        ("plain 👋", "plain 👋"),
    ],
)
def test_nothing_people_say_rings_or_links(said, shown):
    assert blocks.escape(said) == shown


@given(words=WORDS, limit=st.integers(1, 40))
@example(words="a&b", limit=4)
@example(words="👩\u200d👩\u200d👧", limit=3)
def test_a_text_is_cut_within_its_limit_and_says_so(words, limit):
    found = blocks.truncate(words, limit)
    assert len(found) <= limit
    assert found == words or found.endswith("…")


@given(words=WORDS, limit=st.integers(1, 60))
@example(words="<\u200d;", limit=5)
def test_a_cut_never_falls_inside_an_escape(words, limit):
    found = blocks.truncate(blocks.escape(words), limit)
    assert "&" not in found.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")


def test_a_family_is_not_cut_apart():
    assert blocks.truncate("ab👩\u200d👩\u200d👧", 5) == "ab…"


@pytest.mark.parametrize("limit", [blocks.SECTION, blocks.OPTION, blocks.TITLE])
def test_nasty_words_fit_every_limit(limit):
    assert len(blocks.mrkdwn(blocks.escape(NASTY), limit)["text"]) <= limit


EVERY_PIECE = [
    blocks.header(NASTY),
    blocks.section(blocks.escape(NASTY), accessory=blocks.button(NASTY, "press", value="1", primary=True)),
    blocks.section("words", block_id="named"),
    blocks.context(*["words"] * 12),
    blocks.divider(),
    blocks.quote(NASTY),
    blocks.actions(
        blocks.button("Press", "press", confirm=blocks.confirm(NASTY, NASTY, NASTY, NASTY)),
        blocks.select("pick", [blocks.option(NASTY, "1")], "1", NASTY),
        block_id="row",
    ),
    blocks.field(NASTY, blocks.radio("r", [blocks.option("A", "a", NASTY)], "a"), "one", hint=NASTY, dispatch=True),
    blocks.field("L", blocks.checkboxes("c", [blocks.option("A", "a")], ["a"]), "two", optional=False),
    blocks.field("L", blocks.text_input("t", initial=NASTY, placeholder=NASTY), "three"),
    blocks.image("F0IMAGE", NASTY),
]


@pytest.mark.parametrize("piece", EVERY_PIECE, ids=lambda piece: piece["type"])
def test_slack_takes_every_piece_full_of_nasty_words(piece):
    view = blocks.modal(NASTY, [piece], callback_id="x", submit=NASTY, close=NASTY)
    assert check_view(view, "modal") == []


def test_no_choice_is_picked_that_is_not_offered():
    options = [blocks.option("A", "a")]
    assert "initial_option" not in blocks.radio("r", options, "b")
    assert "initial_options" not in blocks.checkboxes("c", options, ["b"])
    assert "initial_option" not in blocks.select("s", options, None, "Choose")


def test_a_picked_option_equals_the_one_offered():
    element = blocks.radio("r", [blocks.option("A", "a", "x"), blocks.option("B", "b")], "a")
    assert element["initial_option"] == element["options"][0]


def test_a_view_carries_its_metadata():
    view = blocks.modal("T", [blocks.divider()], callback_id="x", metadata={"cycle": "c1", "page": 3})
    assert blocks.metadata(view) == {"v": 1, "cycle": "c1", "page": 3}


@pytest.mark.parametrize(
    "carried", [None, "", "no json", "[]", "1", "null", '{"v": 2, "page": 1}', '{"page": 1}', '"v"', "{", "\x00"]
)
def test_metadata_that_is_not_ours_is_empty(carried):
    assert blocks.metadata({"private_metadata": carried}) == {}


def test_no_more_than_a_hundred_blocks_are_shown():
    many = [blocks.divider()] * 120
    assert check_view(blocks.modal("T", many, callback_id="x"), "modal") == []
    assert check_view(blocks.home(many), "home") == []


def test_a_view_is_plain_json():
    assert json.loads(json.dumps(EVERY_PIECE)) == EVERY_PIECE
