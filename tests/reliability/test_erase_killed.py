"""Erasing killed with -9 on the way: each file is whole, and the same command finishes it."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from refer_cli.book import network_writing, writing
from refer_cli.book.writing import WritableBook
from refer_cli.fields.card import Facts

pytestmark = pytest.mark.slow
TODAY = "2026-11-24"
STRINGS = (b"Ada Birch", b"ada.birch@example.com", b"school refusal", b"spoke of moving")
ERASE = """
import sys
from pathlib import Path
from refer_cli.book import erasing_files, sweeping
from refer_cli.book.connection import Handle
from refer_cli.services import erasing
from refer_cli.services.environment import Environment
def told(before, call):
    def wrapped(*arguments, **named):
        if before:
            print("here", flush=True)
            sys.stdin.readline()
        result = call(*arguments, **named)
        if not before:
            print("here", flush=True)
            sys.stdin.readline()
        return result
    return wrapped
erase_rows = erasing_files.erasing.erase_rows
erasing_files.erasing.erase_rows = told(False, erase_rows)
sweeping.sweep = told(True, sweeping.sweep)
sweeping.empty_log = told(True, sweeping.empty_log)
environment = Environment(stdin_is_terminal=False, stdout_is_terminal=False)
environment.book_option = Path(sys.argv[1])
erasing.erase(environment, erasing.Whom("Ada Birch"), erasing.How(yes=True))
print("whole", flush=True)
sys.stdin.readline()
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a history, and two copies of it."""
    path = tmp_path_factory.mktemp("written") / "book.db"
    with WritableBook.open_writing(path, TODAY) as book:
        with book.step("add Ada Birch") as step:
            ada = {"name": "Ada Birch", "email": "ada.birch@example.com", "notes": "school refusal"}
            writing.insert_colleague(step, Facts(ada, TODAY), None)
            writing.insert_colleague(step, Facts({"name": "Bo Elm", "notes": "knows Ada Birch"}, TODAY), None)
        with book.step("met Ada Birch and Bo Elm") as step:
            network_writing.add_meeting(step, TODAY, "coffee", [1, 2], note="with Ada Birch")
        with book.step("met Ada Birch") as step:
            network_writing.add_meeting(step, TODAY, "coffee", [1], note="spoke of moving")
        with book.step("change Bo Elm") as step:
            writing.change_card(step, 2, Facts({"fee": 120}, TODAY))
    folder = Path(f"{path}.copies")
    folder.mkdir()
    shutil.copy(path, folder / "2026-11-20T080000-daily.db")
    shutil.copy(path, f"{path}.before-2")
    return path


def killed_at(stop: int, book: Path) -> bool:
    """Begin to erase and kill the process at the stop of that number; whether it was done before."""
    child = subprocess.Popen(
        [sys.executable, "-c", ERASE, str(book)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None and child.stdin is not None
    line = child.stdout.readline().strip()
    for _ in range(stop):
        if line == "whole":
            break
        child.stdin.write("\n")
        child.stdin.flush()
        line = child.stdout.readline().strip()
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert line in ("here", "whole")
    return line == "whole"


def hers(folder: Path) -> set[str]:
    return {
        file.name
        for file in folder.rglob("*")
        if file.is_file() and any(text.lower() in file.read_bytes().lower() for text in STRINGS)
    }


def test_killed_at_every_stop_each_file_is_whole_and_a_second_try_finishes(written: Path, tmp_path: Path) -> None:
    whole, stop = False, 0
    while not whole:
        folder = tmp_path / str(stop)
        shutil.copytree(written.parent, folder)
        book = folder / "book.db"
        whole = killed_at(stop, book)
        for file in (book, *folder.rglob("*.copies/*.db"), folder / "book.db.before-2"):
            connection = sqlite3.connect(file)
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            rows = connection.execute("SELECT name FROM colleague ORDER BY id").fetchall()
            notes = connection.execute("SELECT note FROM meeting ORDER BY id").fetchall()
            assert (rows[0][0], len(notes)) in (("Ada Birch", 2), ("one gone from your book (1)", 1))
            connection.close()
        if not whole:
            second = [sys.executable, "-m", "refer_cli", "--book", str(book), "erase", "Ada Birch", "--yes"]
            done = subprocess.run(second, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
        assert hers(folder) == set()
        with WritableBook.open_writing(book, TODAY) as opened:
            assert opened.card(2).values["notes"] == "knows (erased)"
            assert opened.rows("SELECT * FROM setting WHERE name LIKE 'erasing%'") == []
        stop += 1
        shutil.rmtree(folder)
    assert stop > 6
