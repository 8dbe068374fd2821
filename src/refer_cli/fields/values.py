"""The values a card can hold: lists that know what they do not know, and openings."""

from typing import Any

from refer_cli.folding import fold
from refer_cli.records import NamedTuple

NO = "no"


class Item(NamedTuple):
    """One entry of a list.

    `mark` is the depth of a specialty (certified, trained, takes), `full` or `open` of a panel, `no` for
    a known no, else None. `as_of` is set only where this entry was confirmed on another day than its list.
    """

    name: str
    mark: str | None = None
    as_of: str | None = None

    @property
    def denied(self) -> bool:
        """Whether the entry says that this is known not to be so."""
        return self.mark == NO


class Listing(NamedTuple):
    """A list as somebody gave it. No items and not `open` means known none; an unknown list is None instead.

    `open`: the list came from a directory, a registry or captured text, so what it lacks is unknown.
    """

    items: tuple[Item, ...] = ()
    open: bool = False

    @property
    def affirmed(self) -> tuple[Item, ...]:
        """The entries that are so."""
        return tuple(item for item in self.items if item.mark != NO)

    @property
    def denials(self) -> tuple[Item, ...]:
        """The entries that are known not to be so."""
        return tuple(item for item in self.items if item.mark == NO)

    @property
    def complete(self) -> bool:
        """Whether what the list lacks is known absent: a list that holds only denials says nothing else."""
        return not self.open and (not self.items or bool(self.affirmed))

    def names(self) -> tuple[str, ...]:
        """The names that are so, in the order they were given."""
        return tuple(item.name for item in self.affirmed)

    def find(self, name: str) -> Item | None:
        """The entry under this name, whatever its mark."""
        folded = fold(name)
        return next((item for item in self.items if fold(item.name) == folded), None)


class Accepting(NamedTuple):
    """Whether a colleague takes clients: `yes`, `waitlist` or `no`, and until when (ISO day or month)."""

    status: str
    until: str | None = None


Value = str | bool | int | Accepting | Listing


def added(listing: Listing | None, items: tuple[Item, ...]) -> Listing:
    """The list with these entries put in; an entry of the same name is replaced where it stands.

    One entry of an unknown list says nothing about the others: what the list lacks stays unknown.
    """
    base = listing or Listing(open=True)
    fresh = {fold(item.name): item for item in items}
    updated = tuple(fresh.pop(fold(item.name), item) for item in base.items)
    return Listing(updated + tuple(fresh.values()), base.open)


def removed(listing: Listing | None, names: tuple[str, ...]) -> Listing | None:
    """The list without these entries; a list that had only them becomes unknown again, not known none."""
    if listing is None:
        return None
    gone = {fold(name) for name in names}
    left = tuple(item for item in listing.items if fold(item.name) not in gone)
    return Listing(left, listing.open) if left or not listing.items else None


def to_json(value: Value | None) -> Any:
    """A value as JSON that `from_json` reads back: how the book keeps my own profile."""
    if isinstance(value, Listing):
        return {"items": [list(item) for item in value.items], "open": value.open}
    if isinstance(value, Accepting):
        return {"status": value.status, "until": value.until}
    return value


def from_json(data: Any) -> Value | None:
    """The value that `to_json` wrote."""
    if isinstance(data, dict):
        if "items" in data:
            return Listing(tuple(Item(*item) for item in data["items"]), bool(data["open"]))
        return Accepting(data["status"], data["until"])
    value: Value | None = data
    return value
