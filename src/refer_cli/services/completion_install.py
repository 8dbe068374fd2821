"""Puts the completion script where the therapist's shell finds it."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping
from pathlib import Path

from refer_cli.errors import Refused
from refer_cli.files import write_whole
from refer_cli.records import NamedTuple
from refer_cli.render.shells import SHELLS, script

_ZSH_LINE = "fpath+=~/.zfunc; autoload -Uz compinit; compinit"
_BLOCK = re.compile(rb"# >>> refer completion >>>.*?# <<< refer completion <<<\r?\n?", re.DOTALL)


class Installed(NamedTuple):
    """For which shell completion was put in place, and in which file it stands."""

    shell: str
    file: Path


def shell_of_the_terminal(environ: Mapping[str, str]) -> str:
    """The shell that this program was called from. Raises Refused where it is none that can complete."""
    import shellingham

    try:
        name: str = shellingham.detect_shell()[0]
    except shellingham.ShellDetectionFailure:
        name = Path(environ.get("SHELL", "")).name
    if name not in SHELLS:
        known = ", ".join(SHELLS[:-2])
        raise Refused(f"I cannot complete in this shell ({name or 'unknown'}).", f"it works in {known} and PowerShell")
    return name


def install(environ: Mapping[str, str]) -> Installed:
    """Put the script of this terminal's shell in place, over one of an earlier version. Raises Refused, OSError.

    The files are those that Typer's own `--install-completion` uses, so that none of its scripts is left.
    """
    shell = shell_of_the_terminal(environ)
    home = Path.home()
    text = script(shell)
    if shell == "bash":
        file = home / ".bash_completions" / "refer.sh"
        _write(file, text)
        _with_line(home / ".bashrc", f"source {shlex.quote(str(file))}", f"source '{file}'")
    elif shell == "zsh":
        file = home / ".zfunc" / "_refer"
        _write(file, text)
        _with_line(home / ".zshrc", _ZSH_LINE)
    elif shell == "fish":
        file = Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "fish" / "completions" / "refer.fish"
        _write(file, text)
    else:
        file = _powershell_profile(shell)
        kept = _BLOCK.sub(b"", file.read_bytes()) if file.exists() else b""
        kept += b"" if not kept or kept.endswith(b"\n") else b"\n"
        _write(file, kept + text.encode())
    return Installed(shell, file)


def _write(file: Path, content: str | bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, content.encode() if isinstance(content, str) else content)


def _with_line(file: Path, line: str, *others: str) -> None:
    """Put a line behind what a file holds, unless it, or one that does the same, is there; all else stays as it is."""
    held = file.read_bytes() if file.exists() else b""
    if not any(known.encode() in held for known in (line, *others)):
        with file.open("ab") as opened:
            opened.write((b"" if not held or held.endswith(b"\n") else b"\n") + line.encode() + os.linesep.encode())


def _powershell_profile(shell: str) -> Path:
    """The file that PowerShell runs when it begins. Raises Refused where it does not say."""
    import subprocess

    try:
        asked = subprocess.run(
            [shell, "-NoProfile", "-NonInteractive", "-Command", "$PROFILE"], capture_output=True, check=True
        )
    except (OSError, subprocess.SubprocessError):
        asked = None
    name = os.fsdecode(asked.stdout).strip() if asked is not None else ""
    if not name:
        raise Refused("PowerShell does not say where its profile lies.", "refer --show-completion >> $PROFILE")
    return Path(name)
