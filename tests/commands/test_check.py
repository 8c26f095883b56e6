import pytest

from storage.encryption import new_key

TEAM = "slack_id,level,manager,roles\nUALICE,senior,UBOB,\nUCHARLIE,,,coach;owner\n"


@pytest.fixture
def ready(trellis):
    """A command line that has all that `trellis run` needs."""
    trellis.environ["SLACK_APP_TOKEN"] = "xapp-stub"
    return trellis


def lines(said, mark):
    return [line.removeprefix(mark).strip() for line in said.splitlines() if line.startswith(mark)]


def test_nothing_in_the_way_ends_well(ready, slack, roster):
    slack.scopes += ",im:history,users:read.email,dnd:read"
    ready("people", "import", roster("slack_id,level,manager,roles\nUALICE,senior,UBOB,\nUBOB,,,owner\n"))

    said = ready("check")

    assert (lines(said, "BLOCKS"), lines(said, "note")) == ([], [])
    assert "Nothing stands in the way" in said


def test_what_is_set_is_named_without_its_value(ready):
    said = ready("check")

    assert "SLACK_BOT_TOKEN is set (environment)." in said
    assert not any(
        ready.environ[name] in said for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "TRELLIS_KEY", "DATABASE_URL")
    )


def test_what_is_missing_says_how_to_get_it(trellis):
    del trellis.environ["TRELLIS_KEY"]

    said = lines(trellis.fails("check"), "BLOCKS")

    assert [line.split()[0] for line in said] == ["SLACK_APP_TOKEN", "TRELLIS_KEY"]


def test_settings_that_cannot_be_read_are_lines(trellis):
    trellis.environ |= {"PORT": "x", "SLACK_BOT_TOKEN": "xoxp-1"}

    assert len(lines(trellis.fails("check"), "BLOCKS")) == 2


def test_a_token_slack_refuses_stands_in_the_way(ready, slack):
    slack.token = "another"

    assert "auth.test: Slack does not accept the token (invalid_auth)." in lines(ready.fails("check"), "BLOCKS")[0]


def test_an_app_token_slack_refuses_stands_in_the_way(ready, slack):
    slack.fail("apps.connections.open", {"ok": False, "error": "invalid_auth"})

    assert "Slack does not take SLACK_APP_TOKEN (invalid_auth)" in lines(ready.fails("check"), "BLOCKS")[0]


def test_a_missing_scope_says_what_it_is_for(ready, slack):
    slack.scopes = "chat:write,commands,im:write,users:read"

    assert "The scope files:write is missing (charts as pictures)." in lines(ready.fails("check"), "BLOCKS")[0]


def test_unknown_scopes_are_not_missing_scopes(ready, slack):
    slack.scopes = None

    assert "does not say which scopes" in ready("check")


def test_an_empty_database_says_how_to_import_an_owner(trellis_on_empty):
    trellis_on_empty.environ["SLACK_APP_TOKEN"] = "xapp-stub"

    said = "\n".join(lines(trellis_on_empty("check"), "note"))

    assert "The database is empty." in said
    assert "Nobody is owner. Import one" in said
    assert trellis_on_empty("db", "current").startswith("The database is empty.")


def test_people_who_do_not_fit_are_named(ready, slack, roster):
    ready("people", "import", roster(TEAM))
    del slack.people["UBOB"]
    slack.people["UALICE"]["deleted"] = True

    said = "\n".join(lines(ready("check"), "note"))

    assert "Without a level: Charlie Ode (UCHARLIE)." in said
    assert "Without a manager: Charlie Ode (UCHARLIE)." in said
    assert "Not found in Slack: Bob Lind (UBOB)." in said
    assert "Alice Moreau (UALICE) is deactivated in Slack." in said
    assert "Nobody is owner" not in said


def test_a_call_that_fails_is_a_line_not_the_end(ready, slack, roster, monkeypatch):
    monkeypatch.setattr("commands.lookup.SECOND_TRY_AFTER", 0.0)
    ready("people", "import", roster(TEAM))
    slack.fail("users.info", "<html>", 500, times=2)

    assert "People could not be compared with Slack" in ready("check")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"ok": True, "channel": {"is_member": True}}, "The community channel is open to the app."),
        ({"ok": True, "channel": {"is_member": False}}, "the app is not in it. Invite the app"),
        ({"ok": True, "channel": {"is_archived": True}}, "is archived."),
        ({"ok": False, "error": "channel_not_found"}, "(channel_not_found)"),
        ({"ok": False, "error": "missing_scope", "needed": "channels:read"}, "our scopes do not show"),
    ],
)
def test_the_channel_is_looked_at_as_far_as_scopes_allow(ready, slack, answer, expected):
    ready.environ["TRELLIS_COMMUNITY_CHANNEL"] = "C0COACHING"
    slack.fail("conversations.info", answer)

    assert expected in ready("check")


def test_a_key_that_does_not_fit_stands_in_the_way(ready, roster):
    ready("people", "import", roster(TEAM))
    ready.environ["TRELLIS_KEY"] = new_key()

    assert "written with another TRELLIS_KEY" in lines(ready.fails("check"), "BLOCKS")[0]


def test_a_framework_file_that_is_none_stands_in_the_way(ready, tmp_path):
    (tmp_path / "mine.yml").write_text("levels: 3\n")
    ready.environ["TRELLIS_FRAMEWORK"] = str(tmp_path / "mine.yml")

    assert lines(ready.fails("check"), "BLOCKS")[0].startswith("TRELLIS_FRAMEWORK, line 1")
