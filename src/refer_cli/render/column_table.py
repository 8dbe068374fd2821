"""The columns of a list, and what each becomes: a screen, and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from refer_cli.render.screen import INDENT, cells, fit, pad
from refer_cli.render.wording import label

if TYPE_CHECKING:
    from refer_cli.render.screen import Screen

_WIDEST_COLUMN, _WIDEST_FIELD = 24, 22
_NAMED = 12
_SPOKEN = {
    "first_name": "first name",
    "middle_name": "middle name",
    "last_name": "last name",
    "street_2": "street",
    "waitlist": "takes clients",
    "exclusions": "needs, not treated",
    "as_of": "day of the row",
    "id": "key of the row",
}


class ColumnTaken(Protocol):
    """What is known of a column: its header, what it becomes, the entry that a mark stands for, a sample."""

    @property
    def label(self) -> str:
        """The header."""

    @property
    def target(self) -> str:
        """A field, notes, or -."""

    @property
    def entry(self) -> str | None:
        """What a mark stands for."""

    @property
    def sample(self) -> str:
        """A cell."""

    @property
    def meant(self) -> bool:
        """Whether the words are those of a field."""


def columns_json(columns: Sequence[ColumnTaken]) -> list[dict[str, Any]]:
    """Each column with the field that it becomes; `-` is left out."""
    return [{"column": column.label, "field": column.target} for column in columns]


def draw_columns(screen: Screen, columns: Sequence[ColumnTaken]) -> None:
    """Fields one a line with a sample; columns of marks a line for each list; what goes into the notes in one line."""
    rows = [
        (column.label, _becomes(column.target), column.sample)
        for column in columns
        if column.meant and column.entry is None
    ]
    for target in dict.fromkeys(column.target for column in columns if column.entry is not None):
        labels = [column.label for column in columns if column.entry is not None and column.target == target]
        rows.append(
            (_several(labels, 2), f"{_becomes(target)}, by X", f"{len(labels)} columns" if len(labels) > 1 else "")
        )
    kept = [column.label for column in columns if not column.meant and column.target != "-" and column.sample]
    left = [column.label for column in columns if column.target == "-"]
    wide = min(_WIDEST_COLUMN, max([14, *(cells(row[0]) for row in rows)]))
    field = min(_WIDEST_FIELD, max([7, *(cells(row[1]) for row in rows)]))
    screen.blank()
    screen.line(("  ".join([pad("your column", wide), pad("becomes", field), "for example"]), "bold"))
    for name, becomes, sample in rows:
        room = screen.width - INDENT - wide - field - 4
        shown = fit(" ".join(sample.split()), max(8, room)) if sample else ""
        screen.line("  ".join([pad(fit(name, wide), wide), pad(fit(becomes, field), field), shown]))
    if kept:
        screen.pair("into the notes", f"with their names: {_several(kept, _NAMED)}", label_width=wide + 2)
    if left:
        screen.pair("left out", _several(left, _NAMED), label_width=wide + 2)
    screen.blank()


def _becomes(target: str) -> str:
    return _SPOKEN.get(target) or (f"day of {label(target[:-6])}" if target.endswith("_as_of") else label(target))


def _several(labels: Sequence[str], shown: int) -> str:
    more = len(labels) - shown
    return ", ".join(labels[:shown]) + (f" and {more} more" if more > 0 else "")
