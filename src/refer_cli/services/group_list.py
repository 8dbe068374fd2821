"""The therapist groups of the book: one found by its name, and all of them with whom I know there."""

from __future__ import annotations

from refer_cli.book import network_reading
from refer_cli.book.reading import Book
from refer_cli.folding import fold
from refer_cli.network.peer_groups import find_group
from refer_cli.network.records import Group
from refer_cli.render.answer import Reply
from refer_cli.render.peer_groups import draw_groups
from refer_cli.render.screen import Screen
from refer_cli.services.environment import Environment


def groups(environment: Environment) -> Reply:
    """Every group, mine first, and those that are on cards or in my profile only."""
    book = environment.read()
    with book.snapshot():
        known = network_reading.groups(book)
        members = network_reading.group_members(book)
        on_cards = book.distinct("groups")
        meetings = network_reading.meetings(book)
        own = own_groups(book)
    there: dict[int, list[int]] = {}
    attended: dict[int, str] = {}
    for meeting in meetings:
        if meeting.group_id is not None:
            there.setdefault(meeting.group_id, []).extend(meeting.colleagues)
            attended[meeting.group_id] = meeting.on_day
    known.sort(key=lambda group: (not group.mine, group.next_meeting or "9999", group.name.casefold()))
    rows = [
        {
            **group._asdict(),
            "mine": group.mine,
            "attended_on": attended.get(group.id),
            "colleagues": members.get(fold(group.name), []),
            "met_there": sorted(set(there.get(group.id, ()))),
        }
        for group in known
    ]
    named = {fold(group.name) for group in known}
    on_cards_only = [name for name in on_cards if fold(name) not in {*named, *map(fold, own)}]
    in_profile_only = [name for name in own if fold(name) not in named]

    def draw(screen: Screen) -> None:
        ids = {person for row in rows for person in row["met_there"]}
        names = {card.id: card.name for card in book.cards(sorted(ids), archived=None)}
        draw_groups(screen, environment.today, rows, names, in_profile_only, on_cards_only, environment.command)

    return Reply(
        "groups",
        lambda: {"groups": rows, "in_profile_only": in_profile_only, "on_cards_only": on_cards_only},
        draw,
    )


def found(environment: Environment, name: str) -> Group:
    """The group of that name, or of a part of it that only one has. Raises Refused."""
    book = environment.read()
    return find_group(network_reading.groups(book), name, own_groups(book))


def own_groups(book: Book) -> tuple[str, ...]:
    """The groups that are written in my profile."""
    mine = book.profile(joined=False)
    listing = mine.listing("groups") if mine else None
    return listing.names() if listing else ()
