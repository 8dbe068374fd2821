"""What the TAB key offers for values: names, cities, panels, reasons. It is silent where it fails."""

# No `from __future__ import annotations`: Typer would evaluate each as a text, for every option that is completed.

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from refer_cli.book.reading import Book


def who(ctx: typer.Context, incomplete: str) -> list[str]:
    """Names of colleagues with a word that begins so; the typed letters are kept as they were typed."""

    def find(book: "Book") -> Iterable[str]:
        for _, name, _, _ in book.completing(incomplete.replace("-", " ")):
            rest = _after(name, incomplete)
            if rest is not None:
                yield incomplete + rest

    return _quietly(ctx, find)


def used(field: str) -> Callable[[typer.Context, str], list[str]]:
    """A completion of the values of one field that are in the book."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        return _quietly(ctx, lambda book: _beginning(book.distinct(field), incomplete))

    return complete


def words(kind: str, field: str) -> Callable[[typer.Context, str], list[str]]:
    """A completion of a vocabulary's terms, those in the book first."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from refer_cli.vocabulary.normaliser import vocabulary

        def find(book: "Book") -> Iterable[str]:
            return _beginning([*book.distinct(field), *vocabulary(kind).names()], incomplete)

        return _quietly(ctx, find)

    return complete


def reason(ctx: typer.Context, incomplete: str) -> list[str]:
    """The reasons for a referral, the therapist's own among them."""

    def find(book: "Book") -> Iterable[str]:
        from refer_cli.matching.reasons import REASONS

        own = (added.slug for added in book.own_reasons())
        return (slug for slug in (*REASONS, *own) if slug.startswith(incomplete))

    return _quietly(ctx, find)


def peer_group(ctx: typer.Context, incomplete: str) -> list[str]:
    """The therapist groups in the book."""

    def find(book: "Book") -> Iterable[str]:
        from refer_cli.book import network_reading

        return _beginning([group.name for group in network_reading.groups(book)], incomplete)

    return _quietly(ctx, find)


def among(*choices: str) -> Callable[[typer.Context, str], list[str]]:
    """A completion of fixed words."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        return [choice for choice in choices if choice.startswith(incomplete)]

    return complete


def _beginning(values: Iterable[str], incomplete: str) -> Iterable[str]:
    for value in dict.fromkeys(values):
        rest = _behind(value, incomplete)
        if rest is not None:
            yield incomplete + rest


def _after(name: str, typed: str) -> str | None:
    """What follows in the name, from its first word that begins as typed; None where none does."""
    starts = [0, *(place + 1 for place, sign in enumerate(name) if sign in " -")]
    return next((rest for start in starts if (rest := _behind(name[start:], typed)) is not None), None)


def _behind(text: str, typed: str) -> str | None:
    """What follows in a text that begins as typed, in whatever spelling: "-Ostby" for "oneil" in O'Neil-Ostby."""
    if text.startswith(typed):
        return text[len(typed) :]
    from refer_cli.folding import fold, spelled_out

    folded = fold(typed)
    wanted = {folded, spelled_out(f"{folded} x").removesuffix(" x")} - {""}
    length = next((length for length in range(1, len(text) + 1) if fold(text[:length]) in wanted), None)
    if length is None:
        return None
    # A mark or a space at the end of what was typed stands for the one in the text.
    last, following = typed[-1], text[length : length + 1]
    both_marks = not last.isalnum() and not following.isalnum() and last.isspace() == following.isspace()
    return text[length + both_marks :]


def _quietly(ctx: Any, find: Callable[["Book"], Iterable[str]]) -> list[str]:
    from pathlib import Path

    from refer_cli.services.environment import Environment

    environment: Environment = ctx.obj if isinstance(ctx.obj, Environment) else Environment()
    options = ctx.find_root().params
    chosen = options.get("book")
    environment.book_option = Path(chosen) if chosen else None
    environment.completing = True
    if options.get("demo"):
        return []
    try:
        return list(dict.fromkeys(find(environment.read())))[:50]
    except Exception:  # noqa: BLE001
        # A TAB that finds nothing is better than an error in the middle of a line.
        return []
    finally:
        environment.close()
