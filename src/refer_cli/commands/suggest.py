"""`refer suggest`: rank the colleagues who fit a client."""

# No `from __future__ import annotations`: Typer would evaluate each as a text, four times over, in every run.

from typing import Annotated

import typer

from refer_cli.commands.request_options import with_request_options
from refer_cli.errors import WrongUsage
from refer_cli.matching.options import TypedRequest
from refer_cli.render.answer import Reply
from refer_cli.services import suggestion


@with_request_options("suggest")
def suggest(
    ctx: typer.Context,
    typed: TypedRequest,
    more: Annotated[bool, typer.Option("--more", help="Show every check, who else, and who nearly fits.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show the sum behind each score.")] = False,
    for_client: Annotated[bool, typer.Option("--for-client", help="Print what can be handed to the client.")] = False,
    no_remember: Annotated[bool, typer.Option("--no-remember", help="Do not remember this request.")] = False,
) -> Reply:
    """Rank the colleagues who fit a client, and say why.

    For example: refer suggest --reason moving --city Denver --need anxiety --insurance Aetna
    """
    shapes = {suggestion.MORE: more, suggestion.EXPLAIN: explain, suggestion.FOR_CLIENT: for_client}
    chosen = [shape for shape, wanted in shapes.items() if wanted]
    if len(chosen) > 1:
        flags = " and ".join(f"--{shape}" for shape in chosen)
        raise WrongUsage(f"{flags} cannot go together.", "each is an answer of its own: leave one out")
    return suggestion.suggest(ctx.obj, typed, next(iter(chosen), None), remembered=not no_remember)
