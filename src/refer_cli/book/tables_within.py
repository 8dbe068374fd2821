"""The tables that serve the book itself: remembered requests, the journal, and what is derived for search."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from refer_cli.book.tables import WITHOUT_ROWID, day, flag, rules


class Request(SQLModel, table=True):
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


class JournalStep(SQLModel, table=True):
    """One command that wrote, as undo knows it."""

    __tablename__ = "step"
    id: int | None = Field(default=None, primary_key=True)
    at: str
    what: str
    undone: bool = False


class Change(SQLModel, table=True):
    """One changed row: its images before and after as JSON (`before` NULL: added; `after` NULL: removed)."""

    __table_args__ = (Index("change_by_step", "step_id"), Index("change_by_colleague", "colleague_id"))
    sequence: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="step.id", ondelete="CASCADE")
    table_name: str
    row_key: str
    colleague_id: int | None = None
    before: str | None = None
    after: str | None = None


class OpenStep(SQLModel, table=True):
    """The one step being written; empty outside a step. `journaling` is off while undo or redo replays."""

    __tablename__ = "open_step"
    __table_args__ = rules("open_step", is_only_one="only = 1")
    only: int = Field(primary_key=True)
    step_id: int | None = None
    journaling: bool
    marking: bool


class Dirty(SQLModel, table=True):
    """Colleagues whose derived rows (search, facets) must be made again before the step ends."""

    colleague_id: int = Field(primary_key=True)


class Facet(SQLModel, table=True):
    """Who has a facet, as bits, for one chunk of colleagues (see book/facets.py)."""

    __table_args__ = (WITHOUT_ROWID,)
    name: str = Field(primary_key=True)
    chunk: int = Field(primary_key=True)
    bits: bytes = Field(sa_type=LargeBinary)


class Place(SQLModel, table=True):
    """A point that offices share (see book/facets.py)."""

    __table_args__ = (UniqueConstraint("lat", "lon", name="place_is_one_point"),)
    id: int | None = Field(default=None, primary_key=True)
    lat: float
    lon: float


class CardFacets(SQLModel, table=True):
    """The facets a colleague is marked under now (see book/facets.py)."""

    __tablename__ = "card_facets"
    colleague_id: int = Field(primary_key=True)
    names: str
