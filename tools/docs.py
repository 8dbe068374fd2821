"""Writes the generated parts of README.md and docs/, or with --check says which of them are stale.

A page is written by hand but for its blocks, which name the generator that fills them:

    <!-- generated: weights -->
    ...
    <!-- end of generated -->
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import command_pages
import data_pages
import json_pages
from running import done, refer

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 80
BLOCK = re.compile(
    r"(?P<begin><!-- generated: (?P<name>[a-z-]+)(?: (?P<argument>[^\n]*?))? -->\n)"
    r".*?(?P<end><!-- end of generated -->)",
    re.DOTALL,
)


def screen(line: str) -> str:
    """What a person sees who types the line; it must succeed."""
    return f"```\n$ {folded(line)}\n{done(line).rstrip()}\n```"


def refusal(line: str) -> str:
    """What a person sees who types a line that is refused."""
    ran = refer(line)
    if ran.exit_code not in (1, 2) or "inside refer" in ran.errors:
        raise SystemExit(f"{line} was not refused: {ran.exit_code} {ran.errors}")
    return f"```\n$ {folded(line)}\n{ran.errors.rstrip()}\n```"


def folded(line: str) -> str:
    """A command over lines of at most 80 columns that paste whole; a break stands before an option."""
    lines = [""]
    for part in re.split(r" (?=--[a-z])", line):
        if lines[-1] and len(f"$ {lines[-1]} {part} \\") > WIDTH:
            lines.append(f"      {part}")
        else:
            lines[-1] = f"{lines[-1]} {part}".strip() if len(lines) == 1 else f"{lines[-1]} {part}"
    return " \\\n".join(lines)


GENERATORS: Mapping[str, Callable[[str], str]] = {
    "screen": screen,
    "refusal": refusal,
    "commands": command_pages.reference,
    "json": json_pages.reference,
    "columns": data_pages.columns,
    "reasons": data_pages.reasons,
    "weights": data_pages.weights,
    "levels": data_pages.levels,
    "causes": data_pages.causes,
    "thresholds": data_pages.thresholds,
    "remembered": data_pages.remembered,
    "shared": data_pages.shared,
    "vocabularies": data_pages.vocabularies,
    "compacts": data_pages.compacts,
}


def pages() -> list[Path]:
    """Every page that may hold generated blocks."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def written(text: str) -> str:
    """A page with its generated blocks made anew."""

    def made(block: re.Match[str]) -> str:
        name = block["name"]
        if name not in GENERATORS:
            raise SystemExit(f"no generator is called {name}: {', '.join(GENERATORS)}")
        return f"{block['begin']}{GENERATORS[name](block['argument'] or '').strip()}\n{block['end']}"

    return BLOCK.sub(made, text)


def main() -> int:
    """Write the pages, or compare them; 1 when one is stale."""
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        raise SystemExit("usage: docs.py [--check]")
    # Every page is made before any is written, so that a command that fails leaves all of them as they were.
    made = {page: written(page.read_text(encoding="utf-8")) for page in pages()}
    stale = [page for page, text in made.items() if text != page.read_text(encoding="utf-8")]
    for page in stale:
        print(f"{'stale' if check else 'written'}: {page.relative_to(ROOT)}")
        if not check:
            page.write_text(made[page], encoding="utf-8")
    if check and stale:
        print("hint: python tools/docs.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
