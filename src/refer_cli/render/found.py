"""Who was found by a search: how to reach them, whether they take clients, and why they were found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from refer_cli.fields.card import Card
from refer_cli.fields.values import Accepting
from refer_cli.render.colleague_name import fit_name, named
from refer_cli.render.screen import INDENT, Screen, cells, fit, shell_word
from refer_cli.render.wording import label, spoken

_GAP = 2


class Found(NamedTuple):
    """One who was found: the fields that hold what was asked for, with the words, and which of them need saying."""

    card: Card
    hits: tuple[tuple[str, str], ...]
    reasons: frozenset[str]


class Missed(NamedTuple):
    """A search that found nobody: how many have each part of it, and names that are spelled nearly so."""

    asked: str
    alone: tuple[tuple[str, int], ...]
    near: tuple[str, ...]


def draw_found(screen: Screen, matching: Sequence[Found], command: str, more: bool) -> None:
    """Two lines a person: name, practice and telephone, which is never cut; place, openings and why."""
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
        why = [f"{label(field)}: {words}" for field, words in one.hits if field in one.reasons]
        about = [_place(one.card), _openings(one.card.accepting()), *why]
        screen.line(fit(" · ".join(about), screen.width - 2 * INDENT), indent=2 * INDENT)
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
