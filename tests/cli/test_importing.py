"""Files into a real book: every row accounted for, nothing doubled, no date moved without a word for it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from examples import few
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.book import writing
from refer_cli.book.journal import undo
from refer_cli.book.reading import Book
from refer_cli.book.writing import WritableBook
from refer_cli.exchange.colleagues_out import dated_fields, header, row, write_table
from refer_cli.exchange.formats import open_source
from refer_cli.fields.card import Card, Facts
from refer_cli.fields.values import Item, Listing, Value
from refer_cli.places.gazetteer import Gazetteer
from refer_cli.services.import_flow import Importer, Report

TODAY = "2026-11-24"


class Desk:
    """A book and a file on one desk."""

    def __init__(self, folder: Path, gazetteer: Gazetteer) -> None:
        self.book_path = folder / "book.db"
        self.file = folder / "people.csv"
        self.gazetteer = gazetteer

    def bring_in(
        self,
        text: str | None = None,
        *,
        today: str = TODAY,
        as_of: str | None = None,
        dry_run: bool = False,
    ) -> Report:
        if text is not None:
            self.file.write_text(text, encoding="utf-8", newline="")
        source = open_source(self.file, today, as_of)
        if dry_run:
            with Book.open(self.book_path) as book:
                return Importer(book, source, today, lambda: self.gazetteer).run()
        with WritableBook.open_writing(self.book_path, today) as book, book.step("import") as step:
            return Importer(book, source, today, lambda: self.gazetteer, step=step).run()

    def cards(self) -> list[Card]:
        with Book.open(self.book_path) as book:
            return book.cards(archived=None)

    def card(self, name: str) -> Card:
        return next(card for card in self.cards() if card.name == name)

    def change(self, name: str, facts: Facts, today: str = TODAY) -> None:
        with WritableBook.open_writing(self.book_path, today) as book, book.step("edit") as step:
            writing.change_card(step, book.resolve(name), facts)

    def export(self, path: Path) -> None:
        cards = self.cards()
        dated = dated_fields(cards)
        with Book.open(self.book_path) as book:
            keys = book.row_keys()
        with path.open("w", newline="", encoding="utf-8") as file:
            write_table(file, header(dated), (row(card, dated, *keys[card.id]) for card in cards))


@pytest.fixture
def desk(tmp_path: Path, gazetteer: Gazetteer) -> Desk:
    return Desk(tmp_path, gazetteer)


def counts(report: Report) -> tuple[int, int, int, int, int]:
    assert report.read == report.added + report.updated + report.unchanged + len(report.skipped)
    return report.read, report.added, report.updated, report.unchanged, len(report.skipped)


PEOPLE = """name,city,state,zip,email,fee,panels
Ada Birch,Denver,CO,80205,ada.birch@example.com,150,Aetna;Cigna
Flo Gum,Austin,TX,78704,,120,none
"""


def test_rows_become_colleagues_with_points(desk: Desk) -> None:
    assert counts(desk.bring_in(PEOPLE)) == (2, 2, 0, 0, 0)
    ada = desk.card("Ada Birch")
    assert (ada.as_of, ada.source) == (TODAY, "csv")
    assert ada.point is not None and abs(ada.point[0] - 39.76) < 0.1
    assert desk.card("Flo Gum").listing("panels") == Listing()


def test_a_second_import_changes_nothing_and_moves_no_date(desk: Desk) -> None:
    desk.bring_in(PEOPLE)
    before = desk.cards()
    assert counts(desk.bring_in(today="2026-12-24")) == (2, 0, 0, 2, 0)
    assert desk.cards() == before


def test_only_what_the_file_says_anew_is_changed(desk: Desk) -> None:
    desk.bring_in(PEOPLE)
    desk.change("Ada", Facts({"notes": "met at lunch", "fee": 160}, TODAY))
    report = desk.bring_in(PEOPLE.replace("150,Aetna;Cigna", ",Aetna;Cigna;Moda"), today="2026-12-01")
    assert counts(report) == (2, 0, 1, 1, 0)
    ada = desk.card("Ada Birch")
    assert (ada.text("notes"), ada.number("fee")) == ("met at lunch", 160)
    panels = ada.listing("panels")
    assert panels is not None
    assert {item.name: item.as_of for item in panels.items} == {
        "Aetna": None,
        "Cigna": None,
        "Moda": "2026-12-01",
    }


def test_a_dated_file_moves_an_equal_value_forwards_only(desk: Desk) -> None:
    desk.bring_in(PEOPLE, as_of="2026-05-01")
    assert counts(desk.bring_in(as_of="2026-07-01")) == (2, 0, 2, 0, 0)
    assert desk.card("Ada Birch").dating("fee").as_of == "2026-07-01"
    assert counts(desk.bring_in(as_of="2026-01-01")) == (2, 0, 0, 2, 0)
    assert desk.card("Ada Birch").dating("fee").as_of == "2026-07-01"


def test_a_later_fact_of_the_book_outlives_an_older_file(desk: Desk) -> None:
    desk.bring_in(PEOPLE, as_of="2026-05-01")
    desk.change("Ada", Facts({"fee": 175}, "2026-11-01"))
    report = desk.bring_in(as_of="2026-05-01")
    assert (counts(report), report.kept_in_all) == ((2, 0, 0, 2, 0), 1)
    assert report.kept == [(2, 1, "Ada Birch", "fee", 175, 150)]
    assert desk.card("Ada Birch").number("fee") == 175


def test_entries_with_days_of_their_own_settle_in_one_import(desk: Desk) -> None:
    text = "name,panels,panels_as_of,as_of\nAda Birch,Aetna;Cigna,{},2026-01-01\n"
    desk.bring_in(text.format("2026-02-01; Cigna: 2026-01-15"))
    desk.bring_in(text.format("2026-03-01; Cigna: 2026-01-15"))
    settled = desk.cards()
    panels = settled[0].listing("panels")
    assert panels == Listing((Item("Aetna"), Item("Cigna", None, "2026-01-15")))
    assert settled[0].dating("panels").as_of == "2026-03-01"
    assert counts(desk.bring_in()) == (1, 0, 0, 1, 0)
    assert desk.cards() == settled


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("id,name,zip\nA1,Ada Birch,80205\n", "id,name,fee\nA1,Ada B. Birch,90\n"),
        ("npi,name\n1234567893,Ada Birch\n", "npi,name,fee\n1234567893,Ada Gum,90\n"),
        ("email,name,zip\nada@example.com,Ada Birch,80205\n", 'email,name,fee\nADA@example.com,"Birch, Ada",90\n'),
        ("name,phone\nAda Birch,303-555-0101\n", 'name,phone,fee\n"Dr. Ada Birch, PsyD",(303) 555-0101 x2,90\n'),
        ("name,practice,zip\nAda Birch,Birch,80205\n", "name,practice,zip,fee\nada birch,birch,80205,90\n"),
    ],
)
def test_a_row_is_recognised_by_id_or_npi_or_by_name_with_email_telephone_or_practice_and_place(
    desk: Desk, first: str, second: str
) -> None:
    desk.bring_in(first)
    name = desk.cards()[0].name
    assert counts(desk.bring_in(second)) == (1, 0, 1, 0, 0)
    assert [card.name for card in desk.cards()] == [name]


def test_a_second_row_of_a_person_in_one_file_is_merged_as_a_second_file_would_be(desk: Desk) -> None:
    text = (
        "name,phone,practice,panels,specialties,fee,notes\nIvy Stone,303-555-0190,,Cigna,,90,first\nFlo Gum,,,,,80,\n"
        "Ivy Stone,303-555-0190,Stone Wellness,Aetna,anxiety,95,private note\n"
    )
    planned = desk.bring_in(text, dry_run=True)
    report = desk.bring_in(text)
    assert counts(planned) == counts(report) == (3, 2, 1, 0, 0)
    card = desk.card("Ivy Stone")
    assert (card.text("practice"), card.number("fee")) == ("Stone Wellness", 90)
    panels = card.listing("panels")
    assert panels is not None and set(panels.names()) == {"Cigna", "Aetna"}
    assert card.text("notes") == "first\nprivate note"
    assert [kept[:4] for kept in planned.kept] == [(4, 1, "Ivy Stone", "fee")]
    assert [(kept.row, kept.field, kept.hers, kept.files) for kept in report.kept] == [(4, "fee", 90, 95)]
    before = desk.cards()
    assert counts(desk.bring_in(dry_run=True)) == counts(desk.bring_in()) == (3, 0, 0, 3, 0)
    assert desk.cards() == before
    with WritableBook.open_writing(desk.book_path, TODAY) as book:
        undo(book)
    assert not desk.cards()


def test_a_third_row_of_a_person_meets_what_the_second_brought(desk: Desk) -> None:
    text = (
        "name,email,phone,notes\nAda Birch,ada@birch.example,,one\nAda Birch,ada@birch.example,303-555-0101,two\n"
        "Ada Birch,,303-555-0101,three\nAda Birch,,303-555-0101,three\n"
    )
    assert counts(desk.bring_in(text, dry_run=True)) == counts(desk.bring_in()) == (4, 1, 2, 0, 1)
    assert desk.card("Ada Birch").text("notes") == "one\ntwo\nthree"
    assert counts(desk.bring_in()) == (4, 0, 0, 3, 1)


def test_what_was_taken_away_or_replaced_does_not_come_back_by_the_same_file(desk: Desk) -> None:
    desk.bring_in("name,phone,panels,fee,notes\nAda Birch,303-555-0101,Aetna; Cigna,150,file note\n")
    panels = Listing((Item("Aetna"),), open=True)
    desk.change("Ada Birch", Facts({"panels": panels, "fee": None, "notes": "my own words"}, TODAY))
    before = desk.card("Ada Birch")
    report = desk.bring_in()
    assert counts(report) == (1, 0, 0, 1, 0)
    assert desk.card("Ada Birch") == before
    assert {kept.field for kept in report.kept} == {"panels", "fee", "notes"}
    grown = "name,phone,panels,fee,notes\nAda Birch,303-555-0101,Aetna; Cigna; Anthem,160,file note / new\n"
    assert counts(desk.bring_in(grown)) == (1, 0, 1, 0, 0)
    card = desk.card("Ada Birch")
    after = card.listing("panels")
    assert after is not None and (after.names(), card.number("fee")) == (("Aetna", "Anthem"), 160)
    assert card.text("notes") == "my own words\nfile note / new"


def test_another_address_that_bears_the_name_vetoes_though_somebody_else_gives_the_first(desk: Desk) -> None:
    enter(desk, name="Ada Birch", email="ada@birch.example", phone="303-555-0101")
    enter(desk, name="Ben Oak", email="ada@birch.example", phone="303-555-0101")
    report = desk.bring_in("name,email,phone\nAda Birch,ada@other.example,303-555-0101\n")
    assert (counts(report), len(report.possible_doubles)) == ((1, 1, 0, 0, 0), 1)


def test_a_newer_word_of_the_file_is_taken_and_said(desk: Desk) -> None:
    enter(desk, name="Ada Birch", phone="303-555-0101", fee=175)
    report = desk.bring_in("name,phone,fee,as_of\nAda Birch,303-555-0101,150,2026-11-20\n")
    assert desk.card("Ada Birch").number("fee") == 150
    assert [(fact.field, fact.hers, fact.files) for fact in report.replaced] == [("fee", 175, 150)]


def test_a_no_of_hers_against_a_yes_of_the_file_is_said(desk: Desk) -> None:
    enter(desk, name="Ada Birch", phone="303-555-0101", panels=Listing((Item("Medicaid", "no"),), open=True))
    report = desk.bring_in("name,phone,panels\nAda Birch,303-555-0101,Medicaid\n")
    assert [fact.field for fact in report.kept] == ["panels"]


def test_two_rows_with_nothing_but_a_name_in_common_are_two_people(desk: Desk) -> None:
    report = desk.bring_in("name,fee\nAda Birch,90\nFlo Gum,80\nAda Birch,95\n")
    assert counts(report) == (3, 3, 0, 0, 0)
    assert report.possible_doubles == [(4, "Ada Birch", 1, "the same name")]
    before = desk.cards()
    assert counts(desk.bring_in()) == (3, 0, 0, 3, 0)
    assert counts(desk.bring_in("name,fee\nAda Birch,95\nAda Birch,90\n")) == (2, 0, 0, 2, 0)
    assert desk.cards() == before


def test_two_rows_equal_in_every_cell_are_one_person_and_it_is_said(desk: Desk) -> None:
    report = desk.bring_in("name,fee\nAda Birch,90\nAda Birch,90\n")
    assert counts(report) == (2, 1, 0, 0, 1)
    assert [skipped.reason for skipped in report.skipped] == ["equal to row 2 in every cell: one person"]
    assert counts(desk.bring_in()) == (2, 0, 0, 1, 1)


def enter(desk: Desk, **values: Value) -> int:
    """A colleague as I enter them myself."""
    with WritableBook.open_writing(desk.book_path, TODAY) as book, book.step("add") as step:
        return writing.insert_colleague(step, Facts(values, "2026-10-01"), None)


def test_a_person_from_another_source_is_met_on_the_same_card(desk: Desk) -> None:
    mine = enter(desk, name="Ada Birch", email="ada.birch@example.com")
    report = desk.bring_in(PEOPLE)
    assert (counts(report), list(report.possible_doubles)) == ((2, 1, 1, 0, 0), [])
    assert desk.card("Ada Birch").id == mine and desk.card("Ada Birch").number("fee") == 150
    assert counts(desk.bring_in()) == (2, 0, 0, 2, 0)


APART = [
    ("name alone", {}, "Ada Birch,Austin,TX,,,"),
    ("another NPI", {"npi": "1234567893", "phone": "303-555-0101"}, "Ada Birch,,,,303-555-0101,1679576722"),
    (
        "another e-mail",
        {"email": "ada@example.com", "phone": "303-555-0101"},
        "Ada Birch,,,a@example.org,303-555-0101,",
    ),
    (
        "another state and telephone",
        {"email": "ada@example.com", "state": "CO", "phone": "303-555-0101"},
        "Ada Birch,,TX,ada@example.com,512-555-0101,",
    ),
    (
        "another name",
        {"email": "intake@example.com", "phone": "303-555-0101"},
        "Bo Elm,,,intake@example.com,303-555-0101,",
    ),
]


@pytest.mark.parametrize(("why", "values", "cells"), APART, ids=[case[0] for case in APART])
def test_a_mark_that_contradicts_or_a_weak_one_leaves_two_people(
    desk: Desk, why: str, values: dict[str, str], cells: str
) -> None:
    enter(desk, **{"name": "Ada Birch", "notes": "my private note", **values})
    before = desk.cards()
    text = f"name,city,state,email,phone,npi\n{cells}\n"
    assert counts(desk.bring_in(text)) == (1, 1, 0, 0, 0), why
    assert desk.cards()[:1] == before
    assert counts(desk.bring_in(text)) == (1, 0, 0, 1, 0)


def test_six_people_on_one_number_and_one_intake_address_are_six_people(desk: Desk) -> None:
    names = ("Ada Birch", "Bo Elm", "Cy Fir", "Dee Gum", "Eve Oak", "Flo Yew")
    rows = "".join(f"{name},intake@example.com,303-555-0101,Pine Group,Denver,CO\n" for name in names)
    report = desk.bring_in("name,email,phone,practice,city,state\n" + rows)
    assert (counts(report), list(report.possible_doubles)) == ((6, 6, 0, 0, 0), [])
    assert counts(desk.bring_in()) == (6, 0, 0, 6, 0)


def test_two_of_one_name_in_two_states_are_named_as_possible_doubles(desk: Desk) -> None:
    rows = "Bob Elm,Portland,OR,bob@example.com\nBob Elm,Portland,ME,bob.elm@example.org\n"
    report = desk.bring_in("name,city,state,email\n" + rows, dry_run=True)
    assert report.possible_doubles == [(3, "Bob Elm", 1, "the same name, another state")]
    assert desk.bring_in().possible_doubles == report.possible_doubles


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Bob Birch,303-555-0101,,", "a short form of the same name and telephone"),
        ("Robert Brich,303-555-0101,,", "names one letter apart and telephone"),
        ("R. Birch,303-555-0101,,", "the same last name and first letter and telephone"),
        ("Robert Gum,,rob@example.com,", "the same e-mail, the same first name"),
        ("Bob Birch,,,Denver", "a short form of the same name and city"),
    ],
)
def test_what_speaks_for_one_person_is_said_in_words(desk: Desk, row: str, why: str) -> None:
    enter(desk, name="Robert Birch", phone="303-555-0101", email="rob@example.com", city="Denver", state="CO")
    report = desk.bring_in(f"name,phone,email,city,state\n{row},CO\n")
    assert list(report.possible_doubles) == [(2, row.split(",")[0], 1, why)]


def test_a_file_is_known_again_after_i_changed_what_it_said(desk: Desk) -> None:
    text = "name,phone,city,state\nAda Birch,303-555-0101,Denver,CO\nBo Elm,,,\n"
    desk.bring_in(text)
    desk.change("Ada", Facts({"phone": "303-555-0199", "email": "ada@example.com"}, TODAY))
    desk.change("Bo", Facts({"phone": "303-555-0177", "city": "Austin", "state": "TX"}, TODAY))
    before = desk.cards()
    report = desk.bring_in(text)
    assert (counts(report), list(report.possible_doubles)) == ((2, 0, 0, 2, 0), [])
    assert [(kept.row, kept.field, kept.hers, kept.files) for kept in report.kept] == [
        (2, "phone", "303-555-0199", "303-555-0101")
    ]
    assert desk.cards() == before


def test_a_key_does_not_make_two_names_one_person(desk: Desk) -> None:
    desk.bring_in("id,name\n1,Ada Birch\n2,Bo Elm\n")
    other = "id,name\n1,Cy Fir\n2,Bo Elm\n"
    assert counts(desk.bring_in(other)) == (2, 1, 0, 1, 0)
    assert counts(desk.bring_in(other)) == (2, 0, 0, 2, 0)
    assert [card.name for card in desk.cards()] == ["Ada Birch", "Bo Elm", "Cy Fir"]


def test_the_export_of_another_book_overwrites_nobody(desk: Desk, tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other", gazetteer)
    enter(other, name="Ada Birch", city="Boulder", state="CO", notes="hers", trust=1)
    enter(other, name="Cy Fir")
    enter(desk, name="Ada Birch", city="Denver", state="CO", notes="mine", trust=5)
    enter(desk, name="Bo Elm")
    before = desk.cards()
    other.export(desk.file)
    assert counts(desk.bring_in()) == (2, 2, 0, 0, 0)
    assert desk.cards()[:2] == before
    assert counts(desk.bring_in()) == (2, 0, 0, 2, 0)


def test_one_bad_cell_costs_that_cell_alone(desk: Desk) -> None:
    rows = [f"Person {number},{number}" for number in range(2, 1200)]
    rows[732] = "Person 734,abc"
    rows[900] = "Person 902,-1"
    report = desk.bring_in("name,fee\n" + "\n".join(rows))
    assert counts(report) == (1198, 1198, 0, 0, 0)
    assert {(words.value, words.first_row) for words in report.not_understood} == {("abc", 734), ("-1", 902)}
    odd = desk.card("Person 734")
    assert (odd.number("fee"), odd.text("notes")) == (None, "fee: abc")
    assert counts(desk.bring_in()) == (1198, 0, 0, 1198, 0)


def test_a_row_that_names_nobody_is_left_out_and_said(desk: Desk) -> None:
    report = desk.bring_in("name,fee\nAda Birch,90\n,80\nNed Olive,70\n")
    assert counts(report) == (3, 2, 0, 0, 1)
    assert [(skipped.row, skipped.reason) for skipped in report.skipped] == [(3, "names nobody")]


def test_a_fact_that_does_not_go_with_what_the_book_has_is_left_and_the_rest_is_taken(desk: Desk) -> None:
    desk.bring_in("name,fee\nAda Birch,100\n")
    report = desk.bring_in("name,fee_floor,hours\nAda Birch,120,evenings\n")
    assert (counts(report), report.kept) == ((1, 0, 1, 0, 0), [(2, 1, "Ada Birch", "fee_floor", None, 120)])
    ada = desk.card("Ada Birch")
    assert (ada.number("fee"), ada.number("fee_floor"), ada.text("hours")) == (100, None, "evenings")
    report = desk.bring_in("name,fee\nAda Birch,50\n", as_of="2026-11-24")
    assert (report.kept, desk.card("Ada Birch").number("fee")) == ([(2, 1, "Ada Birch", "fee", 100, 50)], 100)


def test_words_for_the_notes_are_appended_once_and_replace_nothing(desk: Desk) -> None:
    desk.bring_in("name,Party story\nAda Birch,met at the lake\n")
    assert desk.card("Ada Birch").text("notes") == "Party story: met at the lake"
    desk.change("Ada", Facts({"notes": "my own words\nParty story: met at the lake"}, TODAY))
    assert counts(desk.bring_in()) == (1, 0, 0, 1, 0)
    assert counts(desk.bring_in("name,Party story\nAda Birch,and again\n")) == (1, 0, 1, 0, 0)
    assert desk.card("Ada Birch").text("notes") == (
        "my own words\nParty story: met at the lake\nParty story: and again"
    )


def test_a_dry_run_counts_the_same_and_writes_nothing(desk: Desk) -> None:
    assert counts(desk.bring_in(PEOPLE, dry_run=True)) == (2, 2, 0, 0, 0)
    assert not desk.book_path.exists()
    desk.bring_in()
    before = desk.cards()
    changed = PEOPLE.replace("Aetna;Cigna", "Aetna;Moda") + "Ned Olive,,,,,,\n"
    promised = counts(desk.bring_in(changed, dry_run=True))
    assert promised == (3, 1, 1, 1, 0)
    assert desk.cards() == before
    assert counts(desk.bring_in()) == promised


def test_a_place_that_is_not_known_is_said_and_refuses_nothing(desk: Desk) -> None:
    report = desk.bring_in("name,city,state,zip\nAda,Dnver,CO,\nFlo,Denver,CO,99999\nNed,,CO,\n")
    assert counts(report) == (3, 3, 0, 0, 0)
    assert [card.point is None for card in desk.cards()] == [True, False, True]
    assert any("Dnver" in remark for remark in report.remarks)
    assert any("99999" in remark for remark in report.remarks)


def test_a_key_stays_with_whom_it_was_first_met(desk: Desk) -> None:
    rows = "id,name\n,Ada Birch\n1,Ada Birch\n1,Flo Gum\n"
    assert counts(desk.bring_in(rows)) == (3, 3, 0, 0, 0)
    assert counts(desk.bring_in(rows)) == (3, 0, 0, 3, 0)
    with Book.open(desk.book_path) as book:
        assert [key for key, _ in book.row_keys().values()] == [None, "1", None]


def test_a_move_that_the_file_dates_gives_a_new_point(desk: Desk) -> None:
    desk.bring_in("id,name,city,state\n1,Ada,Denver,CO\n", as_of="2026-05-01")
    desk.bring_in("id,name,city,state\n1,Ada,Boston,MA\n", as_of="2026-06-01")
    point = desk.card("Ada").point
    assert point is not None and point[0] > 42


def test_an_office_elsewhere_fills_no_part_of_hers(desk: Desk) -> None:
    desk.bring_in("id,name,city,state\n1,Ada,Denver,CO\n")
    report = desk.bring_in("id,name,city,state,zip,street\n1,Ada,Boulder,CO,80301,1 Pine St\n")
    assert [kept.field for kept in report.kept] == ["city"]
    ada = desk.card("Ada")
    assert (ada.text("city"), ada.text("zip"), ada.text("street")) == ("Denver", None, None)


def test_an_archived_colleague_stays_archived_and_is_said(desk: Desk) -> None:
    desk.bring_in(PEOPLE)
    with WritableBook.open_writing(desk.book_path, TODAY) as book, book.step("archive") as step:
        writing.archive_colleague(step, book.resolve("Flo"), TODAY)
    report = desk.bring_in()
    assert counts(report) == (2, 0, 0, 2, 0)
    assert report.remarks == {"Flo Gum is archived in your book, and stays so": 1}
    assert desk.card("Flo Gum").archived


REGISTRY = """NPI,Entity Type Code,Provider Last Name (Legal Name),Provider First Name,Last Update Date,\
Healthcare Provider Taxonomy Code_1,Provider License Number_1,Provider License Number State Code_1,\
Provider Business Practice Location Address Telephone Number
1234567893,1,BIRCH,ADA,{day},103TC0700X,12,CO,{phone}
"""


def test_what_i_said_outlives_a_registry(desk: Desk) -> None:
    desk.bring_in(REGISTRY.format(day="07/08/2015", phone="3035550101"))
    ada = desk.card("Ada Birch")
    assert (ada.text("how_known"), ada.as_of, ada.source) == ("listed", "2015-07-08", "nppes")
    desk.change("Ada", Facts({"how_known": "met", "phone": "303-555-0199"}, "2016-01-01"))
    report = desk.bring_in(REGISTRY.format(day="07/08/2026", phone="3035550102"))
    assert counts(report) == (1, 0, 1, 0, 0)
    assert [(kept.field, kept.hers, kept.files) for kept in report.kept] == [("phone", "303-555-0199", "303-555-0102")]
    ada = desk.card("Ada Birch")
    assert (ada.text("how_known"), ada.text("phone")) == ("met", "303-555-0199")
    assert ada.dating("license_states").as_of == "2026-07-08"
    assert counts(desk.bring_in()) == (1, 0, 0, 1, 0)


def test_an_import_is_one_step_that_undo_takes_back(desk: Desk) -> None:
    from refer_cli.book import journal

    desk.bring_in(PEOPLE)
    with WritableBook.open_writing(desk.book_path, TODAY) as book:
        journal.undo(book)
    assert desk.cards() == []


NAMES = st.sampled_from(["Ada Birch", "Flo Gum", "Ned Olive", "Zoë Elm", "", "  "])
CELLS = {
    "name": NAMES,
    "id": st.sampled_from(["", "1", "2", "A"]),
    "email": st.sampled_from(["", "ada@example.com", "flo@example.com", "nobody"]),
    "zip": st.sampled_from(["", "80205", "78704", "1"]),
    "state": st.sampled_from(["", "CO", "texas", "XX"]),
    "fee": st.sampled_from(["", "90", "$1,200", "-5", "abc"]),
    "fee_floor": st.sampled_from(["", "50", "100"]),
    "panels": st.sampled_from(["", "none", "Aetna", "Aetna (full);Moda", "Cigna (no);...", "..."]),
    "panels_as_of": st.sampled_from(["", "2026-03-04", "2026-03-04; Aetna: 2026-02-01", "2031-01-01"]),
    "notes": st.text("ab ;,\"'\n\u00e9", max_size=8),
    "as_of": st.sampled_from(["", "2026-01-01", "2026-06-01", "never"]),
}


OWN_WORDS = {
    "panels": st.sampled_from(["", "none", "MedCost; Aetna/Open Choice", "MedCost (no)", "Aetna (full);Moda"]),
    "styles": st.sampled_from(["", "none", "brisk", "warm; brisk; ...", "brisk (no)"]),
    "specialties": st.sampled_from(["", "none", "OCD (certified)", "worn-out cellists (trained)"]),
    "license_states": st.sampled_from(["", "none", "CO; TX"]),
}
"""Beside or in place of those of CELLS: lists under their own names, with words of hers and none."""


@st.composite
def files(draw: st.DrawFn, own_words: bool = False) -> list[list[str]]:
    cells = CELLS | OWN_WORDS if own_words else CELLS
    columns = draw(st.lists(st.sampled_from(list(cells)), unique=True).filter(lambda names: "name" in names))
    rows = draw(st.lists(st.tuples(*(cells[column] for column in columns)), max_size=8))
    return [columns, *map(list, rows)]


@few
@given(files(), files())
def test_every_row_is_accounted_for_and_a_second_import_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer, one: list[list[str]], two: list[list[str]]
) -> None:
    desk = Desk(tmp_path_factory.mktemp("desk"), gazetteer)
    for table in (one, two):
        with desk.file.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(table)
        promised = counts(desk.bring_in(dry_run=True))
        first = counts(desk.bring_in())
        assert first == promised
        before = desk.cards()
        again = counts(desk.bring_in(today="2026-12-01"))
        assert again == (first[0], 0, 0, first[1] + first[2] + first[3], first[4])
        assert desk.cards() == before


@few
@given(files(own_words=True))
def test_an_exported_book_comes_back_equal_and_changes_nothing_at_home(
    tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer, table: list[list[str]]
) -> None:
    home = Desk(tmp_path_factory.mktemp("home"), gazetteer)
    with home.file.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(table)
    home.bring_in()
    away = Desk(tmp_path_factory.mktemp("away"), gazetteer)
    with WritableBook.open_writing(home.book_path, TODAY) as book, book.step("add") as step:
        for _ in range(2):  # two people of one name, whom I know apart
            writing.insert_colleague(step, Facts({"name": "Twin Fir", "tags": Listing((), True)}, "2026-05-05"), None)
        writing.archive_colleague(step, book.resolve("#1") if home.cards() else 1, "2026-06-06")
    before = home.cards()
    home.export(away.file)
    assert away.bring_in().added == len(before)
    assert [card.archived for card in away.cards()] == [card.archived for card in before]
    home.file = away.file
    assert counts(home.bring_in()) == (len(before), 0, 0, len(before), 0)
    assert home.cards() == before
    assert [(c.values, c.as_of, c.source, c.dated, c.point) for c in away.cards()] == [
        (c.values, c.as_of, c.source, c.dated, c.point) for c in home.cards()
    ]


def test_a_row_without_an_id_goes_to_whom_it_came_before(desk: Desk) -> None:
    rows = "email,id,name,panels_as_of\nflo@example.com,2,Ned Olive,\nflo@example.com,,Ned Olive,2026-03-04\n"
    text = f"{rows}flo@example.com,1,Ned Olive,\n"
    assert counts(desk.bring_in(text)) == (3, 2, 1, 0, 0)
    before = desk.cards()
    assert counts(desk.bring_in(text)) == (3, 0, 0, 3, 0)
    assert desk.cards() == before


def test_two_cards_of_an_exported_book_stay_two_however_alike(
    desk: Desk, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = "name,id,email\nAda Birch,,\nAda Birch,,ada@example.com\nAda Birch,1,\nAda Birch,1,ada@example.com\n"
    desk.bring_in(rows)
    before = desk.cards()
    assert [card.text("email") for card in before] == [None, "ada@example.com", "ada@example.com"]
    away = Desk(tmp_path_factory.mktemp("away"), gazetteer)
    desk.export(away.file)
    assert counts(away.bring_in()) == (3, 3, 0, 0, 0)
    desk.file = away.file
    assert counts(desk.bring_in()) == (3, 0, 0, 3, 0)
    assert desk.cards() == before


HERS = st.fixed_dictionaries(
    {"name": st.sampled_from(["Ada Birch", "Flo Gum", "Ned Olive"])},
    optional={
        "email": st.sampled_from(["ada@example.com", "flo@example.com"]),
        "zip": st.sampled_from(["80205", "78704"]),
        "fee": st.sampled_from([90, 150]),
        "panels": st.sampled_from(
            [Listing(), Listing((Item("Aetna"),)), Listing((Item("Cigna"), Item("Moda", "no"))), Listing((), True)]
        ),
        "notes": st.sampled_from(["my private note", "one\ntwo"]),
        "trust": st.integers(1, 5),
        "tags": st.sampled_from([Listing((Item("supervisee"),)), Listing((Item("mine"),), True)]),
        "how_known": st.sampled_from(["met", "worked-with"]),
        "do_not_refer": st.just("rude"),
    },
)
PRIVATE_CELLS = {
    **CELLS,
    "trust": st.sampled_from(["", "1", "4"]),
    "tags": st.sampled_from(["", "none", "theirs", "mine (no)"]),
    "how_known": st.sampled_from(["", "listed"]),
    "do_not_refer": st.sampled_from(["", "no", "yes"]),
    "notes": st.sampled_from(["", "theirs", "one", "two\nthree"]),
}
PRIVATE_COLUMNS = st.lists(st.sampled_from(list(PRIVATE_CELLS)), unique=True).filter(lambda names: "name" in names)
PRIVATE_ROWS = st.lists(st.fixed_dictionaries(PRIVATE_CELLS), max_size=5)
NEVER = {"name", "npi", "notes", "trust", "tags", "how_known", "do_not_refer"}


@few
@given(st.lists(HERS, min_size=1, max_size=3), PRIVATE_COLUMNS, PRIVATE_ROWS, st.sampled_from([None, "2026-10-15"]))
def test_no_import_changes_what_the_therapist_wrote(
    tmp_path_factory: pytest.TempPathFactory,
    gazetteer: Gazetteer,
    mine: list[dict[str, Value]],
    columns: list[str],
    rows: list[dict[str, str]],
    as_of: str | None,
) -> None:
    desk = Desk(tmp_path_factory.mktemp("desk"), gazetteer)
    for values in mine:
        enter(desk, **values)
    with desk.file.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *([row[column] for column in columns] for row in rows)])
    before = desk.cards()
    desk.bring_in(as_of=as_of)
    for card, after in zip(before, desk.cards(), strict=False):
        for field, value in card.values.items():
            now = after.values[field]
            if now == value:
                continue
            if field not in NEVER and after.dating(field).as_of > card.dating(field).as_of:
                assert as_of or "as_of" in columns or field + "_as_of" in columns, field  # the file dates it later
            elif isinstance(value, Listing):
                assert isinstance(now, Listing) and now.open == value.open
                assert {item[:2] for item in value.items} <= {item[:2] for item in now.items}
            else:
                assert (
                    field == "notes"
                    and str(now).splitlines()[: len(str(value).splitlines())] == str(value).splitlines()
                )


def test_notes_are_appended_and_never_twice(desk: Desk) -> None:
    enter(desk, name="Ada Birch", email="ada@example.com", notes="my private note")
    text = 'name,email,notes\nAda Birch,ada@example.com,"met at Pine\nlikes tea"\n'
    assert counts(desk.bring_in(text)) == (1, 0, 1, 0, 0)
    assert desk.card("Ada Birch").text("notes") == "my private note\nmet at Pine\nlikes tea"
    assert counts(desk.bring_in(text)) == (1, 0, 0, 1, 0)
    assert counts(desk.bring_in(text.replace("likes tea", "likes coffee"))) == (1, 0, 1, 0, 0)
    assert desk.card("Ada Birch").text("notes") == "my private note\nmet at Pine\nlikes tea\nlikes coffee"
