"""Takes a colleague out of the book, in an open step, and leaves what was referred as it was.

A referral is a client's history as well as a colleague's: that it was made, on which day, to how many, and what came
of it stays true. So an empty place, which bears nobody's name, stays where the card was, and offers, outcomes and
clients received point at it. Its number is never given to anybody else.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from refer_cli.book import statements
from refer_cli.book.deduplication import CAME_AS, NOT_THE_SAME
from refer_cli.book.triggers import columns
from refer_cli.records import NamedTuple

if TYPE_CHECKING:
    from refer_cli.book.reading import Book
    from refer_cli.book.writing import Step

OF_THE_CARD = ("specialty", "panel", "tie", "listing", "fact")
OF_THE_PERSON = (*OF_THE_CARD, "meeting_colleague", "follow_up", "cadence", "snooze", "verification")
"""The tables whose rows about somebody go with them."""
REFERRED = ("referral", "referral_option", "outcome")
"""The tables whose rows stay, without a name."""
_MET_ALONE = """
SELECT meeting.id FROM meeting JOIN meeting_colleague AS met ON met.meeting_id = meeting.id
WHERE met.colleague_id = :id AND meeting.group_id IS NULL AND NOT EXISTS
  (SELECT 1 FROM meeting_colleague AS other WHERE other.meeting_id = meeting.id AND other.colleague_id <> :id)
"""


class Leaving(NamedTuple):
    """What is in the book of one colleague: how many rows of each kind.

    `meetings` with them, `met_alone` of these with nobody else; `follow_ups` open and done, `open_follow_ups` of
    these; `offers` and `outcomes` of referrals, `received` from them; `groups` and `ties` on their card.
    """

    meetings: int
    met_alone: int
    follow_ups: int
    open_follow_ups: int
    groups: int
    ties: int
    offers: int
    outcomes: int
    received: int

    @property
    def referred(self) -> bool:
        """Whether anything is in the ledger that stays."""
        return bool(self.offers or self.received)


def empty_place(colleague_id: int) -> str:
    """What stands in the ledger instead of a name."""
    return f"one gone from your book ({colleague_id})"


def leaving(book: Book, colleague_id: int) -> Leaving:
    """What the book holds of this colleague."""

    def count(sql: str) -> int:
        return int(book.rows(f"SELECT count(*) FROM {sql}", {"id": colleague_id})[0][0])

    return Leaving(
        meetings=count("meeting_colleague WHERE colleague_id = :id"),
        met_alone=count(f"({_MET_ALONE})"),
        follow_ups=count("follow_up WHERE colleague_id = :id"),
        open_follow_ups=count("follow_up WHERE colleague_id = :id AND done_on IS NULL"),
        groups=count("listing WHERE colleague_id = :id AND field = 'groups'"),
        ties=count("tie WHERE colleague_id = :id"),
        offers=count("referral_option WHERE colleague_id = :id"),
        outcomes=count("outcome WHERE colleague_id = :id"),
        received=count("referral WHERE colleague_id = :id AND direction = 'received'"),
    )


def take_out(step: Step, colleague_id: int) -> None:
    """Empty somebody's place. Meetings with nobody else go too; what was referred stays."""
    step.flush()
    step.close()
    connection = step.connection
    alone = [row[0] for row in connection.execute(_MET_ALONE, {"id": colleague_id})]
    for table in OF_THE_PERSON:
        connection.execute(f"DELETE FROM {table} WHERE colleague_id = ?", (colleague_id,))
    connection.executemany("DELETE FROM meeting WHERE id = ?", ((number,) for number in alone))
    for name in settings_about(connection, {colleague_id}):
        connection.execute("DELETE FROM setting WHERE name = ?", (name,))
    empty(connection, colleague_id, step.today)


def empty(connection: sqlite3.Connection, colleague_id: int, today: str) -> None:
    """Take everything off a card; what is left says that somebody was here, and that they are gone."""
    kept = {
        "name": empty_place(colleague_id),
        "as_of": today,
        "source": "me",
        "created_on": today,
        "archived_on": statements.GONE,
    }
    names = [name for name in columns(connection, "colleague").names if name != "id"]
    assigned = ", ".join(f'"{name}" = :{name}' for name in names)
    values = {name: kept.get(name) for name in names}
    connection.execute(f"UPDATE colleague SET {assigned} WHERE id = :id", {**values, "id": colleague_id})


def settings_about(connection: sqlite3.Connection, ids: set[int]) -> list[str]:
    """The names of the settings that tell who somebody is: rows that came before, pairs that are two people."""
    rows = connection.execute("SELECT name, value FROM setting").fetchall()
    return [name for name, value in rows if is_about(name, value, ids)]


def is_about(name: str, value: str, ids: set[int]) -> bool:
    """Whether a setting of this name and value is about one of these colleagues."""
    if name.startswith(CAME_AS):
        return value in map(str, ids)
    if name.startswith(NOT_THE_SAME):
        return not ids.isdisjoint(int(number) for number in name.removeprefix(NOT_THE_SAME).split() if number.isdigit())
    return False
