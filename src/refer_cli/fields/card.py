"""A colleague's card as the book gives it, facts on their way into the book, and the rules both obey."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from refer_cli.errors import BadValue
from refer_cli.fields.values import Accepting, Listing, Value
from refer_cli.records import NamedTuple

LARGEST_TEXT = 20_000
LONGEST_TEXT = 300
LONGEST_ENTRY = 300
NOTHING: Mapping[str, Any] = MappingProxyType({})
"""No field: the default of what is dated apart."""


class Dated(NamedTuple):
    """The day a fact was last confirmed (ISO), and who said so."""

    as_of: str
    source: str


class Card(NamedTuple):
    """One colleague as the book holds it. A field that is not in `values` is unknown.

    `as_of` and `source` date the row; `dated` holds only the fields confirmed on another day or by another
    source. `point` is (latitude, longitude) of the office, resolved when it was written.
    """

    id: int
    values: Mapping[str, Value]
    as_of: str
    source: str
    dated: Mapping[str, Dated] = NOTHING
    archived: bool = False
    point: tuple[float, float] | None = None
    last_offered: str | None = None

    @property
    def name(self) -> str:
        """First and last name."""
        return str(self.values["name"])

    def text(self, name: str) -> str | None:
        """A text field, or None where unknown."""
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    def number(self, name: str) -> int | None:
        """A whole number (dollars, places, trust), or None where unknown."""
        value = self.values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, name: str) -> bool | None:
        """A yes or no, or None where unknown."""
        value = self.values.get(name)
        return value if isinstance(value, bool) else None

    def listing(self, name: str) -> Listing | None:
        """A list, or None where unknown."""
        value = self.values.get(name)
        return value if isinstance(value, Listing) else None

    @property
    def letters(self) -> str:
        """The credentials in one piece, "LMFT, PhD"; empty where none is known."""
        credentials = self.listing("credentials")
        return ", ".join(credentials.names()) if credentials else ""

    @property
    def name_and_letters(self) -> str:
        """The name with the letters behind it: "Ada Birch, LMFT"."""
        return ", ".join(filter(None, (self.name, self.letters)))

    def accepting(self) -> Accepting | None:
        """Whether the colleague takes clients, or None where unknown."""
        value = self.values.get("accepting")
        return value if isinstance(value, Accepting) else None

    def dating(self, name: str) -> Dated:
        """The day and source of one field."""
        return self.dated.get(name) or Dated(self.as_of, self.source)


class Facts(NamedTuple):
    """Facts to be written about one colleague. None clears a field (unknown again).

    `as_of` is the day they were confirmed, `dated` the own day of single fields, `source` who said so:
    "me", "csv", "nppes", "captured". `key` is the row's own identifier within its source, if it has one.
    """

    values: Mapping[str, Value | None]
    as_of: str
    source: str = "me"
    dated: Mapping[str, str] = NOTHING
    key: str | None = None


def check(values: Mapping[str, Value | None], today: str, changed: Collection[str] | None = None) -> None:
    """The rules between fields of one whole card. `today` is an ISO day; elsewhere it can be tomorrow already.

    Raises BadValue naming the field.

    With `changed` only rules that concern one of these fields are looked at: what the book holds already, such as
    a day noted where it was tomorrow already, stands in the way of nothing else.
    """

    def looked_at(*names: str) -> bool:
        return changed is None or not set(names).isdisjoint(changed)

    name = values.get("name")
    if not isinstance(name, str) or not name.strip():
        raise BadValue("it is missing.", "every colleague needs a name", field="name")
    for field_name, value in values.items():
        if not isinstance(value, str) or len(value) <= LONGEST_TEXT:
            continue
        longest = LARGEST_TEXT if field_name == "notes" else LONGEST_TEXT
        if looked_at(field_name) and len(value) > longest:
            raise BadValue("the text is too long.", "shorten it, or keep it in notes", field=field_name, value=value)
    fee, floor = values.get("fee"), values.get("fee_floor")
    if looked_at("fee", "fee_floor") and isinstance(fee, int) and isinstance(floor, int) and floor > fee:
        raise BadValue(
            f"the lowest fee (${floor}) is above the full fee (${fee}).",
            "fee_floor is the least a client can pay; fee is the full fee",
            field="fee_floor",
        )
    for field_name in ("first_met", "last_contact"):
        day = values.get(field_name)
        if looked_at(field_name) and isinstance(day, str) and _is_to_come(day, today):
            raise BadValue(f"{day} is in the future.", "write the day it happened", field=field_name, value=day)
    first, last = values.get("first_met"), values.get("last_contact")
    met_and_since = looked_at("first_met", "last_contact")
    if met_and_since and isinstance(first, str) and isinstance(last, str) and last < first:
        raise BadValue(
            f"{last} is before the first meeting ({first}).",
            "look at both days again",
            field="last_contact",
        )


@lru_cache(maxsize=4)
def _tomorrow(today: str) -> str:
    from refer_cli.fields.days import days_later  # what only reads cards needs no reader of days

    return days_later(today, 1)


def _is_to_come(day: str, today: str) -> bool:
    """Whether it is later than tomorrow: where somebody else is, tomorrow may have begun."""
    return day > _tomorrow(today)


def has_long_entry(listing: Listing) -> bool:
    """Whether an entry of a list is longer than the book keeps."""
    return any(len(item.name) > LONGEST_ENTRY for item in listing.items)


def refuse_long_entries(values: Mapping[str, Value | None]) -> None:
    """Raises BadValue for an entry of a list that is longer than the book keeps."""
    for field, value in values.items():
        if isinstance(value, Listing) and has_long_entry(value):
            raise BadValue("an entry is too long.", "part the entries with ; and keep prose in notes", field=field)
