"""The book looked over, and what is whole of a damaged one saved."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from refer_cli.book import checkup, copies, location, pruning, rescue
from refer_cli.book import connection as opener
from refer_cli.book.reading import Book
from refer_cli.errors import BookProblem, NotABook
from refer_cli.fields.age import FADED_DAYS
from refer_cli.render.answer import Reply
from refer_cli.render.asking import confirm, tell
from refer_cli.render.book_health import (
    AMISS,
    MENDED,
    SOUND,
    Copy,
    SoundBook,
    draw_looked_over,
    draw_saved,
    looked_json,
    open_place,
)
from refer_cli.services import restoring
from refer_cli.services.environment import Environment


def looked_over(environment: Environment, *, yes: bool = False) -> Reply | None:
    """Where the book lies, that it is sound, and what else is to be known; what can be mended is, after a yes.

    Raises BookProblem where there is none, or it is damaged and no copy was put back.
    """
    path = environment.book_path.absolute()
    try:
        health = rescue.examine(path)
    except NotABook:
        if not copies.copies_of(path):
            raise
        return _damaged(environment, path, "it cannot be opened")
    open_to_others = not location.for_owner_only(path)
    if not health.sound:
        what = "; ".join(health.complaints[:1]) or f"{health.loose_rows} rows point at nothing"
        return _damaged(environment, path, " ".join(what.split())[:120])
    book = environment.read()
    if not book.exists:
        raise BookProblem(f"{path} holds nothing yet.", "refer add-colleague puts the first one in")
    kept = tuple(_looked_at(book, copy) for copy in copies.copies_of(path))
    closed, still_open = _closed(environment, path, yes=yes)  # to look at a copy has closed it, where it is ours
    agrees = checkup.index_agrees(book)
    looked = SoundBook(
        book=path,
        size=path.stat().st_size,
        for_owner_only=location.for_owner_only(path),
        was_open=open_to_others,
        colleagues=book.count(archived=None),
        copies=kept,
        undo=pruning.journal(book.connection) if book.connection is not None else pruning.Journal(0, None, 0),
        locked=_locked(book),
        format=opener.SCHEMA_VERSION,
        old_facts=checkup.old_facts(book, (environment.today - timedelta(days=FADED_DAYS)).isoformat()),
        synced_by=checkup.synced_by(path),
        searched=SOUND if agrees else _mended(environment, yes=yes),
        open_to_others=still_open,
        closed=closed,
    )
    return Reply(
        "doctor", lambda: looked_json(looked), lambda screen: draw_looked_over(screen, looked, environment.command)
    )


def _looked_at(book: Book, copy: copies.Copy) -> Copy:
    """Whether a copy is whole; of one that is locked with another key than the book nobody can tell."""
    good = checkup.is_good(copy.path)
    if good or (salt := checkup.salt_of(copy.path)) is None:
        return Copy(copy.path, copy.day, good)
    return Copy(copy.path, copy.day, good, strange=salt != checkup.salt_of_open(book))


def _damaged(environment: Environment, path: Path, what: str) -> Reply | None:
    """Offer the newest good copy of a damaged book on a terminal. Raises BookProblem where it is not taken."""
    refusal = opener.damaged(path)
    if environment.interactive and (good := checkup.newest_good(path)) is not None:
        tell(f"The book {path} is damaged ({what}).")
        tell(f"The newest copy that is whole was made on {good.made_at[:10]} at {good.made_at[11:16]}.")
        if (reply := restoring.restore(environment, str(good.path), yes=False, dry_run=False)) is not None:
            return reply
    raise BookProblem(f"{refusal.sentence.removesuffix('.')} ({what}).", refusal.hint)


def _closed(environment: Environment, path: Path, *, yes: bool) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """What others could get at beside the book and cannot any more, where that is agreed to; what they still can."""
    loose = checkup.open_to_others(path)
    if not loose or environment.demo:
        return (), ()
    if not yes:
        if not environment.interactive:
            return (), tuple(loose)
        screen = environment.screen()
        for place in loose:
            screen.paragraph(open_place(place))
        if not confirm("Take that from them?"):
            return (), tuple(loose)
    still = checkup.close(loose, path)
    return tuple(place for place in loose if place not in still), tuple(still)


def _mended(environment: Environment, *, yes: bool) -> str:
    """Make an index again that does not say what the cards say, where that is agreed to."""
    if not yes:
        if not environment.interactive:
            return AMISS
        tell("The search does not say what the cards say; nothing of the cards is lost.")
        if not confirm("Make it again from the cards?"):
            return AMISS
    checkup.mend_index(environment.write())
    return MENDED


def _locked(book: Book) -> int | None:
    """How many copies of a locked book are not locked as it is; None where the book is not."""
    if book.connection is None or not book.connection.sealed:
        return None
    from refer_cli.book import sealing  # for a locked book alone

    return len(sealing.copies_of(book.path).plain)


def saved(environment: Environment, target: Path) -> Reply:
    """Write what is whole of the book to `target`. Raises BookProblem, WrongUsage."""
    path = environment.book_path.absolute()
    sound = rescue.examine(path).sound
    tables = rescue.rescue(path, target)
    return Reply(
        "doctor-rescue",
        lambda: {
            "book": str(path),
            "rescued": str(target.absolute()),
            "tables": [
                {
                    "table": each.table,
                    "rows": each.rows,
                    "from_journal": each.from_journal,
                    "unreadable_pages": each.damaged,
                }
                for each in tables
            ],
        },
        lambda screen: draw_saved(screen, path, target, tables, sound=sound),
    )
