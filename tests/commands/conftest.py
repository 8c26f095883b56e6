import pytest
from typer.testing import CliRunner

from commands.cli import app
from storage.encryption import new_key
from tests.commands.stub_slack import TOKEN, StubSlack


class Trellis:
    """Runs `trellis` in this process, in an empty folder, against the stub Slack."""

    def __init__(self, environ: dict[str, str]) -> None:
        self.environ = environ

    def __call__(self, *args: str, code: int = 0) -> str:
        """Return all that a command said; it must exit with this code, and never by a traceback."""
        done = CliRunner().invoke(app, list(args), env=self.environ)
        assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
        assert done.exit_code == code, done.output
        return done.output

    def fails(self, *args: str) -> str:
        """Return what a command said that must exit with 1."""
        return self(*args, code=1)


@pytest.fixture
def slack():
    """A local Slack with Alice, her manager Bob, and Charlie, who has nothing to do with them."""
    with StubSlack() as stub:
        stub.add("UALICE", "Alice Moreau")
        stub.add("UBOB", "Bob Lind")
        stub.add("UCHARLIE", "Charlie Ode")
        yield stub


@pytest.fixture
def start(slack, tmp_path, monkeypatch):
    """Return the function that gives `trellis` on a database."""

    def start(database_url: str) -> Trellis:
        monkeypatch.chdir(tmp_path)
        for name in ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "HOST", "PORT"):
            monkeypatch.delenv(name, raising=False)
        return Trellis(
            {
                "DATABASE_URL": database_url,
                "SLACK_API_URL": slack.url,
                "SLACK_BOT_TOKEN": TOKEN,
                "TRELLIS_KEY": new_key(),
                "TRELLIS_TIMEZONE": "Europe/Berlin",
            }
        )

    return start


@pytest.fixture
def trellis(start, sqlite_url):
    """The command line on a migrated SQLite file."""
    return start(sqlite_url)


@pytest.fixture
def trellis_on_empty(start, tmp_path):
    """The command line on a SQLite file that is not there yet."""
    return start(f"sqlite:///{tmp_path}/empty.db")


@pytest.fixture
def trellis_on_each(start, database_url):
    """The command line on a migrated database, once on each engine."""
    return start(database_url)


@pytest.fixture
def roster(tmp_path):
    """Write people.csv and return its path."""

    def write(text: str | bytes) -> str:
        path = tmp_path / "people.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write
