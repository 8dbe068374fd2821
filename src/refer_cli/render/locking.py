"""What is said before a book is locked, and after it was locked, unlocked or given another key."""

from __future__ import annotations

from pathlib import Path

from refer_cli.records import NamedTuple
from refer_cli.render.screen import Screen


class Locked(NamedTuple):
    """What was done: how many copies were written anew, where the key is found, and which copies no key opened.

    `beside`: files that are no copies of refer's, may be versions of the book, and are not locked.
    """

    book: Path
    copies: int
    already: bool
    keyring: bool
    file: Path | None
    strange: tuple[Path, ...] = ()
    anew: bool = False
    beside: tuple[Path, ...] = ()


def tell_before(screen: Screen, path: Path, copies: int, *, changes: bool) -> None:
    """What nobody can take back, before the key is asked for."""
    them = "it" if not copies else "them"
    what = "get another key" if changes else "be locked"
    screen.paragraph(
        f"{_with_copies(path.name, copies)} will {what}. Without the key nobody can open {them}: a lost key cannot be "
        "replaced, and the book is lost with it. Write it down, and keep the paper where you keep your licence."
    )
    screen.blank()


def tell_made(screen: Screen, passphrase: str) -> None:
    """The passphrase that refer made, this once."""
    screen.blank()
    screen.line((f"    {passphrase}", "bold"))
    screen.blank()
    screen.paragraph("This is the key. It is not shown again: write it down now.")


def draw_locked(screen: Screen, locked: Locked, command: str) -> None:
    """What is locked now, and how it is opened."""
    if locked.already and not locked.copies and locked.strange:
        screen.line(("Your book was locked already.", "bold"))
    elif locked.already and not locked.copies:
        screen.line(("Your book was locked already, and so were its copies.", "bold"))
    elif locked.already:
        screen.line((f"Your book was locked already, {_counted(locked.copies)} beside it now too.", "bold"))
    else:
        key = "Locked with the new key" if locked.anew else "Locked"
        screen.line((f"{key}: {_with_copies('your book', locked.copies)}.", "bold"))
    screen.blank()
    screen.paragraph(f"Its key: {_found(locked)}.")
    _draw_strange(screen, locked)
    if locked.beside:
        names = ", ".join(file.name for file in locked.beside)
        screen.blank()
        screen.paragraph(f"Not locked, and may be versions of the book that anybody can read: {names}", style="yellow")
    if not locked.already:
        screen.blank()
        screen.paragraph(
            "What you exported, printed or backed up elsewhere before stays readable. What was deleted may be found on "
            "a disk for a while; encrypt the whole disk too (FileVault, BitLocker, LUKS)."
        )
    screen.blank()
    screen.commands([("take it off", f"{command} unlock"), ("another key", f"{command} rekey")])


def draw_unlocked(screen: Screen, unlocked: Locked) -> None:
    """That anybody who has the file can read it now."""
    screen.line((f"Unlocked: {_with_copies('your book', unlocked.copies)}.", "bold"))
    screen.blank()
    screen.paragraph("Whoever has these files can read them.")
    _draw_strange(screen, unlocked)


def _found(locked: Locked) -> str:
    if locked.file is not None:
        return f"in the file {locked.file}; keep another copy of that file, for without it the book is lost"
    if locked.keyring:
        return "kept by this computer's keyring; on another computer refer asks for the passphrase"
    return "the passphrase; refer asks for it each time"


def _draw_strange(screen: Screen, locked: Locked) -> None:
    for file in locked.strange:
        screen.paragraph(f"{file.name} is locked with another key, which alone opens it, and was left as it is.")


def _with_copies(book: str, copies: int) -> str:
    return f"{book} and {_counted(copies)}" if copies else book


def _counted(copies: int) -> str:
    return "its 1 copy" if copies == 1 else f"its {copies} copies"
