"""The one place where words reach a terminal: whatever they hold, none of their signs steers it."""

from __future__ import annotations

import sys

from refer_cli.fields.signs import plain_signs


def say(text: str, *, flush: bool = False) -> None:
    """Write words on standard output."""
    sys.stdout.write(plain_signs(text))
    if flush:
        sys.stdout.flush()


def say_aside(text: str, *, flush: bool = False) -> None:
    """Write words on standard error."""
    sys.stderr.write(plain_signs(text))
    if flush:
        sys.stderr.flush()


def replace_line(text: str) -> None:
    """Write a line of standard error over the one that stands there; an empty text takes it off."""
    sys.stderr.write(f"\r{plain_signs(text)}" if text else "\r\x1b[K")
    sys.stderr.flush()
