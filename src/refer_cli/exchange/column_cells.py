"""What the cells of a column look like: how many read as a field, and whether they are marks of yes and no."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from refer_cli.places.states import state_code
from refer_cli.vocabulary.normaliser import vocabulary

_YES_MARKS = frozenset(
    {"x", "xx", "yes", "y", "true", "1", "\u2713", "\u2714", "\u2611", "\u2705", "\u2022", "*", "+", "in", "ok"}
)
_NO_MARKS = frozenset({"no", "n", "false", "0", "\u2717", "\u2718", "\u2610", "\u274c"})
_PANEL_MARKS = {"full": "full", "closed": "full", "panel closed": "full", "open": "open"}


def is_yes(cell: str) -> bool:
    """Whether a mark in a column of marks says that it is so."""
    return cell.strip().casefold() in _YES_MARKS


def is_no(cell: str) -> bool:
    """Whether a mark in a column of marks says that it is not so."""
    return cell.strip().casefold() in _NO_MARKS


def panel_mark(cell: str) -> str | None:
    """The mark of a panel that a cell in its column gives: full or open."""
    return _PANEL_MARKS.get(cell.strip().casefold())


def are_marks(cells: Collection[str], share: float = 0.8) -> bool:
    """Whether nearly all of these cells, or so many, are marks of a column of marks."""
    marks = sum(is_yes(cell) or is_no(cell) or panel_mark(cell) is not None for cell in cells)
    return marks >= share * len(cells)


_PATTERNS = {
    "email": re.compile(r".*[\w.+-]+@[\w-]+\.\w+.*", re.DOTALL),
    "phone": re.compile(r".*(?<!\d)\+?1?[\s.(-]*\d{3}[\s.)/-]*\d{3}[\s.-]*\d{4}(?!\d).*", re.DOTALL),
    "website": re.compile(
        r"(https?://|www\.)\S+|[\w-]+(\.[\w-]+)*\.(com|org|net|health|care|me|co|us)(/\S*)?", re.IGNORECASE
    ),
    "zip": re.compile(r"\d{5}(-\d{4})?"),
    "npi": re.compile(r"[12]\d{9}"),
    "fee": re.compile(r".*(\$\s*\d|\b\d{2,3}\b).*", re.DOTALL),
    "fee_floor": re.compile(r".*(\$\s*\d|\b\d{2,3}\b|yes|no|\bss\b|sliding).*|[xyn]", re.DOTALL | re.IGNORECASE),
    "name": re.compile(
        r"(?:(?:Dr|Mr|Ms|Mrs|Rev|Rabbi)\.? )?[^\W\d_a-z][\w.'\u2019-]*"
        r"(?:,? [^\W\d_][\w.'\u2019-]*)*,? \(?[^\W\d_a-z][^\s,]*(?:,? \(?[^\W\d_]\S*){0,5}"
    ),
    "street": re.compile(r"\d+[\w-]*\s+\S+.*|p\.?\s?o\.? box.*", re.DOTALL | re.IGNORECASE),
    "city": re.compile(r"[^\W\d_][^\d;|]{1,40}(,? \d{5})?"),
    "accepting": re.compile(
        r".*\b(yes|no|y|n|open\w*|full|wait\w*|available|accept\w*|taking|closed|limited|not|true|false|spots?|weeks?|months?)\b.*|[x?]",
        re.DOTALL | re.IGNORECASE,
    ),
    "telehealth": re.compile(
        r".*\b(tele\w*|video|virtual|online|remote|hybrid|both|in[- ]?person|in[- ]?office|office|zoom)\b.*"
        r"|yes|no|y|n|x|true|false",
        re.DOTALL | re.IGNORECASE,
    ),
    "practicing": re.compile(
        r"(?:in)?active|practi[cs]ing|retired\b.*|deceased\b.*|(?:passed|died|dead|moved|relocated|left|closed)\b.*|"
        r"on leave\b.*|licen[sc]e \w+|current|former|no longer\b.*|not practi[cs]ing|unknown",
        re.DOTALL | re.IGNORECASE,
    ),
    "in_person": re.compile(r"yes|no|y|n|x|true|false|.*\bin[- ]?person\b.*", re.DOTALL | re.IGNORECASE),
    "sliding_slots": re.compile(r"\d{1,2}|none|no"),
}
_KINDS = {
    "panels": "insurer",
    "specialties": "need",
    "approaches": "approach",
    "populations": "population",
    "languages": "language",
    "credentials": "credential",
    "styles": "style",
}
_PARTING = re.compile(r"[;,/|\n\u2022]|\band\b|&|\+|\bor\b", re.IGNORECASE)
_MOST_CELLS = 60
_AGES = re.compile(r"\d{1,2}\s*(\+|-|to|and up|yrs?|years?|up|&).*|(all )?ages.*|all|everyone", re.IGNORECASE)


def share_read(field: str, cells: Sequence[str]) -> float:
    """How much of these cells reads as a field, from 0 to 1. A field that takes any words is read from none."""
    looked_at = cells[:_MOST_CELLS]
    if not looked_at:
        return 0.0
    pattern = _PATTERNS.get(field)
    if pattern is not None:
        return sum(pattern.fullmatch(cell.strip()) is not None for cell in looked_at) / len(looked_at)
    if field in ("state", "license_states"):
        parts = [part for cell in looked_at for part in re.split(r"[;,/|\s&]+|\band\b", cell) if part]
        whole = sum(state_code(cell) is not None for cell in looked_at) / len(looked_at)
        return max(whole, sum(state_code(part) is not None for part in parts) / max(1, len(parts)))
    kind = _KINDS.get(field)
    if kind is None:
        return 0.0
    known = vocabulary(kind)
    parts = [part.strip(" .()") for cell in looked_at for part in _parts(cell) if part.strip(" .()")]
    right = sum(
        known.find(part) is not None or (field == "populations" and _AGES.fullmatch(part) is not None) for part in parts
    )
    return right / max(1, len(parts))


def _parts(cell: str) -> list[str]:
    return _PARTING.split(re.sub(r"\([^)]*\)", " ", cell))
