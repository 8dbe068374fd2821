"""The demo book: built anew for each run of `refer --demo`, in a temporary folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from refer_cli.fields.card import Facts
    from refer_cli.places.gazetteer import Gazetteer

Point = tuple[float, float] | None
GOALS_SINCE_MONTHS = 3
"""How long the demo practice has had its goals, so that there is something to look back on."""


def demo_book(today: date, folder: Path) -> Path:
    """Build the fictional demo book in `folder`, its dates counted back from `today`; its path."""
    from refer_cli.book import network_bulk, writing
    from refer_cli.exchange.demo_book import demo_facts
    from refer_cli.exchange.demo_history import demo_history

    demo = demo_facts(today)
    path = folder / "demo.db"
    profile_point, *points = _points((demo.profile, *demo.colleagues))
    with (
        writing.WritableBook.open_writing(path, today.isoformat()) as book,
        book.step("fill the demo book") as step,
    ):
        writing.set_profile(step, demo.profile, profile_point)
        ids = writing.bulk(step, zip(demo.colleagues, points, strict=True))
        names = (str(facts.values["name"]) for facts in demo.colleagues)
        network_bulk.fill(step, **demo_history(today, dict(zip(names, ids, strict=True)))._asdict())
        for name, target in demo.goals.items():
            writing.set_goal(step, name, target, _months_ago(today, GOALS_SINCE_MONTHS))
    return path


def _months_ago(today: date, months: int) -> str:
    number = today.year * 12 + today.month - 1 - months
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _points(people: Iterable[Facts]) -> list[Point]:
    import os

    from refer_cli.book.location import cache_folder
    from refer_cli.places.gazetteer import open_gazetteer

    gazetteer = open_gazetteer(cache_folder(os.environ))
    return [_point(gazetteer, facts) for facts in people]


def _point(gazetteer: Gazetteer, facts: Facts) -> Point:
    place = gazetteer.zip(str(facts.values.get("zip", "")))
    return (place.lat, place.lon) if place is not None else None
