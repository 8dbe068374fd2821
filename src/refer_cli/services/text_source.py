"""Where a text comes from: typed, a file, standard input or the clipboard."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from refer_cli.capture.reading import LARGEST_PAGE
from refer_cli.errors import Refused, WrongUsage
from refer_cli.services.environment import Environment
from refer_cli.services.no_text import refuse_no_text

_TAKES = "--from takes a text, .eml, .html or .vcf file, or - for standard input"


def gathered(environment: Environment, typed: str | None, source: str | None, paste: bool) -> bytes | str:
    """The text: typed, from a file, from standard input or from the clipboard. Raises WrongUsage, Refused."""
    if sum((typed is not None, source is not None, paste)) > 1:
        raise WrongUsage(
            "Two texts cannot be understood at once.", "give the text, --from FILE or --paste, one of them"
        )
    if paste:
        return _clipboard()
    if typed == "-" or source == "-":
        return _standard_input(environment)
    if source is not None:
        environment.refuse_the_book(Path(source))
        return _file(Path(source))
    return typed or ""


def _standard_input(environment: Environment) -> bytes | str:
    """Everything on standard input. On a terminal it is said how that ends; what is asked later is asked there."""
    if environment.stdin_is_terminal:
        end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
        screen = sys.stdout if environment.interactive else sys.stderr
        screen.write(f"  Paste, then {end} on a line of its own.\n")
        screen.flush()
    stream = getattr(sys.stdin, "buffer", None)
    data: bytes | str = (stream or sys.stdin).read(LARGEST_PAGE + 1)
    refuse_no_text(data, None)
    environment.ask_through_terminal()
    return data


def _file(path: Path) -> bytes:
    """The file's bytes, no more than are ever read; a pipe of the shell (`<(pbpaste)`) is as good as a file."""
    if path.is_dir():
        raise Refused(f"{path} is a folder.", f"give one file in it; {_TAKES}")
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_PAGE + 1)
    except FileNotFoundError:
        raise Refused(f"There is no file {path}.", _TAKES) from None
    except OSError as error:
        raise Refused(f"{path} cannot be read ({error.strerror}).", _TAKES) from error
    refuse_no_text(data, path)
    return data


def _clipboard() -> str:
    import pyperclip

    try:
        text = str(pyperclip.paste() or "")
    except pyperclip.PyperclipException:
        raise Refused(
            "There is no clipboard here.", "save the text and give --from FILE, or - for standard input"
        ) from None
    if not text.strip():
        raise Refused("The clipboard holds no text.", "copy the text first, or give --from FILE")
    return text
