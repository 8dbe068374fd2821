"""`refer cadence`: how often one wants to be in touch, by colleague and by tag."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands import asked, completing
from refer_cli.commands.groups import group
from refer_cli.errors import WrongUsage
from refer_cli.network.spans import split_span
from refer_cli.render.answer import Reply

app = group(
    "Show and set how often you want to be in touch, by colleague or by tag.\n\n"
    'Example: refer cadence set "Ada Birch" 3m'
)

Tag = Annotated[
    str | None,
    typer.Option("--tag", metavar="TAG", help="Everybody with this tag.", autocompletion=completing.used("tags")),
]


@app.command("show", hidden=True)
def show(ctx: typer.Context) -> Reply:
    """Show how often you want to be in touch, and with whom it is time.

    Example: refer cadence list
    """
    from refer_cli.services import cadences

    return cadences.show(ctx.obj)


app.command("list")(show)


@app.command("set")
def set_(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHO] SPAN", help="Whom, and how often: 6w, 3m, every 2 weeks.", autocompletion=completing.who
        ),
    ] = None,
    tag: Tag = None,
) -> Reply:
    """Set how often you want to be in touch: with one colleague, or with everybody who has a tag.

    A colleague's own span counts before that of a tag; of several tags the shortest counts.

    Example: refer cadence set --tag core 6w
    """
    from refer_cli.services import cadences

    example = 'refer cadence set "Ada Birch" 3m'
    if not words:
        with_whom = [] if tag is not None else [asked.one(ctx.obj, None, "With whom", "WHO", example)]
        words = [*with_whom, asked.one(ctx.obj, None, "How often (6w, 3m, 1y)", "SPAN", example)]
    named, span = split_span(words)
    who = " ".join(named)
    if not who and tag is None:
        raise WrongUsage("With whom do you want to be in touch?", 'for example refer cadence set "Ada Birch" 3m')
    if who and tag is not None:
        raise WrongUsage("A name and a tag cannot go together.", "set one, then the other")
    return cadences.set_tag(ctx.obj, tag, span) if tag is not None else cadences.set_one(ctx.obj, who, span)


@app.command("clear")
def clear(
    ctx: typer.Context,
    who: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHO]", help="Any unambiguous part of a name, or an id.", autocompletion=completing.who
        ),
    ] = None,
    tag: Tag = None,
) -> Reply:
    """Forget how often you wanted to be in touch.

    Example: refer cadence clear "Ada Birch"
    """
    from refer_cli.services import cadences

    if bool(who) == (tag is not None):
        raise WrongUsage("Write a name, or --tag with a tag.", 'for example refer cadence clear "Ada Birch"')
    return cadences.clear_tag(ctx.obj, tag) if tag is not None else cadences.clear_one(ctx.obj, " ".join(who or ()))
