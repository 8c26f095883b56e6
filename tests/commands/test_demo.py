"""`trellis demo` as a visitor starts it: one address, an orderly end, and refusals that harm nothing."""

import re
import signal
import socket

import aiohttp
import pytest

from tests.commands.process import trellis as process_of


@pytest.fixture
def taken():
    """A port on which something listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield str(listening.getsockname()[1])


async def test_it_prints_one_address_serves_it_and_stops_when_told(tmp_path):
    async with process_of("demo", "--port", "0", "--no-browser", folder=tmp_path) as demo:
        [address] = re.findall(r"http://\S+", await demo.says("Trellis is ready"))
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            assert answer.status == 200
        ended = await demo.ends(signal.SIGTERM)
    assert (ended.code, ended.stderr, ended.stdout.count("http://")) == (0, "", 1)


def test_a_taken_port_is_said_with_another_to_choose(trellis, taken):
    said = trellis.fails("demo", "--no-browser", "--port", taken)
    assert f"Port {taken} can't be used (Address already in use)" in said
    assert "trellis demo --port 4748" in said


def test_starting_over_leaves_a_demo_that_is_running_alone(trellis, taken, tmp_path):
    kept = tmp_path / ".trellis" / "trellis.db"
    kept.parent.mkdir()
    kept.write_text("what is being played")
    trellis.fails("demo", "--fresh", "--no-browser", "--port", taken)
    assert kept.exists()


def test_a_company_that_is_not_there_names_those_that_are(trellis):
    assert "Choose one of small, large." in trellis("demo", "--company", "nonsense", code=2)
