"""Need: every asked need is treated, and how deeply."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from refer_cli.fields.values import Item, Listing
from refer_cli.matching.bitsets import Levels, crossed, partition, union
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, Check
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets
from refer_cli.matching.facets import Facets
from refer_cli.matching.judgement import UNKNOWN_REQUIRED, Judgement
from refer_cli.matching.membership import ABSENT, DENIED, fold, mean, membership
from refer_cli.matching.request import Need, Request

DEPTH_LEVELS = {"certified": 100, "trained": 85, "takes": 50, None: 50}
ONE_DEPTH_LOWER = {"certified": 85, "trained": 50, "takes": 35, None: 35}
_UNSAID = "unsaid"


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """Every asked need is treated, and how deeply; several needs count as their mean."""
    parts = [_one_need(candidate, asked) for asked in request.needs]
    failing = [judged for judged in parts if judged.fails]
    if failing:
        return failing[0]
    if len(parts) == 1:
        return parts[0]
    statuses = [judged.status for judged in parts]
    status = next((name for name in ("unknown", "partial") if name in statuses), "match")
    days = [judged.as_of for judged in parts if judged.as_of]
    return Judgement(
        mean(judged.level for judged in parts),
        status,
        "; ".join(judged.evidence for judged in parts),
        min(days) if days else None,
        checks=tuple(check for judged in parts for check in judged.checks),
    )


def treated(listing: Listing | None, asked: Need) -> tuple[int, str, Item] | None:
    """How an asked need is treated: the level, match or partial, and the entry that says so.

    None where it is denied, absent or unknown. A narrower term counts in full, a broader one a depth lower.
    """
    if listing is None or membership(listing, frozenset({fold(asked.name)}))[0] == DENIED:
        return None
    choices: list[tuple[int, int, str, Item]] = []
    for item in listing.affirmed:
        name = fold(item.name)
        if name == fold(asked.name):
            choices.append((DEPTH_LEVELS[item.mark], 2, "match", item))
        elif name in asked.narrower:
            choices.append((DEPTH_LEVELS[item.mark], 1, "match", item))
        elif name in asked.broader:
            choices.append((ONE_DEPTH_LOWER[item.mark], 0, "partial", item))
    # Of equals the need itself, then what is narrower; else the order in which the therapist gave them.
    best = max(choices, key=lambda choice: choice[:2], default=None)
    return None if best is None else (best[0], best[2], best[3])


def _one_need(candidate: Candidate, asked: Need) -> Judgement:
    as_of = candidate.day("specialties")
    how_treated = treated(candidate.specialties, asked)
    if how_treated is not None:
        level, status, item = how_treated
        evidence = f"{item.name}, {'works with' if item.mark in (None, 'takes') else item.mark}"
        checks: tuple[Check, ...] = ()
        if status == "partial":
            checks = (
                Check(
                    ASK,
                    f"is {asked.name} treated",
                    f"{evidence} is noted",
                    f"treating {asked.name}",
                    "specialties",
                    asked.name,
                ),
            )
        return Judgement(level, status, evidence, item.as_of or as_of, checks=checks)
    how, denied = membership(candidate.specialties, frozenset({fold(asked.name)}))
    if how in (DENIED, ABSENT):
        own_day = denied.as_of if denied else None
        return Judgement(0, "mismatch", f"{asked.name} is not treated", own_day or as_of, fails="need")
    check = Check(
        ASK, f"is {asked.name} treated", "not known", f"treating {asked.name}", "specialties", asked.name, blocks=True
    )
    return Judgement(UNKNOWN_REQUIRED, "unknown", f"{asked.name}: not known", checks=(check,))


def _facets(candidate: Candidate) -> Iterator[str]:
    if candidate.specialties is not None:
        if candidate.specialties.complete:
            yield "needs:complete"
        for item in candidate.specialties.items:
            yield f"need:{fold(item.name)}:{item.mark or _UNSAID}"


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    failing = union(_untreated(facets, need) for need in request.needs)
    return Sets({"need": failing}, bound=lambda: _bound(facets, request))


def _untreated(facets: Facets, asked: Need) -> int:
    own = facets.family(f"need:{fold(asked.name)}:")
    affirmed = union(bits for depth, bits in own.items() if depth != "no")
    denied = own.get("no", 0) & ~affirmed
    for name in asked.narrower | asked.broader:
        affirmed |= union(bits for depth, bits in facets.family(f"need:{name}:").items() if depth != "no")
    return denied | (facets.bits("needs:complete") & ~affirmed)


def _bound(facets: Facets, request: Request) -> Levels:
    first, *others = (_bound_of_one(facets, need) for need in request.needs)
    if not others:
        return first
    sums = first
    for following in others:
        sums = [(level + other, bits) for level, other, bits in crossed(sums, following)]
    count = len(request.needs)
    return [((2 * total + count) // (2 * count), bits) for total, bits in sums]


def _bound_of_one(facets: Facets, asked: Need) -> Levels:
    levels: Levels = []
    for names, scale in (({fold(asked.name)} | asked.narrower, DEPTH_LEVELS), (asked.broader, ONE_DEPTH_LOWER)):
        for name in names:
            for mark, bits in facets.family(f"need:{name}:").items():
                depth = None if mark == _UNSAID else mark
                if depth in scale:
                    levels.append((scale[depth], bits))
    return partition(levels, facets.everyone, UNKNOWN_REQUIRED)


def _said(request: Request, count: int) -> str | None:
    if len(request.needs) != 1:
        return None
    return f"{'does' if count == 1 else 'do'} not treat {request.needs[0].name}"


CRITERION = Criterion(
    "need",
    judge,
    asked=lambda request: bool(request.needs),
    causes=(Cause("need", "do not treat the need", _said),),
    facets=_facets,
    sets=_sets,
    weight=25,
    words="the need",
    levels=(
        *((depth or "depth not said", level) for depth, level in DEPTH_LEVELS.items()),
        *(
            (f"only a broader need is noted, {depth or 'depth not said'}", level)
            for depth, level in ONE_DEPTH_LOWER.items()
        ),
    ),
)
