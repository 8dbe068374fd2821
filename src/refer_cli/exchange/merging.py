"""What a row says anew about somebody who is in the book already: pure rules about values and their days."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from refer_cli.fields.card import Facts
from refer_cli.fields.values import Listing
from refer_cli.vocabulary.normaliser import fold

if TYPE_CHECKING:
    from refer_cli.exchange.incoming import Incoming
    from refer_cli.fields.card import Card
    from refer_cli.fields.values import Value

# Who said a fact, when it was not a file.
_MYSELF = "me"


class News(NamedTuple):
    """The facts that a row changes or dates anew, and the fields in which the book's own word stays."""

    facts: Facts
    redate: frozenset[str]
    kept: tuple[str, ...]


def news(card: Card, row: Incoming, own_word: bool) -> News:
    """What `row` says that `card` does not hold yet.

    Only fields that the row gives count. An equal value moves its day only where the file dates it, and
    only forwards. A fact that the book has from a later day stays, as does one that I said myself where the
    file is a registry's (`own_word` is False): both are named in `kept` where they differ.
    """
    values: dict[str, Value | None] = {}
    dated: dict[str, str] = {}
    redate: set[str] = set()
    kept: list[str] = []
    for field, value in row.facts.values.items():
        before = card.values.get(field)
        if before is None and value is None:
            continue
        dating = card.dating(field)
        day = row.facts.dated.get(field, row.facts.as_of) if field in row.file_dated else None
        equal = _says_the_same(before, value)
        if before is not None:
            if not own_word and dating.source == _MYSELF:
                if not equal:
                    kept.append(field)
                continue
            if day is not None and _newest(value, day) < _newest(before, dating.as_of):
                if not equal:
                    kept.append(field)
                continue
        if equal and (day is None or (day == dating.as_of and _same_days(before, value, day))):
            continue
        values[field] = _entries_dated(value, day) if before is not None else value
        if day is not None and (before is None or day != dating.as_of):
            dated[field] = day
            redate.add(field)
    return News(Facts(values, row.facts.as_of, row.facts.source, dated, row.facts.key), frozenset(redate), tuple(kept))


def _says_the_same(before: Value | None, value: Value | None) -> bool:
    """Whether two values are equal apart from the days of single entries, and from their order."""
    if isinstance(before, Listing) and isinstance(value, Listing):
        return before.open == value.open and _entries(before) == _entries(value)
    return before == value


def _entries(listing: Listing) -> set[tuple[str, str | None]]:
    return {(item.name, item.mark) for item in listing.items}


def _newest(value: Value | None, day: str) -> str:
    """The latest day in a fact: its own, or that of an entry confirmed later."""
    items = value.items if isinstance(value, Listing) else ()
    return max([day, *(item.as_of for item in items if item.as_of)])


def _same_days(before: Value | None, value: Value | None, day: str) -> bool:
    """Whether the entries of two equal lists of one day have equal days."""
    if not (isinstance(before, Listing) and isinstance(value, Listing)):
        return True
    return {fold(i.name): i.as_of or day for i in before.items} == {fold(i.name): i.as_of or day for i in value.items}


def _entries_dated(value: Value | None, day: str | None) -> Value | None:
    """The list with a day on each entry, where the file dates it: entries that were there take it too."""
    if day is None or not isinstance(value, Listing):
        return value
    return Listing(tuple(item._replace(as_of=item.as_of or day) for item in value.items), value.open)
