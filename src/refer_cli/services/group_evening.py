"""An evening in a therapist group: noted once, with whom I met there and when it meets next."""

from __future__ import annotations

from collections.abc import Iterable

from refer_cli.book import network_reading
from refer_cli.book.reading import Book
from refer_cli.fields.days import parse_coming_day
from refer_cli.network.peer_groups import next_after
from refer_cli.network.records import Meeting
from refer_cli.records import NamedTuple
from refer_cli.render.answer import Reply
from refer_cli.render.peer_groups import Attended, draw_attended
from refer_cli.services import meetings
from refer_cli.services.environment import Environment
from refer_cli.services.group_list import found
from refer_cli.services.newcomers import people_meant, put_in


class Evening(NamedTuple):
    """What was told of it: the day (ISO), the next meeting as typed, a note, and whether follow-ups are wanted.

    With `new` whoever is not in the book is put in it.
    """

    day: str
    coming: str | None
    note: str | None
    follow_ups: bool | None
    new: bool = False


def attend(environment: Environment, name: str, met: Iterable[str], evening: Evening) -> Reply:
    """Note that I went, and whom I met; what is noted of that evening before is added to.

    Raises NoSuchColleague, BadValue, and Refused where there is no such group.
    """
    from refer_cli.book import network_writing

    today, day = environment.today, evening.day
    coming = parse_coming_day(evening.coming, today) if evening.coming is not None else None
    group = found(environment, name)
    book = environment.read()
    before = _attended(book, group.id, day)
    known = before.colleagues if before is not None else ()
    meant, newcomers = people_meant(environment, book, met, day, new=evening.new)
    cards = [*book.cards([person for person in meant if person not in known], archived=None), *newcomers]
    suggested = meetings.proposed(book, cards, "group", day, today)
    wanted = meetings.wanted(environment, suggested, cards, evening.follow_ups)
    upcoming = next_after(group, day, coming)
    with environment.write().step(f"attend {group.name}") as step:
        before = _attended(step.book, group.id, day)
        note = evening.note.strip() if evening.note else None
        meeting = meetings.NewMeeting("group", day, note, None, group.id, before.id if before else None)
        added = {card.id: put_in(step, card) for card in newcomers}
        everybody = [card._replace(id=added.get(card.id, card.id)) for card in cards]
        recorded = meetings.record(step, everybody, meeting)
        by_id = {added.get(person, person): proposals for person, proposals in suggested.items()}
        listed = meetings.put_on_list(step, recorded.meeting_id, by_id if wanted else {})
        if upcoming != group.next_meeting:
            network_writing.change_group(step, group.id, next_meeting=upcoming)
    again = before is not None
    shown = Attended(
        group._replace(next_meeting=upcoming), day, recorded.people, listed, wanted is None and bool(cards), again
    )
    return Reply(
        "groups-attend",
        lambda: {
            "id": recorded.meeting_id,
            "new": not again,
            "group": group.id,
            "on": day,
            "colleagues": [card.id for card in everybody],
            "added": list(added.values()),
            "first_meeting": [card.id for card, what in recorded.people if what.is_first],
            "follow_ups": [number for number, _, _ in listed],
            "next_meeting": upcoming,
        },
        lambda screen: draw_attended(screen, shown, today, environment.command),
    )


def _attended(book: Book, group_id: int, day: str) -> Meeting | None:
    """The meeting of this group on that day, where it was noted before."""
    every = network_reading.meetings(book)
    return next((meeting for meeting in every if (meeting.group_id, meeting.on_day) == (group_id, day)), None)
