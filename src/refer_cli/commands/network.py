"""`refer network`: what the colleagues one knows cover between them, as a screen, as JSON, and as a page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from refer_cli.errors import WrongUsage
from refer_cli.render.answer import Reply


def network(
    ctx: typer.Context,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write it as one page (.html) with charts.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Let --html write over a file that is no such page.")] = False,
    forget_requests: Annotated[
        bool, typer.Option("--forget-requests", help="Forget what your requests looked for. It cannot be undone.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Forget them without asking.")] = False,
    remember: Annotated[
        bool | None,
        typer.Option("--remember/--no-remember", help="From now on, remember what requests look for, or do not."),
    ] = None,
) -> Reply:
    """Show what your network covers, and what it lacks.

    Two colleagues whom you know are enough for one thing; it counts who may have room. What your own requests
    looked for in vain stands first. The page needs no network and may hold names: keep it as safe as the book.

    Example: refer network --html network.html
    """
    from refer_cli.services import network_picture

    if force and html is None:
        raise WrongUsage("--force belongs to --html.", "refer network --html network.html --force")
    if yes and not forget_requests:
        raise WrongUsage("--yes belongs to --forget-requests.", "leave it out")
    if forget_requests and html is not None:
        raise WrongUsage("--forget-requests and --html cannot go together.", "first the one, then the other")
    if remember is not None and (html is not None or forget_requests):
        raise WrongUsage("--remember and --no-remember stand alone.", "first the one, then the other")
    if forget_requests:
        return network_picture.forget_requests(ctx.obj, yes)
    if remember is not None:
        return network_picture.remember_requests(ctx.obj, remember)
    if html is not None:
        return network_picture.write_page(ctx.obj, html, force)
    return network_picture.show(ctx.obj)
