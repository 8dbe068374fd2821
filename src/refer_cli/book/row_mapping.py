"""Rows of the book into cards: values, dates that differ from the row's, and what lists do not know."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from refer_cli.book.statements import SCALAR_COLUMNS
from refer_cli.fields.card import Card, Dated
from refer_cli.fields.catalogue import BY_NAME, SCALARS
from refer_cli.fields.values import Accepting, Item, Listing, Value, from_json

if TYPE_CHECKING:
    from refer_cli.book.card_diff import NewColleague

FLAGS = frozenset(name for name in SCALARS if BY_NAME[name].kind == "flag")
POINT = "point"
"""The row of the profile that holds my office's point; every other row is a field of a card."""

Row = Sequence[Any]


def cards(
    colleagues: Iterable[Row], entries: Iterable[Row], facts: Iterable[Row], offered: Iterable[Row]
) -> list[Card]:
    """Put cards together from the rows of `statements`, in the order of the colleagues."""
    listed: dict[int, dict[str, list[Item]]] = {}
    for colleague_id, field, name, mark, as_of, _ in entries:
        listed.setdefault(colleague_id, {}).setdefault(field, []).append(Item(name, mark, as_of))
    dated: dict[int, dict[str, tuple[Dated, str]]] = {}
    for colleague_id, field, as_of, source, extent in facts:
        dated.setdefault(colleague_id, {})[field] = (Dated(as_of, source), extent)
    last_offered = {row[0]: row[1] for row in offered}
    return [_card(row, listed.get(row[0], {}), dated.get(row[0], {}), last_offered.get(row[0])) for row in colleagues]


def new_card(colleague_id: int, new: NewColleague) -> Card:
    """The card of a colleague who is being put in: equal to what is read of the rows afterwards."""
    columns = new.columns
    as_of, source = str(columns["as_of"]), str(columns["source"])
    lat, lon = columns["lat"], columns["lon"]
    return Card(
        id=colleague_id,
        values=new.values,
        as_of=as_of,
        source=source,
        dated={
            field: Dated(fact.as_of, fact.source)
            for field, fact in new.facts.items()
            if fact.as_of != as_of or fact.source != source
        },
        point=(lat, lon) if isinstance(lat, float) and isinstance(lon, float) else None,
    )


def _card(
    row: Row, listed: dict[str, list[Item]], facts: dict[str, tuple[Dated, str]], last_offered: str | None
) -> Card:
    colleague_id, as_of, source, archived_on, lat, lon = row[:6]
    values: dict[str, Value] = {}
    until: str | None = None
    for name, value in zip(SCALAR_COLUMNS, row[6:], strict=True):
        if value is None:
            continue
        if name == "accepting_until":
            until = value
        else:
            values[name] = bool(value) if name in FLAGS else value
    if "accepting" in values:
        values["accepting"] = Accepting(str(values["accepting"]), until)
    for field, items in listed.items():
        values[field] = Listing(tuple(items))
    for field, (_, extent) in facts.items():
        if extent == "open":
            values[field] = Listing(tuple(listed.get(field, ())), True)
        elif extent == "none":
            values[field] = Listing()
    row_date = Dated(as_of, source)
    return Card(
        id=colleague_id,
        values=values,
        as_of=as_of,
        source=source,
        dated={field: dating for field, (dating, _) in facts.items() if dating != row_date},
        archived=archived_on is not None,
        point=None if lat is None else (lat, lon),
        last_offered=last_offered,
    )


def profile(rows: Iterable[Row], joined: Sequence[str] = ()) -> Card | None:
    """My own practice from the rows of `profile`, with the groups I joined; None where nothing was said yet."""
    values: dict[str, Value] = {}
    days: dict[str, str] = {}
    point: tuple[float, float] | None = None
    for field, text, as_of in rows:
        data = json.loads(text)
        if field == POINT:
            point = (data[0], data[1])
            continue
        value = from_json(data)
        if value is not None:
            values[field] = value
            days[field] = as_of
    if not values:
        return None
    newest = max(days.values())
    own = values.get("groups")
    if joined and (own is None or isinstance(own, Listing)):
        values["groups"] = with_groups(own, joined)
    return Card(
        id=0,
        values=values,
        as_of=newest,
        source="me",
        dated={field: Dated(day, "me") for field, day in days.items() if day != newest},
        point=point,
    )


def with_groups(own: Listing | None, joined: Sequence[str]) -> Listing:
    """My own groups with those that I joined; a list that I did not give is not complete by them."""
    base = own or Listing(open=True)
    new = [name for name in joined if base.find(name) is None]
    return Listing((*base.items, *(Item(name) for name in new)), base.open)
