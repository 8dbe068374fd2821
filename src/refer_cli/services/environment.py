"""What is outside, as one object: today, the terminal, the variables set, the book; tests hand in another."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refer_cli.errors import BookProblem, WrongUsage
from refer_cli.fields.numbers import whole_number

if TYPE_CHECKING:
    from refer_cli.book.copies import Copy
    from refer_cli.book.reading import Book, Seen
    from refer_cli.book.writing import WritableBook
    from refer_cli.places.gazetteer import Gazetteer
    from refer_cli.render.screen import Screen

DEFAULT_WIDTH = 80
NARROWEST, WIDEST = 40, 110


class Environment:
    """What a command may know of the outside. It travels as `ctx.obj`; the root command fills in its options.

    `width` is in columns; `began` is the book that a write made where there was none;
    `json` is set where the answer was asked for as JSON: then nothing is asked of anybody, nor while `completing`.
    """

    def __init__(
        self,
        environ: Mapping[str, str] | None = None,
        *,
        today: date | None = None,
        stdin_is_terminal: bool | None = None,
        stdout_is_terminal: bool | None = None,
        stderr_is_terminal: bool | None = None,
        width: int | None = None,
    ) -> None:
        self.environ: Mapping[str, str] = os.environ if environ is None else environ
        self.stdin_is_terminal = _is_terminal(sys.stdin) if stdin_is_terminal is None else stdin_is_terminal
        self.stdout_is_terminal = _is_terminal(sys.stdout) if stdout_is_terminal is None else stdout_is_terminal
        self.stderr_is_terminal = _is_terminal(sys.stderr) if stderr_is_terminal is None else stderr_is_terminal
        self.width = width or self._measured_width()
        self.book_option: Path | None = None
        self.demo = False
        self.debug = False
        self.json = False
        self.completing = False
        self.named_files: list[Path] = []
        self._today = today
        self._demo_book: Path | None = None
        self._temporary: Any = None
        self._open: list[Book] = []
        self._seen: Seen | None = None
        self._steps_done = 0
        self._gazetteer: Gazetteer | None = None
        self.began: Path | None = None
        self.begins_anyway = False

    @property
    def today(self) -> date:
        """Today, or the day of REFER_TODAY. Raises WrongUsage when that is no day."""
        if self._today is None:
            fixed = self.environ.get("REFER_TODAY")
            # The therapist's own calendar day is meant, not a zone's.
            self._today = _parse_today(fixed) if fixed else date.today()  # noqa: DTZ011
        return self._today

    @property
    def interactive(self) -> bool:
        """Whether missing values may be asked for: only of a person on a terminal, never with --json."""
        return self.stdin_is_terminal and self.stdout_is_terminal and not self.json

    def ask_through_terminal(self) -> None:
        """Let questions be answered on the terminal itself where standard input was a text (`pbpaste | refer …`).

        Nothing changes where there is no terminal, or nothing may be asked.
        """
        if self.stdin_is_terminal or not self.stdout_is_terminal or self.json:
            return
        try:
            terminal = open("CONIN$" if os.name == "nt" else "/dev/tty", encoding="utf-8", errors="replace")  # noqa: SIM115
        except OSError:
            return
        sys.stdin = terminal
        self.stdin_is_terminal = True

    @property
    def book_path(self) -> Path:
        """The book this run works on: the demo's copy, --book, REFER_BOOK, or the user's own."""
        from refer_cli.book import connection, location

        connection.opens_with(self.environ, None if self.asks_no_key else self._ask_key)
        if self.demo:
            return self._demo_path()
        return location.book_path(self.book_option, self.environ)

    @property
    def asks_no_key(self) -> bool:
        """Whether nobody may be asked for the key of a locked book: not off a terminal, nor while TAB is pressed."""
        seen = self.stdout_is_terminal or self.stderr_is_terminal  # `refer list | less` may ask on the terminal itself
        return self.completing or self.json or not (self.stdin_is_terminal and seen)

    def _ask_key(self, path: Path, again: bool) -> str:
        from refer_cli.render.asking import ask_secret

        return ask_secret(f"That is not it. Passphrase of {path.name}" if again else f"Passphrase of {path.name}")

    @property
    def command(self) -> str:
        """How this run was called, for the commands a screen proposes: with --demo or --book when given."""
        if self.demo:
            return "refer --demo"
        if self.book_option is None:
            return "refer"
        from refer_cli.render.screen import shell_file

        return f"refer --book {shell_file(self.book_option)}"

    def read(self) -> Book:
        """The book for reading; a missing one is empty (`exists` is False)."""
        from refer_cli.book.reading import Book
        from refer_cli.render.answer import emit_waiting

        book = Book.open(self.book_path, emit_waiting)
        self._open.append(book)
        self._seen = self._seen or book.seen()
        return book

    def write(self) -> WritableBook:
        """The book for writing, created when missing. Another book than the one read before is refused."""
        import gc

        from refer_cli.book.connection import is_there
        from refer_cli.book.writing import WritableBook
        from refer_cli.render.answer import emit_no_copy, emit_waiting

        gc.enable()  # `main` put it off; what writes may run long

        path = self.book_path
        if not is_there(path):
            self.begin_book(path)
            self.began = path
        book = WritableBook.open_writing(
            path,
            self.today.isoformat(),
            seen=self._seen,
            on_wait=emit_waiting,
            on_no_copy=None if self.demo else emit_no_copy,
        )
        self._open.append(book)
        return book

    def look_for_book(self, begins: bool, *, writes: bool = False, asks: bool = True) -> None:
        """Raise BookProblem where a book was named, or has left copies, that is not there: that is no empty book.

        `begins`: the command may begin one; then, where not even the folder is there, it is asked (if it `asks`).
        `writes`: it begins one for sure, and is asked too where copies of a lost one lie there.
        """
        if self.demo:
            return
        from refer_cli.book.connection import is_there

        path = self.book_path
        if is_there(path):
            return
        if writes:
            self.begin_book(path, asks=asks)
        if begins and path.absolute().parent.is_dir():
            return
        if not (self.book_option or self.environ.get("REFER_BOOK")) and (begins or not self._left_copies(path)):
            return
        if begins:
            if asks and self.stdin_is_terminal:
                self._ask_for_folder(path)
            return
        raise self.no_book(path)

    @staticmethod
    def _left_copies(path: Path) -> list[Copy]:
        """The copies that lie where a book is not; the newest first."""
        from refer_cli.book.copies import copies_of

        return copies_of(path)

    def begin_book(self, path: Path, *, asks: bool = True) -> None:
        """Let a book begin that is not there; where copies of one lie there, only on a yes. Raises BookProblem.

        Off a terminal nobody can give it: there only `init` begins one beside copies.
        """
        copies = [] if self.begins_anyway or self.demo else self._left_copies(path)
        if copies:
            from refer_cli.render.asking import confirm, tell

            if not (asks and self.interactive):
                raise self.no_book(path)
            kept = "1 copy" if len(copies) == 1 else f"{len(copies)} copies"
            tell(f"There is no book at {path}, but {kept} of one, the newest of {copies[0].day}.")
            tell(f"{self.command} restore brings it back.")
            if not confirm("Begin a new, empty book there all the same?", default=False):
                raise self.no_book(path)
            self.begins_anyway = True

    def _ask_for_folder(self, path: Path) -> None:
        from refer_cli.render.asking import confirm

        if not confirm(
            f"There is no folder {path.absolute().parent}. Make it, and begin a new book there?", default=False
        ):
            raise self.no_book(path)

    def no_book(self, path: Path) -> BookProblem:
        """That there is no book at the path, how to begin one there, and the copies of one that was lost."""
        named = "--book" if self.book_option else "REFER_BOOK" if self.environ.get("REFER_BOOK") else None
        look = f"look at the path, which {named} names; " if named else ""
        folder = path.absolute().parent
        copies = self._left_copies(path)
        kept = f"; {self.command} restore lists its copies, the newest of {copies[0].day}" if copies else ""
        return BookProblem(
            f"There is no book at {path}."
            if folder.is_dir()
            else f"There is no folder {folder}, and so no book in it.",
            f"{look}{self.command} init begins a new book there{kept}",
        )

    def refuse_the_book(self, file: Path) -> None:
        """Raise WrongUsage where a file to read from or to write to is the book, or what SQLite keeps beside it."""
        from refer_cli.book.connection import is_the_book

        if not self.demo and is_the_book(file, self.book_path):
            raise WrongUsage(
                f"{file} is the book itself.", f"name another file; {self.command} list shows what it holds"
            )

    def gazetteer(self) -> Gazetteer:
        """Cities and ZIPs."""
        if self._gazetteer is None:
            from refer_cli.book.location import own_cache
            from refer_cli.places.gazetteer import open_gazetteer

            self._gazetteer = open_gazetteer(own_cache(self.environ))
        return self._gazetteer

    @property
    def open_folder(self) -> Path | None:
        """The folder of the book, where other logins may write to it; None where none may, or that is not known."""
        from refer_cli.book.location import others_may_write

        folder = self.book_path.absolute().parent
        return folder if not self.demo and folder.is_dir() and others_may_write(folder) else None

    @property
    def locked(self) -> bool:
        """Whether a book that this run has opened is a locked one."""
        return any(book.connection is not None and book.connection.sealed for book in self._open)

    def plain_files(self) -> list[Path]:
        """The files named on the command line, or in a folder that was, which a run on a locked book has written."""
        if not self.locked:
            return []
        from refer_cli.files import written

        named = set(self.named_files)
        return [file for file in written if file in named or file.parent in named]

    def screen(self) -> Screen:
        """A screen of this terminal's width, coloured only on a terminal that wants it."""
        from refer_cli.render.screen import Screen

        colour = self.stdout_is_terminal and not self.environ.get("NO_COLOR") and self.environ.get("TERM") != "dumb"
        begins_at = None if self.demo or self.book_path.exists() else str(self.book_path.absolute())
        return Screen(self.width, colour=colour, lasting=not self.demo, begins_at=begins_at)

    def steps_done(self) -> int:
        """How many steps were written through this environment."""
        return self._steps_done + sum(getattr(book, "steps_done", 0) for book in self._open)

    def close(self) -> None:
        """Close what was opened and remove the demo's copy."""
        self._steps_done = self.steps_done()
        for book in self._open:
            book.close()
        self._open.clear()
        if (seal := sys.modules.get("refer_cli.book.seal")) is not None:
            seal.forget_all()
        if self._temporary is not None:
            self._temporary.cleanup()
            self._temporary = None
            self._demo_book = None

    def _demo_path(self) -> Path:
        if self._demo_book is None:
            from tempfile import TemporaryDirectory

            from refer_cli.book.location import own_cache
            from refer_cli.services.demo import demo_copy

            self._temporary = TemporaryDirectory(prefix="refer-demo-", ignore_cleanup_errors=True)
            self._demo_book = demo_copy(self.today, Path(self._temporary.name), own_cache(self.environ))
        return self._demo_book

    def _measured_width(self) -> int:
        if columns := whole_number(self.environ.get("COLUMNS", "")):
            return min(max(columns, NARROWEST), WIDEST)
        if not self.stdout_is_terminal:
            return DEFAULT_WIDTH
        try:
            measured = os.get_terminal_size(sys.stdout.fileno()).columns
        except (OSError, ValueError):
            return DEFAULT_WIDTH
        # Some terminals do not know their width and say 0.
        return min(max(measured, NARROWEST), WIDEST) if measured else DEFAULT_WIDTH


def _is_terminal(stream: Any) -> bool:
    try:
        return bool(stream.isatty())
    except (AttributeError, ValueError):
        return False


def _parse_today(text: str) -> date:
    try:
        today = date.fromisoformat(text)
        if not 1900 <= today.year <= 2999:
            raise ValueError
        return today
    except ValueError:
        raise WrongUsage(
            f'REFER_TODAY: "{text}" is not a day.',
            "write it as YYYY-MM-DD, for example REFER_TODAY=2026-11-24",
        ) from None
