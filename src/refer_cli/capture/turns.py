"""Turns of phrase around a mention: signs of no, of maybe and of full, joints of lists, and what resumes."""

from __future__ import annotations

import re

BARE_NO = re.compile(r"\bno\b(?!\s+longer)", re.I)
RESUMES = re.compile(
    r",\s*(?:more|mostly|mainly|primarily|it's|its|it is|rather|instead|prefers?|strictly|loves?|focus\w*)\b(?!\s+than)"
    r"|,\s*(?:now\s+|but\s+|just\s+|only\s+|still\s+)*(?:taking|accepting|takes|accepts|still|just|only|yes|sees|does|uses)\b",
    re.I,
)
ANOTHER_ENTRY = re.compile(r",\s*(?:in\s+)?[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,2}\s*,(?!\s*(?:or|nor)\b)")
"""An entry of another kind inside a list that is denied: "used to take Aetna, Boulder, Cigna"."""
A_FORMAT = re.compile(r"[^\s,;]+\s+(?:therapy|counsel\w+|psychotherapy|groups?|work|sessions?|intensives?)\b", re.I)
MAY_BE_LIMITED = frozenset({"insurer", "pro_bono", "sliding"})
FOR_SOME_ONLY = re.compile(
    r"\s*[,(]?\s*(?:only (?:for|with|if|when|through|via)\b|(?:for|through|via|with) (?:[\w-]+ ){1,4}only\b|EAPs? only\b"
    r"|(?:for|through|via) (?:the |their |an? )?EAPs?\b)",
    re.I,
)
"""What makes a yes one for some clients."""
WAS_OUT = re.compile(r"\b(?:was|were|used to be|had been) (?:out[- ]of[- ]network|oon|not in[- ]network)\b", re.I)
TURNED_NOW = re.compile(
    r"[^.;\n]{0,40}?\b(?:now|but is|currently)\s+(?:back |also |fully |is |am )?(?:in[- ]network|paneled|credentialed|on (?:it|the panel)|does|takes? it|accepts? it)\b"
    r"(?!\s+(?:with|on|by|for)\s+(?!it\b|them\b))",
    re.I,
)
"""What takes a no back: "was out of network with Aetna, now in network"."""
LICENSED_IN = re.compile(
    r",\s*(?:and |also |is |fully |already |currently )*(?:licensed|licenced|registered) (?:to practice )?in\b", re.I
)
AND_BEFORE = re.compile(r"\b(?:and|but)\s+(?:is |has |now |also |currently |an? )*$", re.I)
ABOUT_A_CLIENT = re.compile(r"\W*(?:re|about|regarding) your (?:\w+ ){0,2}(?:client|patient|referral|case)\b", re.I)
FULL_HEADING = re.compile(
    r"\W*(?:panels?|plans?|insurances?|networks?)(?: that are)?(?: currently| now)? (?:full|closed)\s*[:=]", re.I
)
OF_AN_OBJECT = re.compile(
    r"(?:\bnot|\bno longer|n't|\bstopped)(?: currently| now| really| yet)? (?:tak|accept|see|treat|work|do|offer)\w*(?: with)? (?!(?:it|them|these|those|any ?more|at|now|right)\b)\w+",
    re.I,
)
"""A denial that names what it denies."""
ALL_OF_THEM = re.compile(
    r"\W*(?:i|she|he|they|we) (?:left|dropped|quit|resigned from) (?:all|both|them|these|those|each)\b", re.I
)
NOT_SO = re.compile(
    r"[ \t,;.]*(?:but |and |though |while )?(?:[A-Z][\w'’-]+|s?he|they|I) (?:(?:is|am|are|do|does|has|have|can) not|isn['’]t|aren['’]t|doesn['’]t"
    r"|don['’]t|hasn['’]t|haven['’]t|can['’]t|am not)\s*(?=[.;,!\n]|$)",
    re.I,
)
"""What takes back the words before for the one described."""
OF_THE_CLIENT = re.compile(
    r"\W*(?:has|have|is|lives?|needs?|wants?|prefers?|looking|they have|she has|he has|insurance is)\b", re.I
)
"""How a sentence about the client of a question begins."""
NOT_TITLED = re.compile(
    r"\bnot (?:yet |formally |fully )?(?:board )?(?:certified|trained|licensed)\s+(?:in|for)\s+(?:\w+\s+)?$", re.I
)
NOT_SOME_KIND = re.compile(
    r"\s*\(\s*not\s+(?!any ?more|anymore|currently|accept|tak|now\b|at this|yet|in[- ]network|panel|cover|her\b|his\b|my\b|their\b"
    r"|really|offer|available|right now|a\b|an\b|for\b|with\b)[\w-]+(?: [\w-]+)?\s*\)",
    re.I,
)
ANOTHER_PLAN = re.compile(
    r" (?!(?:PPO|HMO|EPO|POS|Plans?|Insurance|Health|Healthcare|Blue|Cross|Shield|Commercial|Clients?|Members?|Panels?|Full|Closed|Open"
    r"|Yes|No|Not|And|Or|But)\b)[A-Z][a-z]{3,}\b"
)
"""A capitalised word right behind an insurer's name: a plan of its own ("HMSA Quest")."""
NO_AT_END = re.compile(r"\bno\b(?!\s+(?!longer|more|thanks?|sorry)\w)", re.I)
"""A "no" that has no words of its own behind it: "addiction and couples, no court work" denies neither."""
TURNS_BACK = re.compile(
    r"\W*(?:(?:and|but)\s+)?(?:now|currently|instead|still|only|just|has|is|takes?|taking|accepts?)\b", re.I
)
"""What goes on behind brackets with a word of its own: "no UHC any more (as of October), now with Cigna"."""
OPENINGS = re.compile(
    r"\b(?:openings?|availability|space|room|spots?|slots?|new|wait(?:ing)?[ -]?list|full|closed|capacity)\b", re.I
)
ABOUT_TITLES = re.compile(r"certif|board|licen[sc]|trained|formally", re.I)
WHOLE_LIST = re.compile(r"\b(?:are|aren't|were|neither|none|both|these|which)\b", re.I)
LIST_JOINT = re.compile(r"\s*(?:,|,?\s*(?:and|or|nor|&|\+)|/|\+)\s*(?:the\s+|any\s+)?", re.I)
TIED_JOINT = re.compile(r"\s*(?:and|or|nor|&|/|\+)\s*", re.I)
MARKER_NO = re.compile(
    r"^\s*(?:[:=–—-]|\(|\?\s*|\bpanel\b|\binsurance\b|\bclients?\b)*\s*(?:no\b|nope\b"
    r"|not\b|never\b|(?:is|are) not\b|isn't|aren't|n/a|out[- ]of[- ]network|oon\b"
    r"|✗|x\b(?=\s*\)))",
    re.I,
)
MARKER_MAYBE = re.compile(
    r"^\s*[,:–-]?\s*(?:pending|applied|in process|soon|tbd|maybe)\b(?=\s*(?:[,.;)]|$))|^\s*(?:\(\s*(?:\?|maybe|pending|soon|tbd|unsure|ask|check|in process)|\?(?!\s*(?:yes|no|nope|not)\b))",
    re.I,
)
MARKER_YES = re.compile(r"^\s*\?\s*(?:yes|yep|yeah)\b", re.I)
MARKER_FULL = re.compile(
    r"\s*(?:(?:,|,?\s*and|&)\s*[^,()]{2,40})?\(\s*(?:both|all)[^)]*\b(?:full|closed)\b[^)]*\)"
    r"|\s*(?:slots?|spots?|clients?|spaces?)?\s*\(\s*(?:panel |currently |now |is |but |all |both |are )*(?:full|closed|taken|waitlist\w*)(?: right now"
    r"| for now| now| (?:to|for) (?:all |any )?new(?: \w+)?)?\s*\)",
    re.I,
)
MARKER_SOME = re.compile(r"^\s*(?:[:=–—]|-\s|\?)\s*(?:not|no|never)\b", re.I)
FINE = re.compile(
    r"^\s*(?:(?:is|are|'s|’s)\s+|(?=still\b))(?:still |also |totally |both |all |always |perfectly |now )*(?:fine|ok|okay|welcome|good|great|yes|accepted"
    r"|taken|a yes)\b(?!\s+(?:only\s+)?(?:if|when|unless))",
    re.I,
)
OWN_VERB = re.compile(r"\b(?:he|she|they|i|we)\b[^,]*\b(?:tak|accept|see|treat|do|work|offer|use|ha[sv])\w*\b", re.I)
UNLESS = re.compile(r"\bunless\b", re.I)
OFF_NETWORK = re.compile(r"\b(?:out[- ]of[- ]network|oon|not in[- ]network|not (?:paneled|credentialed))\b", re.I)
LATER = re.compile(
    r"^\s*(?:[,:–—-]|\.\.\.|…)?\s*(?:maybe|perhaps|possibly|someday|some day|not sure|unsure|pending|soon|tbd|probably|hopefully|eventually|in process"
    r"|in progress|not yet|next year|coming|next)\b",
    re.I,
)
ONLY_THEN = re.compile(r"\s*(?:\w+\s+)?(?:where|when|if|who|unless|while|in which)\b", re.I)
NOW = re.compile(
    r"\b(?:now|currently|these days|today|nowadays|at present|I know|definitely|for sure|for certain)\b|:\s", re.I
)
AUXILIARY = re.compile(
    r"^\W*(?:[\w. ]{1,24}:\s*)?(?:do|does|did|can|could|would|will|are|is|who|what|which|any|anyone|anybody|have|has|where|how|should|may)\b",
    re.I,
)
ASKS_ONE = re.compile(r"\W*(?:q\W+)?(?:do|does|are|is|can) (?:you|your (?:office|practice)|the practice)\b", re.I)
SAYS_YES = re.compile(
    r"[\s>:|-]*(?:a\W+)?(?:yes|yep|absolutely|of course|certainly|definitely|i do\b(?! not)|we do\b(?! not))\b(?!,? but)",
    re.I,
)
SAYS_NO = re.compile(
    r"[\s>:|-]*(?:a\W+)?(?:no\b(?=\s*(?:[.,;!–—-]|$|\n))(?!,? but)|not (?:at this time|right now|currently|at the moment|anymore)|unfortunately,? (?:not?|i (?:do not|don't|can't))\b"
    r"|i (?:do not|don't|no longer)\b|we (?:do not|don't)\b)",
    re.I,
)
"""A page's question about one thing, and how its answer begins."""
ANOTHER_ACT = re.compile(
    r",\s*(?=(?:gave|left|dropped|closed|moved|sold|lost|quit|still (?:waiting|pending|working)|waiting on|hoping|working on)\b)"
    r"|\bso please\b"
)
"""Where a clause goes on with something else that was done ("all virtual now, gave up the office")."""
FULL_BEHIND = re.compile(
    r"^\s*(?:(?:panels?|clients|caseload|slots?|spots?|list|side)\s+|[:=–-]\s*)?(?:is |are |currently |now |presently )*(?:full|closed)\b(?! fee)",
    re.I,
)
CLOSED_BEHIND = re.compile(
    r"^\s*(?:[:=–—-]+|,(?! (?:is|are|currently|now)\b))?\s*(?:(?:panel |is |are |currently |now )*(?:closed|full)(?: (?:to|for) (?:new|all)\b|\s*(?:[,;.)]|$))"
    r"|(?:not (?:taking|accepting)|no) (?:any )?new\b)",
    re.I,
)
CLOSED_BEFORE = re.compile(
    r"\b(?:full (?:for|with|on)|closed (?:to|for))\s+(?:new |the |my |her |his )*$"
    r"|(?:\b|(?=n't))(?:not|no|n't)\b[\w ]*\bnew (?:clients (?:with|from|on|for|through) )?$",
    re.I,
)


VERB_BEFORE_NOT = re.compile(
    r"\b(?:do|does|did|is|are|am|was|were|can|could|will|would|should|has|have|had|i'm|she's|he's|they're|we're|i|it's)\s+(?:\w+ly\s+)?$",
    re.I,
)
"""The verb to which a "not" belongs."""
OF_ITS_OWN = re.compile(r"train|learn|stud|pending|appl|soon|join|process|working toward", re.I)
"""Doubts about the one thing beside them: "in training in PCIT and does not take insurance" leaves the second sure."""


def item_start(body: str, position: int) -> int:
    """Where the entry of a clause begins in which a place stands."""
    return body.rfind(",", 0, position) + 1


def item_end(body: str, position: int) -> int:
    """Where the entry of a clause ends in which a place stands."""
    found = body.find(",", position)
    return len(body) if found < 0 else found


def past_colon(body: str, position: int) -> int:
    """The place behind a colon that belongs to the cue itself ("pending: Blue Shield")."""
    return position + 1 if body[position : position + 1] == ":" else position
