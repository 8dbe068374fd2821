"""The shapes every screen is made of: lines of styled parts, label and value pairs, bars, pasteable commands.

A line is the same text with colour and without. Rich is imported only where colour is drawn.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from refer_cli.fields.signs import plain_line
from refer_cli.render.printing import say

YES, UNKNOWN, NO = "✓", "?", "✗"
INDENT = 2
LABEL_WIDTH = 17
FULL, EMPTY = "█", "░"

Part = str | tuple[str, str]
"""A piece of a line: plain text, or text with a Rich style ("bold", "dim", "green", "yellow", "red")."""


class Screen:
    """Writes lines to standard output, never wider than `width` columns unless one word is.

    `lasting`: what was written stays in the book; the demo's is gone when the command ends. `begins_at`: where there is
    no book yet, the path at which the first write makes one.
    """

    def __init__(
        self, width: int = 80, colour: bool = False, lasting: bool = True, begins_at: str | None = None
    ) -> None:
        self.width = width
        self.colour = colour
        self.lasting = lasting
        self.begins_at = begins_at
        self._console: Any = None

    def line(self, *parts: Part, indent: int = INDENT) -> None:
        """One line as given; it is not wrapped."""
        if self.colour:
            self._draw(parts, indent)
            return
        words = "".join(part if isinstance(part, str) else part[0] for part in parts)
        say(f"{' ' * indent}{plain_line(words)}".rstrip() + "\n")

    def blank(self) -> None:
        """An empty line."""
        say("\n")

    def heading(self, left: str, right: str = "", style: str = "bold") -> None:
        """A heading, with a remark against the right edge; the remark goes below where there is no room."""
        room = self.width - INDENT - cells(left) - cells(right)
        if not right:
            self.paragraph(left, style=style)
        elif room >= 2:
            self.line((left, style), " " * room, (right, "dim"))
        else:
            self.paragraph(left, style=style)
            self.line((right, "dim"))

    def paragraph(self, text: str, indent: int = INDENT, hanging: int | None = None, style: str = "") -> None:
        """Text wrapped between words; lines after the first start at `hanging` columns."""
        after = indent if hanging is None else hanging
        for number, piece in enumerate(wrap(text, self.width - indent, self.width - after)):
            self.line((piece, style) if style else piece, indent=indent if number == 0 else after)

    def pair(self, label: str, text: str, style: str = "", label_width: int = LABEL_WIDTH) -> None:
        """A label and its value; the value wraps in its own column."""
        column = INDENT + label_width
        room = self.width - column
        for number, piece in enumerate(wrap(text, room, room)):
            named = label if number == 0 else ""
            value: Part = (piece, style) if style else piece
            self.line((pad(named, label_width), "dim"), value)

    def pairs(self, rows: Iterable[tuple[str, str]], label_width: int = LABEL_WIDTH) -> None:
        """Several pairs, aligned."""
        for label, text in rows:
            self.pair(label, text, label_width=label_width)

    def command(self, text: str, indent: int = INDENT) -> None:
        """A command to be pasted whole: broken only before an option, never inside quotes, with a backslash."""
        room = self.width - indent - 8
        pieces = _wrap_words(_with_values(quoted_words(text), room), self.width - indent - 2, room)
        for number, piece in enumerate(pieces):
            tail = " \\" if number < len(pieces) - 1 else ""
            self.line((piece + tail, "cyan"), indent=indent if number == 0 else indent + 6)

    def commands(self, rows: Sequence[tuple[str, str]]) -> None:
        """What can be done next: a few words each, and the command."""
        column = max((cells(label) for label, _ in rows), default=0) + 3
        for label, command in rows:
            if INDENT + column + cells(command) <= self.width:
                self.line(pad(label, column), (command, "cyan"))
            else:
                self.line(label)
                self.command(command, indent=INDENT + 2)

    def _draw(self, parts: Sequence[Part], indent: int) -> None:
        from rich.text import Text

        if self._console is None:
            from rich.console import Console

            # A line is never wrapped here, so the console needs no true width.
            self._console = Console(width=10_000, highlight=False, markup=False, emoji=False)
        text = Text(" " * indent, no_wrap=True, overflow="ignore")
        for part in parts:
            if isinstance(part, str):
                text.append(plain_line(part))
            else:
                text.append(plain_line(part[0]), style=part[1] or None)
        text.rstrip()
        self._console.print(text, soft_wrap=True)


class Measure(Screen):
    """A screen on which nothing is written: it counts the lines that would be."""

    lines = 0

    def line(self, *parts: Part, indent: int = INDENT) -> None:
        """One line more."""
        self.lines += 1

    def blank(self) -> None:
        """An empty line more."""
        self.lines += 1


def cells(text: str) -> int:
    """Columns that a text takes on a terminal."""
    if text.isascii() or all(_is_single(sign) for sign in text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _is_single(sign: str) -> bool:
    code = ord(sign)
    return code < 0x300 or 0x2010 <= code <= 0x2027 or 0x2580 <= code <= 0x259F or sign in "✓✗→≥≤−"


def pad(text: str, width: int, right: bool = False) -> str:
    """The text filled with spaces to `width` columns; a longer one is left whole."""
    space = " " * max(0, width - cells(text))
    return space + text if right else text + space


def fit(text: str, width: int) -> str:
    """The text cut to `width` columns with an ellipsis."""
    if cells(text) <= width:
        return text
    while text and cells(text) > width - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def bar(share: float, width: int) -> str:
    """A bar of full blocks, `share` (0 to 1) of it filled, the rest light."""
    filled = max(0, min(width, int(share * width + 0.5)))
    return FULL * filled + EMPTY * (width - filled)


def wrap(text: str, first: int, rest: int) -> list[str]:
    """The text broken between words into lines of at most `first`, then `rest` columns; at least one line."""
    lines: list[str] = []
    for paragraph in text.split("\n") or [""]:
        lines.extend(_wrap_words(paragraph.split(), first if not lines else rest, rest))
    return lines


def _wrap_words(words: Sequence[str], first: int, rest: int) -> list[str]:
    lines: list[str] = []
    current = ""
    for word in words:
        room = rest if lines else first
        if current and cells(current) + 1 + cells(word) > room:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    lines.append(current)
    return lines


def _with_values(words: Sequence[str], room: int) -> list[str]:
    """The words of a command, each option with what it is given, where both have room on a line."""
    together: list[str] = []
    for word in words:
        before = together[-1] if together else ""
        is_value = before.startswith("--") and " " not in before and not word.startswith("-")
        if is_value and cells(before) + 1 + cells(word) <= room:
            together[-1] += f" {word}"
        else:
            together.append(word)
    return together


def quoted_words(command: str) -> list[str]:
    """The words of a command line as they are written, quotes kept."""
    words: list[str] = []
    quote = ""
    current = ""
    for sign in command:
        if sign in "\"'" and not quote:
            quote = sign
        elif sign == quote:
            quote = ""
        if sign == " " and not quote:
            if current:
                words.append(current)
            current = ""
        else:
            current += sign
    return [*words, current] if current else words


def shell_word(text: str) -> str:
    """A value as it can be pasted into bash, zsh, fish or PowerShell: in double quotes where it needs them.

    Where a sign of it means something within those, in single ones: a backslash stands between them, which every shell
    but PowerShell reads alike.
    """
    if text and text[0] not in "=~@" and all(sign.isalnum() or sign in "-_./:+@%=," for sign in text):
        return text
    if not any(sign in text for sign in '"$`\\!\u201c\u201d\u201e') and not _is_bytes(text):
        return f'"{text}"'
    if os.name == "nt":
        from refer_cli.render.shells import powershell_word

        return powershell_word(text)
    if _is_bytes(text):  # a file's name that is no UTF-8
        import shlex

        shown = os.fsencode(text).decode("ascii", "backslashreplace") if "'" not in text and "\\" not in text else ""
        return f"$'{shown}'" if shown else shlex.quote(text)
    parts = (part.replace("'", "'\"'\"'") for part in text.split("\\"))
    return "\\\\".join(f"'{part}'" if part else "" for part in parts)


def shell_file(path: Path | str) -> str:
    """The name of a file as a word that no command takes for an option."""
    return shell_word(f"./{path}" if str(path).startswith("-") else str(path))


def _is_bytes(text: str) -> bool:
    return any("\udc80" <= sign <= "\udcff" for sign in text)
