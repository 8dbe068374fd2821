"""`refer` alone: where the book stands, and what to type next."""

from __future__ import annotations

from refer_cli.commands.world import World


def home(world: World) -> None:
    """Show this month's goal and three commands to try."""
    from refer_cli.render.home import draw_home

    draw_home(world.screen(), world.command, world.read().count(), ())
