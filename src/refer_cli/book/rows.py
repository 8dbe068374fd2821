"""Rows through SQLModel: a described colleague written, each row checked by its class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from refer_cli.book import tables
from refer_cli.book.card_diff import CardChanges, FactDating, NewColleague
from refer_cli.book.tables import checked_row
from refer_cli.fields.card import Facts
from refer_cli.fields.values import Item

_ENTRY: dict[str, tuple[type[Any], str]] = {
    "specialties": (tables.SpecialtyRow, "depth"),
    "panels": (tables.PanelRow, "status"),
    "ties": (tables.TieRow, "mark"),
}
_LISTED: tuple[type[Any], str] = (tables.ListingRow, "mark")


def insert(session: Session, new: NewColleague) -> int:
    """Write a new colleague; the id. Raises BadValue."""
    row = checked_row(tables.ColleagueRow, new.columns)
    session.add(row)
    session.flush()
    colleague_id = row.id
    if colleague_id is None:
        raise AssertionError("the book gave no id")
    for field, items in new.lists.items():
        for position, item in enumerate(items):
            session.add(_entry(colleague_id, field, item, position))
    for field, fact in new.facts.items():
        session.add(_fact(colleague_id, field, fact))
    session.flush()
    return colleague_id


def update(session: Session, colleague_id: int, changed: CardChanges, facts: Facts) -> None:
    """Write what changed about a colleague, and touch no other row. Raises BadValue."""
    row = session.get_one(tables.ColleagueRow, colleague_id)
    columns = {name: value for name, value in changed.columns.items() if getattr(row, name) != value}
    if facts.key and row.source_key is None and row.source == facts.source:
        columns["source_key"] = facts.key
    if columns:
        sound = checked_row(tables.ColleagueRow, {**row.model_dump(), **columns})
        for name in columns:
            setattr(row, name, getattr(sound, name))
    for field, items in changed.lists.items():
        _update_list(session, colleague_id, field, items, facts)
    _update_facts(session, colleague_id, changed.facts)
    session.flush()


def _update_list(session: Session, colleague_id: int, field: str, items: Sequence[Item], facts: Facts) -> None:
    table, mark = _ENTRY.get(field, _LISTED)
    query = select(table).where(table.colleague_id == colleague_id)
    if field not in _ENTRY:
        query = query.where(table.field == field)
    there = {row.name: row for row in session.exec(query).all()}
    for name in there.keys() - {item.name for item in items}:
        session.delete(there[name])
    for position, item in enumerate(items):
        entry = _entry(colleague_id, field, item, position, facts.source)
        row = there.get(item.name)
        if row is None:
            session.add(entry)
            continue
        if row.as_of != item.as_of or getattr(row, mark) != item.mark:
            row.source = entry.source
        row.position, row.as_of = position, item.as_of
        setattr(row, mark, item.mark)


def _update_facts(session: Session, colleague_id: int, facts: Mapping[str, FactDating]) -> None:
    rows = session.exec(select(tables.FactRow).where(col(tables.FactRow.colleague_id) == colleague_id)).all()
    there = {row.field: row for row in rows}
    for field in there.keys() - facts.keys():
        session.delete(there[field])
    for field, fact in facts.items():
        row = there.get(field)
        if row is None:
            session.add(_fact(colleague_id, field, fact))
        else:
            row.as_of, row.source, row.extent = fact


def _entry(colleague_id: int, field: str, item: Item, position: int, source: str | None = None) -> Any:
    table, mark = _ENTRY.get(field, _LISTED)
    values: dict[str, object] = {
        "colleague_id": colleague_id,
        "name": item.name,
        mark: item.mark,
        "as_of": item.as_of,
        "source": source if item.as_of else None,
        "position": position,
    }
    if field not in _ENTRY:
        values["field"] = field
    return checked_row(table, values, field)


def _fact(colleague_id: int, field: str, fact: FactDating) -> SQLModel:
    return checked_row(tables.FactRow, {"colleague_id": colleague_id, "field": field, **fact._asdict()})
