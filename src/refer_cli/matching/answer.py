"""The whole answer to one request, ready to be shown as a screen or as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from refer_cli.matching.advice import care, how_to_offer
from refer_cli.matching.criteria.need import treated_by
from refer_cli.matching.near_miss import NearMiss, near_misses
from refer_cli.matching.rank import Assessment, Ranking, weights
from refer_cli.matching.request import Need, Request
from refer_cli.matching.shortlist import is_spoken, shown, stands_out
from refer_cli.matching.untreated import Untreated, untreated, untreated_words
from refer_cli.matching.worth_a_call import Call, worth_a_call
from refer_cli.records import NamedTuple

if TYPE_CHECKING:
    from refer_cli.matching.dropping import Drop

MOST_WAITING = 9
"""How many of the next are named as waiting."""


class Answer(NamedTuple):
    """Who fits, why, what to check, and who would fit but for one thing.

    `options` are shown, nobody where nobody is known to speak the client's language (`language_is_spoken`); `waiting`
    are the next of those who could see the client and are not shown. `untreated` is the main need where nobody who
    could see the client is known to treat it. Where there is nobody, `drop` is the one wish that
    stands most in the way, and `without_identity` how many could see the client without the wishes for who the
    clinician is, where there are any.
    """

    request: Request
    considered: int
    eligible: int
    options: tuple[Assessment, ...]
    waiting: tuple[Assessment, ...]
    following: Mapping[int, Assessment]
    stand_out: bool
    how_to_offer: str
    care: tuple[str, ...]
    calls: tuple[Call, ...]
    near: tuple[NearMiss, ...]
    excluded: Mapping[str, int]
    danger: bool
    language_is_spoken: bool
    untreated: Untreated | None = None
    drop: "Drop | None" = None
    without_identity: "Drop | None" = None

    @property
    def need_is_treated(self) -> bool:
        """Whether anybody shown is known to treat the main need; so where none was named."""
        needs = self.request.needs
        return not needs or any(treated_by(option.candidate, needs[0]) for option in self.options)

    @property
    def advice(self) -> str:
        """First of all that nobody is known to treat the need, where it is so; then how to offer."""
        return " ".join([*([untreated_words(self.untreated)] if self.untreated else []), self.how_to_offer])

    @property
    def anybody_ready(self) -> bool:
        """Whether anybody shown could be offered without a call."""
        return any(assessment.ready for assessment in self.options)


def answer(ranking: Ranking, request: Request, today: date) -> Answer:
    """Choose the options from a ranking and say all that goes with them."""
    weighed = weights(request)
    options = shown(ranking, request)
    ids = {assessment.candidate.id for assessment in options}
    in_order = ranking.in_order() if request.limit is not None else ranking.contenders()
    following, waiting = _around(in_order, ids)
    leads = stands_out(ranking, options)
    lacking = untreated(ranking, request)
    # Near misses do not depend on how many are shown.
    usual = options if request.limit is None else shown(ranking, request._replace(limit=None))
    return Answer(
        request=request,
        considered=ranking.considered,
        eligible=ranking.eligible,
        options=tuple(_with_who_does(options, ranking, request)),
        waiting=tuple(waiting),
        following=following,
        stand_out=leads,
        how_to_offer=how_to_offer(ranking, options, waiting, request, leads),
        care=tuple(care(request, options)),
        calls=tuple(worth_a_call(ranking, request, today, weighed)),
        near=tuple(near_misses(ranking, request, today, weighed, any(option.ready for option in usual))),
        excluded=ranking.excluded,
        danger=any(need.danger for need in request.needs),
        language_is_spoken=is_spoken(ranking, request),
        untreated=lacking,
    )


def _around(in_order: Iterable[Assessment], ids: set[int]) -> tuple[dict[int, Assessment], list[Assessment]]:
    """Who comes after each of the shown, and the next who are not shown."""
    following: dict[int, Assessment] = {}
    waiting: list[Assessment] = []
    before: Assessment | None = None
    left = len(ids)
    for assessment in in_order:
        if before is not None and before.candidate.id in ids:
            following[before.candidate.id] = assessment
        is_shown = assessment.candidate.id in ids
        left -= is_shown
        if not is_shown and len(waiting) < MOST_WAITING:
            waiting.append(assessment)
        before = assessment
        if left <= 0 and not is_shown and len(waiting) >= MOST_WAITING:
            break
    return following, waiting


def _with_who_does(options: Sequence[Assessment], ranking: Ranking, request: Request) -> list[Assessment]:
    """The options, each with who does treat the need that they do not."""
    lacking = {check.need for option in options for check in option.checks if check.need}
    does = {need.name: _treating(ranking, request, need) for need in request.needs if need.name in lacking}
    return [
        option._replace(
            checks=tuple(
                check._replace(known=f"{does[check.need]} does") if does.get(check.need) else check
                for check in option.checks
            )
        )
        for option in options
    ]


def _treating(ranking: Ranking, request: Request, need: Need) -> str | None:
    """Who of those who could see the client for this need alone is known to treat it, the best first."""
    alone = ranking.again(request._replace(needs=(need,), limit=None))
    best = next(iter(islice(alone.contenders(), 1)), None) if "need" in alone.known else None
    return best.candidate.name if best else None
