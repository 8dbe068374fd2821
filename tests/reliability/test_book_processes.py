"""Real processes at one book: killed in the middle, writing at once, and on a disk that is full."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from refer_cli.book.reading import Book
from refer_cli.book.writing import WritableBook

TODAY = "2026-11-24"
PRELUDE = """
import sys
from pathlib import Path
from refer_cli.book import writing
from refer_cli.book.writing import WritableBook
from refer_cli.fields.card import Facts
book = WritableBook.open_writing(Path(sys.argv[1]), "2026-11-24")
def add(step, name):
    writing.add(step, Facts({"name": name, "notes": name * 50}, "2026-11-24"), None)
"""
PAIRS = (
    PRELUDE
    + """
for number in range(10_000):
    with book.step(f"pair {number}") as step:
        add(step, f"Ada {number}")
        print("half", flush=True)
        add(step, f"Bo {number}")
    print("whole", flush=True)
"""
)
TWENTY = (
    PRELUDE
    + """
for number in range(20):
    with book.step("one") as step:
        add(step, f"{sys.argv[2]} {number}")
"""
)
FULL = (
    PRELUDE
    + """
import resource
from refer_cli.errors import BookProblem
with book.step("one") as step:
    add(step, "Ada")
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    with book.step("many") as step:
        people = (Facts({"name": f"Bo {n}", "notes": "x" * 5_000}, "2026-11-24") for n in range(2_000))
        writing.bulk(step, [(facts, None) for facts in people])
except BookProblem as problem:
    print(problem.sentence)
"""
)


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "book.db"
    WritableBook.open_writing(place, TODAY).close()
    return place


def is_sound(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in ("open_step", "dirty"):
        assert connection.execute(f"SELECT * FROM {table}").fetchall() == []
    (people,), (indexed,) = (
        connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("colleague", "search")
    )
    assert people == indexed
    connection.close()


def test_a_writer_killed_at_any_point_leaves_before_or_after(path: Path) -> None:
    chance = random.Random(7)
    whole = 0
    for _ in range(4):
        writer = start(PAIRS, str(path))
        assert writer.stdout is not None
        lines = [writer.stdout.readline().strip() for _ in range(chance.randint(1, 12))]
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        lines += writer.stdout.read().split()
        writer.communicate()
        assert lines[0] == "half"
        is_sound(path)
        with Book.open(path) as book:
            names = [name for _, name, _, _ in book.names()]
        ada, bo = (sorted(name.split()[1] for name in names if name.startswith(who)) for who in ("Ada", "Bo"))
        assert ada == bo
        # Each step reported is there; the one that was open when it died is there whole or not at all.
        assert whole + lines.count("whole") <= len(ada) <= whole + lines.count("half")
        whole = len(ada)


def test_two_writers_at_once_both_land(path: Path) -> None:
    writers = [start(TWENTY, str(path), who) for who in ("Ada", "Bo")]
    for writer in writers:
        assert writer.communicate() == ("", "")
    is_sound(path)
    with Book.open(path) as book:
        names = [name for _, name, _, _ in book.names()]
    assert sorted(names) == sorted(f"{who} {number}" for who in ("Ada", "Bo") for number in range(20))


def test_two_processes_may_both_start_the_book(tmp_path: Path) -> None:
    path = tmp_path / "new" / "book.db"
    writers = [start(TWENTY, str(path), who) for who in ("Ada", "Bo")]
    for writer in writers:
        assert writer.communicate() == ("", "")
    is_sound(path)
    with Book.open(path) as book:
        assert book.count() == 40


@pytest.mark.skipif(sys.platform == "win32", reason="needs resource limits")
def test_a_full_disk_leaves_the_book_before(path: Path) -> None:
    output, errors = start(FULL, str(path)).communicate()
    assert ("disk is full" in output, errors) == (True, "")
    is_sound(path)
    with Book.open(path) as book:
        assert [name for _, name, _, _ in book.names()] == ["Ada"]
