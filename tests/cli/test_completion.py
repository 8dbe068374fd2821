"""What TAB offers: values of the book written so that a shell takes them as they are and evaluates nothing of them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from prepared_books import prepared

from refer_cli.app import app
from refer_cli.commands.shell_completion import answer
from refer_cli.errors import Refused
from refer_cli.render import shells
from refer_cli.services import completion_install
from refer_cli.services.environment import Environment

SIGNS = """$(touch hacked) `touch hacked` ; touch hacked & | > < \\$(touch x) "Kay" O'Hara O\u2019Hara *.* ?? {a,b} é"""
HOSTILE = [f"Nox{number} {text}" for number, text in enumerate(("$(touch hacked)", SIGNS, "\\", "'", '"', "a!b"))]
Offered = Callable[..., list[str]]


@prepared
def hostile(refer: Any) -> None:
    """A book with Ada Birch, and with names that mean something to a shell."""
    refer.ok("add-colleague", "Ada Birch", "--city", "Denver", "--state", "CO", "--panel", "Regence BCBS")
    for name in (*HOSTILE, "Nov Ann", "Nov Bo"):
        refer.ok("add-colleague", "--name", name)


@pytest.fixture
def offered(hostile: Any, capsys: pytest.CaptureFixture[str]) -> Offered:
    """What is printed for a line, in the words of a shell's script."""

    def ask(instruction: str, line: str, word: str | None = None, **environ: str) -> list[str]:
        words = read_word(line) if word is None else word
        environment = Environment({**hostile.environ, "_REFER_LINE": line, "_REFER_WORD": words, **environ})
        capsys.readouterr()
        code = answer(instruction, environment.environ, typer.main.get_command(app), {"obj": environment})
        said = capsys.readouterr()
        assert said.err == ""
        return said.out.splitlines() if code == 0 else ["failed"]

    return ask


def read_word(line: str) -> str:
    """What bash is going to replace: behind the last space, or behind the open quote."""
    quote = shells.read_line(line, "bash").quote
    return line.rpartition(quote)[2] if quote else line.replace("\\ ", "__").rpartition(" ")[2].replace("__", "\\ ")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("refer sug", ["suggest"]),
        ("refer una", ["unarchive"]),
        ("refer show Ada", ["Ada\\ Birch"]),
        ("refer show ad", ["ada\\ Birch"]),
        ("REFER_BOOK=x refer edit bir", ["birch"]),
        ("refer show zz", []),
        ("refer reasons mov", ["moving"]),
        ("refer goals s", ["set"]),
        ("refer goals set m", ["meet"]),
        ("refer list --city D", ["Denver"]),
        ("refer outcome 1 no-", ["no-capacity"]),
        ("refer outcome 1 Ada fi", ["first-session-held"]),
        ("refer give A7 Ad", ["Ada\\ Birch"]),
        ("refer give A7 Ada --reason mov", ["moving"]),
        ("refer ledger ad", ["ada\\ Birch"]),
        ("refer list --panel Reg", ["Regence\\ BCBS"]),
        ("refer edit ada --accepting w", ["waitlist"]),
        ("refer edit ada --only-pan", ["--only-panel"]),
        ("refer --de", ["--demo", "--debug"]),
        ('refer show "Ada', ['Ada Birch"']),
        ("refer show 'Ada B", ["Ada Birch'"]),
        ("refer show Ada\\ B", ["Ada\\ Birch"]),
        ('refer show "Nov', ["Nov Ann", "Nov Bo"]),
        ("refer show --j", ["--json"]),
    ],
)
def test_what_is_offered_in_bash(offered: Offered, line: str, words: list[str]) -> None:
    assert offered("offer_bash", line) == words


def test_a_part_of_a_word_that_bash_leaves_alone_is_not_offered_again(offered: Offered) -> None:
    assert offered("offer_bash", "refer list --city=De", "De") == ["Denver"]
    assert offered("offer_bash", 'refer show "Nox5 a"\\!"', "") == ['b"']


@pytest.mark.parametrize("quote", ["", "'", '"'])
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_what_is_typed_and_offered_together_is_the_name(
    offered: Offered, tmp_path: Path, quote: str, name: str
) -> None:
    first = name.split()[0]
    typed = f"refer show {quote}{first}"
    (word,) = offered("offer_bash", typed)
    line = typed.removeprefix("refer show ").removesuffix(first) + word
    there = set(tmp_path.iterdir())
    given = subprocess.run(["bash", "-c", f"printf '%s\\0' {line}"], cwd=tmp_path, capture_output=True, check=True)
    assert given.stdout.decode() == f"{name}\0" and set(tmp_path.iterdir()) == there
    assert offered("offer_zsh", typed) == offered("offer_fish", typed) == [name]


def test_powershell_is_given_a_word_in_its_own_quotes(offered: Offered) -> None:
    assert offered("offer_powershell", "refer show Ada") == ["'Ada Birch'\tAda Birch"]
    assert offered("offer_powershell", "refer show 'Nox1", "'Nox1")[0].partition("\t")[0] == (
        "'" + HOSTILE[1].replace("'", "''").replace("\u2019", "\u2019\u2019") + "'"
    )
    assert offered("offer_pwsh", "refer list --city", "") == ["Denver\tDenver"]
    assert offered("offer_pwsh", "refer list --city D", "D") == ["Denver\tDenver"]


OLD = {
    "complete_bash": lambda word: {"COMP_WORDS": f"refer\nshow\n{word}", "COMP_CWORD": "2"},
    "complete_zsh": lambda word: {"_TYPER_COMPLETE_ARGS": f"refer show {word}"},
    "complete_fish": lambda word: {"_TYPER_COMPLETE_ARGS": f"refer show {word}"},
    "complete_powershell": lambda word: {
        "_TYPER_COMPLETE_ARGS": f"refer show {word}", "_TYPER_COMPLETE_WORD_TO_COMPLETE": word,
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("script", "answered", "hostile_answer"),
    [
        ("complete_bash", ["Ada\\ Birch"], ["Nox3\\ \\'"]),
        ("complete_zsh", ["_arguments '*: :((\"Ada Birch\"))'"], ["_files"]),
        ("complete_fish", ["Ada Birch"], HOSTILE),
        ("complete_powershell", ["'Ada Birch'::: "], [f"{shells.powershell_word(name)}::: " for name in HOSTILE]),
    ],
)
def test_the_scripts_of_an_earlier_version_are_given_nothing_that_they_would_run(
    offered: Offered, script: str, answered: list[str], hostile_answer: list[str]
) -> None:
    assert offered(script, "", "", **OLD[script]("Ada")) == answered
    assert offered(script, "", "", **OLD[script]("Nox")) == hostile_answer


def test_completion_is_silent_where_the_book_is_none_and_where_a_shell_is_unknown(
    offered: Offered, hostile: Any
) -> None:
    hostile.book.write_text("not a book" * 200)
    assert offered("offer_bash", "refer show a") == []
    assert offered("offer_nu", "refer show a") == ["failed"]


@pytest.mark.parametrize(
    ("shell", "file", "started_by"),
    [
        ("bash", ".bash_completions/refer.sh", ".bashrc"),
        ("zsh", ".zfunc/_refer", ".zshrc"),
        ("fish", ".config/fish/completions/refer.fish", None),
        ("pwsh", "profile.ps1", "profile.ps1"),
    ],
)
def test_it_is_installed_once_over_what_an_earlier_version_left(
    refer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: str, file: str, started_by: str | None
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(completion_install, "shell_of_the_terminal", lambda environ: shell)
    monkeypatch.setattr(completion_install, "_powershell_profile", lambda shell: tmp_path / "profile.ps1")
    if started_by:
        (tmp_path / started_by).write_bytes(b"# mine: \xe9")
    place = tmp_path / file
    place.parent.mkdir(parents=True, exist_ok=True)
    if file != started_by:
        place.write_text("eval $(an old script)")
    for _ in range(2):
        assert str(place) in "".join(refer.ok("--install-completion").out.split())
        assert refer.ok("--show-completion").out == shells.script(shell)
    assert place.read_bytes().count(shells.script(shell).encode()) == 1 and b"an old" not in place.read_bytes()
    if started_by:
        kept = (tmp_path / started_by).read_bytes()
        assert (
            kept.startswith(b"# mine: \xe9\n") and kept.count(b".bash_completions" if shell == "bash" else b"ref") < 9
        )
        assert len(kept.splitlines()) == (2 if shell != "pwsh" else 1 + len(shells.script(shell).splitlines()))


def test_a_shell_that_cannot_complete_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import shellingham

    monkeypatch.setattr(shellingham, "detect_shell", lambda: ("nu", "/bin/nu"))
    with pytest.raises(Refused, match="nu"):
        completion_install.shell_of_the_terminal({})
