"""Prints one of the README's two set-up commands, so that CI runs the very line: `readme_commands.py 2`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
HEADING = "## Set up"


def set_up_commands(text: str) -> list[str]:
    """The shell commands under the heading: one a fenced block, each a single line that pastes whole."""
    _, found, rest = text.partition(f"{HEADING}\n")
    if not found:
        raise SystemExit(f'README.md has no heading "{HEADING}"')
    section = rest.partition("\n## ")[0]
    commands = [block.strip() for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL)]
    if len(commands) != 2 or any("\n" in command for command in commands):
        raise SystemExit(f'README.md must have two commands, of one line each, under "{HEADING}"')
    return commands


if __name__ == "__main__":
    print(set_up_commands(README.read_text(encoding="utf-8"))[int(sys.argv[1]) - 1])
