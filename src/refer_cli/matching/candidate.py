"""The one frozen picture of a colleague that matching reads; never a table row."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from refer_cli.fields.card import NOTHING, Card
from refer_cli.fields.fees import lowest_fee
from refer_cli.fields.values import Accepting, Item, Listing
from refer_cli.records import NamedTuple

if TYPE_CHECKING:
    from json import JSONEncoder


class Candidate(NamedTuple):
    """A colleague as matching sees one. None is unknown, everywhere; dates are ISO days.

    `as_of` dates every fact that is not in `dated`. `last_offered` is the day a client was last offered
    this colleague: it only breaks ties between equal scores.
    """

    id: int
    name: str
    as_of: str
    credentials: tuple[str, ...] = ()
    practice: str | None = None
    phone: str | None = None
    email: str | None = None
    street: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    point: tuple[float, float] | None = None
    license_states: Listing | None = None
    authorities: Listing | None = None
    telehealth: bool | None = None
    in_person: bool | None = None
    accepting: Accepting | None = None
    specialties: Listing | None = None
    approaches: Listing | None = None
    populations: Listing | None = None
    languages: Listing | None = None
    styles: Listing | None = None
    panels: Listing | None = None
    fee: int | None = None
    fee_floor: int | None = None
    sliding_slots: int | None = None
    pro_bono: bool | None = None
    how_known: str | None = None
    trust: int | None = None
    first_met: str | None = None
    last_contact: str | None = None
    groups: Listing | None = None
    ties: Listing | None = None
    tags: Listing | None = None
    do_not_refer: str | None = None
    gender: str | None = None
    faith: str | None = None
    identities: Listing | None = None
    dated: Mapping[str, str] = NOTHING
    last_offered: str | None = None

    def day(self, field_name: str) -> str:
        """The day on which a field was last confirmed (ISO)."""
        return self.dated.get(field_name, self.as_of)

    def day_of(self, field_name: str, *items: Item | None) -> str:
        """The oldest day on which any of these entries of a list was confirmed (ISO); the list's where it has none."""
        day = self.day(field_name)
        return min([item.as_of or day if item else day for item in items], default=day)

    @property
    def address_day(self) -> str:
        """The day on which the office's address was last confirmed (ISO), by whichever part of it."""
        parts = [name for name in ("street", "city", "state", "zip") if getattr(self, name)]
        return max(map(self.day, parts), default=self.as_of)

    def lowest_fee(self, today: date) -> int | None:
        """The least a client can pay there today, in whole dollars; None where it is not known."""
        return lowest_fee(self.fee, self.fee_floor, self.sliding_slots, self.day("sliding_slots"), today)


def candidate_from(card: Card) -> Candidate:
    """The candidate that a card shows to matching."""
    values = card.values
    named = {name: values[name] for name in _TAKEN if name in values}
    credentials = card.listing("credentials")
    return Candidate(
        id=card.id,
        as_of=card.as_of,
        credentials=credentials.names() if credentials else (),
        point=card.point,
        dated={name: dating.as_of for name, dating in card.dated.items()},
        last_offered=card.last_offered,
        **named,  # type: ignore[arg-type]  # fields/ checks each value's type when it is written
    )


def pack(candidate: Candidate) -> str:
    """The candidate as one line of JSON, for an index; `unpack` gives an equal one."""
    return _encoder().encode(candidate)


@cache
def _encoder() -> "JSONEncoder":
    import json

    return json.JSONEncoder(default=dict, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str | bytes) -> Candidate:
    """The candidate that `pack` wrote."""
    import json

    values = json.loads(text)
    for place in _LISTS:
        listing = values[place]
        if listing is not None:
            values[place] = Listing(tuple([Item(*item) for item in listing[0]]), listing[1])
    for place, kind in _RECORDS:
        if values[place] is not None:
            values[place] = kind(values[place])
    return Candidate(*values)


_LISTS = tuple(
    Candidate._fields.index(name)
    for name in (
        "license_states",
        "authorities",
        "specialties",
        "approaches",
        "populations",
        "languages",
        "styles",
        "panels",
        "groups",
        "ties",
        "tags",
        "identities",
    )
)
_RECORDS: tuple[tuple[int, Callable[[Any], Any]], ...] = (
    (Candidate._fields.index("credentials"), tuple),
    (Candidate._fields.index("point"), tuple),
    (Candidate._fields.index("accepting"), Accepting._make),
)
_TAKEN = tuple(
    name for name in Candidate._fields if name not in ("id", "as_of", "credentials", "point", "dated", "last_offered")
)
