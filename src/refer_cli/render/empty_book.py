"""What an empty book says, and one that is not there yet."""

from __future__ import annotations

from refer_cli.render.screen import Screen


def draw_empty_book(screen: Screen, command: str) -> None:
    """What to do with a book that holds nobody yet, or with none: then where it will lie."""
    if screen.begins_at is None:
        screen.line("Your book is empty.")
    else:
        screen.paragraph(f"There is no book yet. The first colleague you put in begins it, at {screen.begins_at}")
    screen.commands(
        [
            ("Put in one person:", f"{command} add-colleague"),
            ("Bring your contacts:", f"{command} import contacts.csv"),
            ("See what it can do:", "refer --demo suggest --reason moving --city Denver"),
        ]
    )
