"""Tie: none to a person, practice or place that the client must not meet again in this room."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from refer_cli.matching.alike import (
    OF_MANY_NAMES,
    address_words,
    each_avoided,
    forms,
    is_called,
    name_words,
    names,
    pairs,
    practice_words,
    rare_words,
    same_address,
    same_building,
    same_name,
    same_practice,
    speaks_of_practice,
    spellings,
    street_words,
)
from refer_cli.matching.bitsets import people, union
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, Check
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets
from refer_cli.matching.facets import Facets, named_facets
from refer_cli.matching.judgement import PASSES, Judgement
from refer_cli.matching.membership import fold, folded
from refer_cli.matching.request import Office, Request

_SHORTEST_SHARED = 4


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """No tie to a person, practice or place that the client must not meet again in this room."""
    for avoided in request.avoid:
        where = tied_by(candidate, avoided)
        if where:
            return Judgement(0, "mismatch", where, fails="tie")
    where = _tied_from_there(candidate, request)
    if where:
        return Judgement(0, "mismatch", where, fails="tie")
    checks = tuple(_doubts(candidate, request))
    if checks:
        return Judgement(100, "unknown", "may be tied to whom to avoid", checks=checks)
    if candidate.ties is None or candidate.ties.open:
        return Judgement(
            100,
            "unknown",
            "ties not known",
            checks=(Check(ASK, "ties to anybody the client must avoid", "none noted: ask without naming the client"),),
        )
    return PASSES


def _doubts(candidate: Candidate, request: Request) -> Iterator[Check]:
    """What may be a tie, to be looked into before the colleague is offered."""
    near = near_avoided(candidate, request)
    if near:
        yield Check(ASK, f"{near}: close enough to matter", short=f"{near}: close enough to matter?")
    alike = _alike(candidate, request)
    if alike is not None:
        question = f"{alike} and what the client must avoid: are they connected"
        yield Check(ASK, question, short=f"{alike} and what to avoid: are they connected?")
    if _is_of_the_family(candidate, request):
        yield Check(
            ASK, "the same family name as whom the client must avoid: related", short="a relative of whom to avoid?"
        )
    if candidate.id in request.perhaps_noted:
        yield Check(
            ASK,
            "your note names somebody so called, or that practice: is it whom the client must avoid",
            short="your note may speak of whom to avoid: does it?",
        )


def near_avoided(candidate: Candidate, request: Request) -> str | None:
    """In words, what the colleague's office has in common with one of whom to avoid, where that is no tie yet."""
    for office in request.avoided_offices:
        if _shares_practice(candidate, office):
            return "has a practice of the same name as whom to avoid"
        if _shares_street(candidate, office, same_building):
            return "works in the same building as whom to avoid"
    return None


def _is_of_the_family(candidate: Candidate, request: Request) -> bool:
    """Whether the colleague has the family name of a person to avoid."""
    family = name_words(fold(candidate.name))[-1:]
    people = (*request.avoided_people, *(name for text in request.avoid for name in spellings(text)))
    of_people = (name_words(fold(name)) for name in people)
    return any(len(words) > 1 and words[-1:] == family for words in of_people if OF_MANY_NAMES.isdisjoint(words))


def _alike(candidate: Candidate, request: Request) -> str | None:
    """The practice or tie of the card that shares a rare word with an avoided name; None where none does."""
    of_the_place = {*fold(candidate.city or "").split(), *fold(candidate.state or "").split()}
    texts = (candidate.practice, *(candidate.ties.names() if candidate.ties else ()))
    avoided_names = (*request.avoid, *(office.practice or "" for office in request.avoided_offices))
    for text in filter(None, texts):
        words = {word for word in name_words(fold(text)) if len(word) >= _SHORTEST_SHARED}
        for avoided in avoided_names:
            if words.intersection(name_words(fold(avoided))) - OF_MANY_NAMES - of_the_place:
                return text
    if candidate.practice and any(speaks_of_practice(tie, candidate.practice) for tie in request.avoided_ties):
        return candidate.practice
    return None


def tied_by(candidate: Candidate, avoided: str) -> str | None:
    """In words, how the colleague is tied to an avoided name; None when nothing on the card says so."""
    ties = candidate.ties.names() if candidate.ties else ()
    named = [("is", candidate.name), ("works at", candidate.practice), *(("is tied to", name) for name in ties)]
    for how, text in named:
        if is_called(text, avoided):
            return f"{how} {text}"
    for place in map(fold, each_avoided(avoided)):
        if candidate.street and place and _holds(street_words(fold(candidate.street)), street_words(place)):
            return f"has an office at {candidate.street}"
        if candidate.city and place in _places(candidate):
            return f"has an office in {candidate.city}"
    return None


def _tied_from_there(candidate: Candidate, request: Request) -> str | None:
    """How the card of the avoided person, or a note of mine, ties the colleague to what is avoided; in words."""
    if any(names(tie, candidate.name) for tie in request.avoided_ties):
        return "is named on the card of whom to avoid"
    teams = sorted(folded(candidate.groups) & request.avoided_teams)
    if teams:
        return "shares a consult group with whom to avoid"
    ties = candidate.ties.names() if candidate.ties else ()
    if any(same_name(fold(tie), fold(person)) for tie in ties for person in request.avoided_people):
        return "is tied to whom to avoid"
    return _tied_by_office(candidate, request) or ("your note mentions it" if candidate.id in request.noted else None)


def _tied_by_office(candidate: Candidate, request: Request) -> str | None:
    """That the colleague works where an avoided person does, or is tied to that practice; in words."""
    ties = candidate.ties.names() if candidate.ties else ()
    for office in request.avoided_offices:
        if _shares_practice(candidate, office) and _is_one_practice(candidate, office):
            return "shares a practice with whom to avoid"
        if _shares_street(candidate, office, same_address):
            return "shares an office with whom to avoid"
        if office.practice and any(
            same_practice(tie, office.practice) or speaks_of_practice(tie, office.practice) for tie in ties
        ):
            return "is tied to the practice of whom to avoid"
    return None


def _shares_practice(candidate: Candidate, office: Office) -> bool:
    return bool(candidate.practice and office.practice and same_practice(candidate.practice, office.practice))


def _is_one_practice(candidate: Candidate, office: Office) -> bool:
    """Whether practices of one name are one practice: in another state, or of a name that many have, perhaps not."""
    if candidate.state and office.state and candidate.state != office.state:
        return False
    return bool(rare_words(office.practice or "")) or _in_one_place(candidate, office, unknown=False)


def _shares_street(candidate: Candidate, office: Office, compared: Callable[[str, str], bool]) -> bool:
    """Whether the offices are at one address, as `compared` holds two streets together."""
    return bool(
        candidate.street
        and office.street
        and _in_one_place(candidate, office, unknown=True)
        and compared(candidate.street, office.street)
    )


def _in_one_place(candidate: Candidate, office: Office, *, unknown: bool) -> bool:
    """Whether two offices are in one ZIP, or where one has none in one city; `unknown` where that is not known."""
    if candidate.zip and office.zip:
        return candidate.zip[:5] == office.zip[:5]
    if candidate.city and office.city:
        same_state = not (candidate.state and office.state) or candidate.state == office.state
        return same_state and fold(candidate.city) == fold(office.city)
    return unknown


def _places(candidate: Candidate) -> set[str]:
    """The folded ways to name the place of the office."""
    city, state, zip_code = fold(candidate.city or ""), fold(candidate.state or ""), fold(candidate.zip or "")
    return {city, f"{city} {state}", zip_code, zip_code[:5]} - {""}


def _holds(text: str, words: str) -> bool:
    return f" {words} " in f" {text} "


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    noted = union(1 << colleague_id for colleague_id in request.noted) & facets.everyone
    teams = union(facets.bits(f"group:{name}") for name in request.avoided_teams)
    perhaps = _perhaps_called(facets, request.avoid)
    perhaps |= union(
        _holding(facets, name_words(fold(name))) for name in (*request.avoided_ties, *request.avoided_people)
    )
    # "Married to J. Roe" may name anybody whose name has the word beside the initial.
    for words in (fold(tie).split() for tie in request.avoided_ties):
        beside = {
            other for pair in pairwise(words) for word, other in (pair, pair[::-1]) if len(word) == 1 < len(other)
        }
        perhaps |= union(facets.mentioning(word) for word in beside)
    for office in request.avoided_offices:
        perhaps |= _holding(facets, practice_words(office.practice or ""))
        # Of one address the number and the street's first word are the same.
        words = address_words(office.street or "")[:2]
        if len(words) > 1:
            first, second = (union(facets.mentioning(form) for form in forms(word)) for word in words)
            perhaps |= first & second
    return Sets({"tie": noted | teams}, perhaps)


def _facets(candidate: Candidate) -> Iterator[str]:
    yield from named_facets("group", candidate.groups)


def _perhaps_called(facets: Facets, avoid: tuple[str, ...]) -> int:
    """Everybody whose card may name what is avoided (see `tied_by`), and perhaps others."""
    return union(_holding(facets, name_words(name)) for text in avoid for name in spellings(text))


def _holding(facets: Facets, named: Sequence[str]) -> int:
    """Everybody whose card holds the one word of a name, or two of its words, or an initial before one of them."""
    words = [word for word in named if len(word) > 1]
    if len(words) < 2:
        return union(facets.mentioning(form) for word in words or named for form in forms(word))
    holding = {word: union(facets.mentioning(form) for form in forms(word)) for word in words}
    together = union(holding[first] & holding[second] for first, second in pairs(words))
    initials = {f"{first[0]} {second}" for first, second in pairs(words)}
    reversed_ = {f"{second} {first[0]} " for first, second in pairs(words)}
    return together | union(facets.mentioning(text) for text in initials | reversed_)


def perhaps_avoided(facets: Facets, avoid: tuple[str, ...]) -> list[int]:
    """The ids of all whose cards may name what is avoided."""
    return people(_perhaps_called(facets, avoid))


def unknown_names(candidates: Sequence[Candidate], avoid: tuple[str, ...]) -> list[str]:
    """Of the names to avoid, as typed, those that none of these cards mentions."""
    return [
        part
        for text in avoid
        for part in each_avoided(text)
        if not any(tied_by(candidate, part) for candidate in candidates)
    ]


def unmatched_names(candidates: Sequence[Candidate], request: Request) -> tuple[str, ...]:
    """A sentence for each avoided name that no card mentions, without the name: it goes nowhere.

    That no tie is known is not the same as none, and a misspelt name finds none.
    """
    if request.noted:
        return ()
    avoid = request.avoid
    missing = [number for number, text in enumerate(avoid, start=1) if unknown_names(candidates, (text,))]
    which = {number: "" if len(avoid) == 1 else f" (the name given as number {number})" for number in missing}
    return tuple(
        f"No card in your book mentions whom you named with --avoid{which[number]}: look at the spelling"
        for number in missing
    )


CRITERION = Criterion(
    "tie",
    judge,
    asked=lambda request: bool(request.avoid),
    causes=(Cause("tie", "tied", near=False),),
    facets=_facets,
    sets=_sets,
    edition=1,
)
