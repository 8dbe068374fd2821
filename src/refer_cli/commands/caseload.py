"""The rows of a caseload become clients, each with a request as `suggest` understands it; what is wrong is listed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from refer_cli.errors import ReferError, Refused
from refer_cli.exchange.caseload_csv import BadCell, described, read_caseload
from refer_cli.matching.caseload import Client, asked_from
from refer_cli.matching.understand import Asked, Meant, understand
from refer_cli.network.labels import check_label

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.exchange.caseload_csv import Row
    from refer_cli.places.resolve import Resolved
    from refer_cli.services.environment import Environment

_PLACE = ("zip", "state", "city")
_TOGETHER = (("need",), ("insurance",), ("max_fee",), _PLACE, ("age_group",), ("language",))
"""Columns that are understood together: a wrong cell is looked for in one of these at a time."""

Understand = Callable[[Asked], Meant]


def understanding(environment: Environment, book: Book) -> Understand:
    """How this book understands the options of a request; equal options only once."""
    reasons = book.reasons()
    profile = book.profile() if book.exists else None
    known: dict[Asked, Meant] = {}

    def place(city: str | None, state: str | None, zip_code: str | None, home: str | None) -> Resolved:
        from refer_cli.places.resolve import resolve

        return resolve(environment.gazetteer(), city, state, zip_code, home)

    def understood(asked: Asked) -> Meant:
        if asked not in known:
            known[asked] = understand(asked, profile, reasons, place)
        return known[asked]

    return understood


def read_clients(path: Path, leaving: str, understood: Understand) -> tuple[list[Client], list[str]]:
    """The clients of a file in its order, and all that was assumed on the way.

    Raises Refused, naming every wrong cell with row and column, before anything is done.
    """
    caseload = read_caseload(path, check_label)
    bad = list(caseload.bad)
    clients: list[Client] = []
    assumed: Counter[str] = Counter()
    for row in caseload.rows:
        asked = asked_from(row.cells, leaving)
        try:
            meant = understood(asked)
        except ReferError as error:
            bad.extend(_wrong_cells(row, leaving, understood, error))
            continue
        clients.append(Client(row.label, asked, meant.request))
        assumed.update(sentence.removesuffix(" --anywhere drops it.") for sentence in meant.assumptions)
    if bad:
        count = "1 thing is" if len(bad) == 1 else f"{len(bad)} things are"
        raise Refused(f"{count} wrong in {path.name}: {described(bad)}.", "mend the file; nothing was done yet")
    said = [
        f"{sentence.removesuffix('.')} ({count} clients)." if count > 1 else sentence
        for sentence, count in assumed.items()
    ]
    return clients, [*caseload.notes, *said]


def _wrong_cells(row: Row, leaving: str, understood: Understand, whole: ReferError) -> Iterator[BadCell]:
    """The cells that cannot be understood alone; where each can, what the row as a whole was refused for."""
    found = False
    for columns in _TOGETHER:
        cells = {name: row.cells[name] for name in columns if name in row.cells}
        if not cells:
            continue
        # A panel's name may mean something else in another state, so the state stands beside it.
        beside = {"state": row.cells["state"]} if "state" in row.cells and columns != _PLACE else {}
        try:
            understood(asked_from({**beside, **cells}, leaving)._replace(reason="other", leaving=None))
        except ReferError as error:
            if beside and _fails_alone(beside, leaving, understood):
                continue
            found = True
            yield BadCell(row.number, _column_of(error, cells), _reason(error))
    if not found:
        yield BadCell(row.number, None, _reason(whole))


def _fails_alone(cells: Mapping[str, str], leaving: str, understood: Understand) -> bool:
    try:
        understood(asked_from(cells, leaving)._replace(reason="other", leaving=None))
    except ReferError:
        return True
    return False


def _column_of(error: ReferError, cells: Mapping[str, str]) -> str:
    """The column that the refusal is about; else the first of them."""
    return error.field if error.field is not None and error.field in cells else next(iter(cells))


def _reason(error: ReferError) -> str:
    """The refusal in the words of a table: columns, not options."""
    said = f"{error.what.removesuffix('.')} ({error.hint})"
    return re.sub(r"--([a-z-]+)", lambda option: option[1].replace("-", "_"), said)
