"""What a client can pay at most, as somebody says it: "about 60 bucks", "$60 a session", "up to 80", "$80-100"."""

from __future__ import annotations

import re

from refer_cli.fields.sums import read_fees

_SAYING_NO_MORE = frozenset(
    {
        "about", "around", "roughly", "maybe", "approximately", "approx", "up", "at", "most", "max", "maximum", "no",
        "more", "than", "under", "below", "only", "just", "like", "say", "or", "so", "the", "client", "can", "could",
        "pay", "afford", "bucks", "buck", "dollars", "dollar", "usd", "us", "a", "an", "per", "each", "session",
        "visit", "hour", "hr", "appointment", "less", "she", "he", "they", "has", "have", "ish", "/",
        "~",
    }
)  # fmt: skip
"""Words around a sum that leave it what it is."""
_PIECES = re.compile(r"[\d,.]*\d|[a-z]+|\S", re.IGNORECASE)
_NO_SUM = re.compile(r"0\d+")
"""What a shell leaves of "$100"."""


def most_payable(text: str) -> tuple[int | None, bool]:
    """The whole dollars of the one sum or range that a text says, and whether it was a range (its upper end counts).

    None where it says no sum, several for several things, or anything else that counts. The sums themselves are read
    as a card's are (`fields.sums`).
    """
    text = re.sub(r"\bbetween\b(.*?)\band\b", r"\1 to ", text, flags=re.IGNORECASE)
    pieces = [piece for piece in _PIECES.findall(text) if piece.casefold() not in _SAYING_NO_MORE]
    bare = " ".join(pieces).replace("$ ", "$").strip(" .")
    if not bare or _NO_SUM.fullmatch(bare):
        return None, False
    if bare.removeprefix("$") == "0":
        return 0, False
    fees = read_fees(bare.removeprefix("to "))
    if fees.fee is None or fees.left or fees.pro_bono is not None or fees.assumptions:
        return None, False
    return fees.fee, fees.floor is not None
