"""What a write changed: each field before and after, and how to take it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from refer_cli.fields.values import Listing, Value
from refer_cli.records import NamedTuple
from refer_cli.render.answer import as_json
from refer_cli.render.colleague_json import value_json
from refer_cli.render.done import undo_words
from refer_cli.render.screen import Screen
from refer_cli.render.wording import label, spoken

if TYPE_CHECKING:
    from refer_cli.book.card_diff import Difference


class AsItWas(NamedTuple):
    """What was asked about and left as the card has it, and since which day it has it."""

    field: str
    value: Value
    as_of: str

    @property
    def words(self) -> str:
        """What the receipt says of it: the entries of a list by name, each of its own day."""
        if isinstance(self.value, Listing):
            return f"left as it was, {spoken(self.field, self.value)}"
        return f"left as it was, {spoken(self.field, self.value)} of {self.as_of}"


def draw_changes(
    screen: Screen, name: str, differences: Sequence[Difference], command: str, as_it_was: Sequence[AsItWas] = ()
) -> None:
    """Each changed field of one colleague, before and after; a fact only dated anew says so, and one that was left."""
    screen.line((name, "bold"))
    for difference in differences:
        before, after = (
            spoken(difference.field, difference.before),
            spoken(difference.field, difference.after),
        )
        if before != after:
            text = change_words(difference.field, difference.before, difference.after)
        elif confirmed := _confirmed_entries(difference):
            text = f"{confirmed}, confirmed {difference.after_as_of}"
        elif difference.before_as_of != difference.after_as_of:
            text = f"{after}, confirmed {difference.after_as_of} (was {difference.before_as_of})"
        else:
            text = f"{after}, confirmed {difference.after_as_of}"
        screen.pair(label(difference.field), text)
    for each in as_it_was:
        screen.pair(label(each.field), each.words)
    if not differences:
        screen.line("Nothing changed." if as_it_was else "Nothing changed: the book says so already.")
    else:
        screen.line((undo_words(screen, command), "dim"))


def draw_preview(screen: Screen, differences: Sequence[Difference]) -> None:
    """What would change of one colleague, before it is saved."""
    screen.line(("What would change", "bold"))
    for difference in differences:
        screen.pair(label(difference.field), change_words(difference.field, difference.before, difference.after))
    screen.blank()


def change_words(field: str, before: Value | None, after: Value | None) -> str:
    """What a field was and is now, in words; of notes that grew only what is new."""
    was, now = spoken(field, before), spoken(field, after)
    if field == "notes" and before is not None and now.startswith(f"{was}\n"):
        return f"added: {now.removeprefix(was).lstrip()}"
    return f"{was} → {now}"


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
