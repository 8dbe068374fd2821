"""What the book keeps of the network, as the pure rooms see it: meetings, follow-ups, groups, referrals (pure).

Days are ISO texts (YYYY-MM-DD), colleagues are ids.
"""

from __future__ import annotations

from refer_cli.records import NamedTuple


class Meeting(NamedTuple):
    """One meeting with some colleagues (none: a group meeting where nobody was noted)."""

    id: int
    on_day: str
    kind: str
    note: str | None
    group_id: int | None
    colleagues: tuple[int, ...]


class FollowUp(NamedTuple):
    """A task owed to a colleague; done where `done_on` is set. `due_on` moves when it is snoozed."""

    id: int
    colleague_id: int
    what: str
    detail: str | None
    due_on: str
    meeting_id: int | None
    referral_id: int | None
    created_on: str
    done_on: str | None


class Group(NamedTuple):
    """A therapist group. Mine where `joined_on` is set and `left_on` is not."""

    id: int
    name: str
    kind: str
    place: str | None
    link: str | None
    note: str | None
    next_meeting: str | None
    joined_on: str | None
    left_on: str | None

    @property
    def mine(self) -> bool:
        """Whether I am a member now."""
        return self.joined_on is not None and self.left_on is None


class Outcome(NamedTuple):
    """What became of one colleague who was offered, on a day (a word of `words.OUTCOMES`).

    `number` tells two of one day apart: the higher was noted later.
    """

    status: str
    on_day: str
    number: int = 0


class Offer(NamedTuple):
    """One colleague who was offered in a referral, with what was heard since, the oldest first."""

    colleague_id: int
    offered_on: str
    outcomes: tuple[Outcome, ...] = ()

    @property
    def status(self) -> str | None:
        """The last outcome, or None where nothing was heard."""
        return self.outcomes[-1].status if self.outcomes else None


class Referral(NamedTuple):
    """One hand-over. Given: `offers` are the colleagues offered. Received: `colleague_id` sent it."""

    id: int
    label: str | None
    reason: str | None
    direction: str
    given_on: str
    consent_on: str | None
    colleague_id: int | None
    offers: tuple[Offer, ...]


class Cadences(NamedTuple):
    """How often one wants to be in touch, as spans such as `3m`: by colleague, and by tag."""

    colleagues: dict[int, str]
    tags: dict[str, str]


class Snooze(NamedTuple):
    """A derived line of `due` that was put off until a day; it is about a colleague or a referral."""

    what: str
    subject: int
    until: str


class PastRequest(NamedTuple):
    """A remembered request: texts are empty where nothing was asked; `found`: somebody ready was there."""

    day: str
    state: str
    need: str
    panel: str
    fee_band: str
    age_group: str
    language: str
    found: bool
