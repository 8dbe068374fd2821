"""A book that is moved, deleted or replaced while refer waits for an answer: nothing is said to be saved in another."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from refer_cli.app import run
from refer_cli.book import writing
from refer_cli.book.writing import WritableBook
from refer_cli.errors import BookProblem
from refer_cli.fields.card import Facts
from refer_cli.services.environment import Environment

NOTE = "Flo Gum, LCSW, Austin TX, PTSD (trained), Aetna"


def delete(book: Path, other: Path) -> None:
    book.unlink()


def move(book: Path, other: Path) -> None:
    book.rename(book.with_name("moved.db"))


def replace(book: Path, other: Path) -> None:
    os.replace(other, book)


def write_over(book: Path, other: Path) -> None:
    """As `cp other.db book.db` does: the file stays, what it holds is another book."""
    with book.open("r+b") as file:
        file.write(other.read_bytes())
        file.truncate()


class Interrupted(io.StringIO):
    """A person at the terminal, during whose first answer something happens to the book."""

    def __init__(self, answers: str, happens: Callable[[], None]) -> None:
        super().__init__(answers)
        self._happens: Callable[[], None] | None = happens

    def readline(self, *size: int) -> str:  # type: ignore[override]
        if self._happens is not None:
            happens, self._happens = self._happens, None
            happens()
        return super().readline(*size)


@pytest.mark.parametrize("happens", [delete, move, replace, write_over])
@pytest.mark.parametrize("history", [0, 3])
def test_nothing_is_added_to_another_book(
    tmp_path: Path,
    cache_folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    happens: Callable[[Path, Path], None],
    history: int,
) -> None:
    book, other = tmp_path / "book.db", tmp_path / "other.db"
    environ = {"REFER_CACHE": str(cache_folder), "REFER_TODAY": "2026-11-24", "NO_COLOR": "1"}

    def refer(path: Path, *line: str, terminal: bool = False) -> int:
        environment = Environment(
            {**environ, "REFER_BOOK": str(path)}, stdin_is_terminal=terminal, stdout_is_terminal=terminal, width=80
        )
        return run(line, environment)

    refer(book, "add-colleague", "Ada Birch")
    refer(book, "edit", "Ada Birch", "--fee", "150")
    refer(other, "add-colleague", "Zoe Elm")
    for number in range(history):
        refer(other, "edit", "Zoe Elm", "--fee", str(100 + number))
    capsys.readouterr()
    monkeypatch.setattr(sys, "stdin", Interrupted("y\n" * 9, lambda: happens(book, other)))
    assert refer(book, "add-colleague", NOTE, terminal=True) == 1
    output, errors = capsys.readouterr()
    assert "moved, deleted or replaced while refer was using it" in errors
    assert "Added" not in output
    assert "nothing was saved" in errors
    if happens in (delete, move):
        assert not book.exists()
    else:
        assert refer(book, "show", "Flo Gum") == 1


def test_a_step_in_a_book_that_was_moved_away_is_not_done(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    with WritableBook.open_writing(path, "2026-11-24") as book:
        with pytest.raises(BookProblem, match="moved, deleted or replaced"), book.step("add Ada Birch") as step:
            writing.insert_colleague(step, Facts({"name": "Ada Birch"}, "2026-11-24"), None)
            path.rename(tmp_path / "moved.db")
        assert book.count() == 0
