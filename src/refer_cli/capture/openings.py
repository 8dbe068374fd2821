"""Whether clients are taken: yes, waitlist or no, until when; and how many places at a lower fee are open."""

from __future__ import annotations

import re
from datetime import date

from refer_cli.capture.assertions import Reader
from refer_cli.capture.clauses import Clause
from refer_cli.capture.days import until, wait_ends
from refer_cli.capture.found import UNSURE, WRITTEN, Fact

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
_SLOTS = re.compile(
    r"\b(?P<count>\d{1,2}|no|zero|one|a|two|three|four|five|six)\s+(?:couple of |few |more |open "
    r"|available |current |remaining |\$\d+ )*"
    r"(?:sliding[- ]?(?:scale|fee)?|(?:reduced|low|lower)(?:[- ](?:fee|rate|cost))?)[- ]*(?:spots?"
    r"|slots?|openings?|places?|spaces?)(?P<after>[^,.;]*)",
    re.I,
)
_STILL_OPEN = re.compile(
    r"(?:only )?(\d{1,2}|none|one|two|three)(?: of (?:them|these|those))?(?: (?:is|are))?(?: still| currently)? (?:open|left|available|free)\b",
    re.I,
)
_LATER = re.compile(
    r"\b(?:again )?(?:from|in|starting|beginning|as of|come|back in)\s+(?=(?:early |mid |late )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)",
    re.I,
)
_THESE = re.compile(r"\W*(?:these|those|both|all(?: of (?:them|these|those))?)\b", re.I)
_PLACES = re.compile(r"\b(?:slots?|spots?|openings?|places)\b", re.I)
_REDUCED = re.compile(r"\b(?:reduced|sliding|low(?:er)?)[- ]?(?:fee|scale|cost|rate)?\b", re.I)
_OF_A_PLAN = re.compile(
    r"(?:^|[\s,;(])(?:[A-Z]{2,6}|[A-Z][a-z]+ [A-Z][a-z]+|(?:my|her|his|their) (?:[A-Z]\w+ ){1,4}panel|(?:that|this|the) panel) (?:is |are |panel |currently |now )*(?:full|closed)\b"
)
_LOW_TAKEN = re.compile(
    r"\b(?:those|these|the|all|both) (?:\w+ ){0,2}(?:spots?|slots?|places) (?:are |is |currently |now )*(?:all |both |currently )*(?:taken|full|filled|gone)\b"
    r"|\bsliding[- ](?:scale|fee)(?: spots?| slots?)? (?:is |are )?(?:currently |now )*(?:full|taken|filled)\b",
    re.I,
)
_REDUCED_TOO = re.compile(r"\b(?:lowest|reduced|low[- ](?:fee|cost)|slid\w*|down to|as low as)\b", re.I)
_OF_SOME_TIMES = re.compile(
    r"\s+(?:only )?for (?:the )?(?:evenings?|weekends?|afternoons?|after[- ]?school|in[- ]person|saturdays?|mornings?)\b",
    re.I,
)
_SOME = re.compile(r"a (?:few|couple)", re.I)
_GONE = re.compile(
    r"\(?(?:(?:and|but) )?(?:(?:all|both|they|these|those|it|that|mine|hers|his)\b[^.;\n]{0,24}\b)?(?:now |just |already |was |is |were |are |been )*"
    r"(?:taken|full|filled|gone|spoken for)\b(?! fee| scale| range| time| rate| price)",
    re.I,
)
_CLIENTS = (
    r"(?:clients?|patients?|referrals?|people|folks|cases|couples|families|teens|kids|adults|adolescents|children)"
)
_CLIENT = r"(?:clients?|patients?|teens?|kids?|adults?|couples?|famil(?:y|ies)|referrals?|person|people|adolescents?|child|children|individuals?)"
_NO = re.compile(
    r"(?:\b|(?=n't))(?:not|n't|isn't|aren't|dont|isnt|no longer|stopped|closed|unable to|can't"
    r"|cannot)\b[\w ]{0,24}?\b(?:accept|tak|see|add|book)\w*(?: on)?(?: any)?(?: more)? (?:new"
    r"|additional|any more|more|clients|patients|referrals|anyone|anybody)\b"
    r"|\bclosed (?:to|for) (?:new|all)\b|\b(?:practice|caseload|panel|schedule|books?)(?:'s|’s)? (?:is "
    r"|are )?(?:currently |now )?(?:full|closed)\b"
    r"|(?<!not )(?:\b|(?=n't))(?:not|n't) (?:currently |now )?(?:accepting|taking)(?= (?:until|till|til|right now|at this time|at the moment)\b|\s*(?:[.;!)]|$))"
    r"|(?:\b|(?=n't))(?:won't|will not) have (?:anything|any(?: \w+)? (?:openings?|space|room|availability)|(?:an? )?(?:openings?|space|room))\b"
    r"|\bnone (?:now|left|right now|at the moment|currently|today)\b"
    r"|\bno new (?:clients|patients|referrals|people|folks)\b"
    r"|\bnothing (?:open |available |free )?(?:until|till|til)\b"
    r"|\b(?:i'm|i am|she's|she is|he's|he is|they're|they are|am|is|are|currently"
    r"|now|still|completely|totally|already|pretty|very|both|so|stays?|getting)\s+(?:currently "
    r"|completely |totally |pretty |all |now |fully |very )*(?:full|booked)\b(?![- ](?:time"
    r"|fee|range|of|service|scope|licen|disclosure|name))"
    r"|\b(?:i'm|i am|she's|she is|he's|he is|they're|they are) (?:currently |now )?closed\b(?! to\b| for\b)"
    r"|\bfull (?:rn|atm|until|till|til|through|thru|right now|at the moment|for now|currently"
    r"|now|up|these days|as of|again)\b|(?:^|,)\W*(?:currently |now |still |practice |caseload )?(?:full|closed|booked)(?: until [^,]+)?\W*(?=,|$)"
    r"|(?:\b|(?=n't))(?:no|without|zero|not (?:currently )?have any|n't (?:currently )?have(?: any)?|lacks) (?:current "
    r"|new |more |open |immediate )*(?:openings?|availability|room|space|spots?"
    r"|capacity)\b"
    r"|\bclosed (?:my|her|his|their|the) (?:caseload|practice|books?)\b"
    r"|\bat (?:full )?capacity\b|\bbooked (?:up|solid|until|through|out)\b|\bon (?:parental "
    r"|maternity |medical |paternity |family )?(?:leave|sabbatical)\b",
    re.I | re.M,
)
_WAIT = re.compile(
    r"\bwait(?:ing)?[ -]?list(?:s|ed)?\b(?! to (?:get|be|join))"
    r"|\bw/?l\b(?= (?:to|til|till|until|thru|for|is|only|open)\b)"
    r"|\bwait is (?=until|till|til)|\bnext (?:opening|availability|available)(?: is| would be| will be)?(?: not)? (?=in|until|till|til|around|about)"
    r"|\b\d{1,2}\+?(?:\s?(?:-|–|to)\s?\d{1,2})?[\s-](?:wks?|weeks?|mos?|months?)[\s-]wait\b"
    r"|\bbook(?:ing|ed) (?:into|out (?:to|into)) (?=(?:early |mid |late )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|fall|winter|next))"
    r"|\b(?:books?|schedule|sched|caseload|practice|calendar) (?:re-?)?opens?(?: (?:back )?up)?(?: again)?(?: in| on)? (?=(?:early |mid |late )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|fall|winter))"
    r"|\bwait(?: time)?(?: is| of|:)?(?: (?:about|around|roughly|currently|approx\.?))?\s?~?\s?\d{1,2}\+?(?:\s?(?:-|–|to)\s?\d{1,2})?[\s-]?(?:wks?|weeks?|mos?|months?)\b",
    re.I,
)
_JOIN_LIST = re.compile(
    r"\b(?:join|added to|add (?:yourself|you) to|sign up for|put (?:you )?on|be on)\s+(?:my|the|our|a|her|his)\s+(?:short )?wait",
    re.I,
)
"""A waiting list that is held out to whoever reads the page."""
_NO_WAIT = re.compile(r"(?:\b|(?=n't))(?:no|not|n't|without|never|don't|doesn't)\b[\w ]{0,20}$", re.I)
_CLOSED_WAIT = re.compile(r"\b(?:clos\w+|shut|stopped|end(?:ed|ing)?)\b[\w ]{0,16}$", re.I)
_OF_SOME = re.compile(
    r"\s*(?:under|over|below|above|younger|older|who|whose|with|for|in|that|aged?|on|outside|until they|without|via|through"
    r"|unless|because of|if)\b",
    re.I,
)
_BY_ONE_WAY = re.compile(
    r"(?:\s+(?:clients?|patients?|referrals?|people))?\s+(?:(?:by|via|through) (?:the )?(?:phone|telephone|text|e-?mail|mail|messages?|fax|website)|over the phone)\b",
    re.I,
)
_YES = re.compile(
    rf"\b(?:accept|tak|welcom)(?:es|ing|e)?(?: on)?(?: \w+){{0,2}} new (?:\w+ ){{0,2}}{_CLIENTS}\b"
    rf"|\b(?:accept|tak)ing (?:on )?{_CLIENTS}\b"
    rf"|\b(?:accept|tak)(?:s|es|ing)? new\b(?! (?:\w+ )?(?:insur|panel|supervis|intern|trainee|associate|student|consult|employee|therapist|clinician|staff|hire))|\btaking referrals\b"
    rf"|\bopen (?:to|for) (?:new|referrals)\b"
    r"|\b(?:is|are|am|'s|'m|'re) (?:currently |now )?accepting(?=\s*(?:[.,;!)]|$))"
    r"|\b(?:has|have|having|had|got|with|w/|currently|now|also|some|a few|few|several"
    r"|two|three|four|five|one|an|a couple of?|couple|limited|immediate|current"
    r"|\d{1,2})(?: [\w-]+){0,3} (?:openings?|availability|vacanc\w+)\b"
    r"|\b(?:has|have|having|got|with|some|a few|two|three|four|five|\d) (?:(?!sliding|reduced|low)[\w-]+ ){0,2}(?:room"
    r"|space|spots?|slots?|spaces)(?! (?:heater|for (?:a )?(?:group|rent)))\b"
    r"|\bcan (?:start|begin|see (?:new|people|someone|somebody|them|her|him)|get (?:people|someone|somebody|them) in) (?:\w+ ){0,2}(?:right away|immediately|now|today|this week|next week|quickly|soon)\b"
    rf"|\b(?:can|could|able to) (?:start|take|fit(?: in)?|squeeze(?: in)?|see|add)(?: on| in)?(?: maybe| probably| about)?"
    rf" (?:someone|somebody|(?:one|two|three|four|\d|another|a few|a couple(?: of)?)(?: more| new| of){{0,2}}(?: [\w-]+)? ?{_CLIENT}|(?:an? )?(?:new )?(?:individual|{_CLIENT}))\b"
    r"|\b(?:one|two|three|four|a few|a couple|\d{1,2})(?: [\w-]+){0,2} (?:slots?|spots?|spaces?) (?:left|open|available|free)\b"
    r"|\bcan (?:take|see|fit in) (?:one|two|three|a few|a couple) more\b"
    r"|\b(?:lots|plenty) of (?:room|space|openings|availability)\b"
    r"|^\W*(?:currently |now )?openings?(?= (?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b)"
    r"|^\W*(?:indiv\w*|couples?|individual slots?) open\W*$"
    r"|\b(?:now|currently) open(?=\s*(?:[.,;!)]|$))|\bhas (?:an? )?\d{1,2}(?::\d{2})? ?(?:am|pm)(?: slot)? open\b"
    r"|(?:^|,|\b(?:and|is|she's|he's|they're|i'm))\W*(?:now |currently )?(?:open|accepting|taking (?:new )?(?:clients|patients|people|referrals))(?: up)? again(?=\W*(?:$|[,.;!]|now\b))"
    r"|\bwide open\b"
    r"|^\W*(?:currently|now|availability)?\W*(?:room|space|openings?) for (?:\w+ ){0,3}(?:clients?|people|folks|patients)\b"
    r"|(?:^|,)\W*(?:has |some |few |current )?(?:openings?|availability)(?: (?:now|available|currently))?\W*(?=$|,)|\bnew (?:clients"
    r"|patients) welcome\b|\bnot full(?=\s*(?:yet|at|right|now|currently|[,.;!)]|$))|\bopenings? (?:available|now|currently|on"
    r"|in the|this|for)\b",
    re.I | re.M,
)
_BEGINS = re.compile(r"\b(?:starting|beginning|effective|as of|come)\b", re.I)
_FOR_SOME_ONLY = re.compile(
    r"\bfor (?:\w+ ){0,2}(?:testing|assessments?|evaluations?|evals?|groups?|consultations?|supervision) only\b"
    r"|\bonly for (?:\w+ ){0,2}(?:testing|assessments?|evaluations?|evals?|groups?|consultations?|supervision)\b",
    re.I,
)
_AWAY_LATER = re.compile(
    r"\bon (?:parental |maternity |medical |paternity |family )?(?:leave|sabbatical|vacation),? (?:from |starting |beginning )?"
    r"(?:\d{1,2}/\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)",
    re.I,
)
_FREE_PLACE = re.compile(r"\bpro[- ]?bono\b", re.I)
"""A place for nothing says nothing of the others."""
_SUBSET = re.compile(
    r"\b(?:evenings?|weekends?|saturdays?|sundays?|daytime|after[- ]?school|in[- ]person"
    r"|telehealth|virtual|pro bono|sliding|insurance|low[- ]fee|reduced)\b",
    re.I,
)
_TOLD = re.compile(
    r"\b(?:told|said|mentioned|e-?mailed|texted|wrote|heard|spoke|talked|checked)\b[^,.;]{0,24}?\blast (?:week|month|night)\b",
    re.I,
)
_PAST = re.compile(r"\b(?:had|was|were|used to|last (?:year|spring|summer|fall|winter|month|week)|back then)\b", re.I)
_NOT_SPACE = re.compile(
    r"\b(?:office|safe|waiting|parking|sub-?let|shar|warm|brave|welcoming|confidential"
    r"|support)\w*\b[^,]*\b(?:space|room|spots?)\b|\b(?:space|room) (?:to|where"
    r"|of|in which)\b|\bspots? (?:in|at|on) (?:the|a) (?:group|training|office)"
    r"|\b(?:openings?|room|space|position)s? for (?:an?|our|another|new)? ?(?:\w+ ){0,2}(?:assistant|biller|therapist|clinician|intern|associate"
    r"|supervisor|hire|counselor|renter|sublet|office ?mate|supervis\w+|consultations?|consultees?|trainees?|students?)\b"
    r"|\b(?:her|his|their|my|our|the|a) (?:[\w-]+ )*?(?:groups?|clinic|practice|agency|team|associates?|interns?|supervisees?) (?:\w+ ){0,2}(?:has|have|is|are|with|takes?|accepts?|can)\b",
    re.I,
)


def opening_facts(text: str, reader: Reader, today: date) -> list[Fact]:
    """Every statement about new clients in the text; `today` (or the text's own day) dates "until March"."""
    facts: list[Fact] = []
    for number, part in enumerate(reader.clauses):
        body = text[part.start : part.end].replace("’", "'")
        some = _SLOTS.search(body)
        if some and _SOME.match(some[0]) and _GONE.match(text[part.end : part.end + 60].lstrip(" .;)-")):
            facts.append(Fact("sliding_slots", "0", _words(body), WRITTEN))
            continue
        if _LOW_TAKEN.search(body) and _REDUCED_TOO.search(text[max(0, part.start - 140) : part.end]):
            facts.append(Fact("sliding_slots", "0", _words(body), WRITTEN))
            continue
        slots = _slots(body)
        if slots is not None:
            behind = (body[slots[2] :] + text[part.end : part.end + 60]).lstrip(" .,;)-")
            behind = re.sub(r"^\(?\$?\d+\)[,;\s]*", "", behind)
            now = _STILL_OPEN.match(behind.lstrip("("))
            gone = _GONE.match(behind)
            if _clear(reader, number, slots[1]):
                count = str(_COUNT.get(now[1].lower(), now[1])) if now else "0" if gone else str(slots[0])
                facts.append(Fact("sliding_slots", count, _words(f"{body} ({now[0]})" if now else body), WRITTEN))
            continue
        said = _headed(body) if part.field == "openings" else None
        status, place = said or _status(body)
        if part.field in ("panels", "-panels", "money", "license_states") and re.match(r"none\b", body[place:], re.I):
            continue  # "Insurance: none currently"
        if status is None or _NOT_SPACE.search(body) or (status == "yes" and _FREE_PLACE.search(_item(body, place))):
            continue
        before = text[max(0, part.start - 140) : part.start]
        if status == "no" and _THESE.match(body) and _PLACES.search(before):
            if _REDUCED.search(before):
                facts.append(Fact("sliding_slots", "0", _words(body), WRITTEN))
            continue  # "Reduced fee: a few spots at $85; these are full"
        if reader.taken_back(part):
            facts.append(Fact("accepting", "no" if status == "yes" else status, _words(body), UNSURE))
            continue  # "The practice is accepting clients but Jane is not."
        if status == "yes" and _GONE.match(text[part.end : part.end + 60].lstrip(" .;)-–—")):
            continue  # "I keep 3 Medicaid slots (all full)"
        if part.opened == "paren" and number and _SLOTS.search(text[reader.clauses[number - 1].start : part.start]):
            continue  # "2 spots at $90 (both full)" is said of these.
        marked = reader.marked(part.start + place + len(re.match(r"\W*", body[place:])[0]))  # type: ignore[index]
        if marked == "no":
            if status != "yes":
                continue  # An empty box at "full" is not a no.
            status = "no"
        elif marked == "open":
            continue
        standing = WRITTEN if status == "waitlist" and _JOIN_LIST.search(body) else _standing(reader, number, place)
        if standing is None or (
            _PAST.search(_TOLD.sub("~", body))
            and (not re.search(r"\bnow\b", body, re.I) or re.search(r"\b(?:gone|filled|taken)\b", body, re.I))
        ):
            continue
        sure = standing
        entry = _entry(body, place)
        insurers = [
            one
            for one in reader.inside[number]
            if "insurer" in one.kinds() and entry[0] <= one.start - part.start < entry[1]
        ]
        if insurers and status != "yes":
            continue
        if status == "no" and _OF_A_PLAN.search(body):
            continue  # "OHP closed to new people", "my First Choice panel is full"
        subset = [
            one
            for one in reader.inside[number]
            if {"population", "need"} & one.kinds() and one.start - part.start > place
        ]
        item = body[body.rfind(",", 0, place) + 1 :].split(",")[0] if place else body
        if part.opened == "paren" and part.parent is not None and status == "no":
            above = reader.clauses[part.parent]
            if re.search(r"\b(?:slid\w*|reduced|low[- ]fee|slots?|spots?)\b", text[above.start : above.end], re.I):
                continue  # "Sliding scale from $95 (currently full)" is about these places.
        if part.parent is not None and _of_an_insurer(reader, part, part.parent):
            continue
        later = _LATER.search(body, place) if status == "yes" else None
        if later is not None:
            month = until(f"until {body[later.end() :]}", today)
            if month and _months_away(month[0], today) >= 2:
                facts.append(Fact("accepting", f"waitlist until {month[0]}", _words(body), sure))
                continue  # "Taking new clients again from March" is no yes in November.
        if status == "yes" and _FOR_SOME_ONLY.search(body):
            sure = UNSURE
        if _AWAY_LATER.search(body):
            sure = UNSURE  # "On leave December 14 - January 4" says nothing of today.
        if status == "no" and (subset or _SUBSET.search(item)):
            sure = UNSURE
        sentence = text[part.start : part.sentence[1]]
        end = until(body, today) or (until(sentence, today) if status != "yes" and len(sentence) < 160 else None)
        if end is None and status == "waitlist":
            end = wait_ends(body, today)
        value = f"{status} until {end[0]}" if end and status != "yes" else status
        quoted = body[slice(*entry)]
        words = quoted if not end or end[1] in quoted else body if end[1] in body else sentence
        facts.append(Fact("accepting", value, _words(words), sure))
    return _settled(facts)


def _item(body: str, place: int) -> str:
    """The entry between commas in which a place of a clause stands."""
    return body[slice(*_entry(body, place))]


def _months_away(day: str, today: date) -> int:
    """Whole months from today's to that of an ISO day or month."""
    year, month = int(day[:4]), int(day[5:7])
    return (year - today.year) * 12 + month - today.month


def _of_an_insurer(reader: Reader, part: Clause, above: int) -> bool:
    """Whether brackets or a dash behind an insurer's name hold the words ("Aetna (full)", "BCBS - full")."""
    last = reader.inside[above][-1:]
    if not last or "insurer" not in last[0].kinds():
        return False
    return part.opened == "paren" or (
        part.opened == "dash" and not re.search(r"\w", reader.text[last[0].end : part.start])
    )


def _entry(body: str, place: int) -> tuple[int, int]:
    """Where the entry between commas begins and ends in which a place stands."""
    start = body.rfind(",", 0, place + 1) + 1
    end = body.find(",", place + 1)
    return start, len(body) if end < 0 else end


def _slots(body: str) -> tuple[int, int, int] | None:
    """How many places at a lower fee are said to be open, and where the words begin and end."""
    match = _SLOTS.search(body)
    if (
        match is None
        or _SOME.match(match[0])
        or re.search(r"\b(?:filled|taken|full|had)\b", match["after"] + body[: match.start()], re.I)
    ):
        return None
    word = match["count"].lower()
    return int(word) if word.isdigit() else _COUNT[word], match.start(), match.end()


def _headed(body: str) -> tuple[str, int] | None:
    said = body.strip(" .,:;!\n").lower()
    if _WAIT.search(said):
        return None
    if said in ("y", "n"):
        return ("yes" if said == "y" else "no"), 0
    if re.match(r"(?:yes|open|accepting|available|now|yep)\b(?! (?:for|to) )", said):
        return "yes", 0
    if said in ("closed", "full", "none", "nope") or re.match(
        r"(?:no|not)\b(?! until)(?: (?:accepting|at this|at the|currently|right now|now|openings?)\b|$)", said
    ):
        return "no", 0
    return None


def _status(body: str) -> tuple[str | None, int]:
    wait, no, yes = _WAIT.search(body), _NO.search(body), _YES.search(body)
    if wait and re.match(r"\s+(?:was|were|used to|had been)\b", body[wait.end() :], re.I):
        wait = None
    if wait and re.match(r"\s*[:=–-]+\s*(?:none|no|closed|n/?a)\b", body[wait.end() :], re.I):
        wait = None
    if wait and yes and _OF_SOME_TIMES.match(body, wait.end()):
        return "yes", yes.start()  # "A waitlist for evenings, immediate daytime openings"
    if (
        wait
        and not _NO_WAIT.search(body[: wait.start()])
        and not re.match(r"\s*(?:is |are |currently |now )*(?:closed|full)\b", body[wait.end() :], re.I)
        and not _CLOSED_WAIT.search(body[: wait.start()])
    ):
        return "waitlist", wait.start()
    if wait and not no and _CLOSED_WAIT.search(body[: wait.start()]):
        return "no", wait.start()
    if re.search(
        r"(?:\b|(?=n't))(?:not|isn't|aren't|n't|never) (?:currently |yet |completely )?full\b(?! [A-Za-z]*(?:DBT|time|fee|model|protocol))",
        body,
        re.I,
    ):
        return ("yes", yes.start()) if yes else (None, 0)
    if (
        no
        and not re.search(r"\bnew\b|\badd", no[0], re.I)
        and re.search(r"see|tak|accept", no[0], re.I)
        and _OF_SOME.match(body, no.end())
    ):
        no = None
    if no and _BY_ONE_WAY.match(body, no.end()):
        no = None  # "Doesn't take new clients by phone" says how, not whether.
    if no or (yes and re.match(r"[^.;,]{0,12}[:=]\s*(?:no|not|none|closed)\b", body[yes.end() :], re.I)):
        return "no", no.start() if no else 0
    if (
        yes
        and not wait
        and not re.search(
            r"(?:\b|(?=n't))(?:no|not|n't|never|without|nor|hardly|few if any)\b", body[: yes.end()], re.I
        )
    ):
        return "yes", yes.start()
    return None, 0


def _standing(reader: Reader, number: int, place: int) -> str | None:
    """WRITTEN or UNSURE, or None where the clause is about something else."""
    part: Clause = reader.clauses[number]
    sentence = reader.text[part.sentence[0] : part.sentence[1]]
    if part.field == "skip" or reader.reached("skip", number, place):
        return None
    if sentence.rstrip().endswith("?"):
        return WRITTEN if reader.answered_yes(part.sentence) else None
    if not reader.reached("unsure", number, place):
        return WRITTEN
    body = reader.text[part.start : part.end]
    # Openings that begin next month are openings.
    only_later = re.search(r"\bopenings?\b", body, re.I) and not reader.cue("unsure").search(_BEGINS.sub("~", body))
    return WRITTEN if only_later else UNSURE


def _clear(reader: Reader, number: int, place: int) -> bool:
    return _standing(reader, number, place) == WRITTEN


def _settled(facts: list[Fact]) -> list[Fact]:
    """Full with a waitlist is a waitlist; a yes beside a no is a conflict, to be asked about."""
    accepting = [one for one in facts if one.field == "accepting"]
    kept = [one for one in facts if one.field != "accepting"]
    written = [one for one in accepting if one.sure == WRITTEN]
    statuses = {one.value.split()[0] for one in written}
    if "waitlist" in statuses and "yes" not in statuses:
        dated = next((one.value.partition(" until ")[2] for one in written if " until " in one.value), "")
        first = next(one for one in written if one.value.startswith("waitlist"))
        value = f"waitlist until {dated}" if dated else "waitlist"
        return [*kept, Fact("accepting", value, first.words, WRITTEN)]
    if len(statuses) > 1:
        return [*kept, *(one._replace(sure=UNSURE) for one in accepting)]
    dated_first = sorted(written, key=lambda one: " until " not in one.value)
    return [*kept, *dated_first[:1], *(one for one in accepting if one.sure != WRITTEN and not written)]


def _words(body: str) -> str:
    return " ".join(body.split()).strip(" ,;.")[:120]
