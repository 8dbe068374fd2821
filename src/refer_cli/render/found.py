"""Who was found by a search: how to reach them, whether they take clients, and why they were found."""

from __future__ import annotations

from collections.abc import Sequence

from refer_cli.fields.card import Card
from refer_cli.fields.values import Accepting
from refer_cli.records import NamedTuple
from refer_cli.render.colleague_name import fit_name, named
from refer_cli.render.screen import INDENT, Screen, cells, fit, shell_word
from refer_cli.render.wording import label, spoken

_GAP = 2
_LEAST_TOLD = 30
"""So much room has a reason at least, with its label: what has less begins a line of its own."""
_BEFORE = 24
"""How much is shown before the words that were asked for, at most."""


class Hit(NamedTuple):
    """A field that holds something of what was asked for: its text in one line, and where the words stand in it."""

    field: str
    text: str
    places: tuple[tuple[int, int], ...]


class Found(NamedTuple):
    """One who was found: the fields that hold what was asked for, and which of them need saying."""

    card: Card
    hits: tuple[Hit, ...]
    reasons: frozenset[str]


class Missed(NamedTuple):
    """A search that found nobody: how many have each part of it, and names that are spelled nearly so."""

    asked: str
    alone: tuple[tuple[str, int], ...]
    near: tuple[str, ...]


def draw_found(screen: Screen, matching: Sequence[Found], command: str, more: bool) -> None:
    """Two lines a person: name, practice and telephone, which is never cut; place, openings and why.

    Of a long text what stands around the words is shown; where several reasons have no room, further lines.
    """
    for one in matching:
        number = one.card.text("phone") or one.card.text("email") or ""
        room = screen.width - INDENT - (cells(number) + _GAP if number else 0)
        who = named(one.card)
        practice = one.card.text("practice")
        beside = f" · {practice}" if practice and cells(who) + 3 + 8 <= room else ""
        name = fit_name(who, room)
        beside = fit(beside, room - cells(name)) if beside else ""
        space = " " * max(_GAP, screen.width - INDENT - cells(name) - cells(beside) - cells(number))
        screen.line((name, "bold"), beside, space if number else "", number)
        about = f"{_place(one.card)} · {_openings(one.card.accepting())}"
        for line in _with_reasons(about, [hit for hit in one.hits if hit.field in one.reasons], screen):
            screen.line(line, indent=2 * INDENT)
    screen.blank()
    count = f"the first {len(matching)}; there are more: --limit {2 * len(matching)}" if more else ""
    screen.line((f"{count or f'{len(matching)} found'} · {command} show NAME", "dim"))


def draw_missed(screen: Screen, missed: Missed, command: str) -> None:
    """That nobody was found, who has part of it, and who may have been meant."""
    screen.line(f'Nobody in the book has "{missed.asked}".')
    if missed.alone:
        screen.line("By itself: " + ", ".join(f"{text} {count or 'nobody'}" for text, count in missed.alone))
    if missed.near:
        screen.commands([("Perhaps", f"{command} show {shell_word(name)}") for name in missed.near])
    screen.line((f"{command} list shows everybody", "dim"))


def _with_reasons(about: str, hits: Sequence[Hit], screen: Screen) -> list[str]:
    """The line about somebody, with why they were found behind it, or in further lines."""
    width = screen.width - 2 * INDENT
    lines = [fit(about, width)]
    for hit in hits:
        named_so = f"{label(hit.field)}: "
        room = width - cells(lines[-1]) - 3
        whole = named_so + hit.text
        if room < min(cells(whole), _LEAST_TOLD):
            lines.append(named_so + _around(hit, width - cells(named_so)))
        else:
            lines[-1] += f" · {named_so}{_around(hit, room - cells(named_so))}"
    return lines


def _around(hit: Hit, room: int) -> str:
    """The text, where it is longer than the room cut to what stands around the words."""
    if cells(hit.text) <= room:
        return hit.text
    places = hit.places or ((0, 0),)
    first, last = places[0][0], places[-1][1]
    if last - first > room - 2 and len(places) > 1:  # too far apart for one piece
        each = room // len(places)
        return "".join(_piece(hit.text, *place, each) for place in places).replace("……", "…")
    return _piece(hit.text, first, last, room)


def _piece(text: str, begin: int, end: int, room: int) -> str:
    """So much of a text as has room, with what stands from begin to end in it."""
    start = max(0, begin - max(0, min(_BEFORE, room // 3, room - 2 - (end - begin))))
    if start:
        start = text.find(" ", start, begin) + 1 or start
    # At the end of a text there is room for more of what stands before.
    while start and cells(text[start:]) < room - 1:
        earlier = text.rfind(" ", 0, start - 1) + 1
        if cells(text[earlier:]) > room - 1:
            break
        start = earlier
    return fit(f"…{text[start:]}" if start else text, room)


def _place(card: Card) -> str:
    return ", ".join(part for part in (card.text("city"), card.text("state")) if part) or "place not known"


def _openings(accepting: Accepting | None) -> str:
    if accepting is None:
        return "openings not known"
    if accepting.status == "yes":
        return "taking clients"
    if accepting.status == "no":
        return "not taking clients" + (f" until {accepting.until}" if accepting.until else "")
    return spoken("accepting", accepting)
