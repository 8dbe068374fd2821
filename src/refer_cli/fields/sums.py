"""Fees as people write them: "$150/hr", "$120-150", "150 (SS to 90)", "$150 intake, $130 ongoing"."""

from __future__ import annotations

import re

from refer_cli.fields.limits import limits
from refer_cli.fields.plain import one_line, unmarked
from refer_cli.fields.spelling import LARGEST_FEE
from refer_cli.records import NamedTuple

_RARELY_REDUCED = 100
"""From here on a lone sum beside "sliding scale" is the full fee."""
_SUM = re.compile(
    r"(?<![\d.,#])\$?\s?(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,5})(?:\.(?P<cents>\d{1,2}))?(?![\d%]|"
    r"[.,]\d)\s*(?:\$|usd|dollars|bucks)?",
    re.I,
)
_RANGE = re.compile(
    r"\s*(?:-|\u2010|\u2011|\u2012|\u2013|\u2014|~|\bto\b|\bthru\b|\bthrough\b|\bup to\b|\.\.\.?)\s*", re.IGNORECASE
)
# How long or how often: no sum, and what is paid for it is the fee.
_TIME = re.compile(
    r"(?:\bper\b|/|\bfor\b|\ba\b|\bfor a\b)?\s*\(?(?<![$\d.,])\b(?:\d{1,3}(?:\s*[-\u2013]\s*\d{1,3})?\s*-?\s*"
    r"(?:min(?:ute)?s?|mins|m)\b|\d(?:\.\d)?\s*-?\s*(?:hrs?|hours?)\b)\.?(?:\s*(?:sessions?|hour|appt|appointment))?\)?",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:\bper\b|/|\ba\b|\beach\b)\s*(?:therapeutic |clinical |individual )?(?:individual|"
    r"person|hour|hr|h|session|sess|ses|visit|appointment|appt|s|50|45|60|55|53)\b\.?|"
    r"\b(?:hourly|hr|hrs|full fee|full rate|standard|regular fee|regular|std|rate|fee|session fee|"
    r"cash|private pay|self[- ]pay|oop|out of pocket|individual|indiv|ind|session|"
    r"sessions|ongoing|follow[- ]?ups?|thereafter|then|after|per|approx|approximately|"
    r"about|around|currently|is|are|for|the|usd|full|ft|and|psychotherapy|therapy)\b|"
    r"~",
    re.IGNORECASE,
)
_SLIDING = re.compile(
    r"\b(?:sliding(?:[- ](?:scale|fee))?(?:[- ](?:fee|rate|rates|spots?|slots?|available|"
    r"avail))?|slides?|slide|ss|s/s|reduced(?:[- ](?:fee|rate))?|low(?:er)?[- ]fee|"
    r"lowest|low|minimum|min\.?|floor|discounted|discount|as low as|down to|low end|"
    r"will go (?:down )?to|goes down to|"
    r"starting at|starts at|starting from|from)\b(?:\s*(?:scale|fee|rate)?\s*(?:down\s+)?(?:to|"
    r"from|at|of|starts at|is|is from|starting at|as low as|:))*\s*",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"^(?:free|pro[- ]?bono|no charge|no fee|no cost|\$?0 pro[- ]?bono|gratis|donation(?: based)?|volunteer)$",
    re.IGNORECASE,
)
_PRO_BONO = re.compile(
    r"(?:\b(?:some|few|limited|a few|one|1|offers|and|or|does)\s+)*\bpro[- ]?bono\b(?:\s*(?:slots?|"
    r"spots?|available|ok|cases?))*",
    re.IGNORECASE,
)
# A sum for something else than an ordinary session.
_OTHER_SERVICE = re.compile(
    r"\b(?:intakes?|initial|first|eval(?:uation)?s?|assessments?|consult(?:ation)?s?|"
    r"diagnostic|couples?|cpl|marital|family|families|fam|groups?|testing|report|"
    r"letter|supervision|cancel\w*|no[- ]show|late|copays?|co-pays?|emdr|intensives?|"
    r"workshop|extended|double|90[- ]?min\w*|75[- ]?min\w*|80[- ]?min\w*|2 ?hours?|"
    r"deposit|phone|insurance|medicaid|medicare|students?|interns?|associates?|kids?|"
    r"child(?:ren)?|teens?|meds?|medication|package|month(?:ly)?|week(?:ly)?|year)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"(?:{_OTHER_SERVICE.pattern}|\bindividuals?\b|\s|/|-|sessions?|therapy)+", re.IGNORECASE)
_ABOVE = re.compile(r"^(?:up to|max(?:imum)?|no more than|<=?)\s*", re.IGNORECASE)


class Fees(NamedTuple):
    """What a text says of money, in whole dollars; `left` are its words that say something else."""

    fee: int | None = None
    floor: int | None = None
    pro_bono: bool | None = None
    left: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


class _Named(NamedTuple):
    """The sums of one part of the text: a lone one or a range, sliding or not, for the ordinary session or not."""

    low: int
    high: int
    sliding: bool
    other: bool
    text: str


def read_fees(text: str) -> Fees:
    """The full fee and the lowest of `text`. Of several sums for one thing none is taken: they are left."""
    plain = one_line(unmarked(text))
    if re.match(r"\s*-\s*\$?\d", plain):
        return Fees(left=(plain,))
    if _FREE.match(plain):
        return Fees(pro_bono=True)
    parts = _parts(plain)
    named: list[_Named] = []
    left: list[str] = []
    assumptions: list[str] = []
    pro_bono = None
    for part in parts:
        if not re.search(r"\w", _TIME.sub(" ", part)):
            continue  # "50 min": how long it is
        rest = _PRO_BONO.sub("", part).strip(" ,;()")
        if rest != part.strip(" ,;()"):
            pro_bono = None if re.search(r"\b(?:no|not|n't)\b", part, re.IGNORECASE) or limits(rest) else True
            if pro_bono is None:
                left.append(part)
            if not rest or pro_bono is None:
                continue
        reading = _named(rest)
        if reading is None:
            left.append(part)
        else:
            named.append(reading)
            assumptions.extend(_rounded(rest))
    taken = _taken(named)
    if taken is None:
        return Fees(pro_bono=pro_bono, left=(plain,))
    fee, floor, others = taken
    if floor is not None:  # that it slides is said by the lowest fee
        left = [words for words in left if _SLIDING.sub("", words).strip()]
    return Fees(fee, floor, pro_bono, (*others, *left), tuple(assumptions))


def _parts(text: str) -> list[str]:
    """The parts of a text about money: at list signs, at brackets, and before the word that says that it slides."""
    text = re.sub(r"\bf/u\b", "follow-up", text, flags=re.IGNORECASE)
    text = re.sub(
        r"\(\s*([A-Za-z][A-Za-z /\-]*)\)",
        lambda found: f" {found[1]}" if _LABEL.fullmatch(found[1].strip()) else found[0],
        text,
    )
    text = re.sub(r"\$\s*(\d+)\s*/\s*(?=\$\s*\d)", r"$\1; ", text)
    text = re.sub(
        r"\s+(?:or|w/|with|plus|but|has|offers|and)\s*(?=(?:a )?(?:sliding|ss\b|slides|reduced|low))",
        "; ",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"(?<=\d)\s*/\s*(?=(?:ss|sliding|reduced|low)\b)", "; ", text, flags=re.IGNORECASE)
    pieces = re.split(
        r"[;|\n()\[\]]|,(?!\d{3}(?!\d))|\s[&+]\s|\s+/\s+|\bplus\b|(?<=\d)\s+and\s+(?=\$)|(?<=\d)\s+or\s+(?=\$)", text
    )
    parts: list[str] = []
    for piece in filter(None, (piece.strip(" .") for piece in pieces)):
        slides = _SLIDING.search(piece)
        before = piece[: slides.start()] if slides else ""
        if slides and _SUM.search(before) and (_SUM.search(piece[slides.end() :]) or _is_full_fee(before)):
            parts += [before.strip(" ,-"), piece[slides.start() :]]
        else:
            parts.append(piece)
    return parts


def _is_full_fee(text: str) -> bool:
    """Whether the sum before "sliding scale" is what is paid without it: "$150/session sliding scale", not "$40"."""
    amounts = [_dollars(found) or 0 for found in _SUM.finditer(_TIME.sub(" ", text))]
    return len(amounts) == 1 and (amounts[0] >= _RARELY_REDUCED or bool(_UNIT.search(text)))


def _named(text: str) -> _Named | None:
    """The sums of one part; None where it holds words that are not understood, or none."""
    other = bool(_OTHER_SERVICE.search(text)) and not re.search(r"\bindividuals?\b", text, re.IGNORECASE)
    timeless = _TIME.sub(" ", text)
    sliding = bool(_SLIDING.search(timeless))
    bare = _OTHER_SERVICE.sub(" ", _UNIT.sub(" ", _SLIDING.sub(" ", timeless))) if not other else timeless
    sums = [_dollars(found) for found in _SUM.finditer(bare)]
    if not sums or any(amount is None for amount in sums):
        return None
    amounts = [amount for amount in sums if amount is not None]
    if other:
        return _Named(min(amounts), max(amounts), sliding, True, text)
    between = _SUM.sub(" # ", _UNIT.sub(" ", bare)).strip(" -:.=@*\u2013\u2014")
    if len(amounts) == 1 and re.fullmatch(
        r"[\s:.\-=@*~>\u2013\u2014]*(?:to\s+)?#\s*(?:(?:and up|& up|and above|or more)|[+.\s:*\-])*",
        _ABOVE.sub("", between),
    ):
        return _Named(amounts[0], amounts[0], sliding, False, text)
    if len(amounts) == 2 and re.fullmatch(rf"#{_RANGE.pattern}#", " ".join(between.split()), re.IGNORECASE):
        return _Named(min(amounts), max(amounts), sliding, False, text)
    return None


def _taken(named: list[_Named]) -> tuple[int | None, int | None, list[str]] | None:
    """The full fee, the lowest one, and the sums for other things; None where several sums are for one thing."""
    full = [part for part in named if not part.sliding and not part.other]
    sliding = [part for part in named if part.sliding and not part.other]
    others = [part.text for part in named if part.other]
    if len(full) > 1 or len(sliding) > 1:
        return None
    fee = full[0].high if full else None
    floor = full[0].low if full and full[0].low < full[0].high else None
    if sliding:
        low, high = sliding[0].low, sliding[0].high
        floor = low if floor is None else min(low, floor)
        if fee is None and high > low:
            fee = high
    if fee is not None and floor is not None and floor >= fee:
        if floor > fee:
            return None
        floor = None
    return fee, floor, others


def _dollars(found: re.Match[str]) -> int | None:
    """Whole dollars, cents rounded up: a client is never told too little."""
    whole = int(found["whole"].replace(",", ""))
    amount = whole + (1 if found["cents"] and int(found["cents"]) else 0)
    return amount if amount <= LARGEST_FEE and not (len(found["whole"]) > 1 and found["whole"][0] == "0") else None


def _rounded(text: str) -> list[str]:
    return [
        f"{found[0].strip()} is taken as ${_dollars(found)}"
        for found in _SUM.finditer(text)
        if found["cents"] and int(found["cents"])
    ]
