"""The SQLModel tables: the only schema of the book. Every rule stands as a CHECK constraint as well.

A class with `table=True` validates nothing when it is made; `checked` makes every row that is written, and does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, TypeVar

from pydantic import StringConstraints, ValidationError
from sqlalchemy import CheckConstraint, Index, LargeBinary, MetaData, UniqueConstraint
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from refer_cli.errors import BadValue
from refer_cli.fields.catalogue import ACCEPTING, DEPTHS, HOW_KNOWN, LISTS, PANEL_MARKS
from refer_cli.fields.signs import stored_text
from refer_cli.network.words import DERIVED, FOLLOW_UPS, GROUP_KINDS, MEETING_KINDS, OUTCOMES

AnyRow = TypeVar("AnyRow", bound=SQLModel)
TEXT = 300
NOTES = 20_000
OWN_TABLES = ("specialties", "panels", "ties")
"""The lists with a table of their own; every other list is in `listing`."""
NOTE = 2_000
EXTENTS = ("complete", "open", "none")
WITHOUT_ROWID = {"sqlite_with_rowid": False}


def word(*words: str) -> StringConstraints:
    """The pattern of a text that is one of these words."""
    return StringConstraints(pattern=f"^({'|'.join(words)})$")


# Field(regex=...) of SQLModel is dropped without a word under pydantic 2: the patterns stand in the types.
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
MonthOrDay = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")]
Named = Annotated[str, StringConstraints(pattern=r"\S")]
Npi = Annotated[str, StringConstraints(pattern=r"^[0-9]{10}$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$")]
State = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Zip = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}(-[0-9]{4})?$")]
AcceptingWord = Annotated[str, word(*ACCEPTING)]
HowKnownWord = Annotated[str, word(*HOW_KNOWN)]
Depth = Annotated[str, word(*DEPTHS, "no")]
PanelStatus = Annotated[str, word(*PANEL_MARKS, "no")]
Mark = Annotated[str, word("no")]
Extent = Annotated[str, word(*EXTENTS)]
MeetingKind = Annotated[str, word(*MEETING_KINDS)]
GroupKind = Annotated[str, word(*GROUP_KINDS)]
FollowUpWord = Annotated[str, word(*FOLLOW_UPS)]
OutcomeWord = Annotated[str, word(*OUTCOMES)]


def rules(table: str, **checks: str) -> tuple[CheckConstraint, ...]:
    """CHECK constraints named `<table>_<rule>`, so that a refusal can say which rule it was."""
    return tuple(CheckConstraint(check, name=f"{table}_{rule}") for rule, check in checks.items())


def one_of(column: str, words: Iterable[str]) -> str:
    """The check that a column holds one of these words."""
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def day(column: str) -> str:
    """The check that a text is spelled as an ISO day (that the calendar has it, `fields` checks)."""
    return f"{column} LIKE '____-__-__'"


def _whole(column: str, least: int, most: int) -> str:
    return f"{column} BETWEEN {least} AND {most} AND {column} = CAST({column} AS INTEGER)"


def flag(column: str) -> str:
    """The check that a value is yes or no."""
    return f"{column} IN (TRUE, FALSE)"


_SHORT_TEXTS = (
    "pronouns",
    "practice",
    "phone",
    "website",
    "street",
    "city",
    "hours",
    "contact_by",
    "introduced_by",
    "do_not_refer",
    "gender",
    "faith",
)


class TableRow(SQLModel):
    """A row of the table that its class is named after: `FollowUpRow` of `follow_up`."""

    @declared_attr.directive
    @classmethod
    def __tablename__(cls) -> str:
        return re.sub(r"\B(?=[A-Z])", "_", cls.__name__.removesuffix("Row")).lower()


class ColleagueRow(TableRow, table=True):
    """One clinician: the single values of the card; its date and source hold unless `fact` differs."""

    __table_args__ = (
        *rules(
            "colleague",
            name_is_missing="length(trim(name)) BETWEEN 1 AND 300",
            npi_is_ten_digits="npi LIKE '__________'",
            email_is_an_address="email LIKE '%_@_%' AND length(email) <= 300",
            state_is_two_capitals="state LIKE '__' AND state = upper(state)",
            zip_is_five_or_nine_digits="zip LIKE '_____' OR zip LIKE '_____-____'",
            **{f"{column}_is_a_flag": flag(column) for column in ("telehealth", "in_person", "pro_bono")},
            accepting_is_known_word=one_of("accepting", ACCEPTING),
            accepting_until_goes_with_waitlist_or_no=(
                "accepting_until IS NULL OR (accepting IS NOT NULL AND accepting <> 'yes' AND "
                f"(accepting_until LIKE '____-__' OR {day('accepting_until')}))"
            ),
            fee_is_0_to_5000=_whole("fee", 0, 5_000),
            fee_floor_is_0_to_5000=_whole("fee_floor", 0, 5_000),
            fee_floor_is_not_above_fee="fee_floor <= fee",
            sliding_slots_is_0_to_1000=_whole("sliding_slots", 0, 1_000),
            trust_is_1_to_5=_whole("trust", 1, 5),
            how_known_is_known_word=one_of("how_known", HOW_KNOWN),
            first_met_is_a_day=day("first_met"),
            last_contact_is_a_day=day("last_contact"),
            last_contact_is_not_before_first_met="last_contact >= first_met",
            notes_are_at_most_20000="length(notes) BETWEEN 1 AND 20000",
            **{f"{name}_is_short_text": f"length({name}) BETWEEN 1 AND 300" for name in _SHORT_TEXTS},
            point_is_whole="(lat IS NULL) = (lon IS NULL)",
            point_is_on_earth="lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180",
            as_of_is_a_day=day("as_of"),
            source_is_named="length(source) BETWEEN 1 AND 300",
            source_key_is_named="length(source_key) BETWEEN 1 AND 300",
            created_on_is_a_day=day("created_on"),
            archived_on_is_a_day=day("archived_on"),
        ),
        UniqueConstraint("source", "source_key", name="colleague_source_and_key"),
        Index("colleague_by_name", "name"),
        Index("colleague_by_place", "state", "city"),
        Index("colleague_by_city", "city"),
        Index("colleague_by_first_met", "first_met"),
    )
    id: int | None = Field(default=None, primary_key=True)
    name: Named = Field(min_length=1, max_length=TEXT)
    pronouns: str | None = Field(default=None, min_length=1, max_length=TEXT)
    practice: str | None = Field(default=None, min_length=1, max_length=TEXT)
    npi: Npi | None = None
    email: Email | None = Field(default=None, max_length=TEXT)
    phone: str | None = Field(default=None, min_length=1, max_length=TEXT)
    website: str | None = Field(default=None, min_length=1, max_length=TEXT)
    street: str | None = Field(default=None, min_length=1, max_length=TEXT)
    city: str | None = Field(default=None, min_length=1, max_length=TEXT)
    state: State | None = None
    zip: Zip | None = None
    telehealth: bool | None = None
    in_person: bool | None = None
    accepting: AcceptingWord | None = None
    accepting_until: MonthOrDay | None = None
    hours: str | None = Field(default=None, min_length=1, max_length=TEXT)
    contact_by: str | None = Field(default=None, min_length=1, max_length=TEXT)
    fee: int | None = Field(default=None, ge=0, le=5_000)
    fee_floor: int | None = Field(default=None, ge=0, le=5_000)
    sliding_slots: int | None = Field(default=None, ge=0, le=1_000)
    pro_bono: bool | None = None
    how_known: HowKnownWord | None = None
    trust: int | None = Field(default=None, ge=1, le=5)
    first_met: Day | None = None
    last_contact: Day | None = None
    introduced_by: str | None = Field(default=None, min_length=1, max_length=TEXT)
    notes: str | None = Field(default=None, min_length=1, max_length=NOTES)
    do_not_refer: str | None = Field(default=None, min_length=1, max_length=TEXT)
    gender: str | None = Field(default=None, min_length=1, max_length=TEXT)
    faith: str | None = Field(default=None, min_length=1, max_length=TEXT)
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    as_of: Day
    source: str = Field(min_length=1, max_length=TEXT)
    source_key: str | None = Field(default=None, min_length=1, max_length=TEXT)
    created_on: Day
    archived_on: Day | None = None


class EntryRow(TableRow):
    """One entry of a list. `as_of` and `source` are set only where they differ from those of the list."""

    colleague_id: int = Field(primary_key=True, foreign_key="colleague.id", ondelete="CASCADE")
    name: Named = Field(primary_key=True, min_length=1, max_length=TEXT)
    as_of: Day | None = None
    source: str | None = Field(default=None, min_length=1, max_length=TEXT)
    position: int = Field(ge=0)


def _entry_rules(table: str) -> tuple[CheckConstraint, ...]:
    return rules(
        table,
        name_is_named="length(trim(name)) BETWEEN 1 AND 300",
        as_of_is_a_day=day("as_of"),
        source_is_named="length(source) BETWEEN 1 AND 300",
        position_is_counted="position >= 0",
    )


class SpecialtyRow(EntryRow, table=True):
    """A need the colleague treats, and how deeply; depth `no` is a known no."""

    __table_args__ = (
        *_entry_rules("specialty"),
        *rules("specialty", depth_is_known_word=one_of("depth", (*DEPTHS, "no"))),
        Index("specialty_by_name", "name"),
        WITHOUT_ROWID,
    )
    depth: Depth | None = None


class PanelRow(EntryRow, table=True):
    """An insurance panel; status `no` is a known no, NULL is listed and not known full."""

    __table_args__ = (
        *_entry_rules("panel"),
        *rules("panel", status_is_known_word=one_of("status", (*PANEL_MARKS, "no"))),
        Index("panel_by_name", "name"),
        WITHOUT_ROWID,
    )
    status: PanelStatus | None = None


class TieRow(EntryRow, table=True):
    """A person, practice or place the colleague is tied to; mark `no` is a known no."""

    __table_args__ = (
        *_entry_rules("tie"),
        *rules("tie", mark_is_no="mark = 'no'"),
        Index("tie_by_name", "name"),
        WITHOUT_ROWID,
    )
    mark: Mark | None = None


class ListingRow(EntryRow, table=True):
    """An entry of any other list of the card (`field`); mark `no` is a known no."""

    __table_args__ = (
        *_entry_rules("listing"),
        *rules(
            "listing",
            field_is_a_list=one_of("field", [name for name in LISTS if name not in OWN_TABLES]),
            mark_is_no="mark = 'no'",
        ),
        Index("listing_by_name", "field", "name"),
        WITHOUT_ROWID,
    )
    field: str = Field(primary_key=True)
    mark: Mark | None = None


class FactRow(TableRow, table=True):
    """The date and source of one field where they differ from the row's, or the extent of an unusual list."""

    __table_args__ = (
        *rules(
            "fact",
            as_of_is_a_day=day("as_of"),
            source_is_named="length(source) BETWEEN 1 AND 300",
            extent_is_known_word=one_of("extent", EXTENTS),
        ),
        WITHOUT_ROWID,
    )
    colleague_id: int = Field(primary_key=True, foreign_key="colleague.id", ondelete="CASCADE")
    field: str = Field(primary_key=True, min_length=1)
    as_of: Day
    source: str = Field(min_length=1, max_length=TEXT)
    extent: Extent = "complete"


class ProfileRow(TableRow, table=True):
    """My own practice: the fields of a card, each as JSON, and `point` for my office."""

    __table_args__ = (*rules("profile", as_of_is_a_day=day("as_of")), WITHOUT_ROWID)
    field: str = Field(primary_key=True)
    value: str
    as_of: str


class ReasonRow(TableRow, table=True):
    """Why a client is referred on. The canonical ones are seeded; mine say which they are based on."""

    __table_args__ = (
        *rules(
            "reason",
            slug_is_named="length(slug) BETWEEN 1 AND 60",
            title_is_named="length(trim(title)) BETWEEN 1 AND 300",
            own_one_is_based_on_another="canonical = (based_on IS NULL)",
        ),
        WITHOUT_ROWID,
    )
    slug: str = Field(primary_key=True)
    title: str
    based_on: str | None = Field(default=None, foreign_key="reason.slug")
    canonical: bool = False


class ReasonWeightRow(TableRow, table=True):
    """A weight that the therapist changed."""

    __table_args__ = (*rules("reason_weight", weight_is_0_to_1="weight BETWEEN 0 AND 1"), WITHOUT_ROWID)
    reason: str = Field(primary_key=True, foreign_key="reason.slug", ondelete="CASCADE")
    criterion: str = Field(primary_key=True)
    weight: float


class GoalRow(TableRow, table=True):
    """A monthly target that holds from a month on, until a later row; NULL ends it."""

    __table_args__ = (
        *rules(
            "goal",
            target_is_1_to_1000=_whole("target", 1, 1_000),
            from_month_is_a_month="from_month LIKE '____-__'",
        ),
        WITHOUT_ROWID,
    )
    name: str = Field(primary_key=True)
    from_month: str = Field(primary_key=True)
    target: int | None = None


class SettingRow(TableRow, table=True):
    """A switch, such as remembering requests."""

    __table_args__ = (WITHOUT_ROWID,)
    name: str = Field(primary_key=True)
    value: str


class ReferralRow(TableRow, table=True):
    """One hand-over, given or received on `given_on`; `colleague_id` is who sent it, where it was received.

    `label` is an opaque code of the therapist's own, never a name. `consent_on`: when the client agreed that I
    speak with the new clinician.
    """

    __table_args__ = (
        *rules(
            "referral",
            direction_is_known_word=one_of("direction", ("given", "received")),
            given_on_is_a_day=day("given_on"),
            consent_on_is_a_day=day("consent_on"),
            label_is_short="length(label) BETWEEN 1 AND 20",
            sender_goes_with_received="(direction = 'received') = (colleague_id IS NOT NULL)",
        ),
        Index("referral_by_colleague", "colleague_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    label: str | None = None
    reason: str | None = Field(default=None, foreign_key="reason.slug")
    direction: str = Field(default="given", sa_column_kwargs={"server_default": "given"})
    given_on: str
    consent_on: str | None = None
    colleague_id: int | None = Field(default=None, foreign_key="colleague.id", ondelete="CASCADE")


class ReferralOptionRow(TableRow, table=True):
    """A colleague who was offered in a referral."""

    __table_args__ = (
        *rules("referral_option", offered_on_is_a_day=day("offered_on")),
        Index("referral_option_by_colleague", "colleague_id", "offered_on"),
        WITHOUT_ROWID,
    )
    referral_id: int = Field(primary_key=True, foreign_key="referral.id", ondelete="CASCADE")
    colleague_id: int = Field(primary_key=True, foreign_key="colleague.id", ondelete="CASCADE")
    offered_on: str


class PeerGroupRow(TableRow, table=True):
    """A therapist group that I know of; a member of it where joined and not left."""

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
    id: int | None = Field(default=None, primary_key=True)
    name: Named = Field(min_length=1, max_length=TEXT)
    kind: GroupKind
    place: str | None = Field(default=None, min_length=1, max_length=TEXT)
    link: str | None = Field(default=None, min_length=1, max_length=TEXT)
    note: str | None = Field(default=None, min_length=1, max_length=NOTE)
    next_meeting: Day | None = None
    joined_on: Day | None = None
    left_on: Day | None = None


class MeetingRow(TableRow, table=True):
    """One meeting, of whatever kind, on a day."""

    __table_args__ = (
        *rules(
            "meeting",
            on_day_is_a_day=day("on_day"),
            kind_is_known_word=one_of("kind", MEETING_KINDS),
            note_is_at_most_2000="length(note) BETWEEN 1 AND 2000",
        ),
        Index("meeting_by_day", "on_day"),
    )
    id: int | None = Field(default=None, primary_key=True)
    on_day: Day
    kind: MeetingKind
    note: str | None = Field(default=None, min_length=1, max_length=NOTE)
    group_id: int | None = Field(default=None, foreign_key="peer_group.id", ondelete="SET NULL")


class MeetingColleagueRow(TableRow, table=True):
    """Who was met in a meeting."""

    __table_args__ = (Index("meeting_colleague_by_colleague", "colleague_id"), WITHOUT_ROWID)
    meeting_id: int = Field(primary_key=True, foreign_key="meeting.id", ondelete="CASCADE")
    colleague_id: int = Field(primary_key=True, foreign_key="colleague.id", ondelete="CASCADE")


class FollowUpRow(TableRow, table=True):
    """A task owed to a colleague; `due_on` moves when it is snoozed."""

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
    id: int | None = Field(default=None, primary_key=True)
    colleague_id: int = Field(foreign_key="colleague.id", ondelete="CASCADE")
    what: FollowUpWord
    detail: str | None = Field(default=None, min_length=1, max_length=TEXT)
    due_on: Day
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", ondelete="SET NULL")
    referral_id: int | None = Field(default=None, foreign_key="referral.id", ondelete="SET NULL")
    created_on: Day
    done_on: Day | None = None


class OutcomeRow(TableRow, table=True):
    """What became of one colleague offered in a referral, on a day; the newest is how it stands."""

    __table_args__ = (
        *rules("outcome", status_is_known_word=one_of("status", OUTCOMES), on_day_is_a_day=day("on_day")),
        Index("outcome_by_referral", "referral_id"),
        Index("outcome_by_colleague", "colleague_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    referral_id: int = Field(foreign_key="referral.id", ondelete="CASCADE")
    colleague_id: int = Field(foreign_key="colleague.id", ondelete="CASCADE")
    status: OutcomeWord
    on_day: Day


class CadenceRow(TableRow, table=True):
    """How often I want to be in touch with one colleague: a span such as 6w or 3m."""

    colleague_id: int = Field(primary_key=True, foreign_key="colleague.id", ondelete="CASCADE")
    every: str


class TagCadenceRow(TableRow, table=True):
    """How often I want to be in touch with everybody who bears a tag."""

    __table_args__ = (WITHOUT_ROWID,)
    tag: str = Field(primary_key=True)
    every: str


class SnoozeRow(TableRow, table=True):
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


class VerificationRow(TableRow, table=True):
    """A day on which facts of a colleague were confirmed: what the goal `verify` counts."""

    __table_args__ = (*rules("verification", on_day_is_a_day=day("on_day")), WITHOUT_ROWID)
    colleague_id: int = Field(primary_key=True, foreign_key="colleague.id", ondelete="CASCADE")
    on_day: str = Field(primary_key=True)


class RequestRow(TableRow, table=True):
    """A remembered request; an empty text is what was not asked. Outside the journal."""

    _ASKED: ClassVar[tuple[str, ...]] = ("day", "state", "need", "panel", "fee_band", "age_group", "language")
    __table_args__ = (
        *rules("request", day_is_a_day=day("day"), found_is_a_flag=flag("found")),
        UniqueConstraint(*_ASKED, name="request_counts_once_a_day"),
    )
    id: int | None = Field(default=None, primary_key=True)
    day: str
    state: str
    need: str
    panel: str
    fee_band: str
    age_group: str
    language: str
    found: bool


class StepRow(TableRow, table=True):
    """One command that wrote, as undo knows it."""

    id: int | None = Field(default=None, primary_key=True)
    at: str
    what: str
    undone: bool = False


class ChangeRow(TableRow, table=True):
    """One changed row: its images before and after as JSON (`before` NULL: added; `after` NULL: removed).

    A chunk of an import is one row, by the name `bulk_rows.NEWCOMERS`: its key are the first and the last id, and it
    has an image only while it is undone.
    """

    __table_args__ = (Index("change_by_step", "step_id"), Index("change_by_colleague", "colleague_id"))
    sequence: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="step.id", ondelete="CASCADE")
    table_name: str
    row_key: str
    colleague_id: int | None = None
    before: str | None = None
    after: str | None = None


class OpenStepRow(TableRow, table=True):
    """The one step being written; empty outside a step. `journaling` is off while undo or redo replays."""

    __table_args__ = rules("open_step", is_only_one="only = 1")
    only: int = Field(primary_key=True)
    step_id: int | None = None
    journaling: bool
    marking: bool


class DirtyRow(TableRow, table=True):
    """Colleagues whose derived rows (search, facets) must be made again before the step ends."""

    colleague_id: int = Field(primary_key=True)


class FacetRow(TableRow, table=True):
    """Who has a facet, as bits, for one chunk of colleagues (see book/facets.py)."""

    __table_args__ = (WITHOUT_ROWID,)
    name: str = Field(primary_key=True)
    chunk: int = Field(primary_key=True)
    bits: bytes = Field(sa_type=LargeBinary)


class PlaceRow(TableRow, table=True):
    """A point that offices share (see book/facets.py)."""

    __table_args__ = (UniqueConstraint("lat", "lon", name="place_is_one_point"),)
    id: int | None = Field(default=None, primary_key=True)
    lat: float
    lon: float


class CardFacetsRow(TableRow, table=True):
    """The facets a colleague is marked under now (see book/facets.py)."""

    colleague_id: int = Field(primary_key=True)
    names: str


def checked_row(table: type[AnyRow], values: Mapping[str, object], field: str | None = None) -> AnyRow:
    """A row whose values keep the rules of its class, its texts of plain signs.

    Raises BadValue, naming `field` or the column.
    """
    try:
        return table.model_validate(
            {name: stored_text(value) if isinstance(value, str) else value for name, value in values.items()},
            strict=True,
        )
    except ValidationError as problem:
        first = problem.errors()[0]
        name = field or str(first["loc"][0] if first["loc"] else "value")
        raise BadValue(f"{first['msg'].lower()}.", "look at that value again", field=name) from problem


def schema() -> MetaData:
    """The whole schema, for Alembic and for the tests that compare it with a migrated book."""
    return SQLModel.metadata
