"""Every place where one file of the book holds somebody: their card, those that became part of it, and past ones.

The journal tells it. A card that was merged into another was deleted in a step that changed the other; a number may
have been another's before, so only what was written since it was given is theirs; and a card that is no more, and
bore the same name, was theirs.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from refer_cli.book import statements
from refer_cli.book.bulk_rows import NEWCOMERS
from refer_cli.book.deduplication import telephone
from refer_cli.book.mentions import Marks, folded_name

_MARKED = "SELECT id, name, email, phone, npi FROM colleague WHERE archived_on IS NOT ?"
_CARD_CHANGES = (
    f"SELECT step_id, row_key, before, after FROM change WHERE table_name IN ('colleague', '{NEWCOMERS}')"
    " AND step_id IN (SELECT id FROM step WHERE undone = :undone) ORDER BY sequence"
)
_TAKEN_BACK = "SELECT after FROM change WHERE table_name = ? AND after IS NOT NULL"


class Life(NamedTuple):
    """In which steps a number of the book was somebody's, the first and the last among them."""

    first: int
    last: int

    def holds(self, step: int) -> bool:
        """Whether that step is within."""
        return self.first <= step <= self.last


ALWAYS = Life(0, 2**62)


class CardHistory(NamedTuple):
    """What the journal says of one number: the marks of each life that ended, and of the one that goes on.

    `merged_into` is whose the last ended life became part of.
    """

    lives: dict[Life, Marks]
    merged_into: int | None


class Whereabouts(NamedTuple):
    """The numbers under which a file holds somebody, each with its life, and all marks found there."""

    lives: dict[int, Life]
    marks: Marks
    living: frozenset[int]

    @property
    def empty(self) -> bool:
        """Whether the file holds nothing of them."""
        return not self.lives


def living_people(connection: sqlite3.Connection) -> dict[int, tuple[str, Marks]]:
    """Everybody who has a card in this file: the name, and the marks."""
    return {row[0]: (row[1], _marks(*row[1:])) for row in connection.execute(_MARKED, (statements.GONE,))}


def past_people(connection: sqlite3.Connection) -> dict[int, str]:
    """Those of whom the journal alone still has a card, by number, with the last name that it bore."""
    living = living_people(connection)
    past: dict[int, str] = {}
    for number, marks in _taken_back(connection).items():
        if number not in living:
            past.update((number, name) for name in marks.names)
    for number, history in _histories(connection).items():
        names = [name for marks in history.lives.values() for name in sorted(marks.names)]
        if number not in living and history.merged_into is None and names:
            past[number] = names[-1]
    return past


def whereabouts(connection: sqlite3.Connection, wanted: Iterable[int], known: Marks) -> Whereabouts:
    """Where this file holds whom these numbers mean, who bears the marks `known`."""
    living = living_people(connection)
    histories = _histories(connection)
    taken_back = _taken_back(connection)
    ids = set(wanted)
    lives: dict[int, Life] = {}
    marks = known
    for number in ids:
        history = histories.get(number)
        newest = max(history.lives) if history is not None and history.lives else ALWAYS
        if number in living:
            marks = marks.joined(living[number][1])
            # Of an ended life (a merge) whose number was given again, this is the second one.
            lives[number] = newest._replace(last=ALWAYS.last) if history is not None else ALWAYS
        else:
            lives[number] = newest
        if history is not None and history.lives:
            marks = marks.joined(history.lives[newest])
        if number not in living and history is None:
            marks = marks.joined(taken_back.get(number, Marks()))
    names = {folded_name(name) for name in marks.names}
    again = True
    while again:
        again = False
        for number, history in histories.items():
            if number in lives or not history.lives:
                continue
            ended = [life for life in history.lives if number not in living or life.last < ALWAYS.last]
            for life in reversed(ended):
                theirs = history.merged_into in lives or (
                    history.merged_into is None
                    and number not in living
                    and not names.isdisjoint(map(folded_name, history.lives[life].names))
                )
                if theirs:
                    lives[number] = life
                    marks = marks.joined(history.lives[life])
                    names = {folded_name(name) for name in marks.names}
                    again = True
                    break
    return Whereabouts(lives, marks, frozenset(number for number in lives if number in living and _now(lives[number])))


def _now(life: Life) -> bool:
    return life.last == ALWAYS.last


def _taken_back(connection: sqlite3.Connection) -> dict[int, Marks]:
    """The marks of everybody of whom steps that were taken back hold a card, by number."""
    marks: dict[int, Marks] = {}
    for _, changes in _by_step(connection, undone=True):
        for number, *images in changes:
            for image in images:
                if image is not None:
                    marks[number] = marks.get(number, Marks()).joined(_marks_of(image))
    for (images_of_many,) in connection.execute(_TAKEN_BACK, (NEWCOMERS,)):
        columns, *rows = json.loads(images_of_many)["colleague"]
        for row in rows:
            image = dict(zip(columns, row, strict=True))
            marks[image["id"]] = marks.get(image["id"], Marks()).joined(_marks_of(image))
    return marks


def _histories(connection: sqlite3.Connection) -> dict[int, CardHistory]:
    """What the journal says of every number that it names; without steps that were taken back."""
    began: dict[int, int] = {}
    ended: dict[int, list[tuple[Life, Marks]]] = {}
    now: dict[int, Marks] = {}
    into: dict[int, int | None] = {}
    for step, changes in _by_step(connection):
        gone = [number for number, before, after in changes if before is not None and after is None]
        changed = {number for number, before, after in changes if before is not None and after is not None}
        for number, before, after in changes:
            for image in (before, after):
                if image is not None:
                    now[number] = now.get(number, Marks()).joined(_marks_of(image))
            if before is None:
                began[number] = step
                now[number] = _marks_of(after) if after is not None else Marks()
        for number in gone:
            life = Life(began.pop(number, 0), step)
            ended.setdefault(number, []).append((life, now.pop(number)))
            others = changed - {number}
            into[number] = next(iter(others)) if len(gone) == 1 and len(others) == 1 else None
    histories = {}
    for number in began.keys() | ended.keys() | now.keys():
        lives = dict(ended.get(number, ()))
        if number in now:
            lives[Life(began.get(number, 0), ALWAYS.last)] = now[number]
        histories[number] = CardHistory(lives, into.get(number))
    return histories


_Change = tuple[int, dict[str, Any] | None, dict[str, Any] | None]


def _by_step(connection: sqlite3.Connection, *, undone: bool = False) -> Iterator[tuple[int, list[_Change]]]:
    """The changes of cards, a step at a time. Somebody put in among many has no image, and begins all the same."""
    at = 0
    changes: list[_Change] = []
    for step, row_key, before, after in connection.execute(_CARD_CHANGES, {"undone": undone}):
        if step != at and changes:
            yield at, changes
            changes = []
        at = step
        key = json.loads(row_key)
        if before is None and len(key) == 2:
            changes += [(number, None, None) for number in range(key[0], key[1] + 1)]
        else:
            changes.append((key[0], _parsed(before), _parsed(after)))
    if changes:
        yield at, changes


def _parsed(image: str | None) -> dict[str, Any] | None:
    return None if image is None else json.loads(image)


def _marks_of(image: dict[str, Any]) -> Marks:
    if image.get("archived_on") == statements.GONE:
        return Marks()
    return _marks(image.get("name"), image.get("email"), image.get("phone"), image.get("npi"))


def _marks(name: str | None, email: str | None, phone: str | None, npi: str | None) -> Marks:
    number = telephone(phone or "")
    return Marks(
        frozenset({name} if name else ()),
        frozenset({email.casefold()} if email else ()),
        frozenset({number} if number else ()),
        frozenset({npi} if npi else ()),
    )
