"""Whether two spellings are of one person, practice or address: short forms, titles, initials and order aside."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import permutations

from refer_cli.matching.membership import fold

TITLES = frozenset({"dr", "doctor", "mr", "mrs", "ms", "miss", "mx", "prof", "professor"})
SHORT_STREETS = {
    "st": "street", "ave": "avenue", "av": "avenue", "rd": "road", "blvd": "boulevard", "dr": "drive", "ln": "lane",
    "ct": "court", "pl": "place", "hwy": "highway", "pkwy": "parkway", "ste": "suite", "apt": "apartment",
    "n": "north", "s": "south", "e": "east", "w": "west", "ne": "northeast", "nw": "northwest", "se": "southeast",
    "sw": "southwest", "ter": "terrace", "cir": "circle", "sq": "square", "bldg": "building", "fl": "floor",
}  # fmt: skip
WITHIN_A_BUILDING = frozenset({"suite", "unit", "apartment", "room", "rm", "number", "no", "building", "floor"})
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
OF_THE_LAW = frozenset({"pllc", "llc", "inc", "incorporated", "pc", "pa", "plc", "ltd", "llp", "corp", "corporation"})
"""What stands behind a practice's name and tells no two of them apart."""
_JOINING = frozenset({"and", "the"})
_NO_PRACTICE = frozenset(
    {
        "private practice", "private", "solo practice", "solo", "solo private practice", "self", "self employed",
        "independent", "independent practice", "independent practitioner", "none", "telehealth", "online", "virtual",
        "own practice", "sole proprietor", "retired", "various", "home office", "group practice",
    }
)  # fmt: skip
"""What people write where there is no practice of a name."""


def names(text: str, person: str) -> bool:
    """Whether a text such as "Married to Jane Roe" names this person; a single word names nobody."""
    words = name_words(fold(person))
    return len(words) > 1 and _covers(fold(text).split(), words)


def same_name(text: str, wanted: str) -> bool:
    """Whether two folded names may be of one person, practice or place. Better once too often than missed.

    "Larkspur" is avoided in "Larkspur School"; "Dr. Roe", "Roe, Jane", "J. Roe" and "Jane A. Roe" in "Jane
    Roe". A single word of a card is not enough, or a tie to "School" would be a tie to every school.
    """
    words, asked = name_words(text), name_words(wanted)
    return _covers(words, asked) or (sum(len(word) > 1 for word in words) > 1 and _covers(asked, words))


def name_words(name: str) -> list[str]:
    """The words of a folded name, short forms written out, without titles and what the law adds to a company.

    A name of these alone keeps them.
    """
    words = [SHORT_PRACTICES.get(word, word) for word in name.split()]
    return [word for word in words if word not in TITLES | OF_THE_LAW | _JOINING] or words


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


def same_practice(one: str, other: str) -> bool:
    """Whether two spellings mean one practice: "Hill House Counselling Grp, PLLC" is "Hill House Counseling Group"."""
    words = practice_words(one)
    return bool(words) and words == practice_words(other)


def practice_words(practice: str) -> list[str]:
    """The words that tell a practice from others; none for what names no practice ("private practice")."""
    folded = fold(practice)
    if folded in _NO_PRACTICE:
        return []
    words = [SHORT_PRACTICES.get(word, word) for word in folded.split()]
    return [word for word in words if word not in OF_THE_LAW and word not in _JOINING] or words


def rare_words(text: str) -> list[str]:
    """The words of a practice or name that few others share."""
    return [word for word in practice_words(text) if len(word) > 1 and word not in OF_MANY_NAMES]


def speaks_of_practice(text: str, practice: str) -> bool:
    """Whether a text holds every word of a practice's name, one of them rare."""
    return bool(rare_words(practice)) and set(practice_words(practice)) <= set(name_words(fold(text)))


def same_address(one: str, other: str) -> bool:
    """Whether two streets mean one address: "12 Oak St, Suite 4" is "12 Oak Street Ste 4", and "12 Oak St"."""
    shorter, longer = sorted((address_words(one), address_words(other)), key=len)
    beyond = longer[len(shorter) :]
    same = len(shorter) > 1 and longer[: len(shorter)] == shorter
    # Where only one names the suite, the house is the same: better once too often than missed.
    return same and (not beyond or (len(beyond) == 1 and _is_unit(beyond[0])))


def same_building(one: str, other: str) -> bool:
    """Whether two streets mean one house, whatever the suite."""
    first, second = (_house(address_words(street)) for street in (one, other))
    return len(first) > 1 and first == second


def address_words(street: str) -> list[str]:
    """The words of a street, short forms written out, without what stands before the number of a suite."""
    return [word for word in street_words(fold(street)).split() if word not in WITHIN_A_BUILDING]


def street_words(street: str) -> str:
    """A folded street with its usual short forms written out ("12 oak st" is "12 oak street")."""
    return " ".join(SHORT_STREETS.get(word, word) for word in street.split())


def _house(words: list[str]) -> list[str]:
    return words[:-1] if len(words) > 2 and _is_unit(words[-1]) else words


def _is_unit(word: str) -> bool:
    return len(word) == 1 or bool(re.fullmatch(r"[a-z]?\d+[a-z]?", word))


def forms(word: str) -> list[str]:
    """A word, and the short forms of it that streets and practices have, as they stand in `facets.mentionable`."""
    short_forms = (*SHORT_STREETS.items(), *SHORT_PRACTICES.items())
    return [word, *(f" {short} " for short, whole in short_forms if whole == word)]


_EACH = re.compile(r"\s*[;|\n]\s*|\s+/\s+")
_SEVERAL = re.compile(r"\s*,\s*|\s+(?:and|or|&|\+)\s+", re.IGNORECASE)
_MOST_NAMES = 3
"""A person's name has no more words than this, nearly always."""


@lru_cache(maxsize=256)
def each_avoided(text: str) -> tuple[str, ...]:
    """The names that a typed text holds, as typed: one, or several ("Jane Roe and Max Fir", "Jane Roe; Elm House")."""
    found: list[str] = []
    for piece in filter(None, _EACH.split(text)):
        several = [part.strip() for part in _SEVERAL.split(piece)]
        people = [part for part in several if _is_like_a_person(part)]
        found.extend(people if len(people) > 1 else [piece.strip()])
    return tuple(dict.fromkeys(part for part in found if fold(part))) or (text,)


def _is_like_a_person(text: str) -> bool:
    words = fold(text).split()
    full = [word for word in words if len(word) > 1 and word not in TITLES]
    return (
        1 < len(full) <= _MOST_NAMES
        and all(map(str.isalpha, words))
        and OF_MANY_NAMES.isdisjoint(SHORT_PRACTICES.get(word, word) for word in words)
    )


@lru_cache(maxsize=256)
def spellings(avoided: str) -> tuple[str, ...]:
    """A typed name, folded: as it stands, and as a card has it ("Rowe, Alex, LPC" is Alex Rowe)."""
    return tuple(dict.fromkeys(filter(None, map(fold, _spelled(avoided)))))


def _spelled(avoided: str) -> Iterator[str]:
    from refer_cli.fields.names import read_name  # only what is to be avoided is read

    for part in (avoided, *each_avoided(avoided)):
        yield part
        reading = read_name(part)
        yield from filter(None, (reading.name, reading.practice))


def is_called(text: str | None, avoided: str) -> bool:
    """Whether a name or practice of a card may be what is avoided."""
    return bool(text) and any(same_name(fold(text or ""), wanted) for wanted in spellings(avoided))


def pairs(words: list[str]) -> list[tuple[str, str]]:
    """Any two of these words, in either order."""
    return list(permutations(words, 2))
