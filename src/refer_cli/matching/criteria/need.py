"""Need: the main need is treated, and how deeply; and who treats the others."""

from collections.abc import Iterator
from datetime import date

from refer_cli.fields.values import Item, Listing
from refer_cli.matching.bitsets import Levels, crossed, partition, union
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, NOTE, Check, call_first
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets, Surely
from refer_cli.matching.criteria.population import plural
from refer_cli.matching.facets import Facets
from refer_cli.matching.judgement import FULL, UNKNOWN_REQUIRED, Judgement
from refer_cli.matching.membership import ABSENT, DENIED, KNOWN, fold, mean, membership
from refer_cli.matching.request import Need, Request
from refer_cli.records import NamedTuple

DEPTH_LEVELS = {"certified": 100, "trained": 85, "takes": 40, None: 40}
ONE_DEPTH_LOWER = {"certified": 85, "trained": 40, "takes": 30, None: 30}
MAIN_SHARE, OTHER_SHARE = 2, 1
"""Of the level of several needs: each other need counts half as much as the main one, which is named first."""
_UNSAID = "unsaid"


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """The main need is treated, and how deeply; each other one counts half as much and excludes nobody."""
    main, *others = request.needs
    judged = _required(candidate, main, today)
    if judged.fails or not others:
        return judged
    beside = [_wished(candidate, need) for need in others]
    levels = [judged.level] * MAIN_SHARE + [other.level for other in beside for _ in range(OTHER_SHARE)]
    met = judged.status == "match" and any(other.status != "match" for other in beside)
    return judged._replace(
        level=mean(levels),
        status="partial" if met else judged.status,
        # One entry may say of several needs how they are treated.
        evidence="; ".join(dict.fromkeys(part.evidence for part in (judged, *beside))),
        checks=tuple(check for part in (judged, *beside) for check in part.checks),
    )


def after_a_yes(level: int, request: Request) -> int:
    """The most that one confirmation makes of a level: that the need is taken, which says nothing of its depth."""
    return min(FULL, level + DEPTH_LEVELS["takes"] - UNKNOWN_REQUIRED)


class Treated(NamedTuple):
    """How a card treats a need: the level, match or partial, and the entry that says so.

    `own`: the entry for the need itself, or for something narrower, where a broader one says more.
    """

    level: int
    status: str
    item: Item
    own: Item | None = None
    field: str = "specialties"

    @property
    def evidence(self) -> str:
        """In words: `trauma, certified; PTSD, works with`; `sees couples`."""
        if self.field == "populations":
            return f"sees {plural(self.item.name)}"
        return "; ".join(_spelled(item) for item in (self.item, self.own) if item is not None)


def treated(listing: Listing | None, asked: Need) -> Treated | None:
    """How an asked need is treated; None where it is denied, absent or unknown.

    A narrower term counts in full, a broader one a depth lower.
    """
    if listing is None or membership(listing, frozenset({fold(asked.name)}))[0] == DENIED:
        return None
    choices: list[tuple[int, int, Item]] = []
    for item in listing.affirmed:
        name = fold(item.name)
        if name == fold(asked.name):
            choices.append((DEPTH_LEVELS[item.mark], 2, item))
        elif name in asked.narrower:
            choices.append((DEPTH_LEVELS[item.mark], 1, item))
        elif name in asked.broader:
            choices.append((ONE_DEPTH_LOWER[item.mark], 0, item))
    # Of equals the need itself, then what is narrower; else the order in which the therapist gave them.
    best = max(choices, key=lambda choice: choice[:2], default=None)
    if best is None:
        return None
    level, nearness, item = best
    own = max((choice for choice in choices if choice[1]), key=lambda choice: choice[:2], default=None)
    if nearness:
        return Treated(level, "match", item)
    return Treated(level, "match" if own else "partial", item, own[2] if own else None)


def treated_by(candidate: Candidate, asked: Need) -> Treated | None:
    """As `treated`; and whoever sees couples works with their conflict, where the specialties do not name it."""
    by_name = treated(candidate.specialties, asked)
    if asked.format is None or (by_name is not None and by_name.level >= DEPTH_LEVELS["takes"]):
        return by_name
    denied = membership(candidate.specialties, frozenset({fold(asked.name)}))[0] == DENIED
    sees, item = membership(candidate.populations, frozenset({fold(asked.format)}))
    if denied or sees != KNOWN or item is None:
        return by_name
    return Treated(DEPTH_LEVELS["takes"], "match", item, field="populations")


def known_to_treat(candidate: Candidate, request: Request) -> bool:
    """Whether the card says that the main need is treated, or something broader; so where no need is asked."""
    return not request.needs or treated_by(candidate, request.needs[0]) is not None


def _spelled(item: Item) -> str:
    return f"{item.name}, {'works with' if item.mark in (None, 'takes') else item.mark}"


def _required(candidate: Candidate, asked: Need, today: date) -> Judgement:
    how_treated = treated_by(candidate, asked)
    if how_treated is not None:
        item, field = how_treated.item, how_treated.field
        day = candidate.day_of(field, item)
        phrase = f"working with {item.name}" if field == "specialties" else f"seeing {plural(item.name)}"
        old = call_first(field, item.name, phrase, day, today)
        return _treating(how_treated, asked, day)._replace(checks=(*_asked_of_part(how_treated, asked), *old))
    how, denied = membership(candidate.specialties, frozenset({fold(asked.name)}))
    if how in (DENIED, ABSENT) and not asked.on_no_card:
        as_of = candidate.day_of("specialties", denied)
        return Judgement(0, "mismatch", f"does not work with {asked.name}", as_of, fails="need")
    return _unknown(asked, blocks=True)


def _wished(candidate: Candidate, asked: Need) -> Judgement:
    how_treated = treated_by(candidate, asked)
    if how_treated is not None:
        return _treating(how_treated, asked, None)._replace(checks=_asked_of_part(how_treated, asked))
    how, _ = membership(candidate.specialties, frozenset({fold(asked.name)}))
    if how in (DENIED, ABSENT) and not asked.on_no_card:
        evidence = f"{asked.name}: not treated"
        return Judgement(0, "mismatch", evidence, checks=(Check(NOTE, evidence, need=asked.name),))
    return _unknown(asked, blocks=False)


def _treating(how_treated: Treated, asked: Need, as_of: str | None) -> Judgement:
    return Judgement(how_treated.level, how_treated.status, how_treated.evidence, as_of)


def _asked_of_part(how_treated: Treated, asked: Need) -> tuple[Check, ...]:
    if how_treated.status != "partial":
        return ()
    phrase, known = f"working with {asked.name}", f"{how_treated.evidence} is noted"
    return (Check(ASK, f"works with {asked.name}", known, phrase, "specialties", asked.name),)


def _unknown(asked: Need, blocks: bool) -> Judgement:
    phrase = f"working with {asked.name}"
    check = Check(ASK, f"works with {asked.name}", "not known", phrase, "specialties", asked.name, blocks=blocks)
    return Judgement(UNKNOWN_REQUIRED, "unknown", f"{asked.name}: not known", checks=(check,))


def _facets(candidate: Candidate) -> Iterator[str]:
    if candidate.specialties is not None:
        if candidate.specialties.complete:
            yield "needs:complete"
        for item in candidate.specialties.items:
            yield f"need:{fold(item.name)}:{item.mark or _UNSAID}"


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    return Sets({"need": _untreated(facets, request.needs[0])}, bound=lambda: _bound(facets, request))


def treating(facets: Facets, asked: Need) -> int:
    """Whose card says that this need is treated, or something broader (see `treated`)."""
    own = facets.family(f"need:{fold(asked.name)}:")
    denied = own.get("no", 0) & ~union(bits for depth, bits in own.items() if depth != "no")
    return union(bits for _, bits in _levels_of(facets, asked)) & ~denied


def _untreated(facets: Facets, asked: Need) -> int:
    if asked.on_no_card:
        return 0
    own = facets.family(f"need:{fold(asked.name)}:")
    affirmed = union(bits for depth, bits in own.items() if depth != "no")
    denied = own.get("no", 0) & ~affirmed
    for name in asked.narrower | asked.broader:
        affirmed |= union(bits for depth, bits in facets.family(f"need:{name}:").items() if depth != "no")
    affirmed |= _seen(facets, asked)
    return denied | (facets.bits("needs:complete") & ~affirmed)


def _bound(facets: Facets, request: Request) -> Levels:
    main, *others = (_bound_of_one(facets, need) for need in request.needs)
    if not others:
        return main
    sums = [(MAIN_SHARE * level, bits) for level, bits in main]
    for following in others:
        sums = [(level + OTHER_SHARE * other, bits) for level, other, bits in crossed(sums, following)]
    shares = MAIN_SHARE + OTHER_SHARE * len(others)
    return [((2 * total + shares) // (2 * shares), bits) for total, bits in sums]


def _bound_of_one(facets: Facets, asked: Need) -> Levels:
    return partition(_levels_of(facets, asked), facets.everyone, UNKNOWN_REQUIRED)


def _levels_of(facets: Facets, asked: Need) -> Levels:
    levels: Levels = []
    for names, scale in (({fold(asked.name)} | asked.narrower, DEPTH_LEVELS), (asked.broader, ONE_DEPTH_LOWER)):
        for name in names:
            for mark, bits in facets.family(f"need:{name}:").items():
                depth = None if mark == _UNSAID else mark
                if depth in scale:
                    levels.append((scale[depth], bits))
    if asked.format is not None:
        levels.append((DEPTH_LEVELS["takes"], _seen(facets, asked)))
    return levels


def _seen(facets: Facets, asked: Need) -> int:
    """Who sees the format in which this need is treated."""
    return facets.bits(f"population:{fold(asked.format)}") if asked.format is not None else 0


def _said(request: Request, count: int) -> str | None:
    return f"{'does' if count == 1 else 'do'} not work with {request.needs[0].name}"


CRITERION = Criterion(
    "need",
    judge,
    asked=lambda request: bool(request.needs),
    causes=(Cause("need", "do not work with the need", _said),),
    facets=_facets,
    sets=_sets,
    after_a_yes=after_a_yes,
    edition=1,
    surely=Surely(known_to_treat, lambda facets, request: treating(facets, request.needs[0])),
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
