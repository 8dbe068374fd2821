"""Every place where one file of the book holds somebody: their card, those that became part of it, and past ones.

The journal tells it. A card that was merged into another was deleted in a step that changed the other; a number may
have been another's before, so only what was written since it was given is theirs; and a card that is no more, and
bore the same name, was theirs.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterable, Iterator
from typing import Any

from refer_cli.book import statements
from refer_cli.book.bulk_rows import NEWCOMERS
from refer_cli.book.deduplication import telephone
from refer_cli.book.mentions import Marks, folded_name
from refer_cli.records import NamedTuple

_COLUMNS = ("name", "email", "phone", "npi", "practice", "street", "website")
_MARKED = f"SELECT id, {', '.join(_COLUMNS)} FROM colleague WHERE archived_on IS NOT ?"
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
    """What the journal says of one number: the marks of each life, and whose card it became part of at its end."""

    lives: dict[Life, Marks]
    merged_into: dict[Life, int]

    @property
    def newest(self) -> Life:
        """The life that goes on, or ended last."""
        return max(self.lives)


class Whereabouts(NamedTuple):
    """The numbers under which a file holds somebody, each with its life, and all marks found there.

    `over`: the last step of a life after which one of these numbers was given again, 0 where none was. Undo cannot go
    back behind it: the number would be two people's at once.
    """

    lives: dict[int, Life]
    marks: Marks
    living: frozenset[int]
    over: int

    @property
    def empty(self) -> bool:
        """Whether the file holds nothing of them."""
        return not self.lives


NOWHERE = Whereabouts({}, Marks(), frozenset(), 0)


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
        names = sorted(history.lives[history.newest].names)
        if number not in living and history.newest not in history.merged_into and names:
            past[number] = names[-1]
    return past


def whereabouts(connection: sqlite3.Connection, wanted: Iterable[int], known: Marks) -> Whereabouts:
    """Where this file holds whom these numbers mean, who bears the marks `known`."""
    living = living_people(connection)
    histories = _histories(connection)
    taken_back = _taken_back(connection)
    lives: dict[int, Life] = {}
    marks = known
    for number in set(wanted):
        history = histories.get(number)
        lives[number] = history.newest._replace(last=ALWAYS.last) if history is not None else ALWAYS
        if number in living:
            marks = marks.joined(living[number][1])
        if history is not None:
            marks = marks.joined(history.lives[history.newest])
        elif number not in living:
            marks = marks.joined(taken_back.get(number, Marks()))
    theirs = set(lives.items())
    while found := _more_of_them(histories, living, theirs, marks):
        for number, life in found:
            marks = marks.joined(histories[number].lives[life])
        theirs |= found
    over = 0
    for number, life in theirs:
        history = histories.get(number)
        earlier = [other for other in history.lives if other != history.newest] if history is not None else []
        over = max([over, *(other.last for other in earlier)])
        if life not in earlier:
            lives[number] = life
    return Whereabouts(lives, marks, frozenset(number for number in lives if number in living), over)


def _more_of_them(
    histories: dict[int, CardHistory],
    living: Container[int],
    theirs: set[tuple[int, Life]],
    marks: Marks,
) -> set[tuple[int, Life]]:
    """Lives that became part of theirs, and lives that are over and bore their name."""
    names = {folded_name(name) for name in marks.names}
    numbers = {number for number, _ in theirs}
    begun = {(number, life.first) for number, life in theirs}
    found = set()
    for number, history in histories.items():
        for life, other in history.lives.items():
            if (number, life.first) in begun or (number in living and life == history.newest):
                continue
            into = history.merged_into.get(life)
            if into is not None:
                if into in numbers and any(number == into and whole.holds(life.last) for number, whole in theirs):
                    found.add((number, life))
            elif not names.isdisjoint(map(folded_name, other.names)):
                found.add((number, life))
    return found


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
    into: dict[int, dict[Life, int]] = {}
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
            if len(gone) == 1 and len(others) == 1:
                into.setdefault(number, {})[life] = others.pop()
    histories = {}
    for number in began.keys() | ended.keys() | now.keys():
        lives = dict(ended.get(number, ()))
        if number in now:
            lives[Life(began.get(number, 0), ALWAYS.last)] = now[number]
        histories[number] = CardHistory(lives, into.get(number, {}))
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
    return _marks(*(image.get(column) for column in _COLUMNS))


def _marks(name: str | None, email: str | None, phone: str | None, npi: str | None, *places: str | None) -> Marks:
    number = telephone(phone or "")
    return Marks(
        frozenset({name} if name else ()),
        frozenset({email.casefold()} if email else ()),
        frozenset({number} if number else ()),
        frozenset({npi} if npi else ()),
        frozenset(filter(None, places)),
    )
