"""`refer outreach`: a message to a colleague, drafted and not sent."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from refer_cli.commands import asked
from refer_cli.commands.asked import WhoAsked
from refer_cli.errors import WrongUsage
from refer_cli.render.answer import Reply


def outreach(
    ctx: typer.Context,
    who: WhoAsked = None,
    mailto: Annotated[
        bool, typer.Option("--mailto", help="Print it as an address that opens your mail program.")
    ] = False,
    eml: Annotated[
        Path | None, typer.Option("--eml", metavar="FILE", help="Write it as a draft (.eml) for your mail program.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> Reply:
    """Draft a message that offers something instead of asking for it. Nothing is sent.

    Of whom you have not met it is a first hello, of whom you have met a note to stay in touch, and of whom
    has sent you a client lately a thank-you. It says what you see clients for, your openings, and a coffee
    near them, from your own practice (refer init) and their card; nothing private, and nothing of a client.

    Example: refer outreach "Ada Birch" --eml ada.eml
    """
    from refer_cli.services import outreach

    if mailto and eml is not None:
        raise WrongUsage("--mailto and --eml cannot go together.", "leave one of them out")
    if force and eml is None:
        raise WrongUsage("--force belongs to --eml.", "leave it out")
    if eml is not None:
        outreach.check_draft(eml, force)
    names = asked.words(ctx.obj, who, "To whom do you write", "WHO", 'refer outreach "Ada Birch"')
    return outreach.write(ctx.obj, " ".join(names), mailto, eml)
