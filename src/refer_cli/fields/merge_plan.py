"""What becomes of two cards of one person: which value stays, what is filled, and what goes into the notes. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from refer_cli.fields.card import Card, Dated
from refer_cli.fields.catalogue import FIELDS, PLACE
from refer_cli.fields.notes import lines_lacking
from refer_cli.fields.spelling import write_value
from refer_cli.fields.values import Item, Listing, Value
from refer_cli.folding import fold
from refer_cli.records import NamedTuple

OFFICE = ("street", *PLACE)
"""The fields of one place: they stay or give way together."""


class Differing(NamedTuple):
    """A field in which two cards differ; of an office, all its fields (`field` is "office")."""

    field: str
    first: Mapping[str, Value]
    second: Mapping[str, Value]


class MergePlan(NamedTuple):
    """The card as it will be: values, days, point; what the second card filled, and the lines that notes take in."""

    values: dict[str, Value]
    dates: dict[str, Dated]
    point: tuple[float, float] | None
    filled: tuple[str, ...]
    noted: tuple[str, ...]


def differing(first: Card, second: Card) -> list[Differing]:
    """The fields that both cards know and in which they differ, so that one has to be chosen. Notes are joined."""
    found = []
    if _two_places(first, second):
        found.append(Differing("office", _office(first), _office(second)))
    for field in FIELDS:
        name = field.name
        if name in OFFICE and _two_places(first, second):
            continue
        one, other = first.values.get(name), second.values.get(name)
        if one is None or other is None or name == "notes" or one == other:
            continue
        if isinstance(one, Listing) and isinstance(other, Listing) and not _opposed(one, other):
            continue
        found.append(Differing(name, {name: one}, {name: other}))
    return found


def merge_plan(first: Card, second: Card, of_second: Collection[str] = ()) -> MergePlan:
    """Both cards as one. Of the differing fields named in `of_second` the second's value stays, else the first's.

    The other's goes into the notes as "Field: value". Lists are united, equal facts keep the later day, and of two
    days the first meeting is the earlier, the last contact the later.
    """
    values: dict[str, Value] = {}
    dates: dict[str, Dated] = {}
    noted: list[str] = []
    unlike = differing(first, second)
    by_field = {field: entry for entry in unlike for field in (OFFICE if entry.field == "office" else (entry.field,))}
    for field in FIELDS:
        name = field.name
        one, other = first.values.get(name), second.values.get(name)
        if name in by_field:
            stays = second if _of_second(by_field[name], first, second, of_second) else first
            if name in stays.values:
                values[name], dates[name] = stays.values[name], stays.dating(name)
        elif isinstance(one, Listing) and isinstance(other, Listing):
            values[name], dates[name], lost = _united(one, first.dating(name), other, second.dating(name))
            noted += [f"{_title(name)}: {write_value(name, Listing((item,)))}" for item in lost]
        elif one is not None and other is not None:
            values[name] = one
            dates[name] = max(first.dating(name), second.dating(name), key=lambda dated: dated.as_of)
        elif one is not None or other is not None:
            known = first if one is not None else second
            values[name], dates[name] = known.values[name], known.dating(name)
    for entry in unlike:
        lost_values = entry.first if _of_second(entry, first, second, of_second) else entry.second
        noted.append(f"{_title(entry.field)}: {_written(lost_values)}")
    noted += _made_to_fit(values, dates, first)
    _join_notes(values, dates, first, second, noted)
    filled = tuple(name for name in values if name not in first.values)
    moved = any(values.get(name) != first.values.get(name) for name in PLACE)
    point = (second.point or first.point) if moved else (first.point or second.point)
    return MergePlan(values, dates, point, filled, tuple(noted))


def _of_second(entry: Differing, first: Card, second: Card, of_second: Collection[str]) -> bool:
    if entry.field == "first_met":
        return str(second.values["first_met"]) < str(first.values["first_met"])
    if entry.field == "last_contact":
        return str(second.values["last_contact"]) > str(first.values["last_contact"])
    return entry.field in of_second


def _two_places(first: Card, second: Card) -> bool:
    return any(name in first.values and second.values.get(name) not in (None, first.values[name]) for name in PLACE)


def _office(card: Card) -> dict[str, Value]:
    return {name: card.values[name] for name in OFFICE if name in card.values}


def _opposed(one: Listing, other: Listing) -> bool:
    """Whether one list says that there is none, and the other names some."""
    return any(not none.items and not none.open and bool(some.affirmed) for none, some in ((one, other), (other, one)))


def _united(one: Listing, dated: Dated, other: Listing, other_dated: Dated) -> tuple[Listing, Dated, list[Item]]:
    """Both lists as one, each entry with its later day, and the entries of the other that say something else."""
    lost: list[Item] = []
    entries: dict[str, Item] = {}
    for item in one.items:
        entries[fold(item.name)] = item._replace(as_of=item.as_of or dated.as_of)
    for item in other.items:
        day = item.as_of or other_dated.as_of
        there = entries.get(fold(item.name))
        if there is None:
            entries[fold(item.name)] = item._replace(as_of=day)
        elif _contradicts(there, item):
            lost.append(item)
        else:
            later = max(there.as_of or day, day)
            entries[fold(item.name)] = there._replace(mark=there.mark or item.mark, as_of=later)
    later_dated = max(dated, other_dated, key=lambda either: either.as_of)
    return Listing(tuple(entries.values()), one.open or other.open), later_dated, lost


def _contradicts(there: Item, item: Item) -> bool:
    """Whether two entries of one name say different things; one without a mark says less, not something else."""
    if there.denied != item.denied:
        return True
    return there.mark is not None and item.mark is not None and there.mark != item.mark


def _made_to_fit(values: dict[str, Value], dates: dict[str, Dated], first: Card) -> list[str]:
    """Take out what does not go with the rest (a lowest fee above the fee); it is noted."""
    noted = []
    fee, floor = values.get("fee"), values.get("fee_floor")
    if isinstance(fee, int) and isinstance(floor, int) and floor > fee:
        field = "fee_floor" if first.values.get("fee_floor") != floor else "fee"
        noted.append(f"{_title(field)}: {_written({field: values[field]})}")
        del values[field], dates[field]
    met, contact = values.get("first_met"), values.get("last_contact")
    if isinstance(met, str) and isinstance(contact, str) and contact < met:
        noted.append(f"{_title('last_contact')}: {contact}")
        del values["last_contact"], dates["last_contact"]
    return noted


def _join_notes(values: dict[str, Value], dates: dict[str, Dated], first: Card, second: Card, noted: list[str]) -> None:
    hers, theirs = first.text("notes") or "", second.text("notes") or ""
    lines = [*([hers.rstrip()] if hers else []), *lines_lacking(hers, theirs)]
    noted[:] = [line for line in dict.fromkeys(noted) if fold(line) not in {fold(text) for text in lines}]
    if lines or noted:
        values["notes"] = "\n".join([*lines, *noted])
        known = [card for card in (first, second) if "notes" in card.values] or [first]
        dates["notes"] = max((card.dating("notes") for card in known), key=lambda dated: dated.as_of)


def _title(field: str) -> str:
    words = {"npi": "NPI", "email": "E-mail", "fee_floor": "Lowest fee", "do_not_refer": "Do not refer"}
    return words.get(field) or field.replace("_", " ").capitalize()


def _written(values: Mapping[str, Value]) -> str:
    """The values in the spelling of a cell, in one line."""
    cells = [
        f"${value}" if name in ("fee", "fee_floor") else " ".join(write_value(name, value).split())
        for name, value in values.items()
    ]
    return ", ".join(cells)
