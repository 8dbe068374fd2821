"""Tie: none to a person, practice or place that the client must not meet again in this room."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise, permutations

from refer_cli.matching.bitsets import people, union
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, Check
from refer_cli.matching.criteria.criterion import Cause, Criterion, Sets
from refer_cli.matching.facets import Facets, named_facets
from refer_cli.matching.judgement import PASSES, Judgement
from refer_cli.matching.membership import fold, folded
from refer_cli.matching.request import Request
from refer_cli.records import NamedTuple

TITLES = frozenset({"dr", "doctor", "mr", "mrs", "ms", "miss", "mx", "prof", "professor"})
SHORT_STREETS = {
    "st": "street", "ave": "avenue", "av": "avenue", "rd": "road", "blvd": "boulevard", "dr": "drive", "ln": "lane",
    "ct": "court", "pl": "place", "hwy": "highway", "pkwy": "parkway", "ste": "suite", "apt": "apartment",
    "n": "north", "s": "south", "e": "east", "w": "west",
}  # fmt: skip


CONSULTING = frozenset({"consult", "consultation", "consulting", "supervision", "intervision", "peer"})
"""Words in the name of a group whose members talk over their clients with one another."""
WITHIN_A_BUILDING = frozenset({"suite", "unit", "apartment", "room", "rm", "number", "no"})
SHORT_PRACTICES = {
    "grp": "group", "ctr": "center", "cntr": "center", "centre": "center", "svc": "service", "svcs": "services",
    "assoc": "associates", "assocs": "associates", "counselling": "counseling",
    "couns": "counseling", "psych": "psychology", "hlth": "health", "clin": "clinic", "sch": "school",
    "ch": "church", "univ": "university", "hosp": "hospital", "inst": "institute", "fdn": "foundation",
}  # fmt: skip
"""The usual short forms in the names of practices and places, and the whole words."""
OF_MANY_NAMES = frozenset(
    {
        "practice", "therapy", "therapies", "therapist", "therapists", "behavioral", "mental", "health", "wellness",
        "family", "care", "community", "private", "psychotherapy", "psychological", "psychiatry", "psychiatric",
        "counselors", "partners", "solutions", "collective", "healing", "life", "mind", "hope", "north", "south",
        "east", "west", "northwest", "northeast", "southwest", "southeast", "service", "elementary", "high", "middle",
        "street", "avenue", "saint", *SHORT_PRACTICES.values(),
    }
)  # fmt: skip
"""Words that so many practices have in their names that sharing one says nothing."""
_SHORTEST_SHARED = 4
OF_THE_LAW = frozenset({"pllc", "llc", "inc", "incorporated", "pc", "pa", "plc", "ltd", "llp", "corp", "corporation"})
"""What stands behind a practice's name and tells no two of them apart."""


def judge(candidate: Candidate, request: Request, today: date) -> Judgement:
    """No tie to a person, practice or place that the client must not meet again in this room."""
    for avoided in request.avoid:
        where = tied_by(candidate, avoided)
        if where:
            return Judgement(0, "mismatch", where, fails="tie")
    where = _tied_from_there(candidate, request)
    if where:
        return Judgement(0, "mismatch", where, fails="tie")
    alike = _alike(candidate, request)
    if alike is not None:
        question = f"{alike} and what the client must avoid: are they connected"
        return Judgement(100, "unknown", f"{alike} is named alike", checks=(Check(ASK, question),))
    if candidate.ties is None or candidate.ties.open:
        return Judgement(
            100,
            "unknown",
            "ties not known",
            checks=(Check(ASK, "ties to anybody the client must avoid", "none noted: ask without naming the client"),),
        )
    return PASSES


def _alike(candidate: Candidate, request: Request) -> str | None:
    """The practice or tie of the card that shares a rare word with an avoided name; None where none does."""
    of_the_place = {*fold(candidate.city or "").split(), *fold(candidate.state or "").split()}
    texts = (candidate.practice, *(candidate.ties.names() if candidate.ties else ()))
    for text in filter(None, texts):
        words = {word for word in _name_words(fold(text)) if len(word) >= _SHORTEST_SHARED}
        for avoided in request.avoid:
            if words.intersection(_name_words(fold(avoided))) - OF_MANY_NAMES - of_the_place:
                return text
    return None


def tied_by(candidate: Candidate, avoided: str) -> str | None:
    """In words, how the colleague is tied to an avoided name; None when nothing on the card says so."""
    wanted = fold(avoided)
    if not wanted:
        return None
    ties = candidate.ties.names() if candidate.ties else ()
    named = [("is", candidate.name), ("works at", candidate.practice), *(("is tied to", name) for name in ties)]
    for how, text in named:
        if text and _same_name(fold(text), wanted):
            return f"{how} {text}"
    if candidate.street and _holds(_street_words(fold(candidate.street)), _street_words(wanted)):
        return f"has an office at {candidate.street}"
    if candidate.city and wanted in _places(candidate):
        return f"has an office in {candidate.city}"
    return None


def _tied_from_there(candidate: Candidate, request: Request) -> str | None:
    """How the card of the avoided person, or a note of mine, ties the colleague to what is avoided; in words."""
    if any(names(tie, candidate.name) for tie in request.avoided_ties):
        return "is named on the card of whom to avoid"
    teams = sorted(folded(candidate.groups) & request.avoided_teams)
    if teams:
        return "shares a consult group with whom to avoid"
    return "your note mentions it" if candidate.id in request.noted else None


def names(text: str, person: str) -> bool:
    """Whether a text such as "Married to Jane Roe" names this person; a single word names nobody."""
    words = _name_words(fold(person))
    return len(words) > 1 and _covers(fold(text).split(), words)


def _places(candidate: Candidate) -> set[str]:
    """The folded ways to name the place of the office."""
    city, state, zip_code = fold(candidate.city or ""), fold(candidate.state or ""), fold(candidate.zip or "")
    return {city, f"{city} {state}", zip_code, zip_code[:5]} - {""}


def _street_words(street: str) -> str:
    """A folded street with its usual short forms written out ("12 oak st" is "12 oak street")."""
    return " ".join(SHORT_STREETS.get(word, word) for word in street.split())


def same_practice(one: str, other: str) -> bool:
    """Whether two spellings mean one practice: "Hill House Counseling PLLC" is "Hill House Counseling"."""
    return bool(_practice_words(one)) and _practice_words(one) == _practice_words(other)


def _practice_words(name: str) -> list[str]:
    words = fold(name).split()
    return [word for word in words if word not in OF_THE_LAW and word not in ("the", "and")] or words


def same_address(one: str, other: str) -> bool:
    """Whether two streets mean one address: "12 Oak St, Suite 4" is "12 Oak Street Ste 4", and "12 Oak St"."""
    shorter, longer = sorted((_address_words(one), _address_words(other)), key=len)
    beyond = longer[len(shorter) :]
    same = len(shorter) > 1 and longer[: len(shorter)] == shorter
    # Where only one names the suite, the house is the same: better once too often than missed.
    return same and (not beyond or (len(beyond) == 1 and (beyond[0].isdigit() or len(beyond[0]) == 1)))


def _address_words(street: str) -> list[str]:
    return [word for word in _street_words(fold(street)).split() if word not in WITHIN_A_BUILDING]


def _is_avoided(candidate: Candidate, avoided: str) -> bool:
    """Whether the colleague is the avoided person, or works in the avoided practice."""
    wanted = fold(avoided)
    return bool(wanted) and any(_same_name(fold(text), wanted) for text in (candidate.name, candidate.practice) if text)


def _same_name(text: str, wanted: str) -> bool:
    """Whether two folded names may be of one person, practice or place. Better once too often than missed.

    "Larkspur" is avoided in "Larkspur School"; "Dr. Roe", "Roe, Jane", "J. Roe" and "Jane A. Roe" in "Jane
    Roe". A single word of a card is not enough, or a tie to "School" would be a tie to every school.
    """
    words, asked = _name_words(text), _name_words(wanted)
    return _covers(words, asked) or (sum(len(word) > 1 for word in words) > 1 and _covers(asked, words))


def _name_words(name: str) -> list[str]:
    """The words of a folded name, short forms written out, without titles; a name of titles alone keeps them."""
    words = [SHORT_PRACTICES.get(word, word) for word in name.split()]
    return [word for word in words if word not in TITLES] or words


def _covers(words: list[str], asked: list[str]) -> bool:
    """Whether every asked word is among the words, in any order; an initial stands for a word that begins so."""
    left = list(words)
    whole = 0
    for word in sorted(asked, key=len, reverse=True):
        same = next((other for other in left if other == word), None)
        short = next((other for other in left if min(len(word), len(other)) == 1 and word[0] == other[0]), None)
        taken = same or short
        if taken is None:
            if len(word) == 1 and whole > 1:
                continue  # a middle initial more than the card has
            return False
        left.remove(taken)
        whole += taken == word and len(word) > 1
    return whole > 0


def _holds(text: str, words: str) -> bool:
    return f" {words} " in f" {text} "


def _sets(facets: Facets, request: Request, today: date) -> Sets:
    noted = union(1 << colleague_id for colleague_id in request.noted) & facets.everyone
    teams = union(facets.bits(f"group:{name}") for name in request.avoided_teams)
    named = (*request.avoid, *request.avoided_ties)
    perhaps = union(_perhaps_tied(facets, avoided) for avoided in named)
    # "Married to J. Roe" may name anybody whose name has the word beside the initial.
    for words in (fold(tie).split() for tie in request.avoided_ties):
        beside = {
            other for pair in pairwise(words) for word, other in (pair, pair[::-1]) if len(word) == 1 < len(other)
        }
        perhaps |= union(facets.mentioning(word) for word in beside)
    return Sets({"tie": noted | teams}, perhaps)


def _facets(candidate: Candidate) -> Iterator[str]:
    yield from named_facets("group", candidate.groups)


def _perhaps_tied(facets: Facets, avoided: str) -> int:
    """Everybody whose card may name what is avoided (see `tied_by`), and perhaps others.

    What names it holds its one word, or two of its words, or an initial before one of them.
    """
    words = [word for word in _name_words(fold(avoided)) if len(word) > 1]
    if len(words) < 2:
        return union(facets.mentioning(form) for word in words or _name_words(fold(avoided)) for form in _forms(word))
    holding = {word: union(facets.mentioning(form) for form in _forms(word)) for word in words}
    pairs = list(permutations(words, 2))
    together = union(holding[first] & holding[second] for first, second in pairs)
    initials = {f"{first[0]} {second}" for first, second in pairs}
    reversed_ = {f"{second} {first[0]} " for first, second in pairs}
    return together | union(facets.mentioning(text) for text in initials | reversed_)


def _forms(word: str) -> list[str]:
    """A word, and the short forms of it that streets and practices have."""
    short_forms = (*SHORT_STREETS.items(), *SHORT_PRACTICES.items())
    return [word, *(f" {short} " for short, whole in short_forms if whole == word)]


class Avoided(NamedTuple):
    """What the cards of whom to avoid say: their groups, which of them are consult groups, and what they name."""

    groups: frozenset[str]
    teams: frozenset[str]
    ties: tuple[str, ...]


def what_is_avoided(candidates: Iterable[Candidate], avoid: tuple[str, ...]) -> Avoided:
    """From the cards of everybody who is, or works at, what is avoided.

    Whom the avoided person's own card names is tied too, and so is the small circle that talks over its cases; of
    those who work in an avoided practice, only the groups count, and lower (`circle`).
    """
    groups: set[str] = set()
    teams: set[str] = set()
    ties: set[str] = set()
    for candidate in candidates:
        if not any(_is_avoided(candidate, name) for name in avoid):
            continue
        groups |= folded(candidate.groups)
        if any(_same_name(fold(candidate.name), fold(name)) for name in avoid):
            teams |= {name for name in folded(candidate.groups) if not CONSULTING.isdisjoint(name.split())}
            ties |= set(candidate.ties.names()) if candidate.ties else set()
    return Avoided(frozenset(groups), frozenset(teams), tuple(sorted(ties)))


def words_to_find(avoided: str) -> str:
    """The words of an avoided name that a note would hold, without titles."""
    words = re.findall(r"\w+", avoided)
    return " ".join([word for word in words if fold(word) not in TITLES] or words)


def mentions(note: str, avoided: str) -> bool:
    """Whether a sentence of a note holds every word of an avoided name."""
    words = set(_name_words(fold(avoided)))
    return bool(words) and any(words <= set(fold(sentence).split()) for sentence in re.split(r"[.!?;\n]", note))


def perhaps_avoided(facets: Facets, avoid: tuple[str, ...]) -> list[int]:
    """The ids of all whose cards may name what is avoided."""
    return people(union(_perhaps_tied(facets, name) for name in avoid))


def unmatched_names(candidates: Sequence[Candidate], request: Request) -> tuple[str, ...]:
    """A sentence for each avoided name that no card mentions, without the name: it goes nowhere.

    That no tie is known is not the same as none, and a misspelt name finds none.
    """
    if request.noted:
        return ()
    avoid = request.avoid
    missing = [
        number
        for number, name in enumerate(avoid, start=1)
        if not any(tied_by(candidate, name) for candidate in candidates)
    ]
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
