"""What a cell, a prompt or a property of an address book says: facts understood, and the words that were not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from refer_cli.errors import ReferError
from refer_cli.fields.card import NOTHING
from refer_cli.fields.spelling import SpellingContext, parse_value
from refer_cli.fields.values import Value


class CellReading(NamedTuple):
    """What one cell says. Facts may be of other fields than the column's: "150 (SS to 90)" is a fee and a lowest fee.

    `left` are the words that were not understood, as they stand in the cell; `assumptions` say which words were
    taken for others.
    """

    values: Mapping[str, Value] = NOTHING
    left: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


def read_cell(field: str, text: str, context: SpellingContext) -> CellReading:
    """Read a cell of a column that holds `field`, as people fill it. Nothing is refused: see `left`."""
    try:
        spelled = parse_value(field, text, context.state, True, context.today)
    except ReferError:
        return CellReading(left=(text.strip(),))
    if spelled.value is None:
        return CellReading()
    return CellReading({field: spelled.value}, assumptions=spelled.assumptions)
