"""What a "no" reaches: over a list, onto what stands before it, never onto another kind of word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from refer_cli.capture import turns
from refer_cli.capture.clauses import Clause
from refer_cli.capture.marks import Mark
from refer_cli.capture.standing import DENIED, UNSURE
from refer_cli.capture.triggers import turn
from refer_cli.capture.vocabulary_index import Mention
from refer_cli.capture.whose import Aside


class Denials:
    """One text in clauses, with the mentions in each, and how far its denials reach.

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
        self._cues: dict[tuple[str, str], re.Pattern[str]] = {}
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
        self.plain = [self._without_idioms(part) for part in parts]
        # "Out of network" denies insurers and nothing else.
        self.off_panels = [turns.OFF_NETWORK.sub(lambda match: "~" * len(match[0]), body) for body in self.plain]

    def _bodies(self, mention: Mention) -> list[str]:
        insured = {"insurer", "any_insurance"} & mention.kinds()
        return self.plain if insured else self.off_panels

    def clause_at(self, position: int) -> int | None:
        """The clause that covers a place of the text, by its number, or None between clauses."""
        number = bisect_right(self._starts, position) - 1
        return number if number >= 0 and position < self.clauses[number].end else None

    def cue(self, category: str, kind: str = "") -> re.Pattern[str]:
        """The turns of phrase of one category, as far as this text may hold them."""
        found = self._cues.get((category, kind))
        if found is None:
            found = self._cues[category, kind] = turn(category, self.text, kind)
        return found

    def _without_idioms(self, part: Clause) -> str:
        body = self.text[part.start : part.end].replace("’", "'")
        return self.cue("denies nothing").sub(lambda match: "~" * len(match[0]), body)

    def _before(self, number: int, mention: Mention, body: str, at: int) -> str | None:
        if re.search(r"(?:\bnot|n't)\s+not\b[^,;]*$", body[:at], re.I):
            return UNSURE  # "She's not NOT taking couples."
        negs = [match for match in self.cue("denies").finditer(body) if match.end() <= at]
        bare = [match for match in turns.BARE_NO.finditer(body) if match.end() <= at]
        latest = max((*negs, *bare), key=lambda match: match.start(), default=None)
        if latest is None:
            return None
        earlier = [one for one in self.inside[number] if one.end - self.clauses[number].start <= latest.start()]
        between_mentions = [
            one for one in self.inside[number]
            if latest.end() <= one.start - self.clauses[number].start < at
        ]  # fmt: skip
        gap = body[latest.end() : at]
        if turns.RESUMES.search(gap) or (
            "," in gap and re.match(r"\s*only\b", body[mention.end - self.clauses[number].start :], re.I)
        ):
            return None
        if (
            earlier
            and ","
            in body[latest.end() : (between_mentions[0].start - self.clauses[number].start) if between_mentions else at]
        ):
            # It trails the mention before it ("Medicaid no, Aetna"), and says nothing of this one.
            if "," not in body[earlier[-1].end - self.clauses[number].start : latest.start()]:
                return None
            return UNSURE
        if latest in negs and self._plain_not(body, latest, at, between_mentions, number):
            return self._after_bare_no(number, mention, body, latest.end(), between_mentions)
        if latest in negs:
            first_gap = body[
                latest.end() : (between_mentions[0].start - self.clauses[number].start) if between_mentions else at
            ]
            if "," in first_gap:
                tied = len(first_gap.split()) <= 4 and self._ends_in_or(
                    number, mention, mention.kinds(), body, also=True
                )
                return DENIED if tied else UNSURE
            return self._over_list(number, [*between_mentions, mention], body)
        return self._after_bare_no(number, mention, body, latest.end(), between_mentions)

    def _over_list(self, number: int, chain: list[Mention], body: str) -> str:
        """A denying verb reaches over a list of one kind; where another kind goes on, it may have ended."""
        offset = self.clauses[number].start
        mention = chain[-1]
        for left, right in pairwise(chain):
            joint = body[left.end - offset : right.start - offset]
            if (
                "," in joint
                and not left.kinds() & right.kinds()
                and not re.search(r"\bor\b|\bnor\b", body[left.end - offset :], re.I)
            ):
                return UNSURE
            if turns.ANOTHER_ENTRY.search(joint) or (right is mention and self._is_format(chain[0], mention)):
                return UNSURE
        return DENIED

    def _is_format(self, first: Mention, mention: Mention) -> bool:
        """Whether "couples therapy" goes on behind people: a format of its own, where the list was of whom is seen."""
        formats = [turns.A_FORMAT.match(self.text[one.start : one.end + 16]) for one in (first, mention)]
        return formats[0] is None and formats[1] is not None

    def _plain_not(self, body: str, neg: re.Match[str], at: int, between: list[Mention], number: int) -> bool:
        """A "not" right before its words ("adults, not children, anxiety") reaches no further than a "no"."""
        first = between[0].start - self.clauses[number].start if between else at
        if neg[0].lower() != "not" or len(body[neg.end() : first].split()) > 1:
            return False
        return not turns.VERB_BEFORE_NOT.search(body[: neg.start()])

    def _after_bare_no(
        self, number: int, mention: Mention, body: str, begin: int, between: list[Mention]
    ) -> str | None:
        """The reach of a plain "no": over "A, B or C", in doubt over "A, B", never onto another kind of word."""
        offset = self.clauses[number].start
        chain = [*between, mention]
        first_gap = body[begin : chain[0].start - offset]
        if re.search(r"[,:]", first_gap):
            return None if len(chain) == 1 and ":" not in first_gap else UNSURE
        kinds = chain[0].kinds()
        verdict = DENIED
        for left, right in pairwise(chain):
            joint = body[left.end - offset : right.start - offset]
            if re.fullmatch(r"\s*(?:\w+\s+)?(?:for|with)\s+(?:\w+\s+)?", joint, re.I):
                return UNSURE  # "No video for little ones" says nothing against little ones.
            if not kinds & right.kinds() or not turns.LIST_JOINT.fullmatch(joint):
                return UNSURE if turns.LIST_JOINT.fullmatch(joint) is None and "," not in joint else None
            if not turns.TIED_JOINT.fullmatch(joint):
                verdict = DENIED if self._ends_in_or(number, left, kinds, body) else UNSURE
            if verdict == UNSURE:
                return UNSURE
        return verdict

    def _ends_in_or(self, number: int, after: Mention, kinds: frozenset[str], body: str, also: bool = False) -> bool:
        offset = self.clauses[number].start
        rest = [one for one in self.inside[number] if one.start >= after.start]
        if (
            also
            and after.start - offset > 0
            and re.search(r"\b(?:or|nor)\s+(?:\w+\s+)?$", body[: after.start - offset], re.I)
        ):
            return True
        for left, right in pairwise(rest):
            joint = body[left.end - offset : right.start - offset]
            if not kinds & right.kinds() or not turns.LIST_JOINT.fullmatch(joint):
                return False
            if re.search(r"\b(?:or|nor)\b", joint, re.I):
                return True
        return False

    def _behind(self, number: int, mention: Mention, body: str) -> str | None:
        """A denial that stands after the words: "Aetna and Cigna are not accepted"."""
        offset = self.clauses[number].start
        own = self.inside[number]
        tail = turns.ANOTHER_ACT.split(body[own[-1].end - offset :])[0]
        denial = self._trailing(tail)
        whole = bool(turns.WHOLE_LIST.search(tail))
        if denial is None and number + 1 < len(self.clauses):
            following = self.clauses[number + 1]
            if (
                following.parent == number
                and not self.inside[number + 1]
                and following.opened in ("comma", "dash", "paren")
            ):
                said = self._bodies(mention)[number + 1]
                if re.match(r"\W*(?:i|she|he|they|we)\b", said, re.I) and turns.OWN_VERB.search(body):
                    # "He takes Aetna, she doesn't": the second is another's.
                    return None
                relative = re.match(r"\W*(?:which|who|whom|neither|none)\b", said, re.I)
                relative = relative or turns.ALL_OF_THEM.match(said)
                if not relative and turns.OF_AN_OBJECT.search(said):
                    return None  # "Adults with trauma, not currently taking minors" denies minors.
                if relative or (len(said.split()) <= 4 and not turns.OPENINGS.search(said)):
                    denial = self._trailing(" " + said)
                    if (
                        following.opened == "paren"
                        and not relative
                        and self.text[mention.end : following.start].strip(" ([")
                    ):
                        denial = None
                whole = bool(turns.WHOLE_LIST.search(said) or turns.ALL_OF_THEM.match(said))
        if denial is None:
            return None
        position = own.index(mention)
        for left, right in pairwise(own[position:]):
            joint = body[left.end - offset : right.start - offset]
            if not turns.LIST_JOINT.fullmatch(joint):
                return None
            if not (turns.TIED_JOINT.fullmatch(joint) or whole):
                return UNSURE
        return denial

    def _trailing(self, tail: str) -> str | None:
        if turns.ABOUT_TITLES.search(tail):
            return None
        if self.cue("denied behind").search(tail):
            return DENIED
        if re.fullmatch(r"\W*not\s+[\w-]+\W*", tail):
            return None  # "Survivors of violence, not perpetrators" denies the second.
        found = self.cue("denies").search(tail)
        return UNSURE if found or turns.NO_AT_END.search(tail) else None

    def _another_follows(self, mention: Mention, after: str) -> bool:
        """Whether the "no" behind a mention is about the next one ("Aetna - no Medicaid")."""
        end = mention.end + min(len(after), 18)
        return any(mention.end <= one.start < end for own in self.inside for one in own)

    def _next_start(self, number: int, mention: Mention) -> int | None:
        offset = self.clauses[number].start
        return next((one.start - offset for one in self.inside[number] if one.start >= mention.end), None)
