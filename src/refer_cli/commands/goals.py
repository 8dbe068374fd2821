"""`refer goals`: this month's goals, set, shown and cleared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands import completing
from refer_cli.commands.arguments import Json
from refer_cli.commands.groups import group
from refer_cli.commands.world import World
from refer_cli.errors import BadValue, Refused, WrongUsage
from refer_cli.network.goals import KNOWN, GoalRow, Month, days_left, goal_row, last_months, month_of

if TYPE_CHECKING:
    from refer_cli.book.reading import Book

app = group("Show this month's goals and set them.\n\nExample: refer goals set meet 3")

Name = Annotated[
    str,
    typer.Argument(metavar="GOAL", help=f"Which goal: {', '.join(KNOWN)}.", autocompletion=completing.among(*KNOWN)),
]


@app.command("show")
def show(ctx: typer.Context, json: Json = False) -> None:
    """Show this month's goals: what is done, what is left, and the pace."""
    world: World = ctx.obj
    world.json = json
    book = world.read()
    rows = current(world, book)
    if json:
        from refer_cli.render.answer import emit_json

        keys = ("name", "target", "done", "left", "on_track")
        emit_json(
            {
                "schema": "refer.goals/1",
                "month": month_of(world.today),
                "days_left": days_left(world.today),
                "goals": [{key: getattr(row, key) for key in keys} for row in rows],
            }
        )
        return
    from refer_cli.render.goals import draw_goals

    draw_goals(world.screen(), world.today, rows, _months(world, book), world.command)


@app.command("set")
def set_(
    ctx: typer.Context,
    goal: Name,
    target: Annotated[str, typer.Argument(metavar="NUMBER", help="How many a month.")],
    json: Json = False,
) -> None:
    """Set a goal from this month on.

    Example: refer goals set meet 3
    """
    world: World = ctx.obj
    world.json = json
    name = _known(goal)
    if not target.isdigit() or not 1 <= int(target) <= 1_000:
        raise BadValue(f'"{target}" is not a number from 1 to 1000.', f"for example refer goals set {name} 3")
    from refer_cli.book import writing

    book = world.write()
    with book.step(f"set the goal {name} to {int(target)}") as step:
        writing.set_goal(step, name, int(target), month_of(world.today))
    _answer(
        world,
        "set",
        name,
        int(target),
        f"Goal: {KNOWN[name]}, {int(target)} a month from {month_of(world.today)} on.",
    )


@app.command("clear")
def clear(ctx: typer.Context, goal: Name, json: Json = False) -> None:
    """Drop a goal from this month on.

    Example: refer goals clear meet
    """
    world: World = ctx.obj
    world.json = json
    name = _known(goal)
    if name not in dict(world.read().goals(month_of(world.today))):
        raise Refused(f"There is no goal {name} to clear.", f"refer goals set {name} 3 sets one")
    from refer_cli.book import writing

    book = world.write()
    with book.step(f"clear the goal {name}") as step:
        writing.clear_goal(step, name, month_of(world.today))
    _answer(world, "clear", name, None, f"The goal {name} is cleared from this month on.")


def current(world: World, book: Book) -> list[GoalRow]:
    """Where each goal in force stands today."""
    month = month_of(world.today)
    targets: Sequence[tuple[str, int]] = book.goals(month)
    return [goal_row(name, target, book.met_in(month), world.today) for name, target in targets if name in KNOWN]


def _months(world: World, book: Book) -> list[Month]:
    return [Month(month, dict(book.goals(month)).get("meet"), book.met_in(month)) for month in last_months(world.today)]


def _known(typed: str) -> str:
    name = typed.strip().casefold()
    if name in KNOWN:
        return name
    raise WrongUsage(f'I know no goal "{typed}".', f"what is counted now: {', '.join(KNOWN)}; refer goals set meet 3")


def _answer(world: World, what: str, name: str, target: int | None, said: str) -> None:
    if world.json:
        from refer_cli.render.answer import emit_json

        emit_json({"schema": f"refer.goals-{what}/1", "name": name, "target": target})
        return
    from refer_cli.render.changes import draw_done

    draw_done(world.screen(), [said], world.command)
