"""This month's goals as bars, the twelve months behind them, and what would be most useful next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from refer_cli.fields.days import month_name
from refer_cli.network.goals import AIMED_AT, KNOWN, GoalProgress, Month, days_left, is_met, months_running
from refer_cli.records import NamedTuple
from refer_cli.render.answer import as_json
from refer_cli.render.screen import Screen, bar, pad, shell_word, wrap

if TYPE_CHECKING:
    from refer_cli.network.next_steps import NextStep

LEVELS = "▁▂▃▄▅▆▇█"
LABEL = 20
BAR = 21


class GoalsShown(NamedTuple):
    """What `refer goals` shows: the goals in force, the months of each, referrals offered, next steps.

    `months` is by the goal's name; the running month is the last. `given` are the months of `give`.
    """

    rows: Sequence[GoalProgress]
    months: dict[str, list[Month]]
    given: Sequence[Month]
    next: Sequence[NextStep]


def draw_goals(screen: Screen, today: date, shown: GoalsShown, command: str) -> None:
    """The whole screen of `refer goals`."""
    screen.blank()
    days = days_left(today)
    remark = "last day" if days == 0 else f"{days} day{'' if days == 1 else 's'} left"
    screen.heading(f"{month_name(today.isoformat())} {today.year}", remark)
    screen.blank()
    if not shown.rows:
        screen.line("No goal is set.")
        screen.commands([("Meet three new colleagues a month:", f"{command} goals set meet 3")])
    for row in shown.rows:
        draw_goal(screen, row)
    given_this_month = shown.given[-1].done if shown.given else 0
    if given_this_month:
        screen.line(pad(KNOWN["give"], LABEL + BAR + 3), str(given_this_month))
    _draw_months(screen, shown)
    if shown.next:
        draw_next_goal_steps(screen, shown.next, command)


def draw_goal(screen: Screen, row: GoalProgress) -> None:
    """One goal: its bar, what is done, what is left, and the pace in words."""
    if row.left == 0:
        rest, style = "done", "green"
    elif row.on_track:
        rest, style = f"{row.left} to go", ""
    else:
        rest, style = f"{row.left} to go, behind", "yellow"
    count = f"{row.done} of {row.target}"
    drawn = bar(min(1.0, row.done / row.target), BAR)
    screen.line(pad(KNOWN[row.name], LABEL), (drawn, "green"), f"   {pad(count, 10)}", (rest, style))


def draw_next_goal_steps(screen: Screen, steps: Sequence[NextStep], command: str) -> None:
    """The most useful next steps, each with the command to paste."""
    screen.blank()
    screen.line(("Most useful next", "bold"))
    for number, step in enumerate(steps, start=1):
        for at, piece in enumerate(wrap(step.text, screen.width - 6, screen.width - 6)):
            screen.line(f"{'' if at else number:>2}  {piece}")
        screen.command(command_of(step, command), indent=6)


def command_of(step: NextStep, command: str) -> str:
    """The command behind a step, to be pasted whole."""
    return " ".join((command, *(shell_word(word) for word in step.command)))


def draw_goal_history(screen: Screen, today: date, months: dict[str, list[Month]], command: str) -> None:
    """Month by month what each goal aimed at and what was done, the newest first."""
    screen.blank()
    if not months:
        screen.line("Nothing was counted yet, and no goal is set.")
        screen.commands([("Meet three new colleagues a month:", f"{command} goals set meet 3")])
        return
    for number, (name, past) in enumerate(months.items()):
        if number:
            screen.blank()
        screen.heading(KNOWN[name], _streak(name, past))
        for month in _from_the_first(past):
            _draw_month(screen, month, running=month is past[-1], aimed=name in AIMED_AT)


def goal_json(name: str, row: GoalProgress | None, months: Sequence[Month]) -> dict[str, object]:
    """One goal for --json; what is only counted has no target."""
    return {
        "name": name,
        "target": row.target if row else None,
        "done": row.done if row else months[-1].done,
        "left": row.left if row else None,
        "on_track": row.on_track if row else None,
        "streak": months_running(months),
        "history": [month._asdict() for month in months],
    }


def step_json(step: NextStep, command: str) -> dict[str, object]:
    """One next step for --json."""
    return {**as_json(step, "what colleague=colleague_id text"), "command": command_of(step, command)}


def _draw_months(screen: Screen, shown: GoalsShown) -> None:
    """The twelve months of each goal; of a single goal, in one line."""
    shown_months = {name: months for name, months in shown.months.items() if any(month.done for month in months)}
    if any(month.done for month in shown.given):
        shown_months["give"] = list(shown.given)
    if len(shown_months) == 1:
        ((name, months),) = shown_months.items()
        _draw_spark(screen, "twelve months", name, months)
    elif shown_months:
        screen.blank()
        screen.line(("twelve months", "dim"))
        for name, months in shown_months.items():
            _draw_spark(screen, KNOWN[name], name, months)


def _draw_spark(screen: Screen, label: str, name: str, months: Sequence[Month]) -> None:
    screen.line(pad(label, LABEL), _spark(months), f"{' ' * (BAR - len(months) + 3)}{_streak(name, months)}")


def _draw_month(screen: Screen, month: Month, *, running: bool, aimed: bool) -> None:
    if month.target is None:
        count, verdict = str(month.done), "no goal" if aimed else ""
    else:
        count = f"{month.done} of {month.target}"
        verdict = "met" if is_met(month) else "so far" if running else "not met"
    screen.line(pad(f"{month_name(month.month)} {month.month[:4]}", LABEL), pad(count, 10), (verdict, "dim"))


def _from_the_first(months: Sequence[Month]) -> list[Month]:
    """The months from the first that had a goal or anything done, the newest first."""
    began = next((at for at, month in enumerate(months) if month.done or month.target is not None), len(months) - 1)
    return list(reversed(months[began:]))


def _spark(months: Sequence[Month]) -> str:
    """The months as levels; the lowest is for a month with nothing done, and for no other."""
    most = max(1, *(month.done for month in months))
    return "".join(LEVELS[max(month.done > 0, round(month.done / most * (len(LEVELS) - 1)))] for month in months)


def _streak(name: str, months: Sequence[Month]) -> str:
    running = months_running(months)
    if running < 2:
        return f"{sum(month.done for month in months)}{' met' if name == 'meet' else ''} in twelve months"
    return f"met the goal {running} months running"
