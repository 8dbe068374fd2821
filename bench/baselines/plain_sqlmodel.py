"""Baseline: a straightforward SQLModel program for one question, over the very book that `refer` reads.

The question: the client is moving to a city, needs help with anxiety and has Aetna; who could see them,
best first? It selects in SQL whoever could be reached and weighs them in Python by the rules of
docs/ranking.md, as one would who writes this one question down as a program: weights and terms stand in it
as constants, and the point of the city is handed to it, which spares it the look-up that `refer` has to do.
"""

import json
from datetime import date
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.orm import selectinload
from sqlmodel import Field, Relationship, Session, SQLModel, col, create_engine, or_, select

NEEDS = {"anxiety", "panic disorder", "social anxiety"}
PANEL = "Aetna"
WEIGHTS = {"location": 36, "insurance": 24, "need": 22, "availability": 10, "relationship": 8}
DEPTHS = {"certified": 100, "trained": 85, "takes": 40, None: 40}
KNOWN = {"worked-with": 90, "met": 80, "introduced": 60, "listed": 10, None: 10}
UNKNOWN = 25
RADIUS = 25


class Specialty(SQLModel, table=True):
    colleague_id: int = Field(primary_key=True, foreign_key="colleague.id")
    name: str = Field(primary_key=True)
    depth: str | None


class Panel(SQLModel, table=True):
    colleague_id: int = Field(primary_key=True, foreign_key="colleague.id")
    name: str = Field(primary_key=True)
    status: str | None


class Listing(SQLModel, table=True):
    colleague_id: int = Field(primary_key=True, foreign_key="colleague.id")
    field: str = Field(primary_key=True)
    name: str = Field(primary_key=True)


class Fact(SQLModel, table=True):
    colleague_id: int = Field(primary_key=True, foreign_key="colleague.id")
    field: str = Field(primary_key=True)
    extent: str


class Colleague(SQLModel, table=True):
    id: int = Field(primary_key=True)
    name: str
    practice: str | None
    phone: str | None
    city: str | None
    state: str | None
    lat: float | None
    lon: float | None
    telehealth: bool | None
    in_person: bool | None
    accepting: str | None
    how_known: str | None
    trust: int | None
    do_not_refer: str | None
    archived_on: str | None
    as_of: str
    specialties: list[Specialty] = Relationship()
    panels: list[Panel] = Relationship()
    listings: list[Listing] = Relationship()
    facts: list[Fact] = Relationship()


def miles(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    half_lat, half_lon = radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(half_lon) ** 2
    return 2 * 3958.7613 * asin(min(1.0, sqrt(chord)))


def faded(level: int, days: int) -> int:
    if days <= 180:
        return level
    least = min(level, 50)
    left = max(0, 540 - days)
    return least + (2 * left * (level - least) + 360) // 720


def location(one: Colleague, state: str, lat: float, lon: float) -> int:
    licences = {entry.name for entry in one.listings if entry.field == "license_states"}
    office = video = 0
    lawful = not licences or one.state in licences
    if one.in_person is not False and lawful and one.lat is not None and one.lon is not None:
        distance = miles(lat, lon, one.lat, one.lon)
        if distance <= RADIUS:
            office = 100 - int(30 * distance / RADIUS + 0.5)
    if one.telehealth is not False:
        if state in licences:
            video = 70
        elif any(entry.field == "authorities" and entry.name == "PSYPACT APIT" for entry in one.listings):
            video = 50
        elif not licences and one.state == state:  # a licence that is only presumed
            video = UNKNOWN
    if one.state != state:  # across the line: only of one who may see the client lawfully by video as well
        office = office - 10 if office and video and one.telehealth else 0
    return max(office, video)


def need(one: Colleague) -> int:
    if not one.specialties:
        return UNKNOWN
    return max((DEPTHS[entry.depth] for entry in one.specialties if entry.name in NEEDS), default=0)


def insurance(one: Colleague, state: str, days: int) -> int:
    if not one.panels:
        known_none = any(fact.field == "panels" and fact.extent == "none" for fact in one.facts)
        return 0 if known_none else UNKNOWN
    for entry in one.panels:
        if entry.name == PANEL:
            if entry.status == "full":
                return UNKNOWN if days > 540 else 0
            return faded(70 if one.state and one.state != state else 100, days)
    return 0


def availability(one: Colleague, days: int) -> int:
    if one.accepting is None:
        return UNKNOWN
    if one.accepting == "no":
        return UNKNOWN if days > 540 else 0
    return faded(100 if one.accepting == "yes" else 70, days)


def main(
    book: Path,
    state: str,
    lat: Annotated[float, typer.Option()],
    lon: Annotated[float, typer.Option()],
    today: Annotated[str, typer.Option()],
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    day = date.fromisoformat(today)
    near = (col(Colleague.lat).between(lat - 0.4, lat + 0.4) & col(Colleague.lon).between(lon - 0.6, lon + 0.6)) & or_(
        col(Colleague.in_person).is_(None), col(Colleague.in_person)
    )
    may_see = (Listing.colleague_id == Colleague.id) & (
        ((Listing.field == "license_states") & (Listing.name == state))
        | ((Listing.field == "authorities") & (Listing.name == "PSYPACT APIT"))
    )
    by_video = or_(col(Colleague.telehealth).is_(None), col(Colleague.telehealth)) & or_(
        select(Listing.colleague_id).where(may_see).exists(), Colleague.state == state
    )
    query = (
        select(Colleague)
        .where(col(Colleague.archived_on).is_(None), col(Colleague.do_not_refer).is_(None), or_(near, by_video))
        .options(*(selectinload(getattr(Colleague, name)) for name in ("specialties", "panels", "listings", "facts")))
    )
    ranked = []
    with Session(create_engine(f"sqlite:///{book}")) as session:
        for one in session.exec(query):
            days = max(0, (day - date.fromisoformat(one.as_of)).days)
            trust = 3 if one.trust is None else one.trust
            levels = {
                "location": location(one, state, lat, lon),
                "insurance": insurance(one, state, days),
                "need": need(one),
                "availability": availability(one, days),
                "relationship": max(0, KNOWN[one.how_known] + 5 * (trust - 3)),
            }
            if all(levels[name] for name in ("location", "insurance", "need", "availability")):
                points = sum(WEIGHTS[name] * level for name, level in levels.items())
                ranked.append((-points, one.name.casefold(), one.id, one, levels))
        ranked.sort(key=lambda entry: entry[:3])
        if as_json:
            found = [{"id": one.id, "name": one.name, "score": -points / 10000} for points, _, _, one, _ in ranked[:10]]
            print(json.dumps({"eligible": len(ranked), "candidates": found}))
            return
        table = Table("", "name", "practice", "phone", "score", *WEIGHTS)
        for rank, (points, _, _, one, levels) in enumerate(ranked[:10], 1):
            table.add_row(
                str(rank),
                one.name,
                one.practice or "",
                one.phone or "",
                f"{-points / 10000:.2f}",
                *(f"{levels[name] / 100:.2f}" for name in WEIGHTS),
            )
        Console().print(table)


if __name__ == "__main__":
    typer.run(main)
