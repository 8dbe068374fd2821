"""What the book keeps of the network, read as the records of `network.records`."""

from __future__ import annotations

from collections.abc import Iterable

from refer_cli.book import statements
from refer_cli.book.reading import Book
from refer_cli.network.records import (
    Cadences,
    FollowUp,
    Group,
    Meeting,
    Offer,
    Outcome,
    PastRequest,
    Referral,
    Snooze,
)


def meetings(book: Book) -> list[Meeting]:
    """Every meeting with those who were met, by day."""
    met: dict[int, list[int]] = {}
    for meeting_id, colleague_id in book.rows(statements.MET_WITH):
        met.setdefault(meeting_id, []).append(colleague_id)
    return [Meeting._make((*row, tuple(met.get(row[0], ())))) for row in book.rows(statements.MEETINGS)]


def follow_ups(book: Book, *, open_only: bool = True) -> list[FollowUp]:
    """The tasks owed to colleagues by the day they are due; with `open_only` those not done yet."""
    return [FollowUp(*row) for row in book.rows(statements.FOLLOW_UPS, {"open": open_only})]


def groups(book: Book) -> list[Group]:
    """Every therapist group I know of, mine or not, by name."""
    return [Group(*row) for row in book.rows(statements.PEER_GROUPS)]


def group_members(book: Book) -> dict[str, list[int]]:
    """By the folded name of a group, the colleagues whose cards say that they are in it; without the archived."""
    from refer_cli.folding import fold

    members: dict[str, list[int]] = {}
    for name, colleague_id in book.rows(statements.GROUP_MEMBERS):
        members.setdefault(fold(name), []).append(colleague_id)
    return members


def referrals(book: Book) -> list[Referral]:
    """Every referral, given and received, by day, with who was offered and what became of it."""
    outcomes: dict[tuple[int, int], list[Outcome]] = {}
    for referral_id, colleague_id, *outcome in book.rows(statements.OUTCOMES):
        outcomes.setdefault((referral_id, colleague_id), []).append(Outcome._make(outcome))
    offers: dict[int, list[Offer]] = {}
    for referral_id, colleague_id, offered_on in book.rows(statements.OFFERS):
        heard = tuple(outcomes.get((referral_id, colleague_id), ()))
        offers.setdefault(referral_id, []).append(Offer(colleague_id, offered_on, heard))
    return [Referral._make((*row, tuple(offers.get(row[0], ())))) for row in book.rows(statements.REFERRALS)]


def gone(book: Book, ids: Iterable[int]) -> set[int]:
    """Which of these numbers are empty places: whoever was there was deleted or erased."""
    return {
        row[0]
        for batch in statements.chunks(sorted(set(ids)))
        for row in book.rows(*statements.with_ids(statements.GONE_OF, batch))
    }


def cadences(book: Book) -> Cadences:
    """How often I want to be in touch, by colleague and by tag."""
    return Cadences(dict(book.rows(statements.CADENCES)), dict(book.rows(statements.TAG_CADENCES)))


def snoozes(book: Book) -> list[Snooze]:
    """The derived lines of `due` that were put off."""
    return [Snooze(*row) for row in book.rows(statements.SNOOZES)]


def verifications(book: Book) -> list[tuple[int, str]]:
    """Colleague and day of every confirmation, by day."""
    return [(row[0], row[1]) for row in book.rows(statements.VERIFICATIONS)]


def first_met(book: Book) -> list[tuple[int, str]]:
    """Colleague and day of every first meeting, archived since or not, by day."""
    return [(row[0], row[1]) for row in book.rows(statements.FIRST_MET)]


def tagged(book: Book) -> dict[int, tuple[str, ...]]:
    """The tags of everybody who bears one, without the archived."""
    tags: dict[int, list[str]] = {}
    for colleague_id, tag in book.rows(statements.TAGGED):
        tags.setdefault(colleague_id, []).append(tag)
    return {colleague_id: tuple(names) for colleague_id, names in tags.items()}


def past_requests(book: Book) -> list[PastRequest]:
    """The remembered requests, the oldest first."""
    return [PastRequest._make((*row[:-1], bool(row[-1]))) for row in book.rows(statements.PAST_REQUESTS)]
