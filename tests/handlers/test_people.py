"""What Slack tells of people: names, zones, accounts that go and come back."""

import pytest


def changed(person, kind="user_change", **user):
    made = {"id": person.slack_id, "tz": "Europe/Stockholm", "profile": {"real_name": "Alice"}} | user
    return person.event({"type": kind, "user": made})


@pytest.mark.parametrize("kind", ["user_change", "team_join"])
async def test_a_new_name_and_zone_are_taken_over(company, alice, kind):
    await company.wire.deliver(changed(alice, kind, tz="Asia/Tokyo", profile={"real_name": "Alice Ek"}))
    kept = await company.employee(alice)
    assert (kept.name, kept.tz) == ("Alice Ek", "Asia/Tokyo")


@pytest.mark.parametrize("tz", ["Mars/Phobos", "", None])
async def test_a_zone_that_nobody_knows_leaves_the_last_good_one(company, alice, tz):
    await company.wire.deliver(changed(alice, "user_change", tz=tz, profile={"real_name": "Alice Ek"}))
    assert (await company.employee(alice)).tz == "Europe/Stockholm"


async def test_an_account_that_is_gone_is_no_coach_until_it_is_back(company, alice, cycle):
    await company.wire.deliver(changed(alice, deleted=True))
    await alice.says("/grow assess")
    assert alice.sees("you are not listed as one")
    await alice.closes()
    await company.wire.deliver(changed(alice, deleted=False))
    await alice.says("/grow assess")
    assert alice.sees("Page 1 of 7")


async def test_news_of_a_stranger_make_nobody_known(company):
    gwen = company.visitor("Gwen")
    await company.wire.deliver(changed(gwen, "team_join"))
    assert await company.employee(gwen) is None


async def test_what_slack_leaves_out_stays(company, alice):
    await company.wire.deliver(alice.event({"type": "user_change", "user": {"id": alice.slack_id}}))
    kept = await company.employee(alice)
    assert (kept.name, kept.tz, kept.deactivated) == ("Alice", "Europe/Stockholm", False)


@pytest.mark.parametrize("user", [None, "U0ALICE", {}, {"id": None}])
async def test_news_of_nobody_are_no_failure(company, alice, user, caplog):
    response = await company.wire.deliver(alice.event({"type": "user_change", "user": user}))
    assert response.status == 200
    assert "failed" not in caplog.text
