"""`trellis key`: a fresh encryption key."""

import typer

from storage.encryption import new_key

app = typer.Typer()


@app.command(epilog="Example: trellis key >> trellis.key, and TRELLIS_KEY_FILE=trellis.key")
def key() -> None:
    """Print a fresh key for TRELLIS_KEY, which encrypts people's words and Slack's tokens."""
    typer.echo(new_key())
    # On stderr, so that the key alone can be piped into a file.
    typer.echo("Keep it where you keep your backups, but not in them: a lost key is lost words.", err=True)
