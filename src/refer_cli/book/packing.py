"""The index as bytes: sets of people, each card as matching reads it, and whether they can be trusted."""

from __future__ import annotations

import sqlite3
import zlib

from refer_cli.matching.candidate import Candidate, pack, unpack
from refer_cli.matching.criteria import FACETS_VERSION

CHUNK = 7_168
"""How many ids one row of `facet` covers: as many bits as SQLite keeps in the row's own page (a quarter of it)."""
STAMP = "!version"
_RAW = -12
"""No header and no sum: SQLite keeps the bytes. A window of four kilobytes holds `_USUAL` and a card, and is made in a
quarter of the time of the usual one.
"""
# What nearly every card has in it, so that one card alone is pressed as well as many together. Changing a letter of
# it changes the bytes of every card: the index of a book has to be made again then (`criteria.FACETS_VERSION`).
_USUAL = (
    b'",null,"[null,"met",2,"2023-03-13","2025-01-20",[["individual consultation group",null,null]],false],null,null,'
    b'[["couple",null,null],["family",null,null],["child",null,null],["older adult",null,null],["group",null,null]'
    b'],false],[[["English",null,null],["Spanish",null,null]],false],[[["warm",null,null],["structured",null,null]],'
    b'false],[[["Medicaid","no",null],["Blue Cross Blue Shield",null,null],["Cigna","full",null],["Medicare",null,null]'
    b',["UnitedHealthcare",null,null],["Kaiser",null,null],["Aetna",null,null]],false],[[["EMDR",null,null],["DBT",'
    b'null,null],["CBT",null,null],["ACT",null,null],["ERP",null,null],["IFS",null,null],["mindfulness",null,null],'
    b'["psychodynamic therapy",null,null],["motivational interviewing",null,null]],false],[[["bipolar disorder",null,'
    b'null],["relationship problems",null,null],["parenting","takes",null],["eating disorder","takes",null],["grief",'
    b'"trained",null],["ADHD","trained",null],["OCD","certified",null],["PTSD","trained",null],["trauma","trained",null'
    b'],["depression","takes",null],["anxiety","trained",null]],false],["PsyD"],["LPC"],["LCSW"],["LMFT"],["PhD"],"'
    b' Counseling","303-555-0101","@example.com",null,"Denver","CO","80202",[39.7525,-104.9995],[[["CO",null,null]],'
    b'false],null,true,true,["yes",null],105,null,1,true,"listed",null,null,null,null,null,null,null,null,null,null,{},'
    b"null]"
)


def press(candidate: Candidate) -> bytes:
    """A card as bytes."""
    packer = zlib.compressobj(wbits=_RAW, zdict=_USUAL)
    return packer.compress(pack(candidate).encode()) + packer.flush()


def card_of(pressed: bytes) -> Candidate:
    """The card that was pressed. Raises zlib.error or ValueError for other bytes."""
    unpacker = zlib.decompressobj(wbits=_RAW, zdict=_USUAL)
    return unpack(unpacker.decompress(pressed) + unpacker.flush())


def current(connection: sqlite3.Connection) -> bool:
    """Whether the index can be trusted: of this version, and nobody waiting to be indexed."""
    return of_this_version(connection) and connection.execute("SELECT 1 FROM dirty LIMIT 1").fetchone() is None


def of_this_version(connection: sqlite3.Connection) -> bool:
    """Whether the index was made under the rules of this version."""
    return index_version(connection) == FACETS_VERSION


def index_version(connection: sqlite3.Connection) -> int | None:
    """Under which version's rules the index was made; None where there is none."""
    row = connection.execute("SELECT bits FROM facet WHERE name = ? AND chunk = 0", (STAMP,)).fetchone()
    return None if row is None else int.from_bytes(row[0], "little")


def people_in(bits: bytes, chunk: int) -> int:
    """The set of people (an integer, as in `matching.bitsets`) that one row of `facet` holds."""
    empty_bytes = int.from_bytes(bits[:2], "little")
    return int.from_bytes(bits[2:], "little") << (8 * empty_bytes + chunk * CHUNK)


def stored(people: int) -> bytes:
    """The ids of one chunk as bytes, without empty ones at either end: most facets of a place hold one person."""
    empty_bytes = ((people & -people).bit_length() - 1) // 8
    rest = people >> 8 * empty_bytes
    return empty_bytes.to_bytes(2, "little") + rest.to_bytes((rest.bit_length() + 7) // 8, "little")
