"""A burst of requests is begun in the order it came, and nobody waits for somebody else's network."""

import asyncio

import pytest
from slack_bolt import BoltResponse
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.arrival import OneByOne

STEPS = 3


@pytest.fixture
def gate():
    return OneByOne()


async def arrive(gate, handle):
    """Send one request through the gate."""
    asked = AsyncBoltRequest(body={}, mode="socket_mode")
    return await gate.async_process(req=asked, resp=BoltResponse(status=404), next=handle)


async def test_each_of_a_burst_gets_ahead_before_the_next_begins(gate):
    seen = []

    def handler(name):
        async def handle():
            for step in range(STEPS):
                seen.append((name, step))
                await asyncio.sleep(0)
            return BoltResponse(status=200)

        return handle

    await asyncio.gather(*(arrive(gate, handler(name)) for name in "abc"))
    assert [name for name, _ in seen] == sorted(name for name, _ in seen)


async def test_a_request_that_waits_for_the_network_holds_nobody(gate):
    answer = asyncio.Event()

    async def slow():
        await answer.wait()
        return BoltResponse(status=200, body="slow")

    async def quick():
        return BoltResponse(status=200, body="quick")

    waiting = asyncio.create_task(arrive(gate, slow))
    assert (await asyncio.wait_for(arrive(gate, quick), 1)).body == "quick"
    answer.set()
    assert (await waiting).body == "slow"


async def test_a_request_that_fails_holds_nobody(gate):
    async def failing():
        raise LookupError

    with pytest.raises(LookupError):
        await arrive(gate, failing)
    assert (await asyncio.wait_for(arrive(gate, answer_at_once), 1)).status == 200


async def answer_at_once():
    return BoltResponse(status=200)
