"""Population: sees the client's age group and format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from refer_cli.fields.values import Item, Listing
from refer_cli.matching.bitsets import union
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, Check, call_first
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets, Surely
from refer_cli.matching.facets import Facets, lacking, named_facets
from refer_cli.matching.judgement import Judgement
from refer_cli.matching.membership import KNOWN, UNKNOWN, fold, membership
from refer_cli.matching.request import Request

AGES = frozenset({"child", "teen", "adult", "older adult"})
ADULT, OLDER_ADULT = "adult", "older adult"
INDIVIDUAL = "individual"
FORMATS = frozenset({INDIVIDUAL, "couple", "family", "group"})
PRESUMED = frozenset({ADULT, INDIVIDUAL})
"""What almost every therapist sees: nothing noted of it is asked about, and holds no offer up."""


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """Sees the client's age group and format: two separate lists within populations."""
    checks: list[Check] = []
    days: list[str] = []
    unknown = False
    for asked, kind in ((request.age_group, AGES), (request.format, FORMATS)):
        if asked is None:
            continue
        phrase = f"seeing {plural(asked)}"
        part = _part_for(asked, candidate.populations, kind)
        how, item = membership(part, frozenset({fold(asked)}))
        if how == UNKNOWN:
            unknown = True
            blocks = part is not None or asked not in PRESUMED
            checks.append(Check(ASK, phrase, "not known", phrase, "populations", asked, blocks=blocks))
        elif how == KNOWN:
            day = candidate.day_of("populations", item)
            days.append(day)
            checks.extend(call_first("populations", asked, phrase, day, today, phrase))
        else:
            # Only another format may be named as a near miss; nobody is offered across an age group.
            return Judgement(
                0,
                "mismatch",
                f"does not see {plural(asked)}",
                candidate.day_of("populations", item),
                fails="population",
                amount=0 if kind is FORMATS else None,
            )
    status = "unknown" if unknown else "match"
    return Judgement(100, status, "", min(days, default=None), checks=tuple(checks))


def _part_for(asked: str, listing: Listing | None, kind: frozenset[str]) -> Listing | None:
    """The part of a list that answers what is asked.

    "Adults" alone says nothing of older adults, and "adults, couples" nothing against an adult who comes alone.
    """
    part = population_part(listing, kind)
    if listing is None or part is None:
        return part
    affirmed = {fold(item.name) for item in listing.affirmed}
    if asked == OLDER_ADULT and ADULT in affirmed:
        return part._replace(open=True)
    if asked == INDIVIDUAL and affirmed & AGES and all(fold(item.name) != INDIVIDUAL for item in part.items):
        return None
    return part


def population_part(listing: Listing | None, kind: frozenset[str]) -> Listing | None:
    """The ages, or the formats, of a populations list. One that names none of a kind is unknown for that kind."""
    if listing is None:
        return None
    items: tuple[Item, ...] = tuple(item for item in listing.items if fold(item.name) in kind)
    if not items and listing.items:
        return None
    return Listing(items, listing.open)


def _asked_for(request: Request) -> tuple[tuple[str, frozenset[str]], ...]:
    """What has to be noted of somebody: the age group and format that not almost everybody sees."""
    asked = ((request.age_group, AGES), (request.format, FORMATS))
    return tuple((name, kind) for name, kind in asked if name is not None and name not in PRESUMED)


def known_to_see(candidate: Candidate, request: Request) -> bool:
    """Whether the card says that such clients are seen, or they are such as almost everybody sees."""
    return all(
        membership(_part_for(name, candidate.populations, kind), frozenset({fold(name)}))[0] == KNOWN
        for name, kind in _asked_for(request)
    )


def _seeing(facets: Facets, request: Request) -> int:
    seeing = facets.everyone
    for name, _ in _asked_for(request):
        seeing &= facets.bits(f"population:{fold(name)}")
    return seeing


def plural(asked: str) -> str:
    """An age group or a format, of several: `couples`, `older adults`."""
    return {"child": "children", "individual": "individuals", "family": "families"}.get(asked, f"{asked}s")


def _facets(candidate: Candidate) -> Iterator[str]:
    for kind, names in (("ages", AGES), ("formats", FORMATS)):
        part = population_part(candidate.populations, names)
        if part is not None and part.complete:
            yield f"{kind}:complete"
    yield from named_facets("population", candidate.populations)


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    age = lacking(facets, "population", (request.age_group,), "ages:complete") if request.age_group else 0
    if request.age_group == OLDER_ADULT:
        age &= facets.bits(f"population:{OLDER_ADULT}:no") | ~facets.bits(f"population:{ADULT}")
    form = lacking(facets, "population", (request.format,), "formats:complete") if request.format else 0
    if request.format == INDIVIDUAL:
        form &= facets.bits(f"population:{INDIVIDUAL}:no") | ~union(facets.bits(f"population:{age}") for age in AGES)
    return Sets({"population": age | form}, changes={"population": [(0, form & ~age)]})


CRITERION = Criterion(
    "population",
    judge,
    asked=lambda request: request.age_group is not None or request.format is not None,
    causes=(Cause("population", "other age groups or formats", measured=True),),
    facets=_facets,
    sets=_sets,
    surely=Surely(known_to_see, _seeing),
)
