"""The fees of one person, sentence by sentence: the usual session, its lowest fee, and nothing else."""

from __future__ import annotations

import re

from refer_cli.capture.assertions import Reader
from refer_cli.capture.clauses import Clause
from refer_cli.capture.found import UNSURE, WRITTEN, Fact
from refer_cli.capture.money import amounts, role_above


def fee_facts(reader: Reader, text: str) -> list[Fact]:
    """Every fee that the text gives for an individual session, and the lowest one."""
    facts: list[Fact] = []
    other_lengths: list[Fact] = []
    sentences = dict.fromkeys((part.sentence, part.field) for part in reader.clauses)
    for (start, end), field in sentences:
        if field in ("skip", "hours", "contact"):
            continue
        for amount in amounts(reader.text, start, end, field, role_above(reader.text, start)):
            number = reader.clause_at(max(amount.start, start))
            if number is None:
                continue
            part: Clause = reader.clauses[number]
            at = amount.start - part.start
            if reader.reached("skip", number, at) or _asked(reader.text, amount.start, start, end):
                continue
            sure = WRITTEN if amount.certain and not reader.reached("unsure", number, at) else UNSURE
            begin = max(start, reader.text.rfind(",", start, amount.start) + 1)
            begin = max(begin, amount.start - 40)
            while start < begin < amount.start and not text[begin - 1].isspace():
                begin += 1
            words = " ".join(text[begin : amount.end].split()).strip(" ,.;:(")
            fact = Fact(amount.field, str(amount.dollars), words, sure)
            (other_lengths if amount.other_length else facts).append(fact)
    if not any(fact.field == "fee" for fact in facts):
        # The price of a longer session is asked about only where no other is given.
        facts.extend(other_lengths)
    return _best_fee(facts)


def _asked(text: str, position: int, start: int, end: int) -> bool:
    """Whether an amount is only asked about; "$155 / sliding? No" answers."""
    if not text[start:end].rstrip().endswith("?"):
        return False
    if re.match(r"\$?\s?\d+\s*\?\s*(?:no|not|nope)\b", text[position : end + 12], re.I):
        return True  # "From $80? No."
    return not re.match(r"[^?\n]*\?\s*(?:yes|no|not)\b", text[position : end + 12], re.I)


def _best_fee(facts: list[Fact]) -> list[Fact]:
    """Of several fees, an individual session's of about fifty minutes is the fee."""
    fees = [fact for fact in facts if fact.field == "fee" and fact.sure == WRITTEN]
    if len({fact.value for fact in fees}) < 2:
        return facts
    plain = [
        fact for fact in fees if re.search(r"individual|\b5[035][- ]?min|\bnow\b|standard|full fee", fact.words, re.I)
    ]
    if len({fact.value for fact in plain}) == 1:
        return [fact for fact in facts if fact not in fees or fact is plain[0]]
    return facts
