import os
from pathlib import Path

import pytest

from bot.config import SETTINGS, ConfigError, Settings, read_settings

KEY = "6OM8ZiJoFCG4gFjLiSDXGrgq10UgdXAjCs33Rc4Qp6k="
BOT = "xoxb-1-secret"
APP = "xapp-1-secret"
COMPLETE = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "TRELLIS_KEY": KEY}


@pytest.fixture
def read(tmp_path):
    """Read settings from an environment and the text of a .env file."""

    def read(environ=None, dotenv=None):
        path = tmp_path / ".env"
        if dotenv is not None:
            path.write_bytes(dotenv if isinstance(dotenv, bytes) else dotenv.encode())
        return read_settings(environ or {}, path)

    return read


@pytest.fixture
def refusal(read):
    def refusal(environ=None, dotenv=None):
        with pytest.raises(ConfigError) as refused:
            read(environ, dotenv)
        return str(refused.value)

    return refusal


def test_nothing_set_gives_the_defaults(read):
    assert read() == Settings(
        database_url="sqlite:///trellis.db",
        slack_api_url="https://slack.com/api/",
        send_rate=4.0,
        host="127.0.0.1",
        port=3000,
        log="info",
    )


def test_the_environment_wins_over_the_file(read):
    settings = read({"PORT": "4000"}, "PORT=5000\nHOST=10.0.0.1\n")

    assert (settings.port, settings.host) == (4000, "10.0.0.1")
    assert settings.sources["PORT"] == "environment"


@pytest.mark.parametrize("line", ["TRELLIS_KEY={}", "export TRELLIS_KEY='{}'", '\ufeffTRELLIS_KEY="{}"\r\n# why'])
def test_the_file_is_read_as_people_write_it(read, line):
    assert read(dotenv=line.format(KEY)).key == KEY


def test_a_secret_comes_from_the_file_that_is_named(read, tmp_path):
    (tmp_path / "token").write_text(f"{BOT}\n")

    settings = read({"SLACK_BOT_TOKEN_FILE": str(tmp_path / "token")})

    assert (settings.slack_bot_token, settings.sources["SLACK_BOT_TOKEN"]) == (BOT, "SLACK_BOT_TOKEN_FILE")


def test_a_blank_value_is_not_set(read):
    assert read({"SLACK_APP_TOKEN": " ", "TRELLIS_TIMEZONE": ""}) == Settings()


def test_secrets_are_never_shown(read, tmp_path):
    settings = read(COMPLETE | {"DATABASE_URL": "postgresql://u:hidden@h/d", "SLACK_SIGNING_SECRET": "shh"})

    assert not any(secret in repr(settings) for secret in (BOT, APP, KEY, "hidden", "shh"))


@pytest.mark.parametrize("url", ["http://127.0.0.1:4747/api", "http://127.0.0.1:4747/api/"])
def test_the_last_slash_of_slacks_address_is_optional(read, url):
    assert read({"SLACK_API_URL": url}).slack_api_url == "http://127.0.0.1:4747/api/"


def test_several_keys_rotate(read):
    other = KEY.replace("6", "7")
    assert read({"TRELLIS_KEY": f"{KEY}, {other}"}).key == f"{KEY},{other}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "\uff13\uff10\uff10\uff10"),
        ("HOST", "http://here"),
        ("SLACK_API_URL", "slack.com/api"),
        ("SLACK_API_URL", "http://[::"),
        ("SLACK_API_URL", "https://slack.com/api?x=1"),
        ("DATABASE_URL", "mysql://host/db"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("TRELLIS_TIMEZONE", "Berlin"),
        ("TRELLIS_TIMEZONE", "Europe"),
        ("TRELLIS_SEND_RATE", "0"),
        ("TRELLIS_SEND_RATE", "nan"),
        ("TRELLIS_SEND_RATE", "fast"),
        ("TRELLIS_LOG", "loud"),
        ("TRELLIS_KEY", "abc"),
        ("TRELLIS_KEY", f"{KEY},"),
        ("TRELLIS_COMMUNITY_CHANNEL", "#coaching"),
        ("TRELLIS_FRAMEWORK", "no/such/file.yml"),
        ("SLACK_BOT_TOKEN", "xoxp-1-user"),
        ("SLACK_BOT_TOKEN", "xoxb-1 2"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_with_its_remedy(refusal, name, value):
    assert refusal({name: value}).startswith(f"{name} can't be used. ")


def test_a_wrong_secret_is_not_repeated(refusal):
    said = refusal({"SLACK_BOT_TOKEN": "xoxp-hidden", "TRELLIS_KEY": "hidden", "DATABASE_URL": "hidden"})
    assert "hidden" not in said


def test_a_secret_written_where_its_file_belongs_is_not_repeated(refusal):
    assert BOT not in refusal({"SLACK_BOT_TOKEN_FILE": BOT})


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("TRELLIS_KEYS", "Did you mean TRELLIS_KEY?"),
        ("TRELLIS_LOG_FILE", "TRELLIS_LOG is no secret"),
        ("TRELLIS_PORT", "Did you mean PORT?"),
        ("TRELLIS_X", "docs/settings.md"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(refusal, name, near):
    assert near in refusal({name: "x"})


def test_an_unknown_name_in_the_file_is_refused_too(refusal):
    assert "There is no setting TRELLIS_KEYS." in refusal(dotenv=f"TRELLIS_KEYS={KEY}")


def test_a_name_and_its_file_are_not_both_set(refusal, tmp_path):
    assert "both set" in refusal({"TRELLIS_KEY": KEY, "TRELLIS_KEY_FILE": str(tmp_path / "key")})


def test_an_empty_file_of_a_secret_is_refused(refusal, tmp_path):
    (tmp_path / "key").write_text("\n")
    assert "is empty" in refusal({"TRELLIS_KEY_FILE": str(tmp_path / "key")})


@pytest.mark.parametrize("name", ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"])
def test_a_half_set_pair_is_refused(refusal, name):
    assert f"{name} is set without SLACK_BOT_TOKEN" in refusal({name: APP if "APP" in name else "abc"})


@pytest.mark.parametrize("text", ["no equals sign here\n=1", b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_refused(refusal, text):
    assert ".env" in refusal(dotenv=text)


def test_every_problem_is_named_at_once(refusal):
    assert len(refusal({"PORT": "x", "TRELLIS_LOG": "x", "TRELLIS_Z": "x"}).splitlines()) == 3


@pytest.mark.parametrize("way", [{"SLACK_APP_TOKEN": APP}, {"SLACK_SIGNING_SECRET": "abc"}])
def test_running_needs_a_token_a_key_and_a_way_in(read, way):
    settings = read({"SLACK_BOT_TOKEN": BOT, "TRELLIS_KEY": KEY} | way)

    settings.for_running()

    assert settings.socket_mode == ("SLACK_APP_TOKEN" in way)


def test_what_running_lacks_is_named_all_at_once(read):
    with pytest.raises(ConfigError) as refused:
        read().for_running()

    assert [problem.split()[0] for problem in refused.value.problems] == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "TRELLIS_KEY",
    ]


def test_the_page_of_settings_lists_them_all():
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    listed = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}

    assert listed == {setting.name for setting in SETTINGS}


def test_reading_here_needs_no_file():
    assert read_settings({}, Path(os.devnull) / "none").port == 3000
