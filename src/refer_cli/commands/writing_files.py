"""Writes a file whole or not at all, for the owner's eyes only."""

from __future__ import annotations

from pathlib import Path

from refer_cli.errors import Refused


def write_whole(file: Path, content: bytes) -> None:
    """Write beside the file and put it in place when it is whole. Raises Refused where that cannot be done."""
    import os
    import tempfile

    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{file.name[:40]}.", dir=file.parent)
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}.", "check the folder's name") from None
    try:
        with open(handle, "wb") as written:
            written.write(content)
        os.replace(temporary, file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def check_target(file: Path, *, force: bool, example: str) -> None:
    """Refuse a place that cannot be written, before anything is done. Raises Refused."""
    if file.is_dir():
        raise Refused(f"{file} is a folder.", f"name a file in it, for example {example}")
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}.", "make it first, or write the file here")
    if file.exists() and not force:
        raise Refused(f"{file} is there already.", "choose another name, or add --force to write over it")
