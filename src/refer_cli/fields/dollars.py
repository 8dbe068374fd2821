"""A sum as somebody says it: "about 60 bucks", "$60 a session", "up to 80"."""

from __future__ import annotations

import re

_SAYING_NO_MORE = frozenset(
    {
        "about", "around", "roughly", "maybe", "approximately", "approx", "up", "to", "at", "most", "max", "maximum",
        "no", "more", "than", "under", "below", "only", "just", "like", "say", "or", "so", "the", "client", "can",
        "could", "pay", "afford", "bucks", "buck", "dollars", "dollar", "usd", "us", "a", "an", "per", "each",
        "session", "visit", "hour", "hr", "appointment",
    }
)  # fmt: skip
"""Words around a sum that leave it what it is."""
_PIECES = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|[a-z]+|\S", re.IGNORECASE)


def dollars_said(text: str) -> int | None:
    """The whole dollars that a text says, where there is one sum in it and nothing else that counts."""
    pieces = [piece.casefold() for piece in _PIECES.findall(text)]
    sums = [piece.replace(",", "") for piece in pieces if piece[0].isdigit()]
    rest = {piece for piece in pieces if not piece[0].isdigit()}
    if len(sums) != 1 or not rest <= _SAYING_NO_MORE | {"$", "/", "~", "."}:
        return None
    whole, _, cents = sums[0].partition(".")
    return int(whole) if not cents.strip("0") and len(whole) <= 9 else None
