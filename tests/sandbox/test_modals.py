"""Opening, changing and stacking views over the Web API."""

import pytest


def plain(text):
    return {"type": "plain_text", "text": text}


def asks(block_id="note", action_id="text", **more):
    element = {"type": "plain_text_input", "action_id": action_id, **more}
    return {"type": "input", "block_id": block_id, "optional": True, "label": plain("Note"), "element": element}


def modal(*blocks, title="Page", **more):
    blocks = blocks or (asks(),)
    return {"type": "modal", "title": plain(title), "submit": plain("Next"), "blocks": list(blocks), **more}


def titles(slack, user="U_ANA"):
    return [view.title for view in slack.modals(user)]


@pytest.fixture
def trigger(slack, bot):
    """Return a function that lets Ana type /grow and returns the trigger id it carried."""

    async def run():
        await slack.slash("U_ANA", "C_COACHING", "/grow")
        return bot.last("/grow")["trigger_id"]

    return run


async def test_a_command_opens_a_modal(client, slack, trigger):
    opened = await client.views_open(trigger_id=await trigger(), view=modal(callback_id="page", private_metadata="7"))

    assert titles(slack) == ["Page"]
    assert (opened["view"]["callback_id"], opened["view"]["private_metadata"]) == ("page", "7")
    assert opened["view"]["id"] == opened["view"]["root_view_id"] == slack.modals("U_ANA")[0].id


async def test_only_the_person_who_acted_sees_it(client, slack, trigger):
    await client.views_open(trigger_id=await trigger(), view=modal())

    assert titles(slack, "U_BOB") == []


async def test_a_trigger_lives_three_seconds(client, slack, trigger, error_of):
    trigger_id = await trigger()
    slack.slack.triggers._issued[trigger_id].issued -= 3.1

    assert (await error_of(client.views_open(trigger_id=trigger_id, view=modal())))[0] == "expired_trigger_id"


async def test_a_trigger_works_once(client, trigger, error_of):
    trigger_id = await trigger()
    await client.views_open(trigger_id=trigger_id, view=modal())

    assert (await error_of(client.views_open(trigger_id=trigger_id, view=modal())))[0] == "exchanged_trigger_id"


async def test_an_invented_trigger_opens_nothing(client, error_of):
    assert (await error_of(client.views_open(trigger_id="1.2.3", view=modal())))[0] == "invalid_trigger_id"


async def test_a_refused_view_leaves_the_trigger_unused(client, slack, trigger, error_of):
    trigger_id = await trigger()
    error, answer = await error_of(client.views_open(trigger_id=trigger_id, view=modal(title="x" * 25)))
    await client.views_open(trigger_id=trigger_id, view=modal())

    assert (error, "less than 25" in answer["response_metadata"]["messages"][0]) == ("invalid_arguments", True)
    assert titles(slack) == ["Page"]


async def test_a_view_can_be_too_large(client, trigger, error_of):
    fields = {"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2000}] * 10}
    call = client.views_open(trigger_id=await trigger(), view=modal(*[fields] * 13))

    assert (await error_of(call))[0] == "view_too_large"


async def test_views_stack_three_deep(client, trigger, error_of):
    await client.views_open(trigger_id=await trigger(), view=modal())
    pushes = [client.views_push(trigger_id=await trigger(), view=modal()) for _ in range(3)]

    assert [(await error_of(push))[0] for push in pushes] == [None, None, "push_limit_reached"]


async def test_nothing_is_pushed_on_nothing(client, trigger, error_of):
    assert (await error_of(client.views_push(trigger_id=await trigger(), view=modal())))[0] == "not_found"


async def test_an_old_hash_is_a_conflict(client, slack, trigger, error_of):
    opened = (await client.views_open(trigger_id=await trigger(), view=modal()))["view"]
    await client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(title="Two"))
    call = client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(title="Three"))

    assert ((await error_of(call))[0], titles(slack)) == ("hash_conflict", ["Two"])


async def test_a_closed_view_is_not_found(client, slack, trigger, error_of):
    opened = (await client.views_open(trigger_id=await trigger(), view=modal()))["view"]
    await slack.close_view("U_ANA", opened["id"])

    assert (await error_of(client.views_update(view_id=opened["id"], view=modal())))[0] == "not_found"


async def test_a_view_is_found_by_its_external_id(client, slack, trigger):
    await client.views_open(trigger_id=await trigger(), view=modal(external_id="mine"))
    await client.views_update(external_id="mine", view=modal(title="Two", external_id="mine"))

    assert titles(slack) == ["Two"]


async def test_an_external_id_is_used_once(client, trigger, error_of):
    await client.views_open(trigger_id=await trigger(), view=modal(external_id="mine"))
    call = client.views_push(trigger_id=await trigger(), view=modal(external_id="mine"))

    assert (await error_of(call))[0] == "duplicate_external_id"


async def test_a_home_tab_is_published_for_one_person(client, slack):
    home = {"type": "home", "blocks": [{"type": "section", "text": plain("Your growth")}]}
    await client.views_publish(user_id="U_ANA", view=home)

    assert (slack.home("U_ANA").blocks[0]["text"]["text"], slack.home("U_BOB")) == ("Your growth", None)


async def test_a_home_tab_keeps_its_id_and_changes_its_hash(client, error_of):
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    first = (await client.views_publish(user_id="U_ANA", view=home))["view"]
    second = (await client.views_publish(user_id="U_ANA", view=home, hash=first["hash"]))["view"]

    assert (first["id"] == second["id"], first["hash"] == second["hash"]) == (True, False)
    call = client.views_publish(user_id="U_ANA", view=home, hash=first["hash"])
    assert (await error_of(call))[0] == "hash_conflict"


@pytest.mark.parametrize(
    ("user_id", "view", "error"),
    [
        ("U_NOBODY", {"type": "home", "blocks": [{"type": "divider"}]}, "user_not_found"),
        ("U_ANA", modal(), "invalid_arguments"),
        ("U_ANA", {"type": "home", "blocks": []}, "invalid_arguments"),
    ],
)
async def test_publishing_is_refused(client, error_of, user_id, view, error):
    assert (await error_of(client.views_publish(user_id=user_id, view=view)))[0] == error


async def test_slack_fills_in_missing_ids(client, trigger):
    element = {"type": "plain_text_input"}
    block = {"type": "input", "label": plain("Note"), "element": element}
    kept = (await client.views_open(trigger_id=await trigger(), view=modal(block)))["view"]["blocks"][0]

    assert kept["block_id"]
    assert kept["element"]["action_id"]
    assert kept["label"] == {"type": "plain_text", "text": "Note", "emoji": True}


async def test_an_update_keeps_what_was_typed_under_the_same_ids(client, slack, trigger):
    opened = (await client.views_open(trigger_id=await trigger(), view=modal()))["view"]
    slack.slack.views.remember(slack.slack.views.find(opened["id"]), {"note": {"text": {"value": "Typed"}}})
    await client.views_update(
        view_id=opened["id"], view=modal(asks(initial_value="New"), asks("other", initial_value="New"))
    )
    state = slack.modals("U_ANA")[0].state

    assert (state["note"]["text"]["value"], state["other"]["text"]["value"]) == ("Typed", "New")
