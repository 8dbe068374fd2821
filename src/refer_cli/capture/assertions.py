"""How words stand: affirmed, denied, full, only supposed, or of somebody else: one engine over one table.

The shape is that of ConText (Harkema and others 2009): a turn of phrase has a category, a direction, what stops
it and what kinds of words it touches. The turns stand in `triggers.json`; here is how far each category reaches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from refer_cli.capture.clauses import Clause
from refer_cli.capture.marks import Mark
from refer_cli.capture.triggers import Turns
from refer_cli.capture.vocabulary_index import Mention
from refer_cli.capture.whose import Aside

AFFIRMED, DENIED, CLOSED, UNSURE, SKIP = "affirmed", "denied", "closed", "unsure", "skip"

_NO = re.compile(r"\bno\b(?!\s+longer)", re.I)
_NO_AT_END = re.compile(r"\bno\b(?!\s+(?!longer|more|thanks?|sorry)\w)", re.I)
"""A "no" that has no words of its own behind it: "addiction and couples, no court work" denies neither."""
_ITEMS = re.compile(r"\s*(?:,|,?\s*(?:and|or|nor|&|\+)|/|\+)\s*(?:the\s+|any\s+)?", re.I)
_TIED = re.compile(r"\s*(?:and|or|nor|&|/|\+)\s*", re.I)
_OR = re.compile(r"\b(?:or|nor)\b", re.I)
_FOR_THEM = re.compile(r"\s*(?:\w+\s+)?(?:for|with)\s+(?:\w+\s+)?", re.I)
_ANOTHER_ENTRY = re.compile(r",\s*(?:in\s+)?[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,2}\s*,(?!\s*(?:or|nor)\b)")
"""An entry of another kind inside a list that is denied: "used to take Aetna, Boulder, Cigna"."""
_OFF_NETWORK = re.compile(r"\b(?:out[- ]of[- ]network|oon|not in[- ]network|not (?:paneled|credentialed))\b", re.I)
_BEFORE_BRACKETS = re.compile(r"(?:\band|\bor|,|:|&)\s*\($")
_LINE_BEHIND = 60
"""Characters behind a mention among which its own mark, answer or doubt stands."""


class Standing(NamedTuple):
    """How one mention stands; an unsure one leans one way: "I think she no longer takes Aetna" would deny it."""

    status: str
    leaning: str = AFFIRMED


class _Place(NamedTuple):
    """A mention in its clause: `body` is the clause without idioms, `at` and `stop` where in it the mention stands,
    `after` what follows it on its line."""

    number: int
    mention: Mention
    part: Clause
    body: str
    at: int
    stop: int
    after: str

    @property
    def insurer(self) -> bool:
        return "insurer" in self.mention.kinds()

    @property
    def before(self) -> str:
        return self.body[: self.at]

    @property
    def behind(self) -> str:
        return self.body[self.stop :]


class Reader:
    """One text in clauses, with the mentions in each; judges how a mention stands.

    `mentions` are in order; each belongs to the clause it lies in.
    """

    def __init__(
        self,
        text: str,
        parts: Sequence[Clause],
        mentions: Sequence[Mention],
        marks: Sequence[Mark] = (),
        others: Mapping[int, Aside] | None = None,
    ) -> None:
        self.text = text
        self.cue = Turns(text)
        self.marks = sorted(marks)
        self._mark_starts = [mark.start for mark in self.marks]
        self.others = others or {}
        self.clauses = parts
        self._starts = [part.start for part in parts]
        self.inside: list[list[Mention]] = [[] for _ in parts]
        self.together: dict[tuple[int, int], list[Mention]] = {}
        for mention in mentions:
            number = self.clause_at(mention.start)
            if number is not None:
                self.inside[number].append(mention)
                self.together.setdefault(parts[number].sentence, []).append(mention)
        self._plain = [_masked(self.cue("denies nothing"), self._words(part)) for part in parts]
        # "Out of network" denies insurers and nothing else.
        self._off_panels = [_masked(_OFF_NETWORK, body) for body in self._plain]

    def clause_at(self, position: int) -> int | None:
        """The clause that covers a place of the text, by its number, or None between clauses."""
        number = bisect_right(self._starts, position) - 1
        return number if number >= 0 and position < self.clauses[number].end else None

    def stand(self, number: int, mention: Mention) -> Standing:
        """The standing of a mention in clause `number`: what the first rule says that has a word on it."""
        place = self._place(number, mention)
        status = next((said for rule in _RULES if (said := rule(self, place)) is not None), AFFIRMED)
        if status in (AFFIRMED, DENIED) and self._limited(place, status):
            status = UNSURE
        return Standing(status, self._leaning(place) if status == UNSURE else AFFIRMED)

    def stand_alone(self, number: int, mention: Mention) -> Standing:
        """The standing of words that are no mention of this text: as if they were one."""
        own = self.inside[number]
        own.append(mention)
        own.sort()
        try:
            return self.stand(number, mention)
        finally:
            own.remove(mention)

    def taken_back(self, part: Clause) -> bool:
        """Whether what follows a clause says of the person the opposite ("The group takes Aetna; she doesn't.")."""
        behind = (part.end, min(len(self.text), part.end + 1))
        return any(self.cue("takes back").match(self.text, at) for at in behind)

    def marked(self, position: int) -> str | None:
        """What a tick, a cross or an answer says of a place of the text: "yes", "no", "full", "open" or None."""
        mark = self.mark_at(position)
        return mark.verdict if mark else None

    def mark_at(self, position: int) -> Mark | None:
        """The mark that is about a place of the text."""
        number = bisect_right(self._mark_starts, position) - 1
        return self.marks[number] if number >= 0 and position < self.marks[number].end else None

    def reached(self, category: str, number: int, at: int) -> bool:
        """Whether a turn of phrase (skip or unsure) stands in a mention's part of the clause, before it, or above."""
        part = self.clauses[number]
        aside = self.others.get(number)
        if aside is not None and aside.status == category and part.start + at >= aside.begin:
            return True
        # "Not sure" denies nothing, and says just that.
        body = self._words(part) if category == UNSURE else self._plain[number]
        if any(self._reaches(number, category, body, at, match) for match in self.cue(category).finditer(body)):
            return True
        now = self.cue("now")
        if now.search(self._plain[number], 0, at):
            return False
        if category == UNSURE and self.cue("licensed in").search(f",{body[:at]}"):
            return False
        if part.after_paren and number and self._stands_before(number - 1, category):
            first = self.inside[number][:1]
            if first and first[0].start - part.start >= at:
                return True
        if part.parent is None or part.opened in ("but", "except"):
            return False
        return any(
            not (category == UNSURE and part.opened == "and" and self.cue("doubts its own").search(match[0]))
            and now.search(self._plain[above], _past_colon(self._plain[above], match.end())) is None
            for above in self._above(number)
            for match in self.cue(category).finditer(self._plain[above])
        )

    def answered_yes(self, sentence: tuple[int, int]) -> bool | None:
        """What a page answers to its own question of one thing ("Do you offer telehealth? Yes"); None: nothing."""
        if not self.cue("asks one thing").match(self.text[slice(*sentence)]):
            return None
        answer = self.text[sentence[1] : sentence[1] + 90]
        if self.cue("answers yes").match(answer):
            return True
        return False if self.cue("answers no").match(answer) else None

    def _words(self, part: Clause) -> str:
        return self.text[part.start : part.end].replace("’", "'")

    def _place(self, number: int, mention: Mention) -> _Place:
        part = self.clauses[number]
        insured = bool({"insurer", "any_insurance"} & mention.kinds())
        body = (self._plain if insured else self._off_panels)[number]
        after = self.text[mention.end : mention.end + _LINE_BEHIND].split("\n")[0]
        if "insurer" not in mention.kinds():
            after = _masked(_OFF_NETWORK, after)
        return _Place(number, mention, part, body, mention.start - part.start, mention.end - part.start, after)

    def _local(self, number: int) -> list[Mention]:
        """The mentions of a clause, by their places in it."""
        offset = self.clauses[number].start
        return [Mention(own.start - offset, own.end - offset, own.terms) for own in self.inside[number]]

    def _limited(self, place: _Place, status: str) -> bool:
        """Whether a yes holds for some only ("Aetna for EAP only"), or a no was ("was out of network, now in")."""
        behind = self.text[place.mention.end : place.part.sentence[1]]
        kinds = place.mention.kinds()
        if status == AFFIRMED:
            return self.cue("for some only", kinds).match(behind) is not None
        own = self._words(place.part)[_item_start(self._words(place.part), place.at) :]
        if place.insurer and self.cue("was a no").search(own):
            return True
        now = self.cue("now a yes").match(behind)
        return now is not None and not self._another_within(place.mention, now.end())

    def _leaning(self, place: _Place) -> str:
        """What an unsure mention would mean if its words were to be believed."""
        if self.marked(place.mention.start) == "no":
            return DENIED
        if self._full(place):
            return CLOSED
        status = self._negated(place)
        if status == UNSURE and not self.cue("openings").search(place.body) and self._base(place.number) != DENIED:
            return DENIED
        return DENIED if status == DENIED else AFFIRMED

    def _question(self, place: _Place) -> str | None:
        """The sentence, where it ends in a question mark."""
        sentence = self.text[slice(*place.part.sentence)]
        return sentence if sentence.rstrip().endswith("?") else None

    # The rules, in the order in which they are asked.

    def _of_a_client(self, place: _Place) -> str | None:
        covered = (match.start() <= place.at < match.end() for match in self.cue("within").finditer(place.body))
        return SKIP if any(covered) else None

    def _answered(self, place: _Place) -> str | None:
        if self._question(place) is None or len(self.together.get(place.part.sentence, ())) != 1:
            return None
        yes = self.answered_yes(place.part.sentence)
        return None if yes is None else AFFIRMED if yes else DENIED

    def _of_something_else(self, place: _Place) -> str | None:
        elsewhere = place.part.field == "skip" or self.reached(SKIP, place.number, place.at)
        return SKIP if elsewhere or self._asked_for(place.part) else None

    def _asked(self, place: _Place) -> str | None:
        question = self._question(place)
        return SKIP if question is not None and self.cue("asks").match(question) else None

    def _of_another_plan(self, place: _Place) -> str | None:
        kinds = place.mention.kinds()
        if self.cue("a plan of").match(place.after):
            return UNSURE  # "No Medicare Advantage plans from Humana" denies only Humana's.
        if self.cue("was once", kinds).search(place.before):
            return UNSURE  # "Was BCBS till June"
        if self.cue("another plan", kinds).match(place.after) and (
            self._negated(place) != AFFIRMED or self._full(place)
        ):
            return UNSURE  # "Closed to HMSA Quest" says nothing of HMSA.
        return UNSURE if place.insurer and self.taken_back(place.part) else None

    def _unless(self, place: _Place) -> str | None:
        unless = re.search(r"\bunless\b", place.body, re.I)
        return None if unless is None else SKIP if unless.start() < place.at else UNSURE

    def _said_yes(self, place: _Place) -> str | None:
        if self.cue("yes right behind").match(place.after):
            return AFFIRMED
        fine = self.cue("fine right behind").match(place.after)
        if fine is None or self.reached(UNSURE, place.number, place.at):
            return None
        return None if self.cue("a no right before").search(place.before) else AFFIRMED

    def _ticked(self, place: _Place) -> str | None:
        mark = self.mark_at(place.mention.start)
        if mark is None:
            return None
        if mark.verdict == "yes":
            return AFFIRMED if mark.words else None
        if self.reached(UNSURE, place.number, place.at):
            return None
        return DENIED if mark.verdict == "no" else CLOSED if mark.verdict == "full" and place.insurer else UNSURE

    def _said_no(self, place: _Place) -> str | None:
        marker = self.cue("no right behind").match(place.after)
        return DENIED if marker and "?" in marker[0] and self._belongs_to(place, marker) else None

    def _doubted(self, place: _Place) -> str | None:
        # What is supposed may still be denied ("I think she no longer takes Aetna"): neither is stored.
        later = self.cue("later right behind").match(place.after) and not self._another_follows(place)
        maybe = later or self.cue("maybe right behind").match(place.after)
        if maybe or self.reached(UNSURE, place.number, place.at) or self._question(place) is not None:
            return UNSURE
        return None

    def _is_full(self, place: _Place) -> str | None:
        if self._full(place):
            return CLOSED
        return UNSURE if self.cue("full for").search(place.before) else None

    def _asked_for(self, part: Clause) -> bool:
        """Whether the sentence goes on about the client of a question ("Can you take a teen? Has Aetna.")."""
        begin, end = part.sentence
        if self.cue("about a client").match(self.text, begin):
            first = re.search(r"\bI\b", self.text[begin:end])
            return first is None or part.start < begin + first.start()
        before = self.text[max(0, begin - 300) : begin].rstrip()
        if not before.endswith("?") or not self.cue("of the client").match(self.text, begin):
            return False
        return self.cue("asks").match(re.split(r"[.!?\n]\s", before[:-1])[-1]) is not None

    def _another_within(self, mention: Mention, length: int) -> bool:
        """Whether another mention begins in the characters right behind a mention."""
        return any(mention.end <= one.start < mention.end + length for own in self.inside for one in own)

    def _another_follows(self, place: _Place) -> bool:
        """Whether the "no" behind a mention is about the next one ("Aetna - no Medicaid")."""
        return self._another_within(place.mention, min(len(place.after), 18))

    def _reaches(self, number: int, category: str, body: str, at: int, match: re.Match[str]) -> bool:
        """Whether one turn of phrase of a clause reaches a place in it: over its entry, and forward up to a "now"."""
        if category == UNSURE:
            if at < match.start() and self._of_the_next(number, body, match):
                return False
            if self.cue("licensed in").search(body, match.end(), max(match.end(), at)):
                return False
        end = _item_end(self._plain[number], at)
        if not (_item_start(body, match.start()) <= at or match.start() < end <= match.end()):
            return False
        return self.cue("now").search(body, _past_colon(body, match.end()), max(match.end(), at)) is None

    def _of_the_next(self, number: int, body: str, doubt: re.Match[str]) -> bool:
        """Whether a doubt behind "and" is of what follows it: "licensed in Colorado and pending in Utah"."""
        joined = re.search(r"\b(?:and|but)\s+(?:is |has |now |also |currently |an? )*$", body[: doubt.start()], re.I)
        return joined is not None and any(own.start >= doubt.end() for own in self._local(number))

    def _stands_before(self, number: int, category: str) -> bool:
        """ "CO and (soon) UT": words in parentheses in front of what they are about."""
        part = self.clauses[number]
        found = part.opened == "paren" and not self.inside[number] and self.cue(category).search(self._plain[number])
        return bool(found and _BEFORE_BRACKETS.search(self.text[max(0, part.start - 8) : part.start]))

    def _above(self, number: int) -> list[int]:
        """The clauses that this one hangs on, up to the last "but"."""
        found: list[int] = []
        part = self.clauses[number]
        while part.parent is not None and part.opened not in ("but", "except", "dash", "then"):
            found.append(part.parent)
            part = self.clauses[part.parent]
        return found

    def _full(self, place: _Place) -> bool:
        if not place.insurer:
            return False
        following = place.body[place.stop : self._next_start(place) or len(place.body)]
        if self.cue("full right behind").match(place.after) or self.cue("full behind").match(following):
            return True
        if self.cue("full heading").match(self.text, place.part.sentence[0]):
            return True
        before = place.body[_item_start(place.body, place.at) : place.at]
        closed = self.cue("full right before").search(before)
        return bool(closed or (_NO.search(before) and self.cue("openings").search(before)))

    def _negated(self, place: _Place) -> str:
        """AFFIRMED, DENIED or UNSURE: what a "no" right behind, before or farther behind a mention makes of it."""
        base = self._base(place.number)
        marker = self.cue("no right behind").match(place.after)
        if marker and self._belongs_to(place, marker):
            titles = self.cue("titles").search(place.after[: marker.end() + 14])
            return base if titles else _flip(base, DENIED)
        if self.cue("not for all right behind").match(place.after) and not self._another_follows(place):
            return UNSURE  # "Couples: not unless they are clients already" is neither a yes nor a no.
        verdict = self._before(place)
        if verdict is not None:
            return self._about_openings(place, _flip(base, self._narrowed(place, verdict)))
        trailing = self._behind(place)
        if trailing == DENIED and place.part.opened == "except":
            return DENIED  # "All but OCD, which I refer out"
        return self._about_openings(place, _flip(base, trailing)) if trailing is not None else base

    def _narrowed(self, place: _Place, verdict: str) -> str:
        """A denial that is of a title or of a case only is none: "not EMDR-certified yet", "no couples where …"."""
        if verdict != DENIED:
            return verdict
        titled = re.match(r"[\s-]*(?:certified|certification|trained|licen[sc]ed)\b", place.behind, re.I)
        if titled or self.cue("only then").match(place.behind):
            return UNSURE
        kinds = place.mention.kinds()
        return UNSURE if kinds & {"approach", "need"} and self.cue("not titled").search(place.before) else verdict

    def _base(self, number: int) -> str:
        """What a clause says before its own words count: its heading, and the clause it hangs on."""
        part = self.clauses[number]
        if part.field and part.field.startswith("-"):
            return DENIED
        if part.parent is None:
            return DENIED if part.opened == "except" else AFFIRMED
        own = self.inside[part.parent]
        if part.opened == "paren" and own:
            # What stands in brackets goes with the words before them ("doesn't do OCD, more trauma (EMDR)").
            return DENIED if self.stand(part.parent, own[-1]).status == DENIED else AFFIRMED
        parent_denies = self._denies(part.parent)
        if part.opened == "except":
            return AFFIRMED if parent_denies else DENIED
        if part.opened in ("paren", "or") and parent_denies:
            return DENIED
        if part.after_paren and parent_denies:
            return AFFIRMED if self.cue("turns back").match(self._plain[number]) else DENIED
        return AFFIRMED

    def _denies(self, number: int) -> bool:
        body = self._plain[number]
        return bool(self.cue("denies").search(body) or _NO.search(body)) or self._base(number) == DENIED

    def _about_openings(self, place: _Place, status: str) -> str:
        """No room for couples now is not: no couples."""
        if status == DENIED and not place.insurer and self.cue("openings").search(place.body):
            return UNSURE
        return status

    def _belongs_to(self, place: _Place, marker: re.Match[str]) -> bool:
        """Whether the "no" behind a mention is said of it, and not of what follows."""
        after = place.after
        rest = after[marker.end() :]
        if "(" in marker[0]:
            # "anxiety (not OCD)" denies what stands within, "Aetna (not any more)" what stands before.
            if self.cue("not some kind").match(marker[0] + rest):
                return False  # "Trauma (not complex)" denies a kind of it.
            closing = place.mention.end + (after + ")").index(")")
            number = self.clause_at(place.mention.end + after.index("(") + 1)
            return number is None or not any(own.start < closing for own in self.inside[number])
        # "Aetna no Medicaid": the word belongs to what follows; "Medicaid no, Aetna" and "Medicaid: no" to it.
        return self.cue("ends a no").match(rest) is not None

    def _before(self, place: _Place) -> str | None:
        """What the last denial before a mention makes of it; None where there is none that reaches it."""
        body, at = place.body, place.at
        if re.search(r"(?:\bnot|n't)\s+not\b[^,;]*$", place.before, re.I):
            return UNSURE  # "She's not NOT taking couples."
        verbs = [match for match in self.cue("denies").finditer(body) if match.end() <= at]
        bare = [match for match in _NO.finditer(body) if match.end() <= at]
        latest = max((*verbs, *bare), key=lambda match: match.start(), default=None)
        if latest is None:
            return None
        own = self._local(place.number)
        earlier = [mention for mention in own if mention.end <= latest.start()]
        between = [mention for mention in own if latest.end() <= mention.start < at]
        gap = body[latest.end() : at]
        only = re.match(r"\s*only\b", place.behind, re.I)
        if self.cue("stops a no").search(gap) or ("," in gap and only):
            return None
        first_gap = body[latest.end() : between[0].start if between else at]
        if earlier and "," in first_gap:
            # It trails the mention before it ("Medicaid no, Aetna"), and says nothing of this one.
            return UNSURE if "," in body[earlier[-1].end : latest.start()] else None
        if latest not in verbs or self._plain_not(body, latest, first_gap):
            return self._after_bare_no(place, latest.end(), between)
        if "," in first_gap:
            tied = len(first_gap.split()) <= 4 and self._ends_in_or(place, place.at, place.mention.kinds(), also=True)
            return DENIED if tied else UNSURE
        return self._over_list(place, between)

    def _over_list(self, place: _Place, between: Sequence[Mention]) -> str:
        """A denying verb reaches over a list of one kind; where another kind goes on, it may have ended."""
        last = Mention(place.at, place.stop, place.mention.terms)
        chain = [*between, last]
        for left, right in pairwise(chain):
            joint = place.body[left.end : right.start]
            mixed = "," in joint and not left.kinds() & right.kinds() and not _OR.search(place.body[left.end :])
            if mixed or _ANOTHER_ENTRY.search(joint) or (right is last and self._is_format(place, chain[0])):
                return UNSURE
        return DENIED

    def _is_format(self, place: _Place, first: Mention) -> bool:
        """Whether "couples therapy" goes on behind people: a format of its own, where the list was of whom is seen."""
        offset, formats = place.part.start, self.cue("a format")
        of_first = formats.match(self.text[first.start + offset : first.start + offset + 16])
        return of_first is None and formats.match(self.text[place.mention.start : place.mention.start + 16]) is not None

    def _plain_not(self, body: str, denial: re.Match[str], first_gap: str) -> bool:
        """A "not" right before its words ("adults, not children, anxiety") reaches no further than a "no"."""
        if denial[0].lower() != "not" or len(first_gap.split()) > 1:
            return False
        return not self.cue("verb before not").search(body[: denial.start()])

    def _after_bare_no(self, place: _Place, begin: int, between: Sequence[Mention]) -> str | None:
        """The reach of a plain "no": over "A, B or C", in doubt over "A, B", never onto another kind of word."""
        body = place.body
        chain = [*between, Mention(place.at, place.stop, place.mention.terms)]
        first_gap = body[begin : chain[0].start]
        if re.search(r"[,:]", first_gap):
            return None if len(chain) == 1 and ":" not in first_gap else UNSURE
        kinds = chain[0].kinds()
        for left, right in pairwise(chain):
            joint = body[left.end : right.start]
            if _FOR_THEM.fullmatch(joint):
                return UNSURE  # "No video for little ones" says nothing against little ones.
            listed = _ITEMS.fullmatch(joint)
            if not kinds & right.kinds() or not listed:
                return UNSURE if listed is None and "," not in joint else None
            if not _TIED.fullmatch(joint) and not self._ends_in_or(place, left.start, kinds):
                return UNSURE
        return DENIED

    def _ends_in_or(self, place: _Place, begin: int, kinds: frozenset[str], also: bool = False) -> bool:
        """Whether the list from a place on ends in "or B"; `also`: or "or" stands before it."""
        body = place.body
        if also and begin > 0 and re.search(r"\b(?:or|nor)\s+(?:\w+\s+)?$", body[:begin], re.I):
            return True
        for left, right in pairwise(own for own in self._local(place.number) if own.start >= begin):
            joint = body[left.end : right.start]
            if not kinds & right.kinds() or not _ITEMS.fullmatch(joint):
                return False
            if _OR.search(joint):
                return True
        return False

    def _behind(self, place: _Place) -> str | None:
        """A denial that stands after the words: "Aetna and Cigna are not accepted"."""
        own = self._local(place.number)
        tail = self.cue("another act").split(place.body[own[-1].end :])[0]
        denial, whole = self._trailing(tail), self._of_all(tail)
        if denial is None:
            if self._of_another_subject(place):
                return None
            denial, whole = self._in_the_next(place)
        if denial is None:
            return None
        position = next(count for count, mention in enumerate(own) if mention.start == place.at)
        for left, right in pairwise(own[position:]):
            joint = place.body[left.end : right.start]
            if not _ITEMS.fullmatch(joint):
                return None
            if not (_TIED.fullmatch(joint) or whole):
                return UNSURE
        return denial

    def _next_said(self, place: _Place) -> tuple[Clause, str] | None:
        """The clause without a mention that hangs on this one by a comma, a dash or brackets; and its words."""
        number = place.number + 1
        if number >= len(self.clauses) or self.inside[number]:
            return None
        following = self.clauses[number]
        if following.parent != place.number or following.opened not in ("comma", "dash", "paren"):
            return None
        insured = {"insurer", "any_insurance"} & place.mention.kinds()
        return following, (self._plain if insured else self._off_panels)[number]

    def _of_another_subject(self, place: _Place) -> bool:
        """Whether what follows has another subject: "He takes Aetna, she doesn't"; or names what it denies."""
        following = self._next_said(place)
        if following is None:
            return False
        words = following[1]
        if self.cue("a subject").match(words) and self.cue("an own verb").search(place.body):
            return True
        return not self._relative(words) and self.cue("denies an object").search(words) is not None

    def _relative(self, words: str) -> bool:
        return bool(re.match(r"\W*(?:which|who|whom|neither|none)\b", words, re.I) or self.cue("of them").match(words))

    def _in_the_next(self, place: _Place) -> tuple[str | None, bool]:
        """What the clause behind says against the words before it, and whether against all of them."""
        following = self._next_said(place)
        if following is None:
            return None, False
        part, words = following
        relative = self._relative(words)
        denial = None
        if relative or (len(words.split()) <= 4 and not self.cue("openings").search(words)):
            far = part.opened == "paren" and not relative
            if not far or not self.text[place.mention.end : part.start].strip(" (["):
                denial = self._trailing(f" {words}")
        return denial, self._of_all(words) or self.cue("of them").match(words) is not None

    def _of_all(self, words: str) -> bool:
        return re.search(r"\b(?:are|aren't|were|neither|none|both|these|which)\b", words, re.I) is not None

    def _trailing(self, tail: str) -> str | None:
        if self.cue("titles").search(tail):
            return None
        if self.cue("denied behind").search(tail):
            return DENIED
        if re.fullmatch(r"\W*not\s+[\w-]+\W*", tail):
            return None  # "Survivors of violence, not perpetrators" denies the second.
        return UNSURE if self.cue("denies").search(tail) or _NO_AT_END.search(tail) else None

    def _next_start(self, place: _Place) -> int | None:
        return next((own.start for own in self._local(place.number) if own.start >= place.stop), None)


_RULES: tuple[Callable[[Reader, _Place], str | None], ...] = (
    Reader._of_a_client,
    Reader._answered,
    Reader._of_something_else,
    Reader._asked,
    Reader._of_another_plan,
    Reader._unless,
    Reader._said_yes,
    Reader._ticked,
    Reader._said_no,
    Reader._doubted,
    Reader._is_full,
    Reader._negated,
)


def _flip(base: str, verdict: str) -> str:
    # Two denials may mean yes or a slip of the pen: asked about.
    return UNSURE if base == DENIED else verdict


def _masked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: "~" * len(match[0]), text)


def _item_start(body: str, position: int) -> int:
    """Where the entry of a clause begins in which a place stands."""
    return body.rfind(",", 0, position) + 1


def _item_end(body: str, position: int) -> int:
    """Where the entry of a clause ends in which a place stands."""
    found = body.find(",", position)
    return len(body) if found < 0 else found


def _past_colon(body: str, position: int) -> int:
    """The place behind a colon that belongs to the cue itself ("pending: Blue Shield")."""
    return position + 1 if body[position : position + 1] == ":" else position
