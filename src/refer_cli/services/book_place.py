"""Where the book lies, whether there is one yet, and its copies."""

from __future__ import annotations

from refer_cli.book.connection import is_there
from refer_cli.book.copies import copies_of, folder
from refer_cli.render.answer import Reply
from refer_cli.render.screen import Screen
from refer_cli.services.environment import Environment


def where(environment: Environment) -> Reply:
    """The path of the book, what names it, and the copies beside it. Raises BookProblem for no plain file."""
    path = environment.book_path.absolute()
    there = is_there(path)
    copies = [] if environment.demo else copies_of(path)
    named_by = _named_by(environment)

    def draw(screen: Screen) -> None:
        screen.pair("book", str(path) if there else f"{path} (not there yet)")
        if named_by:
            screen.pair("named by", named_by)
        if copies:
            kept = "1 copy" if len(copies) == 1 else f"{len(copies)} copies"
            screen.pair("copies", str(folder(path)))
            screen.pair("", f"{kept}, the newest of {copies[0].day}")

    return Reply(
        "where",
        lambda: {
            "book": str(path),
            "exists": there,
            "named_by": named_by,
            "copies": [str(copy.path) for copy in copies],
        },
        draw,
    )


def _named_by(environment: Environment) -> str | None:
    if environment.demo:
        return "--demo"
    if environment.book_option is not None:
        return "--book"
    return "REFER_BOOK" if environment.environ.get("REFER_BOOK") else None
