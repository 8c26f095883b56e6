import pytest
import yaml

from commands.check_slack import NEEDED, OPTIONAL
from sandbox.rules.manifests import check_manifest


@pytest.fixture
def manifest(trellis):
    """The manifest that a way of running prints."""
    return lambda *args: yaml.safe_load(trellis("manifest", *args))


@pytest.mark.parametrize("args", [(), ("--socket",), ("--http", "https://trellis.example.com")])
def test_slack_takes_the_manifest(manifest, args):
    assert check_manifest(manifest(*args)) == []


def test_without_an_option_it_is_for_socket_mode(manifest):
    assert manifest() == manifest("--socket")
    assert manifest()["settings"]["socket_mode_enabled"]


@pytest.mark.parametrize("url", ["https://t.example", "https://t.example/", "https://t.example/slack/events"])
def test_over_http_everything_comes_to_one_address(manifest, url):
    made = manifest("--http", url)

    places = (made["settings"]["event_subscriptions"], made["settings"]["interactivity"])
    assert {place["request_url"] for place in places} == {"https://t.example/slack/events"}
    assert made["features"]["slash_commands"][0]["url"] == "https://t.example/slack/events"


@pytest.mark.parametrize(
    "args", [("--http", "http://t.example"), ("--http", "t.example"), ("--socket", "--http", "https://t.example")]
)
def test_an_address_slack_would_not_take_is_refused(trellis, args):
    assert "Error" in trellis("manifest", *args, code=2)


def test_the_scopes_are_those_that_check_explains(manifest):
    scopes = manifest()["oauth_config"]["scopes"]

    assert set(scopes["bot"]) == set(NEEDED) | set(OPTIONAL)
    assert set(scopes["bot_optional"]) == set(OPTIONAL)
