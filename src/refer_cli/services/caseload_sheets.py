"""An options sheet for each client of a caseload, under names that tell nobody whose it is, and the key to them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from refer_cli.exchange.colleagues_out import write_table
from refer_cli.handout.content import Sheet, sheet_for
from refer_cli.handout.sheet import UnknownScript, sheet_bytes, untranslated
from refer_cli.records import NamedTuple
from refer_cli.render.import_report import clear_bar, progress_bar

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.matching.caseload import Plan
    from refer_cli.services.environment import Environment

KEY = "index.csv"
"""Which sheet is whose: for the therapist alone."""


class Drawn(NamedTuple):
    """The files to be written, the sheets among them, and the key; where there are no sheets, there is none.

    `as_pages` are the labels of those drawn as .html, with the colleagues for whose names; `untranslated` the words
    on a sheet for which its language has none.
    """

    files: dict[Path, bytes]
    sheets: tuple[Path, ...] = ()
    key: Path | None = None
    as_pages: tuple[tuple[str, tuple[str, ...]], ...] = ()
    untranslated: tuple[str, ...] = ()


def draw_sheets(environment: Environment, book: Book, plan: Plan, folder: Path) -> Drawn:
    """An options sheet for each client who is placed: in Spanish where the sessions are to be, else in English.

    It is a PDF, or .html where the PDF's fonts lack the script of a name. Neither a sheet nor its file's name tells
    whose it is: a browser prints the name at the foot of a page. The key beside them does.
    """
    cards = {
        card.id: card
        for card in book.cards(list({colleague.id for placed in plan.placed for colleague in placed.offered}))
    }
    drawn: dict[tuple[Sheet, str], tuple[str, bytes, tuple[str, ...]]] = {}
    files: dict[Path, bytes] = {}
    named: list[tuple[str, str]] = []
    as_pages: list[tuple[str, tuple[str, ...]]] = []
    english: dict[str, None] = {}
    bar = progress_bar(len(plan.placed), "sheets")
    try:
        for number, placed in enumerate(plan.placed, 1):
            request = placed.client.request
            sheet = sheet_for([cards[colleague.id] for colleague in placed.offered], request, environment.today)
            language = "es" if request.languages[:1] == ("Spanish",) else "en"
            if (sheet, language) not in drawn:
                english.update(dict.fromkeys(untranslated(sheet, language)))
                try:
                    drawn[sheet, language] = ".pdf", sheet_bytes(sheet, ".pdf", language=language), ()
                except UnknownScript as unknown:
                    page = sheet_bytes(sheet, ".html", language=language)
                    drawn[sheet, language] = ".html", page, unknown.names
            ending, content, names = drawn[sheet, language]
            file = folder / f"sheet-{number:03}{ending}"
            files[file] = content
            named.append((placed.client.label, file.name))
            if names:
                as_pages.append((placed.client.label, names))
            bar(number, number)
    finally:
        clear_bar()
    if not files:
        return Drawn({})
    key = folder / KEY
    sheets = tuple(files)
    return Drawn({**files, key: table(("client", "sheet"), named)}, sheets, key, tuple(as_pages), tuple(english))


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as a file; with its mark at the start, a spreadsheet reads the accents of UTF-8 right."""
    text = io.StringIO(newline="")
    write_table(text, header, rows)
    return text.getvalue().encode("utf-8-sig")
