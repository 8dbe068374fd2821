"""A file is written whole or not at all, and nobody but its owner ever reads a part of it."""

from __future__ import annotations

import os
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.files import LONGEST_NAME, file_name, write_whole, written_whole


@pytest.fixture
def file(tmp_path: Path) -> Path:
    there = tmp_path / "list.csv"
    there.write_text("before", encoding="utf-8")
    return there


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_what_is_not_finished_is_the_owners_alone_and_stands_beside_the_old_file(file: Path) -> None:
    before = os.umask(0)
    try:
        with written_whole(file) as unfinished:
            unfinished.write_text("ne", encoding="utf-8")
            assert unfinished.parent == file.parent and unfinished.stat().st_mode & 0o777 == 0o600
            assert file.read_text(encoding="utf-8") == "before"
    finally:
        os.umask(before)
    assert file.read_text(encoding="utf-8") == "ne" and file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_where_something_fails_the_file_is_as_it_was_and_nothing_lies_beside_it(file: Path) -> None:
    with pytest.raises(KeyboardInterrupt), written_whole(file) as unfinished:
        unfinished.write_text("ne", encoding="utf-8")
        raise KeyboardInterrupt
    assert file.read_text(encoding="utf-8") == "before" and list(file.parent.iterdir()) == [file]


def test_a_link_is_replaced_and_what_it_points_at_is_left_alone(file: Path) -> None:
    link = file.with_name("link.csv")
    link.symlink_to(file)
    write_whole(link, b"new")
    assert file.read_text(encoding="utf-8") == "before"
    assert link.read_bytes() == b"new" and not link.is_symlink()


def test_the_content_is_on_the_disk_before_the_file_bears_its_name(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    kept, moved = os.fsync, os.replace

    def fsync(opened: int) -> None:
        order.append("kept")
        kept(opened)

    def replace(source: Any, target: Any) -> None:
        order.append("moved")
        moved(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    write_whole(file, b"new")
    assert order[:2] == ["kept", "moved"] and file.read_bytes() == b"new"


@given(
    st.text() | st.lists(st.sampled_from(["..", "/", "\\", "con", "NUL", ".", " ", "-", "Ada", "é", "\0"])).map("".join)
)
def test_a_name_made_of_any_words_is_one_plain_name(words: str) -> None:
    name = file_name(words, ".eml", "draft")
    stem = name.removesuffix(".eml")
    assert name.endswith(".eml") and 0 < len(stem) <= LONGEST_NAME + 2
    assert stem.replace("-", "").isalnum() and stem[0] != "-" and stem[-1] != "-"
    assert Path(name).name == PureWindowsPath(name).name == name and not PureWindowsPath(name).is_reserved()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("ada", "ada.eml"), ("o'neil", "o-neil.eml"), ("żofia", "żofia.eml"), ("sh/../../evil4", "sh-evil4.eml"),
        ("../../etc/passwd", "etc-passwd.eml"), ("..", "draft.eml"), ("", "draft.eml"), ("con", "con-1.eml"),
        ("a" * 300, "a" * LONGEST_NAME + ".eml"), ("$(touch", "touch.eml"), (".bashrc", "bashrc.eml"),
    ],
)  # fmt: skip
def test_a_name_keeps_what_is_plain_in_the_words(words: str, name: str) -> None:
    assert file_name(words, ".eml", "draft") == name
