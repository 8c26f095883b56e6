import pytest

from tests.sandbox.ui.drawing import draw
from tests.sandbox.ui.fake_workspace import button, chart, option, words

NASTY = "\"><script>alert(1)</script><img src=x onerror=alert(1)>' &amp;"


def rich(text, **style):
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": text, "style": style}]}],
    }


def every_block(text):
    """One of each block Slack has, with `text` wherever a person or a bot may write."""
    plain, mrkdwn, image = words(text), words(text, "mrkdwn"), {"type": "image", "image_url": text, "alt_text": text}
    cells = [{"type": "raw_text", "text": text}, {"type": "raw_number", "value": 3}, rich(text)]
    return [
        {"type": "header", "text": plain},
        {"type": "divider"},
        {"type": "section", "text": mrkdwn, "fields": [plain, mrkdwn], "accessory": image},
        {"type": "context", "elements": [mrkdwn, image]},
        {"type": "actions", "elements": [button(text, "go", value=text, url=text, accessibility_label=text)]},
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "f",
                    "positive_button": {"text": plain, "value": text},
                    "negative_button": {"text": plain, "value": text},
                }
            ],
        },
        {**image, "title": plain},
        {"type": "image", "slack_file": {"id": text}, "alt_text": text},
        {
            "type": "input",
            "label": plain,
            "hint": plain,
            "element": {"type": "plain_text_input", "action_id": "a", "initial_value": text, "placeholder": plain},
        },
        rich(text),
        {"type": "markdown", "text": text},
        {"type": "table", "rows": [cells, cells], "column_settings": [{"align": "right", "is_wrapped": True}]},
        {"type": "data_table", "caption": text, "rows": [cells, cells]},
        {"type": "alert", "level": "error", "text": mrkdwn},
        {
            "type": "card",
            "title": mrkdwn,
            "subtitle": mrkdwn,
            "body": mrkdwn,
            "subtext": mrkdwn,
            "icon": image,
            "hero_image": image,
            "actions": [button(text, "c")],
        },
        {"type": "carousel", "elements": [{"type": "card", "title": mrkdwn}]},
        {"type": "container", "title": plain, "subtitle": plain, "child_blocks": [{"type": "header", "text": plain}]},
        {"type": "file", "external_id": text},
        {"type": "video", "title": plain, "alt_text": text},
        {"type": text},
        {
            "type": "data_visualization",
            "title": text,
            "chart": {"type": "pie", "segments": [{"label": text, "value": 1}]},
        },
        {
            "type": "data_visualization",
            "title": text,
            "chart": {
                "type": "bar",
                "series": [{"name": text, "data": [{"label": text, "value": 1}]}],
                "axis_config": {"categories": [text], "x_label": text, "y_label": text},
            },
        },
    ]


@pytest.mark.parametrize("block", every_block(NASTY), ids=lambda block: block["type"][:12])
def test_nothing_in_a_block_becomes_markup_of_its_own(block):
    html = draw({**block, "block_id": NASTY})
    assert "<script" not in html
    assert "<img src=x" not in html


@pytest.mark.parametrize("block", every_block("Words here"), ids=lambda block: block["type"][:12])
def test_every_block_shows_its_words(block):
    assert block["type"] == "divider" or "Words here" in draw(block)


def test_a_block_that_slack_does_not_have_is_named():
    assert "cannot draw a block of type “poem”" in draw({"type": "poem"})


def test_every_block_can_be_found_by_its_id():
    assert 'data-block-id="talk"' in draw({"type": "divider", "block_id": "talk"})


def test_the_fields_of_a_section_stand_beside_its_text():
    html = draw({"type": "section", "text": words("Top"), "fields": [words("Left"), words("Right")]})
    assert html.index("Top") < html.index("Left") < html.index("Right")


def test_an_uploaded_image_is_shown_from_the_sandbox_itself():
    by_id = draw({"type": "image", "slack_file": {"id": "F1"}, "alt_text": "Radar"})
    by_url = draw({"type": "image", "slack_file": {"url": "http://here/files/F1/radar.png"}, "alt_text": "Radar"})
    assert '<img src="/ui/files/F1" alt="Radar">' in by_id
    assert by_id == by_url


def test_an_image_out_on_the_internet_is_named_but_not_fetched():
    html = draw({"type": "image", "image_url": "https://elsewhere.example/x.png", "alt_text": "A chart"})
    assert "A chart" in html
    assert "elsewhere.example" not in html


def test_a_chart_carries_its_description_and_its_numbers():
    html = draw(chart())
    assert "Line chart. Behavior: 2024-H2 1.2, 2025-H1 1.6" in html
    assert '<th scope="row">2026-H1</th><td>2.3</td><td>1.8</td><td>2</td>' in html


def test_a_long_table_shows_its_first_rows():
    rows = [[{"type": "raw_text", "text": f"row {number}"}] for number in range(9)]
    html = draw({"type": "data_table", "caption": "Cycles", "page_size": 3, "rows": rows})
    assert html.count("<tr hidden>") == 5
    assert "3 of 8" in html


def test_a_column_is_aligned_as_asked():
    cell = [{"type": "raw_text", "text": "x"}]
    assert 'class="align-right wrapped"' in draw(
        {"type": "table", "rows": [cell, cell], "column_settings": [{"align": "right", "is_wrapped": True}]}
    )


def test_a_loud_alert_is_announced():
    assert 'role="alert"' in draw({"type": "alert", "level": "error", "text": words("No")})
    assert 'role="note"' in draw({"type": "alert", "level": "info", "text": words("Yes")})


def test_a_markdown_block_has_no_html_and_no_pictures():
    html = draw({"type": "markdown", "text": "**bold** ![a picture](https://e.example/x.png) <u>raw</u>"})
    assert "<strong>bold</strong>" in html
    assert "<img" not in html
    assert "&lt;u&gt;raw" in html


def test_a_button_that_leads_away_is_a_link():
    html = draw({"type": "actions", "elements": [button("Open", "o", url="https://e.example/x")]})
    assert 'href="https://e.example/x" target="_blank" rel="noopener noreferrer"' in html


def test_a_button_cannot_run_a_script():
    assert "javascript:" not in draw({"type": "actions", "elements": [button("Open", "o", url="javascript:alert(1)")]})


def test_a_menu_carries_each_option_whole():
    html = draw(
        {
            "type": "section",
            "text": words("x"),
            "accessory": {"type": "overflow", "action_id": "m", "options": [option("Move it", "move")]},
        }
    )
    assert 'role="menuitem"' in html
    assert "&#34;value&#34;:&#34;move&#34;" in html


def test_rich_text_keeps_lists_quotes_and_mentions():
    pieces = [
        {
            "type": "rich_text_list",
            "style": "ordered",
            "offset": 2,
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "third", "style": {"bold": True}}]}
            ],
        },
        {"type": "rich_text_quote", "elements": [{"type": "user", "user_id": "UMAYA"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a  b"}]},
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "broadcast", "range": "here"},
                {"type": "emoji", "name": "wave"},
                {"type": "link", "url": "https://e.example", "text": "there"},
                {"type": "date", "timestamp": 0, "format": "{date_num}", "fallback": "x"},
            ],
        },
    ]
    html = draw({"type": "rich_text", "elements": pieces})
    assert '<ol class="indent-0" start="3"><li><b>third</b></li></ol>' in html
    assert '<blockquote><span class="mention">@Maya Lind</span></blockquote>' in html
    assert "<pre>a b</pre>" in html
    assert '<span class="mention loud" title="Notifies everyone">@here</span>👋<a href="https://e.example"' in html
    assert "1970-01-01" in html
