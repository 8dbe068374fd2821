"""What opens a locked book: its mark, its key, and where the key is asked for.

A locked book is an ordinary SQLCipher 4 file: any program that reads those opens it with the passphrase. The key is
derived from the passphrase and the sixteen bytes with which the file begins, by SQLCipher's own rule (PBKDF2,
SHA-512, 256,000 rounds; `PRAGMA kdf_iter` of SQLCipher 4.19 says so). What the computer's keyring keeps is the derived
key, found by those sixteen bytes, so that a book may be moved or renamed; a book and its copies share them. Four of
them are "Rfer": so a locked book is told from any other file. The other twelve are random.
"""

from __future__ import annotations

import os
import secrets
import stat
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from refer_cli.errors import BookProblem, Refused, WrongUsage
from refer_cli.records import NamedTuple

if TYPE_CHECKING:
    from refer_cli.book.connection import FileMark, Handle
    from refer_cli.book.sealed_driver import SealedHandle

MARK = b"Rfer"
SALT_BYTES = 16
KEY_BYTES = 32
ROUNDS = 256_000
KEY_FILE = "REFER_KEY_FILE"
SERVICE = "refer"
"""Under which name the keyring keeps the keys; the user name beside it is the salt."""
PACKAGES = "'sqlcipher3>=0.6' 'keyring>=25'"
TRIES = 3
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Letters and digits that nobody takes for one another when a key is written down."""


class Key(NamedTuple):
    """What opens a file: the derived key, and the salt with which the file begins."""

    secret: bytes
    salt: bytes

    @property
    def literal(self) -> str:
        """As SQLCipher takes it, with nothing left to derive."""
        return f"x'{self.secret.hex()}{self.salt.hex()}'"


class Sources(NamedTuple):
    """Where a key may come from: the variables that are set, and the question on a terminal (None: ask nobody).

    The question is told whose key is wanted, and whether an answer was wrong before.
    """

    environ: Mapping[str, str]
    ask: Callable[[Path, bool], str] | None


_known: dict[bytes, Key] = {}
_passphrases: list[str] = []
"""What was typed or read in this run: a copy may have been locked with the same word at another time."""
_open: WeakSet[SealedHandle] = WeakSet()


def salt_of(path: Path) -> bytes | None:
    """The salt of a locked book; None for any other file.

    It looks at the file's first bytes: only for a file that SQLite did not take for a database, and of which this
    process has no connection open.
    """
    try:
        with path.open("rb") as file:
            beginning = file.read(SALT_BYTES)
    except OSError:
        return None
    return beginning if len(beginning) == SALT_BYTES and beginning.startswith(MARK) else None


def open_here(mark: FileMark | None) -> Key | None:
    """The key of a locked file of which this process has a connection open; None where there is none."""
    for handle in _open:
        if mark is not None and handle.file == mark:
            return key_of_handle(handle)
    return None


def anything_open() -> bool:
    """Whether this process has a locked file open."""
    return bool(_open)


def open_sealed(path: Path, address: str, patience: float, key: Key, *, proved: bool = True) -> Handle:
    """A connection to a locked file. A key that is not `proved` and does not fit is "file is not a database"."""
    from refer_cli.book.connection import file_mark

    handle = driver().opened(address, key.literal, patience)
    handle.file = file_mark(path)
    handle.proved = proved
    _open.add(handle)
    return handle  # type: ignore[no-any-return]


def closed(handle: Any) -> None:
    """Note that a connection was closed."""
    _open.discard(handle)


def key_of_handle(handle: Any) -> Key | None:
    """The key with which a connection was opened; None for a plain one."""
    literal = getattr(handle, "key", "")
    if not literal:
        return None
    both = bytes.fromhex(literal[2:-1])
    return Key(both[:KEY_BYTES], both[KEY_BYTES:])


def driver() -> Any:
    """The driver of locked books. Raises BookProblem where SQLCipher is not installed."""
    try:
        from refer_cli.book import sealed_driver
    except ImportError as problem:
        raise BookProblem("Locked books need SQLCipher, which is not installed.", install_command()) from problem
    return sealed_driver


def install_command() -> str:
    """How the packages of the extra `lock` are brought into the place where this program is installed."""
    place = Path(sys.prefix).parts
    if "pipx" in place:
        return f"pipx inject refer-cli {PACKAGES}"
    if "uv" in place and "tools" in place:
        return "in refer's folder: uv tool install --force '.[lock]'"
    return f"{sys.executable} -m pip install {PACKAGES}"


@cache
def derive(passphrase: str, salt: bytes) -> Key:
    """The key of a passphrase, as SQLCipher 4 derives it; once in a process, for it takes a fifth of a second."""
    from hashlib import pbkdf2_hmac

    return Key(pbkdf2_hmac("sha512", passphrase.encode("utf-8"), salt, ROUNDS, KEY_BYTES), salt)


def new_key(passphrase: str) -> Key:
    """A key of its own for a book that is to be locked."""
    _passphrases.append(passphrase)
    return derive(passphrase, MARK + secrets.token_bytes(SALT_BYTES - len(MARK)))


def made_passphrase() -> str:
    """A random passphrase that can be written down: eight groups of four signs, 157 bits."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(8))


def weakness(passphrase: str) -> str | None:
    """Why nobody should lock a book with this; None where nothing is known against it."""
    if len(passphrase) < 12:
        return "it is shorter than twelve signs"
    if len(set(passphrase.casefold())) < 6:
        return "it is made of too few different signs"
    if passphrase.isdigit():
        return "it is made of digits alone"
    return None


def opening(path: Path, salt: bytes, sources: Sources, opens: Callable[[Key], bool]) -> Key:
    """The key that opens the locked file at `path`, from the key file, the keyring or the terminal, in this order.

    `opens` tries one. Raises BookProblem where there is none, or it does not fit.
    """
    known = _known.get(salt)
    if known is not None and opens(known):
        return known
    for passphrase in _passphrases:
        if opens(derive(passphrase, salt)):
            return _remembered(derive(passphrase, salt))
    named = sources.environ.get(KEY_FILE)
    if named:
        passphrase = in_key_file(Path(named))
        if opens(derive(passphrase, salt)):
            return _remembered(derive(passphrase, salt), passphrase)
        raise BookProblem(f"The key in {named} does not open {path}.", f"let {KEY_FILE} name the file with its key")
    kept = kept_in_keyring(salt)
    if kept is not None and opens(kept):
        return _remembered(kept)
    if sources.ask is None:
        raise BookProblem(
            f"The book {path} is locked, and its key is not at hand.",
            f"run refer on a terminal and type the passphrase, or let {KEY_FILE} name a file that holds it",
        )
    for number in range(TRIES):
        typed = sources.ask(path, number > 0)
        if not typed:
            break
        if opens(derive(typed, salt)):
            return _remembered(derive(typed, salt), typed)
    raise BookProblem(f"This is not the key of {path}.", "type the passphrase with which it was locked")


def _remembered(key: Key, passphrase: str = "") -> Key:
    _known[key.salt] = key
    if passphrase:
        _passphrases.append(passphrase)
    return key


def learned(key: Key) -> None:
    """Know a key for the rest of this run."""
    _remembered(key)


def forget_all() -> None:
    """Forget every key that this run has learned."""
    _known.clear()
    _passphrases.clear()


def in_key_file(file: Path) -> str:
    """The passphrase in a file that only its owner can read. Raises BookProblem, WrongUsage."""
    file = file.expanduser()
    try:
        with file.open("rb") as opened:
            if os.name == "posix" and stat.S_IMODE(os.fstat(opened.fileno()).st_mode) & 0o077:
                raise WrongUsage(f"The key file {file} can be read by others.", f"chmod 600 {file}")
            content = opened.read(4096)
    except OSError as problem:
        raise BookProblem(
            f"The key file {file} cannot be read: {(problem.strerror or str(problem)).lower()}.",
            f"{KEY_FILE} names the file with the key of a locked book",
        ) from problem
    try:
        passphrase = content.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise WrongUsage(f"The key file {file} holds no text.", "write the passphrase into it, on one line") from None
    if not passphrase or "\n" in passphrase:
        raise WrongUsage(
            f"The key file {file} holds {'more than one line' if passphrase else 'nothing'}.",
            "write the passphrase into it, on one line",
        )
    return passphrase


def kept_in_keyring(salt: bytes) -> Key | None:
    """The key that this computer's keyring keeps for a salt; None where it keeps none, or there is no keyring."""
    try:
        import keyring

        kept = keyring.get_password(SERVICE, salt.hex())
    except Exception:  # noqa: BLE001 (each system's keyring has errors of its own)
        return None
    secret = b""
    with suppress(ValueError):
        secret = bytes.fromhex(kept or "")
    return Key(secret, salt) if len(secret) == KEY_BYTES else None


def keep_in_keyring(key: Key) -> None:
    """Let this computer's keyring keep a key. Raises Refused where it cannot, or keeps it for all to read."""
    if not has_keyring():
        raise Refused("This computer has no keyring that protects a key.", "type the passphrase each time: --ask")
    try:
        import keyring

        keyring.set_password(SERVICE, key.salt.hex(), key.secret.hex())
    except Exception as problem:
        raise Refused(
            "This computer's keyring cannot keep the key.",
            f"choose to type the passphrase each time (--ask), or let {KEY_FILE} name a file that holds it",
        ) from problem
    if kept_in_keyring(key.salt) != key:
        raise Refused("This computer's keyring did not keep the key.", "choose to type the passphrase: --ask")


def forget_in_keyring(salt: bytes) -> None:
    """Take a key out of this computer's keyring, where it is there."""
    with suppress(Exception):
        import keyring

        keyring.delete_password(SERVICE, salt.hex())


def has_keyring() -> bool:
    """Whether this computer has a keyring that a key can be left to: one that protects what it is given."""
    return bool(names := _keyrings()) and not any(map(_protects_nothing, names))


def open_keyring() -> str | None:
    """The name of a keyring that would keep the key for all to read; None where there is none."""
    return next((name.rpartition(".")[2] for name in _keyrings(least=0) if "plaintext" in name.casefold()), None)


def _keyrings(least: float = 1) -> list[str]:
    """The names of all that this computer's keyring may hand a key on to; none where it is below a priority."""
    try:
        import keyring

        ring = keyring.get_keyring()
        if float(ring.priority) < least:
            return []
        return [f"{type(each).__module__}.{type(each).__name__}" for each in getattr(ring, "backends", [ring])]
    except Exception:  # noqa: BLE001 (each system's keyring has errors of its own)
        return []


def _protects_nothing(name: str) -> bool:
    """Whether a backend of keyring keeps nothing, or keeps it for all to read (keyrings.alt's PlaintextKeyring)."""
    return "plaintext" in name.casefold() or name.endswith((".null.Keyring", ".fail.Keyring"))
