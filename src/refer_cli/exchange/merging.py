"""What a row says anew about somebody who is in the book already: pure rules about values and their days.

An import fills what is unknown and adds to lists. Where it differs from what the therapist wrote, or from a list of
her own, hers stays, unless the file dates its fact later and the field is no private one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from refer_cli.fields.card import Facts
from refer_cli.fields.catalogue import BY_NAME, PLACE
from refer_cli.fields.notes import lines_lacking, with_lines
from refer_cli.fields.values import Listing, added
from refer_cli.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from refer_cli.exchange.incoming import Incoming
    from refer_cli.fields.card import Card
    from refer_cli.fields.values import Value

REGISTRIES = frozenset({"nppes", "npi-registry", "fhir"})
"""Sources whose facts are a registry's: every other fact is the therapist's own, or of a list of her own."""
PRIVATE = frozenset(name for name, field in BY_NAME.items() if field.private)
"""What no file overwrites, however new it is: what only the therapist can know."""
_NEVER_REPLACED = frozenset({"name", "npi"})
_OFFICE = ("street", *PLACE)


class Kept(NamedTuple):
    """A field in which the book's word stays, and the file's, which differs."""

    field: str
    hers: Value | None
    files: Value | None


class Gone(NamedTuple):
    """What stood on a card once and was taken away: entries of lists and single values by field, lines of the notes.

    Entries and lines are folded.
    """

    entries: Mapping[str, frozenset[str]]
    values: Mapping[str, frozenset[str | int]]
    lines: frozenset[str]

    def left_of(self, field: str, value: Value | None) -> Value | None:
        """What of a file's word was not taken away; None where nothing is left."""
        if isinstance(value, Listing):
            gone = self.entries.get(field, frozenset())
            items = tuple(item for item in value.items if fold(item.name) not in gone)
            return value if len(items) == len(value.items) else Listing(items, True) if items else None
        if field == "notes" and isinstance(value, str):
            return "\n".join(line for line in value.splitlines() if fold(line) not in self.lines) or None
        return None if isinstance(value, (str, int)) and value in self.values.get(field, ()) else value


NOTHING_GONE = Gone({}, {}, frozenset())


class News(NamedTuple):
    """The facts that a row changes or dates anew, and the fields in which the book's own word stays.

    `replaced` names those in which the file's newer word takes the place of the book's.
    """

    facts: Facts
    redate: frozenset[str]
    kept: tuple[Kept, ...]
    replaced: tuple[Kept, ...] = ()

    def without(self, field: str, hers: Value | None) -> News:
        """The news without one field, of which the book's word stays."""
        values = {name: value for name, value in self.facts.values.items() if name != field}
        dated = {name: day for name, day in self.facts.dated.items() if name != field}
        kept = Kept(field, hers, self.facts.values[field])
        facts = self.facts._replace(values=values, dated=dated)
        replaced = tuple(fact for fact in self.replaced if fact.field != field)
        return News(facts, self.redate - {field}, (*self.kept, kept), replaced)


def news(card: Card, row: Incoming, own_word: bool, gone: Gone = NOTHING_GONE) -> News:
    """What `row` says that `card` does not hold yet.

    Only fields that the row gives count. An equal value moves its day only where the file dates it, and only
    forwards. Where the values differ, the book's stays if it is of a later day, if it is the therapist's own and the
    file is a registry's (`own_word` is False) or does not date it later, and always in a private field and the name.
    Each of these is named in `kept`. Lists take entries in whatever stays, and notes take lines that they lack. What
    is `gone` from the card comes back by a file's newer word alone.
    """
    values: dict[str, Value | None] = {}
    dated: dict[str, str] = {}
    kept: list[Kept] = []
    replaced: list[Kept] = []
    elsewhere = _is_another_place(card, row)
    for field, value in row.facts.values.items():
        before = card.values.get(field)
        day = row.facts.dated.get(field, row.facts.as_of) if field in row.file_dated else None
        if before is None:
            new = gone.left_of(field, value)
            if new is not None and not (elsewhere and field in _OFFICE):
                values[field] = new
                if day is not None:
                    dated[field] = day
            if new != value:
                kept.append(Kept(field, before, value))
            continue
        if field == "notes" and isinstance(before, str) and isinstance(value, str):
            left = gone.left_of(field, value)
            after: Value | None = with_lines(before, left) if isinstance(left, str) else before
        elif _confirmed(card, row, field, day):
            after = _entries_dated(before if value is None else _taken_from(before, value), day)
            if day is not None and day != card.dating(field).as_of:
                dated[field] = day
        elif value is not None and _gives_way(card, row, field, own_word, day):
            after = _entries_dated(_taken_from(before, value), day)
            if day is not None and day != card.dating(field).as_of:
                dated[field] = day
            if card.dating(field).source not in REGISTRIES and not _keeps(after, before):
                replaced.append(Kept(field, before, value))
        else:
            after = _grown(card, row._replace(facts=_without(row.facts, field, gone)), field, own_word, day)
        if field in dated or not _says_the_same(before, after) or not _same_days(before, after, day):
            values[field] = after
        if not _agrees(field, after, value):
            kept.append(Kept(field, before, value))
    facts = Facts(values, row.facts.as_of, row.facts.source, dated, row.facts.key)
    return News(facts, frozenset(dated), tuple(kept), tuple(replaced))


def _without(facts: Facts, field: str, gone: Gone) -> Facts:
    return facts._replace(values={**facts.values, field: gone.left_of(field, facts.values[field])})


def _keeps(after: Value | None, before: Value) -> bool:
    """Whether everything that stood there still does."""
    if isinstance(after, Listing) and isinstance(before, Listing):
        return _entries(before) <= _entries(after)
    return after == before


def _is_another_place(card: Card, row: Incoming) -> bool:
    """Whether the row's office is another than the card's: then none of it fills what the card's lacks."""
    return any(
        field in card.values and row.facts.values.get(field) not in (None, card.values[field]) for field in PLACE
    )


def _confirmed(card: Card, row: Incoming, field: str, day: str | None) -> bool:
    """Whether the file says the same as the book, of a day not before the book's."""
    before, value = card.values[field], row.facts.values[field]
    if day is None or not _says_the_same(before, value):
        return False
    return _newest(value, day) >= _newest(before, card.dating(field).as_of)


def _gives_way(card: Card, row: Incoming, field: str, own_word: bool, day: str | None) -> bool:
    """Whether the book's word on a field gives way to the file's, which differs."""
    before, value, dating = card.values[field], row.facts.values[field], card.dating(field)
    if field in _NEVER_REPLACED:
        return False
    if dating.source in REGISTRIES and field not in PRIVATE:
        return day is None or _newest(value, day) >= _newest(before, dating.as_of)
    if not own_word or field in PRIVATE:
        return False
    return day is not None and _newest(value, day) > _newest(before, dating.as_of)


def _taken_from(before: Value, value: Value) -> Value:
    """The file's word in the place of the book's; a list that is not complete only adds to what is there."""
    if isinstance(before, Listing) and isinstance(value, Listing) and value.open:
        grown = added(before, value.items)
        return Listing(grown.items, True) if before.items or before.open else value
    return value


def _grown(card: Card, row: Incoming, field: str, own_word: bool, day: str | None) -> Value:
    """A list of the book with the entries of the file that it lacks; any other value as it is.

    Known none stays so, an older file adds nothing to a list that was confirmed since, and a registry adds nothing
    to a list that the therapist gave as complete.
    """
    before, value = card.values[field], row.facts.values[field]
    if not (isinstance(before, Listing) and isinstance(value, Listing)):
        return before
    if not before.items and not before.open:
        return before
    if (day is not None and day < card.dating(field).as_of) or not (own_word or before.open):
        return before
    lacking = tuple(item._replace(as_of=item.as_of or day) for item in value.items if before.find(item.name) is None)
    return Listing(before.items + lacking, before.open) if lacking else before


def _agrees(field: str, after: Value | None, value: Value | None) -> bool:
    """Whether the file says nothing against the book as it is after the import."""
    if isinstance(after, Listing) and isinstance(value, Listing):
        if field in PRIVATE:
            return all((entry := after.find(item.name)) is None or item.mark == entry.mark for item in value.items)
        return all(
            (entry := after.find(item.name)) is not None
            and item.denied == entry.denied
            and item.mark in (None, entry.mark)
            for item in value.items
            if not item.denied or after.find(item.name) is not None
        )
    if isinstance(after, str) and isinstance(value, str):
        if field == "name":
            return sorted(fold(after).split()) == sorted(fold(value).split())
        return not lines_lacking(after, value) if field == "notes" else fold(after) == fold(value)
    return after == value


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


def _same_days(before: Value | None, value: Value | None, day: str | None) -> bool:
    """Whether the entries of two equal lists of one day have equal days."""
    if day is None or not (isinstance(before, Listing) and isinstance(value, Listing)):
        return True
    return {fold(i.name): i.as_of or day for i in before.items} == {fold(i.name): i.as_of or day for i in value.items}


def _entries_dated(value: Value | None, day: str | None) -> Value | None:
    """The list with a day on each entry, where the file dates it: entries that were there take it too."""
    if day is None or not isinstance(value, Listing):
        return value
    return Listing(tuple(item._replace(as_of=item.as_of or day) for item in value.items), value.open)
