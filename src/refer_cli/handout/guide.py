"""The therapist's guide for the talk before a referral: what to say, what not, and what the codes of ethics ask."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from refer_cli.matching.reasons import Reason
from refer_cli.matching.request import Request
from refer_cli.records import NamedTuple

SEVERAL, STANDS_OUT = "several", "one stands out"
ONLY_ONE, ONE_FOR_NOW, ONE_NAMED = "only one", "one for now", "one named"
ONE_AHEAD, ONE_ASKED = "one ahead", "one asked"
LOOK_AGAIN = timedelta(days=7)
"""If nobody has called back after a week, it is time to ask."""
OFFICIAL = "A"
"""The grade of a section that was seen at its owner's; any other was read only in what another page says of it."""
_FOLDER = Path(__file__).parent


class Section(NamedTuple):
    """One section of a code: its edition, where it was seen and how sure that is (FACTS grades A to C)."""

    code: str
    edition: str
    section: str
    grade: str
    seen: str

    @property
    def reported(self) -> bool:
        """Whether the section has only been reported, and should be verified."""
        return self.grade != OFFICIAL

    @property
    def owner(self) -> str:
        """Whose code it is: the first word of its name."""
        return self.code.partition(" ")[0]


class Caution(NamedTuple):
    """What the codes ask, in our words, and the sections that do."""

    says: str
    sections: tuple[Section, ...]


class OfferGuide(NamedTuple):
    """What else to heed for this reason, by how many are offered and whether one of them stands out."""

    one: str
    several: str
    stands_out: str

    def said(self, how: str) -> str:
        """The line for SEVERAL, STANDS_OUT or one of those with a single name."""
        return {SEVERAL: self.several, STANDS_OUT: self.stands_out}.get(how, self.one)


class Guide(NamedTuple):
    """One page for one reason. `letter` is the reason in words that a colleague may read; `meanwhile` what a letter
    says of the time until the first session there, to be checked by the therapist.
    """

    say: str
    why: str
    sentences: tuple[str, ...]
    avoid: tuple[str, ...]
    offer: OfferGuide
    letter: str
    meanwhile: str
    cautions: tuple[Caution, ...]


class Crisis(NamedTuple):
    """Why 988 is printed on every sheet, and where that was seen."""

    says: str
    seen: str


def guide_of(request: Request) -> Guide:
    """The guide for a request: of its reason, and whether the client has only said what they do not want."""
    return guide_for(request.reason, refused=bool(request.unwanted) and not request.approaches)


def guide_for(reason: Reason, *, refused: bool = False) -> Guide:
    """The guide of a reason; one of the therapist's own has that of the reason whose rules it follows.

    `refused`: the client asks for no approach and refuses one; a reason that has words of its own for that uses them.
    """
    texts = reason.guide
    if refused:
        texts = {**texts, **texts.get("refused", {})}
    return Guide(
        say=texts["say"],
        why=texts["why"],
        sentences=tuple(texts["sentences"]),
        avoid=tuple(texts["avoid"]),
        offer=OfferGuide(*(texts["offer"][how] for how in ("one", SEVERAL, STANDS_OUT))),
        letter=texts["letter"],
        meanwhile=texts["meanwhile"],
        cautions=_cautions(reason.rules),
    )


def why_offer(how: str, next_one: str = "") -> str:
    """Why to offer so many: of SEVERAL, STANDS_OUT or one of those with a single name.

    `next_one` is whoever comes after the one who is far ahead (ONE_AHEAD).
    """
    return str(_data("guides")["offer"][how]).format(next=next_one)


def checklist(today: date, needs: Iterable[str] = ()) -> tuple[str, ...]:
    """What to see to before and after the hand-over; the day to look again is a week from today.

    Needs are vocabulary terms; some add a line of their own, behind the consent.
    """
    day = (today + LOOK_AGAIN).isoformat()
    asked = set(needs)
    own = [line["says"] for line in _data("guides")["checklist_for"] if asked & set(line["needs"])]
    consent, *others = (line.format(day=day) for line in _data("guides")["checklist"])
    return consent, *own, *others


def crisis() -> Crisis:
    """Why a sheet names the crisis line."""
    found = _data("ethics")["crisis"]
    return Crisis(found["says"], found["seen"])


def _cautions(rules: str) -> tuple[Caution, ...]:
    ethics = _data("ethics")
    return tuple(
        Caution(
            rule["says"],
            tuple(
                Section(one["code"], ethics["editions"][one["code"]], one["section"], one["grade"], one["seen"])
                for one in rule["sections"]
            ),
        )
        for rule in ethics["rules"]
        if "all" in rule["for"] or rules in rule["for"]
    )


@cache
def _data(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found
