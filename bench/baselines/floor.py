"""Baseline, "the floor": a Typer script that opens the book with sqlite3 and prints ten Rich rows."""

import sqlite3
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def ten(book: Path) -> None:
    connection = sqlite3.connect(book)
    rows = connection.execute("SELECT name, practice, city, state, phone FROM colleague ORDER BY name LIMIT 10")
    table = Table("name", "practice", "city", "state", "phone")
    for row in rows:
        table.add_row(*(value or "" for value in row))
    Console().print(table)


if __name__ == "__main__":
    app()
