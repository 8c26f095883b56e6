import pytest

from tests.sandbox.ui.drawing import draw, draw_element
from tests.sandbox.ui.fake_workspace import option, words

OPTIONS = [option("Yes", "y", "surely"), option("No", "n")]


def holding(**value):
    return {"b": {"a": value}}


def test_a_choice_is_named_by_its_text_and_described_by_its_description():
    html = draw_element({"type": "radio_buttons", "options": OPTIONS})
    assert 'role="radiogroup" aria-labelledby="V1.b.a.label"' in html
    assert 'aria-labelledby="V1.b.a.1.1.text" aria-describedby="V1.b.a.1.1.more"' in html


@pytest.mark.parametrize(
    ("element", "state", "shown"),
    [
        ({"type": "plain_text_input"}, {}, 'value=""'),
        ({"type": "plain_text_input", "initial_value": "first"}, {}, 'value="first"'),
        ({"type": "plain_text_input", "initial_value": "first"}, holding(value="typed"), 'value="typed"'),
        ({"type": "plain_text_input", "initial_value": "first"}, holding(value=None), 'value=""'),
        ({"type": "plain_text_input", "multiline": True, "initial_value": "a <b"}, {}, "a &lt;b</textarea>"),
        ({"type": "number_input", "is_decimal_allowed": False, "initial_value": "3"}, {}, 'inputmode="numeric"'),
        ({"type": "email_text_input"}, {}, 'type="email"'),
        ({"type": "url_text_input"}, {}, 'type="url"'),
        ({"type": "datepicker", "initial_date": "2026-03-12"}, {}, 'type="date" id="V1.b.a" value="2026-03-12"'),
        ({"type": "timepicker"}, holding(selected_time="14:00"), 'type="time" id="V1.b.a" value="14:00"'),
        ({"type": "datetimepicker", "initial_date_time": 1772442000}, {}, 'value="2026-03-02T10:00"'),
        ({"type": "users_select", "initial_user": "UMAYA"}, {}, "selected>Maya Lind"),
        ({"type": "conversations_select"}, holding(selected_conversation="C1"), "selected>#coaching"),
        ({"type": "static_select", "options": OPTIONS, "initial_option": OPTIONS[1]}, {}, "selected>No"),
        (
            {"type": "static_select", "option_groups": [{"label": words("Both"), "options": OPTIONS}]},
            {},
            '<optgroup label="Both">',
        ),
        ({"type": "external_select", "initial_option": OPTIONS[0]}, {}, ">Yes<"),
        ({"type": "file_input"}, {}, 'type="file"'),
    ],
)
def test_an_element_shows_what_it_holds(element, state, shown):
    assert shown in draw_element(element, state=state)


@pytest.mark.parametrize(
    ("kind", "first", "held"),
    [
        ("radio_buttons", {"initial_option": OPTIONS[0]}, {"selected_option": OPTIONS[0]}),
        ("checkboxes", {"initial_options": OPTIONS[:1]}, {"selected_options": OPTIONS[:1]}),
        ("multi_static_select", {"initial_options": OPTIONS[:1]}, {"selected_options": OPTIONS[:1]}),
    ],
)
def test_the_chosen_option_is_checked(kind, first, held):
    assert draw_element({"type": kind, "options": OPTIONS, **first}).count(" checked ") == 1
    assert draw_element({"type": kind, "options": OPTIONS}, state=holding(**held)).count(" checked ") == 1
    assert draw_element({"type": kind, "options": OPTIONS}).count(" checked ") == 0


def test_several_people_can_be_chosen():
    html = draw_element({"type": "multi_users_select", "initial_users": ["UANA", "UMAYA"]})
    assert html.count(" checked ") == 2


def test_rich_text_is_written_as_plain_words():
    value = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}],
    }
    assert "one</textarea>" in draw_element({"type": "rich_text_input", "initial_value": value})


def test_an_error_describes_its_field():
    html = draw_element({"type": "plain_text_input"}, errors={"b": "One sentence, <please>"})
    assert 'aria-describedby="V1.b.a.error V1.b.a.hint" aria-invalid="true"' in html
    assert '<p class="field-error" id="V1.b.a.error">One sentence, &lt;please&gt;</p>' in html


@pytest.mark.parametrize(
    ("more", "sends"),
    [
        ({}, ""),
        ({"dispatch_action": True}, "enter"),
        ({"dispatch_action": True, "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}, "type"),
    ],
)
def test_a_text_input_tells_the_app_only_when_asked_to(more, sends):
    config = {"dispatch_action_config": more["dispatch_action_config"]} if "dispatch_action_config" in more else {}
    element = {"type": "plain_text_input", "action_id": "a", **config}
    block = {
        "type": "input",
        "block_id": "b",
        "label": words("L"),
        "dispatch_action": more.get("dispatch_action", False),
        "element": element,
    }
    assert f'data-sends="{sends}"' in draw(block)


def test_an_element_outside_an_input_always_tells_the_app():
    html = draw(
        {
            "type": "actions",
            "block_id": "b",
            "elements": [
                {"type": "static_select", "action_id": "a", "options": OPTIONS, "placeholder": words("Pick one")}
            ],
        }
    )
    assert 'data-sends="change"' in html
    assert 'aria-label="Pick one"' in html


def test_the_id_on_the_page_has_no_white_space():
    html = draw(
        {
            "type": "input",
            "block_id": "two words",
            "label": words("L"),
            "element": {"type": "plain_text_input", "action_id": "a"},
        }
    )
    assert 'id="V1.two%20words.a"' in html
