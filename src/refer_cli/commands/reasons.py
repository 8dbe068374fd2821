"""`refer reasons`: why clients are handed on, what each reason weighs, and reasons of one's own."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands import asked, completing
from refer_cli.commands.groups import group
from refer_cli.render.answer import Reply

app = group("Show the reasons for a referral and what each weighs.\n\nExample: refer reasons moving")

Slug = Annotated[str, typer.Argument(metavar="REASON", help="A reason.", autocompletion=completing.reason)]
Weights = Annotated[list[str], typer.Argument(metavar="CRITERION=WEIGHT...", help="For example fee=.2 location=.4")]


@app.command("show")
def show(
    ctx: typer.Context,
    reason: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REASON]", help="A reason to explain.", autocompletion=completing.reason),
    ] = None,
) -> Reply:
    """Show the reasons, or explain one with its weights."""
    from refer_cli.services import reasons

    return reasons.show(ctx.obj, " ".join(reason or ()))


@app.command("add")
def add(
    ctx: typer.Context,
    slug: Annotated[str | None, typer.Argument(metavar="SLUG", help="A short name, for example school-break.")] = None,
    like: Annotated[
        str,
        typer.Option(
            "--like",
            metavar="REASON",
            help="The reason whose rules it follows.",
            autocompletion=completing.reason,
        ),
    ] = "other",
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What it is called on a screen.")] = None,
    weigh: Annotated[
        list[str] | None,
        typer.Option("--weigh", metavar="CRITERION=WEIGHT", help="What it weighs. Repeatable."),
    ] = None,
) -> Reply:
    """Add a reason of your own.

    Example: refer reasons add school-break --like moving --weigh location=.4 --title "A term away"
    """
    from refer_cli.services import reasons

    question = "What do you call it, in a word (such as school-break)"
    named = asked.one(ctx.obj, slug, question, "SLUG", "refer reasons add school-break --like moving")
    return reasons.add(ctx.obj, named, like, title, weigh or [])


@app.command("weigh")
def weigh_(ctx: typer.Context, reason: Slug, weights: Weights) -> Reply:
    """Change what a reason weighs; the weights are brought to 1.00 when they are used.

    Example: refer reasons weigh moving fee=.2
    """
    from refer_cli.services import reasons

    return reasons.weigh(ctx.obj, reason, weights)


@app.command("reset")
def reset(
    ctx: typer.Context,
    reason: Annotated[
        str | None,
        typer.Argument(metavar="[REASON]", help="A reason; else all.", autocompletion=completing.reason),
    ] = None,
) -> Reply:
    """Forget the weights you changed, of one reason or of all.

    Example: refer reasons reset moving
    """
    from refer_cli.services import reasons

    return reasons.reset(ctx.obj, reason)
