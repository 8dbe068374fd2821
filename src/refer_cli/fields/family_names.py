"""A person's name parted into what one is called by and what one is sorted by: "Ada van der Berg Jr."."""

from __future__ import annotations

from functools import lru_cache

from refer_cli.fields.names import PARTICLES, read_name
from refer_cli.folding import fold, spelled_out
from refer_cli.records import NamedTuple

_BEFORE = PARTICLES | {
    "ap", "binti", "dal", "das", "des", "do", "las", "los", "mc", "of", "san", "santa", "ste", "vander", "vom", "zu",
    "zum", "zur",
}  # fmt: skip
"""What stands before a family name and belongs to it, behind another name."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v", "2nd", "3rd", "4th"})


class NameParts(NamedTuple):
    """The parts of a name as they are written: "Ada Jane", "van der Berg", "Jr."; one name alone is a family name."""

    given: str
    family: str
    suffix: str = ""


@lru_cache(maxsize=4096)
def name_parts(name: str) -> NameParts:
    """The parts of a name as the book holds it: given names first, no titles, no letters.

    The family name is the last word, with the particles before it (van, de la, St.).
    """
    words = name.split()
    suffix = ""
    while len(words) > 2 and _bare(words[-1]) in _SUFFIXES:
        suffix = f"{words.pop()} {suffix}".strip()
        words[-1] = words[-1].rstrip(",")
    start = len(words) - 1
    while start > 1 and _bare(words[start - 1]) in _BEFORE:
        start -= 1
        if _bare(words[start]) == "y" and start > 1:  # García y Vega
            start -= 1
    return NameParts(" ".join(words[: max(start, 0)]), " ".join(words[max(start, 0) :]), suffix)


def family_first(name: str) -> tuple[str, str, str]:
    """What orders people by family name: the family's name with its particles, the other names, Jr. or III; folded.

    "Anna van der Berg" stands under V, as US lists have it (The Chicago Manual of Style: by the
    bearer's country), "Mary St. John" under Saint John; titles and letters count for nothing.
    """
    parts = name_parts(read_name(name).name or name)
    return spelled_out(fold(parts.family)), fold(parts.given), fold(parts.suffix)


def _bare(word: str) -> str:
    return word.strip(".,").casefold()
