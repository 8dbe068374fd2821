"""A name to avoid that nobody in the book has, while somebody there is called nearly so: it is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refer_cli.book.reading import LARGE_BOOK
from refer_cli.errors import UnknownWord
from refer_cli.matching.avoided import misspelt
from refer_cli.matching.criteria.tie import unknown_names
from refer_cli.render.screen import shell_word
from refer_cli.services.ranking import Ranker

if TYPE_CHECKING:
    from datetime import date

    from refer_cli.book.reading import Book
    from refer_cli.matching.options import TypedRequest
    from refer_cli.matching.request import Request

_QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'


def refuse_misspelt(book: Book, request: Request, today: date) -> None:
    """Raises UnknownWord for a name to avoid that no card has, where one in the book is spelled nearly so.

    In quotation marks a name is taken as it stands.
    """
    avoid = tuple(text for text in request.avoid if not _is_quoted(text))
    if not avoid or not book.exists:
        return
    texts: list[str] | None = None
    for name in unknown_names(Ranker(book, today).perhaps_avoided(avoid), avoid):
        if _is_quoted(name):
            continue
        texts = _names_in(book) if texts is None else texts
        near = misspelt(name, [*book.near_names(name), *texts])
        if near:
            raise _refusal(name, tuple(near))


def _refusal(name: str, near: tuple[str, ...]) -> UnknownWord:
    as_it_stands = f"if not: --avoid {shell_word(_quoted(name))} takes it as it stands"
    return UnknownWord(
        f'Nobody in your book is called "{name}".',
        f"did you mean {' or '.join(near)}? {as_it_stands}",
        field="avoid",
        value=name,
        kind="name",
        proposals=near,
    )


def kept(typed: TypedRequest, name: str) -> TypedRequest:
    """The request, with a name to avoid taken as it stands."""
    return typed.but(avoid=[text.replace(name, _quoted(name), 1) for text in typed.words("avoid")])


def _names_in(book: Book) -> list[str]:
    """The ties, and in a book of usual size the practices and people, that a name may be meant for."""
    if book.following_id() > LARGE_BOOK:
        return book.distinct("ties")
    return [*(name for _, name, _, _ in book.names(archived=False)), *book.distinct("practice"), *book.distinct("ties")]


def _is_quoted(text: str) -> bool:
    return len(text.strip(_QUOTES)) + 1 < len(text)


def _quoted(name: str) -> str:
    return f'"{name}"'
