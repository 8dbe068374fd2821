"""`refer lock`, `refer unlock`, `refer rekey`: the book and its copies under a key."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from refer_cli.render.answer import Reply

Ask = Annotated[bool, typer.Option("--ask", help="Keep the key nowhere: refer asks for it each time.")]


def lock(ctx: typer.Context, ask: Ask = False) -> Reply | None:
    """Lock the book and its copies with a key.

    Without it nobody can read them. The key is a passphrase that you type twice, or one that refer makes for you to
    write down. This computer's keyring can keep it; or let REFER_KEY_FILE name a file that holds it. A lost key
    cannot be replaced.

    Example: refer lock
    """
    from refer_cli.services import locking

    return locking.lock(ctx.obj, ask=ask)


def unlock(ctx: typer.Context) -> Reply:
    """Take the lock off the book and its copies.

    They are plain files again, which whoever has them can read.

    Example: refer unlock
    """
    from refer_cli.services import locking

    return locking.unlock(ctx.obj)


def rekey(
    ctx: typer.Context,
    ask: Ask = False,
    new_key_file: Annotated[
        Path | None,
        typer.Option("--new-key-file", metavar="FILE", help="The file with the new key; made where it is not there."),
    ] = None,
) -> Reply | None:
    """Lock the book with another key.

    Its copies get the new one too; the old one opens nothing any more.

    Example: refer rekey
    """
    from refer_cli.services import locking

    return locking.rekey(ctx.obj, ask=ask, new_key_file=new_key_file)
