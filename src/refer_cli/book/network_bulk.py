"""A whole practice at once, its profile, goals and history, around the ORM: what a new book is filled with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from refer_cli.book.writing import Step
from refer_cli.network.records import Cadences, FollowUp, Group, Meeting, PastRequest, Referral


def fill(  # noqa: PLR0913 (each kind of row may be left out)
    step: Step,
    *,
    profile: Sequence[tuple[str, str, str]] = (),
    goals: Sequence[tuple[str, str, int]] = (),
    groups: Sequence[Group] = (),
    meetings: Sequence[Meeting] = (),
    referrals: Sequence[Referral] = (),
    follow_ups: Sequence[FollowUp] = (),
    cadences: Cadences | None = None,
    verifications: Sequence[tuple[int, str]] = (),
    requests: Sequence[PastRequest] = (),
) -> None:
    """Write the records under their own numbers, which must be free; the book's own rules check each row."""
    step.flush()

    def put(table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
        places = ", ".join("?" * (columns.count(",") + 1))
        step.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)

    put("profile", "field, value, as_of", profile)
    put("goal", "name, from_month, target", goals)
    put("peer_group", ", ".join(Group._fields), groups)
    put("meeting", "id, on_day, kind, note, group_id", (meeting[:5] for meeting in meetings))
    put(
        "meeting_colleague",
        "meeting_id, colleague_id",
        ((meeting.id, who) for meeting in meetings for who in meeting.colleagues),
    )
    put(
        "referral",
        "id, label, reason, direction, given_on, consent_on, colleague_id",
        (referral[:7] for referral in referrals),
    )
    put(
        "referral_option",
        "referral_id, colleague_id, offered_on",
        ((referral.id, offer.colleague_id, offer.offered_on) for referral in referrals for offer in referral.offers),
    )
    put(
        "outcome",
        "id, referral_id, colleague_id, status, on_day",
        (
            (heard.number, referral.id, offer.colleague_id, heard.status, heard.on_day)
            for referral in referrals
            for offer in referral.offers
            for heard in offer.outcomes
        ),
    )
    put("follow_up", ", ".join(FollowUp._fields), follow_ups)
    if cadences is not None:
        put("cadence", "colleague_id, every", cadences.colleagues.items())
        put("tag_cadence", "tag, every", cadences.tags.items())
    put("verification", "colleague_id, on_day", verifications)
    put("request", ", ".join(PastRequest._fields), requests)
