"""What an acknowledgement answers stays what it answers."""

import json

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck

from bot.acks import StandingAck

VIEW = {"type": "modal", "blocks": [{"type": "divider"}]}


async def test_a_form_is_answered_as_bolt_would():
    ours, bolts = (
        await StandingAck()(response_action="update", view=VIEW),
        await AsyncAck()("", response_action="update", view=VIEW),
    )
    assert (json.loads(ours.body), ours.headers, ours.status) == (json.loads(bolts.body), bolts.headers, bolts.status)


async def test_words_alone_are_answered_as_bolt_would():
    assert (await StandingAck()("Hello")).body == "Hello"


async def test_an_answer_is_not_taken_back():
    ack = StandingAck()
    await ack(response_action="clear")
    ack.response = None
    assert isinstance(ack.response, BoltResponse)
