"""Whatever is typed and whatever a file holds: an answer or a refusal, and after a refusal the book as it was."""

from __future__ import annotations

import hashlib
import io
import random
import sys
from pathlib import Path
from typing import Any

import pytest
from generated_lines import file, file_lines, lines
from prepared_books import prepared

from refer_cli.book import connection
from refer_cli.services import completion_install

LONG = ("word " * 22_000, "x" * 110_000, "(" * 110_000, ",;" * 55_000)
"""Arguments of 110 KB: the most that a system hands over."""


@prepared
def filled(refer: Any) -> None:
    """A book with a little of everything."""
    refer.ok("add-colleague", "Ada Birch, LMFT, Denver, CO, anxiety, takes Aetna, $150", "--yes")
    refer.ok("add-colleague", "--name", "Flo Gum", "--city", "Austin", "--state", "TX", "--panel", "none")
    refer.ok("reasons", "add", "own", "--like", "moving")
    refer.ok("give", "A7", "Ada", "--reason", "moving", "--consent", "today")
    refer.ok("met", "Ada", "--kind", "coffee", "--note", "hello")
    refer.ok("groups", "add", "Consult", "--kind", "consultation")
    refer.ok("goals", "set", "meet", "3")


def content(refer: Any) -> str:
    """All that the book holds, as one number; requests that were remembered do not count."""
    if not refer.book.exists():
        return ""
    opened = connection.at(refer.book, "mode=ro", 5)
    try:
        held = hashlib.sha256()
        for statement in opened.iterdump():
            if not statement.startswith('INSERT INTO "request'):
                held.update(statement.encode("utf-8", "surrogatepass"))
        return held.hexdigest()
    finally:
        opened.close()


def check(refer: Any, line: list[str]) -> None:
    """Run a line and hold its answer against what every line promises."""
    before = content(refer)
    done = refer(*line)
    assert done.code in (0, 1, 2), (line, done)
    assert "inside refer" not in done.err + done.out and "Traceback" not in done.err, (line, done.err)
    assert "could not be printed" not in done.err, (line, done.err)
    if done.code:
        assert content(refer) == before, (line, done.err)


@pytest.fixture
def alone(filled: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The book in a folder where files may be written, and nothing outside of it."""
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(completion_install, "install", lambda environ: completion_install.Installed("bash", folder))
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    return filled


def test_a_generated_line_is_answered_or_refused(alone: Any) -> None:
    for line in lines(1, 40):
        check(alone, line)


def test_a_generated_file_is_read_or_refused(alone: Any) -> None:
    drawn = random.Random(1)
    for _ in range(4):
        for line in file_lines(file(drawn, Path())):
            check(alone, line)


@pytest.mark.slow
def test_many_generated_lines_are_answered_or_refused(alone: Any) -> None:
    for line in lines(2, 70, LONG):
        check(alone, line)


@pytest.mark.slow
def test_many_generated_files_are_read_or_refused(alone: Any) -> None:
    drawn = random.Random(2)
    for _ in range(8):
        for line in file_lines(file(drawn, Path())):
            check(alone, line)
