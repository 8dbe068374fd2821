"""What goals count, and what the next steps of the network rest on, read from the book."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from refer_cli.book import statements
from refer_cli.book.reading import Book
from refer_cli.network.goals import Happened, Target

if TYPE_CHECKING:
    from refer_cli.network.diversity import Newcomer
    from refer_cli.network.next_steps import Promised, Quiet, Sought, Stranger, Thanks
    from refer_cli.network.person import Entry, Person
    from refer_cli.network.records import PastRequest
    from refer_cli.network.wishes import WishedColleague

CANDIDATES = 6
"""So many of each kind are more than three next steps can name."""
LOOKED_AT = 200
"""Of so many who were not met it is looked up what they would bring."""
QUIET_FOR_DAYS = (30, 365)
"""Whom one met so long ago and not since is written to; longer ago, it is another story."""


def targets(book: Book) -> list[Target]:
    """Every target that was ever set, with the month from which it holds."""
    return [Target(*row) for row in book.rows(statements.TARGETS)]


def happened(book: Book, names: Collection[str], since: str) -> Happened:
    """What the goals of these names count from a month's first day (ISO) on; the rest is left unread."""
    counted = Happened()
    first = {"since": since}
    if "meet" in names:
        counted = counted._replace(first_met=[(row[0], row[1]) for row in book.rows(statements.MET_SINCE, first)])
    if {"coffee", "lunch", "group"} & set(names):
        from refer_cli.network.records import Meeting

        rows = book.rows(statements.MEETINGS_SINCE, first)
        counted = counted._replace(meetings=[Meeting._make((*row, ())) for row in rows])
    if "follow-up" in names:
        from refer_cli.network.records import FollowUp

        counted = counted._replace(follow_ups=[FollowUp(*row) for row in book.rows(statements.DONE_SINCE, first)])
    if "verify" in names:
        counted = counted._replace(verified=[(row[0], row[1]) for row in book.rows(statements.VERIFIED_SINCE, first)])
    if "give" in names:
        counted = counted._replace(given=[row[0] for row in book.rows(statements.GIVEN_SINCE, first)])
    if "diversify" in names:
        from refer_cli.network.diversity import diversifying

        counted = counted._replace(
            diversifying=[brought for brought in diversifying(newcomers(book)) if brought[1] >= since]
        )
    return counted


def newcomers(book: Book) -> list[Newcomer]:
    """Everybody whom I know, with what they offer; a panel that is full there brings nothing."""
    from refer_cli.network.diversity import Newcomer
    from refer_cli.network.person import terms_of

    entries = _by_colleague(book.rows(statements.NEWCOMER_ENTRIES))
    people = []
    for number, first_met, archived_on in book.rows(statements.NEWCOMERS):
        terms, full = terms_of(entries.get(number, ()))
        people.append(Newcomer(number, first_met, archived_on, terms - full))
    return people


def thanks(book: Book) -> list[Thanks]:
    """The open tasks to thank somebody, the longest due first."""
    rows = book.rows(statements.THANKS, {"limit": CANDIDATES})
    if not rows:
        return []
    from refer_cli.network.next_steps import Thanks

    return [Thanks(*row) for row in rows]


def promised(book: Book, before: str) -> list[Promised]:
    """The open tasks other than thanks that are due before a day (ISO), the longest due first."""
    rows = book.rows(statements.PROMISED, {"before": before, "limit": CANDIDATES})
    if not rows:
        return []
    from refer_cli.network.next_steps import Promised

    return [Promised(*row) for row in rows]


def strangers(book: Book) -> list[Stranger]:
    """Some who are in the book and were never met; those first who bring what nobody whom I know offers."""
    rows = book.rows(statements.STRANGERS, {"limit": LOOKED_AT})
    if not rows:
        return []
    from refer_cli.network.diversity import bringing
    from refer_cli.network.next_steps import Stranger
    from refer_cli.network.person import terms_of

    had = terms_of(book.rows(statements.KNOWN_OFFERS), narrower=True)[0]
    sql, parameters = statements.with_ids(statements.OFFERED, [row[0] for row in rows])
    entries = _by_colleague(book.rows(sql, parameters))
    people = [Stranger(row[0], row[1], bringing(entries.get(row[0], ()), had)) for row in rows]
    return sorted(people, key=lambda stranger: stranger.brings is None)


def unconfirmed(book: Book, today: date, limit: int) -> list[tuple[int, str]]:
    """Id and name of some whose facts are to be confirmed anew, the oldest first."""
    from refer_cli.book import due_reading

    oldest: dict[int, str] = {}
    for fact in due_reading.stale(book, today):
        oldest[fact.colleague_id] = min(fact.as_of, oldest.get(fact.colleague_id, fact.as_of))
    first = sorted(oldest, key=lambda number: (oldest[number], number))[:limit]
    names = due_reading.contacts(book, first)
    return [(number, names[number].name) for number in first]


def quiet(book: Book, today: date) -> list[Quiet]:
    """Those met a month to a year ago with whom there was no contact since, the last met first."""
    from refer_cli.network.next_steps import Quiet

    latest, earliest = (today - timedelta(days=days) for days in QUIET_FOR_DAYS)
    span = {"before": latest.isoformat(), "after": earliest.isoformat(), "limit": CANDIDATES}
    return [Quiet(*row) for row in book.rows(statements.QUIET, span)]


def sought(book: Book, today: date, limit: int = 3) -> list[Sought]:
    """What past requests looked for in vain, with somebody in the book, not met yet, who would do."""
    if not book.rows(statements.ANY_IN_VAIN):
        return []
    from refer_cli.book import network_reading

    requests = [request for request in network_reading.past_requests(book) if not request.found]
    from refer_cli.network.next_steps import Sought
    from refer_cli.network.wishes import wishes

    nobody = [wish for wish in wishes(_sorts(book, requests, today), requests) if not wish.known]
    return [Sought(wish, _not_met(book, wish, today)) for wish in nobody[:limit]]


def _sorts(book: Book, requests: Sequence[PastRequest], today: date) -> list[Person]:
    """One of each sort of people whom I know, as far as these requests can tell them apart: few, in any book."""
    from refer_cli.network.coverage import asked_terms

    kinds = {term[0] for request in requests for term, _ in asked_terms(request)}
    entries = _offering(book, _spellings(requests), known=True)
    sorts: dict[object, Person] = {}
    for row in book.rows(statements.KNOWN_PEOPLE):
        number, name, state, _, accepting, *fees = row
        place = state if "place" in kinds else None
        money = tuple(fees) if "fee" in kinds else (None,) * len(fees)
        offered = entries.get(number, ())
        sort = (tuple(offered), place, accepting == "no", money)
        if sort not in sorts:
            sorts[sort] = _person((number, name, place, None, accepting, *money), offered, today, known=True)
    return list(sorts.values())


def _not_met(book: Book, wish: WishedColleague, today: date) -> tuple[int, str] | None:
    """Somebody not met yet who offers all that is wished for, whoever is known to take clients first."""
    from refer_cli.network.wishes import suits

    terms = [term for term, _ in wish.parts]
    listed = [term for term in terms if term[0] not in ("fee", "place")]
    if not listed:
        return None
    from refer_cli.network.person import Person, terms_of

    entries = _offering(book, _wished(wish), known=False)
    people = (Person(number, "", False, True, *terms_of(offered, narrower=True)) for number, offered in entries.items())
    close = [person.id for person in people if suits(person, listed)]
    if not close:
        return None
    rows = book.rows(*statements.with_ids(statements.PEOPLE, sorted(close)[: statements.CHUNK]))
    fitting = [row for row in rows if suits(_person(row, entries[row[0]], today, known=False), terms)]
    first = min(fitting, key=lambda row: (row[4] is None, row[1], row[0]), default=None)
    return None if first is None else (first[0], first[1])


def _offering(book: Book, names: Sequence[str], *, known: bool) -> dict[int, list[Entry]]:
    rows: list[tuple[int, str, str, str | None]] = []
    for batch in statements.chunks(names):
        sql, parameters = statements.with_ids(statements.OFFERING, batch)
        rows += book.rows(sql, {**parameters, "known": known})
    return _by_colleague(rows)


def _by_colleague(rows: Iterable[Sequence[Any]]) -> dict[int, list[Entry]]:
    entries: dict[int, list[Entry]] = {}
    for number, field, name, mark in rows:
        entries.setdefault(int(number), []).append((field, name, mark))
    return entries


def _person(row: Sequence[Any], entries: Iterable[Entry], today: date, *, known: bool) -> Person:
    from refer_cli.network.person import Person, known_fee, terms_of

    number, name, state, city, accepting, fee, floor, slots, slots_as_of, pro_bono = row
    terms, full = terms_of(entries, state, city, narrower=True)
    lowest = known_fee(fee, floor, slots, slots_as_of or today.isoformat(), today, pro_bono=bool(pro_bono))
    return Person(number, name, known, accepting != "no", terms, full, lowest)


def _spellings(requests: Iterable[PastRequest]) -> list[str]:
    """Every name under which a card can hold what was asked: its own, and a need's narrower and broader ones."""
    from refer_cli.network.coverage import asked_terms

    terms = dict(pair for request in requests for pair in asked_terms(request))
    return _with_kin(terms.items())


def _wished(wish: WishedColleague) -> list[str]:
    return _with_kin(wish.parts)


def _with_kin(parts: Iterable[tuple[tuple[str, str], str]]) -> list[str]:
    from refer_cli.vocabulary.normaliser import vocabulary

    names: dict[str, None] = {}
    for (kind, _), name in parts:
        names[name] = None
        if kind == "need":
            kin = vocabulary("need").narrower(name) | vocabulary("need").broader(name)
            names.update(dict.fromkeys(sorted(kin)))
    return list(names)
