"""The book as matching's index sees it: facets as sets of people, and cards only when asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from refer_cli.book import statements
from refer_cli.book.packing import card_of, current, people_in
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.facets import EVERYONE, Sorting, Spotted, office_name
from refer_cli.places.distance import box

if TYPE_CHECKING:
    from refer_cli.book.reading import Book


def index_of(book: Book) -> BookIndex | None:
    """The index of an open book, or None where there is none that can be trusted."""
    return BookIndex(book) if book.connection is not None and current(book.connection) else None


class BookIndex:
    """`matching.facets.Facets` over the tables `facet`, `place` and `card_facets`."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._sets: dict[str, int] = {}
        self._families: dict[str, Mapping[str, int]] = {}
        self._mentions: dict[str, int] = {}
        self._candidates: dict[int, Candidate] = {}

    @property
    def everyone(self) -> int:
        """All who are not archived."""
        return self.bits(EVERYONE)

    def bits(self, name: str) -> int:
        """The people who have this facet."""
        people = self._sets.get(name)
        if people is None:
            people = 0
            for chunk, bits in self._book.rows(statements.FACET, {"name": name}):
                people |= people_in(bits, chunk)
            self._sets[name] = people
        return people

    def family(self, prefix: str) -> Mapping[str, int]:
        """Every facet that begins so: the rest of its name, and its people."""
        family = self._families.get(prefix)
        if family is None:
            after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
            sets: dict[str, int] = {}
            for name, chunk, bits in self._book.rows(statements.FACET_FAMILY, {"first": prefix, "after": after}):
                rest = name[len(prefix) :]
                sets[rest] = sets.get(rest, 0) | people_in(bits, chunk)
            family = self._families[prefix] = sets
        return family

    def offices(self, lat: float, lon: float, radius: float) -> Sequence[Spotted]:
        """The places with offices in a box around the circle (miles)."""
        south, north, west, east = box(lat, lon, radius)
        rows = self._book.rows(statements.PLACES, {"south": south, "north": north, "west": west, "east": east})
        names = [(row[0], row[1], office_name((row[0], row[1]))) for row in rows]
        self._fetch([name for _, _, name in names if name not in self._sets])
        return [Spotted(lat, lon, self._sets[name]) for lat, lon, name in names if self._sets[name]]

    def _fetch(self, names: Sequence[str]) -> None:
        """Read many facets at once."""
        for batch in statements.chunks(names):
            self._sets.update(dict.fromkeys(batch, 0))
            for name, chunk, bits in self._book.rows(*statements.with_ids(statements.FACETS, batch)):
                self._sets[name] |= people_in(bits, chunk)

    def mentioning(self, word: str) -> int:
        """The people whose card may mention this folded text."""
        people = self._mentions.get(word)
        if people is None:
            people = 0
            for row in self._book.rows(statements.MENTIONING, {"pattern": f"%{word}%"}):
                people |= 1 << row[0]
            self._mentions[word] = people
        return people

    def candidates(self, ids: Sequence[int]) -> Sequence[Candidate]:
        """The cards of these people."""
        for batch in statements.chunks([colleague_id for colleague_id in ids if colleague_id not in self._candidates]):
            for row in self._book.rows(*statements.with_ids(statements.PRESSED_CARDS, batch)):
                candidate = card_of(row[1])
                self._candidates[candidate.id] = candidate
        return [self._candidates[colleague_id] for colleague_id in ids]

    def sorting(self, ids: Sequence[int]) -> Sequence[Sorting]:
        """What orders these people among equals."""
        keys: list[Sorting] = []
        for batch in statements.chunks(ids):
            sql, parameters = statements.with_ids(statements.SORTING, batch)
            keys.extend(Sorting(*row) for row in self._book.rows(sql, parameters))
        return keys
