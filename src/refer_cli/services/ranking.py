"""The colleagues of a book ranked for a request: by the book's index, or one by one where it cannot be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from refer_cli.book.index import index_of
from refer_cli.matching.answer import Answer, answer
from refer_cli.matching.candidate import Candidate, candidate_from
from refer_cli.matching.rank import FullRanking, Ranking

if TYPE_CHECKING:
    from datetime import date

    from refer_cli.book.reading import Book
    from refer_cli.matching.request import Request


class Ranker:
    """Ranks the colleagues of one open book for any request."""

    def __init__(self, book: Book, today: date) -> None:
        self._today = today
        self._index = index_of(book)
        self._everybody = [candidate_from(card) for card in book.cards()] if not self._index and book.exists else []

    def __call__(self, request: Request) -> Ranking:
        """Everybody who is not archived, ranked for the request."""
        if self._index is None:
            return FullRanking(self._everybody, request, self._today)
        from refer_cli.matching.indexed_ranking import IndexedRanking

        return IndexedRanking(self._index, request, self._today)

    def perhaps_avoided(self, names: tuple[str, ...]) -> Sequence[Candidate]:
        """Everybody whose card may name what is avoided, and perhaps others."""
        from refer_cli.matching.criteria.tie import perhaps_avoided

        return self._index.candidates(perhaps_avoided(self._index, names)) if self._index else self._everybody


def answered(book: Book, request: Request, today: date) -> tuple[Answer, tuple[str, ...]]:
    """The answer, whose request has what the book adds to it, and a sentence for each avoided name that it lacks."""
    rank = Ranker(book, today)
    unmatched: tuple[str, ...] = ()
    if request.avoid:
        from refer_cli.matching.criteria.tie import unmatched_names, what_is_avoided

        around = rank.perhaps_avoided(request.avoid)
        groups, teams, ties = what_is_avoided(around, request.avoid)
        request = request._replace(
            avoided_groups=groups, avoided_teams=teams, avoided_ties=ties, noted=_noted(book, request.avoid)
        )
        unmatched = unmatched_names(around, request)
    if request.reason.rules == "self-pay-transition":
        request = request._replace(met_from_afar=book.met_from_afar())
    made = answer(rank(request), request, today)
    if made.considered and not made.eligible:
        from refer_cli.matching.dropping import helps_most, without_identity  # only where nobody fits

        made = made._replace(drop=helps_most(rank, request), without_identity=without_identity(rank, request))
    return made, unmatched


def _noted(book: Book, avoid: tuple[str, ...]) -> frozenset[int]:
    """The ids of everybody whose note mentions what is avoided."""
    from refer_cli.matching.criteria.tie import mentions, words_to_find

    return frozenset(
        colleague_id
        for name in avoid
        for colleague_id, note in book.noting(words_to_find(name))
        if mentions(note, name)
    )
