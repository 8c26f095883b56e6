"""What Slack takes and refuses in modals and Home tabs, rule by rule."""

import pytest

from sandbox.rules import check_view


def plain(text="Words"):
    return {"type": "plain_text", "text": text}


def mrkdwn(text="Words"):
    return {"type": "mrkdwn", "text": text}


def option(text="One", value="1", **more):
    return {"text": plain(text), "value": value, **more}


def modal(*blocks, **more):
    return {"type": "modal", "title": plain("Title"), "submit": plain("Next"), "blocks": list(blocks), **more}


def home(*blocks, **more):
    return {"type": "home", "blocks": list(blocks), **more}


def section(**more):
    return {"type": "section", "text": mrkdwn(), **more}


def asks(element, **more):
    return {"type": "input", "label": plain("Label"), "element": element, **more}


def typed(**more):
    return {"type": "plain_text_input", "action_id": "note", **more}


def radio(count=2, **more):
    return {"type": "radio_buttons", "options": [option(str(n), str(n)) for n in range(count)], **more}


def button(**more):
    return {"type": "button", "text": plain("Press"), **more}


def actions(*elements, **more):
    return {"type": "actions", "elements": list(elements), **more}


def image(**more):
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a chart", **more}


CONFIRM = {"title": plain("Sure?"), "text": mrkdwn("Really"), "confirm": plain("Yes"), "deny": plain("No")}
RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "hi"}]}],
}
CHART = {
    "type": "data_visualization",
    "title": "Growth",
    "chart": {
        "type": "line",
        "series": [{"name": "Craft", "data": [{"label": "2025-H1", "value": 1.5}, {"label": "2025-H2", "value": 2}]}],
        "axis_config": {"categories": ["2025-H1", "2025-H2"], "y_label": "Level"},
    },
}
DATA_TABLE = {
    "type": "data_table",
    "caption": "Levels",
    "rows": [[{"type": "raw_text", "text": "Name"}], [{"type": "raw_number", "value": 3, "text": "3"}]],
}
TABLE = {
    "type": "table",
    "rows": [[{"type": "raw_text", "text": "a"}]],
    "column_settings": [None, {"align": "right"}],
}
CONTAINER = {"type": "container", "title": plain(), "child_blocks": [section()]}
ALERT = {"type": "alert", "level": "info", "text": mrkdwn()}

TAKEN_IN_A_MODAL = {
    "every text block": [section(expand=True), {"type": "header", "text": plain()}, {"type": "divider"}, {"type": "context", "elements": [mrkdwn(), image()]}],
    "an alert": [ALERT],
    "a text of exactly 3000": [section(text=mrkdwn("x" * 3000))],
    "150 emoji count as 150 characters": [{"type": "header", "text": plain("🎉" * 150)}],
    "ten fields of 2000": [{"type": "section", "fields": [mrkdwn("x" * 2000)] * 10}],
    "a radio group that answers at once": [asks(radio(action_id="r", initial_option=option("1", "1")), dispatch_action=True, block_id="b", optional=True, hint=plain())],
    "checkboxes with rich options": [asks({"type": "checkboxes", "options": [{"text": mrkdwn("*a*"), "value": "a", "description": mrkdwn()}], "initial_options": [{"text": mrkdwn("*a*"), "value": "a", "description": mrkdwn()}]})],
    "a bounded text input": [asks(typed(multiline=True, max_length=3000, min_length=0, initial_value="x", placeholder=plain(), dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]}))],
    "a number input": [asks({"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "9", "initial_value": "5"})],
    "modal-only inputs": [asks({"type": "email_text_input"}), asks({"type": "url_text_input"}), asks({"type": "file_input", "max_files": 10})],
    "date, time and both": [asks({"type": "datepicker", "initial_date": "2026-02-28"}), asks({"type": "timepicker", "initial_time": "23:59"}), asks({"type": "datetimepicker", "initial_date_time": 1795046400})],
    "a menu with groups": [asks({"type": "static_select", "option_groups": [{"label": plain(), "options": [option()]}], "initial_option": option()})],
    "a button with a confirmation": [actions(button(style="danger", confirm=CONFIRM, value="v", url="https://example.com", action_id="a"))],
    "one action_id in two blocks": [actions(button(action_id="a")), actions(button(action_id="a"))],
    "an accessory": [section(accessory={"type": "overflow", "options": [option()]}), section(accessory=image())],
    "rich text": [RICH],
    "an image from a Slack file": [{"type": "image", "slack_file": {"id": "F1"}, "alt_text": "chart", "title": plain()}],
}  # fmt: skip

REFUSED_IN_A_MODAL = {
    "a table": ([TABLE], "unsupported type: table"),
    "a data table": ([DATA_TABLE], "unsupported type: data_table"),
    "a chart": ([CHART], "unsupported type: data_visualization"),
    "a container": ([CONTAINER], "unsupported type: container"),
    "markdown": ([{"type": "markdown", "text": "x"}], "unsupported type: markdown"),
    "an unknown block": ([{"type": "paragraph"}], "unsupported type: paragraph"),
    "a remote file": ([{"type": "file", "external_id": "x", "source": "remote"}], "unsupported type: file"),
    "no blocks": ([], "no fewer than 1 items allowed"),
    "101 blocks": ([{"type": "divider"}] * 101, "no more than 100 items allowed"),
    "an unknown key": ([section(colour="red")], "invalid additional property: colour"),
    "a text of 3001": ([section(text=mrkdwn("x" * 3001))], "must be less than 3001 characters [json-pointer:/view/blocks/0/text/text]"),
    "an empty text": ([section(text=mrkdwn(""))], "must be more than 0 characters"),
    "a null text": ([section(text=None)], "must provide an object"),
    "a section without words": ([{"type": "section", "accessory": button()}], "at least one of: text, fields"),
    "a field of 2001": ([{"type": "section", "fields": [mrkdwn("x" * 2001)]}], "less than 2001"),
    "eleven fields": ([{"type": "section", "fields": [mrkdwn()] * 11}], "no more than 10"),
    "a header in mrkdwn": ([{"type": "header", "text": mrkdwn()}], "unsupported type: mrkdwn"),
    "a header of 151": ([{"type": "header", "text": plain("x" * 151)}], "less than 151"),
    "emoji in mrkdwn": ([section(text={**mrkdwn(), "emoji": True})], "invalid additional property: emoji"),
    "verbatim in plain text": ([{"type": "header", "text": {**plain(), "verbatim": True}}], "invalid additional property: verbatim"),
    "an alert of 201": ([{**ALERT, "text": mrkdwn("x" * 201)}], "less than 201"),
    "an alert of another level": ([{**ALERT, "level": "danger"}], "must be one of"),
    "a button in a context": ([{"type": "context", "elements": [button()]}], "unsupported type: button"),
    "eleven context elements": ([{"type": "context", "elements": [mrkdwn()] * 11}], "no more than 10"),
    "26 actions": ([actions(*[button()] * 26)], "no more than 25"),
    "a text input among actions": ([actions(typed())], "unsupported type: plain_text_input"),
    "a button as input": ([asks(button())], "unsupported type: button"),
    "a label in mrkdwn": ([asks(typed(), label=mrkdwn())], "unsupported type: mrkdwn"),
    "eleven radio buttons": ([asks(radio(11))], "no more than 10"),
    "no radio button": ([asks(radio(0))], "no fewer than 1"),
    "an option of 76": ([asks({"type": "radio_buttons", "options": [option("x" * 76)]})], "[ERROR] must be less than 76 characters [json-pointer:/view/blocks/0/element/options/0/text/text]"),
    "a description of 76": ([asks({"type": "radio_buttons", "options": [option(description=plain("x" * 76))]})], "less than 76"),
    "a value of 151": ([asks({"type": "radio_buttons", "options": [option(value="x" * 151)]})], "less than 151"),
    "an option with a url outside overflow": ([asks({"type": "static_select", "options": [option(url="https://a.b")]})], "invalid additional property: url"),
    "a mrkdwn option in a menu": ([asks({"type": "static_select", "options": [{"text": mrkdwn(), "value": "a"}]})], "unsupported type: mrkdwn"),
    "an initial option that differs in a key": ([asks(radio(initial_option=option("1", "1", description=plain())))], "must match one of the options exactly"),
    "an initial option that isn't offered": ([asks({"type": "checkboxes", "options": [option()], "initial_options": [option("Two", "2")]})], "must match one of the options exactly"),
    "options beside groups": ([asks({"type": "static_select", "options": [option()], "option_groups": [{"label": plain(), "options": [option()]}]})], "exactly one of"),
    "six overflow entries": ([section(accessory={"type": "overflow", "options": [option()] * 6})], "no more than 5"),
    "an initial text above its own limit": ([asks(typed(max_length=3, initial_value="four"))], "less than 4 characters"),
    "an empty initial text": ([asks(typed(initial_value=""))], "more than 0 characters"),
    "a max_length of 3001": ([asks(typed(max_length=3001))], "no more than 3000"),
    "a min_length above max_length": ([asks(typed(min_length=5, max_length=4))], "no more than max_length"),
    "a number input without is_decimal_allowed": ([asks({"type": "number_input"})], "missing required field: is_decimal_allowed"),
    "a numeric bound": ([asks({"type": "number_input", "is_decimal_allowed": False, "min_value": 1})], "must provide a string"),
    "a number outside its bounds": ([asks({"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "initial_value": "0"})], "between min_value and max_value"),
    "a bound that is no number": ([asks({"type": "number_input", "is_decimal_allowed": False, "min_value": "few"})], "valid number"),
    "a day that isn't": ([asks({"type": "datepicker", "initial_date": "2026-02-30"})], "valid date"),
    "a time that isn't": ([asks({"type": "timepicker", "initial_time": "24:00"})], "valid time"),
    "a date and time as text": ([asks({"type": "datetimepicker", "initial_date_time": "1795046400"})], "must provide an integer"),
    "a file input that dispatches": ([asks({"type": "file_input"}, dispatch_action=True)], "not supported for file_input"),
    "a rich text input without action_id": ([asks({"type": "rich_text_input"})], "missing required field: action_id"),
    "a placeholder of 151": ([asks(typed(placeholder=plain("x" * 151)))], "less than 151"),
    "two with the focus": ([asks(typed(focus_on_load=True)), asks(typed(focus_on_load=True))], "only one element may have focus_on_load"),
    "a block_id twice": ([section(block_id="b"), section(block_id="b")], 'block_id "b" already exists'),
    "an action_id twice in a block": ([actions(button(action_id="a"), button(action_id="a"))], 'action_id "a" already exists'),
    "a block_id of 256": ([section(block_id="x" * 256)], "less than 256"),
    "an action_id of 256": ([actions(button(action_id="x" * 256))], "less than 256"),
    "a button of 76": ([actions(button(text=plain("x" * 76)))], "less than 76"),
    "a button value of 2001": ([actions(button(value="x" * 2001))], "less than 2001"),
    "an empty button value": ([actions(button(value=""))], "more than 0"),
    "a button in another colour": ([actions(button(style="default"))], "must be one of"),
    "a confirmation without deny": ([actions(button(confirm={k: v for k, v in CONFIRM.items() if k != "deny"}))], "missing required field: deny"),
    "a confirmation title of 101": ([actions(button(confirm={**CONFIRM, "title": plain("x" * 101)}))], "less than 101"),
    "an image without alt_text": ([{"type": "image", "image_url": "https://example.com/a.png"}], "missing required field: alt_text"),
    "an image from two sources": ([image(slack_file={"id": "F1"})], "exactly one of"),
    "an image from nowhere": ([{"type": "image", "alt_text": "x"}], "exactly one of"),
    "an image by path": ([image(image_url="/files/a.png")], "valid url"),
    "a rich text with an unknown piece": ([{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "bold", "text": "x"}]}]}], "unsupported type: bold"),
    "a list within a list": ([{"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [RICH["elements"][0], {"type": "rich_text_list", "style": "bullet", "elements": []}]}]}], "unsupported type: rich_text_list"),
    "a block that is a string": (["hello"], "must provide an object"),
}  # fmt: skip

TAKEN_AT_HOME = {
    "a chart": [CHART],
    "a table and a data table": [TABLE, DATA_TABLE],
    "a container with an input": [{**CONTAINER, "child_blocks": [asks(typed(), block_id="c")]}],
    "an input without a submit": [asks(typed())],
    "a card": [{"type": "card", "title": plain(), "actions": [button()]}],
}

REFUSED_AT_HOME = {
    "an alert": ([ALERT], "unsupported type: alert"),
    "markdown": ([{"type": "markdown", "text": "x"}], "unsupported type: markdown"),
    "a carousel": ([{"type": "carousel", "elements": [{"type": "card", "title": plain()}]}], "unsupported type: carousel"),
    "a datetimepicker": ([actions({"type": "datetimepicker"})], "unsupported type: datetimepicker"),
    "a number input": ([asks({"type": "number_input", "is_decimal_allowed": True})], "unsupported type: number_input"),
    "an email input": ([asks({"type": "email_text_input"})], "unsupported type: email_text_input"),
    "a container in a container": ([{**CONTAINER, "child_blocks": [CONTAINER]}], "unsupported type: container"),
    "a collapsed container that cannot open": ([{**CONTAINER, "default_collapsed": True}], "requires is_collapsible"),
    "ids that clash across a container": ([section(block_id="b"), {**CONTAINER, "child_blocks": [section(block_id="b")]}], 'block_id "b" already exists'),
    "an empty card": ([{"type": "card", "subtitle": plain()}], "at least one of"),
    "a card body of 201": ([{"type": "card", "body": plain("x" * 201)}], "less than 201"),
}  # fmt: skip


@pytest.mark.parametrize("blocks", TAKEN_IN_A_MODAL.values(), ids=TAKEN_IN_A_MODAL)
def test_a_modal_takes(blocks):
    assert check_view(modal(*blocks), "modal") == []


@pytest.mark.parametrize(("blocks", "words"), REFUSED_IN_A_MODAL.values(), ids=REFUSED_IN_A_MODAL)
def test_a_modal_refuses(blocks, words):
    found = check_view(modal(*blocks), "modal")

    assert [line for line in found if words in line], found


@pytest.mark.parametrize("blocks", TAKEN_AT_HOME.values(), ids=TAKEN_AT_HOME)
def test_a_home_tab_takes(blocks):
    assert check_view(home(*blocks), "home") == []


@pytest.mark.parametrize(("blocks", "words"), REFUSED_AT_HOME.values(), ids=REFUSED_AT_HOME)
def test_a_home_tab_refuses(blocks, words):
    found = check_view(home(*blocks), "home")

    assert [line for line in found if words in line], found


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": plain("x" * 25)}, "less than 25 characters [json-pointer:/view/title/text]"),
        ({"title": mrkdwn()}, "unsupported type: mrkdwn"),
        ({"submit": plain("x" * 25)}, "less than 25"),
        ({"close": plain("x" * 25)}, "less than 25"),
        ({"private_metadata": "x" * 3001}, "less than 3001"),
        ({"private_metadata": {"id": 1}}, "must provide a string"),
        ({"callback_id": "x" * 256}, "less than 256"),
        ({"external_id": "x" * 256}, "less than 256"),
        ({"notify_on_close": "yes"}, "must provide a boolean"),
        ({"id": "V1"}, "invalid additional property: id"),
        ({"hash": "1.a"}, "invalid additional property: hash"),
        ({"type": "home"}, "unsupported type: home"),
    ],
)
def test_a_view_refuses_bad_properties(changes, words):
    found = check_view({**modal(section()), **changes}, "modal")

    assert [line for line in found if words in line], found


def test_an_input_needs_a_submit_button():
    view = modal(asks(typed()))
    del view["submit"]

    assert check_view(view, "modal") == ["[ERROR] missing required field: submit [json-pointer:/view]"]


def test_a_home_tab_has_no_title():
    assert "title" in check_view(home(section(), title=plain()), "home")[0]


def test_a_view_above_250_kb_is_too_large():
    rows = [{"type": "section", "fields": [mrkdwn("é" * 2000)] * 10} for _ in range(7)]

    assert "must be less than 256001 bytes" in check_view(modal(*rows), "modal")[0]


def test_a_view_is_a_modal_or_a_home_tab():
    with pytest.raises(ValueError, match="modal or home"):
        check_view(home(section()), "message")
