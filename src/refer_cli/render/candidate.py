"""One candidate in the words of a screen: name, telephone, what fits and what does not, and what to ask first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from refer_cli.fields.age import CALL_FIRST_DAYS, ago, days_since
from refer_cli.fields.phrases import listed
from refer_cli.matching.checks import ASK, CONFIRM, TELL, Check, is_old, sentence
from refer_cli.matching.criteria import WEIGHED
from refer_cli.matching.criteria.relationship import KNOWN_WORDS
from refer_cli.matching.worth_a_call import questions
from refer_cli.render.screen import NO, UNKNOWN, YES

if TYPE_CHECKING:
    from refer_cli.matching.judgement import CriterionScore
    from refer_cli.matching.rank import Assessment
    from refer_cli.matching.request import Request

_FIRST_READ = ("need", "insurance", "location")
"""What is read first of somebody; the rest in the order in which it weighs."""


def name_with_credentials(assessment: Assessment) -> str:
    """The name with its credentials."""
    return ", ".join((assessment.candidate.name, *assessment.candidate.credentials))


def reached_by(assessment: Assessment) -> str:
    """The telephone number, else the e-mail address, else that there is neither."""
    candidate = assessment.candidate
    return candidate.phone or candidate.email or "no telephone or e-mail"


def facts(assessment: Assessment, request: Request, today: date) -> list[str]:
    """What the book says of somebody, the need first: plain where it fits, `?` unknown or old, `✗` does not fit."""
    here = f"{request.spot.label}, " if request.spot else ""
    fee = [words.partition(",")[0] for words in fee_words(assessment, request)]
    return [_fact(row, row.evidence.removeprefix(here), today) for row in told_rows(assessment)] + fee


def told_rows(assessment: Assessment) -> list[CriterionScore]:
    """What is told of a colleague, the need first: every row but how you stand to each other."""
    rows = [row for row in assessment.rows if not WEIGHED[row.name].private]
    return sorted(rows, key=lambda row: _FIRST_READ.index(row.name) if row.name in _FIRST_READ else len(_FIRST_READ))


def _fact(row: CriterionScore, words: str, today: date) -> str:
    if row.status == "mismatch":
        return f"{NO} {words}"
    days = 0 if row.as_of is None else days_since(row.as_of, today)
    if row.name == "location" and days > CALL_FIRST_DAYS and words.endswith(" mi"):
        words = f"office {words}"
    if row.fresh is not None or days > CALL_FIRST_DAYS:
        words = f"{words}, {ago(days)}"
    elif row.status != "unknown":
        return words
    return f"{UNKNOWN} {words}"


def signed(row: CriterionScore, today: date) -> str:
    """One row with its sign: `✓` known and fits, `?` unknown or old, `✗` does not fit, none where it fits in part."""
    words = _fact(row, row.evidence, today)
    return f"{YES} {words}" if row.status == "match" and words == row.evidence else words


def fee_words(assessment: Assessment, request: Request) -> list[str]:
    """The fee, where no limit was asked for and it is no row of its own."""
    if request.max_fee is not None:
        return []
    fee, floor = assessment.candidate.fee, assessment.candidate.fee_floor
    if fee is None:
        return [] if floor is None else [f"from ${floor}"]
    if assessment.candidate.sliding_slots == 0:
        return [f"${fee}, no sliding place open"]
    return [f"${fee}-{floor}" if floor is not None and floor < fee else f"${fee}"]


def acquaintance(assessment: Assessment, today: date | None = None) -> str:
    """How well I know this colleague, in one line; with `today` also when we were last in touch."""
    candidate = assessment.candidate
    how_known = KNOWN_WORDS[candidate.how_known]
    if candidate.first_met and candidate.how_known in ("met", "worked-with"):
        how_known += f" {'since ' if candidate.how_known == 'worked-with' else ''}{candidate.first_met[:4]}"
    parts = [how_known]
    if candidate.trust is not None:
        parts.append(f"trust {candidate.trust}")
    if candidate.last_contact and today is not None:
        parts.append(f"last in touch {ago(days_since(candidate.last_contact, today))}")
    circle = assessment.row("circle")
    if circle is not None and circle.status != "match":
        parts.append(circle.evidence)
    return " · ".join(parts)


def check_lines(assessment: Assessment) -> list[str]:
    """What to check before an offer, in one paragraph, and apart from it what to tell the client."""
    return [*call_lines(assessment), *(f"! {sentence(check)}" for check in assessment.checks if check.kind == TELL)]


def call_lines(assessment: Assessment) -> list[str]:
    """What to check before an offer, in one paragraph, where there is anything; old facts of one age stand together."""
    together: dict[str, list[str]] = {}
    checks: list[str] = []
    for check in assessment.checks:
        if check.kind == CONFIRM:
            together.setdefault(check.when, []).append(check.subject)
        elif check.kind != TELL and not (check.blocks and check.phrase):
            checks.append(sentence(check))
    for when, subjects in together.items():
        verb = "was" if len(subjects) == 1 else "were"
        checks.append(f"{listed(subjects)} {verb} last confirmed {when}")
    return [f"{UNKNOWN} check first: {'; '.join(checks)}"] if checks else []


def call_question(assessment: Assessment) -> str:
    """ "Is Pat in Aetna, and taking clients?"; where only old facts stand in the way "is Pat still taking clients?"."""
    first = assessment.candidate.name.split()[0] if assessment.candidate.name.split() else assessment.candidate.name
    blocking = [check for check in assessment.checks if check.kind == ASK and check.blocks and check.phrase]
    needs = [str(check.value) for check in blocking if check.field == "specialties"]
    others = [phrase for phrase in dict.fromkeys(questions(assessment, ASK)) if phrase not in _treating(blocking)]
    asked = [f"does {first} work with {listed(needs)}?"] if needs else []
    if not blocking:
        old = dict.fromkeys(check.phrase.removeprefix("still ") for check in assessment.checks if is_old(check))
        return f"is {first} still {listed(list(old), ', and ')}?" if old else ""
    if others:
        asked.append(f"{'Is' if asked else 'is'} {first} {listed(others, ', and ')}?")
    return " ".join(asked)


def _treating(checks: Sequence[Check]) -> set[str]:
    return {check.phrase for check in checks if check.field == "specialties"}
