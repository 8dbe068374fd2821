"""Lists as people fill a cell with them: parted by anything, with depths, denials and entries of other fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from refer_cli.fields.age_groups import ADULT, ALL_AGES, CHILD, OLDER_ADULT, TEEN, read_ages, spelled_ages
from refer_cli.fields.catalogue import BY_NAME, DEPTHS
from refer_cli.fields.plain import is_empty_word, one_line, unmarked, word_set
from refer_cli.fields.values import NO, Item, Listing, Value
from refer_cli.folding import fold
from refer_cli.places.states import state_code
from refer_cli.records import NamedTuple
from refer_cli.vocabulary.normaliser import Understood, vocabulary
from refer_cli.vocabulary.parting import (
    Entry,
    cut,
    entry_name,
    is_answer,
    is_taken_back,
    part_among,
    without_open_ending,
)

_KINDS: Mapping[str, tuple[str, ...]] = {
    "specialties": ("need", "approach", "population", "language"),
    "approaches": ("approach", "need", "population"),
    "populations": ("population", "need", "language"),
    "languages": ("language",),
    "styles": ("style", "approach"),
    "credentials": ("credential", "approach"),
}
"""The vocabularies that the entries of a column may be of, its own first."""
KINDS_OF_LIST: Mapping[str, tuple[str, ...]] = {**_KINDS, "panels": ("insurer",)}
"""The same, for every list whose entries a vocabulary knows."""
_FIELDS = {
    "need": "specialties", "approach": "approaches", "population": "populations", "language": "languages",
    "style": "styles", "credential": "credentials", "insurer": "panels",
}  # fmt: skip
# Where "none" says something; in the other lists it only means that nothing was put there.
_NONE_IS_KNOWN = frozenset(
    {"panels", "authorities", "license_states", "accessibility", "groups", "follows", "ties", "tags", "identities"}
)
# Lists of her own words: they part at these signs and nothing in them has to be understood.
_OWN_WORDS = {"ties": re.compile(r"[;\n|]+"), "follows": re.compile(r"[;\n|,]+")}
_OWN_WORDS_PART = re.compile(r"[;\n|,]+")
_FOR_SOME_ONLY = re.compile(
    r"[^,;/|()\n]*\((?=[^()]*\bonly\b)[^()]*\b(?:adults?|kids|children|child|teens?|adolescents?|women|men|couples)\b[^()]*\)",
    re.IGNORECASE,
)
_FROM_AN_AGE = re.compile(r"\b(?:kids?|child(?:ren)?)\b\D{0,3}(?:1[0-9]|[1-9])\s*\+", re.IGNORECASE)
_AGE_WORDS = re.compile(r"\b(?:ages?|aged|years?|clients?|only|everyone|anyone|people|all)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:insurances?|insurance accepted|plans?|panels?|accepted|specialt\w+|focus|issues|treats|modalit\w+|"
    r"approach\w*|languages?|ages?|populations?|credentials?|licen[sc]es?|takes|accepts)\s*:\s*",
    re.IGNORECASE,
)
_WORDLIKE = re.compile(r"(?:[^\W\d_]|\d)[\w'\u2019+.&/-]*(?: [\w'\u2019+.&/-]+){0,3}")
_SPEAKING = re.compile(
    r"\b(?:see|ask|call|notes?|many|most|all|every\w*|any\w*|various|misc\w*|generalist|"
    r"general|who|she|he|they|i|her|his|my|is|are|was|but|not|"
    r"no|if|when|with|for|from|that|this|than|only|also|very|good|great|best|prefers?|"
    r"avoids?|refers?|learning|in training|wants?|interested|hopes?|considering|new to|"
    r"likes?|works?|does|doesn|don|takes?|sees?|maybe|unknown|yes|"
    r"website|profile|email|phone|others?|more|etc|tbd|none|some|refer|client|clients|please|thinks?|per|said|says)\b",
    re.IGNORECASE,
)
# A part that begins so says what is not so, or no longer; and an adjective alone is no need of anybody.
_NO_ENTRY = re.compile(
    r"(?:instead of|rather than|used to|now|then|once|was|were|former|formerly|previously|recently|hates?|"
    r"dislikes?|refuses?|declines?|avoids?|stopped|lacks?|un(?:trained|certified)|"
    r"zero|nothing|nobody|neither|nor|hardly|barely|rarely|seldom|can ?not|"
    r"(?:ca|is|are|wo)n['\u2019]?t|loves?)\b|"
    r"(?:very |more |less |quite |just )*(?:mild|moderate|severe|complex|simple|acute|chronic|"
    r"basic|advanced|light|heavy|serious|minor|major|active|inactive|early|late|high|low|new|old|current|limited|rusty|"
    r"fluent|conversational|complicated|intensive|brief|short|long|strong|weak|wide|broad|narrow|special|specific)$",
    re.IGNORECASE,
)
# Words that no entry has in it: they say where to look, that there are more, or that something is in doubt.
_ABOUT_THE_LIST = re.compile(
    r"[?]|\b(?:see|ask|call|check|notes?|unknown|unsure|not|maybe|tbd|etc|website|others|various|if|but|does|is|are)\b",
    re.IGNORECASE,
)
_LONGEST_OWN_WORD = 80
_COMPLETE_LETTERS = re.compile(r"(?=(?:.*[A-Z]){2})[A-Za-z][A-Za-z0-9.\-/]{1,11}")


class ListReading(NamedTuple):
    """The lists that a cell gives, by field, and the words that were not understood."""

    values: dict[str, Value]
    left: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


def read_list(field: str, text: str, state: str | None, exact_name: bool = False) -> ListReading:
    """Read a cell of a list. One entry that is not understood makes the list open.

    Under the field's own name (`exact_name`) `none` is known none, and such an entry is kept as her own word.
    """
    plain = _LABEL.sub("", unlisted(unmarked(text)))
    if exact_name and fold(plain) == "none":
        return ListReading({field: Listing()})
    if is_empty_word(one_line(plain)):
        return ListReading({})
    if fold(plain) == "none" and field != "panels":
        return ListReading({field: Listing()} if field in _NONE_IS_KNOWN else {})
    if field == "panels":
        return _read_panels(plain, state, exact_name)
    if field == "license_states":
        return _read_licences(plain)
    if field == "authorities":
        return _read_authorities(plain)
    if field not in _KINDS:
        parts = [part.strip() for part in _OWN_WORDS.get(field, _OWN_WORDS_PART).split(plain)]
        return ListReading({field: Listing(_unique(Item(part) for part in parts if part))})
    gathered = _Gathered(field, exact_name)
    if field == "populations" and _adults_only(plain, gathered):
        return gathered.reading()
    if "population" in _KINDS[field]:
        plain = spelled_ages(plain)
    if field == "specialties":
        plain = _MANAGEMENT.sub("management", _DISORDER.sub("disorder", plain))
    plain = _spelled_out(field, plain)
    entries, is_open = part_among(_KINDS[field], plain, state)
    gathered.open |= is_open
    if field == "specialties":  # for whom alone a need is treated has no place on a card: it stands in the notes
        gathered.left.extend(one_line(found[0]) for found in _FOR_SOME_ONLY.finditer(plain))
    for entry in entries:
        gathered.take(entry)
    return gathered.reading()


_SHORT_WORDS: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    kind: tuple(
        (re.compile(rf"(^|[,;/|&(\n]\s*){short}\.?(?=\s*(?:$|[,;/|&)\n]))", re.IGNORECASE), long)
        for short, long in words
    )
    for kind, words in {
        "population": (
            (r"fams?", "families"),
            (r"indivs?", "individuals"),
            (r"cpls?", "couples"),
            (r"littles", "children"),
            (r"peds", "children"),
        ),
        "need": (
            (r"anx", "anxiety"),
            (r"dep", "depression"),
            (r"LDs?", "learning disabilities"),
            (r"D ?& ?A", "substance use"),
            (r"dual dx", "dual diagnosis"),
            (r"relapse prev", "relapse prevention"),
        ),
        "approach": ((r"play tx", "play therapy"), (r"art tx", "art therapy")),
        "language": ((r"span", "Spanish"), (r"eng", "English"), (r"port", "Portuguese"), (r"viet", "Vietnamese")),
    }.items()
}
"""Short forms of the trade: spelled out as whole entries only, where nothing else in the column is called so."""
_ANY_SHORT_WORD = re.compile(
    "|".join(short.pattern for shorts in _SHORT_WORDS.values() for short, _ in shorts), re.IGNORECASE
)
_DISORDER = re.compile(r"\bd/o(?:['\u2019]?s)?\b", re.IGNORECASE)
_MANAGEMENT = re.compile(r"\bmgmt\b", re.IGNORECASE)


def _spelled_out(field: str, text: str) -> str:
    """The text with its short forms spelled out: in a column of languages those of languages, else those of needs."""
    kinds = ("language",) if field == "languages" else ("population", "need", "approach")
    if field not in ("languages", "specialties", "approaches", "populations"):
        return text
    if field == "languages":
        text = re.sub(r"(?<=[A-Za-z])/(?=[A-Za-z])", ", ", text)
    if _ANY_SHORT_WORD.search(text) is None:
        return text
    for kind in kinds:
        for short, long in _SHORT_WORDS[kind]:
            text = short.sub(rf"\g<1>{long}", text)
    return text


def unlisted(text: str) -> str:
    """A list in JSON or Python's spelling as a list parted by semicolons; anything else as it is."""
    if re.match(r"\[\s*[\"']", text) and text[-1:] != "]":
        text = f"{text.rstrip(chr(34) + chr(39) + ' ').removesuffix(']')}]"  # a quote that is missing moves the others
    if text[:1] not in ("[", "{") or text[-1:] not in ("]", "}"):
        return text
    try:
        data = json.loads(text)
    except ValueError:
        data = None
    if isinstance(data, list) and all(isinstance(entry, str | int | float) for entry in data):
        return "; ".join(str(entry) for entry in data)
    if isinstance(data, dict):
        if all(isinstance(value, bool) for value in data.values()):
            return "; ".join(key for key, value in data.items() if value)
        return text
    # Python's quotes, a database's braces, or a quote that is missing.
    parts = re.split(r"\s*[\"'\u201c\u201d]\s*,\s*[\"'\u201c\u201d]?\s*|\s*,\s*[\"'\u201c\u201d]\s*", text[1:-1])
    return "; ".join(part.strip(" \"'\u201c\u201d") for part in parts)


class _Gathered:
    """The entries of one cell, put into the fields they are of."""

    def __init__(self, field: str, keeps_own_words: bool = False) -> None:
        self.field = field
        self._keeps_own_words = keeps_own_words
        self.items: dict[str, list[Item]] = {}
        self.left: list[str] = []
        self.assumptions: list[str] = []
        self.open = False
        self.partly: set[str] = set()

    def take(self, entry: Entry) -> None:
        """Put one entry where it belongs."""
        if entry.understood is None or entry.kind is None:
            self._take_unknown(entry.text)
            return
        name = _FIELDS[entry.kind]
        if entry.understood.assumption:
            self.assumptions.append(entry.understood.assumption)
        mark = entry.mark
        if self.field == "specialties" and self._take_format(entry):
            return
        if mark in DEPTHS and name != "specialties":
            # Of an approach or a language no depth is kept: the words stand in the notes, and a little of one is none.
            self.left.append(entry.text)
            if mark == "takes" and name == "languages":
                self.open = True
                return
            mark = None
        elif mark not in (None, NO) and mark not in BY_NAME[name].marks:
            self.left.append(entry.text)
            self.open = True
            return
        self.items.setdefault(name, []).append(Item(entry_name(entry.understood), mark))

    def _take_format(self, entry: Entry) -> bool:
        """Whether an entry is sessions of a format that are held for one need ("couples (certified)"): both are noted.

        The depth is the need's; who sees no couples treats none of their conflicts.
        """
        words = entry_name(entry.understood) if entry.understood and entry.kind == "population" else entry.text
        seen = vocabulary("population").find(re.sub(r"\s*\([^()]*\)$", "", words))
        need = vocabulary("need").treated_in(seen) if seen else None
        if need is None or (entry.mark not in DEPTHS and entry.mark not in (None, NO)):
            return False
        self.items.setdefault("specialties", []).append(Item(need, entry.mark))
        self.items.setdefault("populations", []).append(Item(str(seen), NO if entry.mark == NO else None))
        return True

    def _take_unknown(self, text: str) -> None:
        ages = read_ages(text) if "population" in _KINDS.get(self.field, ()) else None
        if fold(text) in ALL_AGES:
            self._see((CHILD, TEEN, ADULT, OLDER_ADULT))
            return
        if ages is not None:
            terms, _ = part_among(("population",), _AGE_WORDS.sub(" ", ages.rest), None)
            if not terms:
                self._see(ages.groups, ages.beyond)
                if ages.partly:
                    self.partly.add("populations")
                return
            if all(term.understood and term.mark is None for term in terms):
                self._see((entry_name(term.understood) for term in terms if term.understood), ages.beyond)
                if _FROM_AN_AGE.search(text):  # "kids 10+" says that of the youngest only some are seen
                    self.left.append(text)
                    self.partly.add("populations")
                return
        self.left.append(text)
        self.open = True
        if self.field == "credentials" and (remark := re.match(r"([\w./-]{2,12}) (?=[(#]|since\b|\d|lic|no\b)", text)):
            for inner in part_among(("credential",), remark[1], None)[0]:
                if inner.understood is not None:
                    self.items.setdefault("credentials", []).append(Item(inner.understood.name))
            return
        if is_answer(text) or is_taken_back(text) or (_NO_ENTRY.match(text) and self.field != "styles"):
            return
        if self._keeps_own_words and (own := _own_word(self.field, text)) is not None:
            self.items.setdefault(self.field, []).append(own)
        elif self._is_worth_keeping(text):
            self.items.setdefault(self.field, []).append(Item(one_line(text)))

    def _see(self, names: Iterable[str], denied: Iterable[str] = ()) -> None:
        self.items.setdefault("populations", []).extend(Item(name) for name in names)
        self.items["populations"].extend(Item(name, NO) for name in denied)

    def _is_worth_keeping(self, text: str) -> bool:
        """Whether an unknown entry reads like one: it stands on the card as it was written, in a list that is open."""
        if self.field == "credentials":
            return bool(_COMPLETE_LETTERS.fullmatch(text)) and fold(text) not in (
                "llc",
                "pllc",
                "inc",
                "pc",
                "pa",
                "tbd",
            )
        if self.field not in ("specialties", "approaches") or not 3 < len(text) <= 40:
            return False
        return bool(_WORDLIKE.fullmatch(text)) and not _SPEAKING.search(text) and not re.search(r"\d{2}|^\d", text)

    def reading(self) -> ListReading:
        """What was gathered: the column's own list is complete if all was understood, others are always open."""
        values: dict[str, Value] = {}
        for name, items in self.items.items():
            is_open = (
                self.open or bool(self.left and self.field == name and self._unknown_left())
                if name == self.field
                else True
            )
            values[name] = Listing(_unique(items), is_open or name in self.partly)
        return ListReading(values, tuple(dict.fromkeys(self.left)), tuple(dict.fromkeys(self.assumptions)))

    def _unknown_left(self) -> bool:
        return self.open


def _own_word(field: str, text: str) -> Item | None:
    """An entry that no vocabulary knows, with its mark, as her own word; None where it speaks about the list."""
    marked = re.fullmatch(r"(.+?)\s*\(([^()]*)\)", text)
    mark = fold(marked[2]) if marked else None
    is_mark = mark is not None and (mark == NO or mark in BY_NAME[field].marks)
    name = one_line(marked[1] if marked and is_mark else text)
    is_word = len(name) <= _LONGEST_OWN_WORD and any(map(str.isalpha, name)) and not _ABOUT_THE_LIST.search(name)
    return Item(name, mark if is_mark else None) if is_word else None


def _adults_only(text: str, gathered: _Gathered) -> bool:
    """ "Adults only" says that children and teens are not seen; of older adults it says nothing."""
    if not re.fullmatch(
        r"(?:only\s+)?adults?(?:\s*\(?(?:18|19|21)\s*\+?\)?)?(?:\s+only)?|(?:18|21)\s*\+\s*only|"
        r"only\s+(?:18|21)\s*\+|no (?:kids|children|minors)(?:,? adults only)?",
        text.strip(" .!"),
        re.IGNORECASE,
    ) or not re.search(r"only|minors", text, re.IGNORECASE):
        return False
    items = [Item(CHILD, NO), Item(TEEN, NO)]
    if re.search(r"adult|\d", text, re.IGNORECASE):
        items.insert(0, Item(ADULT))
    gathered.items["populations"] = items
    gathered.open = True
    return True


def _read_panels(text: str, state: str | None, exact_name: bool) -> ListReading:
    """Panels, and the words of those who are in none."""
    if _is_no_panel(text):
        return ListReading({"panels": Listing()})
    plain = _without_yes(re.sub(r"\s+(?:w/|with|\+|&|and)\s*(?=super ?bills?)", ", ", text, flags=re.IGNORECASE))
    sorted_words = _PanelWords()
    for segment in cut(plain, re.compile(r"[;\n\r|\u2022]+")):
        sorted_words.take_segment(cut(segment, re.compile(r",+")))
    if not sorted_words.plans:
        if sorted_words.none_said and not sorted_words.out_of_network:
            return ListReading({"panels": Listing()}, tuple(sorted_words.left))
        return ListReading({}, (one_line(text),) if sorted_words.out_of_network else tuple(sorted_words.left))
    plans = "; ".join(sorted_words.plans)
    if fold(plans) in word_set("yes") or fold(plans) in ("insurance", "takes insurance", "accepts insurance"):
        return ListReading({}, (one_line(text), *sorted_words.left))
    gathered = _Gathered("panels", exact_name)
    plans = re.sub(r"(?:^|(?<=[;,]))\s*in[- ]network\s*:\s*", " ", plans, flags=re.IGNORECASE)
    entries, is_open = _exact_panels(plans, state) if exact_name else part_among(("insurer",), plans, state)
    gathered.open = is_open or sorted_words.out_of_network
    for entry in entries:
        gathered.take(entry)
    reading = gathered.reading()
    listing = reading.values.get("panels")
    named = isinstance(listing, Listing) and bool(listing.affirmed)
    if named and sorted_words.none_said and re.match(r"\s*(?:no|none|n)\b", text, re.IGNORECASE):
        return ListReading({}, (one_line(text),))  # "None, Aetna": both cannot be
    if not named and not reading.values and one_line(plain) != one_line(text):
        return ListReading({}, (one_line(text),))
    return reading._replace(left=(*reading.left, *sorted_words.left))


def _exact_panels(plans: str, state: str | None) -> tuple[list[Entry], bool]:
    """Panels under the field's own name, where a known carrier, a slash and any words are its plan."""
    entries: list[Entry] = []
    is_open = False
    for piece in cut(plans, re.compile(r"[;,]+")):
        carrier, slash, rest = (part.strip() for part in piece.partition("/"))
        marked = re.fullmatch(r"(.+?)\s*\(([^()]*)\)", rest)
        plan, mark = (marked[1], fold(marked[2])) if marked else (rest, None)
        insurers = vocabulary("insurer")
        known = insurers.find(carrier, state) if slash else None
        whole = insurers.find(piece, state) or insurers.find(plan, state)
        if known and plan and not whole and mark in (None, NO, *BY_NAME["panels"].marks):
            understood = Understood(known, True, None, (), insurers.plans.name_of(known, plan))
            entries.append(Entry(piece, "insurer", understood, mark))
            continue
        parted, says_more = part_among(("insurer",), piece, state)
        entries += parted
        is_open |= says_more
    return entries, is_open


class _PanelWords:
    """The words of a cell about panels: what may be a plan, and what says how else it is paid."""

    def __init__(self) -> None:
        self.plans: list[str] = []
        self.left: list[str] = []
        self.none_said = False
        self.out_of_network = False

    def take_segment(self, items: list[str]) -> None:
        """The items between commas; behind "out of network:" none of them is a panel."""
        plans: list[str] = []
        outside = False
        for item in items:
            folded = fold(item)
            if (plans or self.plans) and is_answer(item):
                plans.append(item)  # "Aetna, no; Cigna, yes": about the plan before it alone
            elif folded in word_set("superbill") or re.fullmatch(r"(?:\w+ )*super ?bills?(?: \w+)*", folded):
                self.left.append(item)
            elif _is_no_panel(item):
                self.none_said = True
            elif folded in word_set("own_payment"):
                self.none_said |= False
            elif outside or re.search(r"\b(?:oon|out[- ]of[- ]network)\b", item, re.IGNORECASE):
                outside = self.out_of_network = True
                self.left.append(item)
            else:
                plans.append(item)
        if plans:
            self.plans.append(", ".join(plans))


def _without_yes(text: str) -> str:
    """The panels behind a yes: "Y - Aetna", "yes (Aetna, Cigna)"."""
    plain = text if "\n" in text else one_line(text)
    plain = re.sub(
        r"^(?:yes|y|x|\u2713|\u2714|\u2705)\s*(?:[-\u2013\u2014:,;.(]+|\s)\s*(?=\S)", "", plain, flags=re.IGNORECASE
    )
    return plain[:-1] if plain.endswith(")") and "(" not in plain else plain


def _is_no_panel(text: str) -> bool:
    no = re.match(r"(?:no|none|n)\s*[-\u2013\u2014,;:(]\s*(?=\S)", text, re.IGNORECASE)
    if no is not None:
        return _is_no_panel(text[no.end() :].rstrip(") ."))
    folded = fold(text)
    bare = fold(
        re.sub(r"\b(?:currently|right now|at this time|now|presently|all|strictly|is|she|he|they|a)\b", " ", folded)
    )
    return folded in word_set("no_panels") or (bare in word_set("no_panels") and bare not in ("n", "0"))


def _read_licences(text: str) -> ListReading:
    """States of licences; PSYPACT and the compacts among them are authorities."""
    items: list[Item] = []
    authorities: list[Item] = []
    left: list[str] = []
    numbers: list[str] = []
    telehealth = False
    bare, is_open = without_open_ending(text)
    for part in cut(bare, re.compile(r"\s*(?:[;,/|\n&+]|\s-\s|(?:^|(?<=\s))(?:and|plus|also|y)(?=\s))\s*")):
        remark = re.search(r"\s*\(([^()]*)\)\s*$", part)
        name = part[: remark.start()].strip() if remark else part.strip()
        said = fold(remark[1]) if remark else ""
        mark = NO if said in ("no", "not", "lapsed", "expired", "inactive", "surrendered") else None
        if re.search(r"\b(?:psypact|apit|counsell?ing compact|e\.?passport)\b", part, re.IGNORECASE):
            authorities.append(Item(one_line(_authority(part))))
            continue
        name = re.sub(r"^(?:licensed in|license in|lic\.?|state of)\s+|\s+only$", "", name, flags=re.IGNORECASE)
        codes = _states(name)
        numbered = re.match(r"([A-Z]{2})[\s:#-]+(?=\S*\d|LCSW|LPC|LMFT|LMHC|PhD|PsyD|LP\b|#)", name)
        if not codes and not said and numbered and state_code(numbered[1]):
            items.append(Item(str(state_code(numbered[1]))))  # "OR LPC C1234": the state, and a number for the notes
            numbers.append(part)
            continue
        if not codes or (
            said
            and mark is None
            and said
            not in (
                "telehealth",
                "virtual",
                "online",
                "video",
                "telehealth only",
                "in person",
                "primary",
                "main",
                "home",
                "active",
            )
        ):
            left.append(part)
            continue
        telehealth |= said.startswith(("telehealth", "virtual", "online", "video"))
        items += [Item(code, mark) for code in codes]
    values: dict[str, Value] = {}
    if items:
        values["license_states"] = Listing(_unique(items), is_open or bool(left))
    if authorities:
        values["authorities"] = Listing(_unique(authorities), True)
    if telehealth:
        values["telehealth"] = True
    return ListReading(values, (*left, *numbers))


def _states(text: str) -> list[str]:
    """The states that a part names: one by its name, or codes with nothing but spaces between them."""
    whole = state_code(text)
    if whole:
        return [whole]
    parts = re.split(r"\s+(?:and|or)\s+|\s+", text)
    codes = [state_code(part) for part in parts if part]
    if codes and all(codes) and all(len(part.strip(".")) == 2 or part.istitle() for part in parts):
        return [code for code in codes if code]
    return []


def _read_authorities(text: str) -> ListReading:
    folded = fold(text)
    if folded in word_set("yes"):
        return ListReading({}, (text,))
    if folded in word_set("no"):
        return ListReading({"authorities": Listing()})
    parts = [part.strip() for part in re.split(r"[;\n|]+", text) if part.strip()]
    if all(re.search(r"psypact|apit|compact|passport", part, re.IGNORECASE) for part in re.split(r",", text)):
        parts = [piece.strip() for part in parts for piece in part.split(",") if piece.strip()]
    return ListReading({"authorities": Listing(_unique(Item(_authority(part)) for part in parts))})


def _authority(text: str) -> str:
    """PSYPACT as it is recorded everywhere; any other authority as it is written."""
    return (
        "PSYPACT"
        if fold(text)
        in ("psypact", "psy pact", "psypact yes", "psypact states", "all psypact states", "psypact member")
        else one_line(text)
    )


def _unique(items: Iterable[Item]) -> tuple[Item, ...]:
    """Each name once; a depth or a denial that is said counts over one that is not."""
    unique: dict[str, Item] = {}
    for item in items:
        key = fold(item.name)
        before = unique.get(key)
        if before is None or (before.mark is None and item.mark is not None):
            unique[key] = item
    return tuple(unique.values())
