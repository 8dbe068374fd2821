"""`refer goals`: this month's goals, set, shown and cleared, their history, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from refer_cli.commands import asked, completing
from refer_cli.commands.arguments import Json
from refer_cli.commands.groups import group
from refer_cli.errors import BadValue, Refused, WrongUsage
from refer_cli.fields.numbers import whole_number
from refer_cli.network.goals import (
    AIMED_AT,
    COUNTED_ONLY,
    KNOWN,
    Month,
    days_left,
    goal_row,
    history,
    last_months,
    month_of,
)
from refer_cli.services.environment import Environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from refer_cli.book.reading import Book
    from refer_cli.network.goals import GoalRow
    from refer_cli.network.next_steps import NextStep

EVER = "9999"
"""Later than any day."""

app = group("Show this month's goals and set them.\n\nExample: refer goals set meet 3")

Name = Annotated[
    str | None,
    typer.Argument(
        metavar="GOAL", help=f"Which goal: {', '.join(AIMED_AT)}.", autocompletion=completing.among(*AIMED_AT)
    ),
]


@app.command("show")
def show(ctx: typer.Context, json: Json = False) -> None:
    """Show this month's goals: what is done, what is left, the pace, and the most useful next steps.

    Example: refer goals
    """
    environment: Environment = ctx.obj
    environment.json = json
    book = environment.read()
    with book.snapshot():
        months = past(environment, book)
        given = months.pop("give")
        rows = {
            name: goal_row(name, one[-1].target, one[-1].done, environment.today)
            for name, one in months.items()
            if one[-1].target is not None
        }
        steps = next_for(environment, book, rows)
    if json:
        from refer_cli.render.answer import emit_json
        from refer_cli.render.goals import goal_json, step_json

        goals = [goal_json(name, row, months[name]) for name, row in rows.items()]
        if any(month.done for month in given):
            goals.append(goal_json("give", None, given))
        emit_json(
            {
                "schema": "refer.goals/1",
                "month": month_of(environment.today),
                "days_left": days_left(environment.today),
                "goals": goals,
                "next": [step_json(step, environment.command) for step in steps],
            }
        )
        return
    from refer_cli.render.goals import GoalsShown, draw_goals

    shown = {name: months[name] for name in rows} or {name: one for name, one in months.items() if name == "meet"}
    draw_goals(
        environment.screen(),
        environment.today,
        GoalsShown(list(rows.values()), shown, given, steps),
        environment.command,
    )


@app.command("set")
def set_(
    ctx: typer.Context,
    goal: Name = None,
    target: Annotated[str | None, typer.Argument(metavar="NUMBER", help="How many a month.")] = None,
    json: Json = False,
) -> None:
    """Set a goal from this month on.

    meet counts people first met, follow-up what you promised and did, verify people whose facts you confirmed,
    group evenings in a therapist group, and diversify people first met who bring a need, a panel, an age group
    or a language that at most one person whom you knew before has.

    Example: refer goals set meet 3
    """
    environment: Environment = ctx.obj
    environment.json = json
    example = "refer goals set meet 3"
    name = _known(asked.one(environment, goal, f"Which goal ({', '.join(AIMED_AT)})", "GOAL", example))
    target = asked.one(environment, target, "How many a month", "NUMBER", example)
    wanted = whole_number(target)
    if wanted is None or not 1 <= wanted <= 1_000:
        raise BadValue(f'"{target}" is not a number from 1 to 1000.', f"for example refer goals set {name} 3")
    from refer_cli.book import writing

    book = environment.write()
    with book.step(f"set the goal {name} to {wanted}") as step:
        writing.set_goal(step, name, wanted, month_of(environment.today))
    _answer(
        environment,
        "set",
        name,
        wanted,
        f"Goal: {KNOWN[name]}, {wanted} a month from {month_of(environment.today)} on.",
    )


@app.command("clear")
def clear(ctx: typer.Context, goal: Name = None, json: Json = False) -> None:
    """Drop a goal from this month on.

    Example: refer goals clear meet
    """
    environment: Environment = ctx.obj
    environment.json = json
    name = _known(asked.one(environment, goal, f"Which goal ({', '.join(AIMED_AT)})", "GOAL", "refer goals clear meet"))
    if name not in dict(environment.read().goals(month_of(environment.today))):
        raise Refused(f"There is no goal {name} to clear.", f"refer goals set {name} 3 sets one")
    from refer_cli.book import writing

    book = environment.write()
    with book.step(f"clear the goal {name}") as step:
        writing.clear_goal(step, name, month_of(environment.today))
    _answer(environment, "clear", name, None, f"The goal {name} is cleared from this month on.")


@app.command("history")
def history_(
    ctx: typer.Context,
    goal: Annotated[
        str | None,
        typer.Argument(metavar="[GOAL]", help="One goal only.", autocompletion=completing.among(*KNOWN)),
    ] = None,
    json: Json = False,
) -> None:
    """Show the last twelve months of each goal, or of one.

    Example: refer goals history meet
    """
    environment: Environment = ctx.obj
    environment.json = json
    name = _known(goal, also=COUNTED_ONLY) if goal is not None else None
    months = past(environment, environment.read(), name)
    if name is None:
        months = {
            one: found
            for one, found in months.items()
            if any(month.done or month.target is not None for month in found)
        }
    if json:
        from refer_cli.network.goals import months_running
        from refer_cli.render.answer import emit_json

        emit_json(
            {
                "schema": "refer.goals-history/1",
                "goals": [
                    {
                        "name": one,
                        "streak": months_running(found),
                        "months": [month._asdict() for month in found],
                    }
                    for one, found in months.items()
                ],
            }
        )
        return
    from refer_cli.render.goals import draw_history

    draw_history(environment.screen(), environment.today, months, environment.command)


def past(environment: Environment, book: Book, only: str | None = None) -> dict[str, list[Month]]:
    """The last twelve months of every goal that was in force in one of them, of `meet` and of `give`.

    With `only` of that goal alone. The order is that of the goals' list.
    """
    from refer_cli.book import goal_reading

    targets = goal_reading.targets(book)
    wanted = {only} if only else {"meet", "give", *(one.name for one in targets if one.name in KNOWN)}
    first = f"{last_months(environment.today)[0]}-01"
    done = goal_reading.happened(book, wanted, first)
    return {name: history(name, targets, done, environment.today) for name in KNOWN if name in wanted}


def next_for(environment: Environment, book: Book, rows: Mapping[str, GoalRow]) -> tuple[NextStep, ...]:
    """The most useful next steps, as the goals in force stand."""
    from refer_cli.book import goal_reading
    from refer_cli.network.next_steps import SHOWN, Pace, next_steps

    behind = frozenset(name for name, row in rows.items() if not row.on_track)
    pace = Pace(behind, met_enough="meet" in rows and rows["meet"].left == 0)
    thanks, quiet = goal_reading.thanks(book), goal_reading.quiet(book, environment.today)
    promised = goal_reading.promised(book, EVER if "follow-up" in behind else environment.today.isoformat())
    old = goal_reading.unconfirmed(book, environment.today, SHOWN) if pace.met_enough and "verify" in behind else []
    # One of each kind comes first, so more is looked for only where there is nobody to thank or to write to.
    sought = goal_reading.sought(book, 1 if thanks and quiet else SHOWN)
    mine = book.profile() if sought else None
    home = mine.text("state") if mine else None
    steps = next_steps(environment.today, sought, thanks, quiet, home, (), old, promised, pace)
    if len(steps) == SHOWN:
        return steps
    old = old or goal_reading.unconfirmed(book, environment.today, SHOWN)
    return next_steps(environment.today, sought, thanks, quiet, home, goal_reading.strangers(book), old, promised, pace)


def _known(typed: str, also: tuple[str, ...] = ()) -> str:
    name = typed.strip().casefold()
    if name in (*AIMED_AT, *also):
        return name
    if name in COUNTED_ONLY:
        raise WrongUsage(
            f"{name} is counted without a target: who is offered is decided by fit.", "refer goals shows the count"
        )
    from difflib import get_close_matches

    close = get_close_matches(name, AIMED_AT, n=1, cutoff=0.6)
    hint = f"did you mean {close[0]}? " if close else ""
    raise WrongUsage(f'I know no goal "{typed}".', f"{hint}what is counted: {', '.join((*AIMED_AT, *also))}")


def _answer(environment: Environment, what: str, name: str, target: int | None, said: str) -> None:
    if environment.json:
        from refer_cli.render.answer import emit_json

        emit_json({"schema": f"refer.goals-{what}/1", "name": name, "target": target})
        return
    from refer_cli.render.changes import draw_done

    draw_done(environment.screen(), [said], environment.command)
