"""What a client wishes of an approach or a style: one that is wanted, and none that was tried or is refused."""

from collections.abc import Callable, Iterator

from refer_cli.fields.values import Listing
from refer_cli.matching.bitsets import Levels, crossed, partition, union
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, Check
from refer_cli.matching.facets import Facets
from refer_cli.matching.judgement import FULL, UNKNOWN, UNKNOWN_REQUIRED, Judgement
from refer_cli.matching.membership import ABSENT, DENIED, KNOWN, any_membership, fold, folded, mean
from refer_cli.matching.request import Wish
from refer_cli.records import NamedTuple

SOME_BESIDE = 50
LEVELS = (
    ("one that is wanted; or none that was tried or is refused", FULL),
    ("some of the tried or refused beside others", SOME_BESIDE),
    ("none that is wanted; or only the tried or refused", 0),
)


class Kind(NamedTuple):
    """A kind of wish: the field of the card, the name of its facets, and how a question about it begins."""

    field: str
    facet: str
    verb: str = ""

    def listing(self, candidate: Candidate) -> Listing | None:
        """What the card says of it."""
        listing: Listing | None = getattr(candidate, self.field)
        return listing

    def facets(self, candidate: Candidate) -> Iterator[str]:
        """The facets of one card."""
        listing = self.listing(candidate)
        if listing is None:
            return
        if listing.complete:
            yield f"{self.facet}:!complete"
        if listing.open:
            yield f"{self.facet}:!open"
        for item in listing.items:
            yield f"{self.facet}:{fold(item.name)}" + (":no" if item.denied else "")


class Asked(NamedTuple):
    """What a request wishes of one kind; `required`: what is wanted is no mere wish, so that it must be known."""

    wanted: tuple[Wish, ...]
    refused: tuple[Wish, ...]
    required: bool = False

    @property
    def unknown(self) -> int:
        """Level (hundredths) of what is wanted where it is not known."""
        return UNKNOWN_REQUIRED if self.required else UNKNOWN


def judge(kind: Kind, candidate: Candidate, asked: Asked, word: str) -> Judgement:
    """How a colleague meets what is wanted and what is refused; `word` says of the refused why it is."""
    wanted, refused, _ = asked
    listing, as_of = kind.listing(candidate), candidate.day(kind.field)
    parts: list[Judgement] = []
    if wanted:
        parts.append(_wanted(listing, asked, kind, as_of))
    if refused:
        parts.append(_not_refused(listing, refused, word, kind.field, as_of))
    if len(parts) == 1:
        return parts[0]
    want, refuse = parts
    if refuse.status == "match":
        refuse = refuse._replace(evidence=f"not {_all_of(refused)}")
    level = mean((want.level, refuse.level))
    if want.status == "mismatch" and has_one(listing, refused):
        level = 0
    status = (
        want.status
        if want.status == refuse.status
        else ("unknown" if "unknown" in (want.status, refuse.status) else "mismatch" if level == 0 else "partial")
    )
    return Judgement(
        level, status, f"{want.evidence}; {refuse.evidence}", as_of if listing else None, checks=want.checks
    )


def has_one(listing: Listing | None, wishes: tuple[Wish, ...]) -> bool:
    """Whether the list names one of these, or something narrower."""
    return not folded(listing).isdisjoint(_keys(wishes))


def lacks_each(listing: Listing | None, as_of: str, wishes: tuple[Wish, ...]) -> bool:
    """Whether each of these is known not to be so."""
    return any_membership(listing, as_of, wishes).how in (DENIED, ABSENT)


def any_of(wishes: tuple[Wish, ...]) -> str:
    """The wishes in words, in one order, whichever they were asked in."""
    return " or ".join(sorted(wish.name for wish in wishes))


def _all_of(wishes: tuple[Wish, ...]) -> str:
    return " and ".join(sorted(wish.name for wish in wishes))


def _keys(wishes: tuple[Wish, ...]) -> frozenset[str]:
    return frozenset().union(*(wish.keys for wish in wishes))


def _wanted(listing: Listing | None, asked: Asked, kind: Kind, as_of: str) -> Judgement:
    names = any_of(asked.wanted)
    how, item, name = any_membership(listing, as_of, asked.wanted)
    if how == KNOWN and item is not None:
        return Judgement(FULL, "match", item.name, item.as_of or as_of)
    if how in (DENIED, ABSENT):
        return Judgement(0, "mismatch", f"not {names}", as_of)
    question = f"{kind.verb} {name}".strip()
    check = Check(ASK, question, "not known", question, kind.field, name, blocks=asked.required)
    return Judgement(asked.unknown, "unknown", f"{names}: not known", checks=(check,))


def _not_refused(listing: Listing | None, refused: tuple[Wish, ...], word: str, field: str, as_of: str) -> Judgement:
    keys = _keys(refused)
    spelled = _all_of(refused)
    affirmed = listing.affirmed if listing else ()
    others = [item.name for item in affirmed if fold(item.name) not in keys]
    met = [_of_what_kind(item.name, refused) for item in affirmed if fold(item.name) in keys]
    if not met and lacks_each(listing, as_of, refused):
        return Judgement(FULL, "match", f"{', '.join(others[:3]) or field}: not {spelled}", as_of)
    if not met and others:
        return Judgement(SOME_BESIDE, "partial", f"{', '.join(others[:3])}; whether also {spelled} is not known", as_of)
    if met and others:
        return Judgement(SOME_BESIDE, "partial", f"{', '.join(met)} {word}, beside {', '.join(others[:2])}", as_of)
    if met and listing is not None and not listing.open:
        return Judgement(0, "mismatch", f"only {', '.join(met)}, {word}", as_of)
    evidence = f"{', '.join(met)} {word}; whether anything else is not known" if met else f"{field} not known"
    check = Check(ASK, f"which {field}", "not known", f"using something else than {spelled}")
    return Judgement(UNKNOWN, "unknown", evidence, as_of if met else None, checks=(check,))


def _of_what_kind(name: str, refused: tuple[Wish, ...]) -> str:
    """An entry with the refused one that it is a kind of, where it is not that very one: `CBT-E (CBT)`."""
    folded_name = fold(name)
    if any(folded_name == fold(wish.name) for wish in refused):
        return name
    return f"{name} ({_all_of(tuple(wish for wish in refused if folded_name in wish.keys))})"


def after_a_yes(level: int, asked: Asked) -> int:
    """The most that one confirmation makes of a level: only what is wanted can be confirmed."""
    if not asked.wanted:
        return level
    if not asked.refused:
        return FULL if level == asked.unknown else level
    # What is wanted turns from unknown to known, and is something else than what is refused: also where only the
    # refused is listed, since a word of one's own that stands on no card is unknown of a complete list too.
    risen = {
        mean((asked.unknown, refused)): mean((FULL, max(refused, SOME_BESIDE)))
        for refused in (0, UNKNOWN, SOME_BESIDE, FULL)
    }
    return risen.get(level, level)


def bound(facets: Facets, kind: Kind, asked: Asked) -> Callable[[], Levels]:
    """The most that everybody can score for what is wanted and what is refused."""

    def levels() -> Levels:
        if not asked.refused:
            return _bound_of_wanted(facets, kind.facet, asked)
        refusing = _bound_of_refused(facets, kind.facet, asked.refused)
        if not asked.wanted:
            return refusing
        return [(mean(pair), bits) for *pair, bits in crossed(_bound_of_wanted(facets, kind.facet, asked), refusing)]

    return levels


def _bound_of_wanted(facets: Facets, kind: str, asked: Asked) -> Levels:
    has, lacks = having(facets, kind, asked.wanted), lacking_each(facets, kind, asked.wanted)
    return partition([(FULL, has), (asked.unknown, facets.everyone & ~lacks & ~has)], facets.everyone, 0)


def _bound_of_refused(facets: Facets, kind: str, refused: tuple[Wish, ...]) -> Levels:
    met, others = met_and_others(facets, kind, refused)
    none, is_open = lacking_each(facets, kind, refused) & ~met, facets.bits(f"{kind}:!open")
    left = facets.everyone & ~none
    parts = [
        (FULL, none),
        (SOME_BESIDE, left & others),
        (UNKNOWN, left & ~others & (~met | is_open)),
        (0, left & met & ~others & ~is_open),
    ]
    return [(level, bits) for level, bits in parts if bits]


def having(facets: Facets, kind: str, wishes: tuple[Wish, ...]) -> int:
    """Who has one of these approaches (or styles, by `kind`), or something narrower."""
    return union(facets.bits(f"{kind}:{name}") for name in _keys(wishes))


def lacking_each(facets: Facets, kind: str, wishes: tuple[Wish, ...]) -> int:
    """Of whom each of these is known not to be so (see `lacks_each`)."""
    complete, lacking = facets.bits(f"{kind}:!complete"), facets.everyone
    if any(wish.on_no_card for wish in wishes):
        return 0
    for wish in wishes:
        denied = facets.bits(f"{kind}:{fold(wish.name)}:no")
        lacking &= (complete | denied) & ~having(facets, kind, (wish,))
    return lacking


def met_and_others(facets: Facets, kind: str, wishes: tuple[Wish, ...]) -> tuple[int, int]:
    """Who has one of these approaches (or styles, by `kind`), and who has another one."""
    keys = _keys(wishes)
    met = others = 0
    for name, bits in facets.family(f"{kind}:").items():
        if name.startswith("!") or name.endswith(":no"):
            continue
        if name in keys:
            met |= bits
        else:
            others |= bits
    return met, others
