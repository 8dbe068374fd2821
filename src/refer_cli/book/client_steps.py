"""Takes out of the journal what a client's referrals did to cards, so that undo never says it again.

What an outcome or a client received wrote on a card (openings, last contact) stays on the card and is taken for what
the step before it had left there: each earlier image of the row says it as well, back to the step that last wrote the
same. So all other steps can be taken back and done again as before, and none changes the card by that client.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator

from refer_cli.book import leaving
from refer_cli.book.openings_past import OUTCOME
from refer_cli.book.own_words import Image
from refer_cli.records import NamedTuple

OF_THE_CARD = ("colleague", *leaving.OF_THE_CARD)
_TOGETHER = (frozenset({"accepting", "accepting_until"}), frozenset({"how_known", "first_met", "last_contact"}))
"""Columns of a card that make sense together alone: who wrote one of them wrote all."""
_CHANGES = (
    "SELECT sequence, step_id, table_name, row_key, before, after FROM change WHERE colleague_id = ? AND table_name IN"
    f" ({', '.join('?' * len(OF_THE_CARD))}) ORDER BY sequence"
)
_STEP_OF = "SELECT table_name, colleague_id, before, after FROM change WHERE step_id = ?"

Doomed = Callable[[str, int, Image | None, Image | None], bool]
"""Whether what the journal kept of a row (its table, step, before and after) goes."""


class Touched(NamedTuple):
    """A step that wrote of the client: whose cards it changed for that alone, and whether it wrote of nothing else.

    `born` are the names of those who came into the book in it; their cards stay as the step put them in.
    """

    step: int
    colleagues: frozenset[int]
    born: tuple[str, ...]
    alone: bool


def steps_of_client(connection: sqlite3.Connection, goes: Doomed) -> list[Touched]:
    """The steps of which the journal kept something that goes."""
    touched = []
    for (step,) in connection.execute("SELECT id FROM step ORDER BY id").fetchall():
        theirs: set[int] = set()
        others: set[int] = set()
        born: dict[int, str] = {}
        anything, alone = False, True
        for table, number, *texts in connection.execute(_STEP_OF, (step,)):
            before, after = (None if text is None else json.loads(text) for text in texts)
            if table in OF_THE_CARD:
                if table == "colleague" and before is None and after is not None:
                    born[number] = after["name"]
            elif goes(table, step, before, after):
                anything = True
                theirs |= {image["colleague_id"] for image in (before, after) if image and image.get("colleague_id")}
            else:
                alone = False
                others.add(number)
        if anything:
            touched.append(Touched(step, frozenset(theirs - others - born.keys()), tuple(born.values()), alone))
    return touched


def settle(connection: sqlite3.Connection, touched: Iterable[Touched]) -> int:
    """Take what these steps did to cards out of the journal; how many of its entries went."""
    steps_of: dict[int, set[int]] = {}
    for each in touched:
        for number in each.colleagues:
            steps_of.setdefault(number, set()).add(each.step)
    return sum(
        life.settle(connection, steps) for number, steps in steps_of.items() for life in _lives(connection, number)
    )


class _Entry:
    """One entry of the journal about a row of a card."""

    def __init__(self, sequence: int, step: int, before: Image | None, after: Image | None) -> None:
        self.sequence, self.step, self.before, self.after = sequence, step, before, after


def _lives(connection: sqlite3.Connection, number: int) -> list[_History]:
    """What the journal kept of everybody who bore a number: it may have been given again."""
    lives = [_History()]
    for sequence, step, table, key, *texts in connection.execute(_CHANGES, (number, *OF_THE_CARD)):
        before, after = (None if text is None else json.loads(text) for text in texts)
        entry = _Entry(sequence, step, before, after)
        if table == "colleague" and before is None:
            lives.append(_History(entry))
        lives[-1].rows.setdefault((table, key), []).append(entry)
    return lives


class _History:
    """What the journal kept of one card from when it came into the book (`born`), row by row."""

    def __init__(self, born: _Entry | None = None) -> None:
        self.rows: dict[tuple[str, str], list[_Entry]] = {}
        self._born = born

    def settle(self, connection: sqlite3.Connection, steps: set[int]) -> int:
        """Take out what these steps wrote; how many entries went."""
        gone: list[_Entry] = []
        for (table, _), entries in self.rows.items():
            for entry in [entry for entry in entries if entry.step in steps]:
                gone += self._taken_out(table, entries[: entries.index(entry)], entry)
                entries[:] = [other for other in entries if other not in gone]
        connection.executemany("DELETE FROM change WHERE sequence = ?", [(entry.sequence,) for entry in gone])
        connection.executemany(
            "UPDATE change SET step_id = ?, before = ?, after = ? WHERE sequence = ?",
            [
                (entry.step, _dumped(entry.before), _dumped(entry.after), entry.sequence)
                for entries in self.rows.values()
                for entry in entries
            ],
        )
        return len(gone)

    def _taken_out(self, table: str, earlier: list[_Entry], entry: _Entry) -> list[_Entry]:
        """Let the entries before this one lead to what it left; those that go."""
        last = earlier[-1] if earlier else None
        if entry.before is not None and entry.after is not None:
            _lead_to(table, earlier, entry.before, entry.after)
            return [entry]
        if last is not None:
            last.after = entry.after
            return [entry] if last.before != last.after else [entry, last]
        if entry.after is not None and self._born is not None:
            entry.step = self._born.step  # the row is there as long as the card is
            return []
        return [entry]


def _lead_to(table: str, earlier: list[_Entry], before: Image, after: Image) -> None:
    """Write what changed between the two into the entries before, back to the one that last wrote the same columns."""
    changed = {column for column in after if before.get(column) != after[column]}
    for columns in _groups(table, changed):
        new = {column: after[column] for column in columns & changed}
        for entry in reversed(earlier):
            if entry.after is None:
                break
            wrote = entry.before is None or any(entry.before.get(name) != entry.after.get(name) for name in columns)
            entry.after = {**entry.after, **new}
            if wrote or entry.before is None:
                break
            entry.before = {**entry.before, **new}


def _groups(table: str, changed: set[str]) -> Iterator[frozenset[str]]:
    if table != "colleague":
        yield frozenset(changed)
        return
    rest = set(changed)
    for together in _TOGETHER:
        if rest & together:
            yield together
            rest -= together
    for column in sorted(rest):
        yield frozenset({column})


def forget_outcome_behind(connection: sqlite3.Connection, colleagues: Iterable[int]) -> None:
    """Openings that an outcome of the client marked are the therapist's own word from now on: no row says that there
    was an outcome. Those that an outcome of another client marks as well stay."""
    for number in colleagues:
        full = "SELECT 1 FROM outcome WHERE colleague_id = ? AND status = 'no-capacity'"
        if connection.execute(full, (number,)).fetchone():
            continue
        connection.execute(
            "UPDATE fact SET source = 'me' WHERE colleague_id = ? AND field = 'accepting' AND source = ?",
            (number, OUTCOME),
        )
        for sequence, *texts in connection.execute(
            "SELECT sequence, before, after FROM change WHERE colleague_id = ? AND table_name = 'fact'", (number,)
        ).fetchall():
            images = [None if text is None else json.loads(text) for text in texts]
            for image in images:
                if image is not None and image["field"] == "accepting" and image["source"] == OUTCOME:
                    image["source"] = "me"
            connection.execute(
                "UPDATE change SET before = ?, after = ? WHERE sequence = ?", (*map(_dumped, images), sequence)
            )


def _dumped(image: Image | None) -> str | None:
    return None if image is None else json.dumps(image, ensure_ascii=False, separators=(",", ":"))
