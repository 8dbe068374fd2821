"""The rows of a caseload become clients, each with a request as `suggest` understands it; what is wrong is listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from refer_cli.errors import Refused, WrongUsage
from refer_cli.exchange.caseload_csv import BadCell, described, read_caseload
from refer_cli.matching.caseload import Client, typed_in
from refer_cli.matching.options import OPTIONS, TypedRequest
from refer_cli.matching.understand import Meant, understand
from refer_cli.network.labels import check_label
from refer_cli.services.own_words import OwnWords
from refer_cli.services.request_dialogue import looking_up

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.exchange.caseload_csv import CaseloadRow
    from refer_cli.services.environment import Environment

_PLACE = tuple(option.name for option in OPTIONS if option.column and option.kind == "place")
_TOGETHER = tuple(
    dict.fromkeys(_PLACE if option.name in _PLACE else (option.name,) for option in OPTIONS if option.column)
)
"""Columns that are understood together: a wrong cell is looked for in one of these at a time."""

Understand = Callable[[TypedRequest], Meant]


def understanding(environment: Environment, book: Book) -> Understand:
    """How this book understands the options of a request; equal options only once.

    A word that is not known and that the request can stand without is left out of it and named, as `suggest` does.
    """
    reasons = book.reasons()
    profile = book.profile() if book.exists else None
    own_words = OwnWords(book)
    known: dict[TypedRequest, Meant] = {}

    def understood(typed: TypedRequest) -> Meant:
        if typed not in known:
            known[typed] = understand(typed, profile, reasons, looking_up(environment), own_words, leaves_out=True)
        return known[typed]

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
        typed = typed_in(row.cells, leaving)
        try:
            meant = understood(typed)
        except WrongUsage as error:
            bad.extend(_wrong_cells(row, leaving, understood, error))
            continue
        clients.append(Client(row.label, typed, meant.request))
        assumed.update(left.sentence for left in meant.not_understood)
        assumed.update(assumption.sentence for assumption in meant.assumed)
    if bad:
        count = "1 thing is" if len(bad) == 1 else f"{len(bad)} things are"
        raise Refused(f"{count} wrong in {path.name}: {described(bad)}.", "mend the file; nothing was done yet")
    assumptions = [
        f"{sentence.removesuffix('.')} ({count} clients)." if count > 1 else sentence
        for sentence, count in assumed.items()
    ]
    return clients, [*caseload.notes, *assumptions]


def _wrong_cells(row: CaseloadRow, leaving: str, understood: Understand, whole: WrongUsage) -> Iterator[BadCell]:
    """The cells that cannot be understood alone; where each can, what the row as a whole was refused for."""
    wrong = False
    # A panel's name may mean something else in another state, so the state stands beside it.
    state = {"state": row.cells["state"]} if "state" in row.cells else {}
    for columns in _TOGETHER:
        cells = {name: row.cells[name] for name in columns if name in row.cells}
        beside = {} if columns == _PLACE else state
        error = _refusal({**beside, **cells}, leaving, understood) if cells else None
        if error is not None and not (beside and _refusal(beside, leaving, understood)):
            wrong = True
            yield BadCell(row.number, error.field if error.field in cells else next(iter(cells)), _reason(error))
    if not wrong:
        yield BadCell(row.number, None, _reason(whole))


def _refusal(cells: Mapping[str, str], leaving: str, understood: Understand) -> WrongUsage | None:
    """Why these cells are not understood by themselves; None where they are."""
    try:
        understood(typed_in(cells, leaving).but(reason="other", leaving=None))
    except WrongUsage as error:
        return error
    return None


def _reason(error: WrongUsage) -> str:
    """The refusal in the words of a table: columns, not options."""
    return f"{error.what.removesuffix('.')} ({error.hint_calling(str)})"
