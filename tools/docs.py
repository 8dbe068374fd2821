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
from running import refer

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(
    r"(?P<begin><!-- generated: (?P<name>[a-z-]+)(?: (?P<argument>.*?))? -->\n)"
    r".*?(?P<end><!-- end of generated -->)",
    re.DOTALL,
)


def screen(line: str) -> str:
    """What a person sees who types the line; a refusal is shown with the rest."""
    ran = refer(line)
    return f"```\n$ {line}\n{(ran.output + ran.errors).rstrip()}\n```"


GENERATORS: Mapping[str, Callable[[str], str]] = {
    "screen": screen,
    "commands": command_pages.reference,
    "json": json_pages.reference,
    "reasons": data_pages.reasons,
    "weights": data_pages.weights,
    "levels": data_pages.levels,
    "causes": data_pages.causes,
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
    stale = []
    for page in pages():
        before = page.read_text(encoding="utf-8")
        after = written(before)
        if after == before:
            continue
        stale.append(page.relative_to(ROOT))
        if not check:
            page.write_text(after, encoding="utf-8")
    for name in stale:
        print(f"{'stale' if check else 'written'}: {name}")
    if check and stale:
        print("hint: python tools/docs.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
