"""A book cut short at every page, restored among writers, or locked on a full disk: nothing lost, and a way shown."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from refer_cli.app import run
from refer_cli.book import copies, seal, writing
from refer_cli.book.writing import WritableBook
from refer_cli.fields.card import Facts
from refer_cli.services.environment import Environment

pytestmark = pytest.mark.slow
TODAY = "2026-11-24"
PAGE = 4096
WRITERS, WRITES, RESTORES = 3, 15, 3
# Each write is told once it is acknowledged.
WRITE = """
import sys
from pathlib import Path
from refer_cli.book import writing
from refer_cli.book.writing import WritableBook
from refer_cli.fields.card import Facts
path, who, writes = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(writes):
    name = f"Writer{who} Number{number}"
    with WritableBook.open_writing(path, "2026-11-24") as book:
        with book.step(name) as step:
            writing.insert_colleague(step, Facts({"name": name}, "2026-11-24"), None)
    print(name, flush=True)
"""
RUN = """
import resource, signal, sys
from refer_cli.app import run
from refer_cli.services.environment import Environment
if sys.argv[1] != "-":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(run(sys.argv[2:], Environment(stdin_is_terminal=False, stdout_is_terminal=False)))
"""


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return list(connection.iterdump())


def names(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM colleague")}


def fill(path: Path, people: int) -> None:
    with WritableBook.open_writing(path, TODAY) as book, book.step("fill") as step:
        facts = ({"name": f"Ada {number}", "notes": "likes birds " * 20} for number in range(people))
        writing.insert_colleagues(step, ((Facts(values, TODAY), None) for values in facts))


def test_restores_among_writers_lose_no_write_that_was_acknowledged(tmp_path: Path) -> None:
    path, backup = tmp_path / "book.db", tmp_path / "backup.db"
    fill(path, 20)
    shutil.copyfile(path, backup)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, str(path), str(who), str(WRITES)],
            stdout=subprocess.PIPE, stderr=(tmp_path / f"complaints {who}").open("w", encoding="utf-8"), text=True,
        )
        for who in range(WRITERS)
    ]  # fmt: skip
    first = [writer.stdout.readline().strip() for writer in writers if writer.stdout]
    restored = [
        subprocess.run(
            [sys.executable, "-c", RUN, "-", "--book", str(path), "restore", str(backup), "--yes"],
            capture_output=True, text=True, check=False,
        )
        for _ in range(RESTORES)
    ]  # fmt: skip
    written, complaints = set(first), []
    for who, writer in enumerate(writers):
        # What `readline` has read ahead is read from the same stream: `communicate` would lose it.
        assert writer.stdout is not None
        written.update(writer.stdout.read().split("\n"))
        complaints.append((writer.wait(), (tmp_path / f"complaints {who}").read_text()[-400:]))
    assert all(code == 0 for code, _ in complaints), complaints
    # A restore that was crowded out changes nothing, and says so.
    assert all(answer.returncode == 0 or "Other refers" in answer.stderr for answer in restored), restored
    assert any(answer.returncode == 0 for answer in restored)
    dump(path)
    there = names(path).union(*(names(copy.path) for copy in copies.copies_of(path)))
    assert len(written - {""}) == WRITERS * WRITES and not written - {""} - there


def test_a_full_disk_under_lock_leaves_the_plain_book_and_nothing_beside_it(tmp_path: Path) -> None:
    path, key = tmp_path / "book.db", tmp_path / "key"
    fill(path, 400)
    key.write_text("four walnut lamps sleeping\n")
    key.chmod(0o600)
    before, there = dump(path), sorted(file.name for file in tmp_path.iterdir())
    answer = subprocess.run(
        [sys.executable, "-c", RUN, "200000", "--book", str(path), "lock"],
        capture_output=True, text=True, check=False, env=os.environ | {"REFER_KEY_FILE": str(key)},
    )  # fmt: skip
    assert answer.returncode == 1 and "Traceback" not in answer.stderr, answer
    assert answer.stderr.startswith("error: ") and "\nhint: " in answer.stderr, answer
    assert dump(path) == before
    assert sorted(file.name for file in tmp_path.iterdir()) == there


@pytest.mark.parametrize("locked", [False, True])
def test_a_book_cut_at_any_page_leads_to_its_newest_good_copy(
    tmp_path: Path,
    cache_folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    locked: bool,
) -> None:
    monkeypatch.setattr(seal, "ROUNDS", 10)
    path, key = tmp_path / "book.db", tmp_path / "key"
    key.write_text("four walnut lamps sleeping\n")
    key.chmod(0o600)
    environ = {"REFER_BOOK": str(path), "REFER_CACHE": str(cache_folder), "REFER_KEY_FILE": str(key)}
    fill(path, 30)

    def refer(*args: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(args, Environment(environ, stdin_is_terminal=False, stdout_is_terminal=False))
        said = capsys.readouterr()
        return code, said.out, said.err

    if locked:
        assert refer("lock")[0] == 0
    assert refer("backup")[0] == 0
    listed = refer("list", "--json")[1]
    whole = path.read_bytes()
    for cut in range(0, len(whole), 4 * PAGE if locked else PAGE):
        path.write_bytes(whole[:cut])
        for ending in ("-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
        code, out, err = refer("doctor")
        assert (code, out) == (1, ""), (cut, out)
        assert err.startswith("error: ") and "restore" in err and "Traceback" not in err, (cut, err)
        if cut % (8 * PAGE):
            continue
        code, out, err = refer("list", "--json")
        assert "Traceback" not in err and (code == 1 or out == listed), (cut, out)
        code, _, err = refer("restore", "1", "--yes")
        assert code == 0, (cut, err)
        assert refer("list", "--json")[1] == listed, cut
        for aside in tmp_path.glob("*.damaged-*"):
            aside.unlink()
    assert path.read_bytes()[:4] == (seal.MARK if locked else b"SQLi")
