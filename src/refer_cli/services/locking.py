"""The book and its copies locked with a key, unlocked, or locked anew with another."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from refer_cli.book import checkup, look_alikes, seal, sealing
from refer_cli.book import connection as opener
from refer_cli.errors import BookProblem, Refused, WrongUsage
from refer_cli.files import write_whole
from refer_cli.records import NamedTuple
from refer_cli.render.answer import Reply
from refer_cli.render.asking import ask_secret, complain, confirm, tell
from refer_cli.render.locking import Locked, draw_locked, draw_unlocked, tell_before, tell_made
from refer_cli.services.environment import Environment


class _NewKey(NamedTuple):
    """A key that is to be used, and where it will be found: in the keyring, in a file, or in somebody's head."""

    key: seal.Key
    keyring: bool
    file: Path | None


def lock(environment: Environment, *, ask: bool) -> Reply | None:
    """Lock the book and every copy of it; of a locked one, what is still plain. None where it was not done after all.

    `ask`: leave the key to nobody, and ask for it each time. Raises BookProblem, Refused, WrongUsage.
    """
    path = _book(environment)
    key = _key(path)
    before = sealing.copies_of(path)
    if key is not None:
        sealing.sweep(path)
        sealing.rewrite_copies([(copy, None) for copy in before.plain], key)
        strange = tuple(copy for copy in before.sealed if _key_of_copy(copy, key) is None)
        kept = seal.kept_in_keyring(key.salt) is not None
        if not kept and not ask and _wants_keyring(environment):
            seal.keep_in_keyring(key)
            kept = True
        locked = Locked(
            path, len(before.plain), already=True, keyring=kept, file=_key_file(environment), strange=strange
        )
    else:
        new = _new_key(environment, path, ask=ask, changes=False)
        if new is None:
            return None
        done = _everything(path, None, new.key)
        locked = Locked(path, done.copies, already=False, keyring=new.keyring, file=new.file, strange=done.strange)
    locked = locked._replace(beside=_beside(path))
    return Reply("lock", lambda: _json(locked), lambda screen: draw_locked(screen, locked, environment.command))


def unlock(environment: Environment) -> Reply:
    """Write the book and its copies as plain files again. Raises BookProblem, Refused."""
    path = _book(environment)
    key = _key(path)
    if key is None:
        raise Refused(f"The book {path} is not locked.", f"{environment.command} lock locks it")
    done = _everything(path, key, None)
    for salt in {key.salt, *done.salts}:
        seal.forget_in_keyring(salt)
    strange = done.strange
    unlocked = Locked(path, done.copies, already=False, keyring=False, file=None, strange=strange)
    return Reply(
        "unlock",
        lambda: {"book": str(path), "locked": False, "copies": unlocked.copies, "not_opened": list(map(str, strange))},
        lambda screen: draw_unlocked(screen, unlocked),
    )


def rekey(environment: Environment, *, ask: bool, new_key_file: Path | None) -> Reply | None:
    """Lock a locked book and its copies with another key. None where it was not done after all.

    Raises BookProblem, Refused, WrongUsage.
    """
    path = _book(environment)
    key = _key(path)
    if key is None:
        raise Refused(f"The book {path} is not locked.", f"{environment.command} lock locks it")
    new = _new_key(environment, path, ask=ask, changes=True, file=new_key_file)
    if new is None:
        return None
    done = _everything(path, key, new.key)
    for salt in {key.salt, *done.salts} - {new.key.salt}:
        seal.forget_in_keyring(salt)
    locked = Locked(
        path, done.copies, already=False, keyring=new.keyring, file=new.file, strange=done.strange, anew=True
    )
    locked = locked._replace(beside=_beside(path))
    return Reply("rekey", lambda: _json(locked), lambda screen: draw_locked(screen, locked, environment.command))


def _json(locked: Locked) -> dict[str, object]:
    return {
        "book": str(locked.book),
        "locked": True,
        "already": locked.already,
        "copies": locked.copies,
        "not_opened": [str(file) for file in locked.strange],
        "in_keyring": locked.keyring,
        "key_file": str(locked.file) if locked.file else None,
        "beside": [str(file) for file in locked.beside],
    }


def _book(environment: Environment) -> Path:
    """The book's path. Raises WrongUsage for the demo, BookProblem where there is no book or no SQLCipher."""
    if environment.demo:
        raise WrongUsage("The demo is never locked.", "leave out --demo to lock your own book")
    path = environment.book_path.absolute()
    book = environment.read()
    if not book.exists:
        raise opener.no_book(path)
    book.close()
    seal.driver()
    return path


def _key(path: Path) -> seal.Key | None:
    """The key of a locked book; None for a plain one. The connection that told is closed again."""
    with closing(opener.connect(path, writing=True)) as connection:
        return seal.key_of_handle(connection)


class _Done(NamedTuple):
    """How many copies were written anew, the salts of those that were locked before, and those that no key opens."""

    copies: int
    salts: frozenset[bytes]
    strange: tuple[Path, ...]


def _everything(path: Path, old: seal.Key | None, new: seal.Key | None) -> _Done:
    """Rewrite the book and its copies, so that a locked book never lies beside plain copies; all of them, or none."""
    rewritten: dict[Path, seal.Key | None] = {}
    strange: list[Path] = []

    def copies() -> list[tuple[Path, seal.Key | None]]:
        sealing.sweep(path)
        there = sealing.copies_of(path)
        if new is not None:
            rewritten.update(dict.fromkeys(there.plain))
        for copy in there.sealed:
            key = _key_of_copy(copy, old or new)
            if key is None:
                strange.append(copy)
            elif key != new:
                rewritten[copy] = key
        return list(rewritten.items())

    if old is not None:
        seal.learned(old)
    sealing.rewrite_all(path, old, new, copies)
    salts = frozenset(key.salt for key in rewritten.values() if key is not None)
    return _Done(len(rewritten), salts, tuple(strange))


def _key_of_copy(copy: Path, key: seal.Key | None) -> seal.Key | None:
    """The key of a locked copy; None where none that is known opens it."""
    opener.opens_with({}, None)
    try:
        with closing(opener.at(copy, "mode=ro", 0)) as connection:
            return seal.key_of_handle(connection) or key
    except BookProblem:
        return None


def _beside(path: Path) -> tuple[Path, ...]:
    """Plain files beside a locked book that may hold what it holds, and that refer did not write."""
    there = sealing.copies_of(path)
    return tuple(look_alikes.versions_beside(path, (*there.plain, *there.sealed, *there.unfinished)))


def _refuse_damaged(path: Path) -> None:
    """Raise Refused where a copy that is to be locked is damaged: before a key is made, and anybody writes it down."""
    for copy in sealing.copies_of(path).plain:
        if not checkup.is_good(copy):
            raise Refused(
                f"{copy.name}, a copy of the book, cannot be written anew: it is damaged. Nothing was changed.",
                f"move or delete it, then run the same command again; it lies in {copy.absolute().parent}",
            )


def _new_key(
    environment: Environment, path: Path, *, ask: bool, changes: bool, file: Path | None = None
) -> _NewKey | None:
    """A new key, from the key file or a question; it is kept before anything is locked with it."""
    _refuse_damaged(path)
    file = file or (None if changes else _key_file(environment))
    if file is not None:
        made = not file.expanduser().exists()
        passphrase = _made_file(file.expanduser()) if made else seal.in_key_file(file)
        _refuse_weak(passphrase)
        return _NewKey(seal.new_key(passphrase), keyring=False, file=file)
    if environment.asks_no_key or not environment.interactive:
        raise Refused(
            "A new key is needed, and there is no terminal to ask for it.",
            f"run {'rekey' if changes else 'lock'} on a terminal, or "
            + ("name a file with --new-key-file" if changes else f"let {seal.KEY_FILE} name a file for the key"),
        )
    there = sealing.copies_of(path)
    copies = len(there.plain) + (len(there.sealed) if changes else 0)
    tell_before(environment.screen(), path, copies, changes=changes)
    typed = _asked_passphrase(environment)
    if typed is None or not confirm("Lock it now?", default=False):
        tell("Nothing was changed.")
        return None
    key = seal.new_key(typed)
    keyring = not ask and _wants_keyring(environment)
    if keyring:
        seal.keep_in_keyring(key)
    return _NewKey(key, keyring, None)


def _asked_passphrase(environment: Environment) -> str | None:
    """A passphrase that was typed twice, or one that was made and written down; None where neither is to be had."""
    for _ in range(seal.TRIES):
        typed = ask_secret("New passphrase (Enter: refer makes one)")
        if not typed:
            made = seal.made_passphrase()
            tell_made(environment.screen(), made)
            return made if confirm("Have you written it down?", default=False) else None
        weak = seal.weakness(typed)
        if weak:
            complain(f"That one is too easy to guess: {weak}. Four or more words that do not belong together are good.")
        elif ask_secret("The same once more") == typed:
            return typed
        else:
            complain("The two are not the same.")
    return None


def _wants_keyring(environment: Environment) -> bool:
    if environment.interactive and (name := seal.open_keyring()) is not None:
        tell(f"The keyring here ({name}) keeps things for all to read: the key is not left to it.")
    return (
        environment.interactive
        and seal.has_keyring()
        and confirm("Let this computer's keyring keep the key, so that refer opens the book without asking?")
    )


def _key_file(environment: Environment) -> Path | None:
    named = environment.environ.get(seal.KEY_FILE)
    return Path(named) if named else None


def _made_file(file: Path) -> str:
    """A new passphrase, written to a file for its owner only. Raises Refused."""
    passphrase = seal.made_passphrase()
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent} for the key.", f"{seal.KEY_FILE} names the file with the key")
    write_whole(file, f"{passphrase}\n".encode())
    return passphrase


def _refuse_weak(passphrase: str) -> None:
    weak = seal.weakness(passphrase)
    if weak:
        raise WrongUsage(
            f"The key in the file is too easy to guess: {weak}.",
            "four or more words that do not belong together are good; or name a file that is not there, and refer "
            "writes a key into it",
        )
