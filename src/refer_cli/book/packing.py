"""One card in the index: as matching reads it, pressed into few bytes."""

from __future__ import annotations

import zlib

from refer_cli.matching.candidate import Candidate, pack, unpack

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
