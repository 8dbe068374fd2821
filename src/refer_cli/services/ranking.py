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
        self._book = book
        self._index = index_of(book)
        self._everybody = [candidate_from(card) for card in book.cards()] if not self._index and book.exists else []

    def __call__(self, request: Request) -> Ranking:
        """Everybody who is not archived, ranked for the request."""
        if self._index is None:
            return FullRanking(self._everybody, request, self._today)
        from refer_cli.matching.indexed_ranking import IndexedRanking

        return IndexedRanking(self._index, request, self._today)

    def perhaps_avoided(self, names: tuple[str, ...]) -> Sequence[Candidate]:
        """Everybody whose card may name what is avoided, and perhaps others; of the archived who is called so."""
        from refer_cli.matching.alike import is_called
        from refer_cli.matching.criteria.tie import perhaps_avoided

        here = self._index.candidates(perhaps_avoided(self._index, names)) if self._index else self._everybody
        archived = [
            colleague_id
            for colleague_id, name, practice, _ in self._book.names(archived=True)
            if any(is_called(name, text) or is_called(practice, text) for text in names)
        ]
        return [*here, *map(candidate_from, self._book.cards(archived, archived=True))] if archived else here


def answered(book: Book, request: Request, today: date) -> tuple[Answer, tuple[str, ...]]:
    """The answer, whose request has what the book adds to it, and a sentence for each avoided name that it lacks."""
    rank = Ranker(book, today)
    unmatched: tuple[str, ...] = ()
    if request.avoid:
        from refer_cli.matching.criteria.tie import unmatched_names

        around = rank.perhaps_avoided(request.avoid)
        request = _with_what_is_avoided(book, request, around)
        unmatched = unmatched_names(around, request)
    if request.reason.rules == "self-pay-transition":
        request = request._replace(met_from_afar=book.met_from_afar())
    made = answer(rank(request), request, today)
    if made.considered and not made.eligible:
        from refer_cli.matching.dropping import helps_most, without_identity  # only where nobody fits

        made = made._replace(drop=helps_most(rank, request), without_identity=without_identity(rank, request))
    return made, unmatched


def _with_what_is_avoided(book: Book, request: Request, around: Sequence[Candidate]) -> Request:
    """The request, with what the cards and the notes of the book say of whom to avoid."""
    from refer_cli.matching.avoided import spoken_of, what_is_avoided, words_to_find

    avoided = what_is_avoided(around, request.avoid)
    notes = {found for word in words_to_find(request.avoid, avoided) for found in book.noting(word)}
    spoken = spoken_of(notes, request.avoid, avoided)
    return request._replace(
        avoided_groups=avoided.groups,
        avoided_teams=avoided.teams,
        avoided_ties=avoided.ties,
        avoided_people=avoided.people,
        avoided_offices=avoided.offices,
        noted=spoken.surely,
        perhaps_noted=spoken.perhaps,
    )
