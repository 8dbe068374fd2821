"""`refer transition --json`: the plan in the names of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from refer_cli.matching.caseload import added_up, waitlist
from refer_cli.matching.checks import sentence
from refer_cli.matching.worth_a_call import questions
from refer_cli.render.answer import as_json
from refer_cli.render.suggest_json import client_rows
from refer_cli.render.transition import care_lines, in_danger

if TYPE_CHECKING:
    from refer_cli.matching.caseload import Plan
    from refer_cli.matching.near_miss import NearMiss
    from refer_cli.matching.rank import Assessment


def transition_json(
    plan: Plan,
    leaving: str,
    assumptions: Sequence[str],
    at_most: int | None,
    written: Mapping[str, Any],
) -> dict[str, Any]:
    """The whole plan. Scores are exact to four decimals, and `total` is the sum of the first choices' scores.

    `written` says which files were written.
    """
    return {
        "leaving": leaving,
        "assumptions": list(assumptions),
        "at_most": at_most,
        "considered": plan.considered,
        "placed": [
            {
                "client": placement.client.label,
                "reason": placement.client.request.reason.slug,
                "first": _choice(placement.first),
                "second": None if placement.second is None else _choice(placement.second),
                **as_json(placement, "second_is_full second_is_shared"),
                "because": [row.evidence for row in client_rows(placement.first)],
                "check_first": [sentence(check) for check in placement.first.checks],
                "passed_over": [
                    {
                        **as_json(better_fit, "id name"),
                        "score": better_fit.points / 10_000,
                        "waitlist": better_fit.waitlist,
                    }
                    for better_fit in placement.passed_over
                ],
            }
            for placement in plan.placed
        ],
        "unplaced": [
            {
                "client": left_out.client.label,
                "reason": left_out.client.request.reason.slug,
                "why": left_out.why,
                "near_miss": _near_miss(left_out.near_miss),
                "gap": None if left_out.gap is None else left_out.gap._asdict(),
                "calls": [
                    {"id": call.candidate.id, "name": call.candidate.name, "ask": list(dict.fromkeys(questions(call)))}
                    for call in left_out.calls
                ],
            }
            for left_out in plan.unplaced
        ],
        "gaps": [
            {
                **as_json(gap, "kind name clients=labels"),
                "asked": [{"name": name, "times": times} for name, times in gap.asked],
            }
            for gap in added_up(plan.unplaced)
        ],
        "colleagues": [
            {
                "id": load.colleague.id,
                "name": load.colleague.name,
                "clients": list(load.labels),
                "openings": load.openings,
                "sliding": load.sliding,
                "sliding_places": load.places,
                "waitlist": waitlist(load.colleague),
            }
            for load in plan.loads
        ],
        "care": care_lines(plan),
        "danger": in_danger(plan),
        **written,
        "total": plan.total / 10_000,
    }


def _choice(assessment: Assessment) -> dict[str, Any]:
    return {"id": assessment.candidate.id, "name": assessment.candidate.name, "score": assessment.points / 10_000}


def _near_miss(near: NearMiss | None) -> dict[str, Any] | None:
    if near is None:
        return None
    return {
        "id": near.assessment.candidate.id,
        "name": near.assessment.candidate.name,
        "fails": near.fails,
        "relax": near.relax,
        "why": near.why,
    }
