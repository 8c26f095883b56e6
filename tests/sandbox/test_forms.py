"""Clicking in, sending and closing modals: what the bot receives and what its answer does."""

import asyncio

import pytest
from starlette.responses import JSONResponse, Response

from sandbox.forms import TROUBLE


def plain(text):
    return {"type": "plain_text", "text": text}


OPTIONS = [{"text": plain(words), "value": value} for value, words in (("0", "Not yet"), ("1", "Developing"))]
CHOSEN = {"text": {**plain("Developing"), "emoji": True}, "value": "1"}


def asks(block_id="note", *, optional=True, **more):
    element = {"type": "plain_text_input", "action_id": "text", **more}
    return {"type": "input", "block_id": block_id, "optional": optional, "label": plain("Note"), "element": element}


def scale(*, dispatch=True, **more):
    element = {"type": "radio_buttons", "action_id": "choice", "options": OPTIONS, **more}
    return {
        "type": "input",
        "block_id": "rating",
        "optional": True,
        "dispatch_action": dispatch,
        "label": plain("Where?"),
        "element": element,
    }


def buttons():
    return {
        "type": "actions",
        "block_id": "way",
        "elements": [{"type": "button", "action_id": "back", "text": plain("Back"), "value": "3"}],
    }


def modal(*blocks, title="Page", **more):
    return {
        "type": "modal",
        "callback_id": "page",
        "title": plain(title),
        "submit": plain("Next"),
        "blocks": list(blocks or (asks(),)),
        **more,
    }


@pytest.fixture
def shown(slack, bot, client):
    """Return a function that opens a modal for Ana and returns its id."""

    async def run(view):
        await slack.slash("U_ANA", "C_COACHING", "/grow")
        return (await client.views_open(trigger_id=bot.last("/grow")["trigger_id"], view=view))["view"]["id"]

    return run


def titles(slack):
    return [view.title for view in slack.modals("U_ANA")]


async def test_a_submission_carries_every_field(slack, bot, shown):
    view_id = await shown(modal(asks(), scale()))
    await slack.submit_view("U_ANA", view_id, {"rating": {"choice": {"selected_option": OPTIONS[1]}}})
    sent = bot.last("view_submission")

    assert sent["view"]["state"]["values"] == {
        "note": {"text": {"type": "plain_text_input", "value": None}},
        "rating": {"choice": {"type": "radio_buttons", "selected_option": CHOSEN}},
    }
    assert (sent["user"]["id"], sent["team"]["id"], sent["response_urls"]) == ("U_ANA", "T0TRELLIS", [])


async def test_an_emptied_field_is_null(slack, bot, shown):
    view_id = await shown(modal(asks(initial_value="Before")))
    await slack.submit_view("U_ANA", view_id, {"note": {"text": {"value": ""}}})

    assert bot.last("view_submission")["view"]["state"]["values"]["note"]["text"]["value"] is None


async def test_an_empty_answer_closes_the_view(slack, shown):
    await slack.submit_view("U_ANA", await shown(modal()))

    assert titles(slack) == []


async def test_an_update_shows_the_next_page(slack, bot, shown):
    bot.says["view_submission"] = {"response_action": "update", "view": modal(asks("second"), title="Two")}
    view_id = await shown(modal())
    await slack.submit_view("U_ANA", view_id)

    assert [(view.id, view.title) for view in slack.modals("U_ANA")] == [(view_id, "Two")]


async def test_a_push_lays_a_view_on_top(slack, bot, shown):
    bot.says["view_submission"] = {"response_action": "push", "view": modal(title="Two")}
    await slack.submit_view("U_ANA", await shown(modal()))
    bot.says["view_submission"] = Response()
    await slack.submit_view("U_ANA", slack.modals("U_ANA")[-1].id)

    assert titles(slack) == ["Page"]


async def test_clear_closes_the_whole_stack(slack, bot, shown):
    bot.says["view_submission"] = {"response_action": "push", "view": modal(title="Two")}
    await slack.submit_view("U_ANA", await shown(modal()))
    bot.says["view_submission"] = {"response_action": "clear"}
    await slack.submit_view("U_ANA", slack.modals("U_ANA")[-1].id)

    assert titles(slack) == []


async def test_errors_stand_at_their_fields(slack, bot, shown):
    bot.says["view_submission"] = {"response_action": "errors", "errors": {"note": "One sentence, please."}}
    await slack.submit_view("U_ANA", await shown(modal()), {"note": {"text": {"value": "Hm"}}})
    [view] = slack.modals("U_ANA")

    assert (view.errors, view.notice) == ({"note": "One sentence, please."}, None)
    assert view.state["note"]["text"]["value"] == "Hm"


async def misbehave(_):
    await asyncio.sleep(0.5)
    return {}


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"way": "No input here"}},
        {"response_action": "update", "view": modal(title="x" * 25)},
        {
            "response_action": "update",
            "view": {**modal(), "blocks": [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}]},
        },
        {"response_action": "later"},
        Response("ok"),
        JSONResponse({}, 500),
        Response(status_code=404),
        misbehave,
    ],
)
async def test_a_bad_answer_is_trouble_and_keeps_the_form(slack, bot, shown, answer):
    bot.says["view_submission"] = answer
    view_id = await shown(modal(asks(), buttons()))
    slack.slack.patience.ack = 0.3
    words = await slack.submit_view("U_ANA", view_id, {"note": {"text": {"value": "Kept"}}})
    [view] = slack.modals("U_ANA")

    assert (words, view.notice) == (TROUBLE, TROUBLE)
    assert view.state["note"]["text"]["value"] == "Kept"


async def test_the_inspector_says_why_an_answer_was_refused(slack, bot, shown):
    bot.says["view_submission"] = {"response_action": "errors", "errors": {"gone": "x"}}
    await slack.submit_view("U_ANA", await shown(modal()))

    assert "is not the block_id of an input block" in slack.deliveries(1)[0].error


async def test_required_fields_never_reach_the_bot_empty(slack, bot, shown):
    await slack.submit_view("U_ANA", await shown(modal(asks(optional=False))))

    assert slack.modals("U_ANA")[0].errors == {"note": "Please complete this required field."}
    assert bot.by_name["view_submission"] == []


async def test_too_long_a_text_never_reaches_the_bot(slack, bot, shown):
    await slack.submit_view("U_ANA", await shown(modal(asks(max_length=3))), {"note": {"text": {"value": "four"}}})

    assert slack.modals("U_ANA")[0].errors == {"note": "Please use at most 3 characters."}


async def test_only_the_top_view_is_sent(slack, bot, shown):
    bot.says["view_submission"] = {"response_action": "push", "view": modal(title="Two")}
    view_id = await shown(modal())
    await slack.submit_view("U_ANA", view_id)

    with pytest.raises(Exception, match="not_found"):
        await slack.submit_view("U_ANA", view_id)


async def test_nobody_sends_another_persons_form(slack, shown):
    view_id = await shown(modal())

    with pytest.raises(Exception, match="not_found"):
        await slack.submit_view("U_CHARLIE", view_id)


async def test_a_choice_is_sent_as_it_is_made(slack, bot, shown):
    view_id = await shown(modal(asks(), scale()))
    typed = {"note": {"text": {"value": "Half a sen"}}}
    await slack.press("U_ANA", {"view_id": view_id}, "rating", "choice", {"selected_option": OPTIONS[1]}, typed)
    sent = bot.last("block_actions")
    [action] = sent["actions"]

    assert (action["type"], action["block_id"], action["selected_option"]) == ("radio_buttons", "rating", CHOSEN)
    assert sent["view"]["state"]["values"]["note"]["text"]["value"] == "Half a sen"
    assert sent["container"] == {"type": "view", "view_id": view_id}
    assert "response_url" not in sent


async def test_an_input_without_dispatch_stays_silent(slack, bot, shown):
    view_id = await shown(modal(scale(dispatch=False)))
    await slack.press("U_ANA", {"view_id": view_id}, "rating", "choice", {"selected_option": OPTIONS[1]})

    assert bot.by_name["block_actions"] == []


async def test_a_button_carries_its_value(slack, bot, shown):
    view_id = await shown(modal(buttons()))
    await slack.press("U_ANA", {"view_id": view_id}, "way", "back")

    assert bot.last("block_actions")["actions"][0]["value"] == "3"


async def test_an_unanswered_click_is_trouble(slack, bot, shown):
    bot.says["block_actions"] = misbehave
    view_id = await shown(modal(buttons()))
    slack.slack.patience.ack = 0.1

    assert await slack.press("U_ANA", {"view_id": view_id}, "way", "back") == TROUBLE
    assert slack.modals("U_ANA")[0].notice == TROUBLE


async def test_a_click_gives_a_trigger_for_a_push(slack, bot, client, shown):
    await slack.press("U_ANA", {"view_id": await shown(modal(buttons()))}, "way", "back")
    await client.views_open(trigger_id=bot.last("block_actions")["trigger_id"], view=modal(title="Two"))

    assert titles(slack) == ["Page", "Two"]


async def test_closing_is_told_only_on_request(slack, bot, shown):
    await slack.close_view("U_ANA", await shown(modal()))
    await slack.close_view("U_ANA", await shown(modal(asks(), buttons(), notify_on_close=True)))

    [told] = bot.by_name["view_closed"]
    assert (told.body["is_cleared"], told.body["view"]["state"]["values"]) == (False, {})


async def test_the_x_names_the_root_view(slack, bot, client, shown):
    root = await shown(modal(buttons(), notify_on_close=True))
    await slack.press("U_ANA", {"view_id": root}, "way", "back")
    top = (await client.views_push(trigger_id=bot.last("block_actions")["trigger_id"], view=modal()))["view"]["id"]
    await slack.close_view("U_ANA", top, clear=True)
    told = bot.last("view_closed")

    assert (told["view"]["id"], told["is_cleared"], titles(slack)) == (root, True, [])


async def test_untouched_late_prefills_can_go_missing(slack, bot, shown):
    slack.faults.missing_state = True
    late = modal(asks("fresh", initial_value="Yesterday"), asks("edited", initial_value="Yesterday"), asks("blank"))
    bot.says["view_submission"] = {"response_action": "update", "view": late}
    view_id = await shown(modal(asks("first", initial_value="Opened with")))
    await slack.submit_view("U_ANA", view_id)
    first = bot.last("view_submission")["view"]["state"]["values"]
    await slack.submit_view("U_ANA", view_id, {"edited": {"text": {"value": "Today"}}})

    assert set(first) == {"first"}
    assert set(bot.last("view_submission")["view"]["state"]["values"]) == {"edited", "blank"}


async def test_without_the_fault_late_prefills_are_there(slack, bot, shown):
    bot.says["view_submission"] = {"response_action": "update", "view": modal(asks("fresh", initial_value="Yesterday"))}
    view_id = await shown(modal())
    await slack.submit_view("U_ANA", view_id)
    await slack.submit_view("U_ANA", view_id)

    assert bot.last("view_submission")["view"]["state"]["values"]["fresh"]["text"]["value"] == "Yesterday"
