"""Colleagues as a file: to share, without anything private; or everything, for the therapist alone."""

from __future__ import annotations

import io
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from refer_cli.book.reading import Book
from refer_cli.errors import Refused, WrongUsage
from refer_cli.exchange.colleagues_out import dated_fields, header, row, shared_header, shared_row, write_table
from refer_cli.fields.card import Card
from refer_cli.fields.catalogue import BY_NAME, SELF_DESCRIBED, SHARED
from refer_cli.files import file_name, write_whole, written_whole
from refer_cli.records import NamedTuple
from refer_cli.render.answer import Reply
from refer_cli.render.exported import Exported, draw_exported, write_out
from refer_cli.render.import_report import clear_bar, progress_bar
from refer_cli.render.screen import shell_file
from refer_cli.services.chosen_cards import Choice, Chosen, choose
from refer_cli.services.environment import Environment
from refer_cli.services.writing_files import check_target

STANDARD_OUTPUT = "-"
TITLE = "Colleagues"
LONG = 200
"""Of so many colleagues it is shown how far the file is."""
_CHUNK, _TURN = 500, 20
_WHOLE_BOOK = (".csv", ".xlsx")


class Wanted(NamedTuple):
    """How the file is to be: everything in it or what may be shared, its title, and whether it may replace another."""

    private: bool = False
    title: str | None = None
    force: bool = False


def export(environment: Environment, file: Path, asked: Choice, wanted: Wanted) -> Reply:
    """Write colleagues to a file; its ending says what it becomes. Raises WrongUsage and Refused."""
    to_screen = str(file) == STANDARD_OUTPUT
    ending = ".csv" if to_screen else _ending(file, wanted.private)
    _check(environment, asked, wanted, to_screen=to_screen)
    if not to_screen:
        check_target(file, force=wanted.force, example=f"colleagues{ending}")
    return (
        _everything(environment, file, asked, ending)
        if wanted.private
        else _shared(environment, file, asked, ending, " ".join((wanted.title or "").split()) or TITLE)
    )


def _ending(file: Path, private: bool) -> str:
    ending = ".html" if file.suffix.casefold() == ".htm" else file.suffix.casefold()
    endings = _WHOLE_BOOK if private else tuple(_WRITERS)
    if ending in endings:
        return ending
    proposed = shell_file(file_name(file.stem, ".csv" if private else ".pdf", "colleagues"))
    if private and ending in _WRITERS:
        raise WrongUsage(f"{file} cannot hold everything.", f"refer export --private {proposed}, or .xlsx")
    raise WrongUsage(
        f"{file} is no name for a file that I can write.",
        f"its ending says what it becomes: {', '.join(endings[:-1])} or {endings[-1]}; "
        f"for example refer export {'--private ' if private else ''}{proposed}",
    )


def _check(environment: Environment, asked: Choice, wanted: Wanted, *, to_screen: bool) -> None:
    """Refuse what contradicts itself, before the book is opened. Raises WrongUsage."""
    if to_screen and environment.json:
        raise WrongUsage("The file itself goes to standard output.", "refer list --json has every field of the card")
    if wanted.private and asked.columns:
        raise WrongUsage("--private writes every field.", "leave out --columns, or --private")
    if not wanted.private and (asked.archived or asked.everybody):
        raise WrongUsage("Archived colleagues are not shared.", "refer export --private book.csv writes them too")


def _shared(environment: Environment, file: Path, asked: Choice, ending: str, title: str) -> Reply:
    chosen = choose(environment, asked)
    private = [name for name in chosen.columns if BY_NAME[name].private]
    if private:
        raise WrongUsage(
            f"{' and '.join(private)} {'is' if len(private) == 1 else 'are'} private.",
            "refer export --private book.csv writes everything, for yourself",
        )
    if _tells(chosen.sorting, chosen.columns):
        raise WrongUsage(
            f"The order of the file would tell what is not shared: {chosen.sorting}.",
            "--sort name, family or city; refer export --private book.csv is for yourself alone",
        )
    cards = [card for card in chosen.cards if card.text("do_not_refer") is None]
    if not cards:
        raise _nobody(environment, chosen, asked)
    fields = _fields(chosen.columns, cards)
    with _progress(len(cards)) as written:
        content = _WRITERS[ending](_Sharing(cards, fields, title, chosen.sorting, environment, written))
    if str(file) == STANDARD_OUTPUT:
        return Reply("export", dict, lambda screen: write_out(content.removeprefix(BOM_UTF8)))
    write_whole(file, content)
    by = tuple(dict.fromkeys(filter(lambda name: _tells(name, chosen.columns), asked.filters)))
    done = Exported(str(file), len(cards), len(chosen.cards) - len(cards), fields, private=False, chosen_by=by)
    return _reply(done, chosen.assumptions)


def _tells(name: str, columns: Sequence[str]) -> bool:
    """Whether an order or a choice by this field gives away what the file does not hold."""
    return BY_NAME[name].private or (name in SELF_DESCRIBED and name not in columns)


def _nobody(environment: Environment, chosen: Chosen, asked: Choice) -> Refused:
    if not chosen.total:
        return Refused(
            "There is nobody to share: the book is empty.", "refer import contacts.csv, or refer add-colleague"
        )
    if asked.narrows:
        return Refused(
            "Nobody who may be shared fits all of that.",
            f"{environment.command} list with the same filters shows who does",
        )
    return Refused("There is nobody who may be shared.", f"{environment.command} list shows everybody")


def _fields(columns: Sequence[str], cards: Sequence[Card]) -> tuple[str, ...]:
    """The fields of the file: those asked for, else every one that may be shared and that is known of anybody."""
    if columns:
        return tuple(dict.fromkeys(["name", *columns]))
    known = {name for card in cards for name in card.values}
    return tuple(name for name in SHARED if name in known)


@contextmanager
def _progress(people: int) -> Iterator[Callable[[], None]]:
    """What is to be called for each colleague that is written: of many, a bar on the terminal shows how far it is."""
    if people < LONG:
        yield lambda: None
        return
    bar, done = progress_bar(people, "colleagues"), 0

    def written() -> None:
        nonlocal done
        done += 1
        if done % _TURN == 0:
            bar(done, done)

    try:
        yield written
    finally:
        clear_bar()


def _told_of(rows: Iterable[list[str]], written: Callable[[], None]) -> Iterator[list[str]]:
    for cells in rows:
        yield cells
        written()


class _Sharing(NamedTuple):
    """What a file to share is made of."""

    cards: Sequence[Card]
    fields: tuple[str, ...]
    title: str
    sorting: str
    environment: Environment
    written: Callable[[], None]

    def table(self) -> tuple[list[str], Iterator[list[str]]]:
        """The columns and rows of a table."""
        dated = dated_fields(self.cards)
        rows = (shared_row(card, self.fields, dated) for card in self.cards)
        return shared_header(self.fields, dated), _told_of(rows, self.written)


def _csv(sharing: _Sharing) -> bytes:
    text = io.StringIO(newline="")
    write_table(text, *sharing.table())
    return text.getvalue().encode("utf-8-sig")


def _xlsx(sharing: _Sharing) -> bytes:
    from refer_cli.exchange.workbook_out import workbook

    return workbook(*sharing.table(), TITLE)


def _vcf(sharing: _Sharing) -> bytes:
    from refer_cli.exchange.vcard_out import vcards

    return vcards(sharing.cards, sharing.fields, sharing.title, sharing.environment.today)


def _html(sharing: _Sharing) -> bytes:
    from refer_cli.handout.directory import directory
    from refer_cli.handout.directory_page import page

    today = sharing.environment.today
    return page(directory(sharing.cards, sharing.fields, sharing.title, today, sharing.sorting)).encode("utf-8")


def _pdf(sharing: _Sharing) -> bytes:
    from refer_cli.handout.directory import directory
    from refer_cli.handout.directory_pdf import pdf

    today = sharing.environment.today
    return pdf(directory(sharing.cards, sharing.fields, sharing.title, today, sharing.sorting), today, sharing.written)


_WRITERS: dict[str, Callable[[_Sharing], bytes]] = {
    ".csv": _csv, ".xlsx": _xlsx, ".vcf": _vcf, ".html": _html, ".pdf": _pdf,
}  # fmt: skip


def _everything(environment: Environment, file: Path, asked: Choice, ending: str) -> Reply:
    """Every field and date of everybody, archived ones too, so that the file comes back in as the same book."""
    everybody = asked if asked.archived else asked._replace(everybody=True)
    assumptions: tuple[str, ...] = ()
    if everybody.narrows or everybody.reverse or everybody.sort != "name":
        chosen = choose(environment, everybody)
        ids, assumptions = [card.id for card in chosen.cards], chosen.assumptions
        book = environment.read()
    else:
        book = environment.read()
        ids = [person[0] for person in sorted(book.names(archived=None))]
    keys = book.row_keys()
    with book.snapshot(), _progress(len(ids)) as written:
        dated = dated_fields(_cards(book, ids))
        rows = _told_of((row(card, dated, *keys[card.id]) for card in _cards(book, ids)), written)
        if ending == ".xlsx":
            from refer_cli.exchange.workbook_out import workbook

            write_whole(file, workbook(header(dated), rows, TITLE))
        elif str(file) == STANDARD_OUTPUT:
            text = io.StringIO(newline="")
            write_table(text, header(dated), rows)
            return Reply("export", dict, lambda screen: write_out(text.getvalue().encode()))
        else:
            # With its mark at the start, a spreadsheet reads the accents of UTF-8 right.
            with written_whole(file) as unfinished, unfinished.open("w", encoding="utf-8-sig", newline="") as opened:
                write_table(opened, header(dated), rows)
    done = Exported(str(file), len(ids), 0, tuple(BY_NAME), private=True)
    return _reply(done, assumptions)


def _reply(done: Exported, assumptions: Sequence[str]) -> Reply:
    return Reply(
        "export",
        lambda: {
            "file": done.file,
            "colleagues": done.colleagues,
            "left_out": done.left_out,
            "private": done.private,
            "chosen_by": list(done.chosen_by),
            "fields": list(done.fields),
        },
        lambda screen: draw_exported(screen, done, assumptions),
    )


def _cards(book: Book, ids: Iterable[int]) -> Iterator[Card]:
    waiting = list(ids)
    for start in range(0, len(waiting), _CHUNK):
        yield from book.cards(waiting[start : start + _CHUNK], archived=None)
