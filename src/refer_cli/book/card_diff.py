"""What a write means before any row is touched: new colleagues, and the difference facts make to a card.

Pure: cards and facts in, a description of the rows out. Here stand the rules about dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import EllipsisType

from refer_cli.fields.card import Card, Dated, Facts
from refer_cli.fields.catalogue import PLACE
from refer_cli.fields.list_days import shared_day
from refer_cli.fields.notes import with_typed
from refer_cli.fields.values import Accepting, Item, Listing, Value, added, removed
from refer_cli.folding import fold
from refer_cli.records import NamedTuple

Point = tuple[float, float] | None
"""(latitude, longitude) of an office; kept to five decimals, about a metre, so that its image is exact."""

ORDINARY = "complete"
OFFICE_DECIMALS = 5


class Difference(NamedTuple):
    """One field that was changed or dated anew: its value and its day, before and after (None: unknown)."""

    field: str
    before: Value | None
    after: Value | None
    before_as_of: str | None
    after_as_of: str | None


class FactDating(NamedTuple):
    """The date and source of one field where they are not the row's, or the extent of a list."""

    as_of: str
    source: str
    extent: str


class NewColleague(NamedTuple):
    """A colleague about to be put in: the columns, the lists, and the facts with a date of their own.

    `values` are those of the card, as they will be read of the rows.
    """

    columns: dict[str, object]
    lists: dict[str, tuple[Item, ...]]
    facts: dict[str, FactDating]
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class CardChanges:
    """What facts change on a card: columns and lists to write, and every fact row as it must be after."""

    differences: list[Difference]
    columns: dict[str, object]
    lists: dict[str, tuple[Item, ...]]
    facts: dict[str, FactDating]


def new_colleague(facts: Facts, point: Point, today: str) -> NewColleague:
    """The rows of a new colleague. Values that are None are left out."""
    columns: dict[str, object] = {
        "as_of": facts.as_of,
        "source": facts.source,
        "source_key": facts.key,
        "created_on": today,
        **_point(point),
    }
    lists: dict[str, tuple[Item, ...]] = {}
    fact_rows: dict[str, FactDating] = {}
    values: dict[str, Value] = {}
    row_day, source, days = facts.as_of, facts.source, facts.dated
    for name, value in facts.values.items():
        if value is None:
            continue
        day = days.get(name, row_day) if days else row_day
        extent = ORDINARY
        if isinstance(value, Listing):
            listing = value
            if any(item.as_of for item in value.items):
                listing = Listing(tuple(_dated_item(item, item.as_of, day) for item in value.items), value.open)
            lists[name] = listing.items
            values[name] = listing
            extent = _extent(listing)
        else:
            columns.update(_columns(name, value))
            values[name] = value
        if extent != ORDINARY or day != row_day:
            fact_rows[name] = FactDating(day, source, extent)
    return NewColleague(columns, lists, fact_rows, values)


def brought_to(card: Card, values: Mapping[str, Value], dates: Mapping[str, Dated], point: Point) -> CardChanges:
    """What brings a card to exactly these values and days. Entries of lists bring their own days, or the list's."""
    columns: dict[str, object] = _point(point)
    lists: dict[str, tuple[Item, ...]] = {}
    differences: list[Difference] = []
    for name in dict.fromkeys((*card.values, *values)):
        before, after = card.values.get(name), values.get(name)
        if isinstance(before, Listing) or isinstance(after, Listing):
            lists[name] = tuple(
                _dated_item(item, item.as_of, dates[name].as_of)
                for item in (after.items if isinstance(after, Listing) else ())
            )
        elif before != after:
            columns.update(_columns(name, after))
        if before != after:
            day = dates[name].as_of if after is not None else None
            differences.append(Difference(name, before, after, card.dating(name).as_of if before else None, day))
    row = _row_date(card, dict(dates))
    if row.as_of != card.as_of:
        columns["as_of"] = row.as_of
    fact_rows: dict[str, FactDating] = {}
    for name, value in values.items():
        _keep_fact(fact_rows, name, value, dates[name], row)
    return CardChanges(differences, columns, lists, fact_rows)


def rebased(facts: Facts, before: Card, now: Card) -> Facts:
    """The facts as they are meant for the card as it stands now, where they were worked out from it as it was before.

    Another process may have written meanwhile. Of a list, only what was put in, changed and taken out is carried
    over to the entries that are there now; a single value stands as it was given.
    """
    values = dict(facts.values)
    for name, value in facts.values.items():
        was, stands = before.listing(name), now.listing(name)
        if isinstance(value, Listing) and was != stands:
            values[name] = _carried_over(value, was, stands)
    notes, stand = facts.values.get("notes"), now.text("notes")
    if isinstance(notes, str) and stand is not None and stand != before.text("notes"):
        values["notes"] = _notes_carried_over(notes, (before.text("notes") or "").rstrip(), stand)
    return facts._replace(values=values)


def _carried_over(meant_list: Listing, was: Listing | None, stands: Listing | None) -> Listing:
    if not meant_list.items:
        return meant_list  # known none: it says something about the whole list
    before = was or Listing(open=meant_list.open)
    changed = tuple(item for item in meant_list.items if before.find(item.name) != item)
    gone = tuple(item.name for item in before.items if meant_list.find(item.name) is None)
    carried = added(removed(stands, gone), changed)
    said_anew = meant_list.open != before.open or (was is None and not meant_list.open)
    return carried._replace(open=meant_list.open if said_anew else carried.open)


def _notes_carried_over(meant: str, were: str, stand: str) -> str:
    """Notes that were only added to, with the lines of another process; notes that were written anew as they are."""
    grew = not were or meant.rstrip() == were or meant.startswith(f"{were}\n")
    return with_typed(stand, meant[len(were) :]) if grew else meant


def compare(card: Card, facts: Facts, redate: frozenset[str], point: Point | EllipsisType) -> CardChanges:
    """What the facts change on the card (see `writing.change_card` for the rules about dates)."""
    differences: list[Difference] = []
    columns: dict[str, object] = {}
    lists: dict[str, tuple[Item, ...]] = {}
    values: dict[str, Value] = dict(card.values)
    dates = {name: card.dating(name) for name in card.values}
    for name, value in facts.values.items():
        new_date = Dated(facts.dated.get(name, facts.as_of), facts.source)
        again = name in redate or name in facts.dated
        before, before_date = card.values.get(name), dates.get(name)
        after, after_date = _after(before, before_date, value, new_date, again)
        if after == before and after_date == before_date:
            continue
        if after is None or after_date is None:
            values.pop(name, None)
            dates.pop(name, None)
        else:
            values[name], dates[name] = after, after_date
        if isinstance(after, Listing) or isinstance(before, Listing):
            lists[name] = after.items if isinstance(after, Listing) else ()
        elif after != before:
            columns.update(_columns(name, after))
        differences.append(
            Difference(
                name,
                before,
                after,
                before_date and before_date.as_of,
                new_date.as_of if after is not None else None,
            )
        )
    if point is not ...:
        columns.update(_point(point))
    elif any(difference.field in PLACE and difference.after != difference.before for difference in differences):
        columns.update(_point(None))
    row = _row_date(card, dates)
    if row.as_of != card.as_of:
        columns["as_of"] = row.as_of
    fact_rows: dict[str, FactDating] = {}
    for name, value in values.items():
        _keep_fact(fact_rows, name, value, dates[name], row)
    return CardChanges(differences, columns, lists, fact_rows)


def _after(
    before: Value | None, before_date: Dated | None, value: Value | None, new_date: Dated, again: bool
) -> tuple[Value | None, Dated | None]:
    """A field as it must be afterwards, with its date."""
    if value is None:
        return None, None
    if isinstance(value, Listing):
        return _listing_after(before if isinstance(before, Listing) else None, before_date, value, new_date, again)
    if value == before and before_date is not None and not again:
        return before, before_date
    return value, new_date


def _listing_after(
    before: Listing | None, before_date: Dated | None, value: Listing, new_date: Dated, again: bool
) -> tuple[Listing, Dated]:
    if before is None or before_date is None:
        items = tuple(_dated_item(item, item.as_of, new_date.as_of) for item in value.items)
        return Listing(items, value.open), new_date
    old = {fold(item.name): item for item in before.items}
    days = [_entry_day(item, old.get(fold(item.name)), before_date, new_date, again) for item in value.items]
    same = any(_same(item, old.get(fold(item.name))) for item in value.items)
    # Adding one entry confirms nothing about the others: the list keeps its day while any of it is left.
    # To call an open list complete, or the reverse, is a new word about the whole of it.
    same_day = not again and before.open == value.open and (same or _equal(before, value))
    date = before_date if same_day else new_date
    # Entries that were all confirmed on one later day are all that the list says: then it is of that day.
    common = shared_day(days)
    if common is not None and common > date.as_of:
        date = Dated(common, new_date.source)
    items = tuple(_dated_item(item, day, date.as_of) for item, day in zip(value.items, days, strict=True))
    if _equal(before, value) and date == before_date and set(items) == set(before.items):
        return before, before_date  # the order in which entries are named says nothing new
    return Listing(items, value.open), date


def _entry_day(item: Item, old: Item | None, before_date: Dated, new_date: Dated, again: bool) -> str:
    """The day of one entry: its own where it brings a new one, else the one it had, else the facts'."""
    had = (old.as_of or before_date.as_of) if old is not None and _same(item, old) else None
    if item.as_of is not None and item.as_of != had:
        return item.as_of
    if again or had is None:
        return new_date.as_of
    return had


def _same(item: Item, old: Item | None) -> bool:
    return old is not None and fold(item.name) == fold(old.name) and item.mark == old.mark


def _equal(before: Listing, value: Listing) -> bool:
    return before.open == value.open and {item[:2] for item in before.items} == {item[:2] for item in value.items}


def _dated_item(item: Item, day: str | None, list_day: str) -> Item:
    own = None if day is None or day == list_day else day
    return item if item.as_of == own else Item(item.name, item.mark, own)


def _row_date(card: Card, dates: dict[str, Dated]) -> Dated:
    """The row's date: where every known fact was confirmed anew at once, the row itself moves.

    A file read again with a new date so costs no row per fact. The row's source never changes: by it and
    the key within it, the next reading of that source knows the person.
    """
    distinct = set(dates.values())
    if len(distinct) == 1:
        date = next(iter(distinct))
        if date.source == card.source:
            return date
    return Dated(card.as_of, card.source)


def _keep_fact(fact_rows: dict[str, FactDating], name: str, value: Value, dated: Dated, row: Dated) -> None:
    extent = _extent(value) if isinstance(value, Listing) else ORDINARY
    if extent != ORDINARY or dated != row:
        fact_rows[name] = FactDating(dated.as_of, dated.source, extent)


def _extent(listing: Listing) -> str:
    """What a list says of what it lacks."""
    return "open" if listing.open else ORDINARY if listing.items else "none"


def _columns(name: str, value: Value | None) -> dict[str, object]:
    if name == "accepting":
        opening = value if isinstance(value, Accepting) else Accepting("", None)
        return {"accepting": opening.status or None, "accepting_until": opening.until}
    return {name: value}


def _point(point: Point) -> dict[str, object]:
    if point is None:
        return {"lat": None, "lon": None}
    return {"lat": round(point[0], OFFICE_DECIMALS), "lon": round(point[1], OFFICE_DECIMALS)}
