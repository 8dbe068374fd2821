"""The book of one version opens on the next: a stored file of each schema, with real rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from refer_cli.book import journal, network_reading, writing
from refer_cli.book.connection import SCHEMA_VERSION
from refer_cli.book.deduplication import described
from refer_cli.book.index import index_of
from refer_cli.book.reading import Book
from refer_cli.book.writing import WritableBook
from refer_cli.fields.card import Card, Dated, Facts
from refer_cli.fields.values import Accepting, Item, Listing
from refer_cli.network.records import Cadences

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


STEPS = {"schema-1": 5, "schema-2": 6, "schema-3": 6}


def _people(schema: str) -> list[Card]:
    """From the second schema on, two of them were offered to a client."""
    if schema == "schema-1":
        return [ADA, JOSE, FLO]
    return [ADA._replace(last_offered="2026-11-20"), JOSE._replace(last_offered="2026-11-20"), FLO]


@pytest.fixture(params=STORED, ids=lambda path: path.stem)
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / "book.db"))


def test_there_is_a_stored_book_of_every_schema() -> None:
    assert [path.name for path in STORED] == [f"schema-{number}.db" for number in range(1, SCHEMA_VERSION + 1)]


def test_a_stored_book_reads_equal(stored: Path, request: pytest.FixtureRequest) -> None:
    with Book.open(stored) as book:
        assert book.cards(archived=None) == _people(request.node.callspec.id)
        mine = book.profile()
        assert mine is not None
        assert (mine.name, mine.point) == ("Ona Pine", (39.7392, -104.9847))
        assert (book.goals("2026-12"), book.met_in("2026-11")) == ([("meet", 3)], 1)
        assert book.reason_weights() == {"moving": {"fee": 0.2}}
        assert book.own_reasons() == [("school-break", "School is out", "moving")]
        assert book.search("cafe ocd") == book.search("(303) 555.0101") == book.search("birch@example.com") == [1]
        assert book.identities().same(described("nppes", "1234567893", {})) == [(2, True)]
        assert len(journal.past_steps(book)) == STEPS[request.node.callspec.id]


def test_a_stored_book_can_be_written_and_taken_back(stored: Path, request: pytest.FixtureRequest) -> None:
    steps = STEPS[request.node.callspec.id]
    with WritableBook.open_writing(stored, "2026-11-25") as book:
        with book.step("edit") as step:
            writing.change_card(step, 1, Facts({"fee": 170}, "2026-11-25"))
        assert index_of(book) is not None  # one of an earlier version is made anew with the first step
        for _ in range(steps + 1):
            journal.undo(book)
        assert book.cards(archived=None) == []
        assert network_reading.referrals(book) == []
        for _ in range(steps):
            journal.redo(book)
        assert book.cards(archived=None) == _people(request.node.callspec.id)


def test_the_network_of_the_second_schema_reads_equal(tmp_path: Path) -> None:
    copy = Path(shutil.copy(STORED[1], tmp_path / "book.db"))
    with Book.open(copy) as book:
        (group,) = network_reading.groups(book)
        assert (group.name, group.kind, group.next_meeting, group.mine) == (
            "Tuesday consult",
            "consultation",
            "2026-12-01",
            True,
        )
        assert [(one.on_day, one.kind, one.note, one.colleagues) for one in network_reading.meetings(book)] == [
            ("2026-11-03", "coffee", "by the park", (1,)),
            ("2026-11-10", "group", None, (1, 2)),
        ]
        (owed,) = network_reading.follow_ups(book)
        assert (owed.what, owed.detail, owed.due_on, owed.colleague_id) == ("thank", "for the coffee", "2026-11-05", 1)
        given, received = network_reading.referrals(book)
        assert (given.label, given.reason, given.consent_on) == ("A7", "moving", "2026-11-19")
        assert {one.colleague_id: one.status for one in given.offers} == {1: "contacted", 2: "no-capacity"}
        assert (received.direction, received.colleague_id, received.label) == ("received", 1, "B2")
        assert network_reading.cadences(book) == Cadences({1: "3m"}, {"core": "6w"})
        assert {one.until for one in network_reading.snoozes(book)} == {"2026-12-08", "2026-12-09"}
        assert network_reading.verifications(book) == [(1, "2026-11-20")]
        assert network_reading.past_requests(book)[-1].need == "trauma"
