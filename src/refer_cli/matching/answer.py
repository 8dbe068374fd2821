"""The whole answer to one request, ready to be shown as a screen or as JSON."""

import itertools
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from refer_cli.matching.advice import advice, care
from refer_cli.matching.criteria.need import treated
from refer_cli.matching.dropping import Drop
from refer_cli.matching.near_miss import NearMiss, near_misses
from refer_cli.matching.rank import Assessment, Ranking, weights
from refer_cli.matching.request import Request
from refer_cli.matching.shortlist import POOL, shown, stands_out
from refer_cli.matching.worth_a_call import Call, worth_a_call


class Answer(NamedTuple):
    """Who fits, why, what to check, and who would fit but for one thing.

    `options` are shown; `waiting` are the next of those who could see the client and are not shown. Where there is
    nobody, `drop` is the one wish that stands most in the way, and `without_identity` how many could see the client
    without the wishes for who the clinician is, where there are any.
    """

    request: Request
    considered: int
    eligible: int
    options: tuple[Assessment, ...]
    waiting: tuple[Assessment, ...]
    following: Mapping[int, Assessment]
    stand_out: bool
    advice: str
    care: tuple[str, ...]
    calls: tuple[Call, ...]
    near: tuple[NearMiss, ...]
    excluded: Mapping[str, int]
    danger: bool
    drop: Drop | None = None
    without_identity: Drop | None = None

    @property
    def need_is_treated(self) -> bool:
        """Whether anybody shown is known to treat the main need; so where none was named."""
        needs = self.request.needs
        return not needs or any(treated(option.candidate.specialties, needs[0]) for option in self.options)

    @property
    def anybody_ready(self) -> bool:
        """Whether anybody shown could be offered without a call."""
        return any(assessment.ready for assessment in self.options)


def answer(ranking: Ranking, request: Request, today: date) -> Answer:
    """Choose the options from a ranking and say all that goes with them."""
    weighed = weights(request)
    ranked = ranking.first(max(POOL, (request.limit or 0) + 1))
    options = shown(ranked, request)
    chosen = {assessment.candidate.id for assessment in options}
    after = {assessment.candidate.id: other for assessment, other in itertools.pairwise(ranked)}
    return Answer(
        request=request,
        considered=ranking.considered,
        eligible=ranking.eligible,
        options=tuple(options),
        waiting=tuple(assessment for assessment in ranked if assessment.candidate.id not in chosen),
        following={key: after[key] for key in chosen if key in after},
        stand_out=stands_out(ranked),
        advice=advice(ranked, options, ranking.eligible, request),
        care=tuple(care(request, options)),
        calls=tuple(worth_a_call(ranked, request, today, weighed)),
        near=tuple(near_misses(ranking, request, today, weighed)),
        excluded=ranking.excluded,
        danger=any(need.danger for need in request.needs),
    )
