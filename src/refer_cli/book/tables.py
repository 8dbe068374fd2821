"""The SQLModel tables: the only schema of the book. Every rule stands as a CHECK constraint as well.

A class with `table=True` validates nothing when it is made, so each entity has one checked class without a
table (`...Rules`); `writing` passes every row through it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import StringConstraints
from sqlalchemy import CheckConstraint, Index, MetaData, UniqueConstraint
from sqlmodel import Field, SQLModel

from refer_cli.fields.catalogue import ACCEPTING, DEPTHS, HOW_KNOWN, LISTS, PANEL_MARKS

TEXT = 300
NOTES = 20_000
OWN_TABLES = ("specialties", "panels", "ties")
"""The lists with a table of their own; every other list is in `listing`."""
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


class ColleagueRules(SQLModel):
    """One clinician: the single values of the card; its date and source hold unless `fact` differs."""

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


class Colleague(ColleagueRules, table=True):
    """See ColleagueRules."""

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


class EntryRules(SQLModel):
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


class SpecialtyRules(EntryRules):
    """A need the colleague treats, and how deeply; depth `no` is a known no."""

    depth: Depth | None = None


class Specialty(SpecialtyRules, table=True):
    """See SpecialtyRules."""

    __table_args__ = (
        *_entry_rules("specialty"),
        *rules("specialty", depth_is_known_word=one_of("depth", (*DEPTHS, "no"))),
        Index("specialty_by_name", "name"),
        WITHOUT_ROWID,
    )


class PanelRules(EntryRules):
    """An insurance panel; status `no` is a known no, NULL is listed and not known full."""

    status: PanelStatus | None = None


class Panel(PanelRules, table=True):
    """See PanelRules."""

    __table_args__ = (
        *_entry_rules("panel"),
        *rules("panel", status_is_known_word=one_of("status", (*PANEL_MARKS, "no"))),
        Index("panel_by_name", "name"),
        WITHOUT_ROWID,
    )


class TieRules(EntryRules):
    """A person, practice or place the colleague is tied to; mark `no` is a known no."""

    mark: Mark | None = None


class Tie(TieRules, table=True):
    """See TieRules."""

    __table_args__ = (
        *_entry_rules("tie"),
        *rules("tie", mark_is_no="mark = 'no'"),
        Index("tie_by_name", "name"),
        WITHOUT_ROWID,
    )


class ListingRules(EntryRules):
    """An entry of any other list of the card (`field`); mark `no` is a known no."""

    field: str = Field(primary_key=True)
    mark: Mark | None = None


class ListingEntry(ListingRules, table=True):
    """See ListingRules."""

    __tablename__ = "listing"
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


class FactRules(SQLModel):
    """The date and source of one field where they differ from the row's, or the extent of an unusual list."""

    colleague_id: int = Field(primary_key=True, foreign_key="colleague.id", ondelete="CASCADE")
    field: str = Field(primary_key=True, min_length=1)
    as_of: Day
    source: str = Field(min_length=1, max_length=TEXT)
    extent: Extent = "complete"


class Fact(FactRules, table=True):
    """See FactRules."""

    __table_args__ = (
        *rules(
            "fact",
            as_of_is_a_day=day("as_of"),
            source_is_named="length(source) BETWEEN 1 AND 300",
            extent_is_known_word=one_of("extent", EXTENTS),
        ),
        WITHOUT_ROWID,
    )


class Profile(SQLModel, table=True):
    """My own practice: the fields of a card, each as JSON, and `point` for my office."""

    __table_args__ = (*rules("profile", as_of_is_a_day=day("as_of")), WITHOUT_ROWID)
    field: str = Field(primary_key=True)
    value: str
    as_of: str


class Reason(SQLModel, table=True):
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


class ReasonWeight(SQLModel, table=True):
    """A weight that the therapist changed."""

    __tablename__ = "reason_weight"
    __table_args__ = (*rules("reason_weight", weight_is_0_to_1="weight BETWEEN 0 AND 1"), WITHOUT_ROWID)
    reason: str = Field(primary_key=True, foreign_key="reason.slug", ondelete="CASCADE")
    criterion: str = Field(primary_key=True)
    weight: float


class Goal(SQLModel, table=True):
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


class Setting(SQLModel, table=True):
    """A switch, such as remembering requests."""

    __table_args__ = (WITHOUT_ROWID,)
    name: str = Field(primary_key=True)
    value: str


class Referral(SQLModel, table=True):
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


class ReferralOption(SQLModel, table=True):
    """A colleague who was offered in a referral."""

    __tablename__ = "referral_option"
    __table_args__ = (
        *rules("referral_option", offered_on_is_a_day=day("offered_on")),
        Index("referral_option_by_colleague", "colleague_id", "offered_on"),
        WITHOUT_ROWID,
    )
    referral_id: int = Field(primary_key=True, foreign_key="referral.id", ondelete="CASCADE")
    colleague_id: int = Field(primary_key=True, foreign_key="colleague.id", ondelete="CASCADE")
    offered_on: str


def schema() -> MetaData:
    """The whole schema, for Alembic and for the tests that compare it with a migrated book."""
    import refer_cli.book.tables_network
    import refer_cli.book.tables_within  # noqa: F401  (their tables join the same metadata)

    return SQLModel.metadata
