"""What Slack takes and refuses in messages, rule by rule."""

import pytest

from sandbox.rules import check_message

DIVIDER = {"type": "divider"}


def chart(kind="line", categories=("H1", "H2"), series=1, **more):
    data = [{"label": label, "value": 1} for label in categories]
    return {
        "type": "data_visualization",
        "title": "Growth",
        "chart": {
            "type": kind,
            "series": [{"name": f"Series {n}", "data": data} for n in range(series)],
            "axis_config": {"categories": list(categories)},
        },
        **more,
    }


def pie(*values):
    segments = [{"label": str(n), "value": value} for n, value in enumerate(values)]
    return {"type": "data_visualization", "title": "Share", "chart": {"type": "pie", "segments": segments}}


def cell(text="x"):
    return {"type": "raw_text", "text": text}


def table(rows=1, columns=1, text="x"):
    return {"type": "table", "rows": [[cell(text)] * columns] * rows}


def data_table(rows=2, columns=1, text="x", **more):
    return {"type": "data_table", "caption": "Caption", "rows": [[cell(text)] * columns] * rows, **more}


def markdown(length):
    return {"type": "markdown", "text": "x" * length}


def with_series(**changes):
    block = chart()
    block["chart"]["series"][0].update(changes)
    return block


RICH_CELL = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
}

TAKEN = {
    "words alone": {"text": "Hello"},
    "blocks with words": {"text": "Hello", "blocks": [DIVIDER]},
    "fifty blocks": {"text": "Hello", "blocks": [DIVIDER] * 50},
    "two charts": {"text": "Hello", "blocks": [chart(), pie(1, 2.5)]},
    "a full chart": {"text": "Hello", "blocks": [chart("bar", [f"c{n}" for n in range(20)], 6)]},
    "a table of 100 rows": {"text": "Hello", "blocks": [table(100, 20)]},
    "a data table of 200 rows and a header": {"text": "Hello", "blocks": [data_table(201, 20, page_size=100, row_header_column_index=19)]},
    "a rich cell below the header": {"text": "Hello", "blocks": [{**data_table(), "rows": [[cell()], [RICH_CELL]]}]},
    "12,000 characters of markdown": {"text": "Hello", "blocks": [markdown(6000), markdown(6000)]},
    "metadata": {"text": "Hello", "metadata": {"event_type": "trellis_message", "event_payload": {"id": "1"}}},
    "markdown text alone": {"markdown_text": "**Hello**"},
    "a card in a carousel": {"text": "Hello", "blocks": [{"type": "carousel", "elements": [{"type": "card", "title": {"type": "plain_text", "text": "T"}}]}]},
}  # fmt: skip

REFUSED = {
    "nothing": ({}, "missing required field: text"),
    "blocks without words": ({"blocks": [DIVIDER]}, "missing required field: text"),
    "blocks with empty words": ({"text": "", "blocks": [DIVIDER]}, "missing required field: text"),
    "51 blocks": ({"text": "x", "blocks": [DIVIDER] * 51}, "no more than 50 items allowed [json-pointer:/blocks]"),
    "blocks as a string": ({"text": "x", "blocks": "[]"}, "must provide an array"),
    "an alert": ({"text": "x", "blocks": [{"type": "alert", "text": {"type": "plain_text", "text": "x"}}]}, "unsupported type: alert"),
    "a rich text input": ({"text": "x", "blocks": [{"type": "input", "label": {"type": "plain_text", "text": "x"}, "element": {"type": "rich_text_input", "action_id": "a"}}]}, "unsupported type: rich_text_input"),
    "three charts": ({"text": "x", "blocks": [chart()] * 3}, "no more than 2 data_visualization"),
    "two tables": ({"text": "x", "blocks": [table(), table()]}, "only_one_table_allowed"),
    "a table of 101 rows": ({"text": "x", "blocks": [table(101)]}, "no more than 100"),
    "a row of 21 cells": ({"text": "x", "blocks": [table(1, 21)]}, "no more than 20"),
    "a table above 10,000 characters": ({"text": "x", "blocks": [table(11, 1, "x" * 1000)]}, "less than 10001"),
    "an empty cell": ({"text": "x", "blocks": [table(text="")]}, "more than 0 characters"),
    "a data table without rows": ({"text": "x", "blocks": [data_table(1)]}, "no fewer than 2"),
    "a data table of 202 rows": ({"text": "x", "blocks": [data_table(202)]}, "no more than 201"),
    "a data table without a caption": ({"text": "x", "blocks": [{"type": "data_table", "rows": [[cell()], [cell()]]}]}, "missing required field: caption"),
    "a data table above 20,000 characters": ({"text": "x", "blocks": [data_table(21, 1, "x" * 1000)]}, "less than 20001"),
    "uneven rows": ({"text": "x", "blocks": [{**data_table(), "rows": [[cell()], [cell(), cell()]]}]}, "as many cells as the header"),
    "a rich header": ({"text": "x", "blocks": [{**data_table(), "rows": [[RICH_CELL], [cell()]]}]}, "not allowed in the header"),
    "a row header outside": ({"text": "x", "blocks": [data_table(row_header_column_index=1)]}, "index of a column"),
    "a page of 101": ({"text": "x", "blocks": [data_table(page_size=101)]}, "no more than 100"),
    "a number cell without text": ({"text": "x", "blocks": [{"type": "table", "rows": [[{"type": "raw_number", "value": 1}]]}]}, "missing required field: text"),
    "a chart title of 51": ({"text": "x", "blocks": [chart(title="x" * 51)]}, "less than 51"),
    "a chart title object": ({"text": "x", "blocks": [chart(title={"type": "plain_text", "text": "x"})]}, "must provide a string"),
    "seven series": ({"text": "x", "blocks": [chart(series=7)]}, "no more than 6"),
    "21 points": ({"text": "x", "blocks": [chart(categories=[f"c{n}" for n in range(21)])]}, "no more than 20"),
    "a category of 21": ({"text": "x", "blocks": [chart(categories=["x" * 21])]}, "less than 21"),
    "a series name of 21": ({"text": "x", "blocks": [with_series(name="x" * 21)]}, "less than 21"),
    "a series without every category": ({"text": "x", "blocks": [with_series(data=[{"label": "H1", "value": 1}])]}, "one data point for each category"),
    "a series in another order": ({"text": "x", "blocks": [with_series(data=[{"label": "H2", "value": 1}, {"label": "H1", "value": 1}])]}, "in the same order"),
    "a null value": ({"text": "x", "blocks": [with_series(data=[{"label": "H1", "value": None}, {"label": "H2", "value": 1}])]}, "must provide a number"),
    "a repeated category": ({"text": "x", "blocks": [chart(categories=["H1", "H1"])]}, "categories must be unique"),
    "a radar": ({"text": "x", "blocks": [chart("radar")]}, "unsupported type: radar"),
    "an empty slice": ({"text": "x", "blocks": [pie(0)]}, "more than 0"),
    "13 slices": ({"text": "x", "blocks": [pie(*range(1, 14))]}, "no more than 6"),
    "12,001 characters of markdown": ({"text": "x", "blocks": [markdown(6000), markdown(6001)]}, "less than 12001 characters in total"),
    "metadata without payload": ({"text": "x", "metadata": {"event_type": "a"}}, "missing required field: event_payload"),
    "metadata with other keys": ({"text": "x", "metadata": {"event_type": "a", "event_payload": {}, "id": 1}}, "invalid additional property: id"),
    "metadata that is too large": ({"text": "x", "metadata": {"event_type": "a", "event_payload": {"x": "y" * 20_000}}}, "16385 bytes"),
    "40,001 characters": ({"text": "x" * 40_001}, "less than 40001"),
    "markdown text beside words": ({"text": "x", "markdown_text": "x"}, "cannot be used with text or blocks"),
    "a number for words": ({"text": 5}, "must provide a string"),
    "101 attachments": ({"text": "x", "attachments": [{}] * 101}, "no more than 100"),
}  # fmt: skip


@pytest.mark.parametrize("payload", TAKEN.values(), ids=TAKEN)
def test_a_message_takes(payload):
    assert check_message(payload) == []


@pytest.mark.parametrize(("payload", "words"), REFUSED.values(), ids=REFUSED)
def test_a_message_refuses(payload, words):
    found = check_message(payload)

    assert [line for line in found if words in line], found


def test_an_update_takes_4000_characters_at_most():
    payload = {"text": "x" * 4001}

    assert (check_message(payload), len(check_message(payload, updating=True))) == ([], 1)


def test_two_series_may_not_share_a_name():
    block = chart(series=2)
    block["chart"]["series"][1]["name"] = "Series 0"

    assert "series names must be unique" in check_message({"text": "x", "blocks": [block]})[0]
