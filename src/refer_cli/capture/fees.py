"""Sums of money with their role: the fee of the usual session, the lowest fee; every other charge is left alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from refer_cli.capture.assertions import Reader
from refer_cli.capture.found import UNSURE, WRITTEN, Fact
from refer_cli.capture.triggers import Turns

FEE, FLOOR = "fee", "fee_floor"
_AMOUNT = r"\$\s?(?:\d{1,3}(?:,\d{3})+|\d{1,5})(?:\.\d{2})?"
_NUMBER = r"\$?\s?\d{2,4}(?![\d%/]|-?\s?(?:min|yrs?|years?|\+|weeks?|months?|miles?|st\b|nd\b|rd\b|th\b))"
_SUM = re.compile(_AMOUNT)
_RANGES = (
    re.compile(rf"({_AMOUNT})\s*(?:-|–|—|to|and)\s*(\$?\s?\d{{2,4}})(?!\d|\s*[- ]?min)", re.I),
    re.compile(
        r"\b(?:sliding(?: scale)?|slid(?:es?|ing)|fees?|rates?)(?: (?:is|from|of|between))?:?\s+(\d{2,3})\s*"
        r"(?:-|–|to|and)\s*(\d{2,3})\b(?!\s*min)",
        re.I,
    ),
)
_BARE = (
    re.compile(
        rf"(?:^|[.;!]\s+)({_NUMBER})(?=,? (?:and )?(?:(?:i|she|he|they) )?"
        r"(?:goes|slides|down|sliding|can go|will go)\b)",
        re.I,
    ),
    re.compile(
        r"(?<![\d$-])(\d{2,3})(?=\s?(?:/|per |a |an )\s?(?:session|hr\b|hour|50|45|55|60|appointment|visit))", re.I
    ),
)
_ALONE = re.compile(r"\W*(\d{2,3})(?=\s*(?:$|[.,;/(]|per\b|an?\b|for\b))", re.I)
"""A bare number right behind its heading ("Fee? 150.")."""
_GOES_UP = re.compile(r"^\s*\((?:raising|going up|goes up|increas\w+|will be|up)\b.*", re.I | re.S)
"""Brackets that tell what comes later: "$150 (raising to $165 in January)" is $150 today."""
_IS_THE_SLIDE = re.compile(r"\s*slid(?:ing|e)(?:[- ](?:scale|fee))?\s*(?:$|[,.;)/|])", re.I)
"""Behind a small sum: "$40 sliding scale" is the lowest fee, where "$150 sliding scale" is the one that slides."""
_HIGHEST_SLIDE = 90
_DEAREST, _DEAREST_UNNAMED, _CHEAPEST = 5000, 1000, 5
"""Dollars: more is no session's fee, whatever it is called, or where nothing calls it one; less is none at all."""
_ENDS_ITEM = re.compile(r"[,;.|\n]| - | / (?!\d)")
_NO_WORD = re.compile(r"[\s:/–-]|\b(?:and|is|are|the|a|at|my|her|his|i|she|he|they|still)\b", re.I)
_NOT_OF_THE_SUM = re.compile(
    r"\(.*|\bplus\b.*|\bdown to\b.*|→.*|->.*|\bslid\w*.*|\bsliding.*|[\s()/–-]|\bbut\b.*"
    r"|\b(?:now|currently|today|these days)\b|\bw/?.*",
    re.I,
)


class Amount(NamedTuple):
    """One fee in whole dollars: the field it belongs to, whether it is certain, and where it stands.

    `other_length`: whether the price is of a session of another length than the usual fifty minutes.
    """

    field: str
    dollars: int
    certain: bool
    start: int
    end: int
    other_length: bool = False


class _Number(NamedTuple):
    dollars: int
    start: int
    end: int
    pair: int | None  # the other end of a range, as its place in the list


class _Sum(NamedTuple):
    """A sum (or a range, up to `last`) in its sentence `body`, with the words around it.

    `before` reaches back to the sum before, `after` on to the next one; `near` are the words right before it, `item`
    those right behind. `first`: no sum stands before it in the sentence.
    """

    number: _Number
    last: _Number
    before: str
    after: str
    near: str
    item: str
    body: str
    field: str | None
    first: bool
    cue: Turns

    def has(self, category: str, words: str) -> bool:
        """Whether a turn of phrase stands in some of the words."""
        return self.cue(category).search(words) is not None

    def given(self, field: str, certain: bool = True) -> list[tuple[str, int, bool]]:
        """This sum as the one of a field."""
        return [(field, self.number.dollars, certain and self.certain)]

    @property
    def certain(self) -> bool:
        return not self.has("a later fee", self.near) and not self.has("a later fee", self.item)

    @property
    def is_low(self) -> bool:
        return self.has("a lower price", self.near)

    @property
    def leading(self) -> str:
        """The words that lead to the sum: "Sliding scale: yes, from $120" goes back over the comma."""
        bare = re.fullmatch(r"\W*(?:from|starting at|down to|as low as|to|starts at)\W*", self.near, re.I)
        return self.before if bare else self.near


def fee_facts(reader: Reader, text: str) -> list[Fact]:
    """Every fee that the text gives for an individual session, and the lowest one."""
    facts: list[Fact] = []
    other_lengths: list[Fact] = []
    sentences = dict.fromkeys((part.sentence, part.field) for part in reader.clauses)
    for (start, end), field in sentences:
        if field in ("skip", "hours", "contact"):
            continue
        for amount in amounts(reader.text, start, end, field, role_above(reader.text, start), reader.cue):
            number = reader.clause_at(max(amount.start, start))
            if number is None:
                continue
            at = amount.start - reader.clauses[number].start
            if reader.reached("skip", number, at) or _asked(reader.text, amount.start, start, end):
                continue
            sure = WRITTEN if amount.certain and not reader.reached("unsure", number, at) else UNSURE
            begin = max(start, reader.text.rfind(",", start, amount.start) + 1, amount.start - 40)
            while start < begin < amount.start and not text[begin - 1].isspace():
                begin += 1
            words = " ".join(text[begin : amount.end].split()).strip(" ,.;:(")
            fact = Fact(amount.field, str(amount.dollars), words, sure)
            (other_lengths if amount.other_length else facts).append(fact)
    if not any(fact.field == FEE for fact in facts):
        # The price of a longer session is asked about only where no other is given.
        facts.extend(other_lengths)
    return _best_fee(facts)


def amounts(
    text: str, start: int, end: int, field: str | None, lead: str = "", cue: Turns | None = None
) -> list[Amount]:
    """The session's fee and the lowest fee in one sentence (`text[start:end]`) under a heading.

    `lead` are the words that name the sum and stand before the sentence: its heading, or a line of its own above.
    """
    cue = cue or Turns(text)
    start -= len(lead)
    body = lead + text[start + len(lead) : end]
    numbers = _numbers(body, field, cue)
    result: list[Amount] = []
    done: set[int] = set()
    for place, number in enumerate(numbers):
        if place in done:
            continue
        summed = _around(body, numbers, place, field, cue)
        length = _of_other_length(cue, _near(summed.before), _ENDS_ITEM.split(summed.after)[0][:50])
        begin, stop = start + number.start, start + summed.last.end
        result.extend(
            Amount(name, dollars, sure and not length, begin, stop, length) for name, dollars, sure in _roles(summed)
        )
        if place and numbers[place - 1].dollars > number.dollars and cue("goes down to").search(summed.before):
            result.append(Amount(FLOOR, number.dollars, True, begin, stop))
        if number.pair is not None:
            done.add(number.pair)
    return result


def role_above(text: str, start: int) -> str:
    """The words that name a sum but stand before its sentence: "Group: " on its line, or "Group" on the line above."""
    line = max(text.rfind("\n", 0, start) + 1, start - 70)
    on_line = re.search(r"(?:^|[.;,|•!?]\s*)([A-Za-z][A-Za-z0-9 &/'’()-]{1,48}[:=]\s*)$", text[line:start])
    if on_line is not None:
        return on_line[1]
    begins_line = line > 0 and text[line - 1] == "\n" and not text[line:start].strip(" -–—*•·|\x00")
    if not begins_line or not re.match(r"[\s$]*\d", text[start : start + 12]):
        return ""
    above = text[: line - 1].rstrip("\n ")
    above = above[above.rfind("\n") + 1 :].strip(" -–—*•·|:")
    short = 0 < len(above.split()) <= 9 and not re.search(r"[,.;$]|\d{4}", above)
    return f"{above}: " if short and Turns(above)("another charge").search(above) else ""


def _asked(text: str, position: int, start: int, end: int) -> bool:
    """Whether an amount is only asked about; "$155 / sliding? No" answers."""
    if not text[start:end].rstrip().endswith("?"):
        return False
    if re.match(r"\$?\s?\d+\s*\?\s*(?:no|not|nope)\b", text[position : end + 12], re.I):
        return True  # "From $80? No."
    return not re.match(r"[^?\n]*\?\s*(?:yes|no|not)\b", text[position : end + 12], re.I)


def _best_fee(facts: list[Fact]) -> list[Fact]:
    """Of several fees, an individual session's of about fifty minutes is the fee."""
    fees = [fact for fact in facts if fact.field == FEE and fact.sure == WRITTEN]
    if len({fact.value for fact in fees}) < 2:
        return facts
    usual = re.compile(r"individual|\b5[035][- ]?min|\bnow\b|standard|full fee", re.I)
    plain = [fact for fact in fees if usual.search(fact.words)]
    if len({fact.value for fact in plain}) == 1:
        return [fact for fact in facts if fact not in fees or fact is plain[0]]
    return facts


def _numbers(body: str, field: str | None, cue: Turns) -> list[_Number]:
    """The sums of a sentence from left to right, the two ends of a range tied."""
    spans: dict[int, tuple[int, int]] = {}
    pairs: dict[int, int] = {}

    def note(start: int, end: int) -> None:
        if not any(first <= start < last for first, last in spans.values()):
            spans[start] = (start, end)

    for pattern in _RANGES:
        for match in pattern.finditer(body):
            spans.setdefault(match.start(1), match.span(1))
            spans.setdefault(match.start(2), match.span(2))
            pairs.setdefault(match.start(1), match.start(2))
    for match in _SUM.finditer(body):
        note(*match.span())
    alone = _ALONE.match(body) if field == "money" else None
    if alone is not None:
        spans.setdefault(alone.start(1), alone.span(1))
    for pattern in (cue("leads to a sum"), *_BARE):
        for match in pattern.finditer(body):
            note(*match.span(1))
    order = sorted(spans)
    return [
        _Number(
            # Half a dollar is rounded up, as by the reader of cells.
            int(float(re.sub(r"[$,\s]", "", body[slice(*spans[at])])) + 0.5),
            *spans[at],
            order.index(pairs[at]) if at in pairs and pairs[at] in order else None,
        )
        for at in order
    ]


def _around(body: str, numbers: list[_Number], place: int, field: str | None, cue: Turns) -> _Sum:
    """A sum with the words that are about it."""
    number = numbers[place]
    before = body[numbers[place - 1].end if place else 0 : number.start]
    if place:
        # What stands right behind the sum before belongs to that ("$240 for 50 minutes and $360 for 80").
        before = re.sub(r"^\s*(?:\(|for\b|per\b|/)[^,;.]*?(?:\band\b|\bor\b|(?=[,;.]))", " ", before, flags=re.I)
    last = number if number.pair is None else numbers[number.pair]
    following = next((other for other in numbers if other.start >= last.end), None)
    after = body[last.end : following.start if following else len(body)]
    near, item = _near(before), _ENDS_ITEM.split(_GOES_UP.sub("", after))[0][:50]
    # "$160 individual / $190 couples": where nothing stands before the first amount, labels stand behind.
    ahead = re.sub(r"[\s:–-]", "", re.split(r"[,;.]", body[: numbers[0].start])[-1])
    labels_behind = not ahead and len(numbers) > 1
    if labels_behind and cue("a label").match(item) and not cue("a lower price").search(near):
        near = ""
    return _Sum(number, last, before, after, near, item, body, field, place == 0, cue)


def _near(before: str) -> str:
    """The words right before an amount, up to a comma, a bracket or another contrast."""
    before = re.sub(r"\([^()]*\)", " ", re.sub(r"\(\s*$", "", before))
    near = re.split(r"[,;.(|\n\x00]", before)[-1]
    return re.split(r" / |\bbut\b|\bnow\b(?=\s+\w)", near)[-1]


def _of_other_length(cue: Turns, near: str, item: str) -> bool:
    """Whether the amount is the price of a longer or a shorter session ("$225 for 80 minutes")."""
    usual = cue("a session's length")
    behind = re.sub(r"^\W*(?:for|per|/|an?|each|\s)*", "", item)
    if not usual.search(near) and cue("another length").match(behind):
        return True
    return any(not usual.search(near[length.end() :]) for length in cue("another length").finditer(near))


def _roles(summed: _Sum) -> list[tuple[str, int, bool]]:
    """What a sum is: (field, dollars, whether that is certain) for each field; none where it is another charge."""
    if any(rule(summed) for rule in _NO_FEE):
        return []
    return next((roles for rule in _FEES if (roles := rule(summed)) is not None), [])


# What is no fee of the usual session.


def _not_asked(summed: _Sum) -> bool:
    """What was asked once, or is never asked, or is by how much."""
    if summed.has("an earlier fee", summed.near) or summed.has("never asked", summed.before):
        return True
    return re.search(r"\bby\s*$", summed.before) is not None


def _of_another_service(summed: _Sum) -> bool:
    if summed.cue("in brackets").match(summed.after) and not re.search(r"\([^)]*$", summed.after):
        return True  # "$110 (intake $160)" names the sum that follows.
    if summed.has("another charge", summed.near):
        return True
    if not summed.has("another charge", summed.item) or summed.is_low:
        return False
    tied = re.match(r"\s*(?:for|if|per|when)\b", summed.item)
    return tied is not None or not summed.has("a session", summed.near)


def _of_a_role_before(summed: _Sum) -> bool:
    """ "I run a group on Tuesdays, $60": a role counts for the sum that follows in its sentence."""
    before = summed.before if summed.first else summed.before.partition(",")[2]
    led = re.split(r"[;.|\n]| [/–—-] |\bbut\b", before)[-1]
    roles = [
        role.end() for role in summed.cue("another charge").finditer(led)
        if not re.search(r"\bno\s+$", led[: role.start()])
    ]  # fmt: skip
    if not roles or summed.is_low or summed.has("a session", summed.near):
        return False
    return summed.cue("its own role").search(led, max(roles)) is None


def _for_some(summed: _Sum) -> bool:
    if summed.cue("for some people").match(summed.item) and not summed.is_low:
        return True
    floor = re.match(r"\s*(?:\+|and up\b|or more\b)", summed.item, re.I)
    conditional = not floor and re.match(r"\s*(?:if|when)\b", summed.item, re.I)
    return bool(conditional) and not summed.has("a session", summed.near)


def _of_no_size(summed: _Sum) -> bool:
    if re.match(r"\s*(?:\+|and up\b|or more\b)", summed.item, re.I):
        return False
    called = re.search(r"\b(?:fees?|rates?|charges?|per session|session)\b", summed.near, re.I)
    most = max(summed.number.dollars, summed.last.dollars)
    return most > (_DEAREST if called else _DEAREST_UNNAMED) or summed.number.dollars < _CHEAPEST


def _of_no_limit(summed: _Sum) -> bool:
    """ "Charges less than $100" names no fee, "does not slide to $100" no lowest one."""
    low = summed.cue("a lower price").search(summed.leading)
    if low is None:
        return False
    if re.search(r"(?:below|less than|lower than|under)\s*$", summed.before, re.I):
        never = re.search(r"(?:\b|(?=n't))(?:not|never|n't|no|won't|doesn't|nobody)\b", summed.before, re.I)
        return never is None
    return summed.has("denies a lower price", summed.leading[: low.start()])


_NO_FEE: tuple[Callable[[_Sum], bool], ...] = (
    _not_asked,
    _of_another_service,
    _of_a_role_before,
    _for_some,
    _of_no_size,
    _of_no_limit,
)


# What a sum is that passed: the first rule that has a word on it.


def _and_up(summed: _Sum) -> list[tuple[str, int, bool]] | None:
    if not re.match(r"\s*(?:\+|and up\b|or more\b)", summed.item, re.I):
        return None
    if summed.has("a lower price", summed.before):
        return [(FLOOR, summed.number.dollars, True)]
    return [(FEE, summed.number.dollars, False)]


def _range(summed: _Sum) -> list[tuple[str, int, bool]] | None:
    if summed.number.pair is None:
        return None
    low, high = summed.number.dollars, summed.last.dollars
    slides = any(summed.has("a lower price", words) for words in (summed.leading, summed.after, summed.before))
    if low > high >= _CHEAPEST:
        certain = slides and summed.certain
        return [(FEE, low, certain), (FLOOR, high, certain)]
    if slides:
        # The least is said; that the most is what everybody else pays, only supposed.
        return [(FLOOR, low, summed.certain), (FEE, high, False)]
    return [(FEE, high, False), (FLOOR, low, False)]


def _slides(summed: _Sum) -> list[tuple[str, int, bool]] | None:
    """ "Slides to $90" is the lowest fee, "slides from $150 to $90" first the usual one."""
    words = summed.leading
    if not summed.has("a lower price", words):
        return None
    begins = re.search(r"from\s*$", words, re.I) and not re.search(r"as low|down", words, re.I)
    if not begins:
        return summed.given(FLOOR)
    goes_on = re.match(r"\s*(?:down )?to\b", summed.after, re.I)
    if re.search(r"scale\b[^;]*from\s*$", words, re.I) and not goes_on:
        return summed.given(FLOOR)
    return summed.given(FEE) if goes_on else []


def _lowest_behind(summed: _Sum) -> list[tuple[str, int, bool]] | None:
    """ "$150 -> $90", "$40 sliding scale", "$90 is my lowest"."""
    arrow = re.search(r"(?:->|→|\bto)\s*$", summed.before) and summed.has("a lower price", summed.body)
    if arrow and not summed.first:
        return summed.given(FLOOR)
    if summed.number.dollars <= _HIGHEST_SLIDE and _IS_THE_SLIDE.match(summed.after):
        return summed.given(FLOOR)
    lowest = summed.cue("is the lowest").match(summed.after) and not re.match(r"\s*slid", summed.after, re.I)
    return summed.given(FLOOR) if lowest else None


def _about(summed: _Sum) -> list[tuple[str, int, bool]] | None:
    return summed.given(FEE, certain=False) if summed.has("about so much", summed.leading) else None


def _of_a_session(summed: _Sum) -> list[tuple[str, int, bool]] | None:
    words = summed.leading
    if re.match(r"\s*(?:it's |it is |is )?now\b", words, re.I) and summed.has("a session", summed.body):
        return summed.given(FEE)
    # "individual $150, couples $200": the word before an amount counts, else the one behind it.
    context = summed.near if summed.near.strip(" :-–and&$") else summed.item
    if summed.field == "money" or any(summed.has("a session", said) for said in (context, words, summed.item)):
        return summed.given(FEE)
    alone = not _NO_WORD.sub("", words) and not _NOT_OF_THE_SUM.sub("", summed.item)
    return summed.given(FEE) if alone else None


_FEES: tuple[Callable[[_Sum], list[tuple[str, int, bool]] | None], ...] = (
    _and_up,
    _range,
    _slides,
    _lowest_behind,
    _about,
    _of_a_session,
)
