"""Language: speaks one of the asked languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from refer_cli.matching.bitsets import union
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, Check, call_first
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets, Surely
from refer_cli.matching.facets import Facets, lacking, named_facets
from refer_cli.matching.judgement import Judgement
from refer_cli.matching.membership import KNOWN, UNKNOWN, Standing, any_membership, fold
from refer_cli.matching.request import Request, Wish


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """Speaks one of the asked languages."""
    day = candidate.day("languages")
    how, item, name = _standing(candidate, request)
    spelled = " or ".join(sorted(request.languages))
    if how == KNOWN:
        day = candidate.day_of("languages", item)
        return Judgement(100, "match", name, day, checks=call_first("languages", name, f"speaking {name}", day, today))
    if how == UNKNOWN:
        blocks = not _is_presumed(request)
        check = Check(ASK, f"speaking {spelled}", "not known", f"speaking {name}", "languages", name, blocks=blocks)
        return Judgement(100, "unknown", f"{spelled}: not known", checks=(check,))
    return Judgement(0, "mismatch", f"does not speak {spelled}", day, fails="language")


def _standing(candidate: Candidate, request: Request) -> Standing:
    """How the languages of a card stand to those of which any one will do."""
    asked = (Wish(name, frozenset({fold(name)}), name in request.languages_on_no_card) for name in request.languages)
    return any_membership(candidate.languages, candidate.day("languages"), asked)


def _is_presumed(request: Request) -> bool:
    """Whether the client speaks English too: that is asked about where nothing is noted, and holds no offer up."""
    return any(fold(name) == "english" for name in request.languages)


def known_to_speak(candidate: Candidate, request: Request) -> bool:
    """Whether the card says so of one of the asked languages, or English will do."""
    return not request.languages or _is_presumed(request) or _standing(candidate, request).how == KNOWN


def _speaking(facets: Facets, request: Request) -> int:
    if _is_presumed(request):
        return facets.everyone
    return union(facets.bits(f"language:{fold(name)}") for name in request.languages)


def _said(request: Request, count: int) -> str:
    return f"{'does' if count == 1 else 'do'} not speak {' or '.join(sorted(request.languages))}"


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
    causes=(Cause("language", "other languages", _said),),
    facets=_facets,
    sets=_sets,
    # In two books that nobody had tuned to, eight readers of eight offer nobody who is not known to sign.
    surely=Surely(known_to_speak, _speaking, or_nobody=True),
)
