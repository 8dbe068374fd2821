"""Refused: the approach that a disagreement is about, or the style of a clash, with nothing of what is wanted."""

from __future__ import annotations

from datetime import date

from refer_cli.matching.candidate import Candidate
from refer_cli.matching.criteria import approach, style
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets
from refer_cli.matching.criteria.wishes import any_of, has_one, having, lacking_each, lacks_each, met_and_others
from refer_cli.matching.facets import Facets
from refer_cli.matching.judgement import PASSES, Judgement
from refer_cli.matching.membership import fold
from refer_cli.matching.request import Request


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """By the rule of the reason: see `_clash` and `_disagreement`."""
    why = _clash(candidate, request) if _is_clash(request) else _disagreement(candidate, request)
    if why is None:
        return PASSES
    kind = style.KIND if _is_clash(request) else approach.KIND
    return Judgement(0, "mismatch", why, candidate.day(kind.field), fails="refused")


def _is_clash(request: Request) -> bool:
    return request.reason.rules == "personality-clash"


def _clash(candidate: Candidate, request: Request) -> str | None:
    """For a personality clash: a refused style is known, and no wanted one is."""
    styles = candidate.styles
    if not has_one(styles, request.refused_styles) or has_one(styles, request.styles):
        return None
    return f"{', '.join(styles.names()) if styles else ''}: not {any_of(request.styles)}"


def _disagreement(candidate: Candidate, request: Request) -> str | None:
    """For a disagreement about treatment: what is wanted is known absent, or everything is what is refused."""
    approaches, wanted = candidate.approaches, request.approaches
    if wanted and lacks_each(approaches, candidate.day("approaches"), wanted):
        return f"does not practise {any_of(wanted)}"
    refused = frozenset().union(*(wish.keys for wish in request.unwanted))
    if approaches is None or approaches.open or not approaches.affirmed:
        return None
    only = all(fold(item.name) in refused for item in approaches.affirmed)
    return f"practises only {', '.join(approaches.names())}" if only else None


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    if _is_clash(request):
        met, _ = met_and_others(facets, style.KIND.facet, request.refused_styles)
        return Sets({"refused": met & ~having(facets, style.KIND.facet, request.styles)})
    kind = approach.KIND.facet
    failing = lacking_each(facets, kind, request.approaches) if request.approaches else 0
    met, others = met_and_others(facets, kind, request.unwanted)
    return Sets({"refused": failing | (met & ~others & ~facets.bits(f"{kind}:!open"))})


def _asked(request: Request) -> bool:
    if _is_clash(request):
        return bool(request.refused_styles and request.styles)
    return request.reason.rules == "treatment-disagreement" and bool(request.approaches or request.unwanted)


CRITERION = Criterion(
    "refused",
    judge,
    asked=_asked,
    causes=(Cause("refused", "only what is not wanted, or not what is"),),
    sets=_sets,
)
