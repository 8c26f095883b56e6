import csv
from io import StringIO
from time import perf_counter

import pytest

TEAM = "slack_id,level,manager,level_since\nUALICE,senior,UBOB,2026-01-01\nUCHARLIE,staff,,2026-02-01\n"


@pytest.fixture
def listed(trellis):
    """Everyone known, by Slack id."""

    def listed(on=trellis):
        return {row["slack_id"]: row for row in csv.DictReader(StringIO(on("people", "list", "--csv")))}

    return listed


def test_an_import_says_who_is_new_and_keeps_them(trellis_on_each, roster, listed):
    said = trellis_on_each("people", "import", roster(TEAM))

    assert "+ Alice Moreau (UALICE): roles coach; Senior Agile Coach since 2026-01-01 (hire); manager Bob Lind" in said
    assert "Imported: 3 new, 0 changed, 0 unchanged." in said
    kept = listed(trellis_on_each)
    assert (kept["UALICE"]["manager"], kept["UBOB"]["roles"], kept["UCHARLIE"]["level"]) == ("UBOB", "manager", "staff")


def test_importing_twice_changes_nothing(trellis_on_each, roster):
    trellis_on_each("people", "import", roster(TEAM))

    assert (
        trellis_on_each("people", "import", roster(TEAM)) == "Nothing to change: 2 in the file, all as they are here.\n"
    )


def test_what_was_listed_can_be_imported_again(trellis, roster):
    trellis("people", "import", roster(TEAM))
    rows = [line.partition(",")[2] for line in trellis("people", "list", "--csv").splitlines()]

    assert "Nothing to change" in trellis("people", "import", roster("\n".join(rows)))


def test_a_change_says_what_differs(trellis_on_each, roster, listed):
    trellis_on_each("people", "import", roster(TEAM))

    said = trellis_on_each(
        "people",
        "import",
        roster("slack_id,level,manager,roles,left_on\nUALICE,staff,UCHARLIE,coach;panel,2027-01-31\n"),
    )

    assert "~ Alice Moreau (UALICE): roles coach;panel; Staff Agile Coach since" in said
    assert "(promotion); manager Charlie Ode; left_on 2027-01-31" in said
    alice = listed(trellis_on_each)["UALICE"]
    assert (alice["level"], alice["manager"], alice["left_on"]) == ("staff", "UCHARLIE", "2027-01-31")


def test_a_correction_replaces_the_present_level(trellis_on_each, roster, listed):
    trellis_on_each("people", "import", roster(TEAM))

    trellis_on_each("people", "import", roster("slack_id,level,level_reason\nUALICE,staff,correction\n"))

    alice = listed(trellis_on_each)["UALICE"]
    assert (alice["level"], alice["level_since"]) == ("staff", "2026-01-01")


def test_a_correction_before_the_level_it_follows_names_its_line(trellis, roster):
    trellis("people", "import", roster(TEAM))
    trellis("people", "import", roster("slack_id,level,level_since\nUALICE,staff,2026-03-01\n"))

    said = trellis.fails(
        "people", "import", roster("slack_id,level,level_since,level_reason\nUALICE,staff,2025-01-01,correction\n")
    )

    assert said.startswith("Line 2: Alice Moreau: The level before it began on 1 January 2026")


def test_a_dry_run_changes_nothing(trellis, roster, listed):
    assert "Would be: 3 new, 0 changed, 0 unchanged. Nothing was changed." in trellis(
        "people", "import", roster(TEAM), "--dry-run"
    )
    assert listed() == {}


def test_one_bad_line_keeps_everything_out(trellis, slack, roster, listed):
    slack.add("UGONE", "Gil Gone", deleted=True)
    said = trellis.fails("people", "import", roster(f"{TEAM}UGONE,senior,,\nUBOB,principal,,\n"))

    assert [line.split(":")[0] for line in said.splitlines()] == ["Line 4", "Line 5"]
    assert listed() == {}


def test_a_windows_file_with_a_mark_is_taken(trellis, roster):
    data = b"\xef\xbb\xbf" + TEAM.replace("\n", "\r\n").encode()

    assert "Imported: 3 new" in trellis("people", "import", roster(data))


def test_a_file_that_is_not_there_says_so(trellis):
    assert "nothing.csv can't be read (No such file or directory)." in trellis.fails("people", "import", "nothing.csv")


def test_addresses_are_found_in_the_whole_directory(trellis, slack, roster, listed):
    trellis("people", "import", roster("email,manager\nualice@example.org,UBOB@Example.org\n"))

    assert (slack.asked("users.info"), listed()["UALICE"]["manager"]) == (0, "UBOB")


def test_a_few_ids_are_asked_for_one_by_one(trellis, slack, roster):
    trellis("people", "import", roster(TEAM))

    assert (slack.asked("users.info"), slack.asked("users.list")) == (3, 0)


def test_ten_thousand_people_are_imported_in_seconds(trellis, slack, roster):
    for number in range(10_000):
        slack.add(f"U{number:05}", f"Person {number}")
    text = "slack_id,level,manager\n" + "".join(
        f"U{n:05},senior,{f'U{n // 10:05}' if n else ''}\n" for n in range(10_000)
    )
    start = perf_counter()

    said = trellis("people", "import", roster(text))

    assert "Read 9800 accounts from Slack ..." in said
    assert ("Imported: 10000 new" in said, perf_counter() - start < 30) == (True, True)


def test_a_pause_that_slack_asks_for_is_kept(trellis, slack, roster):
    slack.fail("users.info", {"ok": False, "error": "ratelimited"}, status=429, Retry_After="1")
    start = perf_counter()

    said = trellis("people", "import", roster(TEAM))

    assert "going on in 1 s" in said
    assert perf_counter() - start >= 1


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ({"ok": False, "error": "invalid_auth"}, 200, "set the new SLACK_BOT_TOKEN"),
        ({"ok": False, "error": "token_revoked"}, 200, "set the new SLACK_BOT_TOKEN"),
        ({"ok": False, "error": "ratelimited"}, 429, "Slack asks for a pause"),
        ("<html>Bad gateway</html>", 500, "http_500"),
        ("<html>Welcome to the hotel</html>", 200, "unreadable_answer"),
        ("", 200, "unreadable_answer"),
    ],
)
def test_a_slack_that_refuses_is_a_sentence(trellis, slack, body, status, expected):
    slack.fail("auth.test", body, status)

    assert expected in trellis.fails("people", "list")


def test_a_slack_that_is_not_there_is_a_sentence(trellis):
    trellis.environ["SLACK_API_URL"] = "http://127.0.0.1:9/api/"

    assert "could not be reached" in trellis.fails("people", "list")


def test_a_slack_that_fails_in_the_middle_keeps_everything_out(trellis, slack, roster, listed, monkeypatch):
    monkeypatch.setattr("commands.lookup.SECOND_TRY_AFTER", 0.0)
    slack.fail("users.info", "<html>", 503, times=2)

    assert "http_503" in trellis.fails("people", "import", roster(TEAM))
    assert listed() == {}


@pytest.mark.parametrize("missing", ["SLACK_BOT_TOKEN", "TRELLIS_KEY"])
def test_a_setting_that_is_missing_says_how_to_get_it(trellis, missing):
    del trellis.environ[missing]

    assert trellis.fails("people", "list").startswith(f"{missing} is not set: ")


def test_another_key_is_told_from_the_one_that_wrote(trellis, roster):
    trellis("people", "import", roster(TEAM))
    trellis.environ["TRELLIS_KEY"] = trellis("key").splitlines()[0]

    assert "written with another TRELLIS_KEY" in trellis.fails("people", "list")


def test_a_last_day_is_kept_with_a_word_on_their_coaches(trellis_on_each, roster, listed):
    trellis_on_each("people", "import", roster(TEAM))

    said = trellis_on_each("people", "leave", "UBOB", "2026-12-31")

    assert "Bob Lind's last day is 2026-12-31." in said
    assert "need another manager: Alice Moreau." in said
    assert listed(trellis_on_each)["UBOB"]["left_on"] == "2026-12-31"


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("UNOBODY", "2026-12-31"), "Nobody known has the Slack id UNOBODY."),
        (("UALICE", "31.12.2026"), "write a day as YEAR-MONTH-DAY"),
        (("UALICE", "2019-12-31"), "Name a later day."),
    ],
)
def test_a_last_day_that_cannot_be_is_refused(trellis, roster, args, expected):
    trellis("people", "import", roster("slack_id,joined_on\nUALICE,2020-01-01\n"))

    assert expected in trellis.fails("people", "leave", *args)


def test_the_list_shows_names_and_nobody_runs_as_a_formula(trellis, slack, roster):
    slack.add("UEVIL", "=HYPERLINK(1)\x1b[31m")
    trellis("people", "import", roster("slack_id\nUEVIL\n"))

    assert "'=HYPERLINK(1) [31m,UEVIL" in trellis("people", "list", "--csv")
    assert "\x1b" not in trellis("people", "list")


def test_a_database_that_cannot_be_made_is_a_sentence(trellis, tmp_path):
    trellis.environ["DATABASE_URL"] = f"sqlite:///{tmp_path}/no/such/folder/trellis.db"

    assert "can't be opened for writing" in trellis.fails("people", "list")


def test_a_file_that_is_no_database_is_a_sentence(trellis, tmp_path):
    (tmp_path / "trellis.db").write_text("These are my notes, not a database. " * 100)

    assert "is not a readable SQLite database" in trellis.fails("people", "list")
