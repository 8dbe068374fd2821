"""Amounts of money with their role: the session's fee, the lowest fee; every other charge is left alone."""

from __future__ import annotations

import re
from typing import NamedTuple

_AMOUNT = r"\$\s?(?:\d{1,3}(?:,\d{3})+|\d{1,5})(?:\.\d{2})?"
_NUMBER = r"\$?\s?\d{2,4}(?![\d%/]|-?\s?(?:min|yrs?|years?|\+|weeks?|months?|miles?|st\b|nd\b|rd\b|th\b))"
_BARE = re.compile(
    rf"(?:\b(?:slid(?:es?|ing)(?: scale)?(?: down)?(?: to| from)?|sliding scale(?: (?:from"
    rf"|of|at|to))?|as low as|down to|fees?(?: is)?:?|rate(?: is)?:?|charges?|(?:she|he|they|i)(?:'s|'m|’s|’m| is| am| are)|lowest"
    rf"|floor(?: of)?|minimum(?: of)?|per session:?|cost:?|(?:follow[- ]?ups?|f/u)(?: are| is|:)?|indiv(?:idual)?s?(?: sessions?| therapy)?(?: is| are|:)?|sessions?(?: is| are|:)"
    rf"|self[- ]pay:?(?: at| is| of)?|private[- ]pay:?(?: at| is| of)?|cash:?(?: at| is| of)?|price(?: is)?(?: (?:still )?(?:the )?same)?,?|still(?: at)?|slots?(?: are| is)? at|go(?:es)?(?: down)? to|spots?(?: are| is)? at)\s+)({_NUMBER})\b"
    rf"|(?:^|[.;!]\s+)({_NUMBER})(?=,? (?:and )?(?:(?:i|she|he|they) )?(?:goes|slides|down|sliding|can go|will go)\b)",
    re.I,
)
_PER = re.compile(
    r"(?<![\d$-])(\d{2,3})(?=\s?(?:/|per |a |an )\s?(?:session|hr\b|hour|50|45|55|60|appointment|visit))", re.I
)
AMOUNT = re.compile(_AMOUNT)
_RANGE = re.compile(rf"({_AMOUNT})\s*(?:-|–|—|to|and)\s*(\$?\s?\d{{2,4}})(?!\d|\s*[- ]?min)", re.I)
_BARE_RANGE = re.compile(
    r"\b(?:sliding(?: scale)?|slid(?:es?|ing)|fees?|rates?)(?: (?:is|from|of|between))?:?\s+(\d{2,3})\s*(?:-"
    r"|–|to|and)\s*(\d{2,3})\b(?!\s*min)",
    re.I,
)
_OTHER = re.compile(
    r"\b(?:cancel|no-?\s?shows?|missed|late\b|co-?pay|deductible|co-?insurance|deposit|retainer|group\b|class\b|workshop|couples\b(?! only)|(?<!\ba )couple\b(?! of\b)|cx\b|canc\b|family|families|intake|initial|evaluation|\beval\b|"
    r"assessment|testing|letter|court|testi|legal|forensic|supervis|consult|record"
    r"|package|book|intensive|membership|parking|raise[sd]? for|donat|first (?:session"
    r"|appointment|visit)|diagnostic|medication|"
    r"extended|double|marital|premarital|relationship"
    r"|report|phone call|retreat|training|tuition|supplement|returned|bounced|grant"
    r"|worth|gift|budget|afford|million|rent\b|rents\b|rental|sublet|sublease|reimburs"
    r"|pays\b|paid (?:me|her|him|us)|allow(?:s|ed|able)|monthly|per month|/\s?month|a month|per year|annual|per page"
    r"|mileage|subpoena|deposition|ketamine|course\b|yoga|mediation|parenting plan|evals\b|out of my pocket)",
    re.I,
)
_LONG = re.compile(
    r"\b(?:7[05]|8[05]|9[05]|1[0-8][05])\s*-?\s*min|\b(?:1\.5|1½|one and a half|two|three|2|3)[- ]?\s*h(?:ou)?rs?\b"
    r"|\bhour and a half\b",
    re.I,
)
_SHORT = re.compile(r"\b(?:15|20|25|30)\s*-?\s*min|\bhalf[- ](?:hour|session)", re.I)
_SESSION = re.compile(
    r"session|indiv|\bprice\b|per hour|an hour|/\s?hr|hourly|follow[- ]?ups?|f/u|(?:45|50"
    r"|53|55|60)[- ]?min|fee\b|fees\b|rate\b|rates\b|charges?\b|private[- ]pay|self[- ]pay"
    r"|\b(?:she|he|i)(?:'s|’s|'m|’m) \$?|out[- ]of[- ]pocket|\boop\b|full fee|cost|standard|regular|appointment|\breg\b|cash|per visit"
    r"|ongoing|\bflat\b",
    re.I,
)
_SESSION_LENGTH = re.compile(r"\b(?:45|50|53|55|60)[- ]?min", re.I)
_OWN_ROLE = re.compile(
    r"\b(?:private|self)[- ]pay only|\bindividual|\b(?:45|50|53|55|60)[- ]?min|\b(?:my|her|his|their|the|session|standard|regular|full) (?:fee|rate)",
    re.I,
)
_LOW = re.compile(
    r"(?:slid(?:e|es|ing)?\b|reduced|low[- ](?:fee|cost|end)|lower|lowest|minimum"
    r"|as low as|down to|(?:few|some|one|two|three|four|five|couple(?: of)?|limited|\d) (?:\w+ )?(?:spots?|slots?)(?: open| available)? (?:at|for)|below|less than(?!\s*\d+\s*-?(?:hours?|hrs?|h\b|days?))|floor|discount|bottom)",
    re.I,
)
_NOT_LOW = re.compile(
    r"(?:\b|(?=n't))(?:no|not|n't|never|without|doesn't|does not|don't|do not|no longer|stopped|can't|cannot|won't)\b[^,;.]*$",
    re.I,
)
_DEAREST = 5000
"""Dollars: more is no session's fee, whatever it is called."""
_CALLED_FEE = re.compile(r"\b(?:fees?|rates?|charges?|per session|session)\b", re.I)
_HIGHEST_FLOOR = 90
_IS_THE_SLIDE = re.compile(r"\s*slid(?:ing|e)(?:[- ](?:scale|fee))?\s*(?:$|[,.;)/|])", re.I)
"""Behind a small sum: "$40 sliding scale" is the lowest fee, where "$150 sliding scale" is the one that slides."""
_LIMIT = re.compile(r"(?:below|less than|lower than|under)\s*$", re.I)
_PAST = re.compile(
    r"\b(?:was|were|used to|up from|previously|formerly|before|had been|raised from|old (?:fee|rate))\b", re.I
)
_NEVER = re.compile(
    r"\b(?:never|not|n't|cannot|wouldn't|won't|rather than|instead of)\b[^.;,]{0,30}\b(?:charg|pay|ask)\w*\s*$"
    r"|\b(?:market|going|average|typical|usual local)\s+(?:rate|fee)s?\b[^.;]*$|\b(?:most|other) (?:therapists|people|clinicians)\b[^.;]*$",
    re.I,
)
"""What is not asked, or asked by others."""
_FUTURE = re.compile(
    r"\b(?:goes to|moving to|changes to|on (?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\w*(?: \d+)?|in (?:january|the new year)|will (?:be|go(?! down| as low)|rise|increase|change)|going up|goes up|go up|raising|increas\w+"
    r"|starting (?:in|january|next)|as of|from january|next year|soon|effective)\b",
    re.I,
)


_GOES_TO = re.compile(r"\b(?:goes|go|will go|can go) (?:down |as low as )?to\s*$", re.I)
_ALONE = re.compile(r"\W*(\d{2,3})(?=\s*(?:$|[.,;/(]|per\b|an?\b|for\b))", re.I)
"""A bare number right behind its heading ("Fee? 150.")."""
_GOES_UP = re.compile(r"^\s*\((?:raising|going up|goes up|increas\w+|will be|up)\b.*", re.I | re.S)
"""Brackets that tell what comes later: "$150 (raising to $165 in January)" is $150 today."""


class Amount(NamedTuple):
    """One fee in whole dollars: the field it belongs to, whether it is certain, and where it stands."""

    field: str
    dollars: int
    certain: bool
    start: int
    end: int
    other_length: bool = False
    """Whether the price is of a session of another length than the usual fifty minutes."""


class _Found(NamedTuple):
    dollars: int
    start: int
    end: int
    pair: int | None  # the other end of a range, as its place in the list


def amounts(text: str, start: int, end: int, field: str | None, lead: str = "") -> list[Amount]:
    """The session's fee and the lowest fee in one sentence (`text[start:end]`) under a heading.

    `lead` are the words that name the sum and stand before the sentence: its heading, or a line of its own above.
    """
    start -= len(lead)
    body = lead + text[start + len(lead) : end]
    found = _numbers(body, field)
    # "$160 individual / $190 couples": where nothing stands before the first amount, labels stand behind.
    behind = (
        bool(found) and not re.sub(r"[\s:–-]", "", re.split(r"[,;.]", body[: found[0].start])[-1]) and bool(found[1:])
    )
    result: list[Amount] = []
    done: set[int] = set()
    for place, one in enumerate(found):
        if place in done:
            continue
        before = body[found[place - 1].end if place else 0 : one.start]
        if place:
            # What stands right behind the sum before belongs to that ("$240 for 50 minutes and $360 for 80").
            before = re.sub(r"^\s*(?:\(|for\b|per\b|/)[^,;.]*?(?:\band\b|\bor\b|(?=[,;.]))", " ", before, flags=re.I)
        last = one if one.pair is None else found[one.pair]
        following = next((other for other in found if other.start >= last.end), None)
        after = body[last.end : following.start if following else len(body)]
        item_after = re.split(r"[,;.|\n]| - | / (?!\d)", after)[0][:50]
        other_length = bool(_of_other_length(_near(before), item_after))
        result.extend(
            Amount(name, dollars, sure and not other_length, start + one.start, start + last.end, other_length)
            for name, dollars, sure in _roles(one, last, before, after, body, field, place == 0, behind)
        )
        if place and found[place - 1].dollars > one.dollars and _GOES_TO.search(before):
            result.append(Amount("fee_floor", one.dollars, True, start + one.start, start + last.end))
        if one.pair is not None:
            done.add(one.pair)
    return result


def role_above(text: str, start: int) -> str:
    """The words that name a sum but stand before its sentence: "Group: " on its line, or "Group" on the line above."""
    line = max(text.rfind("\n", 0, start) + 1, start - 70)
    on_line = re.search(r"(?:^|[.;,|•!?]\s*)([A-Za-z][A-Za-z0-9 &/'’()-]{1,48}[:=]\s*)$", text[line:start])
    if on_line is not None:
        return on_line[1]
    if (
        text[line:start].strip(" -–—*•·|\x00")
        or line == 0
        or text[line - 1] != "\n"
        or not re.match(r"[\s$]*\d", text[start : start + 12])
    ):
        return ""
    above = text[: line - 1].rstrip("\n ")
    above = above[above.rfind("\n") + 1 :].strip(" -–—*•·|:")
    is_role = 0 < len(above.split()) <= 9 and not re.search(r"[,.;$]|\d{4}", above) and _OTHER.search(above)
    return f"{above}: " if is_role else ""


def _numbers(body: str, field: str | None) -> list[_Found]:
    spans: dict[int, tuple[int, int]] = {}
    pairs: dict[int, int] = {}
    for pattern in (_RANGE, _BARE_RANGE):
        for match in pattern.finditer(body):
            spans.setdefault(match.start(1), match.span(1))
            spans.setdefault(match.start(2), match.span(2))
            pairs.setdefault(match.start(1), match.start(2))
    for match in AMOUNT.finditer(body):
        if not any(first <= match.start() < last for first, last in spans.values()):
            spans.setdefault(match.start(), match.span())
    alone = _ALONE.match(body) if field == "money" else None
    if alone is not None:
        spans.setdefault(alone.start(1), alone.span(1))
    for pattern in (_BARE, _PER):
        for match in pattern.finditer(body):
            group = match.lastindex or 1
            if not any(first <= match.start(group) < last for first, last in spans.values()):
                spans[match.start(group)] = match.span(group)
    order = sorted(spans)
    return [
        _Found(
            # Half a dollar is rounded up, as by the reader of cells.
            int(float(re.sub(r"[$,\s]", "", body[slice(*spans[at])])) + 0.5),
            *spans[at],
            order.index(pairs[at]) if at in pairs and pairs[at] in order else None,
        )
        for at in order
    ]


def _near(before: str) -> str:
    """The words right before an amount, up to a comma, a bracket or another contrast."""
    before = re.sub(r"\([^()]*\)", " ", re.sub(r"\(\s*$", "", before))
    near = re.split(r"[,;.(|\n\x00]", before)[-1]
    return re.split(r" / |\bbut\b|\bnow\b(?=\s+\w)", near)[-1]


def _of_other_length(near_before: str, item_after: str) -> bool:
    """Whether the amount is the price of a longer or a shorter session ("$225 for 80 minutes")."""
    return any(
        ((found := pattern.search(near_before)) is not None and not _SESSION_LENGTH.search(near_before[found.end() :]))
        or (
            not _SESSION_LENGTH.search(near_before)
            and pattern.match(re.sub(r"^\W*(?:for|per|/|an?|each|\s)*", "", item_after))
        )
        for pattern in (_LONG, _SHORT)
    )


def _roles(
    one: _Found, last: _Found, before: str, after: str, body: str, field: str | None, first: bool, behind: bool
) -> list[tuple[str, int, bool]]:
    near_before = _near(before)
    item_after = re.split(r"[,;.|\n]| - | / (?!\d)", _GOES_UP.sub("", after))[0][:50]
    labelled = re.match(
        r"\s*(?:/\s*)?\(?(?:per |for |an? )?(?:individuals?|couples?|famil\w+|groups?"
        r"|intakes?|evals?\b|sessions?|initial|follow)",
        item_after,
        re.I,
    )
    if behind and labelled and not _LOW.search(near_before):
        near_before = ""
    # "individual $150, couples $200": the word before an amount counts, else the one behind it.
    context = near_before if near_before.strip(" :-–and&$") else item_after
    low_said = _LOW.search(near_before)
    if _PAST.search(near_before) or _NEVER.search(before) or re.search(r"\bby\s*$", before):
        return []
    if re.match(
        r"\s*\((?:for |only )?(?:assessments?|testing|intakes?|eval\w*|couples?|famil\w+|groups?|consult\w*)\b",
        after,
        re.I,
    ) and not re.search(r"\([^)]*$", after):  # "$110 (intake $160)" names the sum that follows.
        return []
    if _OTHER.search(near_before) or (
        _OTHER.search(item_after)
        and (re.match(r"\s*(?:for|if|per|when)\b", item_after) or not _SESSION.search(near_before))
        and not _LOW.search(near_before)
    ):
        return []
    led = re.split(r"[;.|\n]| [/–—-] |\bbut\b", before if first else before.partition(",")[2])[-1]
    role = max(
        (found.end() for found in _OTHER.finditer(led) if not re.search(r"\bno\s+$", led[: found.start()])),
        default=None,
    )
    if role is not None and not low_said and not _SESSION.search(near_before) and not _OWN_ROLE.search(led, role):
        # "I run a group on Tuesdays, $60": a role counts for the sum that follows in its sentence.
        return []
    if (
        re.match(
            r"\s*for (?:\w+ )?(?:students?|seniors|clinicians|therapists|trainees|veterans|interns)\b", item_after, re.I
        )
        and not low_said
    ):
        return []
    if re.match(r"\s*(?:\+|and up\b|or more\b)", item_after, re.I):
        return [("fee_floor", one.dollars, True)] if _LOW.search(before) else [("fee", one.dollars, False)]
    if re.match(r"\s*(?:if|when)\b", item_after, re.I) and not _SESSION.search(near_before):
        return []
    if max(one.dollars, last.dollars) > (_DEAREST if _CALLED_FEE.search(near_before) else 1000) or one.dollars < 5:
        return []
    certain = not _FUTURE.search(near_before) and not _FUTURE.search(item_after)
    if re.fullmatch(r"\W*(?:from|starting at|down to|as low as|to|starts at)\W*", near_before, re.I):
        near_before = before  # "Sliding scale: yes, from $120"
    low = _LOW.search(near_before)
    limit = _LIMIT.search(before)
    if low and limit and not re.search(r"(?:\b|(?=n't))(?:not|never|n't|no|won't|doesn't|nobody)\b", before, re.I):
        return []  # "Charges less than $100" names no fee.
    if low and not limit and _NOT_LOW.search(near_before[: low.start()]):
        return []
    if one.pair is not None:
        return _range(one.dollars, last.dollars, bool(low or _LOW.search(after) or _LOW.search(before)), certain)
    if low:
        start_of_slide = re.search(r"slid\w*(?: scale)? from\s*$|from\s*$", near_before, re.I)
        if start_of_slide and not re.search(r"as low|down", near_before, re.I):
            if re.search(r"scale\b[^;]*from\s*$", near_before, re.I) and not re.match(
                r"\s*(?:down )?to\b", after, re.I
            ):
                return [("fee_floor", one.dollars, certain)]
            return [] if not re.match(r"\s*(?:down )?to\b", after, re.I) else [("fee", one.dollars, certain)]
        return [("fee_floor", one.dollars, certain)]
    if re.search(r"(?:->|→|\bto)\s*$", before) and _LOW.search(body) and not first:
        return [("fee_floor", one.dollars, certain)]
    if one.dollars <= _HIGHEST_FLOOR and _IS_THE_SLIDE.match(after):
        return [("fee_floor", one.dollars, certain)]
    if re.search(
        r"^\s*(?:is |for )?(?:my |her |his |the )?(?:sliding|low(?:est)?|reduced|minimum)\b(?!\s*(?:scale"
        r"|fee)? (?:to|available|down))",
        after,
        re.I,
    ) and not re.match(r"\s*slid", after, re.I):
        return [("fee_floor", one.dollars, certain)]
    if re.search(
        r"\b(?:starting at|starts at|from|begin\w* at|up to|between|about|around|approx\w*|roughly|at least)\s*$",
        near_before,
        re.I,
    ):
        return [("fee", one.dollars, False)]
    if re.match(r"\s*(?:it's |it is |is )?now\b", near_before, re.I) and _SESSION.search(body):
        return [("fee", one.dollars, certain)]
    alone = not re.sub(
        r"[\s:/–-]|\b(?:and|is|are|the|a|at|my|her|his|i|she|he|they|still)\b", "", near_before, flags=re.I
    )
    if (
        field == "money"
        or _SESSION.search(context)
        or _SESSION.search(near_before)
        or _SESSION.search(item_after)
        or (alone and _ends(item_after))
    ):
        return [("fee", one.dollars, certain)]
    return []


def _ends(text: str) -> bool:
    return not re.sub(
        r"\(.*|\bplus\b.*|\bdown to\b.*|→.*|->.*|\bslid\w*.*|\bsliding.*|[\s()/–-]|\bbut\b.*|\b(?:now|currently|today|these days)\b|\bw/?.*",
        "",
        text,
        flags=re.I,
    )


def _range(low: int, high: int, slides: bool, certain: bool) -> list[tuple[str, int, bool]]:
    if low > high and high >= 5:
        return (
            [("fee", low, certain), ("fee_floor", high, certain)]
            if slides
            else [("fee", low, False), ("fee_floor", high, False)]
        )
    if slides:
        # The least is said; that the most is what everybody else pays, only supposed.
        return [("fee_floor", low, certain), ("fee", high, False)]
    return [("fee", high, False), ("fee_floor", low, False)]
