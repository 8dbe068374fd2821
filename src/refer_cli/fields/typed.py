"""What somebody types for a field, as an option or at a prompt: understood, or refused with what is near."""

from __future__ import annotations

import re
from collections.abc import Mapping

from refer_cli.errors import BadValue, ReferError, UnknownWord
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.cells import CellReading, read_cell
from refer_cli.fields.names import read_name
from refer_cli.fields.spelling import Spelled, SpellingContext, parse_value
from refer_cli.fields.values import Item, Listing, Value
from refer_cli.folding import fold
from refer_cli.records import NamedTuple

_PRIVATE_WORDS = frozenset({"do_not_refer"})
"""What nobody means to say by an option of another name."""


class TypedReading(NamedTuple):
    """The values of what was typed: None is unknown. There may be some of other fields ("adults and CBT").

    `strange` are the entries that no vocabulary knows: they are kept as typed, and their list is open.
    """

    values: Mapping[str, Value | None]
    assumptions: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()


def read_typed(
    field_name: str, text: str, context: SpellingContext, meant: frozenset[str] = frozenset()
) -> TypedReading:
    """Understand what was typed for a field, or refuse it.

    First as `parse_value` spells it, then as people fill a cell, where every word is understood. The folded words of
    `meant` are entries that the person has confirmed as their own. Raises BadValue, UnknownWord.
    """
    field = BY_NAME[field_name]
    if field_name == "name":
        return _name(text, context)
    if field_name == "city":
        return _city(text, context)
    if field.kind == "list":
        return _listing(field_name, text, context, meant)
    try:
        spelled = parse_value(field_name, text, context.state, today=context.today)
    except ReferError:
        lenient = _understood_whole(field_name, text, context)
        if lenient is None:
            raise
        return TypedReading(lenient.values, lenient.assumptions)
    return TypedReading({field_name: spelled.value}, spelled.assumptions)


def _understood_whole(field_name: str, text: str, context: SpellingContext) -> CellReading | None:
    """The reading as a cell, where nothing is left and nothing is said that nobody means by such an option."""
    if BY_NAME[field_name].kind == "date":
        return None  # every day that is one was understood before, but for a spreadsheet's number and tomorrow
    reading = read_cell(field_name, text, context)
    if reading.left or not reading.values or not _PRIVATE_WORDS.isdisjoint(reading.values.keys() - {field_name}):
        return None
    return reading


def _name(text: str, context: SpellingContext) -> TypedReading:
    spelled = parse_value("name", text)
    reading = read_name(text, context.state)
    if reading.name is None or reading.left or reading.practice:
        return TypedReading({"name": spelled.value})
    values: dict[str, Value | None] = {"name": reading.name}
    if reading.credentials:
        values["credentials"] = Listing(tuple(map(Item, reading.credentials)), bool(reading.unknown_letters))
    if reading.pronouns:
        values["pronouns"] = reading.pronouns
    return TypedReading(values)


def _city(text: str, context: SpellingContext) -> TypedReading:
    """A city, with the state or ZIP that was typed behind it; whether there is such a place is looked up later."""
    spelled = parse_value("city", text)
    reading = read_cell("city", text, context)
    if not reading.left and {"state", "zip"} & set(reading.values):
        return TypedReading(reading.values, reading.assumptions)
    return TypedReading({"city": spelled.value})


def _listing(field_name: str, text: str, context: SpellingContext, meant: frozenset[str]) -> TypedReading:
    """A list: an entry that is no word of its vocabulary may be several, or of another field."""
    refused: ReferError | None = None
    spelled = Spelled(None)
    try:
        spelled = parse_value(field_name, text, context.state, today=context.today)
    except UnknownWord as unknown:
        if fold(unknown.value or "") in meant:
            spelled = parse_value(field_name, text, context.state, True, context.today)
        else:
            refused = unknown
    except BadValue as bad:
        refused = bad
    strange = tuple(word for word in spelled.strange if fold(word) not in meant)
    if refused is None and not strange:
        value = spelled.value
        if spelled.strange and isinstance(value, Listing) and not _says_more(text):
            value = value._replace(open=False)
        return TypedReading({field_name: value}, spelled.assumptions)
    has_words = BY_NAME[field_name].vocabulary or field_name == "license_states"
    lenient = _understood_whole(field_name, text, context) if has_words else None
    if lenient is not None:
        return TypedReading(lenient.values, lenient.assumptions)
    if refused is not None:
        raise refused
    return TypedReading({field_name: spelled.value}, spelled.assumptions, strange)


def _says_more(text: str) -> bool:
    return bool(re.search(r"(?:\.\.\.|\u2026)\s*$", text))
