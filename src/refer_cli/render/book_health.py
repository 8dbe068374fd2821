"""The book looked over: where it lies and that it is sound; and what was saved of a damaged one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refer_cli.records import NamedTuple
from refer_cli.render.screen import Screen, shell_file

if TYPE_CHECKING:
    from refer_cli.book.pruning import Journal
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
    "setting": "settings",
    "referral_option": "whom you offered",
    "reason": "reasons of your own",
    "reason_weight": "weights that you changed",
    "meeting_colleague": "whom you met",
    "cadence": "how often you want to be in touch",
    "tag_cadence": "how often you want to be in touch",
    "snooze": "what was put off",
    "verification": "days on which people were called",
}
"""What else a person calls a table of which rows may be missing."""
_FACTS = ("fact about them", "facts about them")


class Copy(NamedTuple):
    """A copy of the book, the day (ISO) on which it was made, whether it is still whole, or under another key."""

    file: Path
    day: str
    good: bool
    strange: bool = False


SOUND, MENDED, AMISS = "sound", "mended", "amiss"
"""Whether the search says what the cards say: it does, it does again, or it does not."""


class SoundBook(NamedTuple):
    """A sound book: its file and size (bytes), whether its owner alone can read it now, its people, and its copies.

    `was_open`: others could read it until it was looked over. `undo`: how far it reaches back.
    `locked`: how many copies of a locked book are not locked; None where the book is not. `format`: the number of its
    schema. `old_facts`: how many openings, panels and fees are too old to rely on.
    `synced_by`: the program that copies its folder to other computers. `searched`: SOUND, MENDED or AMISS.
    `open_to_others`: folders and copies that other logins can get at; `closed`: those that they could until now.
    """

    book: Path
    size: int
    for_owner_only: bool
    was_open: bool
    colleagues: int
    copies: tuple[Copy, ...]
    undo: Journal
    locked: int | None
    format: int
    old_facts: int
    synced_by: str | None
    searched: str
    open_to_others: tuple[Path, ...] = ()
    closed: tuple[Path, ...] = ()


def open_place(place: Path) -> str:
    """What others can do with a folder or a copy of the book."""
    if not place.is_dir():
        return f"Others may read this copy of the book: {place}"
    if place.name.endswith(".copies"):
        return f"Others may look into the folder of the copies: {place}"
    return f"Others may write to the folder {place}: they can delete what is in it, or put another book in its place."


def draw_looked_over(screen: Screen, looked: SoundBook, command: str) -> None:
    """A book that is sound, with what its owner may want to know of it."""
    sound = "Your book is whole, but others can get at it." if looked.open_to_others else "Your book is sound."
    screen.line((sound, "bold"))
    screen.blank()
    screen.pairs(
        [
            ("book", str(looked.book)),
            ("size", f"{max(1, looked.size // 1024):,} KB"),
            ("readable", _readers(looked)),
            ("locked", _lock(looked.locked)),
            ("colleagues", f"{looked.colleagues:,}"),
            ("undo", undo_reach(looked.undo)),
            ("format", f"version {looked.format}, the newest"),
            ("search", _SEARCH[looked.searched]),
            ("old facts", _old(looked.old_facts)),
            ("copies", _copies(looked.copies)),
        ]
    )
    for copy in looked.copies:
        if copy.strange:
            screen.paragraph(
                f"This copy is locked with another key, which alone opens it; keep it if you have that: {copy.file}",
                style="yellow",
            )
        elif not copy.good:
            screen.paragraph(f"This copy is damaged, or cannot be opened; delete it: {copy.file}", style="yellow")
    if looked.closed:
        screen.blank()
    for place in looked.closed:
        screen.paragraph(f"Others can get at it no longer: {place}")
    if looked.open_to_others:
        screen.blank()
        for place in looked.open_to_others:
            screen.paragraph(open_place(place), style="yellow")
        screen.commands([("take it from them", f"{command} doctor --yes")])
        screen.paragraph("Where the folder is another login's, that cannot be: put the book elsewhere.", style="dim")
    if looked.synced_by:
        screen.blank()
        screen.paragraph(
            f"The book lies in a folder of {looked.synced_by}, which copies its files to other computers one by one. "
            "The newest changes are in a second file (-wal), so changes can be lost, or the whole book. Move it: "
            "refer backup FILE writes it to one file, and refer --book ELSEWHERE restore FILE puts it elsewhere.",
            style="yellow",
        )


_SEARCH = {
    SOUND: "says what the cards say",
    MENDED: "was made again from the cards",
    AMISS: "does not say what the cards say: refer doctor --yes makes it again",
}


def _old(number: int) -> str:
    if not number:
        return "none"
    facts = "1 was" if number == 1 else f"{number:,} were"
    return f"{facts} confirmed more than 18 months ago; ask before you rely on that: refer verify WHO"


def _copies(copies: Sequence[Copy]) -> str:
    if not copies:
        return "none yet; refer backup makes one"
    good = [copy for copy in copies if copy.good]
    newest = f", the newest of {good[0].day}" if good else ""
    strange = sum(copy.strange for copy in copies)
    other = f", {strange} locked with another key" if strange else ""
    return f"{len(good)} of {len(copies)} whole{newest}{other}, in {copies[0].file.parent}"


def looked_json(looked: SoundBook) -> dict[str, Any]:
    """The same for programs."""
    return {
        "book": str(looked.book),
        "bytes": looked.size,
        "sound": True,
        "for_owner_only": looked.for_owner_only,
        "colleagues": looked.colleagues,
        "copies": [
            {"file": str(copy.file), "day": copy.day, "good": copy.good, "other_key": copy.strange}
            for copy in looked.copies
        ],
        "undo": looked.undo._asdict(),
        "locked": looked.locked is not None,
        "format": looked.format,
        "index": looked.searched,
        "old_facts": looked.old_facts,
        "synced_by": looked.synced_by,
        "open_to_others": [str(place) for place in looked.open_to_others],
    }


def undo_reach(undo: Journal) -> str:
    """How far undo reaches back, in words."""
    if undo.since is None:
        return "has nothing to take back"
    changes = f"{undo.steps:,} {'change' if undo.steps == 1 else 'changes'}"
    return f"reaches back to {undo.since}: {changes}, {max(1, undo.size // 1024):,} KB"


def _lock(plain_copies: int | None) -> str:
    if plain_copies is None:
        return "no; refer lock encrypts it and its copies"
    if plain_copies:
        copies = "1 copy" if plain_copies == 1 else f"{plain_copies} copies"
        return f"yes, but not {copies} of it: refer lock finishes that"
    return "yes, and so are its copies"


def _readers(looked: SoundBook) -> str:
    if not looked.for_owner_only:
        return "by others too, and this disk keeps no permissions"
    if looked.open_to_others:
        return "the book by you alone, but see below"
    return "by you alone; by others too until now" if looked.was_open else "by you alone"


def draw_saved(screen: Screen, path: Path, target: Path, tables: Sequence[Saved], *, sound: bool) -> None:
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
    rows = [("saved", ", ".join(_counted(counts[word], word) for word in ordered if counts.get(word)))]
    if from_journal:
        rows.append(("from journal", f"{from_journal:,} of these, which could be read there alone"))
    rows.append(("may lack", f"some of: {', '.join(dict.fromkeys(torn))}" if torn else "nothing: all of it was whole"))
    rows.append(("not carried", "what undo could take back: it begins anew in the new book"))
    screen.pairs(rows)
    screen.blank()
    screen.paragraph(f"The old book was left as it is: {path}")
    screen.commands([("look it over", f"refer --book {shell_file(target)} list")])
    if sound:
        screen.paragraph("It is sound: you can go on with it.")
    else:
        screen.paragraph("If the new one holds what you need, move the damaged file away and give it that name.")


def _torn(table: str) -> str:
    return _SPOKEN[table][1] if table in _SPOKEN else _TORN.get(table, table.replace("_", " "))


def _counted(number: int, word: tuple[str, str]) -> str:
    return f"{number:,} {word[0] if number == 1 else word[1]}"
