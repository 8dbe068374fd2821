"""Language: speaks one of the asked languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, Check, call_first
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets
from refer_cli.matching.facets import Facets, lacking, named_facets
from refer_cli.matching.judgement import Judgement
from refer_cli.matching.membership import KNOWN, UNKNOWN, any_membership, fold
from refer_cli.matching.request import Request, Wish


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """Speaks one of the asked languages."""
    day = candidate.day("languages")
    asked = (Wish(name, frozenset({fold(name)}), name in request.languages_on_no_card) for name in request.languages)
    how, item, name = any_membership(candidate.languages, day, asked)
    spelled = " or ".join(sorted(request.languages))
    if how == KNOWN:
        day = candidate.day_of("languages", item)
        return Judgement(100, "match", name, day, checks=call_first("languages", name, f"speaking {name}", day, today))
    if how == UNKNOWN:
        check = Check(ASK, f"speaking {spelled}", "not known", f"speaking {name}", "languages", name, blocks=True)
        return Judgement(100, "unknown", f"{spelled}: not known", checks=(check,))
    return Judgement(0, "mismatch", f"does not speak {spelled}", day, fails="language")


def _facets(candidate: Candidate) -> Iterator[str]:
    if candidate.languages is not None and candidate.languages.complete:
        yield "languages:complete"
    yield from named_facets("language", candidate.languages)


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    if request.languages_on_no_card:
        # One of which nothing is known suffices, so nobody is known to have none.
        return Sets()
    return Sets({"language": lacking(facets, "language", request.languages, "languages:complete")})


CRITERION = Criterion(
    "language",
    judge,
    asked=lambda request: bool(request.languages),
    causes=(Cause("language", "other languages"),),
    facets=_facets,
    sets=_sets,
)
