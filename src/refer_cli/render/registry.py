"""Who the NPI Registry knows, as a screen and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from refer_cli.fields.values import Listing, Value
from refer_cli.records import NamedTuple
from refer_cli.render.printing import say_aside
from refer_cli.render.screen import shell_word

if TYPE_CHECKING:
    from refer_cli.render.printing import say_aside
from refer_cli.render.screen import Screen


class Match(NamedTuple):
    """One person of the registry: the facts, their day (ISO), and the id of the card that has the NPI already."""

    values: Mapping[str, Value | None]
    as_of: str
    in_book: int | None

    def text(self, field: str) -> str:
        """A field in words; a list parted by commas."""
        value = self.values.get(field)
        if isinstance(value, Listing):
            return ", ".join(value.names())
        return "" if value is None else str(value)


def say_what_is_sent(parts: Sequence[str]) -> None:
    """Say before it is sent what the registry is asked."""
    say_aside(
        f"Asking the public NPI registry (CMS) for: {', '.join(parts)}. Nothing of your book is sent.\n", flush=True
    )


def say_how_many(people: int) -> None:
    """Say on the way how many people the registry has given so far."""
    say_aside(f"{people:,} people so far ...\n", flush=True)


def lookup_json(who: str, state: str | None, matches: Sequence[Match]) -> dict[str, Any]:
    """The answer as `refer.lookup/1`."""
    fields = ("npi", "name", "phone", "street", "city", "state", "zip")
    lists = ("credentials", "license_states", "tags")
    people = []
    for match in matches:
        person: dict[str, Any] = {field: match.values.get(field) for field in fields}
        for field in lists:
            names = match.values.get(field)
            person[field] = list(names.names()) if isinstance(names, Listing) else None
        people.append({**person, "as_of": match.as_of, "in_book": match.in_book})
    return {
        "asked": {"who": who, "state": state},
        "people": people,
    }


def show_matches(who: str, matches: Sequence[Match], more: bool, screen: Screen, command: str) -> None:
    """Print who was found, a person a paragraph, and how to take somebody in."""
    if not matches:
        screen.paragraph(f"The NPI registry knows nobody who answers to {who}.")
        screen.commands([("with less", f"{command} lookup FAMILY-NAME --state STATE")])
        return
    screen.heading(who, f"{len(matches)}{' or more' if more else ''} in the NPI registry")
    for match in matches:
        screen.blank()
        letters, licences = match.text("credentials"), match.text("license_states")
        screen.line(match.text("name") + (f", {letters}" if letters else ""))
        place = " ".join(part for part in (match.text("state"), match.text("zip")) if part)
        for text in (
            match.text("tags"),
            ", ".join(part for part in (match.text("street"), match.text("city"), place) if part),
            " · ".join(
                part
                for part in (
                    match.text("phone"),
                    f"NPI {match.text('npi')}",
                    f"licensed {licences}" if licences else "",
                    f"the registry's word of {match.as_of}",
                )
                if part
            ),
        ):
            if text:
                screen.paragraph(text, indent=4)
        if match.in_book is not None:
            screen.paragraph(f"in your book (id {match.in_book})", indent=4)
    screen.blank()
    new = next((match for match in matches if match.in_book is None), None)
    if new is not None:
        screen.commands([("take one in", f"{command} import npi --npi {shell_word(new.text('npi'))}")])
    if more:
        screen.commands([("fewer", f"{command} lookup {shell_word(who)} --city CITY --state STATE")])
