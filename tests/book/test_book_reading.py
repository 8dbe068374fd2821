"""Finding people: by id, name, part of a name, and by words; and what a reader must not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from refer_cli.book import requests, writing
from refer_cli.book.deduplication import described
from refer_cli.book.reading import Book
from refer_cli.book.writing import WritableBook
from refer_cli.errors import NoSuchColleague
from refer_cli.fields.card import Facts
from refer_cli.fields.values import Item, Listing

DAY = "2026-08-01"


@pytest.fixture
def people(book: WritableBook) -> WritableBook:
    with book.step("people") as step:
        for name, practice, city in (
            ("Ada Birch", "Birch Counseling", "Denver"),
            ("Ada Birchwood", "Gum Collective", "Austin"),
            ("José Núñez-Olmo", "Pine & Oak", "Denver"),
            ("Flo O'Gum", None, None),
            ("Sleeman Jade", None, "Boulder"),
        ):
            values = {"name": name, "practice": practice, "city": city, "notes": f"met {name} at the fair"}
            writing.insert_colleague(step, Facts(values, DAY), None)
        writing.change_card(
            step,
            1,
            Facts(
                {
                    "panels": Listing((Item("Aetna"), Item("Cigna", "no"))),
                    "specialties": Listing((Item("panic disorder"),)),
                    "identities": Listing((Item("Deaf"),)),
                },
                DAY,
            ),
        )
        writing.archive_colleague(step, 5, DAY)
    return book


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("1", 1),
        ("#3", 3),
        ("ada birch", 1),
        ("birchw", 2),
        ("jose nunez", 3),
        ("NUNEZ OLMO", 3),
        ("olmo", 3),
        ("ogum", 4),
        ("o'g", 4),
        ("fl og", 4),
        ("leeman", 5),
        ("wood", 2),
        ("  Ada  Birchwood ", 2),
    ],
)
def test_a_person_is_named_by_any_unambiguous_part(people: WritableBook, who: str, found: int) -> None:
    assert people.resolve(who) == found


def test_a_part_that_two_people_share_is_listed_and_never_guessed(people: WritableBook) -> None:
    with pytest.raises(NoSuchColleague) as refusal:
        people.resolve("Birch")
    assert "Ada Birch" in refusal.value.sentence and "Ada Birchwood" in refusal.value.sentence


def test_a_large_book_finds_the_same_through_the_index(people: WritableBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("refer_cli.book.reading.LARGE_BOOK", 1)
    for who, found in (("ada birch", 1), ("birchw", 2), ("jose nunez", 3), ("ogum", 4), ("leeman", 5)):
        assert people.resolve(who) == found


def test_several_are_listed_and_never_guessed(people: WritableBook) -> None:
    with pytest.raises(NoSuchColleague) as refusal:
        people.resolve("ada")
    assert refusal.value.sentence == (
        '2 colleagues answer to "ada": Ada Birch, Birch Counseling, Denver (1); '
        "Ada Birchwood, Gum Collective, Austin (2)."
    )


@pytest.mark.parametrize(
    ("who", "hint"),
    [
        ("Ada Brich", "did you mean Ada Birch"),
        ("Xqzzy", "refer list"),
        ("99", "refer list"),
        ("", "refer list"),
        ("%", "refer list"),
        ("999999999999999999999", "refer list"),
    ],
)
def test_nobody_is_met_with_the_nearest_name(people: WritableBook, who: str, hint: str) -> None:
    with pytest.raises(NoSuchColleague) as refusal:
        people.resolve(who)
    assert hint in refusal.value.hint


def test_an_archived_person_is_named_only_where_asked_for(people: WritableBook) -> None:
    assert people.resolve("5") == people.resolve("sleeman", archived=True) == 5
    for who in ("5", "sleeman"):
        with pytest.raises(NoSuchColleague):
            people.resolve(who, archived=False)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("denver", [1, 3]),
        ("DENV ada", [1]),
        ("panic", [1]),
        ("aetna", [1]),
        ("cigna", []),
        ("nunez", [3]),
        ("fair gum", [2, 4]),
        ('"fair" OR *', []),
        ("NOT", []),
        ("-", []),
        ("", []),
        ("pine oak", [3]),
        ("a-d-a", [1, 3]),
        ("o'gum", [4]),
        ("deaf", []),
    ],
)
def test_every_word_is_found_as_a_beginning(people: WritableBook, text: str, found: list[int]) -> None:
    assert people.search(text, 10) == found


def test_search_keeps_to_its_limit_and_follows_a_change(people: WritableBook) -> None:
    assert people.search("fair", 2) == [1, 2]
    with people.step("notes") as step:
        writing.change_card(step, 1, Facts({"notes": "moved", "panels": None}, DAY))
    assert people.search("fair", 10) == [2, 3, 4]
    assert people.search("aetna", 10) == []


def test_words_in_use_for_completion(people: WritableBook) -> None:
    assert people.distinct("panels") == ["Aetna"]
    assert people.distinct("city") == ["Austin", "Boulder", "Denver"]
    assert people.distinct("identities") == ["Deaf"]
    assert [row[1] for row in people.completing("bi")] == ["Ada Birch", "Ada Birchwood"]
    assert [row[1] for row in people.completing("")] == [
        "Ada Birch",
        "Ada Birchwood",
        "Flo O'Gum",
        "José Núñez-Olmo",
    ]
    assert people.names(archived=True) == [(5, "Sleeman Jade", None, True)]
    with pytest.raises(KeyError):
        people.distinct("name; DROP TABLE colleague")


def test_last_offered_is_read_from_the_referrals(people: WritableBook) -> None:
    with people.step("referrals") as step:
        for number, day in ((1, "2026-05-01"), (2, "2026-07-01")):
            step.connection.execute("INSERT INTO referral (id, given_on) VALUES (?, ?)", (number, day))
            step.connection.execute("INSERT INTO referral_option VALUES (?, 1, ?)", (number, day))
    assert [card.last_offered for card in people.cards([1, 2])] == ["2026-07-01", None]


def test_people_are_told_apart_by_more_than_one_weak_mark(book: WritableBook) -> None:
    ada = {"name": "Ada Birch", "practice": "Pine", "zip": "80205-1111", "email": "Ada@example.com"}
    with book.step("x") as step:
        one = writing.insert_colleague(step, Facts({**ada, "npi": "1234567893"}, DAY, "csv", key="17"), None)
        two = writing.insert_colleague(step, Facts({"name": "Bo Elm"}, DAY, "csv"), None)
    known = book.identities()

    def same(source: str, key: str | None = None, **values: str) -> list[tuple[int, bool]]:
        return [tuple(found) for found in known.same(described(source, key, values))]

    assert same("csv", key="17") == [(one, True)]
    assert same("nppes", npi="1234567893") == [(one, True)]
    assert same("csv", name="Birch, Ada", email="ada@EXAMPLE.com") == [(one, True)]
    assert same("csv", email="ada@EXAMPLE.com") == []
    assert same("csv", name="ada birch", practice="PINE", zip="80205") == [(one, True)]
    assert same("csv", name="Ada Birch") == []
    assert same("csv", name="Bo Elm") == [(two, False)]  # as it came before
    assert same("vcard", name="Bo Elm") == []
    assert same("csv", key="18", npi="1234567893") == []  # another key is another person

    def perhaps(**values: str) -> list[tuple[int, str]]:
        return [double[:2] for double in known.possible_doubles(described("csv", None, values))]

    assert perhaps(name="Cy Fir", npi="1234567893") == [(one, "the same NPI")]
    assert perhaps(name="ADA BIRCH", zip="80205") == [(one, "the same name and ZIP")]
    assert perhaps(name="Ada Birch", zip="10001") == [(one, "the same name")]
    assert perhaps(name="Ada Birch", npi="1679576722") == []
    known.add(9, described("csv", None, {"name": "Cy Fir", "phone": "303-555-0101"}))
    assert same("nppes", name="Cy Fir", phone="(303) 555-0101") == [(9, True)]


def test_a_request_is_remembered_once_a_day_and_outside_undo(book: WritableBook) -> None:
    asked = {"day": DAY, "found": True, "state": "CO", "need": "OCD"}
    assert requests.remember(book.path, **asked)
    assert not requests.remember(book.path, **asked)
    assert requests.remember(book.path, **{**asked, "day": "2026-08-02"})
    assert book.rows("SELECT day, state, need, panel, found FROM request ORDER BY day") == [
        (DAY, "CO", "OCD", "", 1),
        ("2026-08-02", "CO", "OCD", "", 1),
    ]
    assert book.rows("SELECT id FROM step") == []
    with book.step("off") as step:
        writing.set_setting(step, "remember", "no")
    assert not requests.remember(book.path, **{**asked, "need": "grief"})


def test_remembering_stands_in_nobodys_way(book: WritableBook, tmp_path: Path) -> None:
    asked = {"day": DAY, "found": False}
    assert not requests.remember(tmp_path / "none.db", **asked)
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "text.db").write_text("no book")
    assert not requests.remember(tmp_path / "text.db", **asked)
    with book.step("long"):
        assert not requests.remember(book.path, **asked)  # busy: given up quickly


def test_a_snapshot_is_of_one_moment(people: WritableBook) -> None:
    reader = Book.open(people.path)
    with reader.snapshot():
        before = reader.count()
        with people.step("more") as step:
            writing.insert_colleague(step, Facts({"name": "Cy Fir"}, DAY), None)
        assert reader.count() == before
    assert reader.count() == before + 1
    reader.close()


def test_a_reader_loads_nothing_that_writes(people: WritableBook) -> None:
    program = f"""
import sys
from pathlib import Path
from refer_cli.book.reading import Book
from refer_cli.book import requests
book = Book.open(Path({str(people.path)!r}))
assert len(book.cards()) == 4 and book.resolve("birchw") == 2
assert book.search("denver") and book.profile() is None
assert book.names() and book.completing("ad") and book.distinct("panels")
assert book.goals("2026-11") == []
requests.remember(book.path, day="2026-11-24", found=True)
heavy = {{"sqlmodel", "sqlalchemy", "alembic", "pydantic", "rapidfuzz", "platformdirs", "tomllib", "csv",
         "zipcodes", "phonenumbers", "importlib.metadata", "importlib.resources"}}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
