"""The requirements that are not weighed: they only let a candidate through, or not."""

from __future__ import annotations

from datetime import date

from refer_cli.fields.values import Item, Listing
from refer_cli.matching.candidate import Candidate
from refer_cli.matching.checks import ASK, Check
from refer_cli.matching.judgement import Judgement
from refer_cli.matching.membership import KNOWN, UNKNOWN, folded, key, membership
from refer_cli.matching.request import Request

AGES = frozenset({"child", "teen", "adult", "older adult"})
FORMATS = frozenset({"individual", "couple", "family", "group"})
TITLES = frozenset({"dr", "doctor", "mr", "mrs", "ms", "miss", "mx", "prof", "professor"})
SHORT_STREETS = {
    "st": "street", "ave": "avenue", "av": "avenue", "rd": "road", "blvd": "boulevard", "dr": "drive", "ln": "lane",
    "ct": "court", "pl": "place", "hwy": "highway", "pkwy": "parkway", "ste": "suite", "apt": "apartment",
    "n": "north", "s": "south", "e": "east", "w": "west",
}  # fmt: skip
PASSES = Judgement(100, "match", "")


def do_not_refer(candidate: Candidate, request: Request, today: date) -> Judgement:
    """A colleague whom I marked is never suggested."""
    if candidate.do_not_refer:
        return Judgement(0, "mismatch", "you marked: do not refer", fails="do_not_refer")
    return PASSES


def way(candidate: Candidate, request: Request, today: date) -> Judgement:
    """Where no place is given: still in an office, or by video, when only that is asked for."""
    if request.spot is not None or not (request.room_only or request.video_only):
        return PASSES
    known = candidate.in_person if request.room_only else candidate.telehealth
    seen = "in the office" if request.room_only else "by video"
    if known is False:
        return Judgement(0, "mismatch", f"not seen {seen}", fails="location")
    if known is None:
        field = "in_person" if request.room_only else "telehealth"
        check = Check(ASK, f"are clients seen {seen}", "not known", f"seeing clients {seen}", field, "yes", blocks=True)
        return Judgement(100, "unknown", "", checks=(check,))
    return PASSES


def population(candidate: Candidate, request: Request, today: date) -> Judgement:
    """Sees the client's age group and format: two separate lists within populations."""
    checks: list[Check] = []
    for asked, kind in ((request.age_group, AGES), (request.format, FORMATS)):
        if asked is None:
            continue
        how = membership(population_part(candidate.populations, kind), frozenset({key(asked)}))[0]
        if how == UNKNOWN:
            checks.append(
                Check(
                    ASK,
                    f"seeing {_plural(asked)}",
                    "not known",
                    f"seeing {_plural(asked)}",
                    "populations",
                    asked,
                    blocks=True,
                )
            )
        elif how != KNOWN:
            # Only another format may be named as a near miss; nobody is offered across an age group.
            return Judgement(
                0,
                "mismatch",
                f"does not see {_plural(asked)}",
                candidate.day("populations"),
                fails="population",
                amount=0 if kind is FORMATS else None,
            )
    return Judgement(
        100,
        "unknown" if checks else "match",
        "",
        candidate.day("populations"),
        checks=tuple(checks),
        subject="whom they see",
    )


def population_part(listing: Listing | None, kind: frozenset[str]) -> Listing | None:
    """The ages, or the formats, of a populations list. One that names none of a kind is unknown for that kind."""
    if listing is None:
        return None
    items: tuple[Item, ...] = tuple(item for item in listing.items if key(item.name) in kind)
    if not items and listing.items:
        return None
    return Listing(items, listing.open)


def _plural(asked: str) -> str:
    return {"child": "children", "individual": "individuals", "family": "families"}.get(asked, f"{asked}s")


def language(candidate: Candidate, request: Request, today: date) -> Judgement:
    """Speaks one of the asked languages."""
    keys = frozenset(key(name) for name in request.languages)
    how, item = membership(candidate.languages, keys)
    asked = " or ".join(request.languages)
    if how == KNOWN:
        return Judgement(100, "match", item.name if item else asked, candidate.day("languages"))
    if how == UNKNOWN:
        check = Check(
            ASK,
            f"speaking {asked}",
            "not known",
            f"speaking {asked}",
            "languages",
            request.languages[0],
            blocks=True,
        )
        return Judgement(100, "unknown", f"{asked}: not known", checks=(check,))
    return Judgement(0, "mismatch", f"does not speak {asked}", candidate.day("languages"), fails="language")


def refused(candidate: Candidate, request: Request, today: date) -> Judgement:
    """For a disagreement about treatment: not only approaches that the client refuses."""
    if request.reason.rules != "treatment-disagreement" or not request.unwanted:
        return PASSES
    names = folded(candidate.approaches)
    keys = frozenset().union(*(wish.keys for wish in request.unwanted))
    if names and names <= keys:
        only = ", ".join(candidate.approaches.names()) if candidate.approaches else ""
        return Judgement(0, "mismatch", f"practises only {only}", candidate.day("approaches"), fails="refused")
    return PASSES


def tie(candidate: Candidate, request: Request, today: date) -> Judgement:
    """No tie to a person, practice or place that the client must not meet again in this room."""
    if not request.avoid:
        return PASSES
    for avoided in request.avoid:
        where = tied_by(candidate, avoided)
        if where:
            return Judgement(0, "mismatch", where, fails="tie")
    if candidate.ties is None or candidate.ties.open:
        return Judgement(
            100,
            "unknown",
            "ties not known",
            checks=(Check(ASK, "ties to anybody the client must avoid", "none noted: ask without naming the client"),),
        )
    return PASSES


def tied_by(candidate: Candidate, avoided: str) -> str | None:
    """In words, how the colleague is tied to an avoided name; None when nothing on the card says so."""
    wanted = key(avoided)
    if not wanted:
        return None
    ties = candidate.ties.names() if candidate.ties else ()
    named = [
        ("is", candidate.name),
        ("works at", candidate.practice),
        *(("is tied to", name) for name in ties),
    ]
    for how, text in named:
        if text and _same_name(key(text), wanted):
            return f"{how} {text}"
    if candidate.street and _holds(_street_words(key(candidate.street)), _street_words(wanted)):
        return f"has an office at {candidate.street}"
    if candidate.city and wanted in _places(candidate):
        return f"has an office in {candidate.city}"
    return None


def _places(candidate: Candidate) -> set[str]:
    """The folded ways to name the place of the office."""
    city, state, zip_code = key(candidate.city or ""), key(candidate.state or ""), key(candidate.zip or "")
    return {city, f"{city} {state}", zip_code, zip_code[:5]} - {""}


def _street_words(street: str) -> str:
    """A folded street with its usual short forms written out ("12 oak st" is "12 oak street")."""
    return " ".join(SHORT_STREETS.get(word, word) for word in street.split())


def is_avoided(candidate: Candidate, avoided: str) -> bool:
    """Whether the colleague is the avoided person, or works in the avoided practice."""
    wanted = key(avoided)
    return bool(wanted) and any(_same_name(key(text), wanted) for text in (candidate.name, candidate.practice) if text)


def _same_name(text: str, wanted: str) -> bool:
    """Whether two folded names may be of one person, practice or place. Better once too often than missed.

    "Larkspur" is avoided in "Larkspur School"; "Dr. Roe", "Roe, Jane", "J. Roe" and "Jane A. Roe" in "Jane
    Roe". A single word of a card is not enough, or a tie to "School" would be a tie to every school.
    """
    said, asked = name_words(text), name_words(wanted)
    return _covers(said, asked) or (sum(len(word) > 1 for word in said) > 1 and _covers(asked, said))


def name_words(name: str) -> list[str]:
    """The words of a folded name without titles; a name of titles alone keeps them."""
    words = name.split()
    return [word for word in words if word not in TITLES] or words


def _covers(words: list[str], asked: list[str]) -> bool:
    """Whether every asked word is among the words, in any order; an initial stands for a word that begins so."""
    left = list(words)
    whole = 0
    for word in sorted(asked, key=len, reverse=True):
        same = next((other for other in left if other == word), None)
        short = next((other for other in left if min(len(word), len(other)) == 1 and word[0] == other[0]), None)
        found = same or short
        if found is None:
            if len(word) == 1 and whole > 1:
                continue  # a middle initial more than the card has
            return False
        left.remove(found)
        whole += found == word and len(word) > 1
    return whole > 0


def _holds(text: str, words: str) -> bool:
    return f" {words} " in f" {text} "


def identity(candidate: Candidate, request: Request, today: date) -> Judgement:
    """Described identity, only where the client asked. An unknown one is not shown, guessed or asked about."""
    if request.gender and key(candidate.gender or "") != key(request.gender):
        return Judgement(0, "mismatch", "", fails="identity")
    if request.faith and key(candidate.faith or "") != key(request.faith):
        return Judgement(0, "mismatch", "", fails="identity")
    for asked in request.identities:
        if membership(candidate.identities, frozenset({key(asked)}))[0] != KNOWN:
            return Judgement(0, "mismatch", "", fails="identity")
    return PASSES
