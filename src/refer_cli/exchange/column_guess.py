"""What a column holds, by its cells alone: for headings that say nothing, or that their own cells speak against."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from refer_cli.exchange.column_cells import are_marks, is_no, is_yes, share_read
from refer_cli.exchange.towns import Towns
from refer_cli.fields.cells import read_cell
from refer_cli.fields.spelling import SpellingContext

SURE = 0.7
"""So much of a column has to be read as a field before its cells alone decide."""
_FEWEST, _LOOKED_AT = 2, 60
_GUESSED = (
    "email", "phone", "website", "zip", "panels", "credentials", "specialties", "approaches", "populations",
    "languages", "accepting", "telehealth", "fee", "city",
)  # fmt: skip
# Words that are said of openings and of nothing else; "some" and "limited" are said of anything.
_OF_OPENINGS = re.compile(
    r"\b(?:wait\w*|w/?l|full|openings?|spots?|slots?|accepting|taking|not (?:now|taking)|til|until|closed to)\b",
    re.IGNORECASE,
)
_OF_MEETING = re.compile(
    r"\b(?:both|tele\w*|video|virtual|online|remote|hybrid|in[- ]?person|in[- ]?office|zoom|f2f)\b", re.IGNORECASE
)
_SUM = re.compile(r"\s*\$\s*\d.*", re.DOTALL)
_OTHER_SUM = re.compile(
    r"\b(?:copay|deposit|budget|balance|tax|cancel\w*|late|salary|rent|eval\w*|test\w*|supervision)\b", re.IGNORECASE
)


def guess_by_cells(
    cells: Sequence[str], taken: Collection[str] = (), towns: Towns | None = None, head: str = ""
) -> str | None:
    """The field that nearly all cells of a column are read as, or None: notes are better than a wrong field."""
    cells = cells[:_LOOKED_AT]
    if len(cells) < _FEWEST or are_marks(cells):
        return None
    shares = [
        (_share(field, cells, towns, head), -number, field)
        for number, field in enumerate(_GUESSED)
        if field not in taken
    ]
    best = max(shares, default=(0.0, 0, ""))
    if best[0] >= SURE:
        return best[2]
    return contact_by_cells(cells, SURE) if not {"phone", "email"} & set(taken) else None


def contact_by_cells(cells: Sequence[str], share: float) -> str | None:
    """Phone or e-mail, where so much of a column holds the one or the other: whichever is there more often."""
    ways = {field: share_read(field, cells) for field in ("phone", "email")}
    either = sum(any(share_read(field, [cell]) for field in ways) for cell in cells) / max(1, len(cells))
    return max(ways, key=lambda field: ways[field]) if either >= share else None


def _share(field: str, cells: Sequence[str], towns: Towns | None, head: str) -> float:
    if field == "accepting":
        return _share_of_words(field, cells, _OF_OPENINGS, 0.2)
    if field == "telehealth":
        return _share_of_words(field, cells, _OF_MEETING, 0.5)
    if field == "fee":
        return 0.0 if _OTHER_SUM.search(head) else sum(bool(_SUM.fullmatch(cell)) for cell in cells) / len(cells)
    if field == "city":
        return towns.share(cells) if towns is not None and len(set(cells)) > _FEWEST else 0.0
    return share_read(field, cells)


def _share_of_words(field: str, cells: Sequence[str], own: re.Pattern[str], least: float) -> float:
    """How much reads as the field, where so much holds words that are said of it alone, and not a bare yes or no."""
    sure = sum(bool(own.search(cell)) for cell in cells if not (is_yes(cell) or is_no(cell)))
    if sure < max(_FEWEST, least * len(cells)):
        return 0.0
    return sum(field in read_cell(field, cell, SpellingContext(None, None)).values for cell in cells) / len(cells)
