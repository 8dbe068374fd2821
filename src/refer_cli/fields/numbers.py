"""Whole numbers as they are typed."""

from __future__ import annotations

import re


def whole_number(text: str) -> int | None:
    """The number that is typed in plain digits; None of anything else, and of more digits than a book can hold."""
    typed = text.strip()
    return int(typed) if re.fullmatch(r"[0-9]{1,18}", typed) else None
