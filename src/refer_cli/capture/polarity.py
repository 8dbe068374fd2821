"""Whether words in a clause are affirmed, denied, closed, past, only supposed, or not about the person at all."""

from __future__ import annotations

import re
from bisect import bisect_right

from refer_cli.capture import turns
from refer_cli.capture.clauses import Clause
from refer_cli.capture.denials import Denials
from refer_cli.capture.marks import Mark
from refer_cli.capture.standing import AFFIRMED, CLOSED, DENIED, SKIP, UNSURE, Standing
from refer_cli.capture.vocabulary_index import Mention


class Reader(Denials):
    """Judges the mentions of one text."""

    def stand(self, number: int, mention: Mention) -> Standing:
        """The standing of a mention in clause `number`."""
        standing = self._stand(number, mention)
        if standing.status in (AFFIRMED, DENIED) and self._limited(number, mention, standing):
            standing = Standing(UNSURE)
        return standing._replace(leaning=self._leaning(number, mention)) if standing.status == UNSURE else standing

    def _limited(self, number: int, mention: Mention, standing: Standing) -> bool:
        """Whether a yes holds for some only ("Aetna for EAP only"), or a no was ("was out of network, now in")."""
        part = self.clauses[number]
        body = self.text[part.start : part.end]
        if standing.status == AFFIRMED:
            after = self.text[mention.end : part.sentence[1]]
            return bool(mention.kinds() & turns.MAY_BE_LIMITED and turns.FOR_SOME_ONLY.match(after))
        own = body[turns.item_start(body, mention.start - part.start) :]
        if "insurer" in mention.kinds() and turns.WAS_OUT.search(own):
            return True
        behind = self.text[mention.end : part.sentence[1]]
        return bool(turns.TURNED_NOW.match(behind)) and not self._another_before_now(mention, behind)

    def _another_before_now(self, mention: Mention, behind: str) -> bool:
        """Whether another mention stands between a mention and the "now" behind it."""
        now = turns.TURNED_NOW.match(behind)
        end = mention.end + (now.end() if now else 0)
        return any(mention.end <= one.start < end for own in self.inside for one in own)

    def _leaning(self, number: int, mention: Mention) -> str:
        """What an unsure mention would mean if its words were to be believed."""
        body, part = self._bodies(mention)[number], self.clauses[number]
        at, stop = mention.start - part.start, mention.end - part.start
        after = self.text[mention.end : mention.end + 60].split("\n")[0]
        if self.marked(mention.start) == "no":
            return DENIED
        if "insurer" in mention.kinds() and self._closed(number, mention, body, at, stop, after):
            return CLOSED
        status = self._negated(number, mention, body, at, stop, after).status
        if status == UNSURE and not turns.OPENINGS.search(body) and self._base(number) != DENIED:
            return DENIED
        return DENIED if status == DENIED else AFFIRMED

    def _stand(self, number: int, mention: Mention) -> Standing:
        part = self.clauses[number]
        body = self._bodies(mention)[number]
        at, stop = mention.start - part.start, mention.end - part.start
        sentence = self.text[part.sentence[0] : part.sentence[1]]
        after = self.text[mention.end : mention.end + 60].split("\n")[0]
        if "insurer" not in mention.kinds():
            after = turns.OFF_NETWORK.sub(lambda match: "~" * len(match[0]), after)
        if any(match.start() <= at < match.end() for match in self.cue("within").finditer(body)):
            return Standing(SKIP)
        if sentence.rstrip().endswith("?") and (answered := self._answered(number, mention)) is not None:
            return Standing(answered)
        if part.field == "skip" or self.reached("skip", number, at) or self._asked_for(part):
            return Standing(SKIP)
        if sentence.rstrip().endswith("?") and turns.AUXILIARY.match(sentence):
            return Standing(SKIP)
        if "insurer" in mention.kinds() and re.search(r"\bwas\s+(?:an? |on )?$", body[:at], re.I):
            return Standing(UNSURE)  # "Was BCBS till June"
        if "insurer" in mention.kinds() and turns.ANOTHER_PLAN.match(after):
            standing = self._negated(number, mention, body, at, stop, after)
            if standing.status != AFFIRMED or self._closed(number, mention, body, at, stop, after):
                return Standing(UNSURE)  # "Closed to HMSA Quest" says nothing of HMSA.
        if re.match(r"\s+(?:plans?|policies|products?) (?:from|by|through|of)\b", after, re.I):
            return Standing(UNSURE)  # "No Medicare Advantage plans from Humana" denies only Humana's.
        if "insurer" in mention.kinds() and self.taken_back(part):
            return Standing(UNSURE)  # "The group takes Aetna; she doesn't."
        unless = turns.UNLESS.search(body)
        if unless is not None:
            return Standing(SKIP if unless.start() < at else UNSURE)
        if turns.MARKER_YES.match(after):
            return Standing(AFFIRMED)
        if (
            turns.FINE.match(after)
            and not self.reached("unsure", number, at)
            and not re.search(r"\b(?:no|not|never|neither|nor)\W+(?:\w+\W+)?$", body[:at], re.I)
        ):
            return Standing(AFFIRMED)
        mark = self.mark_at(mention.start)
        marked = mark.verdict if mark else None
        if mark is not None and mark.words and marked == "yes":
            return Standing(AFFIRMED)
        if marked is not None and not self.reached("unsure", number, at):
            if marked == "no":
                return Standing(DENIED)
            if marked == "full" and "insurer" in mention.kinds():
                return Standing(CLOSED)
            if marked in ("open", "full"):
                return Standing(UNSURE)
        marker = turns.MARKER_NO.match(after)
        if marker and "?" in marker[0] and self._belongs_to(mention, marker, after):
            return Standing(DENIED)
        if (
            (turns.LATER.match(after) and not self._another_follows(mention, after))
            or turns.MARKER_MAYBE.match(after)
            or self.reached("unsure", number, at)
        ):
            # What is supposed may still be denied ("I think she no longer takes Aetna"): neither is stored.
            return Standing(UNSURE)
        if sentence.rstrip().endswith("?"):
            return Standing(UNSURE)
        if "insurer" in mention.kinds() and self._closed(number, mention, body, at, stop, after):
            return Standing(CLOSED)
        if re.search(
            r"\b(?:full|closed(?: (?:his|her|my|their) (?:books?|practice|caseload))?|booked)(?: up)? (?:for|to|with)\s+(?:\w+\s+)?$",
            body[:at],
            re.I,
        ):
            return Standing(UNSURE)
        return self._negated(number, mention, body, at, stop, after)

    def _asked_for(self, part: Clause) -> bool:
        """Whether the sentence goes on about the client of a question ("Can you take a teen? Has Aetna.")."""
        if turns.ABOUT_A_CLIENT.match(self.text, part.sentence[0]):
            first = re.search(r"\bI\b", self.text[part.sentence[0] : part.sentence[1]])
            return first is None or part.start < part.sentence[0] + first.start()
        before = self.text[max(0, part.sentence[0] - 300) : part.sentence[0]].rstrip()
        if not before.endswith("?") or not turns.OF_THE_CLIENT.match(self.text, part.sentence[0]):
            return False
        question = re.split(r"[.!?\n]\s", before[:-1])[-1]
        return bool(turns.AUXILIARY.match(question))

    def _answered(self, number: int, mention: Mention) -> str | None:
        """What a page's answer says to its own question ("Do you offer telehealth? Yes, to anyone in Ohio.")."""
        part = self.clauses[number]
        question = self.text[part.sentence[0] : part.sentence[1]]
        if not turns.ASKS_ONE.match(question) or len(self.together.get(part.sentence, ())) != 1:
            return None
        answer = self.text[part.sentence[1] : part.sentence[1] + 90]
        if turns.SAYS_YES.match(answer):
            return AFFIRMED
        return DENIED if turns.SAYS_NO.match(answer) else None

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
        return any(turns.NOT_SO.match(self.text, at) for at in behind)

    def marked(self, position: int) -> str | None:
        """What a tick, a cross or an answer says of a place of the text: "yes", "no", "full", "open" or None."""
        mark = self.mark_at(position)
        return mark.verdict if mark else None

    def mark_at(self, position: int) -> Mark | None:
        """The mark that is about a place of the text."""
        number = bisect_right(self._mark_starts, position) - 1
        return self.marks[number] if number >= 0 and position < self.marks[number].end else None

    def reached(self, name: str, number: int, at: int) -> bool:
        """Whether such a turn of phrase stands in the mention's own part of the clause, before it, or above."""
        aside = self.others.get(number)
        if aside is not None and aside.status == name and self.clauses[number].start + at >= aside.begin:
            return True
        body = self.plain[number]
        item_end = turns.item_end(body, at)
        if name == "unsure":
            # "Not sure" denies nothing, and says just that.
            part = self.clauses[number]
            body = self.text[part.start : part.end].replace("’", "'")
        for match in self.cue(name).finditer(body):
            if name == "unsure" and at < match.start() and self._of_the_next(number, body, match):
                continue
            if name == "unsure" and turns.LICENSED_IN.search(body, match.end(), max(match.end(), at)):
                continue
            if turns.item_start(body, match.start()) <= at or match.start() < item_end <= match.end():
                now = turns.NOW.search(body, turns.past_colon(body, match.end()), max(match.end(), at))
                if now is None:
                    return True
        part = self.clauses[number]
        if turns.NOW.search(self.plain[number], 0, at):
            return False
        if name == "unsure" and turns.LICENSED_IN.search(f",{body[:at]}"):
            return False
        if part.after_paren and number and self._stands_before(number - 1, name):
            first = self.inside[number][:1]
            if first and first[0].start - part.start >= at:
                return True
        if part.parent is None or part.opened in ("but", "except"):
            return False
        return any(
            not (name == "unsure" and part.opened == "and" and turns.OF_ITS_OWN.search(match[0]))
            and turns.NOW.search(self.plain[one], turns.past_colon(self.plain[one], match.end())) is None
            for one in self._above(number)
            for match in self.cue(name).finditer(self.plain[one])
        )

    def _of_the_next(self, number: int, body: str, doubt: re.Match[str]) -> bool:
        """Whether a doubt behind "and" is of what follows it: "licensed in Colorado and pending in Utah"."""
        if not turns.AND_BEFORE.search(body[: doubt.start()]):
            return False
        offset = self.clauses[number].start
        return any(one.start - offset >= doubt.end() for one in self.inside[number])

    def _stands_before(self, number: int, name: str) -> bool:
        """ "CO and (soon) UT": words in parentheses in front of what they are about."""
        part = self.clauses[number]
        found = part.opened == "paren" and not self.inside[number] and self.cue(name).search(self.plain[number])
        return bool(found and re.search(r"(?:\band|\bor|,|:|&)\s*\($", self.text[max(0, part.start - 8) : part.start]))

    def _above(self, number: int) -> list[int]:
        """The clauses that this one hangs on, up to the last "but"."""
        found: list[int] = []
        part = self.clauses[number]
        while part.parent is not None and part.opened not in ("but", "except", "dash", "then"):
            found.append(part.parent)
            part = self.clauses[part.parent]
        return found

    def _closed(self, number: int, mention: Mention, body: str, at: int, stop: int, after: str) -> bool:
        following = body[stop : self._next_start(number, mention) or len(body)]
        if turns.MARKER_FULL.match(after) or turns.FULL_BEHIND.match(following) or turns.CLOSED_BEHIND.match(after):
            return True
        before = body[turns.item_start(body, at) : at]
        if turns.FULL_HEADING.match(self.text, self.clauses[number].sentence[0]):
            return True
        said = turns.CLOSED_BEFORE.search(before)
        return bool(said or (turns.BARE_NO.search(before) and turns.OPENINGS.search(before)))

    def _negated(self, number: int, mention: Mention, body: str, at: int, stop: int, after: str) -> Standing:
        part = self.clauses[number]
        base = self._base(number)
        marker = turns.MARKER_NO.match(after)
        if marker and self._belongs_to(mention, marker, after):
            titles = turns.ABOUT_TITLES.search(after[: marker.end() + 14])
            return Standing(base) if titles else self._flip(base, DENIED)
        if turns.MARKER_SOME.match(after) and not self._another_follows(mention, after):
            # "Couples: not unless they are clients already" is neither a yes nor a no.
            return Standing(UNSURE)
        verdict = self._before(number, mention, body, at)
        if verdict == DENIED and re.match(
            r"[\s-]*(?:certified|certification|trained|licen[sc]ed)\b", body[stop:], re.I
        ):
            verdict = UNSURE  # "Not EMDR-certified yet" says nothing against EMDR.
        if verdict is not None:
            if verdict == DENIED and turns.ONLY_THEN.match(body, stop):
                verdict = UNSURE
            if verdict == DENIED and mention.kinds() & {"approach", "need"} and turns.NOT_TITLED.search(body[:at]):
                verdict = UNSURE  # "Not certified in EMDR, but trained"
            return self._about_openings(mention, body, self._flip(base, verdict))
        trailing = self._behind(number, mention, body)
        if trailing == DENIED and part.opened == "except":
            return Standing(DENIED)  # "All but OCD, which I refer out"
        if trailing is not None:
            return self._about_openings(mention, body, self._flip(base, trailing))
        if part.opened == "except" or base == DENIED:
            return Standing(base)
        return Standing(AFFIRMED)

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
            return AFFIRMED if turns.TURNS_BACK.match(self.plain[number]) else DENIED
        return AFFIRMED

    def _denies(self, number: int) -> bool:
        body = self.plain[number]
        return bool(self.cue("denies").search(body) or turns.BARE_NO.search(body)) or self._base(number) == DENIED

    def _flip(self, base: str, verdict: str) -> Standing:
        # Two denials may mean yes or a slip of the pen: asked about.
        return Standing(UNSURE if base == DENIED else verdict)

    def _about_openings(self, mention: Mention, body: str, standing: Standing) -> Standing:
        """No room for couples now is not: no couples."""
        if standing.status == DENIED and "insurer" not in mention.kinds() and turns.OPENINGS.search(body):
            return Standing(UNSURE)
        return standing

    def _belongs_to(self, mention: Mention, marker: re.Match[str], after: str) -> bool:
        rest = after[marker.end() :]
        if "(" in marker[0]:
            # "anxiety (not OCD)" denies what stands within, "Aetna (not any more)" what stands before.
            if turns.NOT_SOME_KIND.match(marker[0] + rest):
                return False  # "Trauma (not complex)" denies a kind of it.
            closing = mention.end + (after + ")").index(")")
            number = self.clause_at(mention.end + after.index("(") + 1)
            return number is None or not any(one.start < closing for one in self.inside[number])
        # "Aetna no Medicaid": the word belongs to what follows; "Medicaid no, Aetna" and "Medicaid: no" to it.
        return bool(
            re.match(
                r"\s*(?:$|[,;.)!/]|accepted|taken|covered|participating|paneled|credentialed|contracted|in[- ]network|currently|at this time|longer|anymore"
                r"|any more|right now|available|offered)",
                rest,
                re.I,
            )
        )
