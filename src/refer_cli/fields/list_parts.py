"""Lists whose parts are all known: each part is read once, and a cell is put together from what its parts say.

The words of a list come again and again, whole cells of it hardly ever. Only such cells are put together of which
nothing can depend on what stands beside a part; every other cell is read as a whole (`cells.read_cell`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from refer_cli.fields.cells import CellReading
from refer_cli.fields.list_cells import KINDS_OF_LIST
from refer_cli.fields.values import Item, Listing, Value
from refer_cli.folding import fold
from refer_cli.records import NamedTuple
from refer_cli.vocabulary.normaliser import vocabulary
from refer_cli.vocabulary.parting import (
    BEGINNING_AFTERTHOUGHTS,
    DENYING_WORDS,
    MARK_WORDS,
    without_open_ending,
    words_around,
)

_MOST_REMEMBERED = 5_000
# Plain words with a remark in brackets behind them: no sign in a part labels it, and what parts it stays within it.
_PART = re.compile(r"([A-Za-z][A-Za-z0-9 ,'&/+.-]*)(?: \(([A-Za-z ]+)\))?")
_ANSWERS = frozenset({"yes", "y", "x", "no", "n", "none", "only"})
_CELL = re.compile(r"[A-Za-z][A-Za-z0-9 ;,'&/+.()-]*")


class _Part(NamedTuple):
    """What a part says wherever it stands: entries with their fields and folded names; its first and last word.

    `is_term`: it is a term as it stands, which may also stand between slashes.
    """

    entries: tuple[tuple[str, Item, str], ...]
    first: str
    last: str
    is_term: bool


class ListParts:
    """The parts of the cells of one list. `read` reads a cell, or a part of one, in a state."""

    def __init__(self, field: str, read: Callable[[str, str | None], CellReading]) -> None:
        self._field = field
        self._read = read
        self._kinds = KINDS_OF_LIST.get(field, ())
        self._known: dict[tuple[str, str | None], _Part | None] = {}

    def reading(self, text: str, state: str | None) -> CellReading | None:
        """The reading of a cell of several parts; None where it has to be read as a whole."""
        if not self._kinds or _CELL.fullmatch(text) is None:
            return None
        sign = ";" if ";" in text else "," if "," in text else "/" if "(" not in text else ""
        pieces = [piece.strip() for piece in text.split(sign)] if sign else []
        if len(pieces) < 2:
            return None
        parts: list[_Part] = []
        for piece in pieces:
            key = (piece, state)
            part = self._known[key] if key in self._known else self._learn(piece, state)
            if part is None:
                return None
            parts.append(part)
        if sign != ";" and not self._stand_apart(parts, sign):
            return None
        return self._together(parts)

    def _learn(self, piece: str, state: str | None) -> _Part | None:
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        part = self._known[piece, state] = self._part(piece, state)
        return part

    def _part(self, piece: str, state: str | None) -> _Part | None:
        written = _PART.fullmatch(piece)
        if written is None or not self._says_it_alone(written[1], written[2]):
            return None
        reading = self._read(piece, state)
        if reading.left or reading.assumptions or not reading.values:
            return None
        entries: list[tuple[str, Item, str]] = []
        for field, value in reading.values.items():
            # Beside its own field a list is always open.
            if not isinstance(value, Listing) or not value.items or value.open == (field == self._field):
                return None
            entries.extend((field, item, fold(item.name)) for item in value.items)
        words = fold(piece).split()
        is_term = any(vocabulary(kind).find(piece, state) is not None for kind in self._kinds)
        is_term = is_term and BEGINNING_AFTERTHOUGHTS.isdisjoint(words)
        return _Part(tuple(entries), words[0], words[-1], is_term)

    def _says_it_alone(self, words: str, remark: str | None) -> bool:
        """Whether no word of a part can be about another part: a denial, an answer, or words that only go with one."""
        folded = fold(words).split()
        if not folded or not DENYING_WORDS.isdisjoint(folded) or not _ANSWERS.isdisjoint(folded):
            return False
        if (remark is not None and fold(remark) not in MARK_WORDS) or without_open_ending(words)[1]:
            return False
        if self._field == "populations" and any(map(str.isdigit, words)):
            return False
        return not all(any(word in _going_with(kind) for kind in self._kinds) for word in folded)

    def _stand_apart(self, parts: Sequence[_Part], sign: str) -> bool:
        """Whether no term reaches over a comma or a slash ("anxiety, depression" may be one)."""
        for before, after in pairwise(parts):
            if any((before.last, after.first) in _neighbours(kind) for kind in self._kinds):
                return False
        return sign == "," or ("insurer" not in self._kinds and all(part.is_term for part in parts))

    def _together(self, parts: Sequence[_Part]) -> CellReading | None:
        items: dict[str, dict[str, Item]] = {}
        number = 0
        for part in parts:
            for field, item, folded in part.entries:
                items.setdefault(field, {})[folded] = item
                number += 1
        if sum(map(len, items.values())) != number:
            return None  # of two entries of one name the one with a mark counts
        values: dict[str, Value] = {
            field: Listing(tuple(named.values()), field != self._field) for field, named in items.items()
        }
        return CellReading(values)


@cache
def _neighbours(kind: str) -> frozenset[tuple[str, str]]:
    """Every two words that stand beside each other in a spelling of a vocabulary."""
    pairs: set[tuple[str, str]] = set()
    for spelling in vocabulary(kind).every_spelling():
        words = spelling.split()
        pairs.update(pairwise(words))
    return frozenset(pairs)


@cache
def _going_with(kind: str) -> frozenset[str]:
    """The words that stand around a term and say nothing of their own."""
    return frozenset(word for phrase in (*words_around(kind), *MARK_WORDS) for word in fold(phrase).split())
