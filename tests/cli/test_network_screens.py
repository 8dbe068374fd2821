"""The whole screens of `goals`, `due`, `network` and `groups`: an empty book, one colleague, the demo book.

Each is kept in `screens/` as it should read. With REWRITE_SCREENS=1 in the environment they are written anew, and
the tests fail once: read every line before it is kept.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from refer_cli.render.screen import cells

SCREENS = Path(__file__).parent / "screens"
COMMANDS = ("goals", "due", "network", "groups")
BOOKS = ("empty", "one", "demo")
ONE = (
    ("add-colleague", "Ada Birch", "--credential", "LMFT", "--city", "Denver", "--state", "CO", "--specialty",
     "anxiety (certified)", "--panel", "Aetna", "--fee", "150"),
    ("goals", "set", "meet", "3"),
    ("groups", "add", "Tuesday consult", "--kind", "consultation", "--next", "12/1"),
    ("groups", "attend", "tuesday", "--met", "Ada", "--on", "2026-11-17", "--follow-ups"),
)  # fmt: skip


def said(refer: Any, book: str, command: str) -> str:
    """What a person sees."""
    if book == "one":
        for line in ONE:
            refer.ok(*line)
    before = ("--demo",) if book == "demo" else ()
    return str(refer.ok(*before, command).out)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.usefixtures("no_colleagues")
def test_the_screen_reads_as_it_should(refer: Any, book: str, command: str) -> None:
    shown = said(refer, book, command)
    file = SCREENS / f"{command}-{book}.txt"
    if os.environ.get("REWRITE_SCREENS"):
        file.write_text(shown, encoding="utf-8")
        pytest.fail(f"{file.name} was written anew: read it")
    assert shown == file.read_text(encoding="utf-8")
    for line in shown.splitlines():
        assert cells(line) <= 80
        assert line == line.rstrip()
    assert "owe" not in shown.casefold().split()


def test_every_kept_screen_is_one_of_these() -> None:
    assert {file.stem for file in SCREENS.glob("*.txt")} == {f"{one}-{book}" for one in COMMANDS for book in BOOKS}
