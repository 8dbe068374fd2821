"""What the tests of commands share: one call of the program, within the process, on a book of their own."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer
from prepared_books import prepared

from refer_cli.app import run
from refer_cli.book import copies
from refer_cli.book.writing import WritableBook
from refer_cli.services.environment import Environment

TODAY = date(2026, 11, 24)
ADA = [
    "add-colleague", "Ada Birch", "--credential", "LMFT", "--practice", "Birch Counseling", "--city",
    "Denver", "--state", "CO", "--license-state", "CO", "--specialty", "anxiety (certified)",
    "--panel", "Aetna", "--panel", "Cigna (full)", "--fee", "150", "--fee-floor", "90", "--how-known", "met",
    "--trust", "5", "--phone", "303-555-0101", "--email", "ada.birch@example.com",
    "--notes", "Likes school refusal work.",
    "--first-met", "2026-11-02", "--as-of", "2026-04-20",
]  # fmt: skip
FLO = [
    "add-colleague", "Flo Gum", "--credential", "LCSW", "--city", "Austin", "--state", "TX", "--panel",
    "none", "--specialty", "PTSD (trained)", "--fee", "120", "--accepting", "waitlist until 2027-03",
]  # fmt: skip


# Typer reads the annotations of every option anew for each call, a fifth of its time. A command keeps nothing of one.
_built = cache(typer.main.get_command)


class Answer(NamedTuple):
    """What one call said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Refer:
    """Calls the program. `typed` answers its questions, as on a terminal.

    The copy before the first write of a day, which each test would make anew, is left out unless it `keeps_copies`.
    """

    keeps_copies = False

    def __init__(self, folder: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.book = folder / "book.db"
        self.environ = {"REFER_BOOK": str(self.book), "REFER_CACHE": str(cache)}
        self.today = TODAY
        self._capsys = capsys

    def __call__(self, *args: str, typed: list[str] | None = None, width: int = 80) -> Answer:
        self._capsys.readouterr()
        terminal = typed is not None
        environment = Environment(
            {**self.environ, "NO_COLOR": "1"},
            today=self.today,
            stdin_is_terminal=terminal,
            stdout_is_terminal=terminal,
            width=width,
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed or [])))
            patch.setattr(typer.main, "get_command", _built)
            if not self.keeps_copies:
                patch.setattr(copies, "kept_today", lambda *_: True)
            code = run(args, environment)
        said = self._capsys.readouterr()
        return Answer(code, said.out, said.err)

    def ok(self, *args: str, typed: list[str] | None = None) -> Answer:
        """A call that must succeed without a word on standard error."""
        answer = self(*args, typed=typed)
        assert (answer.code, answer.err) == (0, ""), answer
        return answer

    def colleague(self, who: str) -> dict[str, Any]:
        """One colleague as JSON."""
        found: dict[str, Any] = self.ok("show", who, "--json").json["colleague"]
        return found


@pytest.fixture
def refer(tmp_path: Path, cache_folder: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Refer]:
    yield Refer(tmp_path, cache_folder, capsys)


@prepared
def two(refer: Any) -> None:
    """A book with Ada Birch and Flo Gum."""
    refer.ok(*ADA)
    refer.ok(*FLO)


@prepared
def no_colleagues(refer: Any) -> None:
    """A book that is there and holds nobody: for a test that asks of it what a missing book is not asked."""
    WritableBook.open_writing(refer.book, TODAY.isoformat()).close()


@pytest.fixture
def refused(refer: Refer) -> Callable[..., str]:
    """Check a refusal: its code, one error line, one hint line, nothing on stdout, the book as before."""

    def book() -> list[bytes]:
        """Every byte of the book; with a log beside it, what has not reached it yet too."""
        return [file.read_bytes() for file in sorted(refer.book.parent.glob(f"{refer.book.name}*")) if file.is_file()]

    def check(code: int, *args: str) -> str:
        before = book()
        answer = refer(*args)
        lines = answer.err.splitlines()
        assert answer.code == code, answer
        assert answer.out == ""
        assert [line.partition(":")[0] for line in lines] == ["error", "hint"], answer.err
        assert book() == before
        spoken = refer(*args, "--json")
        assert spoken.err == "" and spoken.code == code
        assert spoken.json["schema"] == "refer.error/1" and spoken.json["exit"] == code
        return answer.err

    return check
