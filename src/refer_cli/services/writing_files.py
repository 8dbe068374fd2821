"""Writes files whole or not at all, and several together or none, for the owner's eyes only."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from refer_cli.errors import Refused
from refer_cli.files import beside, file_name, to_disk, written
from refer_cli.render.screen import shell_file


@contextmanager
def written_together(files: Mapping[Path, bytes]) -> Iterator[None]:
    """Write all of these files; they stay only if what is done within succeeds, and else all is as it was.

    Each is written beside its place first and put there when all are whole. Folders that are missing are made.
    Raises Refused where that cannot be done.
    """
    made: list[Path] = []
    whole: dict[Path, Path] = {}
    set_aside: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for file, content in files.items():
            made.extend(_make_folder(file.parent))
            whole[file] = _beside(file)
            _fill(file, whole[file], content)
        for file, temporary in whole.items():
            if file.exists() or file.is_symlink():
                spare = _beside(file)
                set_aside[file] = spare
                os.replace(file, spare)
            os.replace(temporary, file)
            placed.append(file)
        for folder in {file.parent for file in placed}:
            to_disk(folder)
        yield
    except BaseException:
        for file in placed:
            file.unlink(missing_ok=True)
        for file, spare in set_aside.items():
            _put_back(spare, file)
        for temporary in whole.values():
            temporary.unlink(missing_ok=True)
        for folder in reversed(made):
            folder.rmdir()
        raise
    for spare in set_aside.values():
        spare.unlink()
    written.extend(placed)


def check_target(file: Path, *, force: bool | None, example: str) -> None:
    """Refuse a place that cannot be written, before anything is done; `force` is None where the command has no such
    option. Raises Refused."""
    if file.is_dir():
        raise Refused(f"{file} is a folder.", f"name a file in it, for example {example}")
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}.", "make it first, or write the file here")
    if (file.exists() or file.is_symlink()) and not force:
        over = "" if force is None else ", or add --force to write over it"
        raise Refused(f"{file} is there already.", f"choose another name{over}")


def check_place(
    file: Path, endings: Sequence[str], what: str, command: str, example: str, *, force: bool = True
) -> None:
    """Refuse a name that is none for this kind of file, too; `command` is what stands before it. Raises Refused."""
    if file.suffix.casefold() not in endings:
        usual = Path(example)
        proposed = file_name(file.stem, usual.suffix, usual.stem)
        raise Refused(f"{file} is no name for {what}.", f"for example {command} {shell_file(proposed)}")
    check_target(file, force=force, example=example)


def _make_folder(folder: Path) -> list[Path]:
    """The folders that had to be made, the outermost first. Raises Refused."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    made: list[Path] = []
    try:
        for parent in reversed(missing):
            parent.mkdir(mode=0o700)
            made.append(parent)
    except OSError as error:
        for parent in reversed(made):
            parent.rmdir()
        raise Refused(f"{folder} cannot be made: {error.strerror}.", "name another folder") from None
    return made


def _beside(file: Path) -> Path:
    """A new, empty file in the same folder. Raises Refused."""
    try:
        return beside(file)
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}.", "check the folder's name") from None


def _fill(file: Path, temporary: Path, content: bytes) -> None:
    try:
        temporary.write_bytes(content)
        to_disk(temporary)
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}.", "nothing was written; make room first") from None


def _put_back(spare: Path, file: Path) -> None:
    """The file that stood there before; an empty spare that nothing was moved to is taken away."""
    if file.exists() or file.is_symlink():
        spare.unlink(missing_ok=True)
    else:
        os.replace(spare, file)
