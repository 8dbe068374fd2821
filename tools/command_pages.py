"""The command reference: the help of every command, as the program prints it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

WIDTH = 80


def commands() -> Iterator[tuple[str, Any, Any]]:
    """Every command with its full name and context, the program itself first, then in its own order."""
    import typer.main

    from refer_cli.app import app

    yield from _within("refer", typer.main.get_command(app), None)


def _within(name: str, command: Any, parent: Any) -> Iterator[tuple[str, Any, Any]]:
    context = command.context_class(
        command, info_name=name, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH
    )
    yield context.command_path, command, context
    if hasattr(command, "list_commands"):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None and not found.hidden:
                yield from _within(below, found, context)


def reference(_: str = "") -> str:
    """A heading and the printed help for each command."""
    parts = []
    for path, command, context in commands():
        level = "#" * min(2 + path.count(" "), 4)
        parts.append(f"{level} {path}\n\n```\n{command.get_help(context).rstrip()}\n```")
    return "\n\n".join(parts)
