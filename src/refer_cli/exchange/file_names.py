"""Names of files that every system takes, made from client labels."""

from __future__ import annotations

from collections.abc import Sequence

_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{name}{number}" for name in ("COM", "LPT") for number in range(10))}
)
"""What Windows takes for a device, whatever ending follows."""


def file_stems(labels: Sequence[str]) -> list[str]:
    """For each label the name of a file, without its ending: one that every system takes, and no name twice."""
    stems: list[str] = []
    taken: set[str] = set()
    for label in labels:
        stem = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "_" for sign in label)
        stem = stem.strip(".") or "_"
        if stem.partition(".")[0].upper() in _DEVICES:
            stem += "_"
        number = 1
        unique = stem
        while unique.casefold() in taken:
            number += 1
            unique = f"{stem}_{number}"
        taken.add(unique.casefold())
        stems.append(unique)
    return stems
