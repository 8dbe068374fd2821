"""A person's name parted into what one is called by and what one is sorted by: "Ada van der Berg Jr."."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

# What stands before a family name and belongs to it, behind another name.
_PARTICLES = frozenset(
    {
        "al", "ap", "bin", "binti", "da", "dal", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos",
        "du", "el", "ibn", "la", "las", "le", "los", "mac", "mc", "of", "san", "santa", "st", "ste", "ten", "ter",
        "van", "vander", "vom", "von", "y", "zu", "zum", "zur",
    }
)  # fmt: skip
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
    while start > 1 and _bare(words[start - 1]) in _PARTICLES:
        start -= 1
    return NameParts(" ".join(words[: max(start, 0)]), " ".join(words[max(start, 0) :]), suffix)


def _bare(word: str) -> str:
    return word.strip(".,").casefold()
