"""`lock`, `rekey` and `unlock` killed on the way, at any statement and file they touch: nothing is lost, and the next
run finishes."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from refer_cli.app import run
from refer_cli.book import connection as opener
from refer_cli.book import seal, sealed_driver, sealing
from refer_cli.services.environment import Environment

WALNUT, BOATS = "four walnut lamps sleeping", "nine paper boats in winter"
ROUNDS = 10
TOUCHES = ("open", "os.rename", "os.remove", "os.utime", "sqlite3.connect")


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "ROUNDS", 10)
    from keyring.backends.fail import Keyring as NoKeyring

    monkeypatch.setattr("keyring.core._keyring_backend", NoKeyring())


class Practice:
    """A book with two copies, its key files, and commands that run in a process of their own."""

    def __init__(self, folder: Path) -> None:
        self.book = folder / "book" / "book.db"
        self.environ = {"REFER_BOOK": str(self.book), "REFER_CACHE": str(folder / "cache"), "NO_COLOR": "1"}
        self.keys = {name: folder / name for name in ("walnut", "boats")}
        for file, passphrase in zip(self.keys.values(), (WALNUT, BOATS), strict=True):
            file.write_text(passphrase)
            file.chmod(0o600)

    def refer(self, *args: str, key: str = "walnut") -> int:
        return run(args, Environment({**self.environ, "REFER_KEY_FILE": str(self.keys[key])}))

    def forked(self, *args: str, dies_at: int | None = None) -> int:
        """Run a command in a process of its own that kills itself at its nth touch; how many it made, or -1."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            try:
                sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115
                touches = _count(dies_at)
                code = self.refer(*args)
                os.write(writing, f"{touches() if code == 0 else -2}".encode())
            finally:
                os._exit(0)
        os.close(writing)
        _, status = os.waitpid(child, 0)
        with os.fdopen(reading) as said:
            return int(said.read() or -1) if os.WIFEXITED(status) else -1

    def files(self) -> list[Path]:
        return [
            self.book,
            Path(f"{self.book}.before-2"),
            self.book.parent / "book.db.copies" / "2026-11-24T101112-daily.db",
        ]

    def dump(self, file: Path) -> list[Any]:
        opener.opens_with({"REFER_KEY_FILE": str(self.keys["walnut"])}, None)
        with _either_key(), closing(opener.at(file, "mode=ro", 1)) as connection:
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").fetchall()
            return [connection.execute(f'SELECT * FROM "{name}" NOT INDEXED').fetchall() for (name,) in names]


@contextmanager
def _either_key() -> Iterator[None]:
    seal.new_key(WALNUT)
    seal.new_key(BOATS)
    yield
    seal.forget_all()


def _count(dies_at: int | None) -> Callable[[], int]:
    count = 0

    def touch(event: str = TOUCHES[0], _: object = None) -> None:
        nonlocal count
        if event in TOUCHES:
            count += 1
            if count == dies_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(touch)
    plain = sealed_driver.SealedHandle.execute

    def execute(handle: Any, *arguments: Any) -> Any:
        touch()
        return plain(handle, *arguments)

    sealed_driver.SealedHandle.execute = execute
    return lambda: count


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    made = Practice(tmp_path)
    assert made.refer("add-colleague", "Ada Birch", "--city", "Denver", "--state", "CO", "--specialty", "anxiety") == 0
    for file in made.files()[1:]:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(made.book.read_bytes())
    return made


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that is forked")
@pytest.mark.parametrize("command", ["lock", "rekey", "unlock"])
def test_killed_anywhere_it_loses_nothing_and_the_next_run_finishes(practice: Practice, command: str) -> None:
    before = practice.dump(practice.book)
    arguments = [command, "--new-key-file", str(practice.keys["boats"])] if command == "rekey" else [command]
    if command != "lock":
        assert practice.refer("lock") == 0
    start = {file: file.read_bytes() for file in practice.files()}
    touches = practice.forked(*arguments)
    assert touches > 50
    for number in range(ROUNDS):
        for left in practice.book.parent.rglob("*.unfinished*"):
            left.unlink()
        for file, content in start.items():
            file.write_bytes(content)
        assert practice.forked(*arguments, dies_at=touches * (number + 1) // (ROUNDS + 1)) == -1
        assert [practice.dump(file) for file in practice.files()] == [before] * 3
        key = "walnut"
        if command == "rekey" and practice.refer("list", key="walnut") != 0:
            key = "boats"
        ended = practice.refer(*arguments, key=key)
        finished = command == "unlock" and _is_plain(practice.book)
        assert ended == 0 or finished, number
        assert [practice.dump(file) for file in practice.files()] == [before] * 3
        kinds = sealing.copies_of(practice.book)
        assert not kinds.unfinished
        assert len(kinds.plain) == (2 if command == "unlock" else 0)
        assert _is_plain(practice.book) == (command == "unlock")


def _is_plain(file: Path) -> bool:
    return file.read_bytes()[:16] == sealing.PLAIN
