"""Whether the country of an address is another than the United States: its ZIP and state are then none of ours."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from refer_cli.folding import unaccented


@cache
def _countries() -> dict[str, frozenset[str]]:
    data = json.loads((Path(__file__).parent / "countries.json").read_text(encoding="utf-8"))
    return {part: frozenset(data[part]) for part in ("ours", "codes", "names")}


def is_abroad(country: str) -> bool:
    """Whether `country`, a name or an ISO code, is known to be another than the United States.

    Nothing, and words that are no country that is known here, say nothing of where an address is.
    """
    letters = (sign if sign.isalnum() else " " for sign in unaccented(country))
    folded = " ".join("".join(letters).split())
    countries = _countries()
    return folded not in countries["ours"] and (folded in countries["codes"] or folded in countries["names"])
