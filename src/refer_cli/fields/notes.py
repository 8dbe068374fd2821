"""Notes that grow: lines are put behind what is there, and none twice."""

from __future__ import annotations

from itertools import accumulate

from refer_cli.fields.card import LARGEST_TEXT


def with_lines(notes: str, others: str) -> str:
    """The notes with those lines of the others that they lack; as they are where they would grow too long."""
    longer = _grown(notes, lines_lacking(notes, others))
    return longer if len(longer) <= LARGEST_TEXT else notes


def with_typed(notes: str, typed: str) -> str:
    """The notes with the lines that somebody typed, each a new one unless it stands there; however long they grow."""
    return _grown(notes, new_lines(notes, typed))


def lines_lacking(notes: str, others: str) -> list[str]:
    """The lines of the others that do not stand in the notes, in their order; blank ones do not count.

    A paragraph that is only broken otherwise, whole lines of the notes being the whole of it, is no news.
    """
    return [] if _is_paragraph(notes, others) else new_lines(notes, others)


def new_lines(notes: str, others: str) -> list[str]:
    """The lines of the others of which no equal whole line stands in the notes; only spaces may differ.

    "taking Aetna" is no part of "not taking Aetna": what is a piece of a line may say the opposite of it.
    """
    there = set(map(_spaced, notes.splitlines()))
    lacking: dict[str, str] = {}
    for line in others.splitlines():
        if (spaced := _spaced(line)) and spaced not in there:
            lacking.setdefault(spaced, line.rstrip())
    return list(lacking.values())


def _grown(notes: str, lines: list[str]) -> str:
    return "\n".join([*([notes.rstrip()] if notes.strip() else []), *lines]) if lines else notes


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _is_paragraph(notes: str, others: str) -> bool:
    """Whether neighbouring whole lines of the notes say together what the others say, word for word."""
    lines = [spaced for line in notes.splitlines() if (spaced := _spaced(line))]
    ends = list(accumulate(len(line) + 1 for line in lines))
    begins, sought, text = {0, *ends}, _spaced(others), " ".join(lines)
    at = text.find(sought)
    while at >= 0:
        if at in begins and at + len(sought) + 1 in begins:
            return True
        at = text.find(sought, at + 1)
    return False
