"""The words that the book knows beside the vocabularies: those that stand on a card, and those she keeps as typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refer_cli.folding import fold
from refer_cli.matching.asked_words import KEPT, ON_A_CARD

if TYPE_CHECKING:
    from refer_cli.book.reading import Book

_FIELDS = {
    "need": "specialties", "insurer": "panels", "approach": "approaches", "style": "styles", "language": "languages",
}  # fmt: skip


class OwnWords:
    """Whether a word stands on a card, or was confirmed; the book is asked once a field, for a word that is no term."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._words: dict[str, set[str]] = {}
        self._kept: set[tuple[str, str]] = set()

    def keep(self, kind: str, text: str) -> None:
        """Take a word as it is: the therapist says that it is one."""
        self._kept.add((kind, fold(text)))

    def __call__(self, kind: str, text: str) -> str | None:
        """How the word is known, if it is. Of a panel with a plan the carrier alone is known as well."""
        if kind not in self._words:
            names = self._book.distinct(_FIELDS[kind])
            self._words[kind] = {fold(spelling) for name in names for spelling in (name, name.partition("/")[0])}
        if fold(text) and fold(text) in self._words[kind]:
            return ON_A_CARD
        return KEPT if (kind, fold(text)) in self._kept else None
