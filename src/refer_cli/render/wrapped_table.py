"""A table without a frame in which nothing is cut: cells wrap, and where columns have no room each row is a block."""

from __future__ import annotations

from collections.abc import Sequence

from refer_cli.records import NamedTuple
from refer_cli.render.screen import INDENT, Screen, cells, pad, wrap

_GAP = 2
_NARROWEST = 12
_MOST_LINES = 3
"""How many lines a row may take on average: in taller ones nobody finds a person again."""
_LOOKED_AT = 200
_FARTHEST = 80
"""How far to the right a number may stand from its name: on a wide screen the eye would lose the line."""
_HANGING = 2
"""What a heading's further lines are moved in by, so that they are no other row's."""


class Column(NamedTuple):
    """One column: its head and cells, whether it is aligned to the right, and whether its cells stay in one piece."""

    head: str
    cells: Sequence[str]
    right: bool = False
    whole: bool = False

    @property
    def natural(self) -> int:
        """The width at which nothing wraps."""
        return max(cells(text) for text in (self.head, *self.cells))

    @property
    def least(self) -> int:
        """The narrowest width at which no word is broken."""
        if self.whole:
            return self.natural
        longest = max((cells(word) for text in (self.head, *self.cells) for word in text.split()), default=0)
        return min(self.natural, max(longest, _NARROWEST))


def draw_table(screen: Screen, columns: Sequence[Column], beside: int | None = None) -> None:
    """The rows under their heads; the first column names them.

    Where words have no room, or the rows would be tall, every row becomes a block of lines. There the column `beside`
    (a telephone number) stands beside the name.
    """
    widths = _widths(columns, screen.width)
    if widths is None or _height(columns, widths) > _MOST_LINES:
        _draw_blocks(screen, columns, beside)
        return
    screen.line((_line([column.head for column in columns], columns, widths), "dim"))
    for number in range(len(columns[0].cells)):
        for line in _lines(columns, widths, number):
            screen.line(line)


def _widths(columns: Sequence[Column], width: int) -> list[int] | None:
    """Each column as wide as it needs; else narrowed in the way that costs the fewest lines; None where none fits."""
    natural = [column.natural for column in columns]
    room = width - INDENT - _GAP * (len(columns) - 1)
    if sum(natural) <= room:
        return natural
    least = [column.least for column in columns]
    least[0] = min(natural[0], least[0] + _HANGING)
    if sum(least) > room:
        return None
    everywhere = range(len(columns))
    orders = [[[number], everywhere] for number in everywhere] + [[everywhere], [everywhere[1:], everywhere]]
    ways = [_narrowed(natural, least, room, order) for order in orders]
    return min(ways, key=lambda widths: _height(columns, widths))


def _narrowed(natural: Sequence[int], least: Sequence[int], room: int, order: Sequence[Sequence[int]]) -> list[int]:
    """The widths brought down to `room`: of the columns first in order the widest, until none of them can give more."""
    widths = list(natural)
    for numbers in order:
        while sum(widths) > room:
            wider = [number for number in numbers if widths[number] > least[number]]
            if not wider:
                break
            widths[max(wider, key=lambda number: (widths[number], number))] -= 1
    return widths


def _wrapped(columns: Sequence[Column], widths: Sequence[int], row: int) -> list[list[str]]:
    first, *others = columns
    named = wrap(first.cells[row], widths[0], max(1, widths[0] - _HANGING))
    return [
        [named[0], *(" " * _HANGING + piece for piece in named[1:])],
        *(
            [column.cells[row]] if column.whole else wrap(column.cells[row], width, width)
            for column, width in zip(others, widths[1:], strict=True)
        ),
    ]


def _lines(columns: Sequence[Column], widths: Sequence[int], row: int) -> list[str]:
    pieces = _wrapped(columns, widths, row)
    height = max(map(len, pieces))
    filled = [[*column, *[""] * (height - len(column))] for column in pieces]
    return [_line([column[number] for column in filled], columns, widths) for number in range(height)]


def _line(texts: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    return (" " * _GAP).join(
        pad(text, width, column.right) for text, column, width in zip(texts, columns, widths, strict=True)
    )


def _height(columns: Sequence[Column], widths: Sequence[int]) -> float:
    """How many lines a row takes on average; of very many rows a part is looked at."""
    rows = range(0, len(columns[0].cells), len(columns[0].cells) // _LOOKED_AT + 1)
    return sum(max(map(len, _wrapped(columns, widths, row))) for row in rows) / len(rows)


def _label_width(columns: Sequence[Column]) -> int:
    return max((cells(column.head) for column in columns[1:]), default=0) + _GAP


def _draw_blocks(screen: Screen, columns: Sequence[Column], beside: int | None) -> None:
    label_width = _label_width(columns)
    below = [column for number, column in enumerate(columns) if number not in (0, beside)]
    room = screen.width - INDENT - _HANGING - label_width
    edge = min(screen.width, _FARTHEST)
    for row, name in enumerate(columns[0].cells):
        if row:
            screen.blank()
        number = columns[beside].cells[row] if beside is not None else ""
        gap = edge - INDENT - cells(name) - cells(number)
        if gap >= _GAP:
            screen.line((name, "bold"), " " * gap + number if number else "")
        else:
            screen.paragraph(name, hanging=INDENT + _HANGING, style="bold")
            screen.line(" " * max(0, edge - INDENT - cells(number)), number)
        for column in below:
            for index, piece in enumerate(wrap(column.cells[row], room, room)):
                label = pad(column.head if index == 0 else "", label_width)
                screen.line((label, "dim"), piece, indent=INDENT + _HANGING)
