"""TAB in a real bash, zsh and fish: a name of the book reaches the program as it is, and nothing of it is run."""

from __future__ import annotations

import os
import select
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer._completion_shared import get_completion_script

from refer_cli.app import run
from refer_cli.render.shells import script
from refer_cli.services.environment import Environment

pytestmark = pytest.mark.slow
NAMES = (
    "Na0 $(touch hacked) `touch hacked`", "Na1 a;touch hacked & b|c>d<e", "Na2 \\$(touch hacked) \\`touch hacked` \\",
    "Na3 \"Kay\" O'Hara O\u2019Hara '", 'Na4 $HOME ${IFS} ~ "', "Na5 * ? [a] {a,b} (x) #c ^e", "Na6 a!b !! !x José 李",
    "Na7 <(touch hacked) =(touch hacked) $'x'",
)  # fmt: skip
_LONGEST_WAIT = 60.0


class Terminal:
    """A shell in a pseudo terminal, in which `refer` completes from a book and says what it was given."""

    def __init__(self, shell: str, completion: str, folder: Path) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.given = folder / "given"
        self.place = folder / "place"
        self.place.mkdir()
        (self.place / "Na5 * ? [a] {a,b} (x) #c ^e again").touch()
        programs = folder / "programs"
        programs.mkdir()
        refer = programs / "refer"
        refer.write_text(
            "#!/bin/sh\n"
            f'[ -n "$_REFER_COMPLETE" ] && exec {sys.executable} -m refer_cli\n'
            f"printf '%s\\0' \"$@\" > {self.given}\n"
            'echo "WAS"" RUN"\n'
        )
        refer.chmod(stat.S_IRWXU)
        home = folder / "home"
        home.mkdir()
        start = home / "start"
        start.write_text(completion)
        if shell == "bash":
            start.write_text(f"PS1='READY> '\nset -H\nbind 'set enable-bracketed-paste off'\n{completion}\n")
            line = ["bash", "--rcfile", str(start), "-i"]
        elif shell == "zsh":
            loaded = f"PS1='READY> '\nautoload -Uz compinit; compinit -u -D\nsource {start}\n"
            (home / ".zshrc").write_text(loaded)
            line = ["zsh", "-i"]
        else:
            prompt = "function fish_prompt; echo 'READY> '; end; set -g fish_greeting"
            line = [
                "fish",
                "-i",
                "--no-config",
                "-C",
                f"source {start}; {prompt}; set -g fish_autosuggestion_enabled 0",
            ]
        environ = {
            "HOME": str(home), "XDG_CONFIG_HOME": str(home), "TERM": "xterm", "LC_ALL": "C.UTF-8",
            "PATH": f"{programs}:{os.environ['PATH']}", "REFER_BOOK": str(folder / "book.db"),
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        }  # fmt: skip
        self.child, self.terminal = pty.fork()
        if self.child == 0:  # pragma: no cover
            os.chdir(self.place)
            os.execvpe(line[0], line, environ)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 400, 0, 0))
        self.shown = ""
        self.wait_for("READY> ")

    def wait_for(self, words: str) -> None:
        """Read until the words are shown."""
        while words not in self.shown:
            if not select.select([self.terminal], [], [], _LONGEST_WAIT)[0]:
                raise AssertionError(f"never shown: {words}; shown: {self.shown[-500:]}")
            self.shown += os.read(self.terminal, 65536).decode("utf-8", "replace")
        self.shown = self.shown.partition(words)[2]

    def run(self, keys: str) -> list[str]:
        """Type the keys and Enter; what `refer` was given."""
        os.write(self.terminal, f"{keys}\r".encode())
        self.wait_for("WAS RUN")
        self.wait_for("READY> ")
        return self.given.read_bytes().decode().split("\0")[:-1]

    def close(self) -> None:
        """End the shell."""
        os.close(self.terminal)
        os.waitpid(self.child, 0)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    for name in (*NAMES, "Zoe Elm"):
        environ = {"REFER_BOOK": str(tmp_path / "book.db"), "REFER_CACHE": str(tmp_path)}
        assert run(["add-colleague", "--name", name], Environment(environ)) == 0
    yield tmp_path


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_name_that_means_something_to_a_shell_is_completed_whole(shell: str, folder: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}")
    terminal = Terminal(shell, script(shell), folder)
    try:
        for quote in ("", "'", '"'):
            for name in NAMES:
                assert terminal.run(f"refer show {quote}{name.split()[0]}\t") == ["show", name], (quote, name)
        assert sorted(entry.name for entry in terminal.place.iterdir()) == ["Na5 * ? [a] {a,b} (x) #c ^e again"]
    finally:
        terminal.close()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_an_earlier_version_runs_nothing(shell: str, folder: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}")
    old = get_completion_script(prog_name="refer", complete_var="_REFER_COMPLETE", shell=shell)
    terminal = Terminal(shell, old, folder)
    try:
        for name in NAMES:
            given = terminal.run(f"refer show {name.split()[0]}\t")
            assert given[:1] == ["show"] and (given[1:] == [name] or given[1].startswith(name.split()[0])), name
        assert terminal.run("refer show Zo\t") == ["show", "Zoe Elm"]
        assert sorted(entry.name for entry in terminal.place.iterdir()) == ["Na5 * ? [a] {a,b} (x) #c ^e again"]
    finally:
        terminal.close()
