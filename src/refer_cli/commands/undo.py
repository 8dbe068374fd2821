"""`refer undo` and `refer redo`: the last change taken back, and done again."""

from __future__ import annotations

import typer

from refer_cli.commands.arguments import Json
from refer_cli.services.environment import Environment


def undo(ctx: typer.Context, json: Json = False) -> None:
    """Take back the last change.

    Run it again to take back the one before; `refer redo` does it again.

    Example: refer undo
    """
    _replay(ctx.obj, json, back=True)


def redo(ctx: typer.Context, json: Json = False) -> None:
    """Do again what undo took back.

    Example: refer redo
    """
    _replay(ctx.obj, json, back=False)


def _replay(environment: Environment, as_json: bool, back: bool) -> None:
    from refer_cli.errors import Refused

    environment.json = as_json
    if not environment.book_path.exists():
        # Looking for something to take back must not make a book.
        raise Refused(f"There is nothing to {'take back' if back else 'do again'}.", "the book is still empty")
    from refer_cli.book import journal

    book = environment.write()
    what = journal.undo(book) if back else journal.redo(book)
    if as_json:
        from refer_cli.render.answer import emit_json

        emit_json({"schema": f"refer.{'undo' if back else 'redo'}/1", "what": what})
        return
    screen = environment.screen()
    screen.paragraph(f"{'Taken back' if back else 'Done again'}: {what}.")
    other = "redo" if back else "undo"
    screen.line((f"{environment.command} {other} {'does it again' if back else 'takes it back'}", "dim"))
