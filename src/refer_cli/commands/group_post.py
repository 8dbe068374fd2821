"""`refer groups post`: a text that asks a therapist group for a colleague."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands import completing
from refer_cli.commands.asked import one
from refer_cli.commands.request_options import with_request_options
from refer_cli.matching.options import TypedRequest
from refer_cli.render.answer import Reply


@with_request_options("groups post")
def post(
    ctx: typer.Context,
    typed: TypedRequest,
    group: Annotated[
        str | None,
        typer.Option("--group", metavar="NAME", help="The group to ask.", autocompletion=completing.peer_group),
    ] = None,
) -> Reply:
    """Write a post that asks a group for a colleague; it tells nothing of the client that it need not.

    It takes the options of refer suggest. What would tell about the client is left out, and it says so. Nothing
    is posted: copy the text.

    Example: refer groups post --need anxiety --age-group teen --insurance Medicaid
    """
    from refer_cli.services import group_posts

    # Where and how alone asks for nothing, and helps nobody.
    if not any(option.posted and option.kind not in ("place", "flag") for option in typed.options):
        example = "refer groups post --need anxiety --insurance Medicaid"
        typed = typed.but(need=one(ctx.obj, None, "What help is sought for", "What to ask for", example))
    return group_posts.ask(ctx.obj, typed, group)
