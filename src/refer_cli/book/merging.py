"""Two cards of one person made one, in an open step: the card, and every row of the book that points at it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from refer_cli.book import statements
from refer_cli.book.card_diff import brought_to
from refer_cli.book.deduplication import CAME_AS, NOT_THE_SAME, came_as, pair_name
from refer_cli.fields.card import Facts, check

if TYPE_CHECKING:
    from refer_cli.book.writing import Step
    from refer_cli.fields.card import Card
    from refer_cli.fields.merge_plan import MergePlan

CARD = ("specialty", "panel", "tie", "listing", "fact")
"""The tables that hold a card together with `colleague`: brought over by the plan."""
DERIVED = ("card_facets", "dirty")
"""Tables that are made anew from the card."""
HISTORY = ("change",)
"""The journal, which stays as it was: undo needs it so."""


def merge_cards(step: Step, first: Card, second: Card, plan: MergePlan) -> dict[str, int]:
    """Make the first card what the plan says, move all that points at the second, and take the second out.

    Gives how many rows of each table point at the first now. Raises BadValue where the joined card breaks a rule
    (notes that grow too long).
    """
    from refer_cli.book import rows

    changed = {name for name, value in plan.values.items() if first.values.get(name) != value}
    check(plan.values, step.today, changed)
    step.flush()
    step.close()
    connection = step.connection
    keys = {number: (source, key) for number, source, key in connection.execute(_KEYS, (first.id, second.id))}
    moved = {table: move(connection, first.id, second.id) for table, move in MOVES.items()}
    _carry_settings(connection, first.id, second.id)
    for card in (first, second):
        for name in came_as(card, keys[card.id][1]):
            connection.execute(_PUT_SETTING, (name, str(first.id)))
    oldest, archived = connection.execute(_STANDING, (first.id, second.id)).fetchone()
    for table in CARD:
        connection.execute(f"DELETE FROM {table} WHERE colleague_id = ?", (second.id,))
    connection.execute("DELETE FROM colleague WHERE id = ?", (second.id,))
    connection.execute(_STAND, (oldest, archived, first.id))
    changes = brought_to(first, plan.values, plan.dates, plan.point)
    # A row's identifier goes along where the source is one and the first card has none.
    key = keys[second.id][1] if keys[second.id][0] == keys[first.id][0] else None
    rows.update(step.session, first.id, changes, Facts({}, step.today, first.source, key=key))
    step.flush()
    return moved


_KEYS = "SELECT id, source, source_key FROM colleague WHERE id IN (?, ?)"
_PUT_SETTING = "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
# Whoever of the two is not set aside is one whom the therapist works with.
_STANDING = (
    "SELECT min(created_on), CASE WHEN count(archived_on) = count(*) THEN min(archived_on) END"
    " FROM colleague WHERE id IN (?, ?)"
)
_STAND = "UPDATE colleague SET created_on = ?, archived_on = ? WHERE id = ?"


def _pointed_at(table: str) -> Callable[[sqlite3.Connection, int, int], int]:
    """Rows with an id of their own: they point at the other colleague from here on."""

    def move(connection: sqlite3.Connection, to: int, gone: int) -> int:
        return connection.execute(f"UPDATE {table} SET colleague_id = ? WHERE colleague_id = ?", (to, gone)).rowcount

    return move


def _once(table: str, beside: str, joined: str | None = None) -> Callable[[sqlite3.Connection, int, int], int]:
    """Rows of which there is one for each colleague and `beside`: where both have one, the first's stays.

    `joined` sets its columns from the second's row (`gone`) before that goes.
    """
    same = f"there.{beside} = gone.{beside}" if beside else "TRUE"

    def move(connection: sqlite3.Connection, to: int, gone: int) -> int:
        moved = connection.execute(f"SELECT count(*) FROM {table} WHERE colleague_id = ?", (gone,)).fetchone()[0]
        both = f"FROM {table} AS gone WHERE gone.colleague_id = :gone AND {same}"
        names = {"to": to, "gone": gone}
        if joined is not None:
            connection.execute(
                f"UPDATE {table} AS there SET {joined} WHERE colleague_id = :to AND EXISTS (SELECT 1 {both})", names
            )
        connection.execute(
            f"DELETE FROM {table} AS gone WHERE colleague_id = :gone"
            f" AND EXISTS (SELECT 1 FROM {table} AS there WHERE there.colleague_id = :to AND {same})",
            names,
        )
        connection.execute(f"UPDATE {table} SET colleague_id = :to WHERE colleague_id = :gone", names)
        return int(moved)

    return move


_EARLIER_OFFER = (
    "offered_on = min(offered_on, (SELECT gone.offered_on FROM referral_option AS gone"
    " WHERE gone.colleague_id = :gone AND gone.referral_id = there.referral_id))"
)
_LATER_DAY = (
    "until_day = max(until_day, (SELECT max(gone.until_day) FROM snooze AS gone"
    " WHERE gone.colleague_id = :gone AND gone.what = there.what))"
)
MOVES: dict[str, Callable[[sqlite3.Connection, int, int], int]] = {
    "referral": _pointed_at("referral"),
    "referral_option": _once("referral_option", "referral_id", _EARLIER_OFFER),
    "outcome": _pointed_at("outcome"),
    "meeting_colleague": _once("meeting_colleague", "meeting_id"),
    "follow_up": _pointed_at("follow_up"),
    "verification": _once("verification", "on_day"),
    "cadence": _once("cadence", ""),
    "snooze": _once("snooze", "what", _LATER_DAY),
}
"""Every table that points at a colleague, and how its rows are brought over."""


def cadences(step: Step, first: int, second: int) -> tuple[str | None, str | None]:
    """How often I want to be in touch with either: where both have one, the second's has to be noted."""
    rows = dict(step.connection.execute(_CADENCES, (first, second)).fetchall())
    return rows.get(first), rows.get(second)


_CADENCES = "SELECT colleague_id, every FROM cadence WHERE colleague_id IN (?, ?)"


def _carry_settings(connection: sqlite3.Connection, to: int, gone: int) -> None:
    """What is remembered of rows that came before, and of pairs that are not the same, is about the first now."""
    for start in (CAME_AS, NOT_THE_SAME):
        parameters = {"first": start, "after": start + "~"}
        for name, value in connection.execute(statements.SETTINGS_FROM, parameters).fetchall():
            if start == CAME_AS and value == str(gone):
                connection.execute(_PUT_SETTING, (name, str(to)))
            elif start == NOT_THE_SAME:
                pair = {int(number) for number in name.removeprefix(NOT_THE_SAME).split()}
                if gone not in pair:
                    continue
                connection.execute("DELETE FROM setting WHERE name = ?", (name,))
                (other,) = pair - {gone}
                if other != to:
                    connection.execute(_PUT_SETTING, (pair_name(to, other), value))
