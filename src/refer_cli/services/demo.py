"""The demo book: made once a day in the cache, and copied for each run of `refer --demo`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from refer_cli import __version__
from refer_cli.files import make_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from refer_cli.fields.card import Facts
    from refer_cli.places.gazetteer import Gazetteer

Point = tuple[float, float] | None
GOALS_SINCE_MONTHS = 3
"""How long the demo practice has had its goals, so that there is something to look back on."""
NAME = "demo.db"
PREFIX = "demo-"


def demo_copy(today: date, folder: Path, cache: Path) -> Path:
    """A copy of the day's demo book in `folder`, for one run to read and write; its path.

    The book that is copied lies in `cache`, for its owner only. Its days are counted back from `today`, so it is
    made again each day, from plain rows. Where the cache cannot be written, the book is made in `folder`.
    """
    from refer_cli.book.location import prepare_file

    kept = cache / f"{PREFIX}{__version__}-{_fingerprint()}-{today.isoformat()}.db"
    copy = folder / NAME
    prepare_file(copy)
    for _ in range(2):
        try:
            shutil.copyfile(kept, copy)
            return copy
        except OSError:
            if not _keep(today, kept):
                break
    return demo_book(today, folder)


def demo_book(today: date, folder: Path) -> Path:
    """Build the fictional demo book in `folder`, its dates counted back from `today`; its path."""
    from refer_cli.book import network_bulk, writing
    from refer_cli.exchange.demo_book import demo_facts
    from refer_cli.exchange.demo_history import demo_history

    demo = demo_facts(today)
    path = folder / NAME
    profile_point, *points = _points((demo.profile, *demo.colleagues))
    with (
        writing.WritableBook.open_writing(path, today.isoformat()) as book,
        book.step("fill the demo book", through_orm=False) as step,
    ):
        ids = writing.insert_colleagues(step, zip(demo.colleagues, points, strict=True))
        names = (str(facts.values["name"]) for facts in demo.colleagues)
        network_bulk.fill(
            step,
            profile=writing.profile_rows(demo.profile, profile_point),
            goals=[(name, _months_ago(today, GOALS_SINCE_MONTHS), target) for name, target in demo.goals.items()],
            **demo_history(today, dict(zip(names, ids, strict=True)))._asdict(),
        )
    return path


def _keep(today: date, kept: Path) -> bool:
    """Make the day's book in the cache, whole before it bears its name, and remove those of other days."""
    try:
        make_folder(kept.parent)
        with TemporaryDirectory(prefix=PREFIX, dir=kept.parent) as unfinished:
            os.replace(demo_book(today, Path(unfinished)), kept)
        for other in kept.parent.glob(f"{PREFIX}*.db"):
            if other != kept:
                other.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _fingerprint() -> str:
    """Changes with what the demo book is made of, so that a newer refer copies no older one's book."""
    from zlib import crc32

    from refer_cli.book.migrate import SCHEMA
    from refer_cli.exchange.demo_book import FILES

    # The index in the book is made by the criteria: with other ones it would be passed over, and cost its time.
    criteria = (Path(__file__).parent.parent / "matching" / "criteria").glob("*.py")
    value = 0
    for file in (SCHEMA, *FILES, *sorted(criteria)):
        value = crc32(file.read_bytes(), value)
    return f"{value:08x}"


def _months_ago(today: date, months: int) -> str:
    number = today.year * 12 + today.month - 1 - months
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _points(people: Iterable[Facts]) -> list[Point]:
    from refer_cli.book.location import own_cache
    from refer_cli.places.gazetteer import open_gazetteer

    gazetteer = open_gazetteer(own_cache(os.environ))
    return [_point(gazetteer, facts) for facts in people]


def _point(gazetteer: Gazetteer, facts: Facts) -> Point:
    place = gazetteer.zip(str(facts.values.get("zip", "")))
    return (place.lat, place.lon) if place is not None else None
