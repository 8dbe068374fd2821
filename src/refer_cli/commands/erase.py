"""`refer erase`: somebody, or a client's label, erased for good."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from refer_cli.commands import completing
from refer_cli.render.answer import Reply


def erase(
    ctx: typer.Context,
    who: Annotated[
        str | None,
        typer.Argument(metavar="WHO", help="Any unambiguous part of a name, or an id.", autocompletion=completing.who),
    ] = None,
    label: Annotated[
        str | None, typer.Option("--label", metavar="LABEL", help="Erase a client, by your label.")
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Option("--words", metavar="WORDS", help="Take these words out of all that you wrote; repeatable."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
    keep_mentions: Annotated[
        bool, typer.Option("--keep-mentions", help="Leave the name in notes about others; it is blanked else.")
    ] = False,
    every_mention: Annotated[
        bool, typer.Option("--every-mention", help="Blank also what may be about them: a first name alone, a practice.")
    ] = False,
    with_requests: Annotated[
        bool, typer.Option("--with-requests", help="Forget the requests of a client's days too.")
    ] = False,
    remove_unreadable: Annotated[
        bool, typer.Option("--remove-unreadable", help="Remove copies of the book that cannot be opened.")
    ] = False,
    receipt: Annotated[
        Path | None, typer.Option("--receipt", metavar="FILE", help="Write the receipt, which names nobody, here.")
    ] = None,
) -> Reply | None:
    """Erase somebody from the book and every copy, for good: a colleague, or a client by label. NO UNDO.

    Card, notes, meetings and what is due go from the book, from what undo knows, from the search and from every copy,
    and what is deleted is overwritten. What you referred stays, of one gone from your book. With --label the client's
    referrals go too.

    It shows first what goes and asks you to type the name. Where others' notes have only a part of the name, or the
    practice, it shows the words and asks; with --yes those stay and are counted, unless you add --every-mention. What
    stayed is reached later by --words. `refer delete` is what undo can take back.

    Example: refer erase "Ada Birch" --receipt erased.txt
    """
    from refer_cli.services import erasing

    how = erasing.How(
        yes=yes,
        keep_mentions=keep_mentions,
        every_mention=every_mention,
        remove_unreadable=remove_unreadable,
        with_requests=with_requests,
        receipt=receipt,
    )
    return erasing.erase(ctx.obj, erasing.Whom(who, label, tuple(words or ())), how)
