"""The pages over plain HTTP, without a browser."""

from datetime import timedelta

import pytest

from sandbox.model import Delivery, File

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def act(session, name, said=None, who="UANA"):
    async with session.post(f"/ui/act/{name}?as={who}", json=said or {}) as answer:
        return await answer.json() if answer.status == 200 else answer.status


async def text(session, path):
    async with session.get(path) as answer:
        return await answer.text()


async def test_an_address_without_a_person_goes_to_the_first(browserless):
    async with browserless.get("/") as answer:
        assert str(answer.url).endswith("/?as=UANA")


async def test_a_page_may_load_nothing_from_elsewhere(browserless):
    async with browserless.get("/?as=UANA") as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "http" not in policy + (await answer.text()).replace("http-equiv", "")


@pytest.mark.parametrize(
    "sheet", ["page.css", "colours.css", "blocks.css", "charts.css", "dialogs.css", "app.js", "favicon.svg"]
)
async def test_what_the_page_names_is_there(browserless, sheet):
    async with browserless.get(f"/ui/static/{sheet}") as answer:
        assert answer.status == 200


async def test_somebody_elses_conversation_is_not_shown(workspace, browserless):
    workspace.say("DUMAYA", "UBOT", "For Maya only")
    assert "For Maya only" in await text(browserless, "/?as=UMAYA&at=messages")
    assert "For Maya only" not in await text(browserless, "/?as=UANA&at=DUMAYA")


async def test_a_private_answer_says_so(workspace, browserless):
    workspace.say("C1", "UBOT", "Just for you", ephemeral_for="UANA")
    assert "Only visible to you" in await text(browserless, "/?as=UANA&at=C1")
    assert "Just for you" not in await text(browserless, "/?as=UMAYA&at=C1")


async def test_looking_marks_as_read(workspace, browserless):
    workspace.say("C1", "UMAYA", "Hello")
    assert 'aria-label="1 unread"' in await text(browserless, "/?as=UANA")
    await text(browserless, "/?as=UANA&at=C1")
    assert "unread</span>" not in await text(browserless, "/ui/part/sidebar?as=UANA")


async def test_an_unknown_part_is_not_found(browserless):
    async with browserless.get("/ui/part/secrets?as=UANA") as answer:
        assert answer.status == 404


async def test_a_picture_is_shown_and_anything_else_is_saved(workspace, browserless):
    workspace.kept["F2"] = File("F2", "x.html", "x", "text/html", "", b"<script>alert(1)</script>")
    async with browserless.get("/ui/files/F1") as picture, browserless.get("/ui/files/F2") as page:
        assert picture.headers["Content-Type"] == "image/png"
        assert page.headers["Content-Disposition"] == "attachment"
        assert page.headers["Content-Type"] == "application/octet-stream"


async def test_an_act_must_be_json_of_our_own_page(browserless):
    async with browserless.post(
        "/ui/act/uninstall?as=UANA", data="{}", headers={"Content-Type": "text/plain"}
    ) as answer:
        assert answer.status == 415


@pytest.mark.parametrize(("name", "who"), [("explode", "UANA"), ("look", "UNOBODY")])
async def test_an_unknown_act_or_person_is_not_found(browserless, name, who):
    assert await act(browserless, name, {"at": "home"}, who) == 404


async def test_a_command_in_a_thread_is_refused_as_in_slack(workspace, browserless):
    answer = await act(browserless, "say", {"channel": "C1", "text": "/grow help", "thread_ts": "1.0"})
    assert answer["done"] is False
    assert "does not work in a thread" in answer["say"]
    assert workspace.done == []


@pytest.mark.parametrize(("by", "step"), [("day", timedelta(days=1)), ("week", timedelta(weeks=1))])
async def test_the_clock_moves_by_steps(browserless, sandbox_clock, by, step):
    before = sandbox_clock.now()
    await act(browserless, "clock", {"by": by})
    assert step <= sandbox_clock.now() - before < step + timedelta(seconds=5)


async def test_the_clock_moves_to_a_moment_of_the_persons_day(browserless, sandbox_clock):
    year = sandbox_clock.now().year + 1
    await act(browserless, "clock", {"by": "date", "to": f"{year}-07-01T12:00"})
    assert f"{sandbox_clock.now():%Y-%m-%d %H:%M}" == f"{year}-07-01 10:00"


async def test_the_clock_never_goes_back(browserless):
    answer = await act(browserless, "clock", {"by": "date", "to": "2020-01-01T00:00"})
    assert answer == {"done": False, "say": "The clock only goes forward. Start over to go back."}


async def test_only_switches_can_be_switched(workspace, browserless):
    assert (await act(browserless, "switch", {"name": "rate_limits", "value": True}))["done"]
    assert not (await act(browserless, "switch", {"name": "__class__", "value": True}))["done"]
    assert workspace.faults.rate_limits is True


async def test_what_has_gone_is_said_kindly(browserless):
    answer = await act(browserless, "submit", {"view_id": "VGONE", "state": {}})
    assert answer == {"done": False, "say": "That is no longer there. The page shows what is."}


async def test_starting_over_is_passed_on(browserless, restarts):
    await act(browserless, "start-over")
    assert restarts == ["over"]


async def test_the_inspector_shows_the_exchange_and_escapes_it(workspace, sandbox_clock, browserless):
    workspace.wire.append(
        Delivery(
            1, sandbox_clock.now(), "to_bot", "block_actions", {"value": "<script>"}, None, 504, 3001.2, "http_timeout"
        )
    )
    page = await text(browserless, "/inspector?as=UANA")
    assert "&lt;script&gt;" in await text(browserless, "/ui/deliveries/1")
    assert "http_timeout" in page
    assert "504 · 3001 ms" in page


async def test_nobody_acts_as_a_person_who_was_deactivated(workspace, browserless):
    workspace.people[2].deleted = True
    assert "Gus Guest" not in await text(browserless, "/?as=UGUEST")
