"""What `trellis check` found, a line each, as it is found."""

import typer


class Report:
    """Prints findings; `obstacles` counts those that keep `trellis run` from starting or from being of use."""

    def __init__(self) -> None:
        self.obstacles = 0

    def fine(self, sentence: str) -> None:
        """Say what is as it should be."""
        typer.echo(f"ok      {sentence}")

    def note(self, sentence: str) -> None:
        """Say what costs a feature or a person, not the bot."""
        typer.echo(f"note    {sentence}")

    def blocks(self, sentence: str) -> None:
        """Say what stands in the way."""
        self.obstacles += 1
        typer.echo(f"BLOCKS  {sentence}")
