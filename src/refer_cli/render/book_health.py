"""The book looked over: where it lies and that it is sound; and what was saved of a damaged one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from refer_cli.render.screen import Screen, shell_word

if TYPE_CHECKING:
    from refer_cli.book.rescue import Saved

_SPOKEN = {
    "colleague": ("colleague", "colleagues"),
    "referral": ("referral", "referrals"),
    "outcome": ("outcome", "outcomes"),
    "meeting": ("meeting", "meetings"),
    "follow_up": ("follow-up", "follow-ups"),
    "peer_group": ("group", "groups"),
    "goal": ("goal", "goals"),
    "request": ("remembered request", "remembered requests"),
}
"""The tables that a person has a word for; all others hold facts about these."""
_TORN = {
    "panel": "panels",
    "specialty": "specialties",
    "tie": "ties",
    "listing": "other lists on the cards",
    "fact": "days on which facts were confirmed",
    "profile": "your own profile",
    "verification": "days on which people were called",
}
"""What else a person calls a table of which rows may be missing."""
_FACTS = ("fact about them", "facts about them")


class Copy(NamedTuple):
    """A copy of the book beside it, and the day (ISO) on which it was made."""

    file: Path
    day: str


class Looked(NamedTuple):
    """A sound book: its file and size (bytes), whether its owner alone can read it, its people, and its copies."""

    book: Path
    size: int
    for_owner_only: bool
    colleagues: int
    copies: tuple[Copy, ...]


def draw_looked_over(screen: Screen, looked: Looked) -> None:
    """A book that is sound, with what its owner may want to know of it."""
    screen.line(("Your book is sound.", "bold"))
    screen.blank()
    screen.pairs(
        [
            ("book", str(looked.book)),
            ("size", f"{max(1, looked.size // 1024):,} KB"),
            ("readable", "by you alone" if looked.for_owner_only else "by others too: chmod 600 makes it yours alone"),
            ("colleagues", f"{looked.colleagues:,}"),
            ("copies", "; ".join(f"{copy.file.name} of {copy.day}" for copy in looked.copies) or "none beside it"),
        ]
    )


def draw_saved(screen: Screen, path: Path, target: Path, tables: Sequence[Saved]) -> None:
    """What was saved of a damaged book, what may be missing, and how to go on."""
    counts: dict[tuple[str, str], int] = {}
    for each in tables:
        if each.table != "reason":
            word = _SPOKEN.get(each.table, _FACTS)
            counts[word] = counts.get(word, 0) + each.rows
    from_journal = sum(each.from_journal for each in tables)
    torn = [_torn(each.table) for each in tables if each.damaged]
    ordered = [*_SPOKEN.values(), _FACTS]
    screen.line((f"Saved in {target}", "bold"))
    screen.blank()
    screen.pairs(
        [
            ("saved", ", ".join(_counted(counts[word], word) for word in ordered if counts.get(word))),
            ("from journal", f"{from_journal:,} of these rows, which could not be read where they stood"),
            ("may lack", f"some rows of: {', '.join(torn)}" if torn else "nothing: every page could be read"),
            ("not carried", "what undo could take back: it begins anew in the new book"),
        ]
    )
    screen.blank()
    screen.paragraph(f"The damaged book was left as it is: {path}")
    screen.commands([("look it over", f"refer --book {shell_word(str(target))} list")])
    screen.paragraph("If it holds what you need, move the damaged file away and give the new one its name.")


def _torn(table: str) -> str:
    return _SPOKEN[table][1] if table in _SPOKEN else _TORN.get(table, table.replace("_", " "))


def _counted(number: int, word: tuple[str, str]) -> str:
    return f"{number:,} {word[0] if number == 1 else word[1]}"
