"""What a write changed: each field before and after, and how to take it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from refer_cli.fields.values import Listing
from refer_cli.render.answer import Reply, as_json
from refer_cli.render.colleague_json import value_json
from refer_cli.render.screen import Screen
from refer_cli.render.wording import label, spoken

if TYPE_CHECKING:
    from refer_cli.book.changes import Difference


def undo_words(screen: Screen, command: str) -> str:
    """How a write is taken back, where it lasts longer than the command."""
    return f"{command} undo takes it back" if screen.lasting else "the demo keeps nothing"


def draw_done(screen: Screen, lines: Iterable[str], command: str, undoable: bool = True) -> None:
    """What was done, a sentence a line, and that it can be taken back."""
    for line in lines:
        screen.paragraph(line)
    if undoable:
        screen.line((undo_words(screen, command), "dim"))


def told(schema: str, made: Mapping[str, Any], lines: Sequence[str], command: str, *, undoable: bool = True) -> Reply:
    """The reply of a write that is told in a sentence or two; `made` is what JSON says of it."""
    return Reply(schema, lambda: made, lambda screen: draw_done(screen, lines, command, undoable))


def draw_replayed(screen: Screen, done: str, hint: str) -> None:
    """What undo or redo did, and what takes it the other way."""
    screen.paragraph(done)
    screen.line((hint, "dim"))


def draw_changes(screen: Screen, name: str, differences: Sequence[Difference], command: str) -> None:
    """Each changed field of one colleague, before and after; a fact only dated anew says so."""
    screen.line((name, "bold"))
    for difference in differences:
        before, after = (
            spoken(difference.field, difference.before),
            spoken(difference.field, difference.after),
        )
        if before != after:
            text = f"{before} → {after}"
        elif confirmed := _confirmed_entries(difference):
            text = f"{confirmed}, confirmed {difference.after_as_of}"
        elif difference.before_as_of != difference.after_as_of:
            text = f"{after}, confirmed {difference.after_as_of} (was {difference.before_as_of})"
        else:
            text = f"{after}, confirmed {difference.after_as_of}"
        screen.pair(label(difference.field), text)
    if not differences:
        screen.line("Nothing changed: the book says so already.")
    else:
        screen.line((undo_words(screen, command), "dim"))


def _confirmed_entries(difference: Difference) -> str:
    """The entries of a list that alone were dated anew; empty where the whole list was, or none."""
    before, after = difference.before, difference.after
    if not isinstance(before, Listing) or not isinstance(after, Listing):
        return ""
    moved = [item.name for item in after.items if item.as_of == difference.after_as_of]
    return ", ".join(moved) if len(moved) < len(after.items) else ""


def draw_assumptions(screen: Screen, assumptions: Iterable[str]) -> None:
    """What was taken for something else."""
    for assumption in dict.fromkeys(assumptions):
        screen.paragraph(f"{assumption}.", style="yellow")


def changes_json(differences: Iterable[Difference]) -> list[dict[str, object]]:
    """The differences for --json."""
    return [
        {
            "field": difference.field,
            "before": value_json(difference.before),
            "after": value_json(difference.after),
            **as_json(difference, "before_as_of after_as_of"),
        }
        for difference in differences
    ]
