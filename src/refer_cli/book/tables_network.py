"""The tables of the network: meetings, follow-ups, groups, the ledger, cadences, confirmations."""

from __future__ import annotations

from typing import Annotated

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from refer_cli.book.tables import TEXT, WITHOUT_ROWID, Day, Named, day, one_of, rules, word
from refer_cli.network.words import DERIVED, FOLLOW_UPS, GROUP_KINDS, MEETING_KINDS, OUTCOMES

NOTE = 2_000
LABEL = 20
DIRECTIONS = ("given", "received")

MeetingKind = Annotated[str, word(*MEETING_KINDS)]
GroupKind = Annotated[str, word(*GROUP_KINDS)]
FollowUpWord = Annotated[str, word(*FOLLOW_UPS)]
OutcomeWord = Annotated[str, word(*OUTCOMES)]
Direction = Annotated[str, word(*DIRECTIONS)]


class PeerGroupRules(SQLModel):
    """A therapist group that I know of; a member of it where joined and not left."""

    id: int | None = Field(default=None, primary_key=True)
    name: Named = Field(min_length=1, max_length=TEXT)
    kind: GroupKind
    place: str | None = Field(default=None, min_length=1, max_length=TEXT)
    link: str | None = Field(default=None, min_length=1, max_length=TEXT)
    note: str | None = Field(default=None, min_length=1, max_length=NOTE)
    next_meeting: Day | None = None
    joined_on: Day | None = None
    left_on: Day | None = None


class PeerGroup(PeerGroupRules, table=True):
    """See PeerGroupRules."""

    __tablename__ = "peer_group"
    __table_args__ = (
        *rules(
            "peer_group",
            name_is_named="length(trim(name)) BETWEEN 1 AND 300",
            kind_is_known_word=one_of("kind", GROUP_KINDS),
            place_is_short_text="length(place) BETWEEN 1 AND 300",
            link_is_short_text="length(link) BETWEEN 1 AND 300",
            note_is_at_most_2000="length(note) BETWEEN 1 AND 2000",
            next_meeting_is_a_day=day("next_meeting"),
            joined_on_is_a_day=day("joined_on"),
            left_on_is_a_day=day("left_on"),
            left_on_is_not_before_joined_on="left_on >= joined_on",
        ),
        UniqueConstraint("name", name="peer_group_is_named_once"),
    )


class MeetingRules(SQLModel):
    """One meeting, of whatever kind, on a day."""

    id: int | None = Field(default=None, primary_key=True)
    on_day: Day
    kind: MeetingKind
    note: str | None = Field(default=None, min_length=1, max_length=NOTE)
    group_id: int | None = Field(default=None, foreign_key="peer_group.id", ondelete="SET NULL")


class Meeting(MeetingRules, table=True):
    """See MeetingRules."""

    __table_args__ = (
        *rules(
            "meeting",
            on_day_is_a_day=day("on_day"),
            kind_is_known_word=one_of("kind", MEETING_KINDS),
            note_is_at_most_2000="length(note) BETWEEN 1 AND 2000",
        ),
        Index("meeting_by_day", "on_day"),
    )


class MeetingColleague(SQLModel, table=True):
    """Who was met in a meeting."""

    __tablename__ = "meeting_colleague"
    __table_args__ = (Index("meeting_colleague_by_colleague", "colleague_id"), WITHOUT_ROWID)
    meeting_id: int = Field(primary_key=True, foreign_key="meeting.id", ondelete="CASCADE")
    colleague_id: int = Field(primary_key=True, foreign_key="colleague.id", ondelete="CASCADE")


class FollowUpRules(SQLModel):
    """A task owed to a colleague; `due_on` moves when it is snoozed."""

    id: int | None = Field(default=None, primary_key=True)
    colleague_id: int = Field(foreign_key="colleague.id", ondelete="CASCADE")
    what: FollowUpWord
    detail: str | None = Field(default=None, min_length=1, max_length=TEXT)
    due_on: Day
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", ondelete="SET NULL")
    referral_id: int | None = Field(default=None, foreign_key="referral.id", ondelete="SET NULL")
    created_on: Day
    done_on: Day | None = None


class FollowUp(FollowUpRules, table=True):
    """See FollowUpRules."""

    __tablename__ = "follow_up"
    __table_args__ = (
        *rules(
            "follow_up",
            what_is_known_word=one_of("what", FOLLOW_UPS),
            detail_is_short_text="length(detail) BETWEEN 1 AND 300",
            due_on_is_a_day=day("due_on"),
            created_on_is_a_day=day("created_on"),
            done_on_is_a_day=day("done_on"),
        ),
        Index("follow_up_by_colleague", "colleague_id"),
        Index("follow_up_by_due_on", "due_on"),
    )


class OutcomeRules(SQLModel):
    """What became of one colleague offered in a referral, on a day; the newest is how it stands."""

    id: int | None = Field(default=None, primary_key=True)
    referral_id: int = Field(foreign_key="referral.id", ondelete="CASCADE")
    colleague_id: int = Field(foreign_key="colleague.id", ondelete="CASCADE")
    status: OutcomeWord
    on_day: Day


class Outcome(OutcomeRules, table=True):
    """See OutcomeRules."""

    __table_args__ = (
        *rules("outcome", status_is_known_word=one_of("status", OUTCOMES), on_day_is_a_day=day("on_day")),
        Index("outcome_by_referral", "referral_id"),
        Index("outcome_by_colleague", "colleague_id"),
    )


class Cadence(SQLModel, table=True):
    """How often I want to be in touch with one colleague: a span such as 6w or 3m."""

    colleague_id: int = Field(primary_key=True, foreign_key="colleague.id", ondelete="CASCADE")
    every: str


class TagCadence(SQLModel, table=True):
    """How often I want to be in touch with everybody who bears a tag."""

    __tablename__ = "tag_cadence"
    __table_args__ = (WITHOUT_ROWID,)
    tag: str = Field(primary_key=True)
    every: str


class Snooze(SQLModel, table=True):
    """A line of `due` without a task behind it, put off until a day; about a colleague or a referral."""

    __table_args__ = (
        *rules(
            "snooze",
            what_is_known_word=one_of("what", DERIVED),
            until_day_is_a_day=day("until_day"),
            is_about_one="(colleague_id IS NULL) <> (referral_id IS NULL)",
        ),
        Index("snooze_by_colleague", "colleague_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    what: str
    colleague_id: int | None = Field(default=None, foreign_key="colleague.id", ondelete="CASCADE")
    referral_id: int | None = Field(default=None, foreign_key="referral.id", ondelete="CASCADE")
    until_day: str


class Verification(SQLModel, table=True):
    """A day on which facts of a colleague were confirmed: what the goal `verify` counts."""

    __table_args__ = (*rules("verification", on_day_is_a_day=day("on_day")), WITHOUT_ROWID)
    colleague_id: int = Field(primary_key=True, foreign_key="colleague.id", ondelete="CASCADE")
    on_day: str = Field(primary_key=True)
