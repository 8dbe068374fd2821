"""What a write says in a sentence or two, and how it is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from refer_cli.render.answer import Reply
from refer_cli.render.screen import Screen


def undo_words(screen: Screen, command: str) -> str:
    """How a write is taken back, where it lasts longer than the command."""
    return f"{command} undo takes it back" if screen.lasting else "the demo keeps nothing"


def draw_done(
    screen: Screen, lines: Iterable[str], command: str, undoable: bool = True, then: Sequence[tuple[str, str]] = ()
) -> None:
    """What was done, a sentence a line, what may follow (when, and the command), and that it can be taken back."""
    for line in lines:
        screen.paragraph(line)
    if then:
        screen.commands(then)
    if undoable:
        screen.line((undo_words(screen, command), "dim"))


def told(
    schema: str,
    data: Mapping[str, Any],
    lines: Sequence[str],
    command: str,
    *,
    undoable: bool = True,
    then: Sequence[tuple[str, str]] = (),
) -> Reply:
    """The reply of a write that is told in a sentence or two; `data` is what JSON says of it, `then` what follows."""
    return Reply(schema, lambda: data, lambda screen: draw_done(screen, lines, command, undoable, then))


def draw_replayed(screen: Screen, done: str, hint: str) -> None:
    """What undo or redo did, and what takes it the other way."""
    screen.paragraph(done)
    screen.line((hint, "dim"))
