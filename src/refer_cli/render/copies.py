"""Copies of the book on a screen: a list of them, what putting one back would change, and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refer_cli.records import NamedTuple
from refer_cli.render.leaving import counted
from refer_cli.render.screen import Screen, shell_file

if TYPE_CHECKING:
    from refer_cli.book.copies import Copy
    from refer_cli.book.restoring import Person, Preview, Restored

WHY = {
    "daily": "before the first change of the day",
    "import": "before an import",
    "merge": "before a merge",
    "migration": "before the book's format changed",
    "restore": "before another copy was put back",
    "backup": "you asked for it",
    "lock": "before the book was locked",
}
SPOKEN = {
    "referral": "referrals",
    "outcome": "outcomes",
    "meeting": "meetings",
    "follow_up": "follow-ups",
    "goal": "goals",
    "peer_group": "groups",
    "profile": "your practice",
    "reason": "own reasons",
    "reason_weight": "weights",
    "cadence": "keep in touch",
    "setting": "settings",
    "request": "requests",
    "step": "undo steps",
}
NAMED = 5
"""So many people are named; the rest is counted."""


class Backup(NamedTuple):
    """A backup that was written: of which book, to which file, its size (bytes), the colleagues, whether locked."""

    book: Path
    file: Path
    size: int
    colleagues: int
    locked: bool


def draw_backup(screen: Screen, made: Backup, command: str) -> None:
    """What was written, that it was checked, and how it is put back."""
    screen.line(("The whole book is in one file, and was checked.", "bold"))
    screen.blank()
    screen.pairs(
        [
            ("backup", str(made.file)),
            ("holds", f"{counted(made.colleagues, 'colleague')}, and everything else in the book"),
            ("size", f"{max(1, made.size // 1024):,} KB"),
            ("readable", "with the key of the book" if made.locked else "by whoever gets the file: keep it safe"),
        ]
    )
    screen.blank()
    screen.commands([("put it back", f"{command} restore {shell_file(made.file)}")])


def draw_copies(screen: Screen, path: Path, copies: Sequence[Copy], command: str) -> None:
    """The copies there are, the newest first, by number."""
    if not copies:
        there = path.exists()
        screen.paragraph(f"There is no copy of {path} yet." if there else f"There is no book at {path}, and no copy.")
        rows = [("make one", f"{command} backup"), ("put one back", f"{command} restore FILE")]
        screen.commands(rows if there else rows[1:])
        return
    screen.line(("Copies of your book, the newest first", "bold"))
    screen.blank()
    for number, copy in enumerate(copies, 1):
        made = f"{copy.made_at[:10]} {copy.made_at[11:16]}"
        screen.line(f"{number:>3}  {made}  {WHY.get(copy.why, copy.why or copy.path.name)}")
    screen.blank()
    screen.pair("in", str(copies[0].path.parent))
    screen.commands([("see what one changes", f"{command} restore 1 --dry-run")])


def draw_preview(screen: Screen, path: Path, copy: Path, preview: Preview, *, damaged: bool) -> None:
    """What putting the copy back would change, and that undo does not take it back."""
    screen.line((f"What putting back {copy.name} changes", "bold"))
    screen.blank()
    if damaged:
        screen.paragraph(f"The book {path} is damaged: it is set aside, and the copy takes its place.")
    if preview.nothing:
        screen.paragraph("Nothing: the book is as the copy has it. It was left as it is.")
        return
    _draw_changes(screen, preview, ("only in the book", "only in the copy", "with other facts"))
    screen.blank()
    screen.paragraph("Undo does not take this back.", style="bold")
    if not damaged:
        screen.paragraph("A copy of the book as it is now is kept before, and can be put back like this one.")


def _draw_changes(screen: Screen, preview: Preview, labels: tuple[str, str, str]) -> None:
    people = zip(labels, (preview.only_here, preview.only_there, preview.changed), strict=True)
    rows = [(label, f"{counted(len(who), 'colleague')}: {_names(who)}") for label, who in people if who]
    for row in preview.rows:
        if row.same:
            continue
        differ = " that differ" if row.here == row.there else ""
        rows.append((SPOKEN[row.table], f"{row.here:,} in the book, {row.there:,} in the copy{differ}"))
    screen.pairs(rows)


def _names(people: Sequence[Person]) -> str:
    named = ", ".join(person.name for person in people[:NAMED])
    more = len(people) - NAMED
    return f"{named} and {more:,} more" if more > 0 else named


def draw_restored(screen: Screen, path: Path, copy: Path, preview: Preview, restored: Restored, command: str) -> None:
    """What was put back, and how the book that was there is had again."""
    screen.line((f"The book is as {copy.name} has it.", "bold"))
    screen.blank()
    screen.pair("book", str(path))
    _draw_changes(screen, preview, ("gone", "back", "as they were"))
    if restored.kept is not None:
        screen.blank()
        screen.commands([("the book as it was", f"{command} restore {shell_file(restored.kept.path)}")])
    if restored.aside is not None:
        screen.blank()
        screen.paragraph("The damaged book was set aside. It may hold what is newer than the copy:")
        rescue = f"refer --book {shell_file(restored.aside)} doctor --rescue rescued.db"
        screen.commands([("save what is whole", rescue)])


def preview_json(preview: Preview) -> dict[str, Any]:
    """The same for programs."""

    def people(those: Sequence[Person]) -> list[dict[str, Any]]:
        return [{"id": person.id, "name": person.name} for person in those]

    return {
        "colleagues": {
            "only_here": people(preview.only_here),
            "only_there": people(preview.only_there),
            "changed": people(preview.changed),
        },
        "rows": [row._asdict() for row in preview.rows],
    }
