"""This month's goals: shown, set and cleared, their history, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from refer_cli.book import goal_reading
from refer_cli.book.reading import Book
from refer_cli.errors import BadValue, Refused, WrongUsage
from refer_cli.fields.numbers import whole_number
from refer_cli.network.goals import (
    AIMED_AT,
    COUNTED_ONLY,
    KNOWN,
    GoalProgress,
    Month,
    days_left,
    goal_history,
    goal_row,
    last_months,
    month_of_day,
    months_running,
)
from refer_cli.network.next_steps import SHOWN, NextStep, Pace, next_steps
from refer_cli.render.answer import Reply
from refer_cli.render.done import told
from refer_cli.render.goals import GoalsShown, draw_goal_history, draw_goals, goal_json, step_json
from refer_cli.services.environment import Environment

EVER = "9999"
"""Later than any day."""


def show(environment: Environment) -> Reply:
    """What is done, what is left, the pace, and the most useful next steps."""
    today, command = environment.today, environment.command
    book = environment.read()
    with book.snapshot():
        months = _months(environment, book)
        given = months.pop("give")
        rows = {
            name: goal_row(name, past[-1].target, past[-1].done, today)
            for name, past in months.items()
            if past[-1].target is not None
        }
        steps = _next_steps(environment, book, rows)

    def body() -> dict[str, Any]:
        goals = [goal_json(name, row, months[name]) for name, row in rows.items()]
        if any(month.done for month in given):
            goals.append(goal_json("give", None, given))
        return {
            "month": month_of_day(today),
            "days_left": days_left(today),
            "goals": goals,
            "next": [step_json(step, command) for step in steps],
        }

    shown = {name: months[name] for name in rows} or {name: past for name, past in months.items() if name == "meet"}
    goals_shown = GoalsShown(list(rows.values()), shown, given, steps)
    return Reply("goals", body, lambda screen: draw_goals(screen, today, goals_shown, command))


def set_goal(environment: Environment, name: str, typed: str) -> Reply:
    """Aim at so many a month from this month on. Raises BadValue."""
    from refer_cli.book import writing

    target, month = whole_number(typed), month_of_day(environment.today)
    if target is None or not 1 <= target <= 1_000:
        raise BadValue(f'"{typed}" is not a number from 1 to 1000.', f"for example refer goals set {name} 3")
    with environment.write().step(f"set the goal {name} to {target}") as step:
        writing.set_goal(step, name, target, month)
    sentence = f"Goal: {KNOWN[name]}, {target} a month from {month} on."
    return told("goals-set", {"name": name, "target": target}, [sentence], environment.command)


def clear(environment: Environment, name: str) -> Reply:
    """Drop a goal from this month on. Raises Refused where it is not set."""
    from refer_cli.book import writing

    month = month_of_day(environment.today)
    if name not in dict(environment.read().goals(month)):
        raise Refused(f"There is no goal {name} to clear.", f"refer goals set {name} 3 sets one")
    with environment.write().step(f"clear the goal {name}") as step:
        writing.clear_goal(step, name, month)
    sentence = f"The goal {name} is cleared from this month on."
    return told("goals-clear", {"name": name, "target": None}, [sentence], environment.command)


def past(environment: Environment, typed: str | None) -> Reply:
    """The last twelve months of one goal, or of each that has any. Raises WrongUsage."""
    name = known(typed, also=COUNTED_ONLY) if typed is not None else None
    months = {
        goal: past
        for goal, past in _months(environment, environment.read(), name).items()
        if name is not None or any(month.done or month.target is not None for month in past)
    }
    return Reply(
        "goals-history",
        lambda: {
            "goals": [
                {"name": goal, "streak": months_running(past), "months": [month._asdict() for month in past]}
                for goal, past in months.items()
            ]
        },
        lambda screen: draw_goal_history(screen, environment.today, months, environment.command),
    )


def known(typed: str, also: tuple[str, ...] = ()) -> str:
    """The goal of that name, or one of `also`. Raises WrongUsage with the nearest one."""
    name = typed.strip().casefold()
    if name in (*AIMED_AT, *also):
        return name
    if name in COUNTED_ONLY:
        raise WrongUsage(
            f"{name} is counted without a target: who is offered is decided by fit.", "refer goals shows the count"
        )
    close = get_close_matches(name, AIMED_AT, n=1, cutoff=0.6)
    hint = f"did you mean {close[0]}? " if close else ""
    raise WrongUsage(f'I know no goal "{typed}".', f"{hint}what is counted: {', '.join((*AIMED_AT, *also))}")


def _months(environment: Environment, book: Book, only: str | None = None) -> dict[str, list[Month]]:
    """The last twelve months of every goal that was in force in one of them, of `meet` and of `give`.

    With `only` of that goal alone. The order is that of the goals' list.
    """
    targets = goal_reading.targets(book)
    wanted = {only} if only else {"meet", "give", *(target.name for target in targets if target.name in KNOWN)}
    first = f"{last_months(environment.today)[0]}-01"
    done = goal_reading.happened(book, wanted, first)
    return {name: goal_history(name, targets, done, environment.today) for name in KNOWN if name in wanted}


def _next_steps(environment: Environment, book: Book, rows: Mapping[str, GoalProgress]) -> tuple[NextStep, ...]:
    """The most useful next steps, as the goals in force stand."""
    behind = frozenset(name for name, row in rows.items() if not row.on_track)
    pace = Pace(behind, met_enough="meet" in rows and rows["meet"].left == 0)
    thanks, quiet = goal_reading.thanks(book), goal_reading.quiet(book, environment.today)
    promised = goal_reading.promised(book, EVER if "follow-up" in behind else environment.today.isoformat())
    old = goal_reading.unconfirmed(book, environment.today, SHOWN) if pace.met_enough and "verify" in behind else []
    # One of each kind comes first, so more is looked for only where there is nobody to thank or to write to.
    sought = goal_reading.sought(book, environment.today, 1 if thanks and quiet else SHOWN)
    mine = book.profile() if sought else None
    home = mine.text("state") if mine else None
    steps = next_steps(environment.today, sought, thanks, quiet, home, (), old, promised, pace)
    if len(steps) == SHOWN:
        return steps
    old = old or goal_reading.unconfirmed(book, environment.today, SHOWN)
    return next_steps(environment.today, sought, thanks, quiet, home, goal_reading.strangers(book), old, promised, pace)
