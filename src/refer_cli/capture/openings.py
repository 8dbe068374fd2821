"""Whether clients are taken: yes, waitlist or no, until when; and how many places at a lower fee are open."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from refer_cli.capture.assertions import Reader
from refer_cli.capture.clauses import Clause
from refer_cli.capture.days import until, wait_ends
from refer_cli.capture.found import UNSURE, WRITTEN, Fact
from refer_cli.capture.vocabulary_index import Mention

YES, NO, WAITLIST = "yes", "no", "waitlist"
_COUNT = {
    "no": 0,
    "zero": 0,
    "none": 0,
    "one": 1,
    "a": 1,
    "an": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
}
_SOME = re.compile(r"a (?:few|couple)", re.I)
_HEADED_YES = re.compile(r"(?:yes|open|accepting|available|now|yep)\b(?! (?:for|to) )")
_HEADED_NO = re.compile(
    r"(?:no|not)\b(?! until)(?: (?:accepting|at this|at the|currently|right now|now|openings?)\b|$)"
    r"|(?:closed|full|none|nope)$"
)
_THESE = re.compile(r"\W*(?:these|those|both|all(?: of (?:them|these|those))?)\b", re.I)
_LOWER_ABOVE = re.compile(r"\b(?:slid\w*|reduced|low[- ]fee|slots?|spots?)\b", re.I)
_GAP = " .;)-–—"
_FAR, _NEAR = 140, 60
"""Characters before a clause in which it may be told what "these" are, and behind it in which they may be gone."""


class _Said(NamedTuple):
    """What clause `number` says of new clients, and where in it."""

    reader: Reader
    number: int
    status: str
    place: int

    @property
    def part(self) -> Clause:
        return self.reader.clauses[self.number]

    @property
    def body(self) -> str:
        return _body(self.reader, self.number)

    @property
    def entry(self) -> tuple[int, int]:
        """Where the entry between commas begins and ends in which it is said."""
        end = self.body.find(",", self.place + 1)
        return self.body.rfind(",", 0, self.place + 1) + 1, len(self.body) if end < 0 else end

    def within(self, category: str) -> bool:
        """Whether a turn of phrase stands in the clause."""
        return self.reader.cue(category).search(self.body) is not None

    def before(self) -> str:
        """The words before the clause."""
        return self.reader.text[max(0, self.part.start - _FAR) : self.part.start]

    def above(self) -> str:
        """The clause that this one hangs on."""
        parent = self.part.parent
        return "" if parent is None else _body(self.reader, parent)


def opening_facts(reader: Reader, today: date) -> list[Fact]:
    """Every statement about new clients in the text; `today` (or the text's own day) dates "until March"."""
    facts: list[Fact] = []
    for number in range(len(reader.clauses)):
        low = _low_places(reader, number)
        if low is not None:
            facts.extend(low)
            continue
        said = _said(reader, number)
        if said is None:
            continue
        if said.status == NO and _THESE.match(said.body) and re.search(_PLACES, said.before(), re.I):
            # "Reduced fee: a few spots at $85; these are full"
            reduced = re.search(r"\b(?:reduced|sliding|low(?:er)?)[- ]?(?:fee|scale|cost|rate)?\b", said.before(), re.I)
            facts.extend([_fact("sliding_slots", "0", said.body)] if reduced else [])
        elif reader.taken_back(said.part):
            # "The practice is accepting clients but Jane is not."
            facts.append(_fact("accepting", NO if said.status == YES else said.status, said.body, UNSURE))
        elif not any(rule(said) for rule in _SAYS_NOTHING):
            facts.extend(_accepting(said, today))
    return _settled(facts)


_PLACES = r"\b(?:slots?|spots?|openings?|places)\b"


def _body(reader: Reader, number: int) -> str:
    part = reader.clauses[number]
    return reader.text[part.start : part.end].replace("’", "'")


def _fact(field: str, value: str, words: str, sure: str = WRITTEN) -> Fact:
    return Fact(field, value, " ".join(words.split()).strip(" ,;.")[:120], sure)


def _low_places(reader: Reader, number: int) -> list[Fact] | None:
    """How many places at a lower fee a clause says are open; None where it tells of none."""
    part, body = reader.clauses[number], _body(reader, number)
    gone, places = reader.cue("gone"), reader.cue("low places").search(body)
    next_words = reader.text[part.end : part.end + _NEAR]
    if places and _SOME.match(places[0]) and gone.match(next_words.lstrip(_GAP)):
        return [_fact("sliding_slots", "0", body)]
    told = reader.text[max(0, part.start - _FAR) : part.end]
    if reader.cue("low places are taken").search(body) and reader.cue("a lower fee").search(told):
        return [_fact("sliding_slots", "0", body)]
    if places is None or _SOME.match(places[0]):
        return None
    if re.search(r"\b(?:filled|taken|full|had)\b", places["after"] + body[: places.start()], re.I):
        return None
    if _sureness(reader, number, places.start()) != WRITTEN:
        return []
    behind = re.sub(r"^\(?\$?\d+\)[,;\s]*", "", (body[places.end() :] + next_words).lstrip(" .,;)-"))
    left = reader.cue("still open").match(behind.lstrip("("))
    word = (left[1] if left else "0" if gone.match(behind) else places["count"]).lower()
    return [_fact("sliding_slots", str(_COUNT.get(word, word)), f"{body} ({left[0]})" if left else body)]


def _said(reader: Reader, number: int) -> _Said | None:
    """What a clause says of new clients, its tick or cross reckoned in; None where it says nothing."""
    body, part = _body(reader, number), reader.clauses[number]
    status, place = (_headed(reader, body) if part.field == "openings" else None) or _status(reader, body)
    if status is None:
        return None
    begin = re.compile(r"\W*").match(body, place)
    marked = reader.marked(part.start + (begin.end() if begin else place))
    if marked == "open" or (marked == "no" and status != YES):
        return None  # An empty box at "full" is not a no.
    return _Said(reader, number, NO if marked == "no" else status, place)


def _headed(reader: Reader, body: str) -> tuple[str, int] | None:
    """The answer under a heading ("Accepting clients: no")."""
    words = body.strip(" .,:;!\n").lower()
    if reader.cue("keeps a waiting list").search(words):
        return None
    if words in ("y", "n"):
        return (YES if words == "y" else NO), 0
    return (YES, 0) if _HEADED_YES.match(words) else (NO, 0) if _HEADED_NO.match(words) else None


def _status(reader: Reader, body: str) -> tuple[str | None, int]:
    """Yes, no or waitlist as the words of a clause say it, and where."""
    waits = _waits(reader, body)
    takes, nobody = reader.cue("takes clients").search(body), reader.cue("takes nobody").search(body)
    if waits and takes and reader.cue("of some times").match(body, waits.end()):
        return YES, takes.start()  # "A waitlist for evenings, immediate daytime openings"
    closed = waits and reader.cue("closed waiting list").search(body[: waits.start()])
    if waits and not closed and not _no_list(reader, body, waits):
        return WAITLIST, waits.start()
    if waits and closed and not nobody:
        return NO, waits.start()
    if reader.cue("not full").search(body):
        return (YES, takes.start()) if takes else (None, 0)
    if nobody and not _of_some_only(reader, body, nobody):
        return NO, nobody.start()
    if takes and re.match(r"[^.;,]{0,12}[:=]\s*(?:no|not|none|closed)\b", body[takes.end() :], re.I):
        return NO, 0
    if takes and not waits and not reader.cue("denies openings").search(body[: takes.end()]):
        return YES, takes.start()
    return None, 0


def _no_list(reader: Reader, body: str, waits: re.Match[str]) -> bool:
    """Whether a waiting list is denied, or closed itself."""
    if reader.cue("no waiting list").search(body[: waits.start()]):
        return True
    return re.match(r"\s*(?:is |are |currently |now )*(?:closed|full)\b", body[waits.end() :], re.I) is not None


def _waits(reader: Reader, body: str) -> re.Match[str] | None:
    waits = reader.cue("keeps a waiting list").search(body)
    if waits is None:
        return None
    behind = body[waits.end() :]
    over = re.match(r"\s+(?:was|were|used to|had been)\b|\s*[:=–-]+\s*(?:none|no|closed|n/?a)\b", behind, re.I)
    return None if over else waits


def _of_some_only(reader: Reader, body: str, nobody: re.Match[str]) -> bool:
    """Whether a no is one for some clients or for one way of asking ("Doesn't take new clients by phone")."""
    if reader.cue("by one way").match(body, nobody.end()):
        return True
    words = nobody[0]
    if re.search(r"\bnew\b|\badd", words, re.I) or not re.search(r"see|tak|accept", words, re.I):
        return False
    return reader.cue("of some clients").match(body, nobody.end()) is not None


def _sureness(reader: Reader, number: int, place: int) -> str | None:
    """WRITTEN or UNSURE, or None where the clause is about something else."""
    part = reader.clauses[number]
    if part.field == "skip" or reader.reached("skip", number, place):
        return None
    if reader.text[slice(*part.sentence)].rstrip().endswith("?"):
        return WRITTEN if reader.answered_yes(part.sentence) else None
    if not reader.reached("unsure", number, place):
        return WRITTEN
    # Openings that begin next month are openings.
    body = reader.text[part.start : part.end]
    today = reader.cue("begins later").sub("~", body)
    later = re.search(r"\bopenings?\b", body, re.I) and not reader.cue("unsure").search(today)
    return WRITTEN if later else UNSURE


# What only looks like a word on new clients: each rule says whether a clause says nothing.


def _of_insurance(said: _Said) -> bool:
    headed = said.part.field in ("panels", "-panels", "money", "license_states")
    return headed and re.match(r"none\b", said.body[said.place :], re.I) is not None  # "Insurance: none currently"


def _of_other_room(said: _Said) -> bool:
    if said.within("no room of hers"):
        return True
    # A place for nothing says nothing of the others.
    return said.status == YES and re.search(r"\bpro[- ]?bono\b", said.body[slice(*said.entry)], re.I) is not None


def _gone_already(said: _Said) -> bool:
    next_words = said.reader.text[said.part.end : said.part.end + _NEAR].lstrip(_GAP)
    return said.status == YES and said.reader.cue("gone").match(next_words) is not None  # "3 Medicaid slots (all full)"


def _of_low_places(said: _Said) -> bool:
    """ "2 spots at $90 (both full)", "Sliding scale from $95 (currently full)": said of these places alone."""
    if said.part.opened != "paren":
        return False
    begin = said.reader.clauses[said.number - 1].start if said.number else said.part.start
    counted = said.reader.cue("low places").search(said.reader.text[begin : said.part.start])
    return bool(counted or (said.status == NO and _LOWER_ABOVE.search(said.above())))


def _of_another_day(said: _Said) -> bool:
    """Whether it is about something else, or was so once."""
    if _sureness(said.reader, said.number, said.place) is None and not _joins(said):
        return True
    if not said.reader.cue("long past").search(said.reader.cue("was told").sub("~", said.body)):
        return False
    now = re.search(r"\bnow\b", said.body, re.I)
    return now is None or re.search(r"\b(?:gone|filled|taken)\b", said.body, re.I) is not None


def _joins(said: _Said) -> bool:
    return said.status == WAITLIST and said.within("joins a waiting list")


def _of_a_panel(said: _Said) -> bool:
    """ "OHP closed to new people", "Aetna (full)": said of an insurer's panel."""
    own, part = said.reader.inside, said.part
    begin, end = said.entry
    beside = (one for one in own[said.number] if "insurer" in one.kinds() and begin <= one.start - part.start < end)
    if said.status != YES and any(beside):
        return True
    if said.status == NO and said.within("of an insurer's panel"):
        return True
    last: list[Mention] = own[part.parent][-1:] if part.parent is not None else []
    if not last or "insurer" not in last[0].kinds():
        return False
    dashed = part.opened == "dash" and not re.search(r"\w", said.reader.text[last[0].end : part.start])
    return part.opened == "paren" or dashed


_SAYS_NOTHING: tuple[Callable[[_Said], bool], ...] = (
    _of_insurance,
    _of_other_room,
    _gone_already,
    _of_low_places,
    _of_another_day,
    _of_a_panel,
)


def _accepting(said: _Said, today: date) -> list[Fact]:
    """The fact that a clause makes: its value with the day when it ends, its words, and how sure it is."""
    body = said.body
    sure = WRITTEN if _joins(said) else _sureness(said.reader, said.number, said.place) or UNSURE
    later = said.reader.cue("from a month").search(body, said.place) if said.status == YES else None
    month = until(f"until {body[later.end() :]}", today) if later else None
    if month and _months_away(month[0], today) >= 2:
        # "Taking new clients again from March" is no yes in November.
        return [_fact("accepting", f"{WAITLIST} until {month[0]}", body, sure)]
    if _narrowed(said):
        sure = UNSURE
    sentence = said.reader.text[said.part.start : said.part.sentence[1]]
    end = until(body, today) or (until(sentence, today) if said.status != YES and len(sentence) < 160 else None)
    if end is None and said.status == WAITLIST:
        end = wait_ends(body, today)
    value = f"{said.status} until {end[0]}" if end and said.status != YES else said.status
    entry = body[slice(*said.entry)]
    words = entry if not end or end[1] in entry else body if end[1] in body else sentence
    return [_fact("accepting", value, words, sure)]


def _narrowed(said: _Said) -> bool:
    """Whether it holds for some clients, some times or another service only, or not yet."""
    if said.within("away later") or (said.status == YES and said.within("of another service")):
        return True
    if said.status != NO:
        return False
    kinds = ({"population", "need"} & one.kinds() for one in said.reader.inside[said.number]
             if one.start - said.part.start > said.place)  # fmt: skip
    item = said.body[said.body.rfind(",", 0, said.place) + 1 :].split(",")[0] if said.place else said.body
    return any(kinds) or said.reader.cue("of a part").search(item) is not None


def _months_away(day: str, today: date) -> int:
    """Whole months from today's to that of an ISO day or month."""
    year, month = int(day[:4]), int(day[5:7])
    return (year - today.year) * 12 + month - today.month


def _settled(facts: list[Fact]) -> list[Fact]:
    """Full with a waitlist is a waitlist; a yes beside a no is a conflict, to be asked about."""
    accepting = [fact for fact in facts if fact.field == "accepting"]
    kept = [fact for fact in facts if fact.field != "accepting"]
    written = [fact for fact in accepting if fact.sure == WRITTEN]
    statuses = {fact.value.split()[0] for fact in written}
    if WAITLIST in statuses and YES not in statuses:
        dated = next((fact.value.partition(" until ")[2] for fact in written if " until " in fact.value), "")
        first = next(fact for fact in written if fact.value.startswith(WAITLIST))
        return [*kept, first._replace(value=f"{WAITLIST} until {dated}" if dated else WAITLIST)]
    if len(statuses) > 1:
        return [*kept, *(fact._replace(sure=UNSURE) for fact in accepting)]
    dated_first = sorted(written, key=lambda fact: " until " not in fact.value)
    return [*kept, *dated_first[:1], *(fact for fact in accepting if fact.sure != WRITTEN and not written)]
