"""Writes a file whole or not at all, for its owner's eyes only; and names one after somebody's words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LONGEST_NAME = 40
"""Signs of a file's name that is made of somebody's words, without its ending; no system has trouble with it."""
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))}
)
"""What Windows takes for a device, whatever ending stands behind it
(learn.microsoft.com, "Naming Files, Paths, and Namespaces", a public page, not looked up here)."""
written: list[Path] = []
"""The files that this process has written whole, whatever for."""


def file_name(words: str, ending: str, otherwise: str = "file") -> str:
    """A name for a file after somebody's words: letters, digits and hyphens, and the ending (".eml").

    Whatever the words hold, it is one plain name that lies where it is written: no separator, no dot but the ending's,
    nothing that Windows takes for a device, at most LONGEST_NAME signs before the ending. `otherwise` is the name
    where the words hold no letter and no digit.
    """
    kept = "".join(sign if sign.isalnum() else "-" for sign in words)
    name = "-".join(filter(None, kept.split("-")))[:LONGEST_NAME].rstrip("-") or otherwise
    return f"{name}-1{ending}" if name.casefold() in _RESERVED else f"{name}{ending}"


@contextmanager
def written_whole(file: Path) -> Iterator[Path]:
    """A new file to fill, which takes the place of `file` when what is done within succeeds.

    Only its owner can read it, from the first byte on; it lies in the same folder and is on the disk before it is
    moved, so that whoever looks finds the old content or the new one, never a part. Where something fails, `file` is
    as it was. Raises OSError.
    """
    unfinished = beside(file)
    try:
        yield unfinished
        to_disk(unfinished)
        os.replace(unfinished, file)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    to_disk(file.parent)
    written.append(file)


def write_whole(file: Path, content: bytes) -> None:
    """Give a file this content, as `written_whole` does. Raises OSError."""
    with written_whole(file) as unfinished:
        unfinished.write_bytes(content)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for its owner only. Raises OSError."""
    for missing in reversed([above for above in (folder, *folder.parents) if not above.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)


def beside(file: Path) -> Path:
    """A new, empty file in the same folder, for its owner only. Raises OSError."""
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{file.name[:40]}.", dir=file.parent)
    os.close(handle)
    return Path(name)


def to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, would outlive a power cut; where a system can tell."""
    with suppress(OSError):
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
