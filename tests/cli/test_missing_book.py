"""A book that is not there is no empty one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from refer_cli.app import load, run
from refer_cli.commands.registry import BEGINS, BEGINS_BY, COMMANDS, NEEDS_BY
from refer_cli.services.environment import Environment

READING = [
    [], ["list"], ["find", "ada"], ["show", "Ada"], ["due"], ["goals"], ["ledger"], ["network"], ["groups"],
    ["suggest", "--reason", "moving", "--city", "Denver"], ["export", "-"], ["edit", "Ada", "--fee", "100"], ["undo"],
]  # fmt: skip


@pytest.mark.parametrize("args", READING, ids=lambda args: " ".join(args) or "refer")
def test_a_named_book_that_is_not_there_is_said_to_be_not_there(refer: Any, args: list[str]) -> None:
    answer = refer(*args)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(f"error: There is no book at {refer.book}.\nhint: look at the path, which REFER_BOOK")
    other = refer.book.parent / "no" / "such.db"
    answer = refer("--book", str(other), *args)
    assert answer.code == 1
    assert f"There is no folder {other.parent}" in answer.err and f"refer --book {other} init" in answer.err
    assert refer(*args, "--json").json["exit"] == 1
    assert not refer.book.exists() and not other.parent.exists()


def test_the_copies_of_a_book_that_is_gone_are_named(two: Any) -> None:
    copies = two.book.parent / f"{two.book.name}.copies"
    copies.mkdir(exist_ok=True)
    (copies / "2026-11-20T101500-daily.db").write_bytes(two.book.read_bytes())
    assert "the newest of 2026-11-" in two.ok("where").out
    two.book.unlink()
    assert "refer restore lists its copies, the newest of 2026-11-20" in two("list").err


@pytest.mark.parametrize("args", [["reasons"], ["where"], ["help"], ["show", "--help"], ["--version"], ["help", "add"]])
def test_what_needs_no_book_is_answered_without_one(refer: Any, args: list[str]) -> None:
    assert refer.ok(*args).out
    assert not refer.book.exists()


def test_what_puts_somebody_in_begins_the_book_and_says_so(refer: Any) -> None:
    said = refer.ok("add-colleague", "Ada Birch").out
    assert said.split()[-5:] == ["A", "new", "book", "begins:", str(refer.book)]
    assert "A new book" not in refer.ok("add-colleague", "Bo Oak").out
    other = refer.book.parent / "other.db"
    assert set(refer.ok("--book", str(other), "add-colleague", "Ada Birch", "--json").json) >= {"schema", "id"}


@pytest.mark.parametrize(
    "args",
    [
        ["add-colleague", "New One"],
        ["import", "list.csv"],
        ["goals", "set", "meet", "3"],
        ["receive", "Jane Roe", "--new"],
        ["reasons", "add", "far-away", "--title", "Far away", "--like", "moving"],
    ],
    ids=" ".join,
)
def test_no_book_begins_in_silence_beside_the_copies_of_a_lost_one(
    two: Any, args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.ok("backup")
    two.book.unlink()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text("name\nNew One\n")
    for words in (args, [*args, "--json"]):
        refused = two(*words)
        assert refused.code == 1 and not two.book.exists()
        assert "refer restore lists its copies, the newest of" in refused.err + refused.out
    refused = two(*args, typed=["n"])
    assert refused.code == 1 and "refer restore brings it back" in refused.out + refused.err
    assert not two.book.exists()
    assert "Ada" in two.ok("restore", "1", "--yes").out + two.ok("list").out


def test_a_book_begins_beside_copies_where_that_is_meant(two: Any) -> None:
    two.ok("backup")
    two.book.unlink()
    assert two("add-colleague", "New One", "--city", "Denver", "--state", "CO", typed=["y", *[""] * 40]).code == 0
    two.book.unlink()
    two.ok("init", "--name", "Sam Roe")
    assert two.book.exists()


def test_ones_own_lost_book_is_no_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    environ = {"REFER_CACHE": str(tmp_path)}
    assert run(["add-colleague", "Ada Birch"], Environment(environ)) == 0
    assert run(["backup"], Environment(environ)) == 0
    (tmp_path / "refer" / "book.db").unlink()
    capsys.readouterr()
    for args in (["list"], ["add-colleague", "Bo Oak"], []):
        assert run(args, Environment(environ)) == 1
        assert "refer restore lists its copies" in capsys.readouterr().err


def test_whoever_is_met_or_sends_a_client_may_be_the_first_in_it(refer: Any) -> None:
    refer.ok("receive", "Jane Roe", "--new")
    assert refer.colleague("Jane")["name"] == "Jane Roe"


def test_a_folder_that_is_not_there_is_asked_about(refer: Any) -> None:
    book = refer.book.parent / "new" / "book.db"
    answer = refer("--book", str(book), "goals", "set", "meet", "3", typed=["n"])
    assert answer.code == 1 and "There is no folder" in answer.err and not book.parent.exists()
    answer = refer("--book", str(book), "goals", "set", "meet", "3", typed=["y"])
    assert answer.code == 0 and book.exists()


def test_ones_own_book_that_is_not_there_yet_is_spoken_of_kindly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    for args in ([], ["list"], ["find", "ada"], ["due"], ["suggest", "--reason", "other", "--need", "anxiety"]):
        assert run(args, Environment({"REFER_CACHE": str(tmp_path)})) == 0
        said = " ".join(capsys.readouterr().out.split())
        assert (
            "There is no book yet" in said and str(tmp_path) in said.replace(" ", "") and "refer add-colleague" in said
        )
    assert run(["list", "--json"], Environment({"REFER_CACHE": str(tmp_path)})) == 0


def _every_line() -> list[list[str]]:
    """Every command of the registry, and every word that stands behind one of a group."""
    lines = []
    for name in COMMANDS:
        below = getattr(load(name), "commands", {})
        lines += [[name], *([name, word] for word in below)]
    return lines


BEGIN_ONE = {*((name,) for name in BEGINS), ("goals", "set"), ("groups", "add"),
             *(("reasons", word) for word in ("show", "add", "weigh"))}  # fmt: skip
"""What begins a book where none is, or needs none; every other command says that there is none."""


@pytest.mark.parametrize("line", _every_line(), ids=" ".join)
def test_every_command_says_that_a_book_is_missing_or_begins_one(refer: Any, line: list[str]) -> None:
    for words in (line, [*line, "Ada"]):
        refer.book.unlink(missing_ok=True)
        answer = refer(*words)
        if tuple(line) in BEGIN_ONE:
            assert "There is no book" not in answer.err
            continue
        assert (answer.code, answer.out) == (1, ""), words
        assert answer.err.startswith(f"error: There is no book at {refer.book}.\nhint: look at the path, which"), words
        assert "refer init begins a new book there" in answer.err
        assert not refer.book.exists(), words


@pytest.mark.parametrize("command", ["doctor", "backup", "lock", "unlock", "rekey", "erase"])
def test_ones_own_book_that_is_not_there_is_led_to_init(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    args = [command, "--label", "A7"] if command == "erase" else [command]
    assert run(args, Environment({"REFER_CACHE": str(tmp_path)})) == 1
    said = capsys.readouterr().err
    assert "There is no book at" in said and "hint: refer init begins a new book there" in said


def test_a_restore_without_a_book_says_that_there_is_none(refer: Any) -> None:
    said = " ".join(refer.ok("restore").out.split())
    assert "There is no book at" in said and "and no copy" in said and "refer backup" not in said


def test_every_command_that_may_begin_a_book_is_one() -> None:
    assert set(COMMANDS) >= BEGINS | BEGINS_BY.keys() | NEEDS_BY.keys()
    assert not BEGINS & BEGINS_BY.keys()
