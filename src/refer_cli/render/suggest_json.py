"""`refer suggest --json`: the answer in the names of the contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from refer_cli.matching.advice import against
from refer_cli.matching.checks import sentence
from refer_cli.matching.criteria import WEIGHED
from refer_cli.render.answer import as_json
from refer_cli.render.request import request_json

if TYPE_CHECKING:
    from refer_cli.matching.answer import Answer
    from refer_cli.matching.candidate import Candidate
    from refer_cli.matching.dropping import Drop
    from refer_cli.matching.judgement import CriterionScore
    from refer_cli.matching.options import TypedRequest
    from refer_cli.matching.rank import Assessment
    from refer_cli.matching.understand import LeftOut


def suggest_json(
    answer: Answer, assumptions: Sequence[str], typed: TypedRequest, not_understood: Sequence[LeftOut] = ()
) -> dict[str, Any]:
    """The whole answer. Scores and points are exact to four decimals; weights and row scores to two."""
    return {
        "reason": answer.request.reason.slug,
        "request": request_json(answer.request, typed),
        "assumptions": list(assumptions),
        "not_understood": left_out_json(not_understood),
        "considered": answer.considered,
        "eligible": answer.eligible,
        "candidates": [
            _candidate(rank, assessment, answer.following.get(assessment.candidate.id))
            for rank, assessment in enumerate(answer.options, start=1)
        ],
        "stand_out": answer.stand_out,
        "advice": answer.advice,
        "care": list(answer.care),
        "danger": answer.danger,
        "worth_a_call": [
            {
                "id": call.candidate.id,
                "name": call.candidate.name,
                "ask": call.ask,
                "rank": call.rank,
                "field": call.field,
                "value": call.value,
            }
            for call in answer.calls
        ],
        "near_misses": [
            {
                "id": near.assessment.candidate.id,
                "name": near.assessment.candidate.name,
                "fails": near.fails,
                "relax": near.relax,
                "why": near.why,
            }
            for near in answer.near
        ],
        "excluded": dict(answer.excluded),
        "need_is_treated": answer.need_is_treated,
        "known_to_treat": [
            {**as_json(barred, "id=assessment.candidate.id name=assessment.candidate.name"), "why": list(barred.why)}
            for barred in (answer.untreated.named if answer.untreated is not None else ())
        ],
        "language_is_spoken": answer.language_is_spoken,
        "drop": _drop(answer.drop),
        "without_identity": _drop(answer.without_identity),
    }


def left_out_json(not_understood: Sequence[LeftOut]) -> list[dict[str, Any]]:
    """The words that no option understood, and what each may have meant."""
    return [{"option": left.option, "word": left.word, "near": list(left.near)} for left in not_understood]


def _drop(drop: Drop | None) -> dict[str, Any] | None:
    return None if drop is None else {"options": list(drop.options), "eligible": drop.eligible}


def client_json(answer: Answer) -> dict[str, Any]:
    """What may be handed over: the ready ones in the same order, and nothing of the therapist's own."""
    return {
        "danger": answer.danger,
        "options": [
            {
                **as_json(option.candidate, "name credentials practice city state"),
                "fits": [row.evidence for row in client_rows(option)],
                "fee": option.candidate.fee,
                "lowest_fee": _lowest_fee(option.candidate),
                "contact": as_json(option.candidate, "phone email"),
            }
            for option in answer.options
            if option.ready
        ],
    }


def _lowest_fee(candidate: Candidate) -> int | None:
    """The lowest fee that is to be had now: the full one where no sliding place is open."""
    return candidate.fee if candidate.sliding_slots == 0 else candidate.fee_floor


def client_rows(assessed: Assessment) -> list[CriterionScore]:
    """The rows that a client may read: what fits, without anything about the therapist and the colleague."""
    return [row for row in assessed.rows if not WEIGHED[row.name].private and row.status in ("match", "partial")]


def _candidate(rank: int, assessed: Assessment, following: Assessment | None) -> dict[str, Any]:
    differences = against(assessed, following) if following else []
    return {
        "rank": rank,
        **as_json(assessed, "id=candidate.id name=candidate.name"),
        "score": assessed.points / 10_000,
        "ready": assessed.ready,
        "criteria": [
            {
                "name": row.name,
                "weight": row.weight / 100,
                "score": row.score / 100,
                "points": row.points / 10_000,
                **as_json(row, "status evidence as_of"),
                "fresh_score": None if row.fresh is None else row.fresh / 100,
            }
            for row in assessed.rows
        ],
        "check_first": [sentence(check) for check in assessed.checks],
        "contact": as_json(assessed.candidate, "phone email"),
        "against_next": [{"name": name, "points": points / 10_000} for name, points in differences],
    }
