"""Questions on a terminal: one a line, Enter takes what stands in brackets or skips."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TypeVar

from refer_cli.errors import BadValue, ReferError
from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.signs import plain_signs
from refer_cli.render.printing import say
from refer_cli.render.screen import wrap
from refer_cli.render.wording import label

T = TypeVar("T")
_TYPED_AFTER = 0.05
"""Seconds after a line: what comes sooner was pasted with it."""
WIDTH = 78
"""So wide is a question at most: of 80 columns it leaves room for a letter."""


def ask(question: str, default: str = "") -> str:
    """The answer, without spaces around it; `default` on Enter. Raises EOFError where input ends."""
    shown = f" [{default}]" if default else ""
    return choose(f"{question}{shown}:") or default


def until_understood(ask_once: Callable[[], str], understood: Callable[[str], T | None], remark: str = "") -> T:
    """What the answer means; asked again as long as it is refused (and why is said), or means None."""
    while True:
        try:
            meaning = understood(ask_once())
        except ReferError as problem:
            complain(f"{_sentence(problem)} {without_options(problem)}{remark}")
        else:
            if meaning is not None:
                return meaning


def _sentence(problem: ReferError) -> str:
    """What was refused, with the field called as the question calls it."""
    if isinstance(problem, BadValue) and problem.field in BY_NAME:
        return f"{label(problem.field)}: {problem.what}"
    return problem.sentence


def without_options(problem: ReferError) -> str:
    """The hint for somebody who answers a question and types no options."""
    return " ".join(problem.hint_calling(lambda name: "").split())


def confirm(question: str, default: bool = True) -> bool:
    """Yes or no; Enter is the capital letter in brackets."""

    def understood(answer: str) -> bool | None:
        if not answer:
            return default
        if answer in ("y", "yes", "n", "no"):
            return answer.startswith("y")
        complain("please answer y or n")
        return None

    return until_understood(lambda: choose(f"{question} [{'Y/n' if default else 'y/N'}]").casefold(), understood)


def choose(question: str) -> str:
    """A short answer in the person's own letters, empty on Enter. Raises EOFError where input ends."""
    *before, last = wrap(question, WIDTH - 2, WIDTH - 4)
    for number, piece in enumerate(before):
        say(f"{' ' * (4 if number else 2)}{piece}\n")
    say(f"{' ' * (4 if before else 2)}{last} ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        say("\n")
        raise EOFError
    return plain_signs(line).strip()


def ask_secret(question: str) -> str:
    """What is typed unseen, on the terminal itself; empty on Enter, and where input ends."""
    from getpass import getpass

    try:
        return getpass(f"  {question}: ").strip()
    except EOFError:
        return ""


def read_lines(prompt: str, is_whole: Callable[[str], bool]) -> str:
    """What is typed or pasted, up to an empty line or the end of input. Raises EOFError where nothing is.

    A first line of which `is_whole` holds is all of it. An empty line with more of a paste behind it ends nothing.
    """
    lines: list[str] = []
    while True:
        say(prompt)
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            say("\n")
            if not lines:
                raise EOFError
            break
        text = plain_signs(line).rstrip("\n")
        if text.strip():
            lines.append(text)
            if len(lines) == 1 and is_whole(text) and not _more_was_pasted():
                break
        elif not lines:
            complain("a name or a text is needed; Ctrl-C leaves without saving")
        elif _more_was_pasted():
            lines.append("")
        else:
            break
    return "\n".join(lines)


def _more_was_pasted() -> bool:
    """Whether a terminal holds another line already: nobody types so fast."""
    try:
        descriptor = sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        return False
    if os.name == "nt":
        import msvcrt

        return bool(msvcrt.kbhit())  # type: ignore[attr-defined]
    import select

    return bool(select.select([descriptor], [], [], _TYPED_AFTER)[0])


def complain(text: str) -> None:
    """What is wrong with the last answer, in one line."""
    for piece in wrap(text, 74, 74):
        say(f"    {piece}\n")


def tell(text: str) -> None:
    """A remark between two questions."""
    say(f"  {text}\n")
