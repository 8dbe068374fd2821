"""A post that asks a therapist group for a colleague, with nothing of the client in it but what it must have (pure).

What goes in describes the clinician who is looked for: need, place (a city or a state), panel, fee range, ages,
format, language, approach. Only words of the vocabularies can get in, so no name, label or story can, whatever
was typed. Posts to groups leak client details easily (FIELD_NOTES): the clinician's qualifications suffice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from refer_cli.fields.phrases import listed
from refer_cli.network.fee_bands import BAND_DOLLARS
from refer_cli.records import NamedTuple

UNSAID = "it can tell about the client; ask in private"
UNKNOWN = "a word that is not in the vocabulary could tell about the client; add it yourself if it does not"
PLAN = "the carrier is enough; ask about the plan in private"
ASKING = "Does anybody have an opening, or know a colleague who has?"
CLOSING = "Please answer me in private. Thank you!"

_AGES = {"child": "children", "teen": "teens", "adult": "adults", "older adult": "older adults"}
_FORMATS = {"individual": "individuals", "couple": "couples", "family": "families", "group": "groups"}


class PostRequest(NamedTuple):
    """What the colleague must offer, in canonical words. `max_fee` in dollars; it leaves only as a range."""

    needs: Sequence[str] = ()
    city: str | None = None
    state: str | None = None
    in_person: bool = False
    telehealth: bool = False
    panels: Sequence[str] = ()
    max_fee: int | None = None
    age_group: str | None = None
    format: str | None = None
    languages: Sequence[str] = ()
    approaches: Sequence[str] = ()


class LeftOut(NamedTuple):
    """Something that was asked for and is not in the post, and why. It never repeats what was typed."""

    what: str
    why: str


class Post(NamedTuple):
    """The text to be posted, and what was left out of it. `asks`: it names more than a place."""

    text: str
    left_out: tuple[LeftOut, ...]
    asks: bool


def post(wanted: PostRequest, is_term: Callable[[str, str], bool], left_out: Sequence[LeftOut] = ()) -> Post:
    """The post. `is_term(kind, name)` says whether a word is one of a vocabulary; others stay out.

    `left_out` are the options that were given and do not go in, or only made coarser.
    """
    told = list(left_out)

    def known(option: str, kind: str, names: Sequence[str]) -> list[str]:
        inside = [name for name in names if is_term(kind, name)]
        if len(inside) < len(names):
            told.append(LeftOut(option, UNKNOWN))
        return inside

    rows = [
        ("Needed", listed(known("need", "need", wanted.needs))),
        ("Where", _place(wanted)),
        ("Insurance", listed(known("insurance", "insurer", wanted.panels), " or ")),
        ("Fee", fee_range(wanted.max_fee) if wanted.max_fee is not None else ""),
        ("For", _whom(wanted)),
        ("Language", listed(known("language", "language", wanted.languages), " or ")),
        ("Approach", listed(known("approach", "approach", wanted.approaches), " or ")),
    ]
    lines = [ASKING, *(f"{label}: {words}" for label, words in rows if words), CLOSING]
    asks = any(words for label, words in rows if label != "Where")
    return Post("\n".join(lines), tuple(dict.fromkeys(told)), asks)


def small_place(city: str, state: str) -> str:
    """What to think of before a small place is named."""
    return (
        f"{city} has a single ZIP: where few live, the place can tell who is meant. --state {state} alone asks in the "
        "whole state."
    )


def fee_range(max_fee: int) -> str:
    """The range of 25 dollars in which the sum that a client can pay lies, in words; the sum stays private."""
    high = max(1, -(-max_fee // BAND_DOLLARS)) * BAND_DOLLARS
    if high == BAND_DOLLARS:
        return f"up to ${high} a session, or pro bono"
    return f"${high - BAND_DOLLARS} to ${high} a session"


def _place(wanted: PostRequest) -> str:
    where = ", ".join(part for part in (wanted.city, wanted.state) if part)
    if wanted.in_person and wanted.telehealth:
        how = "in an office or by video"
    elif wanted.in_person:
        how = "in an office"
    else:
        how = "by video" if wanted.telehealth else ""
    if where and how == "by video":
        return f"{where}, by video (licensed there)"
    return ", ".join(part for part in (where, how) if part)


def _whom(wanted: PostRequest) -> str:
    ages = _AGES.get(wanted.age_group or "", "")
    formats = _FORMATS.get(wanted.format or "", "")
    return ", ".join(part for part in (ages, formats) if part)
