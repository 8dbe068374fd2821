"""Notes that grow: lines are put behind what is there, and none twice."""

from __future__ import annotations

from refer_cli.fields.card import LARGEST_TEXT
from refer_cli.folding import fold


def with_lines(notes: str, others: str) -> str:
    """The notes with those lines of the others that they lack; as they are where they would grow too long."""
    lacking = lines_lacking(notes, others)
    longer = "\n".join([*([notes.rstrip()] if notes.strip() else []), *lacking]) if lacking else notes
    return longer if len(longer) <= LARGEST_TEXT else notes


def lines_lacking(notes: str, others: str) -> list[str]:
    """The lines of the others that do not stand in the notes, in their order; blank ones do not count."""
    there = {fold(line) for line in notes.splitlines()}
    lines = dict.fromkeys(line.rstrip() for line in others.splitlines() if fold(line) not in there and line.strip())
    # A paragraph that was broken otherwise is no news.
    return [] if fold(others) and fold(others) in fold(notes) else list(lines)
