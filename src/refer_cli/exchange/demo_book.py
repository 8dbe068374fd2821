"""The fictional demo book as facts: its dates are days before today, so that it never grows old."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from refer_cli.fields.card import Facts
from refer_cli.fields.spelling import parse_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from refer_cli.fields.values import Value

_FOLDER = Path(__file__).parent
_PROFILE = _FOLDER / "demo_profile.json"
_COLLEAGUES = _FOLDER / "demo_book.csv"
FILES = (_PROFILE, _COLLEAGUES, _FOLDER / "demo_history.json")
"""What the demo book is made of."""
_DAY_FIELDS = ("first_met", "last_contact")
_SOURCE = "me"


class DemoBook(NamedTuple):
    """Everything in the demo book: my practice, the colleagues, and the goals (name, target a month)."""

    profile: Facts
    colleagues: tuple[Facts, ...]
    goals: Mapping[str, int]


def demo_facts(today: date) -> DemoBook:
    """The demo book as it stands on `today`.

    In its file a day is written as a number: `45` is 45 days ago, `m6` is six days ago but not before the
    first of this month, and `waitlist until +40` ends 40 days from now.
    """
    practice = json.loads(_PROFILE.read_text(encoding="utf-8"))
    with _COLLEAGUES.open(encoding="utf-8", newline="") as file:
        colleagues = tuple(_facts(row, today) for row in csv.DictReader(file))
    return DemoBook(_facts({"as_of": "0", **practice["profile"]}, today), colleagues, practice["goals"])


def _facts(row: Mapping[str, str], today: date) -> Facts:
    values: dict[str, Value | None] = {}
    dated: dict[str, str] = {}
    for column, cell in row.items():
        if not cell or column == "as_of":
            continue
        if column.endswith("_as_of"):
            dated[column.removesuffix("_as_of")] = _ago(cell, today)
            continue
        text = _ago(cell, today) if column in _DAY_FIELDS else _from_now(cell, today)
        values[column] = parse_value(column, text, row["state"], True).value
    return Facts(values, _ago(row["as_of"], today), _SOURCE, dated)


def _ago(cell: str, today: date) -> str:
    days = int(cell.removeprefix("m"))
    if cell.startswith("m"):
        days = min(days, today.day - 1)
    return (today - timedelta(days=days)).isoformat()


def _from_now(cell: str, today: date) -> str:
    words, sign, days = cell.rpartition(" until +")
    return f"{words} until {(today + timedelta(days=int(days))).isoformat()}" if sign else cell
