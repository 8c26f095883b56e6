"""The process that draws: reads a profile from its input, writes a PNG to its output, until the input ends.

Started by `bot.drawing` as `python -m bot.drawing_worker`; the only process that loads matplotlib.
"""

import json
import sys
from typing import Any, BinaryIO

from bot.drawing import DRAWN, HEADER, REFUSED
from growth.radar import Axis, RadarProfile
from views.radar import draw_radar


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """Answer every order until no more can come."""
    while len(header := orders.read(HEADER.size)) == HEADER.size:
        _, length = HEADER.unpack(header)
        status, answer = _answer(orders.read(length))
        answers.write(HEADER.pack(status, len(answer)) + answer)
        answers.flush()


def _answer(order: bytes) -> tuple[int, bytes]:
    try:
        return DRAWN, draw_radar(_profile(json.loads(order)))
    except Exception as problem:  # noqa: BLE001  a drawing that fails must not end the worker; the bot is told its type
        return REFUSED, type(problem).__name__.encode()


def _profile(fields: dict[str, Any]) -> RadarProfile:
    axes = tuple(Axis(**axis) for axis in fields.pop("axes"))
    rings, unseen = tuple(fields.pop("rings")), tuple(fields.pop("unseen"))
    return RadarProfile(axes=axes, rings=rings, unseen=unseen, **fields)


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
