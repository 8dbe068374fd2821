"""Baseline: a Typer app with one command that does nothing. It measures what any Typer program must cost."""

import typer

app = typer.Typer()


@app.command()
def nothing() -> None:
    pass


if __name__ == "__main__":
    app()
