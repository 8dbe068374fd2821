"""`refer` alone: where the book and the month stand, and what to type next."""

from __future__ import annotations

from refer_cli.commands.world import World


def home(world: World) -> None:
    """Show this month's goal and three commands to try."""
    from refer_cli.network.goals import goal_row, month_of
    from refer_cli.render.home import draw_home

    book = world.read()
    month = month_of(world.today)
    rows = [
        goal_row(name, target, book.met_in(month), world.today) for name, target in book.goals(month) if name == "meet"
    ]
    draw_home(world.screen(), world.today, book.count(), rows, world.command)
