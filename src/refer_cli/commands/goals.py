"""`refer goals`: this month's goals, set, shown and cleared, their history, and what to do next."""

from __future__ import annotations

from typing import Annotated

import typer

from refer_cli.commands import asked, completing
from refer_cli.commands.groups import group
from refer_cli.network.goals import AIMED_AT, KNOWN
from refer_cli.render.answer import Reply

WHICH = f"Which goal ({', '.join(AIMED_AT)})"

app = group("Show this month's goals and set them.\n\nExample: refer goals set meet 3")

Name = Annotated[
    str | None,
    typer.Argument(
        metavar="GOAL", help=f"Which goal: {', '.join(AIMED_AT)}.", autocompletion=completing.among(*AIMED_AT)
    ),
]


@app.command("show")
def show(ctx: typer.Context) -> Reply:
    """Show this month's goals: what is done, what is left, the pace, and the most useful next steps.

    Example: refer goals
    """
    from refer_cli.services import goals

    return goals.show(ctx.obj)


@app.command("set")
def set_(
    ctx: typer.Context,
    goal: Name = None,
    target: Annotated[str | None, typer.Argument(metavar="NUMBER", help="How many a month.")] = None,
) -> Reply:
    """Set a goal from this month on.

    meet counts people first met, follow-up what you promised and did, verify people whose facts you confirmed,
    group evenings in a therapist group, and diversify people first met who bring a need, a panel, an age group
    or a language that at most one person whom you knew before has.

    Example: refer goals set meet 3
    """
    from refer_cli.services import goals

    example = "refer goals set meet 3"
    name = goals.known(asked.one(ctx.obj, goal, WHICH, "GOAL", example))
    return goals.set_goal(ctx.obj, name, asked.one(ctx.obj, target, "How many a month", "NUMBER", example))


@app.command("clear")
def clear(ctx: typer.Context, goal: Name = None) -> Reply:
    """Drop a goal from this month on.

    Example: refer goals clear meet
    """
    from refer_cli.services import goals

    return goals.clear(ctx.obj, goals.known(asked.one(ctx.obj, goal, WHICH, "GOAL", "refer goals clear meet")))


@app.command("history")
def history_(
    ctx: typer.Context,
    goal: Annotated[
        str | None,
        typer.Argument(metavar="[GOAL]", help="One goal only.", autocompletion=completing.among(*KNOWN)),
    ] = None,
) -> Reply:
    """Show the last twelve months of each goal, or of one.

    Example: refer goals history meet
    """
    from refer_cli.services import goals

    return goals.past(ctx.obj, goal)
