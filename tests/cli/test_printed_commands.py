"""A command that is printed runs as it is printed: every word of it reaches the program as it is meant."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from refer_cli.render.screen import Screen, shell_file, shell_word

WORDS = [
    "Ada Birch", "O'Neil", "Ann \"Kay\" Oak", "$(touch x) ${HOME} $HOME", "`touch x`", "a\\b\\", "\\", "'", "w! !! !x",
    "*", "?[a]{b,c}", "a;b&c|d>e<f", "(x)", "~", "=ls", "#c", "%1", "José Østby 李", "O\u2019Hara \u201cKay\u201d", "",
    "-rf", "@x", "a=b", "'\\''", "\"'\\$`!", "^x^y", "trailing ", "\\$(touch x)", "a'b\\'c", "50% off",
]  # fmt: skip


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_value_in_a_printed_command_is_one_word_in_every_shell(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}")
    line = "printf '<%s>\\n' " + " ".join(map(shell_word, WORDS))
    options = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    environ = {**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    done = subprocess.run([shell, *options, "-c", line], cwd=tmp_path, env=environ, capture_output=True, text=True)
    assert done.stdout.splitlines() == [f"<{word}>" for word in WORDS] and done.stderr == ""
    assert not (tmp_path / "x").exists()


def test_a_file_is_never_taken_for_an_option() -> None:
    assert shell_file("-rf.csv") == "./-rf.csv" and shell_file("a b.csv") == '"a b.csv"'
    assert shell_file(os.fsdecode(b"Jos\xe9.csv")) == "$'Jos\\xe9.csv'"


def test_a_command_that_is_broken_over_lines_is_the_same_command(capsys: pytest.CaptureFixture[str]) -> None:
    words = " ".join(f"--avoid {shell_word(word)}" for word in WORDS if word)
    Screen(60).command(f"refer suggest {words}")
    shown = capsys.readouterr().out.replace(" \\\n", " ").replace("\n", "")
    assert " ".join(shown.split()) == " ".join(f"refer suggest {words}".split())


@pytest.mark.parametrize("named", ["--help", "- Ann Elm"])
def test_nobody_is_called_like_an_option(refer: Any, tmp_path: Path, named: str) -> None:
    refer.ok("add-colleague", f"--name={named}")
    table = tmp_path / "people.csv"
    table.write_text(f"name,trust\n{named}x,4\n")
    refer.ok("import", str(table))
    refer.ok("groups", "add", "--kind", "other", "--", named)
    found = [colleague["name"] for colleague in refer.ok("list", "--json").json["colleagues"]]
    assert len(found) == 2 and not [name for name in found if name.startswith("-")]
    assert refer.ok("groups", "list", "--json").json["groups"][0]["name"] == named.lstrip("- ")


def test_a_hint_reaches_the_book_that_was_named(refer: Any, tmp_path: Path) -> None:
    book = tmp_path / "my $book.db"
    refer.ok("--book", str(book), "add-colleague", "Ada Birch")
    refused = refer("--book", str(book), "show", "Zed").err
    assert f"refer --book '{book}' list shows" in refused
    assert "do-not-refer" not in refused and "hint: refer list" not in refused


def test_books_and_files_may_be_called_by_any_bytes(refer: Any, tmp_path: Path) -> None:
    def named(ending: str) -> Path:
        return tmp_path / os.fsdecode(b"b\xe9" + ending.encode())

    try:
        named(".csv").write_text("name,city\nJane Roe,Denver\n")
    except OSError:
        pytest.skip("this file system knows names of letters only")
    refer.book = named(".db")
    refer.environ["REFER_BOOK"] = str(refer.book)
    assert refer.ok("import", str(named(".csv")), "--json").json["added"] == 1
    assert "Jane Roe" in refer.ok("show", "Jane").out and "import b" in refer.ok("undo").out
    refer.ok("redo")
    refer.ok("export", str(named(".vcf")))
    missing = refer("import", os.fsdecode(b"no\xe9.csv"))
    assert missing.code == 1 and "no\ufffd.csv" in missing.err
    assert refer("find", os.fsdecode(b"Jos\xe9")).code == 2
    assert refer("find", os.fsdecode("José".encode())).code in (0, 1)
