"""An import and a merge killed with -9 in the middle: the book is as before, or whole."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from refer_cli.book import triggers, writing
from refer_cli.book.writing import WritableBook
from refer_cli.fields.card import Facts

pytestmark = pytest.mark.slow
TODAY = "2026-11-24"
IMPORT = """
import sys
from pathlib import Path
from refer_cli.book import writing
from refer_cli.services import import_flow
from refer_cli.services.environment import Environment
taken = writing.insert_colleagues
def told(*arguments, **named):
    ids = taken(*arguments, **named)
    print("half", flush=True)
    sys.stdin.readline()
    return ids
writing.insert_colleagues = told
environment = Environment(stdin_is_terminal=False, stdout_is_terminal=False)
environment.book_option = Path(sys.argv[1])
how = import_flow.How(None, dry_run=False, all_taxonomies=False)
import_flow.import_file(environment, Path(sys.argv[2]), how)
print("whole", flush=True)
sys.stdin.readline()
"""
MERGE = """
import sys
from pathlib import Path
from refer_cli.book import merging
from refer_cli.services import merging_colleagues
from refer_cli.services.environment import Environment
def told(move):
    def moved(*arguments):
        rows = move(*arguments)
        print("half", flush=True)
        sys.stdin.readline()
        return rows
    return moved
for table in merging.MOVES:
    merging.MOVES[table] = told(merging.MOVES[table])
environment = Environment(stdin_is_terminal=False, stdout_is_terminal=False)
environment.book_option = Path(sys.argv[1])
merging_colleagues.merge(environment, "1", "2", yes=True, dry_run=False)
print("whole", flush=True)
sys.stdin.readline()
"""


def dump(path: Path) -> dict[str, list[str]]:
    """What the book holds, once it is seen to be sound."""
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in ("open_step", "dirty"):
        assert connection.execute(f"SELECT * FROM {table}").fetchall() == []
    held = {table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}"))) for table in triggers.JOURNALED}
    connection.close()
    return held


def killed_after(program: str, lines: int, *arguments: str) -> str:
    """Let the program go on until it has said so many lines, and kill it there; the last line."""
    child = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None and child.stdin is not None and child.stderr is not None
    line = ""
    for number in range(lines):
        if number:
            child.stdin.write("\n")
            child.stdin.flush()
        line = child.stdout.readline().strip()
        assert line, child.stderr.read()
        if line == "whole":
            break
    child.send_signal(signal.SIGKILL)
    child.communicate()
    return line


@pytest.fixture
def book_of_two(tmp_path: Path) -> Path:
    path = tmp_path / "book.db"
    with WritableBook.open_writing(path, TODAY) as book, book.step("add") as step:
        for notes in ("one", "two"):
            writing.insert_colleague(step, Facts({"name": "Ada Birch", "notes": notes}, TODAY), None)
    return path


@pytest.mark.parametrize("lines", [1, 2, 4, 99])
def test_an_import_killed_leaves_the_book_as_before_or_whole(book_of_two: Path, tmp_path: Path, lines: int) -> None:
    file = tmp_path / "people.csv"
    rows = "".join(f"Cy Fir{number},{number}@example.com,Aetna\n" for number in range(2_000))
    file.write_text("name,email,panels\n" + rows, encoding="utf-8")
    before = dump(book_of_two)
    last = killed_after(IMPORT, lines, str(book_of_two), str(file))
    after = dump(book_of_two)
    if last == "whole":
        assert len(after["colleague"]) == 2_002
    else:
        assert after == before
        assert killed_after(IMPORT, 99, str(book_of_two), str(file)) == "whole"
        assert len(dump(book_of_two)["colleague"]) == 2_002


@pytest.mark.parametrize("lines", [1, 5, 8, 99])
def test_a_merge_killed_leaves_the_book_as_before_or_whole(book_of_two: Path, lines: int) -> None:
    before = dump(book_of_two)
    last = killed_after(MERGE, lines, str(book_of_two))
    after = dump(book_of_two)
    assert (after == before) == (last != "whole")
    assert len(after["colleague"]) == (1 if last == "whole" else 2)
