"""Whether somebody takes clients, as people write it: "yes, limited", "Wait list - 2 months", "full til spring"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from refer_cli.fields.days import SEASONS, find_day, month_number, months_later
from refer_cli.fields.limits import limits
from refer_cli.fields.plain import one_line, unmarked, word_set
from refer_cli.fields.values import Accepting
from refer_cli.folding import fold
from refer_cli.records import NamedTuple

_COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "couple": 2,
    "few": 3,
    "several": 3,
}
_SPAN = re.compile(
    r"(?:about|around|approx\.?|approximately|at least|over|~|>|<|up to|within|maybe)?\s*"
    r"(?P<low>\d{1,2}|an?|one|two|three|four|five|six)\+?(?:\s*(?:-|\u2013|\u2014|"
    r"to|or)\s*(?P<high>\d{1,2}|two|three|four|five|six))?\+?\s*-?\s*"
    r"(?P<unit>days?|wks?|weeks?|mos?|mths?|months?|yrs?|years?|w|m)\b\.?",
    re.IGNORECASE,
)
_WAITING = re.compile(r"\b(?:wait[\s-]?list\w*|waiting[\s-]list|w/?l|wait(?:ing)?)\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:un)?til(?:l)?\b|\bthrough\b|\bthru\b", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:in|from|after|starting|starts|start|beginning|begins|begin|opens?|opening|"
    r"by|back|returns?|returning|on|again|next opening|available|is)\b",
    re.IGNORECASE,
)
_TAKES_AGAIN = re.compile(
    r"^(?:(?:yes|y|open|opens|opening|openings|available|accepting|taking|booking|"
    r"scheduling|new clients|next opening|next available|next availability|availability|"
    r"first available|should have openings|will have openings|will have an opening|"
    r"has openings|reopens|reopening|soonest)\b[\s,:-]*)+",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"^(?:(?:no|n|not|full|closed|leave|mat|pat|on leave|out|away|maternity|paternity|parental|"
    r"medical|family|sabbatical|on sabbatical|on hold|currently|booked|not accepting|"
    r"not taking|not available|unavailable|new clients|back|check back|check|check again|"
    r"try again|call back|call|call again|returns|returning|is|again|at capacity|"
    r"fully)\b[\s,:-]*)+",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"\b(?:no|not|n't|never|except|without|closed|full|none|nobody|only if|unless|but)\b", re.IGNORECASE
)
_LEADING = re.compile(
    r"^(?P<word>yes|y|no|n|open|full|closed|accepting|available|limited|waitlist|"
    r"wait list|waiting list|wl|taking|not accepting|not taking|not currently|currently|"
    r"\u2713|\u2714|x)\s*(?:[-\u2013\u2014,;:(.!]|\bbut\b|\bw/|\bwith\b|\bfor\b|"
    r"\bon\b)\s*(?P<remark>.+?)\)?$",
    re.IGNORECASE,
)
_BARE_DAY = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d{2}-\d{2}")
_AS_OF = re.compile(r"[\s,(]*\b(?:as of|per|confirmed|checked|updated)\s+[\w/.-]+(?: \d{4})?\)?[\s,:-]*", re.IGNORECASE)
_NOW = re.compile(
    r"(?: (?:at this time|at the moment|at present|right now|just now|for now|currently|"
    r"presently|today|now|though|yet))+$"
)
# What can be said of openings without changing whether there are any.
_SMALL = re.compile(
    r"^(?:(?:very|only|just|some|a|few|couple|of|limited|limit|limitedly|currently|"
    r"now|right|at|this|time|as|the|moment|for|new|has|have|is|are|with|and|or|in|"
    r"on|more|slots?|spots?|spaces?|"
    r"openings?|availability|available|accepting|taking|clients?|patients?|referrals?|"
    r"caseload|evenings?|mornings?|afternoons?|days?|daytime|weekdays?|weekends?|"
    r"mon(?:day)?s?|tue(?:s|sday)?s?|wed(?:nesday)?s?|thu(?:r|rs|rsday)?s?|fri(?:day)?s?|"
    r"sat(?:urday)?s?|sun(?:day)?s?|am|pm|hours?|\d{1,2}|one|two|three|four|five|"
    r"please|soon|immediately|immediate|ok|yes|growing|building|small|several|always|"
    r"mostly|usually|sometimes)\b[\s,/&+-]*)+$",
    re.IGNORECASE,
)


_ROOM = re.compile(r"opening|spot|slot|space|availab|accept|taking|limited", re.IGNORECASE)


class Opening(NamedTuple):
    """Whether clients are taken, and the words that say something else or were not understood."""

    value: Accepting | None = None
    left: tuple[str, ...] = ()
    assumption: str | None = None


def read_opening(text: str, today: date | None) -> Opening:
    """What a cell about openings says; a span of waiting becomes the month in which it ends."""
    plain = re.sub("([\u2713\u2714\u2705])\ufe0f?(?:\\1\ufe0f?)+", r"\1", one_line(unmarked(text)).strip(" .!,;:*"))
    folded = fold(plain.replace("_", " "))
    status = _status(plain, folded) or _status("", _NOW.sub("", folded))
    if status:
        return Opening(Accepting(status))
    dated = _AS_OF.sub(" ", plain).strip()
    undated = read_opening(dated, today) if dated != plain else Opening()
    if undated.value is not None:
        return undated._replace(left=(plain,))
    if "?" in plain or folded in word_set("nobody_known"):
        return Opening(left=(plain,)) if folded not in ("ask", "check") else Opening()
    for reading in (_counted, _waited, _dated, _with_remark):
        opening = reading(plain, today)
        if opening is not None:
            return opening
    return Opening(left=(plain,))


def coming_month(words: str, today: date | None) -> str | None:
    """The ISO day or month that is meant by what comes behind "until"; the coming one where no year is written."""
    plain = " ".join(
        re.sub(
            r"^(?:the|at least|about|around|approx\.?|maybe|probably|early|late|mid|end of|"
            r"beginning of|start of|sometime in)[\s-]+",
            "",
            words.casefold().strip(" .,;:!()"),
        ).split()
    )
    plain = re.sub(r"^(?:mid|early|late|end of|the)[\s-]+", "", plain)
    if month := re.fullmatch(r"(\d{4})-(\d{1,2})", plain):
        return f"{month[1]}-{int(month[2]):02d}" if 1 <= int(month[2]) <= 12 else None
    if month := re.fullmatch(r"(\d{1,2})/(\d{4})", plain):
        return f"{month[2]}-{int(month[1]):02d}" if 1 <= int(month[1]) <= 12 else None
    if named := re.fullmatch(r"([a-z]{3,9})\.?,?(?: of)? ?(?:(20\d{2})|['\u2019](\d{2}))", plain):
        number = SEASONS.get(named[1]) or month_number(named[1])
        return f"{named[2] or '20' + named[3]}-{number:02d}" if number else None
    if re.fullmatch(r"20\d{2}", plain):
        return f"{plain}-01"
    if today is None:
        day = find_day(plain, None, past=False)
        return day.isoformat() if day else None
    if plain in (
        "new year",
        "new years",
        "next year",
        "the new year",
        "year end",
        "end of year",
        "end of the year",
        "holidays",
        "after the holidays",
    ):
        return f"{today.year + 1}-01"
    if plain in ("next month", "month"):
        return months_later(today, 1).isoformat()[:7]
    number = SEASONS.get(plain.removeprefix("next ")) or month_number(plain.removeprefix("next "))
    if number:
        return f"{today.year + (number < today.month)}-{number:02d}"
    if span := _SPAN.fullmatch(plain.removeprefix("in ").removeprefix("another ")):
        return _after(span, today)
    day = find_day(plain, today, past=False)
    return day.isoformat() if day and day >= today else None


def _status(plain: str, folded: str) -> str | None:
    for status in ("waitlist", "no", "yes"):
        if folded in word_set("accepting", status) or plain.casefold() in word_set("accepting", status):
            return status
    return None


def _after(span: re.Match[str], today: date) -> str:
    """The month in which a span from today ends; of "6-8 weeks" the longer one."""
    count = span["high"] or span["low"]
    number = int(count) if count.isdigit() else _COUNTS[count.casefold()]
    unit = span["unit"][0].casefold()
    if unit in "dw":
        return (today + timedelta(days=number * (7 if unit == "w" else 1))).isoformat()[:7]
    return months_later(today, number * (12 if unit == "y" else 1)).isoformat()[:7]


def _counted(plain: str, today: date | None) -> Opening | None:
    """ "3", "2 openings", "1-2 spots"."""
    written = re.fullmatch(
        r"(?:has |about |~)?(\d{1,2})(?:\.0)?(?:\s*[-\u2013]\s*\d{1,2}|\+)?(?:\s+(?:new |"
        r"open |evening |daytime |current |client |available )*(?:openings?|spots?|slots?|"
        r"spaces?|clients?|hours?|open|available|patients?))?(?:\s+(?:available|open|"
        r"now|currently))?",
        plain,
        re.IGNORECASE,
    )
    if written is None:
        return None
    status = "yes" if int(written[1]) else "no"
    return Opening(Accepting(status), (), f"{plain} is taken as {status} for new clients")


def _waited(plain: str, today: date | None) -> Opening | None:
    """A waiting list, or a span or month of waiting: "wait list - 2 months", "booking 6 weeks out"."""
    waiting = _WAITING.search(plain)
    span = _SPAN.search(plain)
    if waiting is None and span is None:
        return None
    rest = plain
    until = None
    if span is not None:
        if today is not None:
            until = _after(span, today)
        rest = plain[: span.start()] + " " + plain[span.end() :]
    denied = re.search(r"\b(?:no|not|closed|full|without)\b", _WAITING.sub(" ", rest), re.IGNORECASE)
    if waiting is not None and denied:
        # "waitlist closed" was known whole; "no waitlist, 2 openings" is somebody's own sentence.
        behind = re.match(
            r"(?:full\b|closed\b|no\s*[,;:(\-\u2013]|no but\b)[\s,;:(-]*(?:has |but |with |- )*", plain, re.IGNORECASE
        )
        return _behind_full(plain, plain[behind.end() :], until, span is not None) if behind else Opening(left=(plain,))
    if waiting is None and re.search(r"\b(?:ago|old|every|per|sessions?|only|leave|min)\b", plain, re.IGNORECASE):
        return Opening(left=(plain,))
    if denied:
        dated = _dated(plain, today)
        return dated if dated is not None else Opening(left=(plain,))
    if until is None and (end := _UNTIL.search(rest) or _FROM.search(rest)):
        until = coming_month(rest[end.end() :], today)
        if until is not None:
            rest = rest[: end.start()]
    if until is None and waiting is not None:
        until = coming_month(rest[waiting.end() :].strip(" -:,("), today)
        rest = rest[: waiting.end()] if until is not None else rest
    other = re.sub(
        r"\b(?:yes|y|but|has|have|a|an|is|of|the|about|approx|out|booking|booked|scheduling|"
        r"currently|now|long|short|only|with|in|at|for|est|estimated|wait|time|about|"
        r"next|opening|openings|available|accepting|taking|on|until|till|til|w|per|or|"
        r"so|more|right|approximately|around|roughly|currently)\b|[^\w]",
        " ",
        _WAITING.sub(" ", rest),
        flags=re.IGNORECASE,
    )
    left = (plain,) if other.strip() or (span is not None and until is None) else ()
    return Opening(Accepting("waitlist", until), left)


def _behind_full(plain: str, rest: str, until: str | None, has_span: bool) -> Opening:
    """ "Full - waitlist 3 months" is a waiting list; "full, no waitlist" is a no."""
    if re.search(r"\b(?:no|not|closed|full|without)\b", rest, re.IGNORECASE):
        return Opening(Accepting("no"), () if re.fullmatch(r"[\w\s]{0,24}", rest) else (plain,))
    return Opening(Accepting("waitlist", until), (plain,) if has_span and until is None else ())


def _dated(plain: str, today: date | None) -> Opening | None:
    """Until or from some day on: "full til spring", "on leave until Feb", "openings in January", "not until March"."""
    end = _UNTIL.search(plain)
    if end is not None:
        head, until = plain[: end.start()].strip(" ,:;-("), coming_month(plain[end.end() :], today)
        status = _status(head, fold(head)) or ("no" if _AWAY.fullmatch(f"{head} ") else None)
        if head == "":
            return Opening(left=(plain,))
        if status in ("no", "waitlist"):
            return Opening(Accepting(status, until), () if until else (plain,))
        return Opening(left=(plain,))
    for pattern, status in ((_TAKES_AGAIN, "waitlist"), (_AWAY, "no")):
        head_match = pattern.match(f"{plain} ")
        if head_match is None:
            continue
        rest = plain[head_match.end() :].strip(" ,:;-(")
        if _BARE_DAY.fullmatch(rest):  # "yes 10/1", "full 11/15": the day on which somebody asked
            said = _status(head_match[0].strip(), fold(head_match[0]))
            return Opening(Accepting(said), (plain,)) if said else Opening(left=(plain,))
        if re.fullmatch(r"(?:yes|y)[\s,:-]*", head_match[0], re.IGNORECASE) and not _FROM.match(rest):
            continue
        rest = re.sub(rf"^(?:{_FROM.pattern}\s*)+", "", rest, flags=re.IGNORECASE)
        until = coming_month(rest, today) if rest else None
        if until is not None:
            return Opening(Accepting(status, until))
    from_match = re.match(rf"(?:{_FROM.pattern}\s*)+", plain, re.IGNORECASE)
    until = coming_month(plain[from_match.end() :] if from_match else plain, today) if len(plain) > 2 else None
    if until is not None and (from_match or not plain.isdigit()):
        return Opening(Accepting("waitlist", until), (), f"{plain} is taken as a wait until {until}")
    return None


def _with_remark(plain: str, today: date | None) -> Opening | None:
    """A clear word and a remark: "yes - 2 evenings", "No (retired)". A remark that may deny it leaves all in doubt."""
    parts = _LEADING.match(plain)
    if parts is None:
        return (
            Opening(Accepting("yes"), (), f"{plain} is taken as yes for new clients")
            if _SMALL.match(plain) and _ROOM.search(plain)
            else None
        )
    word, remark = parts["word"], parts["remark"].strip(" )")
    status = _status(word, fold(word))
    if status is None:
        return None
    own = read_opening(remark, today) if remark else Opening()
    if own.value is not None and not own.left:
        if own.value.status == status:
            return own
        if (status, own.value.status) in (("yes", "waitlist"), ("no", "waitlist")):
            return own
        return Opening(left=(plain,))
    if status == "yes" and (_DENYING.search(remark) or limits(remark)):
        return Opening(left=(plain,))
    if status == "no" and re.search(r"\b(?:except|unless|but|only|some|open|accept\w*|yes)\b", remark, re.IGNORECASE):
        return Opening(left=(plain,))
    if status == "yes" and _SMALL.match(remark):
        return Opening(Accepting("yes"), (), f"{plain} is taken as yes for new clients")
    return Opening(Accepting(status), (plain,))
