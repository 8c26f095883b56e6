import asyncio
import sys
from asyncio.subprocess import PIPE
from io import BytesIO

import pytest

from bot.drawing import DRAWN, HEADER, REFUSED, Drawing, DrawingFailed
from growth.radar import radar_profile
from tests.growth.readings import reading

PROFILE = radar_profile(reading("agile_coach", "2 2 2 2 1 2 2 2 · 2 1 3 2 · 2 2 - 2 1 2"))
PNG = b"\x89PNG"
PLAYED = """
import os, pathlib, sys, time
from bot.drawing import HEADER
def read():
    header = sys.stdin.buffer.read(HEADER.size)
    if not header:
        sys.exit()
    return sys.stdin.buffer.read(HEADER.unpack(header)[1])
def write(status, words):
    sys.stdout.buffer.write(HEADER.pack(status, len(words)) + words)
    sys.stdout.buffer.flush()
def is_first(mark):
    here = pathlib.Path(mark)
    return not here.exists() and here.touch() is None
"""


def played(program: str, **limits) -> Drawing:
    """Build a drawing whose worker runs a little program in place of the real one."""
    return Drawing(command=(sys.executable, "-c", PLAYED + program), **limits)


def worker_of(opened: Drawing):
    return opened._worker


async def test_the_worker_draws_and_stays_for_the_next():
    async with Drawing() as opened:
        first, second = await asyncio.gather(opened.radar(PROFILE), opened.radar(PROFILE))
        assert first.startswith(PNG)
        assert first == second


async def test_an_idle_worker_ends_by_itself():
    async with played("while True: read(); write(0, b'drawn')", idle=0.05) as opened:
        await opened.radar(PROFILE)
        assert await asyncio.wait_for(worker_of(opened).wait(), 5) == 0


async def test_after_a_rest_the_next_drawing_comes():
    async with played("while True: read(); write(0, str(os.getpid()).encode())", idle=0.05) as opened:
        first = await opened.radar(PROFILE)
        await asyncio.wait_for(worker_of(opened).wait(), 5)
        assert await opened.radar(PROFILE) != first


async def test_a_worker_that_died_is_replaced_once(tmp_path):
    program = f"read()\nif is_first({str(tmp_path / 'mark')!r}): os._exit(9)\nwrite(0, b'drawn'); read()"
    async with played(program) as opened:
        assert await opened.radar(PROFILE) == b"drawn"


async def test_a_worker_that_keeps_dying_fails_the_drawing():
    async with played("os._exit(9)") as opened:
        with pytest.raises(DrawingFailed, match="stopped"):
            await opened.radar(PROFILE)


async def test_a_worker_that_hangs_is_ended():
    async with played("time.sleep(60)", longest=0.3) as opened:
        with pytest.raises(DrawingFailed, match="TimeoutError"):
            await opened.radar(PROFILE)
        assert worker_of(opened) is None


async def test_a_command_that_is_not_there_fails_the_drawing():
    async with Drawing(command=("/nowhere/python",)) as opened:
        with pytest.raises(DrawingFailed, match="FileNotFoundError"):
            await opened.radar(PROFILE)


async def test_a_refusal_is_told_by_its_type():
    async with played("read(); write(1, b'ValueError'); read()") as opened:
        with pytest.raises(DrawingFailed, match="refused: ValueError"):
            await opened.radar(PROFILE)


async def test_too_many_waiting_are_turned_away():
    async with played("read(); write(0, b'drawn'); read()", queue=1) as opened:
        first = asyncio.create_task(opened.radar(PROFILE))
        await asyncio.sleep(0)
        with pytest.raises(DrawingFailed, match="waiting"):
            await opened.radar(PROFILE)
        assert await first == b"drawn"


async def test_a_cancelled_drawing_is_not_handed_to_the_next(tmp_path):
    program = f"read()\nif is_first({str(tmp_path / 'mark')!r}): time.sleep(60)\nwrite(0, b'second'); read()"
    async with played(program) as opened:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(opened.radar(PROFILE), 0.5)
        assert await opened.radar(PROFILE) == b"second"


async def test_closing_without_a_worker_does_nothing():
    opened = Drawing()
    await opened.close()
    assert worker_of(opened) is None


async def test_the_bot_itself_never_loads_matplotlib():
    program = "import sys, bot.drawing, views.charts, views.summary, views.numbers; print('matplotlib' in sys.modules)"
    asked = await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdout=PIPE)
    assert await asked.communicate() == (b"False\n", None)


def test_an_order_that_makes_no_sense_is_refused():
    from bot.drawing_worker import serve  # noqa: PLC0415 - it loads matplotlib, which takes half a second

    answers = BytesIO()
    serve(BytesIO(HEADER.pack(DRAWN, 2) + b"{}"), answers)
    status, length = HEADER.unpack(answers.getvalue()[: HEADER.size])
    assert (status, answers.getvalue()[HEADER.size :]) == (REFUSED, b"KeyError")
    assert length == len(b"KeyError")
