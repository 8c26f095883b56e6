import sqlite3

import pytest

from storage.schema import HEAD, VERSION_TABLE


def test_an_empty_database_gets_its_tables(trellis_on_empty):
    assert "The database is empty." in trellis_on_empty("db", "current")
    assert f"The database is now up to date: version {HEAD}." in trellis_on_empty("db", "upgrade")
    assert f"{HEAD}, up to date." in trellis_on_empty("db", "current")
    assert "is up to date already" in trellis_on_empty("db", "upgrade")


def test_the_first_import_makes_the_tables(trellis_on_empty, roster):
    assert "Imported: 1 new" in trellis_on_empty("people", "import", roster("slack_id\nUALICE\n"))


@pytest.fixture
def at_version(trellis, tmp_path):
    """Make the database and say that it is at another version."""

    def at_version(version):
        with sqlite3.connect(tmp_path / "trellis.db") as connection:
            connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = ?", [version])  # noqa: S608  a constant of ours
        connection.close()

    return at_version


@pytest.mark.parametrize(
    "command", [("db", "current"), ("db", "upgrade"), ("db", "rekey"), ("people", "list"), ("cycle", "list")]
)
def test_a_newer_database_is_left_alone(trellis, at_version, command):
    at_version("9999")

    assert "made by a newer version of Trellis" in trellis.fails(*command)


def test_an_older_database_is_not_migrated_in_passing(trellis, at_version):
    at_version("0001")

    assert "Run `trellis db upgrade`." in trellis.fails("people", "list")


def test_after_a_new_key_the_old_one_can_go(trellis_on_each, roster):
    trellis_on_each("people", "import", roster("slack_id\nUALICE\n"))
    fresh = trellis_on_each("key").splitlines()[0]
    trellis_on_each.environ["TRELLIS_KEY"] = f"{fresh},{trellis_on_each.environ['TRELLIS_KEY']}"

    said = trellis_on_each("db", "rekey")

    assert "The other keys can go" in said
    trellis_on_each.environ["TRELLIS_KEY"] = fresh
    assert "Alice Moreau" in trellis_on_each("people", "list")


def test_an_empty_database_has_nothing_to_encrypt(trellis_on_empty):
    assert "nothing to encrypt" in trellis_on_empty("db", "rekey")


def test_another_applications_database_is_refused(trellis_on_empty, tmp_path):
    with sqlite3.connect(tmp_path / "empty.db") as connection:
        connection.execute("CREATE TABLE theirs (id)")
    connection.close()

    assert "another application's tables" in trellis_on_empty.fails("db", "upgrade")
