"""`trellis db`: bring the database up to date, say where it stands, renew its encryption."""

import typer

from commands.outcome import finish
from commands.workspace import open_store, settings_here
from storage import schema

app = typer.Typer(
    help="Bring the database up to date, or renew its encryption.",
    epilog="Example: trellis db upgrade",
    no_args_is_help=True,
)


@app.command(epilog="Example: trellis db upgrade")
def upgrade() -> None:
    """Bring the database of DATABASE_URL up to date; an empty one gets its tables."""
    finish(_upgrade())


@app.command(epilog="Example: trellis db current")
def current() -> None:
    """Say which version the database has."""
    finish(_current())


@app.command(epilog="Example: TRELLIS_KEY=NEW,OLD trellis db rekey")
def rekey() -> None:
    """Encrypt everything with the first of the keys in TRELLIS_KEY; afterwards the others can go."""
    finish(_rekey())


async def _upgrade() -> None:
    url = settings_here().database_url
    before = schema.current(url)
    after = schema.upgrade(url)
    done = "is up to date already" if before == after else "is now up to date"
    typer.echo(f"The database {done}: version {after}.")


async def _current() -> None:
    revision = schema.current(settings_here().database_url)
    if revision is None:
        typer.echo("The database is empty. `trellis db upgrade` makes its tables.")
    elif revision == schema.HEAD:
        typer.echo(f"{revision}, up to date.")
    else:
        typer.echo(f"{revision}; this Trellis needs {schema.HEAD}. Run `trellis db upgrade`.")


async def _rekey() -> None:
    settings = settings_here()
    settings.require("TRELLIS_KEY")
    revision = schema.current(settings.database_url)
    if revision is None:
        typer.echo("The database is empty: there is nothing to encrypt again.")
        return
    schema.require_head(revision)
    async with open_store(settings) as store:
        count = await store.rekey()
    typer.echo(f"Encrypted again with the first key: {count} texts. The other keys can go from TRELLIS_KEY.")
