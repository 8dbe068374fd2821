"""A list to tick from, a page at a time: whom to take of everybody whom an address book holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from refer_cli.folding import fold
from refer_cli.records import NamedTuple
from refer_cli.render.asking import choose, complain
from refer_cli.render.screen import Screen, cells

PAGE = 16
"""Entries on a screen of 24 lines, beside the heading, what can be typed, and the question."""
_NAME_WIDTH = 32
_TOKEN = re.compile(r"([+-]?)(\d{1,6})(?:-(\d{1,6}))?")
_HELP = (
    ("+3 -7-9", "tick number 3, take the ticks off 7 to 9; a number alone turns its tick round"),
    ("all, none, letters", "tick everybody, nobody, or those whom I ticked"),
    ("n, p", "the next page, the page before"),
    ("/smith", "only those of whom it says smith; / alone: everybody again"),
    ("ticked", "only those who are ticked"),
    ("Enter", "take who is ticked; q takes nobody"),
)


class Entry(NamedTuple):
    """One person to be ticked: the name, what tells who it is, and whether the tick stands at first."""

    name: str
    about: str
    ticked: bool


class Tokens(NamedTuple):
    """Numbers to tick, to untick, and to turn round, counted from 1."""

    on: frozenset[int]
    off: frozenset[int]
    turned: frozenset[int]


def tick(
    new_screen: Callable[[], Screen], heading: str, entries: Sequence[Entry], answer: Callable[[str], str] = choose
) -> set[int]:
    """The places of those who are ticked in the end. Raises EOFError where input ends before Enter."""
    ticked = {place for place, entry in enumerate(entries) if entry.ticked}
    shown = list(range(len(entries)))
    page = 0
    _show(new_screen(), heading, entries, ticked, shown, page)
    while True:
        said = answer(f"Enter takes the {len(ticked)} ticked; ? says what else:").strip()
        word = fold(said)
        pages = max(1, -(-len(shown) // PAGE))
        if not said:
            return ticked
        if word in ("q", "quit", "stop", "cancel"):
            return set()
        if said == "?":
            new_screen().pairs(_HELP, label_width=21)
            continue
        if word in ("n", "next", "more"):
            page = (page + 1) % pages
        elif word in ("p", "previous", "back"):
            page = (page - 1) % pages
        elif word == "all":
            ticked = ticked | set(shown)
        elif word == "none":
            ticked = ticked - set(shown)
        elif word == "letters":
            ticked = {place for place, entry in enumerate(entries) if entry.ticked}
        elif word == "ticked":
            shown, page = sorted(ticked), 0
        elif said.startswith("/"):
            shown, page = _found(entries, said[1:]), 0
            if not shown:
                complain(f'nobody of whom it says "{said[1:].strip()}"')
                shown = list(range(len(entries)))
        else:
            numbers = numbers_in(said, len(entries))
            if numbers is None:
                complain(f"I do not know {said[:40]!r}: +3 -7-9, all, none, letters, n, p, /text, ? or Enter")
                continue
            changed = {number - 1 for number in numbers.on}
            ticked = (ticked | changed) - {number - 1 for number in numbers.off}
            ticked = ticked ^ {number - 1 for number in numbers.turned}
        _show(new_screen(), heading, entries, ticked, shown, page)


def numbers_in(said: str, most: int) -> Tokens | None:
    """What "+3 -7-9, 12" says; None where it is anything else, or a number that nobody has."""
    marks: dict[str, set[int]] = {"+": set(), "-": set(), "": set()}
    for token in re.findall(r"[^,;\s]+", said):
        match = _TOKEN.fullmatch(token)
        if match is None:
            return None
        first, last = int(match[2]), int(match[3] or match[2])
        if not 1 <= first <= last <= most:
            return None
        marks[match[1]].update(range(first, last + 1))
    if not any(marks.values()):
        return None
    return Tokens(frozenset(marks["+"]), frozenset(marks["-"]), frozenset(marks[""]))


def _found(entries: Sequence[Entry], text: str) -> list[int]:
    wanted = fold(text)
    return [place for place, entry in enumerate(entries) if wanted in fold(f"{entry.name} {entry.about}")]


def _show(
    screen: Screen, heading: str, entries: Sequence[Entry], ticked: set[int], shown: Sequence[int], page: int
) -> None:
    pages = max(1, -(-len(shown) // PAGE))
    screen.blank()
    screen.heading(heading, f"page {page + 1} of {pages}" if pages > 1 else "")
    digits = len(str(len(entries)))
    about_width = screen.width - 2 - digits - 5 - _NAME_WIDTH - 1
    for place in shown[page * PAGE : (page + 1) * PAGE]:
        entry = entries[place]
        mark = "x" if place in ticked else " "
        name = _fitted(entry.name, _NAME_WIDTH)
        about = _fitted(entry.about, about_width)
        line = f"{place + 1:>{digits}} [{mark}] {name}{' ' * (_NAME_WIDTH - cells(name) + 1)}{about}"
        screen.line((line, "" if place in ticked else "dim"))
    more = "n shows the next page   " if pages > 1 else ""
    screen.line((f"{more}+3 -7-9   all   none   letters   /text   ?", "dim"))


def _fitted(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    while text and cells(text) > width - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"
