"""Backups, restores and copies that end in the middle, by kill -9 or a full disk: the book is as before, or whole."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from refer_cli.book import copies, writing
from refer_cli.book.writing import WritableBook
from refer_cli.fields.card import Facts

pytestmark = pytest.mark.slow
TODAY = "2026-11-24"
ROUNDS = 12
# The process says that it has come so far, and is killed a random moment later.
RUN = """
import sys
from refer_cli.app import run
from refer_cli.book import copies, restoring
from refer_cli.services import backing_up, import_flow
from refer_cli.services import restoring as service
from refer_cli.services.environment import Environment
print("ready", flush=True)
sys.stdin.readline()
code = run(sys.argv[1:], Environment(stdin_is_terminal=False, stdout_is_terminal=False))
print("ended", code, flush=True)
"""
FULL = """
import resource, signal, sys
from refer_cli.app import run
from refer_cli.services.environment import Environment
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
sys.exit(run(sys.argv[1:], Environment(stdin_is_terminal=False, stdout_is_terminal=False)))
"""


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return list(connection.iterdump())
    finally:
        connection.close()


def fill(path: Path, people: int) -> None:
    with WritableBook.open_writing(path, TODAY) as book, book.step("fill") as step:
        facts = ({"name": f"Ada {number}", "notes": "likes birds " * 20} for number in range(people))
        writing.insert_colleagues(step, ((Facts(values, TODAY), None) for values in facts))


def killed(moment: float, *arguments: str) -> bool:
    """Whether the program ended before it was killed, so many seconds after it began."""
    child = subprocess.Popen(
        [sys.executable, "-c", RUN, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdin is not None and child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    child.stdin.write("\n")
    child.stdin.flush()
    try:
        child.wait(moment)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
    output, _ = child.communicate()
    return "ended 0" in output


def test_a_backup_a_restore_and_an_import_that_are_killed_lose_nothing(tmp_path: Path) -> None:
    path, backup = tmp_path / "book.db", tmp_path / "kept.db"
    fill(path, 400)
    older = dump(path)
    with WritableBook.open_writing(path, TODAY) as opened, opened.transaction():
        copies.keep(path, "daily", TODAY).path.rename(backup)
    fill(path, 200)
    newer = path.read_bytes()
    people = tmp_path / "people.csv"
    people.write_text("name\n" + "".join(f"Bo {number}\n" for number in range(200)))
    book = ["--book", str(path)]
    commands = (
        [*book, "restore", str(backup), "--yes"],
        [*book, "backup", str(tmp_path / "made.db"), "--force"],
        [*book, "import", str(people)],
    )
    chance = random.Random(7)
    taken = [0.2, 0.2, 0.4]
    for number in range(ROUNDS):
        which = number % len(commands)
        before = dump(path)
        began = time.monotonic()
        ended = killed(chance.uniform(0, taken[which]), *commands[which])
        if ended:
            taken[which] = time.monotonic() - began
        after = dump(path)
        if which == 0:
            assert after in (before, older)
            assert not ended or after == older
        elif which == 1:
            assert after == before
        else:
            (count,) = sqlite3.connect(path).execute("SELECT count(*) FROM colleague WHERE name LIKE 'Bo %'").fetchone()
            assert count in (0, 200)
        for copy in copies.copies_of(path):
            dump(copy.path)
        if (tmp_path / "made.db").exists():
            dump(tmp_path / "made.db")
        if which == 2:
            for ending in ("-wal", "-shm"):
                Path(f"{path}{ending}").unlink(missing_ok=True)
            path.write_bytes(newer)


def test_a_full_disk_leaves_the_book_and_no_half_copy(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    fill(path, 400)
    with WritableBook.open_writing(path, TODAY) as book, book.transaction():
        copies.keep(path, "daily", TODAY)
    before = dump(path)
    kept = sorted(copies.folder(path).iterdir())
    for command in (["backup", str(tmp_path / "made.db")], ["backup"], ["restore", "1", "--yes"]):
        done = subprocess.run(
            [sys.executable, "-c", FULL, "--book", str(path), *command],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert done.returncode == 1, (command, done)
        assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["error", "hint"], done.stderr
        assert dump(path) == before
        assert sorted(copies.folder(path).iterdir()) == kept
        assert not (tmp_path / "made.db").exists()
    # What somebody came to write is tried all the same, and the missing copy is said in one line.
    done = subprocess.run(
        [sys.executable, "-c", FULL, "--book", str(path), "merge", "1", "2", "--yes"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert "no copy of the book could be kept" in done.stderr.splitlines()[0], done.stderr
    dump(path)
