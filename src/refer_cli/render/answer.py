"""What a command answers, and the words at the edge of the program: one JSON object, a refusal, an interruption."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refer_cli.fields.signs import plain_line
from refer_cli.records import NamedTuple
from refer_cli.render.printing import say, say_aside

if TYPE_CHECKING:
    from refer_cli.render.screen import Screen


class Reply(NamedTuple):
    """What a command answers. `app` prints one of the two; the other is never made.

    `schema` is the name of the JSON answer ("goals-set" is `refer.goals-set/1`), `json` makes what it holds,
    `draw` puts the same on a screen. `afterwards` is done once it is printed.
    """

    schema: str
    json: Callable[[], Mapping[str, Any]]
    draw: Callable[[Screen], None]
    afterwards: Callable[[], None] = lambda: None


def emit_reply(reply: Reply) -> None:
    """Print a reply for a program."""
    emit_json({"schema": f"refer.{reply.schema}/1", **reply.json()})


def as_json(record: Any, names: str) -> dict[str, Any]:
    """Fields of a record under the names of JSON.

    "id on=given_on phone=candidate.phone" is its id, `on`, which it calls given_on, and `phone`, a field of a field.
    """
    pairs = (name.partition("=") for name in names.split())
    return {key: attrgetter(attribute or key)(record) for key, _, attribute in pairs}


def emit_json(answer: Mapping[str, Any]) -> None:
    """Print one object, with its `schema`, as the only thing on standard output."""
    import json

    unicode_fits = (sys.stdout.encoding or "").casefold().replace("-", "") == "utf8"
    text = json.dumps(answer, ensure_ascii=not unicode_fits, allow_nan=False)
    if not text.isprintable():
        # What could steer a terminal (controls, directions, half a pair) is escaped as well.
        text = "".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in text)
    say(text.replace("\x7f", "\\u007f") + "\n")


def emit_proposals(lines: Iterable[str], as_utf8: bool = False) -> None:
    """Print the lines that a shell's completion reads, without those that the output cannot write as they are."""
    if as_utf8 and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    for line in lines:
        with suppress(UnicodeEncodeError):
            line.encode(sys.stdout.encoding or "utf-8")
            say(line + "\n")


def emit_error(sentence: str, hint: str, exit_code: int, as_json: bool, width: int | None = None) -> None:
    """Print a refusal: two lines on standard error, or one JSON object on standard output.

    On a terminal of `width` columns both are broken between words; off one (None) each stays one line.
    """
    try:
        if as_json:
            emit_json({"schema": "refer.error/1", "error": sentence, "hint": hint, "exit": exit_code})
        sys.stdout.flush()
        told = as_json
    except OSError:
        told = False  # Standard output is gone or full: it is said on standard error at least.
    if not told:
        say_aside(f"{_wrapped('error: ', sentence, width)}\n{_wrapped('hint: ', hint, width)}\n")


PLAIN = {
    "✓": "+", "✗": "x", "█": "#", "░": ".", "·": "-", "→": ">", "…": "...", "’": "'", "–": "-", "−": "-",
    "▁": "_", "▂": "_", "▃": "-", "▄": "-", "▅": "=", "▆": "=", "▇": "#",
}  # fmt: skip
"""What stands for a sign where the output cannot write it; the words beside it carry the meaning."""


def speak_plainly() -> None:
    """Let no sign or name stop an answer on an output that cannot write it (ASCII, cp1252)."""
    import codecs

    def plainer(problem: UnicodeError) -> tuple[str, int]:
        if not isinstance(problem, UnicodeEncodeError):
            raise problem
        unwritable = problem.object[problem.start : problem.end]
        return "".join(PLAIN.get(sign, "?") for sign in unwritable), problem.end

    for stream in (sys.stdout, sys.stderr):
        if (stream.encoding or "").casefold().replace("-", "") != "utf8" and hasattr(stream, "reconfigure"):
            codecs.register_error("plainer", plainer)
            stream.reconfigure(errors="plainer")


def open_closed_streams() -> None:
    """Give a closed standard stream (`refer list >&-`) the null device, before a file of ours gets its number."""
    import os

    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def emit_stopped(saved: bool) -> None:
    """Say that the command was stopped, where there is still somebody to read it."""
    with suppress(OSError):
        say_aside("\nstopped; it was saved already\n" if saved else "\nstopped; nothing was saved\n")


def emit_plain_files(files: Sequence[Path]) -> None:
    """Say, once and on standard error, that what was written from a locked book is not locked."""
    if files:
        names = files[0].name if len(files) == 1 else f"{files[0].name} and {len(files) - 1} more"
        say_aside(f"note: {names}, unlike your book, can be read by whoever has it\n")


def emit_waiting() -> None:
    """Say, on standard error, that another process holds the book."""
    say_aside("waiting: another refer is writing the book ...\n", flush=True)


def emit_reading() -> None:
    """Say, on standard error, that another process reads a file of the book, which can be swept when it has ended."""
    say_aside("waiting: another refer is reading the book; what is gone is swept when it has ended ...\n", flush=True)


def emit_no_copy(why: str) -> None:
    """Say, on standard error, that the book could keep no copy of itself; what was to be written is written."""
    say_aside(f"note: no copy of the book could be kept: {_one_line(why)}\n", flush=True)


def emit_traceback(error: BaseException) -> None:
    """Print where an error came from, for --debug."""
    import traceback

    say_aside("".join(traceback.format_exception(error)))


def _one_line(text: str) -> str:
    return " ".join(plain_line(text).split())


def _wrapped(label: str, text: str, width: int | None) -> str:
    """A labelled line; its further lines on a terminal stand below the text."""
    line = f"{label}{_one_line(text)}"
    if width is None or len(line) <= width:
        return line
    from refer_cli.render.screen import wrap

    room = width - len(label)
    return label + f"\n{' ' * len(label)}".join(wrap(text, room, room))
