"""The whole book as a CSV file that comes back in as the same book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from refer_cli.book.reading import Book
from refer_cli.exchange.colleagues_out import dated_fields, header, row, write_table
from refer_cli.fields.card import Card
from refer_cli.files import written_whole
from refer_cli.render.answer import Reply
from refer_cli.render.import_report import show_export
from refer_cli.services.environment import Environment
from refer_cli.services.writing_files import check_place

_CHUNK = 500


def export(environment: Environment, file: Path, force: bool) -> Reply:
    """Write every colleague, archived ones too. Raises Refused where the file is no place for it."""
    check_place(file, (".csv", ".tsv", ".txt"), "a CSV file", "refer export", "colleagues.csv", force=force)
    rows = _write(environment.read(), file)
    return Reply(
        "export",
        lambda: {"file": str(file), "colleagues": rows},
        lambda screen: show_export(rows, str(file), screen),
    )


def _write(book: Book, file: Path) -> int:
    """Write the file whole or not at all. Returns the number of colleagues."""
    ids = [person[0] for person in sorted(book.names(archived=None))]
    keys = book.row_keys()
    with book.snapshot():
        dated = dated_fields(_cards(book, ids))
        rows = (row(card, dated, *keys[card.id]) for card in _cards(book, ids))
        # With its mark at the start, a spreadsheet reads the accents of UTF-8 right.
        with written_whole(file) as unfinished, unfinished.open("w", encoding="utf-8-sig", newline="") as text:
            return write_table(text, header(dated), rows)


def _cards(book: Book, ids: Iterable[int]) -> Iterator[Card]:
    waiting = list(ids)
    for start in range(0, len(waiting), _CHUNK):
        yield from book.cards(waiting[start : start + _CHUNK], archived=None)
