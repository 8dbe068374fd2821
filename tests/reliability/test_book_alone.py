"""Nothing but SQLite opens the book while it is in use: one stray descriptor would drop the process's locks."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from refer_cli.app import run
from refer_cli.book.connection import SCHEMA_VERSION
from refer_cli.services.environment import Environment

STORED = Path(__file__).parent.parent / "book" / "stored"
COMMANDS = (
    ["add-colleague", "Ada Birch", "--city", "Denver", "--state", "CO", "--specialty", "anxiety"],
    ["add-colleague", "Flo Gum, LCSW, Austin TX, PTSD, Aetna", "--yes"],
    ["list"],
    ["find", "anxiety"],
    ["show", "Ada Birch"],
    ["edit", "Ada Birch", "--fee", "150", "--panel", "Aetna"],
    ["verify", "Ada Birch", "--panel", "Aetna"],
    ["suggest", "--reason", "moving", "--city", "Denver", "--need", "anxiety"],
    ["prepare", "--reason", "moving", "--colleague", "Ada Birch", "--sheet", "sheet.html"],
    ["give", "A7", "Ada Birch", "--reason", "moving"],
    ["outcome", "A7", "first-session-held"],
    ["receive", "Ada Birch", "--label", "B2"],
    ["met", "Ada Birch", "--kind", "coffee"],
    ["due", "--ics", "due.ics"],
    ["goals", "set", "meet", "3"],
    ["goals"],
    ["network", "--html", "network.html"],
    ["network", "--forget-requests", "--yes"],
    ["groups", "add", "Harbor circle"],
    ["groups", "attend", "Harbor circle", "--met", "Ada Birch"],
    ["cadence", "set", "Ada Birch", "3m"],
    ["reasons", "weigh", "moving", "fee=.2"],
    ["init", "--name", "Sam Reed", "--city", "Denver", "--state", "CO"],
    ["archive", "Flo Gum"],
    ["export", "book.csv"],
    ["import", "book.csv"],
    ["undo"],
    ["redo"],
    [],
)
CREATES = os.O_CREAT | os.O_EXCL


class Watch:
    """What the process opens by itself (SQLite's own opening is no such event), while `book` is set."""

    def __init__(self) -> None:
        self.book: Path | None = None
        self.cache: Path | None = None
        self.opened: list[str] = []

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.book is None or event not in ("open", "shutil.copyfile", "os.remove", "os.truncate"):
            return
        names = [os.fsdecode(name) for name in arguments[:2] if isinstance(name, str | bytes | os.PathLike)]
        made = event == "open" and isinstance(arguments[2], int) and arguments[2] & CREATES == CREATES
        for name in names:
            about = Path(name).resolve().name.removesuffix("-wal").removesuffix("-shm").removesuffix("-journal")
            if about == self.book.name and not made:
                self.opened.append(f"{event} {name}")


WATCH = Watch()
sys.addaudithook(WATCH)


@pytest.fixture
def watched(tmp_path: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    monkeypatch.chdir(tmp_path)
    WATCH.opened = []
    WATCH.cache = cache_folder
    WATCH.book = tmp_path / "watched-book.db"
    yield WATCH
    WATCH.book = None


def use(book: Path, command: list[str]) -> int:
    environ = {"REFER_BOOK": str(book), "REFER_CACHE": str(WATCH.cache), "REFER_TODAY": "2026-11-24"}
    return run(command, Environment(environ, stdin_is_terminal=False, stdout_is_terminal=False, width=80))


@pytest.mark.slow
def test_no_command_opens_the_book_past_sqlite(watched: Watch) -> None:
    assert watched.book is not None
    for command in COMMANDS:
        assert use(watched.book, command) == 0, command
    assert watched.opened == []


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_neither_does_bringing_an_old_book_up(watched: Watch, version: int) -> None:
    assert watched.book is not None
    content = (STORED / f"schema-{version}.db").read_bytes()
    WATCH.book, book = None, watched.book
    book.write_bytes(content)
    WATCH.book = book
    assert use(book, ["list"]) == 0
    assert watched.opened == []


@pytest.mark.parametrize("command", [["import"], ["add-colleague", "--from"], ["transition", "--leaving", "Aetna"]])
def test_the_book_itself_is_no_file_to_read_from(watched: Watch, command: list[str]) -> None:
    assert watched.book is not None
    use(watched.book, list(COMMANDS[0]))
    assert use(watched.book, [*command, watched.book.name]) in (1, 2)
    assert watched.opened == []


@pytest.mark.parametrize(
    "command",
    [
        ["export"],
        ["due", "--ics"],
        ["network", "--html"],
        ["prepare", "--reason", "moving", "--colleague", "Ada Birch", "--sheet"],
    ],
)
def test_the_book_itself_is_no_file_to_write_to(watched: Watch, command: list[str]) -> None:
    assert watched.book is not None
    use(watched.book, list(COMMANDS[0]))
    assert use(watched.book, [*command, watched.book.name, *(["--force"] if command != ["due", "--ics"] else [])]) in (
        1,
        2,
    )
    assert watched.opened == []
    assert use(watched.book, ["show", "Ada Birch"]) == 0


def test_the_watch_sees_what_it_watches_for(watched: Watch) -> None:
    assert watched.book is not None
    use(watched.book, list(COMMANDS[0]))
    with watched.book.open("rb"):
        pass
    assert len(watched.opened) == 1
