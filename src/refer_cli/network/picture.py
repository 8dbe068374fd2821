"""The whole picture of the network: coverage, likeness, bridges, and whom to look for (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from refer_cli.fields.card import Card
from refer_cli.network.circle import Alike, Bridge, alike, bridges
from refer_cli.network.coverage import Coverage, coverage
from refer_cli.network.person import PERSONALLY, UNSAID, person_from
from refer_cli.network.records import PastRequest
from refer_cli.network.wishes import WishedColleague, wishes
from refer_cli.records import NamedTuple


class Picture(NamedTuple):
    """What `refer network` shows. `known`: how many I know; `people`: how many could be offered at all.

    `in_vain`: how many remembered requests found nobody ready. `wishes`: whom to look for, most asked for first.
    """

    known: int
    people: int
    in_vain: int
    coverage: Coverage
    alike: tuple[Alike, ...]
    bridges: tuple[Bridge, ...]
    wishes: tuple[WishedColleague, ...]


def picture(cards: Iterable[Card], requests: Sequence[PastRequest], mine: Card | None, today: date) -> Picture:
    """The picture of a network of these cards (not the archived). Who is not to be referred to is left out."""
    there = [card for card in cards if "do_not_refer" not in card.values]
    known = [card for card in there if card.text("how_known") in PERSONALLY]
    people = [person_from(card, today) for card in there]
    return Picture(
        len(known),
        len(there),
        sum(not request.found for request in requests),
        coverage(people, requests, names_to_look_at(there, known, mine)),
        tuple(alike(mine, known)),
        tuple(bridges(there)),
        tuple(wishes(people, requests)),
    )


def names_to_look_at(there: Iterable[Card], known: Sequence[Card], mine: Card | None) -> dict[str, list[str]]:
    """By kind, what is looked at: what anybody in the book offers, and the places of those I know and my own.

    A place where nobody is whom I know is no gap by itself: the country is full of them.
    """
    own = [mine] if mine else []
    found: dict[str, dict[str, None]] = {kind: {} for kind in ("need", "panel", "place", "language")}
    for card in (*own, *there):
        for kind, field in (("need", "specialties"), ("panel", "panels"), ("language", "languages")):
            listing = card.listing(field)
            names = listing.names() if listing else ()
            found[kind].update(dict.fromkeys(name.partition("/")[0].strip() for name in names))
    found["language"].pop(UNSAID, None)
    for card in (*own, *known):
        state, city = card.text("state"), card.text("city")
        licences = card.listing("license_states")
        states = ([state] if state else []) + list(licences.names() if licences else ())
        cities = [f"{city}, {state}"] if city and state else []
        found["place"].update(dict.fromkeys((*states, *cities)))
    return {kind: list(names) for kind, names in found.items()}
