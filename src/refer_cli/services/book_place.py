"""Where the book lies, whether there is one yet, and its copies."""

from __future__ import annotations

from refer_cli.book import location
from refer_cli.book.connection import is_there
from refer_cli.render.answer import Reply
from refer_cli.render.screen import Screen
from refer_cli.services.environment import Environment


def where(environment: Environment) -> Reply:
    """The path of the book, what names it, and the copies beside it. Raises BookProblem for no plain file."""
    path = environment.book_path.absolute()
    there = is_there(path)
    copies = location.copies(path)
    named_by = _named_by(environment)

    def draw(screen: Screen) -> None:
        screen.pair("book", str(path) if there else f"{path} (not there yet)")
        if named_by:
            screen.pair("named by", named_by)
        for number, copy in enumerate(reversed(copies)):
            screen.pair("" if number else "copies", str(copy))

    return Reply(
        "where",
        lambda: {
            "book": str(path),
            "exists": there,
            "named_by": named_by,
            "copies": [str(copy) for copy in reversed(copies)],
        },
        draw,
    )


def _named_by(environment: Environment) -> str | None:
    if environment.demo:
        return "--demo"
    if environment.book_option is not None:
        return "--book"
    return "REFER_BOOK" if environment.environ.get("REFER_BOOK") else None
