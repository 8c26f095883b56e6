"""Browsing the framework from Slack."""

import pytest

from tests.framework.files import ENGINEERING


async def test_it_opens_at_ones_own_level(alice):
    await alice.says("/grow framework")
    assert alice.sees("*Agile Coach* · level 2 of 4")


@pytest.mark.parametrize("named", ["senior", "Senior Agile Coach", "SENIOR"])
async def test_a_level_can_be_named(alice, named):
    await alice.says(f"/grow framework {named}")
    assert alice.sees("*Senior Agile Coach* · level 3 of 4")


async def test_a_level_it_lacks_is_answered_with_those_it_has(alice):
    await alice.says("/grow framework <!channel>")
    assert alice.sees("The framework has no level “&lt;!channel&gt;”. It has Associate Agile Coach, Agile Coach")


async def test_who_has_no_level_begins_at_the_first(bob):
    await bob.says("/grow framework")
    assert bob.sees("level 1 of 4")


async def test_a_stranger_may_browse_it(company):
    gwen = company.visitor("Gwen")
    await gwen.opens_home()
    await gwen.presses("framework.open")
    assert gwen.sees("level 1 of 4")


async def test_another_level_is_shown_in_the_same_modal(company, alice):
    await alice.says("/grow framework")
    block, element = next(
        (block, element)
        for block in alice.modal.view["blocks"]
        for element in [*block.get("elements", []), block.get("accessory") or {}]
        if element.get("action_id", "").startswith("framework.choose_level")
    )
    staff = next(option for option in element["options"] if option["value"] == "staff")
    sent = alice.click(alice.modal, block, element)
    chosen = {"type": element["type"], "selected_option": staff}
    sent["actions"][0] |= chosen
    sent["view"]["state"]["values"].setdefault(block["block_id"], {})[element["action_id"]] = chosen
    await company.wire.deliver(sent)
    assert alice.sees("*Staff Agile Coach* · level 4 of 4")


async def test_another_framework_is_shown_as_well(company, alice):
    await company.uses(ENGINEERING)
    await alice.says("/grow framework principal")
    assert alice.sees("*Principal Engineer* · level 5 of 5")
