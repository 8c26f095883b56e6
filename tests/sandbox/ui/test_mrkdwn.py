from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sandbox.ui.mrkdwn import mrkdwn, plain
from sandbox.ui.reader import Reader

READER = Reader(
    id="UANA",
    now=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    zone=ZoneInfo("Europe/Berlin"),
    people={"UANA": "Ana Ruiz", "UMAYA": "Maya <Lind>"},
    channels={"C1": "coaching"},
)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* and _it_ and ~gone~", "<b>bold</b> and <i>it</i> and <s>gone</s>"),
        ("snake_case_name 2*3*4", "snake_case_name 2*3*4"),
        ("*_both_*", "<b><i>both</i></b>"),
        ("*Facilitation*: leads", "<b>Facilitation</b>: leads"),
        ("`a *b* &lt;c&gt;`", "<code>a *b* &lt;c&gt;</code>"),
        ("```\nx *y*\n```", "<pre>x *y*</pre>"),
        ("&gt; said\nnot said", "<blockquote>said</blockquote>not said"),
        ("> one\n> two", "<blockquote>one<br>two</blockquote>"),
        ("one\ntwo", "one<br>two"),
        ("&amp;lt; stays", "&amp;lt; stays"),
        (":seedling: :nosuch:", "🌱 :nosuch:"),
        ("12:30:45", "12:30:45"),
    ],
)
def test_mrkdwn_becomes_what_slack_shows(text, html):
    assert mrkdwn(READER, text) == html


@pytest.mark.parametrize(
    "nasty",
    [
        "<script>alert(1)</script>",
        "*<img src=x onerror=alert(1)>*",
        "`<b onclick=x>`",
        "```<iframe>```",
        '<https://e.example|"><script>>',
        "<javascript:alert(1)|press me>",
        "<data:text/html,<script>|x>",
        '<https://e.example/"onmouseover="x|y>',
        "<!date^0^{date}^javascript:alert(1)|x>",
    ],
)
def test_nothing_written_becomes_markup_of_its_own(nasty):
    html = mrkdwn(READER, nasty)
    assert not any(
        bad in html for bad in ("<script", "<img", "<iframe", "<b on", 'href="javascript', 'href="data', '"onmouse')
    )


def test_a_link_opens_apart_and_shows_its_label():
    assert mrkdwn(READER, "<https://e.example/a?b=1&amp;c=2|here>") == (
        '<a href="https://e.example/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">here</a>'
    )


def test_bare_addresses_become_links_unless_verbatim():
    assert "<a " in mrkdwn(READER, "see https://e.example/x.")
    assert "<a " not in mrkdwn(READER, "see https://e.example/x.", verbatim=True)


def test_a_mention_shows_the_name_and_marks_the_reader():
    assert mrkdwn(READER, "<@UMAYA> <@UANA>") == (
        '<span class="mention">@Maya &lt;Lind&gt;</span> <span class="mention own">@Ana Ruiz</span>'
    )


def test_a_channel_is_shown_by_name():
    assert mrkdwn(READER, "<#C1>") == '<span class="mention">#coaching</span>'


@pytest.mark.parametrize("loud", ["<!channel>", "<!here>", "<!everyone>", "<!subteam^S1|@leads>"])
def test_a_mention_of_everyone_is_loud(loud):
    assert "mention loud" in mrkdwn(READER, loud)


def test_an_escaped_mention_rings_nobody():
    assert mrkdwn(READER, "&lt;!channel&gt;") == "&lt;!channel&gt;"


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("{date_num} {time}", "2026-03-02 01:00"),
        ("{date_short_pretty} at {time}", "today at 01:00"),
        ("{date_long}", "Monday, March 2, 2026"),
        ("{ago}", "9 hours ago"),
        ("{nosuch}", "fallback"),
    ],
)
def test_a_date_is_told_in_the_readers_zone(form, shown):
    midnight = int(datetime(2026, 3, 2, 0, 0, tzinfo=UTC).timestamp())
    assert mrkdwn(READER, f"<!date^{midnight}^{form}|fallback>") == shown


def test_an_unreadable_date_shows_its_fallback():
    assert mrkdwn(READER, "<!date^soon^{date}|2 March>") == "2 March"


def test_plain_text_knows_no_marks_but_emoji():
    assert plain("*a* <b> :wave:\nx") == "*a* &lt;b&gt; 👋<br>x"
    assert plain(":wave:", emoji=False) == ":wave:"
