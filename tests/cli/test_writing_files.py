"""Files of one command are written together or not at all, and a refused command leaves none behind."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from refer_cli.errors import Refused
from refer_cli.services import writing_files
from refer_cli.services.writing_files import written_together


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_all_are_there_for_the_owner_alone_and_nothing_beside_them(tmp_path: Path) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "made" / "deep" / "other.txt"
    one.write_text("before", encoding="utf-8")
    with written_together({one: b"new", other: b"more"}):
        pass
    assert (one.read_bytes(), other.read_bytes()) == (b"new", b"more")
    assert names(tmp_path) == ["made", "made/deep", "made/deep/other.txt", "one.txt"]
    assert other.stat().st_mode & 0o077 == 0 and other.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("failing", ["fill", "place", "within"])
def test_where_one_thing_fails_all_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "made" / "other.txt"
    one.write_text("before", encoding="utf-8")
    real = os.replace

    def no_room(*_: object) -> None:
        raise Refused("no room", "make room")

    def stops_at_other(source: Any, target: Any) -> None:
        if Path(target) == other:
            raise Refused("no place", "make room")
        real(source, target)

    if failing == "fill":
        monkeypatch.setattr(writing_files, "_fill", no_room)
    if failing == "place":
        monkeypatch.setattr(os, "replace", stops_at_other)
    with pytest.raises(Refused), written_together({one: b"new", other: b"more"}):
        raise Refused("what was to be noted could not be", "try again")
    assert one.read_text(encoding="utf-8") == "before"
    assert names(tmp_path) == ["one.txt"]


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Refused) as refusal, written_together({tmp_path / "made" / "one.txt": b"new"}):
        pass
    assert "No space left" in refusal.value.sentence
    assert names(tmp_path) == []


def test_a_command_whose_last_file_cannot_be_written_leaves_none(
    two: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    real = writing_files._fill

    def letters_fail(file: Path, temporary: Path, content: bytes) -> None:
        if file.name == "letter.txt":
            raise Refused(f"{file} cannot be written: Read-only file system.", "check the folder's name")
        real(file, temporary, content)

    monkeypatch.setattr(writing_files, "_fill", letters_fail)
    answer = two("prepare", "--reason", "moving", "--city", "Denver", "--colleague", "Ada", "--give", "H1", "--sheet",
                 str(papers / "ok.html"), "--letter", str(papers / "letter.txt"))  # fmt: skip
    assert answer.code == 1 and "Read-only" in answer.err
    assert names(papers) == []
    assert two.ok("ledger", "--json").json["colleagues"] == []


def test_what_the_ledger_refuses_leaves_no_sheet(two: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from refer_cli.services import ledger_service

    def at_the_same_moment(*_: object) -> None:
        raise Refused("Another refer noted something at the same moment.", "give it again")

    monkeypatch.setattr(ledger_service, "note_given", at_the_same_moment)
    sheet = tmp_path / "ok.html"
    answer = two("prepare", "--reason", "moving", "--city", "Denver", "--colleague", "Ada", "--give", "H1", "--sheet",
                 str(sheet))  # fmt: skip
    assert answer.code == 1 and not sheet.exists()
