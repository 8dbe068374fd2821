"""What a meeting changes on a colleague's card, whether it is somebody new, and what it is followed by (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from refer_cli.fields.card import Card
from refer_cli.fields.days import days_later, find_day
from refer_cli.fields.values import Value
from refer_cli.records import NamedTuple

THANK_DAYS = 2
"""A thank-you belongs within two days."""
SOON_DAYS = 7
LATER_DAYS = 30
GIVE_FIRST = "offer an introduction or an article"
"""What one can give first. Never a client: who is offered is decided by fit alone (DESIGN 5)."""
FOR_THE = {
    "coffee": "for the coffee",
    "lunch": "for the lunch",
    "call": "for the call",
    "video": "for the video call",
    "visit": "for the visit",
}
"""What one thanks for; of a crowd or another meeting it is not said."""

NEW, EARLIER, AGAIN = "new", "earlier", "again"


class Met(NamedTuple):
    """What a meeting means for one card.

    `values`: the fields to write, dated by the meeting's day (`writing.change_card`, source "me"). `newness`: NEW
    (never met before; counts in the meeting's month), EARLIER (met before, but this meeting was before that
    and is now the first), AGAIN (met before: nobody new). `met_before`: the first meeting known until now.
    `told`: since when they are known by the notes, where the card itself does not say.
    `introduced_before`: who introduced them by the book, where another is named now; one is introduced once.
    """

    values: dict[str, Value | None]
    newness: str
    met_before: str | None
    introduced_before: str | None = None
    told: str | None = None

    @property
    def is_first(self) -> bool:
        """Whether this is now the first meeting in the book."""
        return self.newness != AGAIN


class Proposal(NamedTuple):
    """A follow-up that a meeting suggests: a word of `words.FOLLOW_UPS`, its detail, and the day."""

    what: str
    detail: str | None
    due_on: str


_KNOWN = re.compile(
    r"\b(?:(?:work(?:ed|ing)?) (?:closely )?(?:with (?:her|him|them|each other)|with(?= (?:since|for))|together)"
    r"|(?:known|know) (?:her|him|them|each other)|(?:met|friends?|colleagues?|co-?workers?)(?: (?:her|him|them))?)"
    r"(?: (?:back|at|from|through) [^.;,\n]{1,30}?)?,? "
    r"(?:(?:since|in|back in) (?P<day>[^.;,\n]{4,20})|for (?:many |several |\d+ |a few |ten |twenty )?years)",
    re.IGNORECASE,
)
"""How notes say that somebody has been known for long."""


class Acquaintance(NamedTuple):
    """That somebody was known before any meeting in the book; `since` is the ISO day, where it can be told."""

    since: str | None


def known_before(card: Card, today: date) -> Acquaintance | None:
    """Whether somebody without a first meeting was known all the same: by how they are known, or by the notes."""
    for found in _KNOWN.finditer(card.text("notes") or ""):
        if found["day"] is None:
            return Acquaintance(None)
        words = found["day"].split()
        days = [find_day(" ".join(words[:count]), today) for count in range(len(words), 0, -1)]
        day = next((day for day in days if day is not None and day <= today), None)
        if day is not None:
            return Acquaintance(day.isoformat())
    return Acquaintance(None) if card.text("how_known") in ("met", "worked-with") else None


def card_after_meeting(card: Card, on_day: str, introduced_by: str | None = None, since: str | None = None) -> Met:
    """What a meeting on a day (ISO) changes on this card.

    The first meeting is the earlier of the one known and this one; the last contact the later of all that is
    known. Who was only listed or introduced is `met` now; `worked-with` says more and stays. Of somebody
    whom the book knows without a day, the first meeting was before and stays unknown, unless it was said now: `since`.
    """
    first, last = card.text("first_met"), card.text("last_contact")
    how_known = card.text("how_known")
    values: dict[str, Value | None] = {}
    before = known_before(card, date.fromisoformat(on_day)) if first is None else None
    newness = AGAIN
    if first is not None and on_day < first:
        newness = EARLIER
    elif first is None and (since == on_day or (since is None and before is None)):
        newness = NEW
    if newness != AGAIN:
        values["first_met"] = on_day
    elif first is None and since is not None:
        values["first_met"] = since
    latest = max(day for day in (first, last, on_day) if day is not None)
    if latest != last:
        values["last_contact"] = latest
    if how_known not in ("met", "worked-with"):
        values["how_known"] = "met"
    introduced_before = card.text("introduced_by")
    if introduced_by is not None and introduced_before is None:
        values["introduced_by"] = introduced_by
    another = introduced_before if introduced_by not in (None, introduced_before) else None
    return Met(values, newness, first or (since if newness == AGAIN else None), another, before and before.since)


def proposals(card: Card, kind: str, on_day: str, today: date, had: Collection[str]) -> tuple[Proposal, ...]:
    """The follow-ups that a meeting suggests, none of them due before today.

    `had`: the kinds that were ever on the list for this colleague; none of them is proposed again but the
    thanks, which belong to each meeting. Nobody whose work I follow already is to be followed.
    """
    follows = card.listing("follows")
    wanted = [Proposal("thank", FOR_THE.get(kind), thank_by(on_day, today))]
    if follows is None or not follows.affirmed:
        wanted.append(Proposal("follow", None, _after(on_day, SOON_DAYS, today)))
    wanted.append(Proposal("newsletter", None, _after(on_day, SOON_DAYS, today)))
    wanted.append(Proposal("write", GIVE_FIRST, _after(on_day, LATER_DAYS, today)))
    return tuple(proposal for proposal in wanted if proposal.what == "thank" or proposal.what not in had)


def thank_by(on_day: str, today: date) -> str:
    """The ISO day by which to thank for what happened on a day: two days later, today at the earliest."""
    return _after(on_day, THANK_DAYS, today)


def _after(day: str, days: int, today: date) -> str:
    return max(days_later(day, days), today.isoformat())
