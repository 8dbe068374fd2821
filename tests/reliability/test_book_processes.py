"""Real processes at one book: killed in the middle, writing at once, and on a disk that is full."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from refer_cli.book.copies import MIGRATION, copies_of
from refer_cli.book.reading import Book
from refer_cli.book.writing import WritableBook

TODAY = "2026-11-24"
STORED = sorted((Path(__file__).parent.parent / "book" / "stored").glob("schema-*.db"))
WAITING = "waiting: another refer is writing the book ...\n"
COMMANDS = """
import contextlib, io, json, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs have it ignored
from refer_cli.app import run
from refer_cli.services.environment import Environment
for line in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()):
        code = run(line, Environment(stdin_is_terminal=False, stdout_is_terminal=False))
    print(code, flush=True)
"""
PRELUDE = """
import sys
from pathlib import Path
from refer_cli.book import writing
from refer_cli.book.writing import WritableBook
from refer_cli.fields.card import Facts
book = WritableBook.open_writing(Path(sys.argv[1]), "2026-11-24")
def add(step, name):
    writing.insert_colleague(step, Facts({"name": name, "notes": name * 50}, "2026-11-24"), None)
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
        writing.insert_colleagues(step, [(facts, None) for facts in people])
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


def commands(environ: dict[str, str], *lines: list[str]) -> subprocess.Popen[str]:
    """A process that runs command lines one after the other, each as a command does: it reads, then writes."""
    return subprocess.Popen(
        [sys.executable, "-c", COMMANDS, json.dumps(lines)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def used(path: Path) -> dict[str, str]:
    return {"REFER_BOOK": str(path), "REFER_TODAY": TODAY, "REFER_CACHE": str(path.parent / "cache")}


def meetings(who: str, count: int) -> list[list[str]]:
    return [["met", "Ada Birch", "--kind", "call", "--note", f"{who} {number}"] for number in range(count)]


@pytest.mark.slow
def test_writers_with_readers_beside_them_lose_nothing(path: Path) -> None:
    """Every command reads the book and then opens it again to write, while others open and close it.

    A descriptor of the book that is closed in between would drop the locks of the first connection, the next
    process to close would delete the write-ahead log under the writer, and what was acknowledged would be gone.
    """
    environ = used(path)
    assert commands(environ, ["add-colleague", "Ada Birch"]).communicate() == ("0\n", "")
    writers = [commands(environ, *meetings(who, 15)) for who in ("one", "two", "three")]
    readers = [commands(environ, *[["list"], ["show", "Ada"]] * 15) for _ in range(2)]
    for process in [*writers, *readers]:
        output, errors = process.communicate()
        assert (set(output.split()), errors.replace(WAITING, "")) == ({"0"}, "")
    is_sound(path)
    with Book.open(path) as book:
        notes = [note for (note,) in book.rows("SELECT note FROM meeting")]
        assert sorted(notes) == sorted(line[-1] for who in ("one", "two", "three") for line in meetings(who, 15))
        assert len(book.rows("SELECT id FROM step")) == 46


@pytest.mark.slow
@pytest.mark.parametrize("old", [None, *STORED], ids=lambda file: file.stem if file else "new")
def test_four_at_once_start_a_book_or_bring_it_up(tmp_path: Path, old: Path | None) -> None:
    path = tmp_path / "book.db"
    people = 0
    if old is not None:
        shutil.copy(old, path)
        path.chmod(0o600)
        people = len(sqlite3.connect(path).execute("SELECT id FROM colleague").fetchall())
    before = os.umask(0)
    try:
        starters = [commands(used(path), ["add-colleague", f"Zoe {name}"]) for name in ("Ash", "Elm", "Fir", "Oak")]
        for process in starters:
            output, errors = process.communicate()
            assert (output, errors.replace(WAITING, "")) == ("0\n", "")
    finally:
        os.umask(before)
    is_sound(path)
    with Book.open(path) as book:
        assert book.count(archived=None) == people + 4
        assert book.rows("PRAGMA journal_mode") == [("wal",)]
    copies = [copy.path for copy in copies_of(path) if copy.why == MIGRATION]
    assert len(copies) == (0 if old is None or old == STORED[-1] else 1)
    for copy in copies:
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        kept = sqlite3.connect(copy)
        assert len(kept.execute("SELECT id FROM colleague").fetchall()) == people
        kept.close()
    assert list(tmp_path.rglob("*.unfinished*")) == []


def waiting(process: subprocess.Popen[str]) -> subprocess.Popen[str]:
    """The process, once it has said that it waits for the book."""
    assert process.stderr is not None
    assert process.stderr.readline() == WAITING
    return process


@pytest.mark.parametrize(
    ("lines", "field", "expected"),
    [
        (
            [["edit", "Ada Birch", "--tag", tag] for tag in ("core", "nearby", "texts")],
            "tags",
            {"early", "core", "nearby", "texts"},
        ),
        (
            [["verify", "Ada Birch", "--panel", panel] for panel in ("Aetna", "Cigna")]
            + [["edit", "Ada Birch", "--no-panel", "Kaiser Permanente"]],
            "panels",
            {"Aetna", "Cigna", "Humana"},
        ),
    ],
)
def test_what_several_add_to_one_list_at_once_is_all_there(
    path: Path, lines: list[list[str]], field: str, expected: set[str]
) -> None:
    """Each has read the card before the lock is free: what it adds must not replace what the others added."""
    environ = used(path)
    before = ["add-colleague", "Ada Birch", "--tag", "early", "--panel", "Kaiser Permanente", "--panel", "Humana"]
    assert commands(environ, before).communicate() == ("0\n", "")
    with WritableBook.open_writing(path, TODAY) as holder:
        with holder.step("hold the book"):
            writers = [waiting(commands(environ, line)) for line in lines]
        for writer in writers:
            assert writer.communicate() == ("0\n", "")
        listing = holder.card(1).listing(field)
        assert listing is not None
        assert {item.name for item in listing.items} == expected


def test_the_same_person_added_twice_at_once_is_there_once(path: Path) -> None:
    with WritableBook.open_writing(path, TODAY) as holder:
        with holder.step("hold the book"):
            adders = [waiting(commands(used(path), ["add-colleague", "Ada Birch"])) for _ in range(2)]
        answers = [adder.communicate() for adder in adders]
        assert sorted(output for output, _ in answers) == ["0\n", "1\n"]
        assert any("put Ada Birch in the book at the same moment (id 1)" in errors for _, errors in answers)
        assert holder.count() == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_waiting_ends_at_once_with_ctrl_c(path: Path) -> None:
    with WritableBook.open_writing(path, TODAY) as holder, holder.step("hold the book"):
        stopped = waiting(commands(used(path), ["add-colleague", "Ada Birch"]))
        stopped.send_signal(signal.SIGINT)
        output, errors = stopped.communicate()
        assert (output, errors.strip()) == ("130\n", "stopped; nothing was saved")


def test_a_writer_that_waits_says_so_and_then_writes(path: Path) -> None:
    holder = WritableBook.open_writing(path, TODAY)
    with holder.step("hold the book"):
        writer = waiting(commands(used(path), ["add-colleague", "Ada Birch"]))
    assert writer.communicate() == ("0\n", "")
    assert [name for _, name, _, _ in holder.names()] == ["Ada Birch"]
    holder.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs resource limits")
def test_a_full_disk_leaves_the_book_before(path: Path) -> None:
    output, errors = start(FULL, str(path)).communicate()
    assert ("disk is full" in output, errors) == (True, "")
    is_sound(path)
    with Book.open(path) as book:
        assert [name for _, name, _, _ in book.names()] == ["Ada"]
