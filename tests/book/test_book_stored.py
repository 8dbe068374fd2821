"""The book of one version opens on the next: a stored file of each schema, with real rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from refer_cli.book import journal, writing
from refer_cli.book.reading import Book
from refer_cli.book.writing import WritableBook
from refer_cli.fields.card import Card, Dated, Facts
from refer_cli.fields.values import Accepting, Item, Listing

STORED = sorted((Path(__file__).parent / "stored").glob("schema-*.db"))

ADA = Card(
    id=1,
    values={
        "name": "Ada Birch",
        "credentials": Listing((Item("LMFT"),)),
        "practice": "Birch Counseling",
        "phone": "303-555-0101",
        "email": "ada.birch@example.com",
        "city": "Denver",
        "state": "CO",
        "zip": "80205",
        "license_states": Listing((Item("CO"),)),
        "telehealth": True,
        "accepting": Accepting("waitlist", "2027-03"),
        "specialties": Listing((Item("OCD", "certified"), Item("trauma", "takes"), Item("psychosis", "no"))),
        "panels": Listing((Item("Aetna"), Item("Cigna", "full"), Item("Kaiser", None, "2026-11-20"))),
        "fee": 150,
        "fee_floor": 90,
        "sliding_slots": 1,
        "pro_bono": False,
        "how_known": "met",
        "trust": 4,
        "first_met": "2026-11-03",
        "ties": Listing(),
        "notes": "Café, first floor\nring twice",
    },
    as_of="2026-08-01",
    source="me",
    dated={"fee": Dated("2026-11-01", "me")},
    point=(39.7392, -104.9847),
)
JOSE = Card(
    id=2,
    values={"name": "José Núñez", "npi": "1234567893", "license_states": Listing((Item("TX"),), True)},
    as_of="2026-05-02",
    source="nppes",
)
FLO = Card(
    id=3,
    values={"name": "Flo Gum", "city": "Austin", "state": "TX"},
    as_of="2026-06-01",
    source="csv",
    archived=True,
    point=(30.2672, -97.7431),
)


@pytest.fixture(params=STORED, ids=lambda path: path.stem)
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / "book.db"))


def test_there_is_a_stored_book_of_the_first_schema() -> None:
    assert [path.name for path in STORED][:1] == ["schema-1.db"]


def test_a_stored_book_reads_equal(stored: Path) -> None:
    with Book.open(stored) as book:
        assert book.cards(archived=None) == [ADA, JOSE, FLO]
        mine = book.profile()
        assert mine is not None
        assert (mine.name, mine.point) == ("Ona Pine", (39.7392, -104.9847))
        assert (book.goals("2026-12"), book.met_in("2026-11")) == ([("meet", 3)], 1)
        assert book.reason_weights() == {"moving": {"fee": 0.2}}
        assert book.own_reasons() == [("school-break", "School is out", "moving")]
        assert book.search("cafe ocd") == [1]
        assert book.find_same("nppes", key="1234567893") == 2
        assert len(journal.history(book)) == 5


def test_a_stored_book_can_be_written_and_taken_back(stored: Path) -> None:
    with WritableBook.open_writing(stored, "2026-11-25") as book:
        with book.step("edit") as step:
            writing.change(step, 1, Facts({"fee": 170}, "2026-11-25"))
        for _ in range(6):
            journal.undo(book)
        assert book.cards(archived=None) == []
        for _ in range(5):
            journal.redo(book)
        assert book.cards(archived=None) == [ADA, JOSE, FLO]
